"""How the filière noisette will be judged, and by whom."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.moments = ["continu", "mi-parcours", "finale"]
    fiche.obligations = "Rapport annuel à l’autorité de gestion, avec trois indicateurs LEADER."
    fiche.participants = (
        "Les quatre partenaires, dix producteurs tirés au sort, une étudiante du lycée en regard extérieur"
    )
    fiche.liens = "Des éleveurs et des moulins qui s’appellent sans passer par le GAL."
    fiche.reseaux = "Entrée dans le réseau des fruits à coque ; invitation au salon de Serina."
    fiche.competences = "Torréfier, chiffrer un coût de revient, mener une réunion en deux langues."
    fiche.save()
    poser(
        fiche,
        "questions",
        {
            "question": "Le projet a-t-il fait naître une transformation locale durable ?",
            "critere": "Volume transformé sur place",
            "indicateur": "Kilos transformés par an",
            "nature": "quantitatif",
            "source": "Registre de l’atelier",
            "frequence": "Chaque trimestre",
            "valeur_de_depart": "120 kg",
            "cible": "1 500 kg",
            "valeur_constatee": "640 kg (mi-parcours)",
        },
        {
            "question": "Les producteurs ont-ils gagné en savoir-faire ?",
            "critere": "Gestes nouveaux pratiqués seuls.\nConfiance exprimée.",
            "indicateur": "Récits des producteurs",
            "nature": "qualitatif",
            "source": "Entretiens",
            "frequence": "Mi-parcours et fin",
            "valeur_de_depart": "Aucun ne torréfie",
            "cible": "Dix torréfient seuls",
            "valeur_constatee": "Six torréfient, quatre avec aide",
        },
        {
            "question": "Le partenariat est-il équilibré ?",
            "critere": "Décisions prises à plusieurs",
            "indicateur": "Part des décisions prises en comité",
            "nature": "quantitatif",
            "source": "Relevés de décisions",
            "frequence": "Chaque semestre",
            "valeur_de_depart": "0 %",
            "cible": "80 %",
            "valeur_constatee": "72 %",
        },
    )

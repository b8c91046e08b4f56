"""What is asked of the interpreter of the visits."""

from decimal import Decimal

from outils.demo.commun import poser


def remplir(fiche):
    fiche.contexte = (
        "Le GAL Terres d’Aubrives et le Gruppo Valle Serina préparent une gamme commune autour de la noisette.\n"
        "Les deux équipes se rencontrent deux fois cette année ; peu de participants parlent les deux langues."
    )
    fiche.objet_de_la_prestation = "Interprétariat et traduction français-italien des deux visites croisées."
    fiche.objectifs = "Que chacun comprenne et soit compris, y compris sur les termes de métier."
    fiche.publics = "Producteurs, techniciens et élus : une douzaine de personnes par visite."
    fiche.contenu_attendu = (
        "Interprétation consécutive pendant deux fois deux jours.\n"
        "Traduction des programmes et des relevés de décisions.\n"
        "Un lexique bilingue d’une centaine de mots."
    )
    fiche.livrables = "Programmes traduits quinze jours avant.\nLexique, un mois après la seconde visite."
    fiche.profil = "Interprète expérimenté, à l’aise dans un atelier ; la connaissance de l’agriculture est un plus."
    fiche.lieu = "Serina Piccola puis Lanière-sur-Aubre"
    fiche.duree = "Quatre jours sur place, deux jours de traduction"
    fiche.calendrier = "Première visite au printemps, retour à l’automne ; dates arrêtées ensemble."
    fiche.budget = Decimal("4850.50")
    fiche.precisions_budget = "Toutes taxes comprises, déplacements et repas inclus."
    fiche.modalites_de_reponse = "Un devis, deux références et un court message, par courriel, sous trois semaines."
    fiche.contact = "Béa Fontaine, GAL Terres d’Aubrives\nbea.fontaine@example.org · 01 99 00 21 01"
    fiche.save()
    poser(
        fiche,
        "criteres",
        {"critere": "Compréhension de la demande", "poids": Decimal(20)},
        {"critere": "Expérience et références", "poids": Decimal(30)},
        {"critere": "Connaissance du monde agricole", "poids": Decimal("12.5")},
        {"critere": "Disponibilité aux deux dates", "poids": Decimal("7.5")},
        {"critere": "Prix", "poids": Decimal(30)},
    )

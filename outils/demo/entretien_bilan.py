"""What the partners say of the first year of the filière noisette."""

from outils.demo.commun import dans, poser


def remplir(fiche):
    fiche.date = dans(-12)
    fiche.lieu = "Halle d’Aubrives-le-Bourg"
    fiche.presents = "Béa Fontaine, Hugues Rey, Giulia Bianchi (en visio), Denis Blanchet"
    fiche.actions_prevues = "Vente dans six magasins\nÉvaluation partagée"
    fiche.actions_en_cours = "Formation des producteurs, deuxième session\nÉtiquette commune"
    fiche.actions_finies = "Deux visites croisées\nEssais de torréfaction\nFoire commune : 1 800 visiteurs"
    fiche.problemes = (
        "Traduction oubliée dans le premier budget.\n"
        "Une récolte faible côté italien, des essais reportés de deux mois."
    )
    fiche.solutions = "Interprète partagée avec le jumelage voisin ; essais faits avec la récolte de l’autre vallée."
    fiche.devenir = "Les deux GAL veulent continuer, avec un troisième partenaire roumain."
    fiche.reste_a_faire = "Dernière demande de paiement avant décembre ; le lycée doit fournir ses feuilles de temps."
    fiche.communication = "Article dans les deux journaux locaux, film de six minutes monté par le lycée (mai)."
    fiche.evaluation = "Questionnaire aux 40 producteurs, entretien avec chaque partenaire ; synthèse en juin."
    fiche.relations = "Confiance née des visites. Les visios seules auraient échoué : trop peu se parlaient."
    fiche.plus_values = (
        "Un atelier qui ne fermera pas.\n"
        "Des agriculteurs qui se connaissent d’un versant à l’autre.\n"
        "Sans le projet, pas de presse mobile."
    )
    fiche.arguments = "« On a gagné cinq ans en une visite. » Commencer petit : une journée, un produit, une recette."
    fiche.savoir_faire = "Monter un budget à deux monnaies de temps, animer une réunion en deux langues."
    fiche.suite = "Une gamme à trois pays ; appui souhaité pour écrire l’offre de coopération."
    fiche.save()
    poser(
        fiche,
        "personnes",
        {
            "nom": "Hugues Rey",
            "fonction": "Président du GAL",
            "coordonnees": "hugues.rey@example.org",
            "sujet": "Convaincre des élus de voyager",
            "accord": "oui",
        },
        {
            "nom": "Denis Blanchet",
            "fonction": "Moulinier",
            "coordonnees": "06 39 98 21 56",
            "sujet": "Ce qu’une petite entreprise y gagne.\nCe qu’elle y perd aussi.",
            "accord": "non",
        },
        {
            "nom": "Giulia Bianchi",
            "fonction": "Coordinatrice, Gruppo Valle Serina",
            "coordonnees": "giulia.bianchi@example.org",
            "sujet": "Le point de vue d’un partenaire italien",
            "accord": "oui",
        },
    )

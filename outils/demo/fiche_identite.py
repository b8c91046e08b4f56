"""Who the GAL is, on one page."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.nom_presente = "GAL Terres d’Aubrives"
    fiche.type_presente = "Groupe d’action locale LEADER"
    fiche.localisation = "Aubrives-le-Bourg, Terres d’Aubrives, France"
    fiche.presentation = (
        "Soixante-deux communes de coteaux, des vergers de noisetiers et des troupeaux de brebis.\n"
        "Le GAL réunit élus, associations et entreprises pour choisir et aider des projets nés sur place."
    )
    fiche.atouts = "Une filière noisette vivante, un moulin, un lycée agricole, des bénévoles nombreux."
    fiche.enjeux = "Transformer ici ce qui pousse ici ; faire revenir les jeunes ; se préparer aux étés secs."
    fiche.strategie = "« Garder la valeur dans la vallée » : alimentation, savoir-faire, accueil."
    fiche.themes = "Transformation de la noisette et de la laine\nAteliers partagés\nFêtes de pays"
    fiche.cooperations = "Une laine, deux vallées (en cours)\nRoutes du bois, 2016-2019, avec deux territoires voisins"
    fiche.jumelages = "Aubrives-le-Bourg et Măgura (Roumanie), depuis 1994"
    fiche.langues = "Français, italien"
    fiche.offre = "Des vergers à visiter, un pressoir d’essai, l’accueil de stagiaires, une interprète du réseau."
    fiche.contact = "Béa Fontaine"
    fiche.fonction = "Animatrice LEADER"
    fiche.courriel = "leader@aubrives.example.org"
    fiche.telephone = "01 99 00 21 00"
    fiche.site = "https://aubrives.example.org"
    fiche.save()
    poser(
        fiche,
        "chiffres",
        {"libelle": "Population", "valeur": "31 200 habitants"},
        {"libelle": "Superficie", "valeur": "840 km²"},
        {"libelle": "Nombre de communes", "valeur": "62"},
        {"libelle": "Noisetiers", "valeur": "240 hectares, 190 tonnes par an"},
        {"libelle": "Enveloppe dédiée à la coopération", "valeur": "180 000 €"},
    )

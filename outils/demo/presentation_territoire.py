"""The GAL presented to partners who have never heard of a GAL français."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.organisation = (
        "La France compte dix-huit régions, une centaine de départements et plus de 34 000 communes.\n"
        "Ici, 62 communes sont réunies en trois communautés de communes ; la Région gère les fonds européens."
    )
    fiche.leader = (
        "Le GAL est porté par un syndicat mixte. Un comité de programmation (10 élus, 14 acteurs privés) choisit les "
        "projets tous les deux mois.\nLe taux d’aide atteint 60 % des dépenses retenues."
    )
    fiche.conditions = (
        "Une fiche-action « coopération » dotée de 180 000 €.\n"
        "Un accord de partenariat signé par tous les groupes est exigé avant le premier paiement.\n"
        "La préparation (visites, traduction) peut être aidée à part, dans la limite de 8 000 €."
    )
    fiche.localisation = "Aubrives-le-Bourg, à 1 h 10 de Lissieu par le train, puis 25 minutes de car."
    fiche.caracteristiques = (
        "840 km² de coteaux et de vallées, 31 200 habitants, 37 au km².\n"
        "240 hectares de noisetiers, un moulin à huile, un lycée agricole ; une personne sur cinq travaille la terre "
        "ou le bois.\nLes jeunes partent à 18 ans, quelques-uns reviennent à 30."
    )
    fiche.forces = "Des vergers entretenus, une huile reconnue, un lycée qui forme à la transformation."
    fiche.faiblesses = "Les trois quarts des noisettes partent en sac, sans être transformées.\nPeu d’anglais parlé."
    fiche.opportunites = "La demande d’ingrédients locaux des pâtissiers ; un bâtiment communal libre dans un an."
    fiche.menaces = (
        "La punaise diabolique et les gelées tardives ; des cours mondiaux qui varient du simple au double."
    )
    fiche.partenariat = "Trois communautés de communes, la chambre d’agriculture, onze associations, sept entreprises."
    fiche.besoins = (
        "1. Garder la valeur sur place : transformer, vendre en direct.\n"
        "2. Donner aux jeunes une raison de revenir.\n"
        "3. Entretenir les paysages de coteaux."
    )
    fiche.ressources = "1,9 M€ de FEADER jusqu’en 2027, deux animatrices, un réseau de trente bénévoles."
    fiche.role = (
        "Apprendre de territoires qui transforment déjà ; au moins deux coopérations d’ici la fin du programme."
    )
    fiche.situation = "Récolte de 190 tonnes l’an dernier, dont 45 transformées sur place par quatre ateliers."
    fiche.questions = "Comment torréfier à petite échelle sans perdre l’arôme ? À qui vendre hors saison ?"
    fiche.expertise = "La conduite des vergers sans irrigation, le pressage à froid, l’accueil de stagiaires."
    fiche.besoins_specifiques = "Voir tourner un atelier de torréfaction de moins de 50 tonnes par an."
    fiche.save()
    poser(
        fiche,
        "projets_existants",
        {
            "titre": "Filière noisette",
            "cadre": "LEADER, coopération transnationale",
            "thematique": "Transformer sur place les noisettes de deux vallées et les vendre sous deux langues.",
            "porteur": "GAL Terres d’Aubrives",
            "partenaires": "Gruppo Valle Serina (Italie)\nHuilerie du Moulin Blanchet\nLycée agricole",
            "statut": "visite",
        },
        {
            "titre": "Une laine, deux vallées",
            "cadre": "LEADER",
            "thematique": "Une marque commune de laine lavée, filée et tricotée.",
            "porteur": "Coopérative La Toison d’Aubrives",
            "partenaires": "Cooperativa Lana Fiorana",
            "statut": "en-cours",
        },
        {
            "titre": "Chorales d’été",
            "cadre": "Jumelage",
            "thematique": "Échange de chœurs amateurs entre Aubrives-le-Bourg et sa ville jumelle.",
            "porteur": "Comité de jumelage",
            "partenaires": "Ville de Măgura",
            "statut": "realise",
        },
        {
            "titre": "Distilleries ambulantes",
            "cadre": "Interreg",
            "thematique": "Remettre en route les alambics de village.",
            "porteur": "À trouver",
            "partenaires": "Aucun pour le moment",
            "statut": "idee",
        },
    )

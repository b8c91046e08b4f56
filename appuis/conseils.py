"""The guide's advice for each step of an appui and each stage of a project, rewritten shorter and sourced."""

from appuis.models import Etape, Stade

CONSEILS = {
    Etape.CONTACT: {
        "titre": "Prendre contact",
        "points": [
            "Dites qui vous êtes et d’où vient l’échange : vous répondez à une demande ou allez vers la personne.",
            "Rassurez : l’appui apporte de la méthode ; il ne contrôle pas, ne juge pas, ne décide pas à la place.",
            "Laissez raconter, faites préciser, relevez ce qui avance déjà.",
            "Posez les conditions (rythme, tarif, durée, calendrier) et ce que l’appui n’apportera pas.",
        ],
        "source": "Cap Rural, guide, p. 30-31",
    },
    Etape.DEMARRAGE: {
        "titre": "Démarrer un appui",
        "points": [
            "Au bénéficiaire d’organiser le temps de travail et d’y convier qui il veut : il est acteur.",
            "Reformulez : la question à traiter est rarement la première posée.",
            "Vérifiez le réalisme : lien avec la stratégie, moyens humains, techniques, linguistiques, financiers.",
            "Listez ensemble les points à travailler et anticipez les étapes d’après.",
            "Une demande simple se règle tout de suite : c’est un coup de main ponctuel.",
        ],
        "source": "Cap Rural, guide, p. 31-33",
    },
    Etape.BLOCAGES: {
        "titre": "Lever les blocages",
        "points": [
            "Apportez une méthode, un outil, une ressource ; faites se rencontrer ceux qui ont vécu la même chose.",
            "Laissez au bénéficiaire le choix des moyens ; ne faites pas à sa place pour aller plus vite.",
            "Ne mettez personne en danger : avancez par petits pas sûrs.",
            "Ce qui tient aux compétences d’une personne reste entre vous : écrivez-le en note confidentielle.",
        ],
        "source": "Cap Rural, guide, p. 33-34",
    },
    Etape.CLOTURE: {
        "titre": "Clore un temps de travail",
        "points": [
            "Revenez aux attentes du début : qu’est-ce qui a été apporté, faut-il continuer ?",
            "Faites dire au bénéficiaire sa prochaine étape, ses tâches et les moyens qu’il lui faut.",
            "Rappelez les engagements de chacun et fixez les prochains échanges.",
            "Sachez arrêter un appui qui n’avance pas ; il pourra reprendre plus tard.",
        ],
        "source": "Cap Rural, guide, p. 34-35",
    },
    Etape.BILAN: {
        "titre": "Tenir à jour un bilan",
        "points": [
            "Rangez notes, documents et coordonnées : ils serviront aux appuis suivants.",
            "Relevez difficultés, solutions, arguments en faveur de la coopération, actions en devenir.",
            "Le tableau de suivi se remplit de ce que vous notez ici : rien n’est à recopier.",
        ],
        "source": "Cap Rural, guide, p. 35",
    },
}

# What the appui watches for while the project is at a stage, towards the next one.
CONSEILS_STADES = {
    Stade.EMERGENCE: {
        "titre": "Donner envie, puis élargir",
        "points": [
            "Partez de la stratégie du territoire : coopérer sert un enjeu local, pas un guichet.",
            "Faites aller plus loin que la première idée ; trop précise, elle ferme la porte aux partenaires.",
            "Cherchez un vrai portage : un projet qui tient à une seule personne est fragile.",
        ],
        "source": "Cap Rural, guide, p. 40-50",
    },
    Stade.LANCEMENT: {
        "titre": "Des partenaires choisis, pas trouvés",
        "points": [
            "Une offre diffusée n’attire personne toute seule : allez vers les partenaires possibles.",
            "Ne vous engagez pas par défaut avec le premier venu ; vérifiez ce que chacun y gagne.",
            "Ces étapes prennent du temps : rassurez, et aidez à choisir un ou deux projets.",
        ],
        "source": "Cap Rural, guide, p. 52-59",
    },
    Stade.REALISATION: {
        "titre": "Vérifier les moyens de l’ambition",
        "points": [
            "Qui fait quoi, avec quels engagements : que ce soit écrit et compris de tous.",
            "Signer entre partenaires est plus long qu’on ne croit, surtout à plusieurs et de loin.",
            "L’appui suit la dynamique de coopération, pas la conduite du projet.",
        ],
        "source": "Cap Rural, guide, p. 60-63",
    },
    Stade.CLOTURE: {
        "titre": "Faire du bilan un nouveau départ",
        "points": [
            "La fin se prépare dès le début : gardez trace de ce qui a marché, et de ce qui a coûté.",
            "Réfléchissez ensemble à la suite : poursuivre, transmettre ou arrêter.",
            "Faites connaître les résultats ; qui a réussi devient une bonne personne ressource.",
        ],
        "source": "Cap Rural, guide, p. 64-67",
    },
}

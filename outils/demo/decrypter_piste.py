"""The noisette deciphered: two actions imagined, one column each."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.numero = 2
    fiche.sujet = "Transformer la noisette sur place"
    fiche.enjeu = "Trois noisettes sur quatre quittent la vallée en sac : la valeur se crée ailleurs."
    fiche.objectifs = "Doubler en quatre ans la part transformée ici.\nFormer douze producteurs à la torréfaction."
    fiche.save()
    poser(
        fiche,
        "actions_en_lien",
        {
            "sujet": "Pressage à façon au Moulin Blanchet",
            "objectif": "Permettre à chacun de vendre son huile",
            "informations": "Depuis 2021 ; 12 tonnes pressées l’an dernier, la presse tourne au complet en novembre.",
            "contacts": "Denis Blanchet, moulinier",
        },
        {
            "sujet": "Module « fruits à coque » du lycée",
            "objectif": "Donner envie à de futurs exploitants",
            "informations": "Trente heures, une quinzaine d’élèves, pas d’atelier pour pratiquer.",
            "contacts": "Rachel Cohen, professeure d’économie",
        },
    )
    poser(
        fiche,
        "actions_envisagees",
        {
            "action": "Visite croisée des ateliers",
            "acteurs_au_sein": "Moulin Blanchet, quatre producteurs transformateurs, lycée agricole",
            "acteurs_hors": "Chambre d’agriculture, école de pâtisserie de Lissieu",
            "plus_value": "Voir tourner des machines à notre échelle : aucune en France à moins de 600 km.",
            "apports": "Ouvrir son atelier, montrer ses comptes, prêter ses recettes.",
            "profil": "GAL ou groupe de producteurs, vallée de moyenne montagne, italien ou français parlé.",
            "alerte": "Pas d’industriel, pas de visite commerciale déguisée.",
            "porteurs_connus": "Association des nuciculteurs d’Aubrives",
            "calendrier": "Six mois : contact en février, visite aller en mai, retour en octobre.",
            "offre": "« Cerchiamo una valle sorella », offre de la Valle Serina",
            "ressources": "8 000 € d’aide à la préparation, une interprète du réseau",
            "remarques": "Éviter septembre : tout le monde récolte.",
        },
        {
            "action": "Gamme commune vendue sous deux langues",
            "acteurs_au_sein": "La Halle aux Possibles, huit producteurs",
            "acteurs_hors": "Une graphiste bilingue, les épiceries de Lissieu",
            "plus_value": "Un coffret à deux vallées se vend là où une seule vallée ne se remarque pas.",
            "apports": "Trois produits, un dessin d’étiquette, un réseau de boutiques.",
            "profil": "Coopérative ou association qui vend déjà en direct.",
            "alerte": "Un partenaire qui voudrait l’exclusivité de la marque.",
            "porteurs_connus": "Mathilde Simon, La Halle aux Possibles",
            "calendrier": "Deux ans, avec un premier coffret pour le second Noël.",
            "offre": "Aucune à ce jour",
            "ressources": "LEADER, Région (pressentie)",
            "remarques": "Vérifier l’étiquetage dans les deux pays avant d’imprimer.",
        },
    )

"""How the filière noisette is talked about."""

from decimal import Decimal

from outils.demo.commun import dans, poser


def remplir(fiche):
    fiche.objectifs = "Faire connaître la gamme commune.\nDonner envie à d’autres producteurs de rejoindre l’atelier."
    fiche.publics = "Habitants des deux vallées, producteurs, élus, financeurs"
    fiche.besoins = "Les producteurs demandent des chiffres ; les habitants, des visages et des goûts."
    fiche.moyens = "Une journée par mois de Béa Fontaine, 6 000 €, les photos des visites, le journal du GAL"
    fiche.save()
    poser(
        fiche,
        "actions",
        {
            "action": "Article sur la première visite",
            "public": "Habitants",
            "message": "Deux vallées, un même fruit",
            "support": "Journal du GAL et bulletin de Serina",
            "responsable": "Béa Fontaine",
            "date": dans(48),
            "cout": Decimal("0"),
        },
        {
            "action": "Film de six minutes",
            "public": "Producteurs",
            "message": "Transformer chez soi rapporte,\nà plusieurs c’est possible",
            "support": "Vidéo sous-titrée, deux langues",
            "responsable": "Lycée agricole des Trois Vallées",
            "date": dans(150),
            "cout": Decimal("2450.80"),
        },
        {
            "action": "Stand de dégustation à la foire",
            "public": "Visiteurs, familles",
            "message": "Goûtez la gamme commune",
            "support": "Stand, étiquettes, recettes à emporter",
            "responsable": "Huilerie du Moulin Blanchet",
            "date": dans(330),
            "cout": Decimal("1300"),
        },
        {
            "action": "Lettre aux financeurs",
            "public": "Région, autorité de gestion",
            "message": "Ce que votre aide a permis",
            "support": "Lettre de deux pages",
            "responsable": "Hugues Rey",
            "date": dans(360),
            "cout": Decimal("85.20"),
        },
    )

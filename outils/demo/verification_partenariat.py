"""Where the partners of the filière noisette stand before they ask for money."""

from outils.demo.commun import poser

# Answers to the guide's points, in their order: (réponse, commentaire, qui s’en charge).
_PARTENARIAT = [
    ("oui", "Matrice des responsabilités relue ensemble en visite", ""),
    ("oui", "", ""),
    ("partiellement", "Le droit italien de la vente directe reste à lire", "Giulia Bianchi"),
    ("oui", "Présentées au premier comité", ""),
    ("oui", "Torréfaction à deux mains, foire commune", ""),
    ("partiellement", "Les moyens du lycée ne sont pas chiffrés", "Rachel Cohen"),
    ("oui", "", ""),
    ("oui", "", ""),
    ("non", "Pas de comité de suivi à ce jour.\nÀ créer avant la signature.", "Béa Fontaine"),
    ("oui", "Chef de file : le GAL", ""),
    ("oui", "Une visio par mois, une visite par semestre", ""),
    ("partiellement", "L’huilerie porte beaucoup la première année", ""),
    ("non", "Aucune clause dans l’accord de coopération", "Hugues Rey et Paolo Ferri"),
]
_FINANCEMENTS = [
    ("oui", "Vérifié avec l’autorité de gestion", ""),
    ("oui", "Voir la feuille de route", ""),
    ("partiellement", "Délais de la région à confirmer", "Mehdi Saïdi"),
    ("oui", "", ""),
    ("oui", "148 000 € sur deux ans", ""),
    ("oui", "", ""),
    ("partiellement", "Le pressage est sous-estimé", "Denis Blanchet"),
    ("non", "Question posée, sans réponse", "Mehdi Saïdi"),
    ("oui", "", ""),
    ("oui", "", ""),
    ("non", "Devis d’interprétariat manquants", "Béa Fontaine"),
]


def remplir(fiche):
    fiche.save()
    for relation, reponses in (("points_du_partenariat", _PARTENARIAT), ("points_des_financements", _FINANCEMENTS)):
        depart = next(bloc for bloc in fiche.plan if bloc.relation == relation).depart
        lignes = [
            point | {"reponse": reponse, "commentaire": commentaire, "qui": qui}
            for point, (reponse, commentaire, qui) in zip(depart, reponses, strict=True)
        ]
        poser(fiche, relation, *lignes)

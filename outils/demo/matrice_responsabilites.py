"""Who does what, by when, between the GAL, Valle Serina and the moulin."""

from outils.demo.commun import dans, poser
from outils.models.matrice_responsabilites import FICHE_PROJET, RENCONTRE, SUIVI, PartenaireDeMatrice

ATELIERS = "4. Mener les essais communs"

# (étape, tâche): {partner: (what they do, in how many days)}
_REPARTITION = {
    (RENCONTRE, "Accueillir"): {"serina": ("Réserver l’atelier et l’hébergement de douze personnes", 12)},
    (RENCONTRE, "Inviter"): {
        "gal": ("Inviter les producteurs, les élus et le lycée", 6),
        "serina": ("Inviter l’association du village", 9),
    },
    (FICHE_PROJET, "Rédiger"): {
        "gal": ("Écrire la première version, dans les deux langues", 45),
        "serina": ("Relire, compléter la partie italienne", 60),
        "moulin": ("Chiffrer le pressage", 52),
    },
    (FICHE_PROJET, "Valider"): {"gal": ("Passer en comité de programmation", 95)},
    (SUIVI, "Rapport d’activité"): {
        "gal": ("Rapport semestriel, avec photos", 180),
        "serina": ("Compte rendu des essais de torréfaction", None),
    },
    (SUIVI, "Rapport financier"): {"gal": ("Rassembler les factures,\nbâtir le bilan des dépenses", 190)},
    (ATELIERS, "Torréfier à deux mains"): {
        "serina": ("Prêter l’atelier trois jours", 118),
        "moulin": ("Fournir 80 kg de noisettes triées", 110),
    },
    (ATELIERS, "Goûter et noter"): {},
}


def remplir(fiche):
    taches = poser(fiche, "taches", *({"etape": etape, "tache": tache} for etape, tache in _REPARTITION))
    gal, serina, moulin, lycee = poser(
        fiche,
        "partenaires",
        {"nom": "GAL Terres d’Aubrives", "role": PartenaireDeMatrice.Role.CHEF_DE_FILE},
        {"nom": "Gruppo Valle Serina", "role": PartenaireDeMatrice.Role.PARTENAIRE},
        {"nom": "Huilerie du Moulin Blanchet", "role": PartenaireDeMatrice.Role.PARTENAIRE},
        {"nom": "Lycée agricole des Trois Vallées", "role": PartenaireDeMatrice.Role.PARTENAIRE},
    )
    colonnes = {"gal": gal, "serina": serina, "moulin": moulin, "lycee": lycee}
    fiche.responsabilites.all().delete()
    for tache, parts in zip(taches, _REPARTITION.values(), strict=True):
        for qui, (quoi, jours) in parts.items():
            fiche.responsabilites.create(
                ligne=tache, colonne=colonnes[qui], tache=quoi, echeance=None if jours is None else dans(jours)
            )
    fiche.save()

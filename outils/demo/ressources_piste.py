"""On whom and on what the noisette may count."""

from decimal import Decimal

from outils.demo.commun import poser


def remplir(fiche):
    fiche.sujet = "Transformer la noisette sur place"
    fiche.humaines_au_sein = (
        "Béa Fontaine (méthode, 4 jours par mois)\nDenis Blanchet (pressage)\nRachel Cohen (lycée)"
    )
    fiche.humaines_en_dehors = "Chargée de mission « fruits à coque » de la chambre d’agriculture"
    fiche.linguistiques_au_sein = "Deux membres du comité lisent l’italien ; trois élèves le parlent."
    fiche.linguistiques_en_dehors = "Sofia Riva, interprète français-italien du réseau (350 € la journée)"
    fiche.techniques_au_sein = "Presse d’essai du moulin, salle hors gel de 80 m², balance certifiée"
    fiche.techniques_en_dehors = "Torréfacteur de démonstration de l’école de pâtisserie de Lissieu"
    fiche.save()
    poser(
        fiche,
        "financeurs",
        {
            "type_financeur": "Union européenne",
            "type_financement": "LEADER (FEADER), fiche-action coopération",
            "enveloppe": Decimal("88800"),
            "particularites": "60 % au plus ; accord de partenariat signé exigé.\nPaiement après dépense.",
        },
        {
            "type_financeur": "Région",
            "type_financement": "Appel à projets « Filières courtes »",
            "enveloppe": Decimal("22000.50"),
            "particularites": "Dépôt avant fin mars ; pas de frais de personnel.",
        },
        {
            "type_financeur": "Entreprises",
            "type_financement": "Mécénat de compétences",
            "enveloppe": Decimal("3500"),
            "particularites": "Sous forme de journées de travail, à valoriser dans le budget.",
        },
    )

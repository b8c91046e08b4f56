"""What is written to the recipients of an enquête: the first mail, the reminders."""

from coopappui.courriel import ecrire
from coopappui.texte import en_une_ligne

INVITATION, AVANT, APRES, MANUELLE = "invitation", "avant", "apres", "manuelle"


def ecrire_le_lien(destinataire, chemin, genre):
    """One mail, with the personal link; `chemin`: its path."""
    enquete = destinataire.enquete
    mission = en_une_ligne(str(enquete.mission))
    jour = f"{enquete.date_butoir:%d/%m/%Y}"
    titre, debut = _DEBUTS[genre]
    commencee = "Vous l’avez commencée : vous reprendrez où vous en étiez." if destinataire.commence_le else ""
    ecrire(
        destinataire.adresse,
        titre.format(titre=en_une_ligne(enquete.titre), mission=mission, jour=jour),
        [
            f"Bonjour {en_une_ligne(destinataire.qui)},",
            debut.format(titre=en_une_ligne(enquete.titre), mission=mission, jour=jour),
            enquete.but,
            f"Comptez {enquete.temps_estime} minutes ; répondez avant le {jour} si vous le pouvez."
            if genre != APRES
            else f"Comptez {enquete.temps_estime} minutes.",
            commencee or "Vous pouvez vous arrêter et revenir : ce que vous avez écrit est gardé.",
        ],
        ("Répondre à l’enquête", chemin),
        pied=[
            "Ce lien vous est personnel et ne demande pas de compte : ne le transmettez pas.",
            "Vous ne souhaitez pas répondre ? Dites-le depuis cette page, et nous ne vous relancerons plus.",
        ],
    )


_DEBUTS = {
    INVITATION: (
        "{titre} : votre avis nous est utile",
        "La mission « {mission} » vous invite à répondre à son enquête.",
    ),
    AVANT: ("{titre} : plus que quelques jours", "L’enquête de la mission « {mission} » se termine le {jour}."),
    APRES: (
        "{titre} : il est encore temps de répondre",
        "La date du {jour} est passée, mais vos réponses manquent à la mission « {mission} » : il est encore temps.",
    ),
    MANUELLE: ("{titre} : votre réponse nous manque", "La mission « {mission} » attend encore votre réponse."),
}

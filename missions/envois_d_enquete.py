"""What is written to the recipients of an enquête: the first mail, the reminders; and to many, little by little."""

import logging

from django.apps import apps
from django_tasks import task

from coopappui.courriel import AdresseInutilisable, ecrire
from coopappui.texte import en_une_ligne

logger = logging.getLogger(__name__)
INVITATION, AVANT, APRES, MANUELLE = "invitation", "avant", "apres", "manuelle"
# Another link, to somebody who has answered.
CORRIGER = "corriger"
# Written to by one task, which then asks for another: each keeps well within the time a task has.
PAR_TACHE = 50


@task()
def ecrire_a_tous(enquete, genre=INVITATION, apres=0):
    """Invites, reminds or chases the recipients of an enquête from the one after `apres`; each looks at where it
    stands under its lock, so that nobody is written to twice, whatever was asked twice."""
    siens = apps.get_model("missions", "Destinataire").objects.filter(enquete=enquete, pk__gt=apres).order_by("pk")
    lot = list(siens.a_ecrire(genre)[:PAR_TACHE])
    for destinataire in lot:
        _ecrire_a(destinataire, genre)
    if len(lot) == PAR_TACHE:
        ecrire_a_tous.enqueue(enquete, genre, lot[-1].pk)


def _ecrire_a(destinataire, genre):
    """Whatever is wrong with one stops none of the others."""
    try:
        if genre == INVITATION:
            destinataire.inviter()
        elif genre == MANUELLE:
            destinataire.relancer_si_besoin()
        else:
            destinataire.rappeler(genre)
    except AdresseInutilisable:
        # The page of the enquête says it: see Destinataire.etat.
        logger.warning("Destinataire %s : adresse inutilisable.", destinataire.pk)
    except Exception:
        logger.exception("Destinataire %s : rien n’a pu lui être écrit.", destinataire.pk)


def ecrire_le_lien(destinataire, chemin, genre):
    """One mail, with the personal link; `chemin`: its path."""
    enquete = destinataire.enquete
    mission = en_une_ligne(str(enquete.mission))
    jour = f"{enquete.date_butoir:%d/%m/%Y}"
    titre, debut = _DEBUTS[genre]
    ecrire(
        destinataire.adresse,
        titre.format(titre=en_une_ligne(enquete.titre), mission=mission, jour=jour),
        [
            f"Bonjour {en_une_ligne(destinataire.qui)},",
            debut.format(titre=en_une_ligne(enquete.titre), mission=mission, jour=jour),
            *(_a_corriger(enquete, jour) if genre == CORRIGER else _a_repondre(destinataire, jour)),
        ],
        ("Voir mes réponses" if genre == CORRIGER else "Répondre à l’enquête", chemin),
        pied=_PIED[:1] if genre == CORRIGER else _PIED,
    )


def _a_repondre(destinataire, jour):
    enquete = destinataire.enquete
    temps = f"Comptez {enquete.temps_estime} minutes"
    return [
        enquete.but,
        f"{temps}." if enquete.butoir_passee else f"{temps} ; vous avez jusqu’au {jour}.",
        "Vous l’avez commencée : vous reprendrez où vous en étiez."
        if destinataire.commence_le
        else "Vous pouvez vous arrêter et revenir : ce que vous avez écrit est gardé.",
    ]


def _a_corriger(enquete, jour):
    return [] if enquete.butoir_passee else [f"Vous pouvez corriger vos réponses jusqu’au {jour}."]


_PIED = [
    "Ce lien vous est personnel et ne demande pas de compte : ne le transmettez pas.",
    "Vous ne souhaitez pas répondre ? Dites-le depuis cette page, et nous ne vous relancerons plus.",
]

_DEBUTS = {
    INVITATION: (
        "{titre} : votre avis nous est utile",
        "« {mission} » vous invite à répondre à son enquête.",
    ),
    AVANT: ("{titre} : plus que quelques jours", "L’enquête de « {mission} » se termine le {jour}."),
    APRES: (
        "{titre} : il est encore temps de répondre",
        "La date du {jour} est passée, mais vos réponses manquent à « {mission} » : il est encore temps.",
    ),
    MANUELLE: ("{titre} : votre réponse nous manque", "« {mission} » attend encore votre réponse."),
    CORRIGER: (
        "{titre} : un nouveau lien",
        "« {mission} » a bien reçu vos réponses. Ce lien remplace celui que vous aviez.",
    ),
}

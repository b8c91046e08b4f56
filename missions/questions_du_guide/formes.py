"""What the questions share: how choices and axes are written, and the answers that open a sub-question."""

DEJA_OU_BIENTOT = ["oui", "en-cours", "en-devenir"]


def choix(*libelles, preciser=()):
    """[{cle, libelle, preciser}] from (key, words) pairs."""
    return [{"cle": cle, "libelle": libelle, "preciser": cle in preciser} for cle, libelle in libelles]


def axe(*triplets):
    return [{"cle": cle, "libelle": libelle, "aide": aide} for cle, libelle, aide in triplets]

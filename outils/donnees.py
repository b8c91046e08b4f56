"""A person's part in the fiches: what they transmitted, what they were asked for, what they remarked."""

from coopappui.donnees import effaceur, partie, rangees
from outils.models import Demande, Remarque, Transmission


@partie("Mes fiches transmises")
def transmissions(compte):
    """With their answers, as they were transmitted."""
    for transmission in Transmission.objects.filter(par=compte):
        contenu = transmission.contenu
        yield {
            "numéro": transmission.numero,
            "transmise le": transmission.le,
            "fiche": contenu["titre"],
            "mission": contenu["mission"],
            "réponses": {
                ", ".join(filter(None, [bloc.intitule, ou, case.libelle])): str(case)
                for bloc in transmission.blocs()
                for ou, cases in bloc.parts
                for case in cases
                if case
            },
        }


@partie("Les fiches qui m’ont été demandées")
def demandes(compte):
    siennes = Demande.objects.filter(destinataires=compte).select_related("fiche", "par")
    yield from rangees(siennes, "fiche", "le", "echeance", "mot", "par", "close_le")


@partie("Mes remarques sur des fiches")
def remarques(compte):
    siennes = Remarque.objects.filter(par=compte).select_related("fiche")
    yield from rangees(siennes, "fiche", "libelle", "texte", "le", "levee_le")


@effaceur
def ne_plus_rien_demander(compte):
    """What was transmitted stays with the mission, signed by nobody; nothing is expected any more."""
    compte.demandes_de_fiche.clear()
    return ""

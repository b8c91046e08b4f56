"""What a step of an appui still lacks, in sentences shown as they are (guide, p. 30-35)."""

from appuis.models.etapes import Etape


def manques(appui, etape):
    """List of French sentences; empty when the step may be passed."""
    return [phrase for manque, phrase in _VERIFICATIONS[etape](appui) if manque]


def _contact(appui):
    yield (
        not appui.structures.all() and not appui.beneficiaires.all(),
        "Dites qui est appuyé : une structure ou une personne.",
    )
    yield not appui.besoin_exprime, "Notez le besoin tel qu’il est exprimé."


def _demarrage(appui):
    yield not appui.besoin_reformule, "Reformulez le besoin avec le bénéficiaire."
    yield not appui.beneficiaires.all(), "Nommez au moins un bénéficiaire."
    if appui.rythme != appui.Rythme.PONCTUEL:
        yield not appui.points_a_travailler, "Listez les points à travailler ensemble."


def _blocages(appui):
    yield not appui.sequences.all(), "Notez au moins une séquence de travail."
    for blocage in appui.blocages.all():
        sans_piste = not blocage.leve and not blocage.apports.all()
        yield sans_piste, f"Le blocage « {blocage.intitule} » n’a pas encore de piste."


def _cloture(appui):
    sequences = list(appui.sequences.all())
    yield not any(sequence.prochaine_etape for sequence in sequences), "Convenez de la prochaine étape du projet."
    yield not any(e.echeance for e in appui.engagements.all()), "Aucun engagement n’est daté."


def _bilan(appui):
    bilan = getattr(appui, "bilan", None)
    yield not (bilan and bilan.difficultes), "Relevez les difficultés rencontrées."
    yield not (bilan and bilan.solutions), "Relevez les solutions apportées."
    yield not (bilan and bilan.arguments), "Gardez les arguments cités en faveur de la coopération."
    yield not (bilan and bilan.actions_a_venir), "Notez les actions en devenir."


_VERIFICATIONS = {
    Etape.CONTACT: _contact,
    Etape.DEMARRAGE: _demarrage,
    Etape.BLOCAGES: _blocages,
    Etape.CLOTURE: _cloture,
    Etape.BILAN: _bilan,
}

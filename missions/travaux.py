"""What the missions ask to be done while nobody looks: see coopappui.travaux."""

from datetime import timedelta

from django.template.defaultfilters import pluralize
from django.utils import timezone

from coopappui.travaux import travail
from missions.models import Information, Lettre, Source
from missions.veille.envoi import distribuer
from missions.veille.releve import demander

# A letter is on its way for that long, at least, before anybody worries.
EN_ROUTE = timedelta(minutes=15)


@travail
def relever_les_sources():
    demandees = sum(demander(source) for source in Source.objects.a_relever())
    return f"Fils à relever : {demandees}." if demandees else None


@travail
def oublier_les_informations_ecartees():
    nombre = Information.objects.a_oublier().count()
    Information.objects.a_oublier().delete()
    s = pluralize(nombre)
    return f"{nombre} information{s} écartée{s} oubliée{s}." if nombre else None


@travail
def finir_les_envois():
    """Letters whose worker stopped on the way: what has left does not leave again."""
    lettres = Lettre.objects.filter(envois__etat="a-remettre", envoyee_le__lt=timezone.now() - EN_ROUTE).distinct()
    for lettre in lettres:
        distribuer.enqueue(lettre.pk)
    return f"Envois de lettres repris : {len(lettres)}." if lettres else None

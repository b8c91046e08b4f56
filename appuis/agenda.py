"""Deadlines as a calendar that any agenda reads (RFC 5545): whole days that do not make anybody busy."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event


def agenda(request, nom, fichier, echeances):
    """The answer that downloads `fichier`.ics. `echeances`: engagements or actions prévues; those without a date are
    left out."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//CoopAppui//FR")
    calendrier.add("version", "2.0")
    calendrier.add("calscale", "GREGORIAN")
    calendrier.add("x-wr-calname", nom)
    for echeance in echeances:
        if echeance.echeance:
            calendrier.add_component(_jour(request, echeance))
    return HttpResponse(
        calendrier.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{fichier}.ics")},
    )


def _jour(request, echeance):
    objet = getattr(echeance, "appui", None) or echeance.projet
    jour = Event()
    # The same whenever it is exported, so that importing it again corrects what is there.
    jour.add("uid", f"{echeance._meta.model_name}-{echeance.pk}@{request.get_host()}")
    jour.add("dtstamp", timezone.now())
    jour.add("dtstart", echeance.echeance)
    jour.add("summary", str(echeance))
    jour.add("description", "\n".join(_precisions(echeance, objet)))
    if lieu := getattr(echeance, "lieu", ""):
        jour.add("location", lieu)
    jour.add("url", request.build_absolute_uri(objet.get_absolute_url()))
    jour.add("transp", "TRANSPARENT")
    return jour


def _precisions(echeance, objet):
    yield str(objet)
    if hasattr(echeance, "attendu"):
        yield f"Attendu {echeance.de_qui}" if echeance.attendu else f"Promis par {echeance.qui}"
        if echeance.moyens:
            yield f"Avec : {echeance.moyens}"

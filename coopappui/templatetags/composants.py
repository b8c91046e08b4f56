"""Tags and filters that every template knows (builtins): icons, addresses, and French ways of writing."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.safestring import mark_safe

from coopappui.adresses import absolue
from coopappui.jours import jour_long
from coopappui.surlignage import surligner
from coopappui.texte import pluriel, poids

register = template.Library()
register.filter("surligne", surligner)
register.filter("poids", poids)
# Instead of Django's own, for which 0 is plural.
register.filter("pluralize", pluriel)
register.filter("absolue", absolue)
register.filter("jour_long", jour_long)

# A deadline within this many days is worth a colour.
JOURS_BIENTOT = 7
INSECABLE = "\u00a0"
_NOM_D_ICONE = re.compile(r"[a-z0-9-]+")


@lru_cache(maxsize=512)
def _dessin(nom, taille):
    """The SVG of a Bootstrap icon, hidden from screen readers: the text beside it says what it means."""
    if not _NOM_D_ICONE.fullmatch(nom):
        raise template.TemplateDoesNotExist(nom)
    svg = render_to_string(f"bs_icon/{nom}.svg", {"height": taille}).replace("\n", "")
    return mark_safe(svg.replace("<svg ", f'<svg aria-hidden="true" focusable="false" width="{taille}" ', 1))


@register.simple_tag
def icone(nom, taille=16):
    """`{% icone "house" %}`, `{% icone "house" taille=20 %}`. An unknown name fails while developing."""
    try:
        return _dessin(nom, taille)
    except template.TemplateDoesNotExist:
        if settings.DEBUG:
            raise
        return ""


@register.simple_tag(takes_context=True)
def ajouter_a_l_adresse(context, **parametres):
    """The current query string with some parameters changed; None removes one. Works inside `include … only`."""
    request = getattr(context, "request", None) or context["request"]
    requete = request.GET.copy()
    for nom, valeur in parametres.items():
        if valeur is None or valeur == "":
            requete.pop(nom, None)
        else:
            requete[nom] = valeur
    return f"?{requete.urlencode()}"


@register.filter
def montant(valeur):
    """An amount in euros: « 1 234,56 € », « 12 000 € »; nothing when unknown."""
    if valeur is None or valeur == "":
        return ""
    try:
        valeur = Decimal(str(valeur))
        decimales = 0 if valeur == valeur.to_integral_value() else 2
    except InvalidOperation:
        return valeur
    return f"{number_format(valeur, decimales, use_l10n=True, force_grouping=True)}{INSECABLE}€"


@register.filter
def duree(minutes):
    """Minutes as people say them, never cut at the end of a line: « 45 min », « 1 h », « 1 h 30 »."""
    if minutes is None or minutes == "":
        return ""
    heures, reste = divmod(int(minutes), 60)
    if not heures:
        return f"{reste}{INSECABLE}min"
    return f"{heures}{INSECABLE}h{INSECABLE}{reste:02}" if reste else f"{heures}{INSECABLE}h"


def _jour(valeur):
    if isinstance(valeur, datetime):
        return timezone.localtime(valeur).date() if timezone.is_aware(valeur) else valeur.date()
    return valeur


def _jours_avant(valeur):
    """Days from today to this date (negative: gone by)."""
    return (_jour(valeur) - timezone.localdate()).days


@register.filter
def jour_court(valeur):
    """« 4 déc. », « 1er mars », with the year when it is not this one."""
    if not valeur:
        return ""
    jour: date = _jour(valeur)
    return jour_long(jour, "j N" if jour.year == timezone.localdate().year else "j N Y")


@register.filter
def coupable(libelle):
    """A label that may break after its slashes, « Compléments/remarques », with a zero-width space."""
    return str(libelle).replace("/", "/\u200b")


@register.filter
def echeance(valeur):
    """A deadline seen from today: « 3 j de retard », « aujourd’hui », « demain », « 4 déc. »."""
    if not valeur:
        return "sans date"
    jours = _jours_avant(valeur)
    if jours < 0:
        return f"{-jours} j de retard"
    return {0: "aujourd’hui", 1: "demain"}.get(jours) or jour_court(valeur)


@register.filter
def ton_echeance(valeur):
    """The tone of the badge that shows a deadline: retard, bientot or neutre."""
    if not valeur:
        return "neutre"
    jours = _jours_avant(valeur)
    if jours < 0:
        return "retard"
    return "bientot" if jours <= JOURS_BIENTOT else "neutre"


@register.filter
def depuis(valeur):
    """How long ago: « aujourd’hui », « hier », « il y a 6 jours », « il y a 3 mois », « il y a 2 ans »."""
    if not valeur:
        return ""
    jours = -_jours_avant(valeur)
    if jours < 0:
        return jour_court(valeur)
    if jours < 2:
        return ("aujourd’hui", "hier")[jours]
    if jours < 60:
        return f"il y a {jours} jours"
    if jours < 730:
        return f"il y a {jours // 30} mois"
    return f"il y a {jours // 365} ans"


@register.filter
def cible(champ):
    """The id to jump to from the error summary: the control, or the first one of a group."""
    widget, ident = champ.field.widget, champ.auto_id
    if getattr(widget, "cherchable", False):
        return f"{ident}_q"
    if widget.use_fieldset and hasattr(widget, "add_id_index"):
        return f"{ident}_0"
    return champ.id_for_label or ident


@register.filter
def nombre_d_erreurs(formulaire):
    return sum(len(erreurs) for erreurs in formulaire.errors.values())


@register.filter
def pages_proches(paginator, numero):
    """Page numbers worth showing: the ends and the neighbours; None stands for a gap."""
    return [
        n if isinstance(n, int) else None for n in paginator.get_elided_page_range(numero, on_each_side=1, on_ends=1)
    ]

"""Resources in pages: Markdown, highlights, and what a bénéficiaire was given."""

from django import template

from appuis.mots import mots_pleins, racines
from coopappui.redaction import rendre
from coopappui.surlignage import extrait, surligner

register = template.Library()
register.filter("redaction", rendre)


@register.filter
def surligne_ressource(texte, q):
    """The words that were searched, as the search of resources reads them: « offres » also marks « offre »."""
    return surligner(texte, " ".join([*racines(q or ""), *mots_pleins(q or "")]))


@register.filter
def passage(ressource, q):
    """Where its text holds what was searched, when neither its title nor its summary shows it all."""
    mots = racines(q or "")
    if not mots or not ressource.texte:
        return ""
    if all(mot in f"{ressource.titre_plie} {ressource.entete_plie}" for mot in mots):
        return ""
    return extrait(ressource.texte_nu, " ".join(mots))


@register.inclusion_tag("ressources/_remises_au_beneficiaire.html")
def remises_au_beneficiaire(appui):
    """On the bénéficiaire's page of an appui: what they were given to read, whom they may call."""
    return {
        "remises": appui.remises.lues_par_le_beneficiaire(),
        "recommandations": appui.recommandations.lues_par_le_beneficiaire(),
    }

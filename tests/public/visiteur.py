"""Somebody without an account opens a public form, fills it in a while, sends it."""

from tests.saisie import saisie

DEMANDE = {
    "prenom": "Odile",
    "nom": "Garnier",
    "fonction": "Directrice",
    "courriel": "odile.garnier@example.org",
    "telephone": "0199001605",
    "structure_nom": "Syndicat du Val Chanteuil",
    "commune": "Chanteuil",
    "sujet": "Trouver un partenaire roumain",
    "besoin": "Notre président hésite, zibeline.",
    "partenaires": "Un syndicat près de Brădet.",
    "stade": "partenariats",
    "disponibilites": "Mardi matin",
    "canal_prefere": "visio",
}
REPONSE = {
    "organisme": "Consorzio Nocciola",
    "prenom": "Elena",
    "nom": "Ranzani",
    "courriel": "elena@example.org",
    "telephone": "+39 0173 000 044",
    "pays": "IT",
    "langue": "italien",
    "message": "Nous torréfions quarante tonnes par an.",
}


def ouvrir(client, adresse, **changements):
    """What the page would post, once filled."""
    page = client.get(adresse)
    assert page.status_code == 200
    return saisie(page.context["form"], **changements)


def envoyer(client, adresse, horloge, saisies, attente=30, **changements):
    """Opens, fills for `attente` seconds, sends; returns the answer and what was sent."""
    donnees = ouvrir(client, adresse, **saisies | changements)
    horloge.shift(attente)
    return client.post(adresse, donnees), donnees


def texte(reponse):
    return reponse.content.decode()

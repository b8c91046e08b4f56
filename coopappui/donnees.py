"""Somebody's own data: what the portal holds about them, to download or to erase (RGPD, articles 15, 17 and 20).

Each application lists its part in its `donnees.py`, found by itself:

    @partie("Mes engagements")
    def engagements(compte):
        yield from rangees(Engagement.objects.partages_avec(compte), "quoi", "echeance")

    @effaceur
    def effacer(compte):
        ...
        return "2 fiches du réseau rendues anonymes."
"""

import io
import json
import zipfile
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

PARTIES, FICHIERS, EFFACEURS = {}, [], []

LISEZ_MOI = """Vos données sur CoopAppui, le {jour}.

mes-donnees.json : ce que le portail garde de vous, par rubrique.
fichiers/ : les documents que vous avez déposés ou reçus.

Les notes confidentielles que votre chargé d'appui a pu écrire à votre sujet ne sont pas dans ce dossier, parce
qu'elles peuvent parler d'autres personnes. Vous avez le droit d'en avoir communication : demandez-la-lui.
"""


def partie(titre):
    """Registers a function (account) -> iterable of dictionaries, told under this title."""

    def inscrire(fonction):
        PARTIES[titre] = fonction
        return fonction

    return inscrire


def fichiers(fonction):
    """Registers a function (account) -> iterable of (name, field file)."""
    FICHIERS.append(fonction)
    return fonction


def effaceur(fonction):
    """Registers a function (account) -> sentence, which erases or makes anonymous what its application holds."""
    EFFACEURS.append(fonction)
    return fonction


def rangees(queryset, *champs):
    """Each object as {verbose name: value as people read it}."""
    for objet in queryset:
        yield {str(objet._meta.get_field(champ).verbose_name): _lisible(objet, champ) for champ in champs}


def _lisible(objet, champ):
    if lu := getattr(objet, f"get_{champ}_display", None):
        return lu()
    valeur = getattr(objet, champ)
    return str(valeur) if hasattr(valeur, "_meta") else valeur


def rassembler(compte):
    autodiscover_modules("donnees")
    return {titre: list(fonction(compte)) for titre, fonction in PARTIES.items()}


def archive(compte):
    """A ZIP of all this, in memory: a bénéficiaire has a few documents of 20 MB at most."""
    contenu = rassembler(compte)
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("lisez-moi.txt", LISEZ_MOI.format(jour=timezone.localdate().strftime("%d/%m/%Y")))
        texte = json.dumps(contenu, ensure_ascii=False, indent=2, cls=_Encodeur)
        zip_.writestr("mes-donnees.json", texte)
        pris = set()
        for nom, fichier in (paire for fonction in FICHIERS for paire in fonction(compte)):
            with fichier.open("rb") as lu:
                zip_.writestr(f"fichiers/{_nom_libre(nom, pris)}", lu.read())
    tampon.seek(0)
    return tampon


class _Encodeur(DjangoJSONEncoder):
    def default(self, o):
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _nom_libre(nom, pris):
    """« rapport.pdf », then « rapport (2).pdf »."""
    chemin, numero = PurePosixPath(nom.replace("/", "-")), 1
    while (libre := f"{chemin.stem} ({numero}){chemin.suffix}" if numero > 1 else chemin.name) in pris:
        numero += 1
    pris.add(libre)
    return libre


def effacer(compte):
    """Erases everything, in the caller’s transaction; returns the report, one sentence a line.

    The applications that depend on others erase first, while the links they follow are still there.
    """
    autodiscover_modules("donnees")
    return "\n".join(phrase for fonction in reversed(EFFACEURS) if (phrase := fonction(compte)))

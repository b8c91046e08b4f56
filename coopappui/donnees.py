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

import json
import logging
import shutil
import tempfile
import zipfile
from pathlib import PurePosixPath

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from coopappui.texte import en_une_ligne

logger = logging.getLogger(__name__)
PARTIES, FICHIERS, EFFACEURS = {}, [], []

LISEZ_MOI = """Vos données sur CoopAppui, le {jour}.

mes-donnees.json : ce que le portail garde de vous, par rubrique.
fichiers/ : les documents que vous avez déposés ou reçus.

Les notes confidentielles que votre chargé d'appui a pu écrire à votre sujet ne sont pas dans ce dossier, parce
qu'elles peuvent parler d'autres personnes. Vous avez le droit d'en avoir communication : demandez-la-lui.
"""
ABSENTS = """
Ces documents n'y sont pas, car leur fichier est introuvable sur le portail. Signalez-le à votre chargé d'appui :
{noms}
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
    """A ZIP of all this, in a temporary file that its reader closes."""
    contenu = rassembler(compte)
    texte = json.dumps(contenu, ensure_ascii=False, indent=2, cls=_Encodeur)
    tampon = tempfile.TemporaryFile()  # noqa: SIM115  (closed by its reader)
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("mes-donnees.json", texte)
        absents = _joindre(zip_, (paire for fonction in FICHIERS for paire in fonction(compte)))
        zip_.writestr("lisez-moi.txt", _lisez_moi(absents))
    tampon.seek(0)
    return tampon


def _joindre(zip_, paires):
    """Adds each (name, field file), a piece at a time; returns the names of those whose file is gone."""
    pris, absents = set(), []
    for nom, fichier in paires:
        try:
            lu = fichier.open("rb")
        except FileNotFoundError:
            logger.exception("Un document n’a plus de fichier : %s", fichier.name)
            absents.append(nom)
            continue
        with lu, zip_.open(f"fichiers/{_nom_libre(nom, pris)}", "w") as ecrit:
            shutil.copyfileobj(lu, ecrit)
    return absents


def _lisez_moi(absents):
    texte = LISEZ_MOI.format(jour=timezone.localdate().strftime("%d/%m/%Y"))
    if not absents:
        return texte
    return texte + ABSENTS.format(noms="\n".join(f"- {en_une_ligne(nom)}" for nom in absents))


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

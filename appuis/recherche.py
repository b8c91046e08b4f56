"""The general search: the réseau, the projects, the appuis and the resources of the user's missions. Never the
confidential notes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Case, Count, Value, When, Window
from django.urls import reverse
from django.utils.http import urlencode

from appuis.models import Appui, Projet, Ressource
from coopappui.surlignage import extrait
from coopappui.texte import mots_cherches
from missions.models import Personne, Structure, Territoire

MONTRES = 10
LETTRES_MIN = 2


@dataclass
class Resultat:
    """`details`: what tells two results apart; `passage`: where the words were found, when not in the title."""

    objet: object
    details: str
    passage: str = ""

    @property
    def url(self):
        return self.objet.get_absolute_url()


@dataclass
class Groupe:
    nom: str
    icone: str
    liste: str
    resultats: list = field(default_factory=list)
    total: int = 0
    q: str = ""

    @property
    def tout(self):
        """The filtered list where all of them are."""
        return f"{reverse(self.liste)}?{urlencode({'q': self.q})}"

    @property
    def reste(self):
        return self.total - len(self.resultats)


@dataclass(frozen=True)
class Source:
    nom: str
    icone: str
    liste: str
    objets: Callable
    details: Callable
    textes: tuple = ()
    classer: Callable | None = None  # when the objects know better than the usual order

    def chercher(self, user, q, mot):
        """One query whatever is found: the count comes with the rows. What begins with the search comes first."""
        rang = Case(
            When(recherche__startswith=mot, then=Value(0)),
            When(recherche__contains=f" {mot}", then=Value(1)),
            default=2,
        )
        trouves = self.objets().visibles_par(user).cherchant(q).annotate(total_trouve=Window(Count("pk")))
        classes = self.classer(trouves, q) if self.classer else trouves.order_by(rang, *self.ordre())
        trouves = list(classes[:MONTRES])
        groupe = Groupe(self.nom, self.icone, self.liste, q=q)
        groupe.total = trouves[0].total_trouve if trouves else 0
        groupe.resultats = [Resultat(o, _joindre(self.details(o)), self._passage(o, q)) for o in trouves]
        return groupe

    def ordre(self):
        return self.objets().model._meta.ordering

    def _passage(self, objet, q):
        return next(filter(None, (extrait(getattr(objet, champ), q) for champ in self.textes)), "")


def _joindre(details):
    return " · ".join(str(d) for d in details if d)


def _structure(s):
    return [s.type, s.commune or s.territoire, s.pays.name if s.pays != "FR" else ""]


def _appui(a):
    etape = a.etape_courante.court if a.etat == Appui.Etat.EN_COURS else a.get_etat_display()
    return [", ".join(str(s) for s in a.structures.all()), a.projet, etape, f"{a.ouvert_le:%d/%m/%Y}"]


SOURCES = (
    Source(
        "Structures",
        "building",
        "reseau:structures",
        lambda: Structure.objects.select_related("type", "territoire"),
        _structure,
    ),
    Source(
        "Personnes",
        "person",
        "reseau:personnes",
        lambda: Personne.objects.select_related("structure"),
        lambda p: [p.fonction, p.structure],
    ),
    Source(
        "Projets",
        "diagram-3",
        "suivi_actions",
        lambda: Projet.objects.select_related("type", "chef_de_file"),
        lambda p: [p.get_stade_display(), p.type, p.chef_de_file],
        textes=("objet",),
    ),
    Source(
        "Appuis",
        "chat-square-text",
        "suivi_appuis",
        lambda: Appui.objects.select_related("projet").prefetch_related("structures"),
        _appui,
        textes=("besoin_exprime", "besoin_reformule"),
    ),
    Source(
        "Ressources",
        "collection",
        "ressources:ressources",
        lambda: Ressource.objects.exclude(etat=Ressource.Etat.ARCHIVEE),
        lambda r: [r.get_genre_display(), r.themes],
        textes=("resume",),
        classer=lambda ressources, q: ressources.classees(q),
    ),
    Source(
        "Territoires",
        "geo-alt",
        "reseau:territoires",
        lambda: Territoire.objects.all(),
        lambda t: [t.pays.name],
        textes=("presentation",),
    ),
)


def chercher(user, q):
    """The groups where something was found."""
    mots = mots_cherches(q)
    if not assez_long(q):
        return []
    groupes = [source.chercher(user, q, mots[0]) for source in SOURCES]
    return [groupe for groupe in groupes if groupe.total]


def assez_long(q):
    return len("".join(mots_cherches(q))) >= LETTRES_MIN

"""The veille: its members read and write it; anybody unsubscribes from a letter."""

from missions.models import EnvoiDeLettre
from missions.veille.envoi import jeton
from tests.acces import MEMBRES, TOUS, Ligne
from tests.factories import ArticleFactory, InformationFactory, LettreFactory, ListeFactory, SourceFactory


def _mission(t):
    return [t.mission.pk]


def _source(t):
    return [SourceFactory(mission=t.mission).pk]


def _information(t):
    return [InformationFactory(mission=t.mission).pk]


def _lettre(t):
    return [_prete(t).pk]


def _prete(t):
    t.personne.courriel = "bea.fontaine@example.org"
    t.personne.save()
    InformationFactory(mission=t.mission, etat="gardee")
    lettre = LettreFactory(mission=t.mission, liste=ListeFactory(mission=t.mission, personnes=[t.personne]))
    ArticleFactory(lettre=lettre)
    return lettre


def _article(t):
    return [_prete(t).articles.get().pk]


def _liste(t):
    return [_prete(t).liste.pk]


def _inscription(t):
    return [_prete(t).liste.inscriptions.get().pk]


def _jeton(t):
    return [jeton(EnvoiDeLettre(lettre=_prete(t), personne=t.personne, courriel="bea.fontaine@example.org"))]


def _membres(nom, args, get=True, post=True):
    return Ligne(f"veille:{nom}", args, get=MEMBRES if get else "", post=MEMBRES if post else "")


LIGNES = [
    *(
        _membres(nom, _mission, post=False)
        for nom in ("veille", "informations_xlsx", "sources", "sources_xlsx", "lettres", "listes", "listes_xlsx")
    ),
    *(_membres(nom, _mission) for nom in ("nouvelle", "source_nouvelle", "lettre_nouvelle", "liste_nouvelle")),
    _membres("information", _information),
    _membres("trier", _information, get=False),
    _membres("source", _source, post=False),
    _membres("source_modifier", _source),
    *(
        _membres(nom, _source, get=False)
        for nom in ("source_relever", "source_lue", "source_basculer", "source_supprimer")
    ),
    *(_membres(nom, _lettre, post=False) for nom in ("lettre", "lettre_apercu", "lettre_pdf", "lettre_xlsx")),
    *(_membres(nom, _lettre) for nom in ("lettre_modifier", "lettre_choisir", "article_nouveau")),
    *(
        _membres(nom, _lettre, get=False)
        for nom in ("lettre_essayer", "lettre_envoyer", "lettre_dupliquer", "lettre_supprimer")
    ),
    _membres("article", _article),
    *(_membres(nom, _article, get=False) for nom in ("article_deplacer", "article_retirer")),
    *(_membres(nom, _liste, post=False) for nom in ("liste", "liste_xlsx")),
    *(_membres(nom, _liste) for nom in ("liste_modifier", "liste_ajouter")),
    _membres("liste_supprimer", _liste, get=False),
    _membres("inscription_retirer", _inscription, get=False),
    Ligne("veille:desabonnement", _jeton, get=TOUS, post=TOUS, public=True),
]

"""A feed is collected in the background: each article once, as plain text, keywords first."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comptes.models import Notification
from coopappui import dehors
from coopappui.courriel import livrer
from missions.models import Information, Source
from missions.travaux import oublier_les_informations_ecartees, relever_les_sources
from missions.veille import releve
from missions.veille.fil import PasUnFil, entrees
from tests.factories import InformationFactory, SourceFactory
from tests.veille.serveur import article, rss

ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
<entry><id>urn:1</id><title type="html">Un &lt;b&gt;jumelage&lt;/b&gt;</title><link href="http://exemple.fr/a"/>
<updated>2026-06-01T08:00:00Z</updated>
<summary type="html">&lt;p&gt;Un&lt;/p&gt;&lt;p&gt;deux&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</summary>
</entry></feed>"""


@pytest.fixture
def source(troupe, site):
    return SourceFactory(
        mission=troupe.mission, flux=site.adresse(), lecteur=troupe.agent, mots_cles="Coopération, élus"
    )


def relever(source):
    """As the worker does."""
    releve.relever.func(source.pk)
    source.refresh_from_db()
    return source


def test_it_works(source, site):
    site.repond(rss(article(1, "Les élus se forment"), article(2, resume="&lt;b&gt;Un&lt;/b&gt; résumé")))
    relever(source)
    premiere, seconde = Information.objects.order_by("titre")
    assert (premiere.titre, premiere.resume) == ("Article 2", "Un résumé")
    assert (seconde.signalee, seconde.mots_trouves, seconde.etat) == (True, "élus", "a-lire")
    assert source.reussie_le
    assert source.erreur == ""


def test_chaque_article_une_fois(source, site):
    site.repond(rss(article(1), article(1), article(2)))
    relever(source)
    relever(source)
    assert Information.objects.count() == 2


def test_le_meme_article_par_deux_sources(source, site):
    site.repond(rss(article(1)))
    relever(source)
    relever(SourceFactory(mission=source.mission, flux=site.repond(rss(article(1, guid="autre")), "/autre")))
    assert Information.objects.count() == 1


def test_ce_qui_n_a_pas_change_n_est_pas_relu(source, site):
    site.repond(rss(article(1)), ETag='"v1"', Last_Modified="Mon, 01 Jun 2026 08:00:00 GMT")
    relever(source)
    site.demandes.clear()
    relever(source)
    _, entetes = site.demandes[0]
    assert (entetes["If-None-Match"], entetes["If-Modified-Since"]) == ('"v1"', "Mon, 01 Jun 2026 08:00:00 GMT")
    assert source.echecs == 0


def test_un_entete_qu_aucune_base_ne_prend_est_nettoye(source, site):
    """A null character, in what the site says of its version."""
    site.repond(rss(article(1)), ETag='"a\0b"')
    relever(source)
    assert (source.etag, source.erreur, source.informations.count()) == ('"ab"', "", 1)


def test_un_echec_imprevu_est_dit_et_journalise(source, site, monkeypatch, caplog):
    site.repond(rss(article(1)))
    monkeypatch.setattr(releve, "_ranger", lambda *quoi: 1 / 0)
    relever(source)
    assert "raison imprévue" in source.erreur
    assert (source.echecs, source.reussie_le) == (1, None)
    assert "ZeroDivisionError" in caplog.text


def test_les_fils_attendent_derriere_les_courriels(source):
    releve.demander(source)
    livrer.enqueue({"subject": "Votre code"})
    assert [tache.task_path.rpartition(".")[2] for tache in DBTaskResult.objects.ready()] == ["livrer", "relever"]


def test_un_fil_atom_en_texte_seul():
    (lue,) = entrees(ATOM, "http://exemple.fr/")
    assert (lue.titre, lue.resume, lue.lien) == ("Un jumelage", "Un deux", "http://exemple.fr/a")


@pytest.mark.parametrize("lien", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_un_lien_qui_n_en_est_pas_un(lien):
    (lue,) = entrees(rss(article(1, lien=lien)))
    assert lue.lien == ""


MILLE_RIRES = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">%s]>
<rss version="2.0"><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>""" % b"".join(
    b'<!ENTITY %c "%s">' % (lettre, b"&%c;" % (lettre - 1) * 10) for lettre in range(ord("b"), ord("k"))
)
DEHORS = b"""<?xml version="1.0"?><!DOCTYPE rss [<!entity x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    "octets",
    [MILLE_RIRES, DEHORS, MILLE_RIRES.decode().encode("utf-16")],
    ids=["mille-rires", "entite-externe", "mille-rires-en-utf16"],
)
def test_des_entites_ne_font_rien(octets):
    with pytest.raises(PasUnFil, match="façon sûre"):
        entrees(octets)


@pytest.mark.parametrize(
    "octets", [b"", b"/etc/passwd", b"<html><body>Bonjour</body></html>", b"\x00\xff" * 50, b'{"a": 1}'], ids=range(5)
)
def test_ce_qui_n_est_pas_un_fil(octets):
    with pytest.raises(PasUnFil, match="pas un fil"):
        entrees(octets)


def test_un_fil_enorme(source, site):
    site.repond(rss(*(article(n) for n in range(3000))))
    relever(source)
    assert Information.objects.count() == 100


def test_des_textes_demesures_ou_interdits(source, site):
    site.repond(rss(article(1, "t" * 5000, "mot " * 5000), article(2, "Nul \x01 et \ufffe", guid="\ud83d" * 0 + "x")))
    relever(source)
    assert max(len(i.titre) for i in Information.objects.all()) == 300
    assert max(len(i.resume) for i in Information.objects.all()) <= 2000


def test_une_panne_est_dite_et_laisse_le_site_tranquille(source, site):
    site.repond(b"", statut=404)
    relever(source)
    assert source.erreur == "Il n’y a plus rien à cette adresse (404)."
    premiere = source.prochaine_le
    relever(source)
    assert source.echecs == 2
    assert source.prochaine_le - premiere > timedelta(hours=6)
    assert not Notification.objects.exists()
    relever(source)
    relever(source)
    (annonce,) = Notification.objects.all()
    assert annonce.destinataire == source.lecteur
    assert str(source) in annonce.titre
    site.repond(rss(article(1)))
    relever(source)
    assert (source.erreur, source.echecs) == ("", 0)


def test_l_interieur_ne_se_lit_pas(source, settings, site):
    settings.LECTURE_RESEAUX_PERMIS = []
    site.repond(rss(article(1)))
    relever(source)
    assert "réseau privé" in source.erreur
    assert site.demandes == []


def test_un_fil_trop_long_a_lire(source, site, monkeypatch):
    import time

    monkeypatch.setattr(releve, "DUREE", 1)
    monkeypatch.setattr(dehors, "lire", lambda *args: time.sleep(5))
    relever(source)
    assert source.erreur == "Ce fil est trop long à lire."


def test_une_source_suspendue_n_est_pas_lue(source, site):
    source.basculer()
    relever(source)
    assert site.demandes == []


def test_le_travail_demande_ce_qui_est_du(source, site, monkeypatch):
    demandees = []
    monkeypatch.setattr(releve.relever.__class__, "enqueue", lambda self, pk: demandees.append(pk))
    SourceFactory(mission=source.mission)  # without a feed
    SourceFactory(mission=source.mission, flux="http://a.exemple.fr/", etat="suspendue")
    SourceFactory(
        mission=source.mission, flux="http://b.exemple.fr/", prochaine_le=timezone.now() + timedelta(hours=1)
    )
    assert relever_les_sources() == "Fils à relever : 1."
    assert relever_les_sources() is None
    assert demandees == [source.pk]


def test_relever_maintenant(source, site, connecte, troupe):
    client = connecte(troupe.collegue)
    reponse = client.post(f"/veille/sources/{source.pk}/relever/", follow=True)
    assert "en cours de lecture" in reponse.content.decode()
    reponse = client.post(f"/veille/sources/{source.pk}/relever/", follow=True)
    assert "laissez-lui une minute" in reponse.content.decode()


def test_les_ecartees_sont_oubliees(source, site):
    """Not what is still in the feed: it would come back as new."""
    site.repond(rss(article(1), article(2)))
    relever(source)
    vieux = timezone.now() - timedelta(days=91)
    Information.objects.update(etat="ecartee", triee_le=vieux)
    a_la_main = InformationFactory(mission=source.mission, etat="ecartee", triee_le=vieux)
    recente = InformationFactory(mission=source.mission, etat="ecartee")
    gardee = InformationFactory(mission=source.mission, etat="gardee", triee_le=vieux)
    site.repond(rss(article(2)))
    relever(source)
    assert oublier_les_informations_ecartees() == "2 informations écartées oubliées."
    restent = set(Information.objects.values_list("pk", flat=True))
    assert {recente.pk, gardee.pk} < restent
    assert a_la_main.pk not in restent
    assert Information.objects.get(source=source).titre == "Article 2"
    assert oublier_les_informations_ecartees() is None


def test_changer_de_fil_oublie_l_ancien(source, site):
    site.repond(rss(article(1)), ETag='"v1"')
    relever(source)
    assert Source.objects.get().etag == '"v1"'


@pytest.mark.parametrize("panne", [False, True])
def test_changer_de_fil_pendant_qu_on_lit_l_ancien(source, site, monkeypatch, panne):
    """What the old address said is not put down to the new one."""
    site.repond(rss(article(1)), ETag='"v1"')
    nouveau, lire = site.adresse("/nouveau"), dehors.lire

    def lire_pendant_qu_on_change(*args):
        Source.objects.filter(pk=source.pk).update(flux=nouveau, prochaine_le=None)
        if panne:
            raise dehors.Illisible("Ce site ne répond pas.")
        return lire(*args)

    monkeypatch.setattr(dehors, "lire", lire_pendant_qu_on_change)
    relever(source)
    assert not Information.objects.exists()
    assert (source.flux, source.etag, source.echecs, source.erreur) == (nouveau, "", 0, "")
    assert (source.reussie_le, source.prochaine_le) == (None, None)


def test_une_source_supprimee_pendant_qu_on_la_lit(source, site, monkeypatch):
    site.repond(rss(article(1)))
    lire = dehors.lire

    def lire_pendant_qu_on_supprime(*args):
        Source.objects.filter(pk=source.pk).delete()
        return lire(*args)

    monkeypatch.setattr(dehors, "lire", lire_pendant_qu_on_supprime)
    releve.relever.func(source.pk)
    assert not Information.objects.exists()

"""Sources: what is read, why, how often, by whom; what is due this week."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from comptes.rappels import rappeler
from missions.forms.veille import SourceForm
from missions.models import Information, Source
from missions.travaux import sources_a_lire
from missions.views.veille import fin_de_semaine
from tests.factories import InformationFactory, SourceFactory, il_y_a
from tests.missions import offres
from tests.saisie import saisie
from tests.suivi.lecture import tableau


@pytest.fixture
def client(connecte, troupe):
    return connecte(troupe.responsable)


def _nouvelle(troupe, **champs):
    return saisie(SourceForm(mission=troupe.mission), **{"nom": "Le Courrier", **champs})


def test_it_works(client, troupe):
    donnees = _nouvelle(
        troupe,
        famille="flux",
        flux="http://exemple.fr/rss",
        finalites=["interne", "alimenter"],
        mots_cles="élus, jumelage",
        lecteur=troupe.agent.pk,
    )
    adresse = reverse("veille:source_nouvelle", args=[troupe.mission.pk])
    client.post(adresse, donnees)
    reponse = client.post(adresse, donnees, follow=True)
    source = Source.objects.get()
    assert (source.mots, source.lecteur) == (["élus", "jumelage"], troupe.agent)
    assert reponse.redirect_chain[-1][0] == source.get_absolute_url()
    html = reponse.content.decode()
    assert "Alimenter les personnes accompagnées" in html
    assert "Agrégateurs de flux RSS" in html


def test_cent_sources_au_plus(client, troupe, monkeypatch):
    monkeypatch.setattr("missions.forms.veille.SOURCES_MAX", 1)
    adresse = reverse("veille:source_nouvelle", args=[troupe.mission.pk])
    premiere = _nouvelle(troupe)
    client.post(adresse, premiere)
    # The same page, sent twice.
    assert client.post(adresse, premiere).status_code == 302
    assert "1 sources au plus" in client.post(adresse, _nouvelle(troupe, nom="De trop")).text
    source = Source.objects.get()
    client.post(
        reverse("veille:source_modifier", args=[source.pk]), saisie(SourceForm(instance=source), nom="Changée")
    )
    assert Source.objects.get().nom == "Changée"


def test_ce_qui_ne_fut_jamais_lu_se_lit_d_abord(troupe):
    for nom, lue_le in (("lue", il_y_a(30)), ("jamais", None), ("avant", il_y_a(60))):
        SourceFactory(mission=troupe.mission, nom=nom, lue_le=lue_le)
    noms = Source.objects.dans_l_ordre_de_lecture().values_list("nom", flat=True)
    assert list(noms) == ["jamais", "avant", "lue"]


@pytest.mark.parametrize(
    "flux",
    ["http://moi:secret@exemple.fr/", "http://exemple.fr:22/", "ftp://exemple.fr/rss", "pas une adresse"],
    ids=["secret", "port", "ftp", "mots"],
)
def test_un_fil_qui_ne_peut_pas_se_lire(client, troupe, flux):
    reponse = client.post(reverse("veille:source_nouvelle", args=[troupe.mission.pk]), _nouvelle(troupe, flux=flux))
    assert reponse.context["form"].errors["flux"]
    assert not Source.objects.exists()


def test_une_adresse_incomplete_dit_quoi_ecrire(client, troupe):
    reponse = client.post(
        reverse("veille:source_nouvelle", args=[troupe.mission.pk]), _nouvelle(troupe, page="pas une adresse")
    )
    phrase = "Écrivez une adresse complète, par exemple https://exemple.org/page."
    assert reponse.context["form"].errors["page"] == [phrase]


def test_deux_fois_le_meme_nom_ou_le_meme_fil(client, troupe):
    SourceFactory(mission=troupe.mission, nom="Le Courrier", flux="http://exemple.fr/rss")
    adresse = reverse("veille:source_nouvelle", args=[troupe.mission.pk])
    html = client.post(adresse, _nouvelle(troupe)).content.decode()
    assert "déjà une source de ce nom" in html
    html = client.post(adresse, _nouvelle(troupe, nom="Autre", flux="http://exemple.fr/rss")).content.decode()
    assert "déjà celui d’une autre source" in html


def test_un_lecteur_d_ailleurs(client, troupe):
    reponse = client.post(
        reverse("veille:source_nouvelle", args=[troupe.mission.pk]), _nouvelle(troupe, lecteur=troupe.etranger.pk)
    )
    assert "lecteur" in reponse.context["form"].errors


def test_changer_de_fil_oublie_l_ancien(client, troupe):
    source = SourceFactory(
        mission=troupe.mission,
        flux="http://exemple.fr/rss",
        etag="v1",
        erreur="Non",
        echecs=5,
        prochaine_le=timezone.now(),
    )
    form = SourceForm(instance=source)
    client.post(reverse("veille:source_modifier", args=[source.pk]), saisie(form, flux="http://exemple.fr/atom"))
    source.refresh_from_db()
    assert (source.flux, source.etag, source.erreur, source.echecs) == ("http://exemple.fr/atom", "", "", 0)
    assert source.prochaine_le is None


def test_ce_qui_est_a_lire_cette_semaine(troupe):
    def source(nom, **champs):
        return SourceFactory(mission=troupe.mission, nom=nom, **champs)

    source("jamais lue")
    source("suspendue", etat="suspendue")
    source("lue hier, par semaine", lue_le=date(2026, 11, 22))
    source("lue lundi dernier, par semaine", lue_le=date(2026, 11, 16))
    source("lue aujourd’hui, chaque jour", lue_le=date(2026, 11, 23), frequence="jour")
    source("lue il y a un mois, par trimestre", lue_le=date(2026, 10, 23), frequence="trimestre")
    source("lue il y a un trimestre", lue_le=date(2026, 8, 20), frequence="trimestre")
    dues = Source.objects.a_lire(date(2026, 11, 29)).values_list("nom", flat=True)
    assert set(dues) == {
        "jamais lue",
        "lue lundi dernier, par semaine",
        "lue hier, par semaine",
        "lue aujourd’hui, chaque jour",
        "lue il y a un trimestre",
    }


def test_une_source_en_retard_le_dit_comme_l_accueil(client, troupe):
    """Late by days, due today, never read; one that can wait says nothing."""
    for nom, lue_le in (("Lettre", il_y_a(10)), ("Revue", il_y_a(7)), ("Blog", None), ("Journal", il_y_a(0))):
        SourceFactory(mission=troupe.mission, nom=nom, lue_le=lue_le, frequence="semaine", lecteur=troupe.responsable)
    _, rangees = tableau(client.get(reverse("veille:sources", args=[troupe.mission.pk])))
    lectures = [" ".join(lecture) for _, _, lecture, _ in rangees]
    assert [lecture.split("Lue ")[-1].split("Pas encore ")[-1] for lecture in lectures] == [
        "lue à lire, aujourd’hui",
        "aujourd’hui",
        "il y a 10 jours 3 j de retard",
        "il y a 7 jours à lire, aujourd’hui",
    ]
    assert "3 j de retard" in client.get("/").text


def test_marquer_lue(client, troupe):
    source = SourceFactory(mission=troupe.mission, frequence="mois")
    accueil = reverse("veille:veille", args=[troupe.mission.pk])
    adresse = reverse("veille:source_lue", args=[source.pk])
    assert str(source) in client.get(accueil).content.decode()
    assert client.post(adresse, {"suite": accueil})["Location"] == accueil
    source.refresh_from_db()
    assert source.lue_le == timezone.localdate()
    assert not Source.objects.a_lire(fin_de_semaine()).exists()
    client.post(adresse, {"le": il_y_a(4).strftime("%d/%m/%Y")})
    source.refresh_from_db()
    assert source.lue_le == il_y_a(4)
    assert "31/12/2026" in client.post(adresse, {"le": "32/13/2026"}, follow=True).content.decode()
    demain = client.post(adresse, {"le": il_y_a(-1).isoformat()}, follow=True).content.decode()
    assert "Cette date est dans le futur." in demain
    source.refresh_from_db()
    assert source.lue_le == il_y_a(4)


def test_une_panne_se_voit(client, troupe):
    source = SourceFactory(
        mission=troupe.mission,
        flux="http://exemple.fr/rss",
        erreur="Le site ne répond pas.",
        echecs=3,
        tentee_le=timezone.now(),
        reussie_le=timezone.now() - timedelta(days=3),
    )
    for adresse in (
        source.get_absolute_url(),
        reverse("veille:sources", args=[troupe.mission.pk]),
        reverse("veille:veille", args=[troupe.mission.pk]),
    ):
        assert "Le site ne répond pas." in client.get(adresse).content.decode()


def test_suspendre_reprendre_supprimer(client, troupe):
    source = SourceFactory(mission=troupe.mission, flux="http://exemple.fr/rss")
    information = InformationFactory(mission=troupe.mission, source=source)
    basculer = reverse("veille:source_basculer", args=[source.pk])
    client.post(basculer)
    assert not Source.objects.a_relever().exists()
    html = client.post(reverse("veille:source_relever", args=[source.pk]), follow=True).content.decode()
    assert "suspendue" in html
    client.post(basculer)
    assert Source.objects.a_relever().exists()
    client.post(reverse("veille:source_supprimer", args=[source.pk]))
    assert not Source.objects.exists()
    assert Information.objects.get(pk=information.pk).source is None


def test_exporter(client, troupe):
    SourceFactory(mission=troupe.mission, nom="@SUM(1)", famille="alertes", finalites=["interne"])
    SourceFactory(mission=troupe.mission, nom="Autre", famille="flux")
    reponse = client.get(reverse("veille:sources_xlsx", args=[troupe.mission.pk]), {"famille": "alertes"})
    feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
    assert [ligne[0].value for ligne in feuille.iter_rows()] == ["Source", "@SUM(1)"]
    assert feuille["B2"].value == "Alertes et signalements"


def test_la_lecture_due_se_rappelle_une_fois_avec_le_reste(troupe, mailoutbox):
    """One mail a day, whatever it holds; the source comes back when its turn has come again."""
    source = SourceFactory(mission=troupe.mission, nom="Le Courrier", lecteur=troupe.collegue, frequence="mois")
    offres.groupe(troupe.mission, qui=troupe.collegue, echeance=il_y_a(-2))
    jour = timezone.localdate()
    assert rappeler(jour) == 1
    assert rappeler(jour + timedelta(days=1)) == 0
    [message] = mailoutbox
    assert message.subject == "2 choses vous attendent"
    assert "« Le Courrier » est à lire pour la veille (tous les mois)." in message.body
    source.marquer_lue()
    assert rappeler(jour + timedelta(days=29)) == 0
    assert rappeler(jour + timedelta(days=30)) == 1


def test_un_nom_entre_guillemets_se_cite_sans_les_doubler(troupe):
    SourceFactory(mission=troupe.mission, nom="Le fil « coopération »", lecteur=troupe.agent)
    [rappel] = sources_a_lire(timezone.localdate())
    assert rappel.phrase.startswith("« Le fil “coopération” » est à lire pour la veille")


def test_les_rappels_coutent_autant_pour_dix_sources(troupe, django_assert_max_num_queries, django_assert_num_queries):
    SourceFactory(mission=troupe.mission, lecteur=troupe.collegue)
    with django_assert_max_num_queries(2) as requetes:
        assert len(list(sources_a_lire(timezone.localdate()))) == 1
    for _ in range(9):
        SourceFactory(mission=troupe.mission, lecteur=troupe.agent)
    with django_assert_num_queries(len(requetes)):
        assert len(list(sources_a_lire(timezone.localdate()))) == 10

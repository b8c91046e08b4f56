"""A bénéficiaire puts an end to an appui, with or without a reason, which only those who carry it read."""

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from appuis.models import Appui, Evenement, RaisonConfiee
from comptes.models import Notification
from tests.ecritures import ecritures
from tests.factories import AppuiFactory, PersonneFactory, UtilisateurFactory
from tests.socle.test_confidentialite import lire

RAISON = "Le président ne veut plus entendre parler de noisettes."


@pytest.fixture
def adresse(troupe):
    return reverse("espace:mettre_fin", args=[troupe.appui.pk])


@pytest.fixture
def bea(connecte, troupe):
    return connecte(troupe.beneficiaire)


def test_mettre_fin_sans_raison(bea, troupe, adresse):
    assert adresse in bea.get(reverse("espace:espace")).content.decode()
    assert "vous n’avez pas à vous justifier" in bea.get(adresse).content.decode()
    reponse = bea.post(adresse, {"raison": ""}, follow=True)
    assert "Vous avez mis fin à l’appui" in reponse.content.decode()
    troupe.appui.refresh_from_db()
    assert (troupe.appui.etat, troupe.appui.motif_arret) == ("arrete", "beneficiaire")
    assert not RaisonConfiee.objects.exists()
    [notification] = Notification.objects.all()
    assert notification.destinataire == troupe.agent
    assert notification.titre == "Béa Fontaine met fin à l’appui « Filière noisette »"
    evenement = troupe.appui.evenements.get()
    assert (evenement.verbe, evenement.par) == (Evenement.Verbe.ARRET, troupe.beneficiaire)


def test_dire_pourquoi_a_ceux_qui_portent_l_appui(bea, troupe, adresse, client):
    troupe.appui.co_charges.add(troupe.collegue)
    bea.post(adresse, {"raison": RAISON})
    assert {m.to[0] for m in mail.outbox} == {troupe.agent.email, troupe.collegue.email}
    for compte in (troupe.agent, troupe.collegue):
        client.force_login(compte)
        page = client.get(troupe.appui.get_absolute_url()).content.decode()
        assert RAISON in page
        assert "Ce que Béa Fontaine vous en dit" in page


@pytest.mark.parametrize("role", ["collegue", "responsable", "admin", "beneficiaire", "etranger"])
def test_personne_d_autre_ne_la_lit(role, bea, troupe, adresse, client):
    bea.post(adresse, {"raison": RAISON})
    client.force_login(getattr(troupe, role))
    pages = [
        troupe.appui.get_absolute_url(),
        reverse("appuis:historique", args=[troupe.appui.pk]),
        reverse("suivi_appuis"),
        reverse("suivi_appuis_xlsx"),
        reverse("accueil"),
        reverse("comptes:notifications"),
        reverse("espace:appui", args=[troupe.appui.pk]),
        reverse("recherche") + "?q=noisettes",
    ]
    for page in pages:
        assert "président" not in lire(client.get(page, follow=True)), page


def test_un_autre_beneficiaire_ne_la_lit_pas(bea, troupe, adresse, client):
    compte = UtilisateurFactory()
    troupe.appui.beneficiaires.add(PersonneFactory(mission=troupe.mission, compte=compte))
    bea.post(adresse, {"raison": RAISON})
    client.force_login(compte)
    assert RAISON not in client.get(reverse("espace:appui", args=[troupe.appui.pk])).content.decode()


def test_elle_ne_laisse_de_trace_nulle_part(bea, troupe, adresse):
    bea.post(adresse, {"raison": RAISON})
    assert not any(RAISON in m.subject + m.body for m in mail.outbox)
    with connection.cursor() as curseur:
        for table in connection.introspection.table_names():
            curseur.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if table != RaisonConfiee._meta.db_table:
                assert RAISON not in str(curseur.fetchall()), table
    assert not hasattr(RaisonConfiee, "history")
    assert RaisonConfiee._meta.default_permissions == ()


def test_transmis_l_appui_emporte_la_raison(bea, troupe, adresse, client):
    """Those who carry the appui today read it; who has left it does not any more."""
    bea.post(adresse, {"raison": RAISON})
    troupe.appui.refresh_from_db()
    troupe.appui.transmettre(troupe.collegue, par=troupe.responsable)
    lisent = [compte for compte in (troupe.agent, troupe.collegue) if RaisonConfiee.objects.visibles_par(compte)]
    assert lisent == [troupe.collegue]


def test_un_appui_suspendu_aussi_et_il_peut_reprendre(bea, troupe, adresse, client):
    troupe.appui.suspendre(troupe.agent)
    bea.post(adresse)
    troupe.appui.refresh_from_db()
    assert troupe.appui.etat == Appui.Etat.ARRETE
    client.force_login(troupe.agent)
    client.post(reverse("appuis:reprendre", args=[troupe.appui.pk]))
    troupe.appui.refresh_from_db()
    assert (troupe.appui.etat, troupe.appui.motif_arret) == ("en-cours", "")


def test_deux_fois_arrete_une_fois(bea, troupe, adresse):
    for _ in range(2):
        assert bea.post(adresse, {"raison": RAISON})["Location"] == reverse("espace:appui", args=[troupe.appui.pk])
    assert RaisonConfiee.objects.count() == troupe.appui.evenements.count() == Notification.objects.count() == 1


@pytest.mark.parametrize("etat", ["arrete", "clos"])
def test_un_appui_deja_fini(bea, troupe, adresse, etat):
    Appui.objects.update(etat=etat, motif_arret="autre" if etat == "arrete" else "")
    with ecritures() as sql:
        assert bea.get(adresse).status_code == 302
    assert not sql
    bea.post(adresse, {"raison": RAISON})
    assert not RaisonConfiee.objects.exists()


@pytest.mark.parametrize("raison", ["x" * 501, "x" * 200_000])
def test_trop_long_se_dit_et_rien_n_est_perdu(bea, troupe, adresse, raison):
    reponse = bea.post(adresse, {"raison": raison})
    assert reponse.status_code == 200
    assert raison in reponse.content.decode()
    troupe.appui.refresh_from_db()
    assert troupe.appui.ouvert


def test_les_caracteres_interdits_sont_enleves(bea, troupe, adresse):
    bea.post(adresse, {"raison": "a\x00b"})
    assert RaisonConfiee.objects.get().texte == "ab"


def test_pas_l_appui_d_un_autre(bea, troupe):
    autre = AppuiFactory(mission=troupe.mission, projet=troupe.projet)
    adresse = reverse("espace:mettre_fin", args=[autre.pk])
    assert bea.get(adresse).status_code == 404
    assert bea.post(adresse, {"raison": RAISON}).status_code == 404
    autre.refresh_from_db()
    assert autre.ouvert


def test_la_raison_d_un_arret_passe_ne_vaut_pas_pour_le_suivant(bea, troupe, adresse, client):
    bea.post(adresse, {"raison": RAISON})
    troupe.appui.refresh_from_db()
    troupe.appui.reprendre(troupe.agent)
    client.force_login(troupe.beneficiaire)
    client.post(adresse, {"raison": ""})
    client.force_login(troupe.agent)
    assert RAISON not in client.get(troupe.appui.get_absolute_url()).content.decode()
    troupe.appui.refresh_from_db()
    troupe.appui.reprendre(troupe.agent)
    troupe.appui.arreter(troupe.agent, Appui.MotifArret.NON_MOTEUR)
    assert RAISON not in client.get(troupe.appui.get_absolute_url()).content.decode()


def test_qui_a_quitte_la_mission_n_en_est_pas_prevenu(bea, troupe, adresse):
    troupe.appui.co_charges.add(troupe.collegue)
    troupe.mission.membres.filter(utilisateur=troupe.collegue).update(actif=False)
    bea.post(adresse, {"raison": ""})
    assert [n.destinataire for n in Notification.objects.all()] == [troupe.agent]

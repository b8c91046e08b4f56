"""Lists of people of the réseau; who unsubscribes is never written to again."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from coopappui.donnees import effacer, rassembler
from missions.forms.veille import ListeForm
from missions.models import Desabonnement, EnvoiDeLettre, Inscription, ListeDeDiffusion, fusionner
from missions.veille.envoi import distribuer, envoyer, jeton
from tests.factories import ArticleFactory, LettreFactory, ListeFactory, MissionFactory, PersonneFactory
from tests.saisie import saisie


@pytest.fixture
def client(connecte, troupe):
    return connecte(troupe.agent)


@pytest.fixture
def hugues(troupe):
    return PersonneFactory(mission=troupe.mission, prenom="Hugues", nom="Rey", courriel="hugues@example.org")


def _lettre(troupe, *personnes):
    lettre = LettreFactory(
        mission=troupe.mission, liste=ListeFactory(mission=troupe.mission, personnes=list(personnes))
    )
    ArticleFactory(lettre=lettre)
    return lettre


def _adresse(lettre, personne):
    envoi = EnvoiDeLettre(lettre=lettre, personne=personne, courriel=personne.courriel)
    return reverse("veille:desabonnement", args=[jeton(envoi)])


def test_it_works(client, troupe, hugues):
    donnees = saisie(ListeForm(mission=troupe.mission), nom="Les élus")
    adresse = reverse("veille:liste_nouvelle", args=[troupe.mission.pk])
    client.post(adresse, donnees)
    client.post(adresse, donnees)
    liste = ListeDeDiffusion.objects.get()
    ajouter = reverse("veille:liste_ajouter", args=[liste.pk])
    html = client.get(ajouter).content.decode()
    assert "Hugues Rey" in html
    client.post(ajouter, {"coches": [hugues.pk]})
    assert [str(p) for p in liste.personnes.all()] == ["Hugues Rey"]
    assert "Hugues Rey" not in client.get(ajouter).content.decode()


def test_ajouter_toutes_celles_qu_on_a_trouvees(client, troupe):
    liste = ListeFactory(mission=troupe.mission)
    for n in range(3):
        PersonneFactory(mission=troupe.mission, nom=f"Élue {n}", courriel=f"elue{n}@example.org")
    PersonneFactory(mission=troupe.mission, nom="Autre", courriel="autre@example.org")
    PersonneFactory(mission=troupe.mission, nom="Élue sans adresse", courriel="")
    PersonneFactory(mission=MissionFactory(), nom="Élue d’ailleurs", courriel="ailleurs@example.org")
    client.post(reverse("veille:liste_ajouter", args=[liste.pk]) + "?q=elue", {"_toutes": "1"})
    assert liste.inscriptions.count() == 3


def test_une_personne_d_une_autre_mission(client, troupe):
    liste = ListeFactory(mission=troupe.mission)
    ailleurs = PersonneFactory(mission=MissionFactory(), courriel="ailleurs@example.org")
    reponse = client.post(reverse("veille:liste_ajouter", args=[liste.pk]), {"coches": [ailleurs.pk]})
    assert reponse.context["form"].errors
    assert liste.inscrire([ailleurs], None) == 0


def test_retirer_et_supprimer(client, troupe, hugues):
    liste = ListeFactory(mission=troupe.mission, personnes=[hugues])
    client.post(reverse("veille:inscription_retirer", args=[liste.inscriptions.get().pk]))
    assert not liste.inscriptions.exists()
    client.post(reverse("veille:liste_supprimer", args=[liste.pk]))
    assert not ListeDeDiffusion.objects.exists()


def test_les_listes_en_excel(client, troupe, hugues):
    """One list, or all those of the mission: what its pages show, and no other mission's."""
    troupe.personne.courriel = ""
    troupe.personne.save()
    liste = ListeFactory(mission=troupe.mission, nom="Les élus", personnes=[hugues, troupe.personne])
    ListeFactory(mission=troupe.mission, nom="Les agents", personnes=[hugues])
    ListeFactory(mission=MissionFactory(), personnes=[PersonneFactory(courriel="ailleurs@example.org")])
    Desabonnement.objects.create(mission=troupe.mission, personne=hugues, empreinte="x")

    def lignes(nom, pk):
        reponse = client.get(reverse(f"veille:{nom}", args=[pk]))
        feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
        return [tuple(c.value for c in ligne)[:5] for ligne in feuille.iter_rows(min_row=2)]

    refus = ("Hugues Rey", None, "hugues@example.org", "Ne veut plus de lettres")
    structure = str(troupe.personne.structure)
    assert sorted(lignes("liste_xlsx", liste.pk)) == [
        ("Les élus", "Béa Fontaine", structure, None, "Sans courriel"),
        ("Les élus", *refus),
    ]
    assert [ligne[:2] for ligne in lignes("listes_xlsx", troupe.mission.pk)] == [
        ("Les agents", "Hugues Rey"),
        ("Les élus", "Béa Fontaine"),
        ("Les élus", "Hugues Rey"),
    ]


def test_se_desabonner(client, troupe, hugues, mailoutbox):
    lettre = _lettre(troupe, hugues)
    adresse = _adresse(lettre, hugues)
    visiteur = Client()
    assert "Ne plus les recevoir" in visiteur.get(adresse).content.decode()
    assert not Desabonnement.objects.exists()
    assert "Vous ne recevrez plus" in visiteur.post(adresse).content.decode()
    visiteur.post(adresse)
    assert Desabonnement.objects.get().personne == hugues
    assert lettre.liste.destinataires() == []
    assert "Ne veut plus de lettres" in client.get(lettre.liste.get_absolute_url()).content.decode()
    autre = ListeFactory(mission=troupe.mission, personnes=[hugues])
    assert autre.destinataires() == []
    visiteur.post(adresse, {"_revenir": "1"})
    assert autre.destinataires() == [hugues]


def test_rouvrir_le_lien_dit_ou_l_on_en_est(troupe, hugues):
    adresse = _adresse(_lettre(troupe, hugues), hugues)
    visiteur = Client()
    visiteur.post(adresse)
    page = visiteur.get(adresse).content.decode()
    assert "Vous ne recevez plus ces lettres" in page
    assert "les recevoir de nouveau" in page
    assert "Ne plus les recevoir" not in page
    visiteur.post(adresse, {"_revenir": "1"})
    assert "Ne plus les recevoir" in visiteur.get(adresse).content.decode()


def test_d_un_clic_dans_le_logiciel_de_courriel(troupe, hugues):
    """RFC 8058: a POST without session, cookie nor CSRF token."""
    adresse = _adresse(_lettre(troupe, hugues), hugues)
    reponse = Client(enforce_csrf_checks=True).post(adresse, {"List-Unsubscribe": "One-Click"})
    assert (reponse.status_code, reponse.content) == (200, b"")
    assert Desabonnement.objects.exists()


def test_un_jeton_faux(troupe, client):
    reponse = client.get(reverse("veille:desabonnement", args=["faux"]))
    assert reponse.status_code == 404
    assert "Ce lien ne sert plus" in reponse.content.decode()
    assert "essai" in client.post(reverse("veille:desabonnement", args=["essai"])).content.decode()


def test_se_desabonner_entre_l_envoi_et_la_distribution(troupe, hugues, mailoutbox):
    lettre = _lettre(troupe, hugues)
    envoyer(lettre, troupe.agent)
    Client().post(_adresse(lettre, hugues))
    distribuer.func(lettre.pk)
    assert mailoutbox == []
    assert lettre.envois.get().etat == "desabonne"


def test_se_desabonner_par_une_ancienne_lettre(troupe, hugues, mailoutbox):
    """Its address has changed since: the letter on its way to the new one does not leave either."""
    ancienne = _adresse(_lettre(troupe, hugues), hugues)
    hugues.courriel = "nouvelle@example.org"
    hugues.save()
    lettre = _lettre(troupe, hugues)
    envoyer(lettre, troupe.agent)
    Client().post(ancienne)
    distribuer.func(lettre.pk)
    assert mailoutbox == []


def test_un_refus_suit_l_adresse_et_la_personne(troupe, hugues):
    lettre = _lettre(troupe, hugues)
    Client().post(_adresse(lettre, hugues))
    hugues.courriel = "nouvelle@example.org"
    hugues.save()
    assert lettre.liste.destinataires() == []
    jumelle = PersonneFactory(mission=troupe.mission, courriel="Hugues@Example.org")
    assert ListeFactory(mission=troupe.mission, personnes=[jumelle]).destinataires() == []


@pytest.mark.parametrize("forme", ["ｈｕｇｕｅｓ@example.org", "hugues\u200b@example.org"])
def test_une_adresse_ecrite_autrement_reste_la_meme(troupe, hugues, forme):
    """Full-width letters, invisible characters: the refusal recognises the address, and it is written to once."""
    jumelle = PersonneFactory(mission=troupe.mission, courriel=forme)
    assert len(ListeFactory(mission=troupe.mission, personnes=[hugues, jumelle]).destinataires()) == 1
    Client().post(_adresse(_lettre(troupe, hugues), hugues))
    assert ListeFactory(mission=troupe.mission, personnes=[jumelle]).destinataires() == []


def test_une_autre_mission_n_est_pas_concernee(troupe, hugues):
    Client().post(_adresse(_lettre(troupe, hugues), hugues))
    ailleurs = MissionFactory()
    meme = PersonneFactory(mission=ailleurs, courriel=hugues.courriel)
    assert ListeFactory(mission=ailleurs, personnes=[meme]).destinataires() == [meme]


def test_une_fusion_garde_les_listes_et_le_refus(troupe, hugues):
    double = PersonneFactory(mission=troupe.mission, prenom="Hugues", nom="Ray", courriel="h@example.org")
    liste = ListeFactory(mission=troupe.mission, personnes=[hugues, double])
    lettre = _lettre(troupe, double)
    envoyer(lettre, troupe.agent)
    Client().post(_adresse(lettre, double))
    fusionner(hugues, double)
    assert liste.inscriptions.get().personne == hugues
    assert liste.destinataires() == []
    assert lettre.envois.get().courriel == "h@example.org"


def test_ses_donnees_et_leur_effacement(troupe, mailoutbox):
    bea = troupe.personne
    bea.courriel = "bea.fontaine@example.org"
    bea.save()
    lettre = _lettre(troupe, bea)
    envoyer(lettre, troupe.agent)
    distribuer.func(lettre.pk)
    Client().post(_adresse(lettre, bea))
    siennes = rassembler(troupe.beneficiaire)
    assert siennes["Les listes de diffusion où je suis"][0]["liste"] == lettre.liste.nom
    assert len(siennes["Les lettres d’information que j’ai reçues, et mes désabonnements"]) == 2
    rapport = effacer(troupe.beneficiaire)
    assert "Listes de diffusion quittées : 1" in rapport
    assert not Inscription.objects.exists()
    assert list(lettre.envois.values_list("nom", "courriel", "personne")) == [("", "", None)]
    # Somebody types that address again: the refusal holds.
    revenue = PersonneFactory(mission=troupe.mission, courriel="bea.fontaine@example.org")
    assert ListeFactory(mission=troupe.mission, personnes=[revenue]).destinataires() == []

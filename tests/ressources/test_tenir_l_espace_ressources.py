"""Adding, proposing, changing, archiving resources; what a file or a text may not do."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from appuis.forms.ressources import RessourceForm
from appuis.models import Ressource
from comptes.models import Notification
from coopappui.redaction import exiger_une_redaction, rendre
from tests.factories import RessourceFactory, il_y_a
from tests.saisie import saisie

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


def envoyer(client, ou="/ressources/nouvelle/", **champs):
    return client.post(ou, saisie(client.get(ou).context["form"], **champs))


def test_it_works(troupe, connecte):
    client = connecte(troupe.responsable)
    reponse = envoyer(
        client,
        titre="Trame d’offre",
        genre="lien",
        adresse="exemple.fr/offre",
        stades=["envie", "fin"],
        blocages=["partenaires"],
        production_propre="on",
    )
    trame = Ressource.objects.get(titre="Trame d’offre")
    assert reponse["Location"] == trame.get_absolute_url()
    assert (trame.mission, trame.cree_par, trame.stades) == (troupe.mission, troupe.responsable, ["envie", "fin"])
    assert trame.adresse == "https://exemple.fr/offre"
    page = client.get(trame.get_absolute_url()).content.decode()
    assert "Production de la mission" in page
    assert "Dites en quelques phrases à quoi elle sert." in page


@pytest.mark.parametrize(
    ("genre", "champ", "phrase"),
    [
        ("lien", "adresse", "Donnez l’adresse de ce lien."),
        ("video", "adresse", "Donnez l’adresse de cette vidéo."),
        ("texte", "texte", "Écrivez le texte."),
        ("fichier", "fichier", "Choisissez le fichier."),
    ],
)
def test_ce_que_demande_chaque_genre(troupe, connecte, genre, champ, phrase):
    reponse = envoyer(connecte(troupe.agent), titre="Sans rien", genre=genre, themes="gardé")
    assert reponse.context["form"].errors == {champ: [phrase]}
    assert "gardé" in reponse.content.decode()


@pytest.mark.parametrize("adresse", ["javascript:alert(1)", "ftp://a.fr", "data:text/html,x", "pas une adresse"])
def test_une_adresse_est_celle_d_un_site(troupe, connecte, adresse):
    reponse = envoyer(connecte(troupe.agent), titre="Piège", genre="lien", adresse=adresse)
    assert "adresse" in reponse.context["form"].errors


def test_un_fichier_est_reconnu_a_son_contenu(troupe, connecte):
    client = connecte(troupe.agent)
    faux = SimpleUploadedFile("trame.pdf", b"MZ\x90\x00 programme", "application/pdf")
    assert "fichier" in envoyer(client, titre="Faux", genre="fichier", fichier=faux).context["form"].errors
    envoyer(client, titre="Vrai", genre="fichier", fichier=SimpleUploadedFile("trame.exe", PDF))
    vrai = Ressource.objects.get(titre="Vrai")
    assert (vrai.extension, vrai.nom_d_origine) == ("pdf", "trame.exe.pdf")
    reponse = client.get(f"{vrai.get_absolute_url()}fichier/")
    assert "attachment" in reponse["Content-Disposition"]
    assert b"".join(reponse.streaming_content) == PDF


def test_un_fichier_remplace_l_autre(troupe, connecte, django_capture_on_commit_callbacks):
    ressource = RessourceFactory(mission=troupe.mission, genre="fichier", fichier_joint=True)
    ancien, adresse = ressource.fichier, f"{ressource.get_absolute_url()}modifier/"
    with django_capture_on_commit_callbacks(execute=True):
        envoyer(connecte(troupe.agent), adresse, fichier=SimpleUploadedFile("b.pdf", PDF))
    ressource.refresh_from_db()
    assert ressource.nom_d_origine == "b.pdf"
    assert not ancien.storage.exists(ancien.name)
    assert ressource.fichier.storage.exists(ressource.fichier.name)


def test_modifier_sans_fichier_garde_le_sien(troupe, connecte):
    ressource = RessourceFactory(mission=troupe.mission, genre="fichier", fichier_joint=True)
    envoyer(connecte(troupe.agent), f"{ressource.get_absolute_url()}modifier/", titre="Renommée")
    ressource.refresh_from_db()
    assert (ressource.titre, ressource.nom_d_origine) == ("Renommée", "trame.pdf")
    page = connecte(troupe.agent).get(f"{ressource.get_absolute_url()}historique/").content.decode()
    assert "Renommée" in page


@pytest.mark.parametrize(
    ("genre", "changements"),
    [
        ("fichier", {"genre": "lien", "adresse": "https://a.fr"}),
        ("fichier", {"genre": "texte"}),
        ("texte", {"retirer_le_fichier": "on"}),
    ],
    ids=["devenue un lien", "devenue un texte", "retiré"],
)
def test_un_fichier_qui_n_a_plus_lieu_d_etre_s_en_va(
    troupe, connecte, client, django_capture_on_commit_callbacks, genre, changements
):
    ressource = RessourceFactory(mission=troupe.mission, genre=genre, audience="public", fichier_joint=True)
    ancien, adresse = ressource.fichier, ressource.get_absolute_url()
    agent = connecte(troupe.agent)
    assert "Retirer le fichier" in agent.get(f"{adresse}modifier/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert envoyer(agent, f"{adresse}modifier/", **changements)["Location"] == adresse
    ressource.refresh_from_db()
    assert (ressource.fichier.name, ressource.nom_d_origine, ressource.taille) == ("", "", 0)
    assert not ancien.storage.exists(ancien.name)
    assert agent.get(f"{adresse}fichier/").status_code == 404
    assert "Retirer le fichier" not in agent.get(f"{adresse}modifier/").content.decode()


def test_un_fichier_ne_se_retire_pas_a_une_ressource_qui_en_est_un(troupe, connecte):
    ressource = RessourceFactory(mission=troupe.mission, genre="fichier", fichier_joint=True)
    adresse = f"{ressource.get_absolute_url()}modifier/"
    refusee = envoyer(connecte(troupe.agent), adresse, retirer_le_fichier="on")
    assert refusee.context["form"].errors == {"fichier": ["Choisissez le fichier."]}
    ressource.refresh_from_db()
    assert ressource.fichier.storage.exists(ressource.fichier.name)


def test_un_fichier_remplace_pendant_qu_on_enregistre_n_est_pas_perdu(troupe, connecte):
    """Their form was read just before: only the lock says which file there is."""
    ressource = RessourceFactory(mission=troupe.mission, genre="fichier", fichier_joint=True)
    adresse = f"{ressource.get_absolute_url()}modifier/"
    lue = connecte(troupe.collegue).get(adresse).context["form"]
    form = RessourceForm(
        saisie(lue, titre="Renommée"),
        {},
        par=troupe.collegue,
        missions=[],
        instance=Ressource.objects.get(pk=ressource.pk),
    )
    envoyer(connecte(troupe.agent), adresse, fichier=SimpleUploadedFile("b.pdf", PDF))
    assert form.is_valid(), form.errors
    form.save()
    ressource.refresh_from_db()
    assert (ressource.titre, ressource.nom_d_origine) == ("Renommée", "b.pdf")
    with ressource.fichier.open() as fichier:
        assert fichier.read() == PDF


def test_ce_que_demande_le_genre_se_juge_apres_l_autre(troupe, connecte):
    """A text kept as it was read, which somebody else has emptied meanwhile, is not one."""
    ressource = RessourceFactory(mission=troupe.mission, genre="lien", adresse="https://a.fr")
    client, adresse = connecte(troupe.agent), f"{ressource.get_absolute_url()}modifier/"
    lue = client.get(adresse).context["form"]
    envoyer(client, adresse, texte=None)
    refusee = client.post(adresse, saisie(lue, genre="texte"))
    assert refusee.context["form"].errors == {"texte": ["Écrivez le texte."]}


def test_deux_personnes_ne_s_ecrasent_pas(troupe, client):
    ressource = RessourceFactory(mission=troupe.mission)
    adresse = f"{ressource.get_absolute_url()}modifier/"
    client.force_login(troupe.agent)
    lu = client.get(adresse).context["form"]
    client.force_login(troupe.collegue)
    client.post(adresse, saisie(client.get(adresse).context["form"], titre="De Colin"))
    client.force_login(troupe.agent)
    page = client.post(adresse, saisie(lu, titre="D’Agathe")).content.decode()
    assert "Colin Marchal" in page
    assert "D’Agathe" in page


def test_archiver_publier_revoir(troupe, connecte):
    ressource = RessourceFactory(mission=troupe.mission, a_revoir_le=il_y_a(3))
    client, base = connecte(troupe.collegue), ressource.get_absolute_url()
    assert ressource.est_a_revoir
    assert list(client.get("/ressources/", {"a_revoir": "on"}).context["page"]) == [ressource]
    for geste, etat in (("archiver", "archivee"), ("publier", "publiee")):
        client.post(f"{base}{geste}/")
        ressource.refresh_from_db()
        assert ressource.etat == etat
    client.post(f"{base}revoir/")
    ressource.refresh_from_db()
    assert ressource.a_revoir_le == timezone.localdate() + datetime.timedelta(days=365)


def test_proposer_en_deux_mots(troupe, connecte):
    """A bénéficiaire proposes; the team is told, and decides."""
    client = connecte(troupe.beneficiaire)
    envoyer(client, "/ressources/proposer/", adresse="https://journal.example.org/mural", resume="Il nous a servi.")
    proposee = Ressource.objects.get(etat="proposee")
    assert (proposee.titre, proposee.mission, proposee.cree_par) == (
        "journal.example.org",
        troupe.mission,
        troupe.beneficiaire,
    )
    assert client.get(proposee.get_absolute_url()).status_code == 404
    assert Notification.objects.filter(titre="Une ressource est proposée.", sujet="mission").count() == 3
    connecte(troupe.agent).post(f"{proposee.get_absolute_url()}publier/")
    assert connecte(troupe.beneficiaire).get(proposee.get_absolute_url()).status_code == 200


def test_qui_propose_apprend_ce_qu_il_en_est(troupe, connecte):
    """Told once, by a link that they may open; who decides on their own proposal needs no telling."""

    def decider(par, titre, geste, **champs):
        envoyer(connecte(par), "/ressources/proposer/", titre=titre, adresse="https://a.example.org")
        proposee = Ressource.objects.get(titre=titre)
        Ressource.objects.filter(pk=proposee.pk).update(**champs)
        for _ in range(2):
            connecte(troupe.agent).post(f"{proposee.get_absolute_url()}{geste}/")
        siennes = Notification.objects.filter(destinataire=par, cle__startswith=f"ressource-{proposee.pk}-")
        return proposee, [(n.titre, n.adresse) for n in siennes]

    proposee, dit = decider(troupe.beneficiaire, "Retenue", "publier")
    assert dit == [("La ressource que vous avez proposée est publiée.", proposee.get_absolute_url())]
    _, dit = decider(troupe.beneficiaire, "Pour nous", "publier", audience="membres")
    assert dit == [("La ressource que vous avez proposée est publiée.", "/ressources/")]
    _, dit = decider(troupe.beneficiaire, "Refusée", "archiver")
    assert dit == [("La ressource que vous avez proposée n’est pas retenue.", "/ressources/")]
    for adresse in {adresse for _, adresse in dit} | {proposee.get_absolute_url()}:
        assert connecte(troupe.beneficiaire).get(adresse).status_code == 200
    assert decider(troupe.agent, "La mienne", "publier")[1] == []
    # What was never a proposal is nobody's to be told.
    autre = RessourceFactory(mission=troupe.mission, cree_par=troupe.collegue)
    connecte(troupe.agent).post(f"{autre.get_absolute_url()}archiver/")
    assert not Notification.objects.filter(destinataire=troupe.collegue, cle__startswith="ressource-").exists()


def proposer(client, n):
    return envoyer(client, "/ressources/proposer/", adresse=f"https://a.fr/{n}", resume="Utile.")


def test_plusieurs_propositions_font_un_seul_courriel(troupe, connecte):
    """Until it is read: what comes after is told again."""
    for n in range(3):
        proposer(connecte(troupe.beneficiaire), n)
    annonces = Notification.objects.filter(destinataire=troupe.agent, titre="Une ressource est proposée.")
    assert annonces.count() == 1
    page = connecte(troupe.agent).get(annonces.get().adresse)
    assert [r.etat for r in page.context["page"]] == ["proposee"] * 3
    annonces.lire()
    proposer(connecte(troupe.beneficiaire), 4)
    assert annonces.count() == 2


def test_qui_propose_sans_fin_est_freine(troupe, connecte):
    client = connecte(troupe.beneficiaire)
    assert [proposer(client, n).status_code for n in range(10)] == [302] * 10
    refusee = proposer(client, 11)
    assert "patientez une heure" in refusee.content.decode()
    assert refusee.context["form"]["adresse"].value() == "https://a.fr/11"
    assert Ressource.objects.filter(etat="proposee").count() == 10


def test_proposer_un_fichier_ou_rien(troupe, connecte):
    client = connecte(troupe.agent)
    assert "adresse" in envoyer(client, "/ressources/proposer/", titre="Vide").context["form"].errors
    envoyer(client, "/ressources/proposer/", fichier=SimpleUploadedFile("Ma trame.pdf", PDF))
    assert Ressource.objects.get(etat="proposee").titre == "Ma trame"


def test_envoyee_deux_fois_elle_n_est_ajoutee_qu_une(troupe, connecte):
    client = connecte(troupe.agent)
    donnees = saisie(client.get("/ressources/nouvelle/").context["form"], titre="Une fois", adresse="https://a.fr")
    for _ in range(2):
        assert client.post("/ressources/nouvelle/", donnees).status_code == 302
    assert Ressource.objects.filter(titre="Une fois").count() == 1


@pytest.mark.parametrize(
    "piege",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[clic](javascript:alert(1))",
        "<a href='data:text/html,x'>a</a>",
        "<iframe src='https://a.fr'></iframe>",
        "![pixel](https://traceur.example.org/p.png)",
        "<p style='position:fixed' onclick='x()'>texte</p>",
        "<form action='/x'><input></form>",
        "<svg onload=alert(1)>",
    ],
)
def test_un_texte_hostile_ne_fait_rien(troupe, connecte, piege):
    ressource = RessourceFactory(mission=troupe.mission, texte=f"Avant {piege} après")
    page = connecte(troupe.agent).get(ressource.get_absolute_url()).content.decode()
    corps = page[page.index('class="redaction"') : page.index("À quoi elle sert")]
    for danger in (
        "<script",
        "onerror",
        "onload",
        "javascript:",
        "data:",
        "<iframe",
        "<img",
        "style=",
        "<form",
        "<svg",
    ):
        assert danger not in corps
    assert "Avant" in corps
    assert "après" in corps or "<script" in piege or "<svg" in piege or "<iframe" in piege


def test_un_texte_se_lit_en_markdown():
    html = rendre("# Titre\n\n1. un\n2. deux\n\n[site](https://a.fr)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    assert "<h2>Titre</h2>" in html
    assert '<a href="https://a.fr" rel="noopener noreferrer nofollow">site</a>' in html
    assert '<th scope="col">a</th>' in html


@pytest.mark.parametrize("texte", ["[" * 50, "[a](" * 400, "> " * 40, "<a " * 500, "- " * 30], ids=list("abcde"))
def test_un_texte_demesure_est_refuse(texte):
    with pytest.raises(ValidationError):
        exiger_une_redaction(texte)

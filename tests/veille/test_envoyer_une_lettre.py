"""A letter is composed from what was kept, sent once to each, and never changes afterwards."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from missions.forms.veille import ArticleForm, LettreForm
from missions.models import EnvoiDeLettre, Lettre
from missions.travaux import finir_les_envois
from missions.veille import envoi
from missions.veille.envoi import distribuer
from missions.veille.redaction import en_html, rediger
from tests.factories import ArticleFactory, InformationFactory, LettreFactory, ListeFactory, PersonneFactory
from tests.html import Page
from tests.saisie import saisie


@pytest.fixture
def client(connecte, troupe):
    return connecte(troupe.agent)


@pytest.fixture
def lettre(troupe):
    troupe.personne.courriel = "bea@example.org"
    troupe.personne.save()
    hugues = PersonneFactory(mission=troupe.mission, prenom="Hugues", nom="Rey", courriel="hugues@example.org")
    liste = ListeFactory(mission=troupe.mission, personnes=[troupe.personne, hugues])
    lettre = LettreFactory(mission=troupe.mission, titre="La lettre", introduction="Bonjour **à tous**", liste=liste)
    ArticleFactory(lettre=lettre, titre="Un jumelage", texte="- un\n- deux", lien="https://exemple.fr/a")
    return lettre


def _envoyer(client, lettre):
    reponse = client.post(reverse("veille:lettre_envoyer", args=[lettre.pk]), follow=True)
    distribuer.func(lettre.pk)
    lettre.refresh_from_db()
    return reponse.content.decode()


def test_it_works(client, lettre, mailoutbox, troupe):
    troupe.mission.contact_courriel = "appui@example.org"
    troupe.mission.save()
    assert "part à 2 personnes" in _envoyer(client, lettre)
    assert sorted(m.to for m in mailoutbox) == [["bea@example.org"], ["hugues@example.org"]]
    message = mailoutbox[0]
    assert message.subject == "La lettre"
    assert message.reply_to == ["appui@example.org"]
    assert "• " not in message.body
    assert "Bonjour à tous" in message.body
    assert "https://exemple.fr/a" in message.body
    (html, genre) = message.alternatives[0]
    assert genre == "text/html"
    assert "<strong>à tous</strong>" in html
    assert "<li>deux</li>" in html
    adresse = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert adresse in message.body
    assert adresse in html
    assert (lettre.etat, lettre.envoyee_par, lettre.envois.filter(etat="remis").count()) == (
        "envoyee",
        troupe.agent,
        2,
    )


def test_une_fois_a_chacun(client, lettre, mailoutbox):
    _envoyer(client, lettre)
    html = _envoyer(client, lettre)
    assert "ne change plus" in html
    distribuer.func(lettre.pk)
    assert finir_les_envois() is None
    assert len(mailoutbox) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        EnvoiDeLettre.objects.create(lettre=lettre, courriel="bea@example.org")


def test_deux_fiches_une_adresse_un_message(client, lettre, mailoutbox, troupe):
    jumelle = PersonneFactory(mission=troupe.mission, courriel="BEA@example.org")
    sans = PersonneFactory(mission=troupe.mission, courriel="")
    lettre.liste.inscrire([jumelle, sans], None)
    _envoyer(client, lettre)
    assert len(mailoutbox) == 2


def test_un_envoi_interrompu_reprend(client, lettre, mailoutbox, monkeypatch):
    monkeypatch.setattr(envoi, "PAR_TACHE", 1)
    demandees = []
    monkeypatch.setattr(distribuer.__class__, "enqueue", lambda self, *arguments: demandees.append(arguments))
    _envoyer(client, lettre)
    assert len(mailoutbox) == 1
    premier = lettre.envois.order_by("pk")[0].pk
    assert demandees == [(lettre.pk,), (lettre.pk, premier)]
    # It has just left: nobody worries yet.
    assert finir_les_envois() is None
    monkeypatch.setattr("missions.travaux.EN_ROUTE", timedelta(days=-1))
    assert finir_les_envois() == "Envois de lettres repris : 1."
    distribuer.func(lettre.pk)
    assert len(mailoutbox) == 2


def test_une_adresse_inutilisable_n_arrete_pas_la_lettre(client, lettre, mailoutbox, troupe, monkeypatch):
    monkeypatch.setattr("missions.travaux.EN_ROUTE", timedelta(days=-1))
    troupe.personne.courriel = f"a@{'é' * 60}.fr"
    troupe.personne.save()
    _envoyer(client, lettre)
    assert [m.to for m in mailoutbox] == [["hugues@example.org"]]
    assert sorted(lettre.envois.values_list("etat", flat=True)) == ["impossible", "remis"]
    assert "adresse inutilisable" in client.get(lettre.get_absolute_url()).text
    assert finir_les_envois() is None


def test_un_envoi_qui_echoue_attend_sans_arreter_les_autres(client, lettre, mailoutbox, monkeypatch, caplog):
    ecrire = envoi._ecrire
    monkeypatch.setattr(
        envoi, "_ecrire", lambda lettre, a, adresse: 1 / 0 if a[0] == "b" else ecrire(lettre, a, adresse)
    )
    _envoyer(client, lettre)
    assert [m.to for m in mailoutbox] == [["hugues@example.org"]]
    assert sorted(lettre.envois.values_list("etat", flat=True)) == ["a-remettre", "remis"]
    assert "ZeroDivisionError" in caplog.text


def test_ce_qui_manque_est_dit(client, troupe, mailoutbox):
    lettre = LettreFactory(mission=troupe.mission)
    html = client.get(lettre.get_absolute_url()).content.decode()
    assert "Choisissez au moins une information" in html
    assert "quelle liste" in html
    creer = reverse("veille:liste_nouvelle", args=[troupe.mission.pk])
    assert creer in html
    assert creer in client.get(reverse("veille:lettre_modifier", args=[lettre.pk])).content.decode()
    assert "Choisissez au moins une information" in _envoyer(client, lettre)
    lettre.liste = ListeFactory(mission=troupe.mission)
    lettre.save()
    assert creer not in client.get(lettre.get_absolute_url()).content.decode()
    assert any("personne à qui écrire" in phrase for phrase in lettre.manques())
    assert mailoutbox == []


def test_une_lettre_partie_ne_change_plus(client, lettre):
    _envoyer(client, lettre)
    html, texte = lettre.html, lettre.texte
    article = lettre.articles.get()
    for adresse, donnees in (
        (reverse("veille:lettre_modifier", args=[lettre.pk]), {"titre": "Autre"}),
        (reverse("veille:article_nouveau", args=[lettre.pk]), {"titre": "Autre"}),
        (reverse("veille:article", args=[article.pk]), {"titre": "Autre"}),
        (reverse("veille:article_deplacer", args=[article.pk]), {"sens": "haut"}),
        (reverse("veille:article_retirer", args=[article.pk]), {}),
        (reverse("veille:lettre_choisir", args=[lettre.pk]), {"coches": "1"}),
        (reverse("veille:lettre_supprimer", args=[lettre.pk]), {}),
    ):
        assert "ne change plus" in client.post(adresse, donnees, follow=True).content.decode()
    lettre.refresh_from_db()
    assert (lettre.titre, lettre.html, lettre.texte, lettre.articles.count()) == ("La lettre", html, texte, 1)
    lettre.mission.nom = "Un autre nom"
    lettre.mission.save()
    assert rediger(lettre) == (html, texte)


def test_une_lettre_prete_deux_fois_au_meme_instant(lettre, troupe):
    html, texte = rediger(lettre)
    autre = Lettre.objects.get(pk=lettre.pk)
    lettre.envoyer(troupe.agent, html, texte)
    with pytest.raises(ValidationError, match="ne change plus"):
        autre.envoyer(troupe.collegue, html, texte)


def test_composer(client, troupe):
    gardee = InformationFactory(
        mission=troupe.mission, etat="gardee", titre="À garder", resume="Le résumé", note="Entre nous"
    )
    InformationFactory(mission=troupe.mission, titre="Pas triée")
    adresse = reverse("veille:lettre_nouvelle", args=[troupe.mission.pk])
    donnees = saisie(LettreForm(mission=troupe.mission), titre="Novembre")
    client.post(adresse, donnees)
    reponse = client.post(adresse, donnees, follow=True)
    lettre = Lettre.objects.get()
    html = reponse.content.decode()
    assert "À garder" in html
    assert "Pas triée" not in html
    choisir = reverse("veille:lettre_choisir", args=[lettre.pk])
    client.post(choisir, {"coches": [gardee.pk]})
    client.post(choisir, {"coches": [gardee.pk]})
    (article,) = lettre.articles.all()
    assert (article.titre, article.texte) == ("À garder", "Le résumé")
    assert "Entre nous" not in rediger(lettre)[0]
    nouveau = reverse("veille:article_nouveau", args=[lettre.pk])
    donnees = saisie(ArticleForm(), titre="Notre journée", texte="**Venez**")
    client.post(nouveau, donnees)
    client.post(nouveau, donnees)
    assert [a.titre for a in lettre.articles.all()] == ["À garder", "Notre journée"]
    second = lettre.articles.last()
    client.post(reverse("veille:article_deplacer", args=[second.pk]), {"sens": "haut"})
    assert [a.titre for a in lettre.articles.all()] == ["Notre journée", "À garder"]
    client.post(reverse("veille:article", args=[article.pk]), saisie(ArticleForm(instance=article), texte="Mon mot"))
    article.refresh_from_db()
    assert article.texte == "Mon mot"
    client.post(reverse("veille:article_retirer", args=[second.pk]))
    assert lettre.articles.count() == 1


def test_retirer_un_article_se_confirme(client, lettre):
    """What was written in it would be lost."""
    html = client.get(lettre.get_absolute_url()).content.decode()
    assert "Retirer cet article ?" in html
    assert Page(html).fautes() == []


@pytest.mark.parametrize("coches", [[], ["x"], ["9" * 30]], ids=["rien", "mot", "trop"])
def test_choisir_n_importe_quoi(client, lettre, coches):
    InformationFactory(mission=lettre.mission, etat="gardee")
    reponse = client.post(reverse("veille:lettre_choisir", args=[lettre.pk]), {"coches": coches})
    assert reponse.status_code == 200
    assert reponse.context["form"].errors


def test_choisir_l_information_d_une_autre_mission(client, lettre):
    ailleurs = InformationFactory(etat="gardee", titre="D’ailleurs")
    client.post(reverse("veille:lettre_choisir", args=[lettre.pk]), {"coches": [ailleurs.pk]})
    assert lettre.ajouter([ailleurs]) == 0
    assert [article.titre for article in lettre.articles.all()] == ["Un jumelage"]


def test_l_apercu_est_ce_qui_part(client, lettre, mailoutbox):
    reponse = client.get(reverse("veille:lettre_apercu", args=[lettre.pk]))
    apercu = reponse.content.decode()
    assert "style-src 'unsafe-inline'" in reponse["Content-Security-Policy"]
    assert "default-src 'none'" in reponse["Content-Security-Policy"]
    assert reponse["X-Frame-Options"] == "SAMEORIGIN"
    client.post(reverse("veille:lettre_essayer", args=[lettre.pk]))
    (essai,) = mailoutbox
    assert essai.to == ["agathe@example.org"]
    assert essai.subject == "[Essai] La lettre"
    assert essai.alternatives[0][0] == apercu
    lettre.refresh_from_db()
    assert not lettre.envoyee


def test_les_liens_sont_aux_couleurs_de_la_lettre(lettre):
    lettre.introduction = "Voir [le site](https://exemple.org/)."
    ArticleFactory(
        lettre=lettre, titre="Un « long » titre", lien="https://exemple.org/a", texte="[Ici](https://b.org)"
    )
    html, texte = rediger(lettre)
    liens = re.findall(r"<a [^>]*>", html)
    assert len(liens) >= 4
    assert all("color:#" in lien for lien in liens)
    # Short to the eye, clear by itself for who goes from link to link.
    assert 'aria-label="Lire la suite : Un « long » titre"' in html
    assert ">Lire la suite</a>" in html
    assert "style" not in texte


def test_dupliquer_deux_fois_de_suite_fait_une_copie(client, lettre):
    page = client.get(lettre.get_absolute_url()).text
    jeton = re.search(r'name="jeton" value="([^"]+)"', page)[1]
    adresse = reverse("veille:lettre_dupliquer", args=[lettre.pk])
    premiere, seconde = (client.post(adresse, {"jeton": jeton})["Location"] for _ in range(2))
    assert premiere == seconde
    assert Lettre.objects.count() == 2
    client.post(adresse, {"jeton": "forgé"})
    assert Lettre.objects.count() == 3


@pytest.mark.parametrize(
    "resume",
    [
        '<a href="https://piege.fr">Votez</a>',
        "[Votez](https://piege.fr)",
        "![](https://piege.fr/x.png) <https://piege.fr> [v]: https://piege.fr",
        "# Non, 1. ceci - n’est *pas* un titre […] R&D &lt;b&gt;",
        "- a\n2. b\n> c\n| d | e |",
    ],
)
def test_ce_que_dit_un_fil_reste_du_texte(client, lettre, mailoutbox, resume):
    """Whatever marks it holds, they are read as they are: the letter is signed by the mission."""
    lettre.articles.all().delete()
    information = InformationFactory(mission=lettre.mission, etat="gardee", resume=resume, lien="")
    client.post(reverse("veille:lettre_choisir", args=[lettre.pk]), {"coches": information.pk})
    article = lettre.articles.get()
    article.full_clean()
    lu = en_html(article.texte)
    assert re.findall(r"<(?!/?p>|br)", lu) == []
    nu = " ".join(resume.split())
    assert " ".join(unescape(re.sub(r"<[^>]+>", "", lu)).split()) == nu
    _envoyer(client, lettre)
    assert nu in " ".join(mailoutbox[0].body.split())


def test_un_fil_plein_de_marques_ne_bloque_pas_la_lettre(lettre):
    lettre.ajouter([InformationFactory(mission=lettre.mission, etat="gardee", resume="mot " + "[" * 2900)])
    article = lettre.articles.last()
    article.full_clean()
    assert article.texte.strip() == "mot"


def test_dupliquer(client, lettre):
    _envoyer(client, lettre)
    reponse = client.post(reverse("veille:lettre_dupliquer", args=[lettre.pk]))
    copie = Lettre.objects.exclude(pk=lettre.pk).get()
    assert reponse["Location"] == copie.get_absolute_url()
    assert (copie.etat, copie.html, copie.liste) == ("preparation", "", lettre.liste)
    assert copie.articles.get().titre == "Un jumelage"
    assert lettre.articles.count() == 1


def test_les_archives_et_les_destinataires(client, lettre):
    _envoyer(client, lettre)
    html = client.get(reverse("veille:lettres", args=[lettre.mission_id])).content.decode()
    assert "à 2 personnes" in html
    assert "bea@example.org" in client.get(lettre.get_absolute_url()).content.decode()
    reponse = client.get(reverse("veille:lettre_xlsx", args=[lettre.pk]))
    feuille = load_workbook(io.BytesIO(reponse.getvalue())).active
    assert [ligne[1].value for ligne in feuille.iter_rows()] == ["Courriel", "bea@example.org", "hugues@example.org"]


def test_le_pdf(client, lettre):
    pdf = PdfReader(io.BytesIO(client.get(reverse("veille:lettre_pdf", args=[lettre.pk])).getvalue()))
    texte = pdf.pages[0].extract_text()
    assert "Un jumelage" in texte
    assert "à tous" in texte
    assert pdf.trailer["/Root"]["/Lang"].startswith("fr")


@pytest.mark.parametrize(
    ("texte", "absent"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<img src=http://espion/x.png>", "img"),
        ("![x](http://espion/x.png)", "img"),
        ("[x](javascript:alert(1))", "javascript"),
        ('<a href="x" onclick="y()">z</a>', "onclick"),
        ('<p style="position:fixed">x</p>', "style"),
        ("<iframe src=x></iframe>", "iframe"),
    ],
    ids=["script", "img", "image", "javascript", "onclick", "style", "iframe"],
)
def test_le_markdown_est_sobre(texte, absent):
    assert absent not in en_html(texte)


@pytest.mark.parametrize(
    "texte",
    [">" * 5000, "- " * 5000, "\n".join("    " * n + "- x" for n in range(300)), "[" * 5000, "*" * 9999, "_a" * 5000],
    ids=["citations", "listes", "retraits", "crochets", "etoiles", "soulignes"],
)
def test_le_markdown_ne_fait_pas_tomber(texte):
    en_html(texte)


def test_les_titres_et_les_lignes_d_une_lettre():
    assert "<h3>Un</h3>" in en_html("# Un")
    assert "a<br" in en_html("a\nb")


def test_un_texte_demesure_est_refuse(lettre):
    for modele, objet, champ in (
        (LettreForm, lettre, "introduction"),
        (ArticleForm, lettre.articles.get(), "texte"),
    ):
        form = modele(saisie(modele(instance=objet), **{champ: "> " * 40}), instance=objet)
        assert "trop de liens ou de marques" in str(form.errors[champ])


def test_une_ligne_dans_le_sujet(lettre, troupe, mailoutbox):
    lettre.titre = "La lettre\nBcc: tous@example.org"
    envoi.essayer(lettre, troupe.agent)
    assert mailoutbox[0].subject == "[Essai] La lettre Bcc: tous@example.org"

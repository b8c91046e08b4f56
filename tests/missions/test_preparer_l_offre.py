"""Phase 3: the offre d'appui is written, confronted with those surveyed, published; the programme of each year."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from missions.forms.offre import (
    ActionsDuProgramme,
    Calendrier,
    Criteres,
    Modalites,
    OffreForm,
    ProgrammeForm,
    RemarqueForm,
)
from missions.models import Mission, Modalite, OffreDAppui, ProgrammeAnnuel, RemarqueSurLOffre
from tests.factories import il_y_a
from tests.html import Page
from tests.missions import offres
from tests.saisie import saisie
from tests.suivi.lecture import contenu, pdf, texte_pdf


def adresse(nom, mission, *suite):
    return reverse(f"offre_appui:{nom}", args=[mission.pk, *suite])


def texte(reponse):
    return reponse.content.decode()


def page_de(offre):
    return [OffreForm(instance=offre), *(table(offre) for table in (Modalites, Calendrier, Criteres))]


def ouvrir(mission):
    Mission.objects.filter(pk=mission.pk).update(publique=True, contact_courriel="appui@example.org")


# --- writing and publishing --------------------------------------------------------------------


def test_it_works(agathe, troupe, client):
    mission = troupe.mission
    Mission.objects.filter(pk=mission.pk).update(publics="Les élus")
    assert "n’est pas commencée" in texte(agathe.get(adresse("offre", mission)))
    for _ in range(2):  # a double click
        assert agathe.post(adresse("commencer", mission)).status_code == 302
    offre = OffreDAppui.objects.get()
    assert offre.publics == "Les élus"
    assert offre.modalites.count() == 5
    donnees = saisie(
        *page_de(offre),
        presentation="Un appui de méthode.",
        moyens="Deux chargés",
        delais="Dix jours",
        **{
            **{f"modalites-{i}-sort": "retiree" for i in range(1, 5)},
            "modalites-0-sort": "retenue",
            "modalites-0-publics": "Tous",
            "modalites-0-moyens": "Deux jours",
            "modalites-0-delais": "Un mois",
            "calendrier-total": "1",
            "calendrier-0-quoi": "Ouvrir les appuis",
            "calendrier-0-debut": "mars 2027",
            "calendrier-0-fin": "06/2027",
            "criteres-total": "1",
            "criteres-0-critere": "N’a jamais coopéré",
            "criteres-0-poids": "3",
        },
    )
    assert agathe.post(adresse("modifier", mission), donnees).status_code == 302
    page = texte(agathe.get(adresse("offre", mission)))
    assert "mars 2027" in page
    assert "3 · décisif" in page
    assert "Ne seront pas publiées" in page
    assert "Publier l’offre" in page
    assert "Publier maintenant" in page
    assert "dès que les pages publiques ouvriront" in page
    assert "Aucune remarque n’est notée" in page
    page = texte(agathe.post(adresse("publier", mission), follow=True))
    assert "L’offre d’appui est publiée" in page
    assert "À jour" in page
    ouvrir(mission)
    client.logout()
    page = texte(client.get(mission.url_publique))
    lien = reverse("public:offre_d_appui", args=[mission.adresse_publique])
    assert lien in page
    page = texte(client.get(lien))
    assert "Appui individuel" in page
    assert "mars 2027" in page
    assert "Formation" not in page
    assert "Agathe" not in page


def test_publier_se_confirme(agathe, troupe):
    """It cannot be undone, and everybody may read it at once: the page says which before it is done."""
    offres.offre(troupe.mission, troupe.agent)
    ouvrir(troupe.mission)
    page = texte(agathe.get(adresse("offre", troupe.mission)))
    assert "Tout le monde la lira aussitôt" in page
    assert Page(page).fautes() == []


def test_ce_qui_manque_avant_de_publier(agathe, troupe):
    offre = OffreDAppui.commencer(troupe.mission, troupe.agent)
    manques = offre.manques()
    assert "Présentez l’offre en quelques lignes." in manques
    assert "Retenez au moins une modalité d’appui." in manques
    assert any(phrase.startswith("Décidez de ce que deviennent : Appui individuel, ") for phrase in manques)
    assert "n’est pas publiée" in texte(agathe.post(adresse("publier", troupe.mission), follow=True))
    offre = offres.offre(troupe.mission, troupe.agent)
    offre.modalites.filter(nature="visite").update(publics="", delais="")
    assert OffreDAppui.objects.get().manques() == ["« Visite d’expériences » : précisez ses publics et ses délais."]


def test_rien_de_neuf_ne_se_publie_pas(agathe, troupe):
    offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    assert "il n’y a rien à publier" in texte(agathe.post(adresse("publier", troupe.mission), follow=True))
    # A modalité set aside is no change for readers.
    OffreDAppui.objects.get().modalites.create(nature="formation", sort="pressentie")
    assert OffreDAppui.objects.get().etat == "a-jour"


def test_une_version_publiee_ne_change_plus(agathe, troupe):
    version = offres.offre(troupe.mission, troupe.agent).publier(troupe.agent)
    offre = OffreDAppui.objects.get()
    offre.presentation = "Tout autre chose."
    offre.save()
    assert "Tout autre chose." not in str(version.contenu)
    seconde = offre.publier(troupe.agent)
    assert seconde.numero == 2
    page = texte(agathe.get(reverse("mission:differences", args=[troupe.mission.pk, "offre-d-appui"])))
    assert "Tout autre chose." in page
    with pytest.raises(ValidationError):
        version.delete()


def test_une_autre_modalite_dit_en_quoi_elle_consiste(agathe, troupe):
    offre = offres.offre(troupe.mission, troupe.agent)
    donnees = saisie(*page_de(offre), **{"modalites-1-nature": "autre", "modalites-1-sort": "nouvelle"})
    assert "Dites en quoi consiste cette modalité." in texte(agathe.post(adresse("modifier", troupe.mission), donnees))


def test_un_calendrier_a_l_endroit(agathe, troupe):
    offre = offres.offre(troupe.mission, troupe.agent)
    donnees = saisie(*page_de(offre), **{"calendrier-0-fin": "01/2020", "presentation": "Gardée"})
    page = texte(agathe.post(adresse("modifier", troupe.mission), donnees))
    assert "La fin ne peut pas précéder le début." in page
    assert "Gardée" in page


def test_ajouter_une_ligne_ne_perd_rien(agathe, troupe):
    offre = offres.offre(troupe.mission, troupe.agent)
    donnees = saisie(*page_de(offre), _ajouter="criteres", presentation="Pas encore enregistrée")
    page = texte(agathe.post(adresse("modifier", troupe.mission), donnees))
    assert "criteres-1-critere" in page
    assert "Pas encore enregistrée" in page
    assert offre.criteres.count() == 1


def test_un_autre_ecrit_en_meme_temps(agathe, troupe):
    offre = offres.offre(troupe.mission, troupe.agent)
    donnees = saisie(*page_de(offre), delais="Huit jours")
    OffreDAppui.objects.filter(pk=offre.pk).update(delais="Trois jours")
    page = texte(agathe.post(adresse("modifier", troupe.mission), donnees))
    assert "Trois jours" in page
    assert "Huit jours" in page


# --- what is said of it ------------------------------------------------------------------------


def test_noter_une_remarque_et_sa_suite(agathe, troupe):
    mission = troupe.mission
    vierge = RemarqueSurLOffre(mission=mission, notee_par=troupe.agent)
    donnees = saisie(RemarqueForm(instance=vierge), personne=str(troupe.personne.pk), texte="Et le soir ?")
    for _ in range(2):
        assert agathe.post(adresse("remarque_nouvelle", mission), donnees).status_code == 302
    remarque = RemarqueSurLOffre.objects.get()
    page = texte(agathe.get(adresse("remarques", mission)))
    assert "Et le soir ?" in page
    assert "Béa Fontaine" in page
    assert "Attend une suite." in page
    donnees = saisie(RemarqueForm(instance=remarque), suite="reprise", precision="Une permanence à 18 h.")
    agathe.post(adresse("remarque", mission, remarque.pk), donnees)
    assert "L’offre en tient compte" in texte(agathe.get(adresse("remarques", mission)))
    agathe.post(adresse("remarque_supprimer", mission, remarque.pk))
    assert not RemarqueSurLOffre.objects.exists()


def test_les_remarques_en_excel(agathe, troupe):
    """A workbook of their own, for who reads them: what is handed over with the offer says nothing of them."""
    offres.remarque(troupe.mission, troupe.agent, suite="reprise", precision="Une permanence.")
    classeur = openpyxl.load_workbook(io.BytesIO(contenu(agathe.get(adresse("remarques_xlsx", troupe.mission)))))
    ligne = [cellule.value for cellule in classeur.active[2]]
    assert ligne[1:6] == ["Remarque", "Un élu", "Et le soir ?", "L’offre en tient compte", "Une permanence."]
    assert adresse("remarques_xlsx", troupe.mission) in texte(agathe.get(adresse("remarques", troupe.mission)))


def test_toutes_les_remarques_se_lisent(agathe, troupe):
    for n in range(51):
        offres.remarque(troupe.mission, troupe.agent, texte=f"Remarque n° {n}.", le=il_y_a(n))
    url = adresse("remarques", troupe.mission)
    assert "Remarque n° 49." in texte(agathe.get(url))
    assert "Remarque n° 50." not in texte(agathe.get(url))
    assert "Remarque n° 50." in texte(agathe.get(url, {"page": 2}))


def test_une_remarque_se_note_une_fois_dite(agathe, troupe):
    vierge = RemarqueSurLOffre(mission=troupe.mission, notee_par=troupe.agent)
    donnees = saisie(RemarqueForm(instance=vierge), texte="Oui", le=il_y_a(-1).isoformat())
    form = agathe.post(adresse("remarque_nouvelle", troupe.mission), donnees).context["form"]
    assert form.errors == {"le": ["Cette date est dans le futur."]}


def test_une_remarque_a_un_seul_auteur(agathe, troupe):
    vierge = RemarqueSurLOffre(mission=troupe.mission, notee_par=troupe.agent)
    donnees = saisie(RemarqueForm(instance=vierge), personne=str(troupe.personne.pk), de_qui="Un élu", texte="Oui")
    assert "pas les deux" in texte(agathe.post(adresse("remarque_nouvelle", troupe.mission), donnees))


def test_ce_qui_s_est_dit_ne_se_cherche_pas(agathe, troupe):
    offres.remarque(troupe.mission, troupe.agent, texte="Xylophone")
    assert "Xylophone" not in texte(agathe.get("/recherche/", {"q": "xylophone"})).replace('value="xylophone"', "")


# --- the programme of a year -------------------------------------------------------------------


def test_ecrire_le_programme_de_l_annee(agathe, troupe):
    mission = troupe.mission
    vierge = ProgrammeAnnuel(mission=mission)
    form = ProgrammeForm(instance=vierge, initial={"annee": timezone.localdate().year})
    donnees = saisie(
        form,
        ActionsDuProgramme(vierge),
        annee="2027",
        **{"lignes-0-action": "Trois visites", "lignes-0-modalite": "visite", "lignes-0-periode": "Printemps"},
    )
    for _ in range(2):
        assert agathe.post(adresse("programme_nouveau", mission), donnees).status_code == 302
    programme = ProgrammeAnnuel.objects.get()
    assert programme.lignes.count() == 1
    page = texte(agathe.get(programme.get_absolute_url()))
    assert "Trois visites" in page
    assert "Visite d’expériences" in page
    donnees = saisie(ProgrammeForm(instance=vierge), ActionsDuProgramme(vierge), annee="2027")
    assert "existe déjà" in texte(agathe.post(adresse("programme_nouveau", mission), donnees))
    donnees["annee"] = "20270"
    assert "entre 2000 et 2100" in texte(agathe.post(adresse("programme_nouveau", mission), donnees))


def test_le_programme_part_avec_l_offre(agathe, troupe):
    programme = offres.programme(troupe.mission)
    offre = offres.offre(troupe.mission, troupe.agent)
    assert "Journée d’idées" not in str(offre.figer())
    donnees = saisie(ProgrammeForm(instance=programme), ActionsDuProgramme(programme), avec_l_offre="on")
    agathe.post(adresse("programme_modifier", troupe.mission, 2027), donnees)
    version = OffreDAppui.objects.get().publier(troupe.agent)
    assert "Journée d’idées" in str(version.contenu)
    programme.lignes.create(action="Une de plus")
    assert OffreDAppui.objects.get().etat == "modifie"


def test_un_programme_n_est_dit_publie_qu_une_fois_paru(agathe, troupe):
    programme = offres.programme(troupe.mission, avec_l_offre=True)

    def pages():
        une = texte(agathe.get(programme.get_absolute_url()))
        return une.lower() + texte(agathe.get(adresse("programmes", troupe.mission))).lower()

    offres.offre(troupe.mission, troupe.agent)
    assert pages().count("paraîtra dans la prochaine version de l’offre") == 2
    assert "publié avec l’offre" not in pages()
    OffreDAppui.objects.get().publier(troupe.agent)
    assert pages().count("publié avec l’offre") == 2
    assert "modifié depuis" not in pages()
    programme.lignes.create(action="Une de plus")
    assert pages().count("publié avec l’offre, modifié depuis") == 2
    ProgrammeAnnuel.objects.update(avec_l_offre=False)
    assert pages().count("il ne sera plus dans sa prochaine version") == 2


def test_le_programme_en_pdf_et_en_excel(agathe, troupe):
    offres.programme(troupe.mission)
    document = pdf(agathe.get(adresse("programme_pdf", troupe.mission, 2027)))
    assert "Programme d’action 2027" in texte_pdf(document)
    assert "Journée d’idées" in texte_pdf(document)
    reponse = agathe.get(adresse("programme_xlsx", troupe.mission, 2027))
    classeur = openpyxl.load_workbook(io.BytesIO(contenu(reponse)))
    assert "Journée d’idées" in str([[c.value for c in r] for r in classeur["Actions"].iter_rows()])
    agathe.post(adresse("programme_supprimer", troupe.mission, 2027))
    assert agathe.get(adresse("programme", troupe.mission, 2027)).status_code == 404


# --- costs -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nom", "limite"),
    [
        ("offre", 15),
        ("modifier", 15),
        ("remarques", 14),
        ("remarques_xlsx", 8),
        ("programmes", 14),
        ("xlsx", 8),
        ("pdf", 8),
    ],
)
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    nom, limite, agathe, troupe, django_assert_max_num_queries, django_assert_num_queries
):
    offre = offres.offre(troupe.mission, troupe.agent)

    def remplir(annees):
        for annee in annees:
            offres.programme(troupe.mission, annee)
            offres.remarque(troupe.mission, troupe.agent, personne=troupe.personne, de_qui="")
            offre.modalites.create(nature=Modalite.Nature.AUTRE, intitule="Une autre")
            offre.criteres.create(critere="Urgence")

    remplir(range(2010, 2013))
    url = adresse(nom, troupe.mission)
    with django_assert_max_num_queries(limite) as requetes:
        contenu(agathe.get(url))
    remplir(range(2013, 2030))
    with django_assert_num_queries(len(requetes)):
        contenu(agathe.get(url))

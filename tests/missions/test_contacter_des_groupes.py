"""Phase 1: the list of those to contact, built from the réseau; who contacts whom, and what came of it."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from comptes.rappels import rappeler
from missions.forms.groupes import GroupeForm, GroupesForm
from missions.models import GroupeAContacter, Membre, Personne, Structure, fusionner
from missions.phases import groupes_a_contacter as groupes_dont_manque
from missions.travaux import groupes_a_contacter
from tests.factories import PersonneFactory, StructureFactory, TerritoireFactory, il_y_a
from tests.missions import offres
from tests.saisie import saisie
from tests.suivi.lecture import tableau


def adresse(nom, mission, *suite):
    return reverse(f"mission:{nom}", args=[mission.pk, *suite])


def texte(reponse):
    return reponse.content.decode()


def ajouter(client, troupe, **choix):
    donnees = saisie(GroupesForm(mission=troupe.mission), **choix)
    return client.post(adresse("groupes_ajouter", troupe.mission), donnees, follow=True)


def test_it_works(agathe, troupe):
    autre = StructureFactory(mission=troupe.mission, nom="Syndicat du Val", priorite=1)
    territoire = TerritoireFactory(mission=troupe.mission, nom="Pays d’Orcelle")
    page = texte(
        ajouter(
            agathe,
            troupe,
            structures=[troupe.structure.pk, autre.pk],
            territoires=[territoire.pk],
            personnes=[troupe.personne.pk],
            noms="Les éleveurs\n\n  Les  éleveurs \nLa chorale",
            situation="envie",
            qui=str(troupe.collegue.pk),
        )
    )
    assert "6 groupes ajoutés" in page
    for nom in ("GAL Terres d’Aubrives", "Syndicat du Val", "Pays d’Orcelle", "Béa Fontaine", "Les éleveurs"):
        assert nom in page
    groupe = troupe.mission.groupes.get(structure=autre)
    assert (groupe.priorite, groupe.situation, groupe.qui) == (1, "envie", troupe.collegue)
    assert troupe.mission.groupes.get(personne=troupe.personne).interlocuteur == troupe.personne


def test_ce_qui_y_est_deja_n_y_entre_pas_deux_fois(agathe, troupe):
    for attendu in ("1 groupe ajouté", "déjà tous dans la liste"):
        assert attendu in texte(ajouter(agathe, troupe, structures=[troupe.structure.pk]))
    assert troupe.mission.groupes.count() == 1


def test_il_faut_choisir_quelqu_un(agathe, troupe):
    assert "Choisissez au moins une fiche du réseau" in texte(ajouter(agathe, troupe))
    assert "50 noms au plus" in texte(ajouter(agathe, troupe, noms="\n".join(map(str, range(60)))))
    assert "trop long" in texte(ajouter(agathe, troupe, noms="x" * 300))


def test_rien_d_une_autre_mission(agathe, troupe):
    ailleurs = StructureFactory(nom="Ailleurs")
    ajouter(agathe, troupe, structures=[ailleurs.pk])
    ajouter(agathe, troupe, structures=["9" * 40])
    assert not troupe.mission.groupes.exists()


def test_un_groupe_est_une_fiche_ou_un_nom(troupe):
    for champs in ({"nom": ""}, {"nom": "X", "structure": troupe.structure}):
        with pytest.raises(IntegrityError), transaction.atomic():
            offres.groupe(troupe.mission, **champs)


def test_noter_le_contact(agathe, troupe):
    groupe = offres.groupe(troupe.mission)
    form = GroupeForm(instance=groupe, user=troupe.agent, charge=True)
    choix = {"situation": "engage", "priorite": "1", "interlocuteur": str(troupe.personne.pk), "resultat": "interesse"}
    page = texte(agathe.post(groupe.get_absolute_url(), saisie(form, **choix)))
    assert "Dites quand ce groupe a été contacté." in page
    choix |= {"contacte_le": il_y_a(1).isoformat(), "note": "À revoir en janvier."}
    page = texte(agathe.post(groupe.get_absolute_url(), saisie(form, **choix), follow=True))
    assert "À revoir en janvier." in page
    assert "Béa Fontaine" in page
    assert "Intéressé" in page
    assert "Modification" in texte(agathe.get(groupe.get_absolute_url()))


def test_un_contact_se_note_une_fois_pris(agathe, troupe):
    groupe = offres.groupe(troupe.mission)
    form = GroupeForm(instance=groupe, user=troupe.agent, charge=True)
    page = agathe.post(groupe.get_absolute_url(), saisie(form, contacte_le=il_y_a(-1).isoformat()))
    assert page.context["form"].errors == {"contacte_le": ["Cette date est dans le futur."]}
    groupe.refresh_from_db()
    assert groupe.contacte_le is None


def test_un_interlocuteur_nouveau_entre_au_reseau(agathe, troupe):
    groupe = offres.groupe(troupe.mission)
    form = GroupeForm(instance=groupe, user=troupe.agent, charge=True)
    donnees = saisie(form) | {"personne-nom": "Duvivier", "personne-prenom": "Anouk"}
    assert agathe.post(groupe.get_absolute_url(), donnees).status_code == 302
    groupe.refresh_from_db()
    assert str(groupe.interlocuteur) == "Anouk Duvivier"


@pytest.mark.parametrize("lien", ["structure", "territoire", "personne"])
def test_les_siens_sont_proposes_d_abord(lien, agathe, troupe):
    """Before any search, who one would look for: the contact coopération of the structure, then the others of it."""
    for n in range(8):
        PersonneFactory(mission=troupe.mission, prenom="", nom=f"Abadie {n}")
    territoire = TerritoireFactory(mission=troupe.mission)
    siege = StructureFactory(mission=troupe.mission, territoire=territoire)
    siens = {"mission": troupe.mission, "structure": siege, "prenom": ""}
    zoe = PersonneFactory(**siens, nom="Zoé")
    PersonneFactory(**siens, nom="Zita", contact_cooperation=True)
    fiche = {"structure": siege, "territoire": territoire, "personne": zoe}[lien]
    groupe = offres.groupe(troupe.mission, nom="", **{lien: fiche})
    champ = agathe.get(groupe.get_absolute_url()).context["form"]["interlocuteur"]
    widget = champ.field.widget.get_context("interlocuteur", None, {})["widget"]
    assert [option["libelle"] for option in widget["proposes"]][:3] == ["Zita", "Zoé", "Abadie 0"]


def test_pour_un_nom_tout_le_reseau_est_propose(agathe, troupe, django_assert_max_num_queries):
    groupe = offres.groupe(troupe.mission)
    with django_assert_max_num_queries(20) as requetes:
        assert "Béa Fontaine" in texte(agathe.get(groupe.get_absolute_url()))
    groupe.delete()
    nommee = offres.groupe(troupe.mission, nom="", structure=troupe.structure)
    with django_assert_max_num_queries(len(requetes)):
        assert "Béa Fontaine" in texte(agathe.get(nommee.get_absolute_url()))


def test_une_responsable_n_ecrit_pas_dans_le_reseau(connecte, troupe):
    groupe = offres.groupe(troupe.mission)
    rose = connecte(troupe.responsable)
    assert "Nouvelle personne" not in texte(rose.get(groupe.get_absolute_url()))
    form = GroupeForm(instance=groupe, user=troupe.responsable, charge=False)
    rose.post(groupe.get_absolute_url(), saisie(form, priorite="2") | {"personne-nom": "Intruse"})
    groupe.refresh_from_db()
    assert groupe.priorite == 2
    assert not Personne.objects.filter(nom="Intruse").exists()
    # She searches it, though.
    chercher = reverse("reseau:proposer", args=["personnes"])
    assert "Fontaine" in texte(rose.get(chercher, {"q": "fontaine", "mission": troupe.mission.pk}))


def test_contacte_aujourd_hui_en_un_clic(agathe, troupe):
    groupe = offres.groupe(troupe.mission)
    url = adresse("groupe_contacte", troupe.mission, groupe.pk)
    bouton = 'Noter contacté<span class="visually-hidden"> aujourd’hui : Les éleveurs du plateau</span></button>'
    assert bouton in texte(agathe.get(adresse("groupes", troupe.mission)))
    page = texte(agathe.post(url, follow=True))
    assert "contacté aujourd’hui" in page
    groupe.refresh_from_db()
    assert (groupe.contacte_le, groupe.qui) == (timezone.localdate(), troupe.agent)
    assert "déjà noté comme contacté" in texte(agathe.post(url, follow=True))
    # A click by mistake is undone where the message leads.
    assert f'<a href="{groupe.get_absolute_url()}#id_contacte_le">Changer cette date, ou l’effacer</a>' in page
    page = agathe.get(groupe.get_absolute_url())
    assert 'id="id_contacte_le"' in texte(page)
    agathe.post(groupe.get_absolute_url(), saisie(page.context["form"], contacte_le=""))
    groupe.refresh_from_db()
    assert groupe.contacte_le is None
    # Whoever was named stays named.
    confie = offres.groupe(troupe.mission, nom="La chorale", qui=troupe.collegue)
    agathe.post(adresse("groupe_contacte", troupe.mission, confie.pk))
    confie.refresh_from_db()
    assert (confie.contacte_le, confie.qui) == (timezone.localdate(), troupe.collegue)


def test_qui_contacte_le_voit_dans_sa_liste_a_faire(agathe, connecte, troupe):
    echeance = il_y_a(-3).isoformat()
    ajouter(agathe, troupe, noms="La chorale", qui=str(troupe.collegue.pk), echeance=echeance)
    groupe = troupe.mission.groupes.get()
    assert groupe.echeance == il_y_a(-3)
    assert "La chorale" not in texte(agathe.get("/a-faire/"))
    colin = connecte(troupe.collegue)
    assert f'<a href="{groupe.get_absolute_url()}">Contacter « La chorale »</a>' in texte(colin.get("/a-faire/"))
    groupe.contacter(troupe.collegue)
    assert "La chorale" not in texte(colin.get("/a-faire/"))
    GroupeAContacter.objects.update(resultat="a-rappeler")
    assert "Recontacter « La chorale »" in texte(colin.get("/a-faire/"))


def test_le_contact_prevu_se_rappelle_une_fois_par_date(troupe, mailoutbox):
    groupe = offres.groupe(troupe.mission, qui=troupe.collegue, echeance=il_y_a(-2))
    offres.groupe(troupe.mission, nom="Plus tard", qui=troupe.collegue, echeance=il_y_a(-30))
    offres.groupe(troupe.mission, nom="Déjà fait", qui=troupe.collegue, echeance=il_y_a(-2), contacte_le=il_y_a(1))
    assert rappeler(timezone.localdate()) == 1
    assert rappeler(timezone.localdate()) == 0
    [message] = mailoutbox
    assert message.to == ["colin@example.org"]
    assert "« Les éleveurs du plateau » est à contacter avant le" in message.subject
    # To be called again, by another day.
    GroupeAContacter.objects.filter(pk=groupe.pk).update(
        contacte_le=il_y_a(0), resultat="a-rappeler", echeance=il_y_a(-3)
    )
    assert rappeler(timezone.localdate() + timedelta(days=1)) == 1


def test_qui_a_quitte_la_mission_ne_recoit_pas_de_rappel(troupe, mailoutbox):
    offres.groupe(troupe.mission, qui=troupe.collegue, echeance=il_y_a(-2))
    Membre.objects.filter(utilisateur=troupe.collegue).update(actif=False)
    assert rappeler(timezone.localdate()) == 0


def test_les_rappels_coutent_autant_pour_dix_groupes(troupe, django_assert_max_num_queries, django_assert_num_queries):
    offres.groupe(troupe.mission, qui=troupe.collegue, echeance=il_y_a(-2))
    with django_assert_max_num_queries(2) as requetes:
        assert len(list(groupes_a_contacter(timezone.localdate()))) == 1
    for _ in range(9):
        structure = StructureFactory(mission=troupe.mission)
        offres.groupe(troupe.mission, nom="", structure=structure, qui=troupe.agent, echeance=il_y_a(-2))
    with django_assert_num_queries(len(requetes)):
        assert len(list(groupes_a_contacter(timezone.localdate()))) == 10


# --- whoever asks for an appui -----------------------------------------------------------------


def test_qui_demande_un_appui_l_obtient(agathe, connecte, troupe):
    contacte = {"contacte_le": il_y_a(1), "resultat": "appui"}
    groupe = offres.groupe(
        troupe.mission, nom="", structure=troupe.structure, interlocuteur=troupe.personne, **contacte
    )
    demande = f"?mission={troupe.mission.pk}&structure={troupe.structure.pk}&personne={troupe.personne.pk}"
    url = reverse("appuis:nouveau") + demande
    assert f'href="{escape(url)}">Ouvrir un appui' in texte(agathe.get(groupe.get_absolute_url()))
    form = agathe.get(url).context["form"]
    assert (form["structures"].initial, form["beneficiaires"].initial) == ([troupe.structure.pk], [troupe.personne.pk])
    # Only officers open appuis.
    assert "Ouvrir un appui" not in texte(connecte(troupe.responsable).get(groupe.get_absolute_url()))
    GroupeAContacter.objects.update(resultat="interesse")
    assert "Ouvrir un appui" not in texte(connecte(troupe.agent).get(groupe.get_absolute_url()))


def test_enregistrer_une_demande_d_appui_mene_a_la_suite(agathe, troupe):
    groupe = offres.groupe(troupe.mission, nom="", personne=troupe.personne)
    form = GroupeForm(instance=groupe, user=troupe.agent, charge=True)
    donnees = saisie(form, contacte_le=il_y_a(1).isoformat(), resultat="appui")
    page = agathe.post(groupe.get_absolute_url(), donnees, follow=True)
    assert page.redirect_chain == [(groupe.get_absolute_url(), 302)]
    # The structure is that of the person.
    assert f"structure={troupe.personne.structure_id}&amp;personne={troupe.personne.pk}" in texte(page)


def test_un_nom_entre_au_reseau_avant_l_appui(agathe, troupe):
    groupe = offres.groupe(troupe.mission, contacte_le=il_y_a(1), resultat="appui")
    url = adresse("groupe_au_reseau", troupe.mission, groupe.pk)
    assert f'href="{url}">Ajouter au réseau' in texte(agathe.get(groupe.get_absolute_url()))
    assert agathe.get(url).context["form"]["structure"].initial == "creer"
    page = texte(agathe.post(url, {"structure": "creer"}, follow=True))
    groupe.refresh_from_db()
    assert (str(groupe.structure), groupe.nom) == ("Les éleveurs du plateau", "")
    assert "Ouvrir un appui" in page
    assert agathe.post(url, {"structure": "creer"}).url == groupe.get_absolute_url()
    assert Structure.objects.filter(nom="Les éleveurs du plateau").count() == 1


def test_un_nom_deja_au_reseau_y_est_reconnu(agathe, troupe):
    groupe = offres.groupe(troupe.mission, nom="GAL Terres d’Aubrives")
    url = adresse("groupe_au_reseau", troupe.mission, groupe.pk)
    assert "Choisissez une réponse." in texte(agathe.post(url))
    deja = offres.groupe(troupe.mission, nom="", structure=troupe.structure)
    assert "déjà dans la liste" in texte(agathe.post(url, {"structure": troupe.structure.pk}))
    deja.delete()
    agathe.post(url, {"structure": troupe.structure.pk})
    groupe.refresh_from_db()
    assert groupe.structure == troupe.structure


def test_filtrer_et_trier(agathe, troupe):
    offres.groupe(troupe.mission, nom="Écoles", situation="envie", priorite=1)
    offres.groupe(troupe.mission, nom="Moulins", contacte_le=il_y_a(2), resultat="refus", qui=troupe.collegue)
    offres.groupe(troupe.mission, nom="", structure=troupe.structure)

    def noms(**demande):
        page = texte(agathe.get(adresse("groupes", troupe.mission), demande))
        return [nom for nom in ("Écoles", "Moulins", "GAL Terres") if f">{nom}" in page]

    assert noms(q="ecoles") == ["Écoles"]
    assert noms(q="aubrives") == ["GAL Terres"]
    assert noms(situation="envie") == noms(priorite="1") == ["Écoles"]
    assert noms(etat="contacte") == noms(resultat="refus") == noms(qui=troupe.collegue.pk) == ["Moulins"]
    assert noms(etat="a-contacter") == ["Écoles", "GAL Terres"]
    for etrange in ({"tri": "x"}, {"priorite": "99"}, {"page": "zzz"}, {"q": "\x00"}):
        assert agathe.get(adresse("groupes", troupe.mission), etrange).status_code == 200
    htmx = agathe.get(adresse("groupes", troupe.mission), {"q": "moulins"}, headers={"hx-request": "true"})
    assert "<html" not in texte(htmx)
    assert "Moulins" in texte(htmx)


def test_ce_qui_s_est_dit_tient_a_l_ecran(agathe, troupe):
    """What the group is and who to talk to stand under its name; the workbook has a column for each."""
    offres.groupe(troupe.mission, nom="", structure=troupe.structure, interlocuteur=troupe.personne)
    page = agathe.get(adresse("groupes", troupe.mission))
    [entetes], _ = tableau(page)
    assert [entete[0] for entete in entetes][1:] == [
        "Situation",
        "Priorité",
        "Contacté par",
        "À contacter avant le",
        "Contacté le",
        "Résultat",
        "Ce qui s’est dit",
    ]
    assert '<span class="sous-ligne">Structure · à qui parler : Béa Fontaine</span>' in texte(page)
    reponse = agathe.get(adresse("groupes_xlsx", troupe.mission))
    feuille = openpyxl.load_workbook(io.BytesIO(b"".join(reponse.streaming_content))).active
    assert {"Structure", "Béa Fontaine"} <= {cellule.value for cellule in feuille[2]}


def test_qui_n_a_personne_se_retrouve(agathe, troupe):
    """The phase says how many; its link shows these, and no other."""
    offres.groupe(troupe.mission, nom="Écoles")
    offres.groupe(troupe.mission, nom="Moulins", qui=troupe.collegue)
    offres.groupe(troupe.mission, nom="Chorale", contacte_le=il_y_a(2))
    [lien] = [lien for phrase, lien in groupes_dont_manque(troupe.mission) if phrase.endswith("contacter 1 groupe.")]
    page = agathe.get(lien)
    assert [rangee.objet.nom for rangee in page.context["page"].object_list] == ["Écoles"]
    assert page.context["demande"].resume == "Contacté par : Personne · Où en est-on : À contacter"


def test_le_classeur_a_les_lignes_de_la_page(agathe, troupe):
    offres.groupe(troupe.mission, nom="Écoles", situation="envie", priorite=1)
    offres.groupe(troupe.mission, nom="Moulins", contacte_le=il_y_a(2), note="=cmd()")
    reponse = agathe.get(adresse("groupes_xlsx", troupe.mission), {"etat": "contacte"})
    feuille = openpyxl.load_workbook(io.BytesIO(b"".join(reponse.streaming_content))).active
    lignes = list(feuille.iter_rows(values_only=True))
    assert len(lignes) == 2
    assert lignes[1][0] == "Moulins"
    assert lignes[1][-1] == "=cmd()"
    faux = agathe.get(adresse("groupes_xlsx", troupe.mission), {"priorite": "haute"})
    assert faux.status_code == 302


def test_fusionner_deux_structures_garde_un_groupe(troupe):
    double = StructureFactory(mission=troupe.mission, nom="GAL Terres Aubrives")
    offres.groupe(troupe.mission, nom="", structure=troupe.structure)
    offres.groupe(troupe.mission, nom="", structure=double, situation="envie")
    fusionner(troupe.structure, double)
    [groupe] = troupe.mission.groupes.all()
    assert (groupe.structure, groupe.situation) == (troupe.structure, "envie")
    assert not Structure.objects.filter(pk=double.pk).exists()


def test_retirer_un_groupe_laisse_la_fiche(agathe, troupe):
    groupe = offres.groupe(troupe.mission, nom="", structure=troupe.structure)
    agathe.post(adresse("groupe_supprimer", troupe.mission, groupe.pk))
    assert not GroupeAContacter.objects.exists()
    assert Structure.objects.filter(pk=troupe.structure.pk).exists()


@pytest.mark.parametrize(("nom", "limite"), [("groupes", 14), ("groupes_xlsx", 8)])
def test_le_nombre_de_requetes_ne_depend_pas_des_donnees(
    nom, limite, agathe, troupe, django_assert_max_num_queries, django_assert_num_queries
):
    def remplir():
        for _ in range(10):
            structure = StructureFactory(mission=troupe.mission)
            personne = PersonneFactory(mission=troupe.mission, structure=structure)
            offres.groupe(troupe.mission, nom="", structure=structure, interlocuteur=personne, qui=troupe.agent)

    remplir()
    url = adresse(nom, troupe.mission)
    with django_assert_max_num_queries(limite) as requetes:
        b"".join(agathe.get(url))
    remplir()
    with django_assert_num_queries(len(requetes)):
        b"".join(agathe.get(url))

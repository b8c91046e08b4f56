"""A fiche as people handle it: filled, read back answer by answer, typed in a browser, taken back from a workbook."""

import io
import zipfile
from html import unescape
from html.parser import HTMLParser
from importlib import import_module

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from outils.commencer import fiche_sur
from tests.html import Page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neuve(troupe, modele, **champs):
    """An empty fiche of this tool, on what it hangs on most naturally."""
    fiche = fiche_sur(modele, getattr(troupe, modele.porteurs[0]), troupe.agent)
    for nom, valeur in champs.items():
        setattr(fiche, nom, valeur)
    fiche.save()
    return fiche


def pleine(troupe, modele):
    """The demonstration's own example of this tool."""
    fiche = neuve(troupe, modele)
    import_module(f"outils.demo.{modele.code.replace('-', '_')}").remplir(fiche)
    return relue(fiche)


def entetes(modele):
    """What a reader must find, written by hand from carnet.md."""
    return import_module(f"tests.outils.attendus.{modele.code.replace('-', '_')}").ENTETES


def relue(fiche):
    return type(fiche).objects.get(pk=fiche.pk)


def reponses(fiche):
    """{block: every answer, in its order}, as stored now."""
    tout = {"titre": fiche.titre}
    for bloc in relue(fiche).blocs():
        if bloc.genre == "section":
            tout[bloc.titre] = {case.nom: case.valeur for case in bloc.cases}
        elif bloc.genre == "tableau":
            tout[bloc.titre] = [[case.valeur for case in cases] for _, cases in bloc.lignes]
        else:
            tout[bloc.titre] = [[[c.valeur for c in cases] for cases in colonnes] for _, colonnes in bloc.rangees]
    return tout


def textes(fiche):
    """Every answer as it is read, on the page and on paper."""
    for bloc in fiche.blocs():
        if bloc.genre == "section":
            yield from (str(case) for case in bloc.cases if case)
        elif bloc.genre == "tableau":
            yield from (str(case) for _, cases in bloc.lignes for case in cases if case)
        else:
            yield from (str(c) for _, colonnes in bloc.rangees for cases in colonnes for c in cases if c)


def serre(texte):
    """Without any space: pages and PDF break lines where they like."""
    return "".join(texte.split())


# --- typing, in a browser --------------------------------------------------------------------------------


class _Formulaire(HTMLParser):
    """What the browser would post from the form of a fiche, buttons aside: {name: [values]}."""

    def __init__(self, html):
        super().__init__()
        self.donnees, self.champs, self.gestes = {}, {}, []
        self._dedans = False
        self._zone = self._liste = None
        self.feed(html)
        self.close()

    def handle_starttag(self, balise, attributs):
        attrs = {nom: valeur or "" for nom, valeur in attributs}
        if balise == "form":
            self._dedans = "data-brouillon" in attrs
        if not self._dedans or "disabled" in attrs:
            return
        if balise == "input":
            self._lire(attrs)
        elif balise == "textarea":
            self._zone = attrs["name"]
            self._noter(attrs, "")
        elif balise == "select":
            self._liste, self._choisie = attrs, None
        elif balise == "option" and (self._choisie is None or "selected" in attrs):
            self._choisie = attrs.get("value", "")
        elif balise == "button" and attrs.get("name") == "_geste" and "hidden" not in attrs:
            self.gestes.append(attrs["value"])

    def _lire(self, attrs):
        genre, valeur = attrs.get("type", "text"), attrs.get("value", "")
        if genre in ("checkbox", "radio"):
            self.champs[attrs["name"]] = attrs
            if "checked" in attrs:
                self.donnees.setdefault(attrs["name"], []).append(attrs.get("value", "on"))
        elif genre not in ("submit", "button") and attrs.get("name") != "csrfmiddlewaretoken":
            # A date picker shows nothing of what is not a date.
            if genre == "date" and not (len(valeur) == 10 and valeur[4] == "-"):
                valeur = ""
            if genre == "number" and not valeur.lstrip("-").replace(".", "", 1).isdigit():
                valeur = ""
            self._noter(attrs, valeur)

    def _noter(self, attrs, valeur):
        self.champs[attrs["name"]] = attrs
        self.donnees.setdefault(attrs["name"], []).append(valeur)

    def handle_data(self, texte):
        if self._zone:
            self.donnees[self._zone][-1] += texte

    def handle_endtag(self, balise):
        if balise == "form":
            self._dedans = False
        elif balise == "textarea" and self._zone:
            texte = self.donnees[self._zone][-1].removeprefix("\n").replace("\r\n", "\n").replace("\r", "\n")
            self.donnees[self._zone][-1] = texte.replace("\n", "\r\n")
            self._zone = None
        elif balise == "select" and self._liste:
            self._noter(self._liste, self._choisie or "")
            self._liste = None


class Ecran:
    """The form of a fiche, open in somebody's browser.

    ecran = Ecran(troupe.agent, fiche).taper(objectifs="Former").enregistrer()
    """

    def __init__(self, utilisateur, fiche):
        self.client = Client()
        self.client.force_login(utilisateur)
        self.fiche = fiche
        self.adresse = reverse("outils:modifier", args=[fiche.code, fiche.pk])
        self.ouvrir()

    def ouvrir(self):
        self._montrer(self.client.get(self.adresse))
        assert self.reponse.status_code == 200
        return self

    def _montrer(self, reponse):
        self.reponse = reponse
        if reponse.status_code == 200:
            self.html = reponse.content.decode()
            self.formulaire = _Formulaire(self.html)
            self.donnees = self.formulaire.donnees

    def lu(self, nom):
        """What a field shows."""
        (valeur,) = self.donnees[nom]
        return valeur.replace("\r\n", "\n")

    def cles(self, relation):
        return self.donnees.get(relation, [])

    def nom(self, relation, rang, champ):
        """The name, in the page, of a field of a row."""
        return f"{relation}-{self.cles(relation)[rang]}-{champ}"

    def croisement(self, relation, ligne, colonne, champ):
        """The name of a field where a row (relation, rank) meets a column."""
        cles = [self.cles(nom)[rang] for nom, rang in (ligne, colonne)]
        return "-".join([relation, *cles, champ])

    def taper(self, saisies=(), **champs):
        for nom, valeur in (dict(saisies) | champs).items():
            if valeur is None:
                self.donnees.pop(nom, None)
            else:
                self.donnees[nom] = valeur if isinstance(valeur, list) else [valeur]
        return self

    def retirer(self, relation, rang):
        return self.taper({f"{relation}-{self.cles(relation)[rang]}-retirer": "on"})

    def enregistrer(self, **plus):
        """The button; the page that comes back, when one does, is what is read from now on."""
        self._montrer(self.client.post(self.adresse, self.donnees | plus))
        return self

    def geste(self, *parties):
        """« ajouter », « dupliquer », « monter », « descendre »: the button of a row."""
        return self.enregistrer(_geste=":".join(parties))

    def automatique(self):
        """What outils.js does two seconds after the last key; returns the answer."""
        reponse = self.client.post(self.adresse, self.donnees, headers={"X-Enregistrement": "auto"})
        assert reponse.status_code == 200
        bilan = reponse.json()
        self.donnees["version"] = [bilan["version"]]
        return bilan

    @property
    def enregistre(self):
        return self.reponse.status_code == 302

    def reproches(self, nom):
        """What is said beside a field, and tied to it for those who listen."""
        attrs = self.formulaire.champs[nom]
        cibles = attrs.get("aria-describedby", "").split()
        return " ".join(_texte_de(self.html, cible) for cible in cibles if cible.endswith("_error"))

    def aide(self, nom):
        """The help tied to a field."""
        return _texte_de(self.html, f"{self.formulaire.champs[nom]['id']}_helptext")


def _texte_de(html, identifiant):
    debut = html.index(f'id="{identifiant}"')
    contenu = html[html.index(">", debut) + 1 : html.index("</div>", debut)]
    return " ".join(unescape(contenu.replace("<p>", " ").replace("</p>", " ")).split())


# --- workbooks -------------------------------------------------------------------------------------------


def octets_xlsx(client, fiche):
    return client.get(reverse("outils:xlsx", args=[fiche.code, fiche.pk])).getvalue()


def vierge_xlsx(client, modele):
    return client.get(reverse("outils:vierge_xlsx", args=[modele.code])).getvalue()


def ouvert(octets):
    return load_workbook(io.BytesIO(octets))


def octets_de(classeur):
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def questions(classeur, modele):
    """{(section, question): the cell of its answer} of the first sheet; the title is under None."""
    titres, section, cellules = {bloc.titre for bloc in modele.sections()}, None, {}
    for question, reponse, *_ in classeur["Fiche"].iter_rows(min_row=2):
        if question.value in titres and question.font.bold:
            section = question.value
        else:
            cellules[section, question.value] = reponse
    return cellules


def importer(client, modele, octets, objet=None, sur=None, nom="classeur.xlsx"):
    """Posts a workbook, to make a fiche on `objet` or to change the fiche `sur`."""
    if sur:
        adresse = reverse("outils:importer_sur", args=[modele.code, sur.pk])
    else:
        genre = {"Projet": "projet", "Appui": "appui", "Structure": "structure"}[type(objet).__name__]
        adresse = f"{reverse('outils:importer', args=[modele.code])}?{genre}={objet.pk}"
    return client.post(adresse, {"classeur": SimpleUploadedFile(nom, octets, content_type=XLSX)})


def refus_de(reponse):
    """The sentences that the page says; the page is sound."""
    assert reponse.status_code == 200
    assert Page(reponse.content.decode()).fautes() == []
    contexte = reponse.context
    return [*map(str, contexte["refus"]), *(m for messages in contexte["form"].errors.values() for m in messages)]


def remplacer(octets, parties):
    """A workbook with some of its parts replaced ({name: bytes, or a function of the bytes})."""
    sortie = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(octets)) as lu,
        zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED, True, 1) as ecrit,
    ):
        for nom in lu.namelist():
            partie = parties.get(nom, lambda o: o)
            ecrit.writestr(nom, partie(lu.read(nom)) if callable(partie) else partie)
    return sortie.getvalue()

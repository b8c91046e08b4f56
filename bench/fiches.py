"""Fiches in a process of their own: prints a time (s), the peak memory of the process (MB), and a count.

    python -m bench.fiches pdf|xlsx CODE LIGNES DOSSIER       ours
    python -m bench.fiches pdf-nu|xlsx-nu CODE LIGNES DOSSIER the bare library on the same HTML, the same cells
    python -m bench.fiches saisie LIGNES                      opening, saving, and a gesture on the rows of a form

Medians of nine runs after one that loads the fonts.
"""

import io
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()

import pypdf  # noqa: E402
from django.test import Client  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from weasyprint import HTML  # noqa: E402

from appuis.models import Projet  # noqa: E402
from bench.exports import memoire  # noqa: E402
from comptes.models import Utilisateur  # noqa: E402
from coopappui.plan import classeur  # noqa: E402
from coopappui.plan.pdf import STATIQUE, VARIANTE, Lecteur, ecrire  # noqa: E402
from coopappui.plan.saisie import Saisie  # noqa: E402
from outils.commencer import fiche_sur, remplir_de_ce_qui_est_connu  # noqa: E402
from outils.demo import remplir  # noqa: E402
from outils.models import Outil  # noqa: E402
from outils.views.exports import html_de  # noqa: E402

FOIS = 9


def fiche(code, lignes):
    """The fiche of a tool, its largest table brought to that many rows; made the first time."""
    modele, titre = Outil.du_code(code), f"Bench {code} {lignes}"
    if deja := modele.objects.filter(titre=titre).first():
        return modele.objects.avec_objet().get(pk=deja.pk)
    agent = Utilisateur.objects.filter(appartenances__role="charge").first()
    nouvelle = fiche_sur(modele, Projet.objects.filter(mission__membres__utilisateur=agent).first(), agent)
    nouvelle = remplir(remplir_de_ce_qui_est_connu(nouvelle, agent))
    nouvelle.titre = titre
    nouvelle.save()
    bloc = max(modele.tableaux(), key=lambda bloc: len(bloc.noms))
    exemples = list(getattr(nouvelle, bloc.relation).values(*bloc.noms))
    manquantes = int(lignes) - len(exemples)
    ligne = bloc.modele(modele)
    ligne.objects.bulk_create(
        ligne(outil=nouvelle, rang=100 + i, **exemples[i % len(exemples)]) for i in range(max(manquantes, 0))
    )
    return modele.objects.avec_objet().get(pk=nouvelle.pk)


def chronometrer(geste):
    temps = []
    for _ in range(FOIS + 1):
        debut = time.perf_counter()
        resultat = geste()
        temps.append(time.perf_counter() - debut)
    return statistics.median(temps[1:]), resultat


def faire_pdf(code, lignes, dossier):
    pk = fiche(code, lignes).pk
    temps, octets = chronometrer(lambda: ecrire(html_de(Outil.du_code(code).objects.avec_objet().get(pk=pk))))
    (Path(dossier) / "fiche.html").write_text(html_de(fiche(code, lignes)), encoding="utf-8")
    print(temps, memoire(), len(pypdf.PdfReader(io.BytesIO(octets)).pages))


def faire_pdf_nu(code, lignes, dossier):
    page = (Path(dossier) / "fiche.html").read_text(encoding="utf-8")
    nu = lambda: HTML(string=page, base_url=STATIQUE, url_fetcher=Lecteur()).write_pdf(pdf_variant=VARIANTE)  # noqa: E731
    temps, octets = chronometrer(nu)
    print(temps, memoire(), len(pypdf.PdfReader(io.BytesIO(octets)).pages))


def faire_xlsx(code, lignes, dossier):
    pk, fichier = fiche(code, lignes).pk, Path(dossier) / "fiche.xlsx"

    def ecrire_le_classeur():
        with fichier.open("wb") as sortie:
            classeur.ecrire(Outil.du_code(code).objects.avec_objet().get(pk=pk), sortie, "Bench")

    temps, _ = chronometrer(ecrire_le_classeur)
    feuilles = load_workbook(fichier, read_only=True).worksheets
    print(temps, memoire(), sum(v is not None for f in feuilles for r in f.iter_rows(values_only=True) for v in r))


def faire_xlsx_nu(code, lignes, dossier):
    lues = {
        f.title: list(f.iter_rows(values_only=True)) for f in load_workbook(Path(dossier) / "fiche.xlsx").worksheets
    }

    def nu():
        livre = Workbook(write_only=True)
        for titre, rangees in lues.items():
            feuille = livre.create_sheet(titre)
            for rangee in rangees:
                feuille.append(rangee)
        livre.save(Path(dossier) / "nue.xlsx")

    temps, _ = chronometrer(nu)
    print(temps, memoire(), len(lues))


def faire_saisie(lignes):
    """Prints the seconds to open the form, to save it, and to add a row."""
    sienne = fiche("plan-evaluation", lignes)
    client = Client()
    client.force_login(sienne.cree_par)
    adresse = f"/outils/plan-evaluation/{sienne.pk}/modifier/"
    ouvrir, _ = chronometrer(lambda: client.get(adresse))
    donnees = _postees(sienne)
    enregistrer, _ = chronometrer(lambda: client.post(adresse, _postees(sienne)))
    geste, _ = chronometrer(lambda: client.post(adresse, donnees | {"_geste": "ajouter:questions"}))
    print(ouvrir, enregistrer, geste)


def _postees(sienne):
    """What a browser would send, one answer changed."""
    saisie = Saisie(type(sienne).objects.get(pk=sienne.pk))
    donnees = {"version": saisie.version()}
    for _, morceau in saisie.morceaux():
        for champ in morceau:
            valeur = champ.value()
            if not isinstance(valeur, list) and hasattr(champ.field.widget, "format_value"):
                valeur = champ.field.widget.format_value(valeur)
                valeur = valeur[0] if isinstance(valeur, list) and valeur else valeur
            donnees[champ.html_name] = valeur or ""
    for relation, table in saisie.tables.items():
        donnees[relation] = [ligne.cle for ligne in table.lignes]
    premiere = donnees["questions"][0]
    donnees[f"questions-{premiere}-cible"] = f"mesure {time.perf_counter_ns()}"[:40]
    return donnees


if __name__ == "__main__":
    quoi, *arguments = sys.argv[1:]
    globals()[f"faire_{quoi.replace('-', '_')}"](*arguments)

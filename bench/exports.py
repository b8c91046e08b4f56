"""One export in a process of its own: prints its time (s), the peak memory of the process (MB), and a count.

    python -m bench.exports xlsx|xlsx-nu TAILLE DOSSIER
    python -m bench.exports pdf|pdf-nu TAILLE DOSSIER LIGNES REPETITIONS

The « nu » runs come second: they read what the first left in DOSSIER.
"""

import io
import pickle
import resource
import statistics
import sys
import time
from pathlib import Path

import django

django.setup()

import pypdf  # noqa: E402
from django.http import QueryDict  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402
from weasyprint import HTML  # noqa: E402

from appuis.tableaux import SUIVI_APPUIS  # noqa: E402
from comptes.models import Utilisateur  # noqa: E402
from coopappui.plan.pdf import STATIQUE, VARIANTE, Lecteur  # noqa: E402
from coopappui.tableau import Demande, pdf, xlsx  # noqa: E402

MISSION = "Mission d’essai"


def memoire():
    """Peak resident memory of this process, in MB. (ru_maxrss would count the parent's, before it became us.)"""
    statut = Path("/proc/self/status")
    if statut.exists():
        return (
            next(int(ligne.split()[1]) for ligne in statut.read_text().splitlines() if ligne.startswith("VmHWM"))
            / 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _demande(taille):
    return Demande(SUIVI_APPUIS, QueryDict(""), Utilisateur.objects.get(email=f"agent0-{taille}@example.org"))


def _rapporter(temps, compte):
    print(temps, memoire(), compte)


# --- workbook -----------------------------------------------------------------------------------


def faire_xlsx(taille, dossier):
    fichier = Path(dossier) / "notre.xlsx"
    debut = time.perf_counter()
    with fichier.open("wb") as sortie:
        xlsx.ecrire(_demande(taille), sortie, MISSION)
    temps = time.perf_counter() - debut
    pic = memoire()
    print(temps, pic, _garder_les_cellules(fichier, dossier))


def _garder_les_cellules(fichier, dossier):
    """Keeps every row of the workbook, to write the same ones bare."""
    cellules = 0
    livre = load_workbook(fichier, read_only=True)
    with (Path(dossier) / "cellules.pickle").open("wb") as sortie:
        for feuille in livre.worksheets:
            pickle.dump(feuille.title, sortie)
            for ligne in feuille.iter_rows(values_only=True):
                pickle.dump(list(ligne), sortie)
                cellules += sum(v is not None for v in ligne)
    return cellules


def faire_xlsx_nu(taille, dossier):
    livre, feuille, temps, lignes = Workbook(write_only=True), None, 0, 0
    with (Path(dossier) / "cellules.pickle").open("rb") as entree:
        while True:
            try:
                objet = pickle.load(entree)
            except EOFError:
                break
            debut = time.perf_counter()
            if isinstance(objet, str):
                feuille = livre.create_sheet(objet)
            else:
                feuille.append(objet)
                lignes += 1
            temps += time.perf_counter() - debut
    debut = time.perf_counter()
    livre.save(Path(dossier) / "nu.xlsx")
    _rapporter(temps + time.perf_counter() - debut, lignes)


# --- PDF ----------------------------------------------------------------------------------------


def faire_pdf(taille, dossier, nombre, repetitions):
    temps, octets = [], b""
    for _ in range(int(repetitions) + (int(repetitions) > 1)):
        debut = time.perf_counter()
        demande = _demande(taille)
        objets = SUIVI_APPUIS.charges(demande.lignes[: int(nombre)])
        octets = pdf.ecrire(demande, objets, MISSION)
        temps.append(time.perf_counter() - debut)
    (Path(dossier) / "notre.html").write_text(pdf.html(demande, objets, MISSION), encoding="utf-8")
    _rapporter(_mediane(temps), _pages(octets))


def faire_pdf_nu(taille, dossier, nombre, repetitions):
    page = (Path(dossier) / "notre.html").read_text(encoding="utf-8")
    temps = []
    for _ in range(int(repetitions) + (int(repetitions) > 1)):
        debut = time.perf_counter()
        octets = HTML(string=page, base_url=STATIQUE, url_fetcher=Lecteur()).write_pdf(pdf_variant=VARIANTE)
        temps.append(time.perf_counter() - debut)
    _rapporter(_mediane(temps), _pages(octets))


def _mediane(temps):
    """Without the first run, which loads the fonts, when there are several."""
    return statistics.median(temps[1:] or temps)


def _pages(octets):
    return len(pypdf.PdfReader(io.BytesIO(octets)).pages)


if __name__ == "__main__":
    quoi, *arguments = sys.argv[1:]
    globals()[f"faire_{quoi.replace('-', '_')}"](*arguments)

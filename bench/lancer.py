"""Fills a throw-away database, measures pages and exports, writes bench/resultats.md.

    python -m bench             SQLite in a temporary folder
    DATABASE_URL=… python -m bench    an empty database of your own, which is left filled

Pages go through the whole stack (middlewares, templates, compression) with Django's test client. Each export is
measured in a process of its own, against the bare library writing the same cells or the same HTML.
"""

import os
import platform
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
RESULTATS = RACINE / "bench" / "resultats.md"
TAILLES = (1_000, 10_000)
# What we aim at, against the bare libraries.
BUT_XLSX, BUT_PDF, BUT_MEMOIRE = 1.3, 1.15, 200


def lancer():
    with tempfile.TemporaryDirectory(prefix="bench-") as dossier:
        os.environ |= {
            "DEBUG": "off",
            "HTTPS": "off",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": "testserver",
            "DONNEES": dossier,
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "coopappui.settings",
        }
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{dossier}/bench.sqlite3")
        _preparer()
        sections = [_entete()]
        for taille in TAILLES:
            sections.append(_pages(taille))
        sections += [_xlsx(dossier), _pdf(dossier), _fiches(dossier), _saisie()]
        RESULTATS.write_text("\n\n".join(sections) + "\n", encoding="utf-8")
        print(f"\nWritten in {RESULTATS.relative_to(RACINE)}")


def _preparer():
    sys.path.insert(0, str(RACINE))
    import django

    django.setup()
    from django.core.management import call_command

    from missions.models import Mission

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if Mission.objects.exists():
        sys.exit("This database already holds a mission: give an empty one.")


def _dire(titre, *lignes):
    texte = "\n".join([f"## {titre}", "", *lignes])
    print(f"\n{texte}", flush=True)
    return texte


def _tableau(intitules, lignes):
    return [
        "| " + " | ".join(intitules) + " |",
        "| --- |" + " ---: |" * (len(intitules) - 1),
        *("| " + " | ".join(map(str, ligne)) + " |" for ligne in lignes),
    ]


def _entete():
    import django
    import openpyxl
    import weasyprint
    from django.db import connection

    with connection.cursor():  # the version is known once connected
        base = f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
    print("# Measures", flush=True)
    return "\n".join(
        [
            "# Measures",
            "",
            "Written by `make bench`; run it on your own machine, the ratios matter more than the seconds.",
            "",
            f"{os.cpu_count()} cores, Python {platform.python_version()}, Django {django.__version__}, {base}, "
            f"openpyxl {openpyxl.__version__}, WeasyPrint {weasyprint.__version__}. "
            f"Load average while starting: {os.getloadavg()[0]:.1f}.",
        ]
    )


# --- pages --------------------------------------------------------------------------------------


def _pages(taille):
    from django.db import transaction

    from bench.pages import mesurer
    from bench.remplir import remplir

    print(f"\nFilling {taille} appuis…", flush=True)
    with transaction.atomic():
        agent = remplir(taille)
    lignes = [
        (nom, f"{p50:.0f}", f"{p95:.0f}", requetes, f"{poids:.0f}")
        for nom, p50, p95, requetes, poids in mesurer(agent)
    ]
    return _dire(
        f"Pages with {taille:,} appuis",
        *_tableau(("page", "p50 (ms)", "p95 (ms)", "queries", "KB compressed"), lignes),
    )


# --- exports ------------------------------------------------------------------------------------


def _processus(*arguments, module="exports"):
    """Runs a module of the bench in a process of its own; returns the numbers it prints."""
    sortie = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *map(str, arguments)],
        cwd=RACINE,
        check=True,
        capture_output=True,
        text=True,
    )
    return [float(nombre) for nombre in sortie.stdout.split()[-3:]]


def _xlsx(dossier):
    taille = TAILLES[-1]
    notre, memoire, cellules = _processus("xlsx", taille, dossier)
    nu, memoire_nue, _ = _processus("xlsx-nu", taille, dossier)
    return _dire(
        f"Workbook of {taille:,} appuis",
        *_tableau(
            ("", "time (s)", "peak memory (MB)"),
            [
                ("export (queries, typed and styled cells, two sheets)", f"{notre:.1f}", f"{memoire:.0f}"),
                ("bare openpyxl write-only loop, same cells", f"{nu:.1f}", f"{memoire_nue:.0f}"),
                ("ratio", f"{notre / nu:.2f}", f"{memoire / memoire_nue:.2f}"),
            ],
        ),
        "",
        f"{cellules:,.0f} cells. Aims: ratio of times ≤ {BUT_XLSX}, export under {BUT_MEMOIRE} MB. Both have "
        "the application loaded; the bare loop reads its cells from a file, which is not timed.",
    )


def _pdf(dossier):
    taille = TAILLES[0]
    lignes = []
    for nom, nombre, repetitions in (("one page", 5, 9), ("1,000 rows", 1000, 1)):
        notre, memoire, pages = _processus("pdf", taille, dossier, nombre, repetitions)
        nu, memoire_nue, _ = _processus("pdf-nu", taille, dossier, nombre, repetitions)
        lignes.append(
            (
                f"{nom} ({pages:.0f} p.)",
                f"{notre:.2f}",
                f"{nu:.2f}",
                f"{notre / nu:.2f}",
                f"{memoire:.0f}",
                f"{memoire_nue:.0f}",
            )
        )
    return _dire(
        "PDF of the tableau de suivi des appuis",
        *_tableau(("", "export (s)", "bare WeasyPrint (s)", "ratio", "memory (MB)", "bare (MB)"), lignes),
        "",
        f"Aim: ratio ≤ {BUT_PDF}. The export counts the queries, the HTML and the tagging; the bare run gets the "
        "finished HTML and makes a PDF/UA of it too. Medians of nine runs for one page, one run for 1,000 rows.",
    )


# --- fiches -------------------------------------------------------------------------------------


def _fiches(dossier):
    lignes = []
    for code, nombre in (("pre-projet", 4), ("plan-evaluation", 200)):
        for quoi in ("pdf", "xlsx"):
            notre, _, _ = _processus(quoi, code, nombre, dossier, module="fiches")
            nu, _, _ = _processus(f"{quoi}-nu", code, nombre, dossier, module="fiches")
            nom = f"{quoi.upper()} of a {code}, {nombre} rows"
            lignes.append((nom, f"{notre:.3f}", f"{nu:.3f}", f"{notre / nu:.2f}"))
    return _dire(
        "Filled fiches",
        *_tableau(("", "export (s)", "bare library (s)", "ratio"), lignes),
        "",
        f"Aims: PDF ≤ {BUT_PDF} of WeasyPrint on the same HTML, XLSX ≤ {BUT_XLSX} of openpyxl writing the same cells "
        "without styles nor lists. Ours counts the queries. Medians of nine runs.",
    )


def _saisie():
    lignes = []
    for nombre in (10, 200):
        ouvrir, enregistrer, geste = _processus("saisie", nombre, module="fiches")
        lignes.append((f"{nombre} rows × 9 columns", f"{ouvrir:.2f}", f"{enregistrer:.2f}", f"{geste:.2f}"))
    return _dire(
        "Filling a fiche",
        *_tableau(("plan-evaluation", "open (s)", "save (s)", "add a row, page redrawn (s)"), lignes),
    )


if __name__ == "__main__":
    sys.path.insert(0, str(RACINE))
    lancer()

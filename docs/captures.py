"""Makes the screenshots of docs/captures/ from the demonstration data: `make captures`.

Serves the demonstration from a temporary folder, walks the main pages at two widths, and stops.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

RACINE = Path(__file__).resolve().parent.parent
CAPTURES = RACINE / "docs" / "captures"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
LARGEURS = {"ordinateur": (1280, 900), "telephone": (390, 844)}

# Account, name of the picture, address (or the address of a list, then the link to follow).
PAGES = [
    ("agent", "accueil", "/", None),
    ("agent", "appui", "/appuis/?q=noisette", "table a:has-text('GAL Terres')"),
    ("agent", "echange", "/echange/", None),
    ("agent", "structures", "/reseau/", None),
    ("responsable", "chiffres", "/", None),
    ("responsable", "suivi-appuis", "/appuis/", None),
    ("responsable", "suivi-actions", "/projets/", None),
    ("responsable", "projet", "/projets/?q=noisette", "table a:has-text('Filière noisette')"),
    ("agent", "phases", "/mission/1/phases/", None),
    ("agent", "groupes", "/mission/1/phases/groupes/", None),
    ("agent", "analyse", "/enquetes/1/analyse/", None),
    ("agent", "ressources", "/ressources/", None),
    ("agent", "outils", "/outils/", None),
    ("agent", "pre-projet", "/outils/pre-projet/", "main .liste a:has-text('Filière noisette')"),
    ("agent", "grille", "/outils/grille-priorisation/", "main .liste a:has-text('Filière noisette')"),
    ("agent", "matrice", "/outils/matrice-responsabilites/", "main .liste a:has-text('Filière noisette')"),
    ("beneficiaire", "espace", "/espace/", None),
]
# What is printed: name of the picture, then as above; the page of the fiche leads to its PDF.
IMPRIMES = [
    ("pdf-pre-projet", "/outils/pre-projet/", "main .liste a:has-text('Filière noisette')"),
    ("pdf-grille", "/outils/grille-priorisation/", "main .liste a:has-text('Filière noisette')"),
    ("pdf-matrice", "/outils/matrice-responsabilites/", "main .liste a:has-text('Filière noisette')"),
    ("pdf-suivi-appuis", "/appuis/suivi.pdf", None),
]


def port_libre():
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def attendre(adresse):
    """Waits up to 30 s for the server. Raises TimeoutError."""
    for _ in range(60):
        try:
            urllib.request.urlopen(f"{adresse}/sante/", timeout=2)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(adresse)


def photographier(adresse):
    CAPTURES.mkdir(exist_ok=True)
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for nom_largeur, (largeur, hauteur) in LARGEURS.items():
            for compte in dict.fromkeys(page[0] for page in PAGES):
                contexte = chromium.new_context(
                    viewport={"width": largeur, "height": hauteur}, locale="fr-FR", base_url=adresse
                )
                page = contexte.new_page()
                page.goto("/compte/connexion/")
                page.fill("input[name=login]", f"{compte}@example.org")
                page.fill("input[name=password]", "demo-coopappui")
                page.get_by_role("button", name="Se connecter").first.click()
                page.wait_for_url(lambda url: "/compte/" not in url)
                for _, nom, chemin, lien in (ligne for ligne in PAGES if ligne[0] == compte):
                    page.goto(chemin)
                    if lien:
                        page.locator(lien).first.click()
                        page.wait_for_load_state()
                    page.screenshot(path=CAPTURES / f"{nom}-{nom_largeur}.png")
                    print(f"{nom} · {nom_largeur}")
                if (nom_largeur, compte) == ("ordinateur", "agent"):
                    imprimer(page)
                contexte.close()
        chromium.close()


def imprimer(page):
    """The pages of each PDF, side by side in one picture."""
    for nom, chemin, lien in IMPRIMES:
        adresse = chemin
        if lien:
            page.goto(chemin)
            page.locator(lien).first.click()
            page.wait_for_load_state()
            adresse = page.url.rstrip("/") + ".pdf"
        with tempfile.TemporaryDirectory() as dossier:
            fichier = Path(dossier) / "fiche.pdf"
            fichier.write_bytes(page.request.get(adresse, timeout=120_000).body())
            subprocess.run(["pdftoppm", "-r", "60", "-l", "6", "-png", fichier, f"{dossier}/page"], check=True)
            assembler(sorted(Path(dossier).glob("page*.png")), CAPTURES / f"{nom}.png")
        print(nom)


def assembler(images, cible):
    pages = [Image.open(image).convert("RGB") for image in images]
    marge, hauteur = 12, max(page.height for page in pages)
    largeur = sum(page.width + marge for page in pages) + marge
    planche = Image.new("RGB", (largeur, hauteur + 2 * marge), "#d9d4c8")
    x = marge
    for page in pages:
        planche.paste(page, (x, marge))
        x += page.width + marge
    planche.quantize(64).save(cible, optimize=True)


def main():
    with tempfile.TemporaryDirectory() as dossier:
        milieu = {**os.environ, "DEBUG": "on", "DONNEES": dossier}
        milieu.pop("DATABASE_URL", None)
        commande = [sys.executable, str(RACINE / "manage.py")]
        for etape in (["migrate", "-v0"], ["charger_demo"]):
            subprocess.run([*commande, *etape], env=milieu, check=True, stdout=subprocess.DEVNULL)
        port = port_libre()
        serveur = subprocess.Popen(
            [*commande, "runserver", f"127.0.0.1:{port}", "--noreload"],
            env=milieu,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            attendre(f"http://127.0.0.1:{port}")
            photographier(f"http://127.0.0.1:{port}")
        finally:
            serveur.terminate()
            serveur.wait()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Check what the system must provide; install it with apt when root, else print the command to run and stop.

Usage: systeme.py GROUPE…    (groups: execution, postgresql, navigateur)
Runs before the virtual environment exists: standard library only. The Dockerfile uses it too.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path


def bibliotheque(nom):
    try:
        ctypes.CDLL(nom)
    except OSError:
        return False
    return True


def module(nom):
    return importlib.util.find_spec(nom) is not None


def police(*fichiers):
    """One of these files is among the system's or the person's fonts."""
    dossiers = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts"]
    return any(next(dossier.rglob(fichier), None) for dossier in dossiers for fichier in fichiers)


def programme(*noms):
    return any(shutil.which(nom) for nom in noms)


def postgresql():
    return programme("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


# Debian package → (what it brings, is it there?). A package is only asked for when its test fails.
GROUPES = {
    "execution": {
        "python3-venv": ("les environnements virtuels de Python", lambda: module("ensurepip")),
        "libpango-1.0-0": ("Pango, pour les PDF", lambda: bibliotheque("libpango-1.0.so.0")),
        "libpangoft2-1.0-0": ("Pango (FreeType), pour les PDF", lambda: bibliotheque("libpangoft2-1.0.so.0")),
        "libharfbuzz-subset0": (
            "HarfBuzz, qui rend les PDF trois fois plus rapides",
            lambda: bibliotheque("libharfbuzz-subset.so.0"),
        ),
        "fonts-noto-core": (
            "une police qui couvre toutes les langues d’Europe",
            lambda: police("NotoSans-Regular.*", "DejaVuSans.ttf"),
        ),
    },
    "postgresql": {"postgresql": ("PostgreSQL, pour les tests", postgresql)},
    "navigateur": {
        "chromium": ("Chromium, pour les tests dans un navigateur", lambda: programme("chromium")),
    },
}


def manquants(groupes):
    return {
        paquet: utilite
        for groupe in groupes
        for paquet, (utilite, present) in GROUPES[groupe].items()
        if not present()
    }


def commandes_apt(paquets):
    return [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *paquets]]


def installer(paquets):
    environnement = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installation par apt-get : {' '.join(paquets)}", flush=True)
    return all(
        subprocess.run(commande, env=environnement, stdout=subprocess.DEVNULL).returncode == 0
        for commande in commandes_apt(paquets)
    )


def expliquer(absents):
    ligne = " && ".join(" ".join(commande) for commande in commandes_apt(absents))
    if os.geteuid() != 0:
        ligne = f"{'sudo sh -c' if programme('sudo') else 'su -c'} '{ligne}'"
    details = "\n".join(f"  - {paquet} : {utilite}" for paquet, utilite in absents.items())
    return f"Il manque sur ce système :\n{details}\n\nLancez ceci, puis recommencez :\n\n  {ligne}\n"


def main(groupes):
    absents = manquants(groupes)
    if absents and os.geteuid() == 0 and programme("apt-get") and installer(absents):
        absents = manquants(groupes)
    if absents:
        print(expliquer(absents), file=sys.stderr)
    return 1 if absents else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env bash
# Make .venv and install the pinned requirements, only when they changed. Usage: venv.sh [requirements.txt]
source "$(dirname "$0")/commun.sh"

fichier=${1:-requirements.txt}
# A copy of the file as it was last installed.
temoin=".venv/installe-$(basename "$fichier")"

if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    annoncer "Création de l’environnement virtuel .venv"
    python=$(python_du_systeme)
    "$python" -m venv --clear .venv
fi
if ! cmp -s "$fichier" "$temoin"; then
    annoncer "Installation des dépendances de $fichier (une à deux minutes la première fois)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$fichier" ||
        echouer "Les dépendances n’ont pas pu être installées : voyez le message de pip ci-dessus."
    cp "$fichier" "$temoin"
    # The development file holds all of the other one, at the same versions (epingler.sh).
    [ "$fichier" != requirements-dev.txt ] || cp requirements.txt .venv/installe-requirements.txt
fi

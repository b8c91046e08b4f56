#!/usr/bin/env bash
# `make run`: from a bare Debian to the portal with its demonstration data on this machine.
source "$(dirname "$0")/commun.sh"

port=${PORT:-8000}
python=$(python_du_systeme)

# Before anything long: is the port free?
"$python" - "$port" <<'PY' || echouer "Le port $port n’est pas libre (ou n’est pas un numéro de port). Choisissez-en un autre : make run PORT=8001"
import socket, sys

with socket.socket() as prise:
    prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        prise.bind(("127.0.0.1", int(sys.argv[1])))
    except (OSError, OverflowError, ValueError):
        sys.exit(1)
PY

"$python" outillage/systeme.py execution
outillage/venv.sh requirements.txt

export DEBUG=on
mkdir -p "${DONNEES:-var}"
annoncer "Préparation de la base de données"
.venv/bin/python manage.py migrate --verbosity 0
# Loads once: does nothing when the data is already there. It names the accounts, and so does the end of this script.
.venv/bin/python manage.py charger_demo >/dev/null ||
    echouer "Les données de démonstration n’ont pas pu être chargées : voyez le message ci-dessus."

cat <<FIN

── CoopAppui : http://127.0.0.1:$port/

   Comptes de démonstration, mot de passe commun : demo-coopappui
     agent@example.org          chargée d’appui
     collegue@example.org       son collègue
     responsable@example.org    responsable de la mission
     admin@example.org          administration de l’instance
     beneficiaire@example.org   bénéficiaire d’un appui

   Les e-mails envoyés se lisent sur http://127.0.0.1:$port/courriels/ (rien ne quitte cette machine).
   Ctrl+C pour arrêter ; vos données restent pour la prochaine fois.

FIN
export ADRESSE_DU_SITE="http://127.0.0.1:$port"
# The mails of the demonstration stay on this machine: a small server receives them, /courriels/ shows them.
.venv/bin/python manage.py boite &
.venv/bin/python manage.py travailler &
arreter() {
    trap - EXIT
    local pid
    # With their own children: the server that reloads itself is two processes.
    for pid in $(jobs -p); do
        kill $(cat "/proc/$pid/task/$pid/children" 2>/dev/null || true) "$pid" 2>/dev/null || true
    done
    wait
}
trap arreter EXIT
trap 'exit 0' INT TERM
.venv/bin/python manage.py runserver "127.0.0.1:$port" &
wait $!

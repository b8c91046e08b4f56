#!/usr/bin/env bash
# `make serve`: the web server and its background worker, as in production; both stop together.
source "$(dirname "$0")/commun.sh"

"$(python_du_systeme)" outillage/systeme.py execution
outillage/venv.sh requirements.txt

outillage/demarrer.sh web &
web=$!
outillage/demarrer.sh worker &
worker=$!
arreter() {
    trap - EXIT
    kill "$web" "$worker" 2>/dev/null || true
    wait || true
}
trap arreter EXIT
trap 'exit 0' INT TERM

# Whichever ends first takes the other with it.
wait -n

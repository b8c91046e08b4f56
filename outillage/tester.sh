#!/usr/bin/env bash
# `make test`, and the whole of the CI: checks, the suite on SQLite, then again on PostgreSQL with the browser tests.
# With CI=true PostgreSQL and Chromium are mandatory; elsewhere a line « SAUTÉ » says what was left out.
source "$(dirname "$0")/commun.sh"

python=$(python_du_systeme)
"$python" outillage/systeme.py execution
outillage/venv.sh requirements-dev.txt
outillage/verifier.sh

# Is this group of programs there, or can it be installed?
disponible() {
    "$python" outillage/systeme.py "$1" && return
    [ "${CI:-}" != true ] || echouer "CI : $1 est obligatoire."
    return 1
}
sauts=()
avec_postgresql=oui avec_navigateur=oui
disponible postgresql || { avec_postgresql=non; sauts+=("SAUTÉ : la suite sur PostgreSQL (PostgreSQL n’est pas installé)"); }
disponible navigateur || { avec_navigateur=non; sauts+=("SAUTÉ : les tests dans un navigateur (Chromium n’est pas installé)"); }

# Two processes; the tests of one group (a server shared by several) stay in the same one.
suite() { .venv/bin/python -m pytest -n 2 --dist loadgroup "$@"; }
# Browser tests run once, on the last database.
sans_navigateur=(-m "not navigateur")
derniere=()
[ $avec_navigateur = oui ] || derniere=("${sans_navigateur[@]}")

unset DATABASE_URL
if [ $avec_postgresql = oui ]; then
    annoncer "La suite sur SQLite"
    suite "${sans_navigateur[@]}"
    annoncer "La suite sur PostgreSQL, tests dans un navigateur compris"
    printf '%s\n' ${sauts[@]+"${sauts[@]}"}
    outillage/postgres.sh .venv/bin/python -m pytest -n 2 --dist loadgroup ${derniere[@]+"${derniere[@]}"}
else
    annoncer "La suite sur SQLite"
    printf '%s\n' "${sauts[@]}"
    suite ${derniere[@]+"${derniere[@]}"}
fi

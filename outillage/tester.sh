#!/usr/bin/env bash
# `make test`, and the whole of the CI: checks, the suite on SQLite, then on PostgreSQL with the browser tests, which run
# once. With CI=true PostgreSQL and Chromium are mandatory; elsewhere a line « SAUTÉ » says what was left out.
source "$(dirname "$0")/commun.sh"

python=$(python_du_systeme)
"$python" outillage/systeme.py execution
outillage/venv.sh requirements-dev.txt
outillage/verifier.sh

# Is this group of programs there, or could it be installed?
disponible() {
    "$python" outillage/systeme.py "$1" && return
    [ "${CI:-}" != true ] || echouer "CI : $1 est obligatoire."
    return 1
}
# Two processes; which tests stay together is said in tests/conftest.py.
pytest=(.venv/bin/python -m pytest -n 2)
unset DATABASE_URL

sauts=()
if disponible navigateur; then tests=(); else
    sauts+=("SAUTÉ : les tests dans un navigateur (Chromium n’est pas installé)")
    tests=(-m "not navigateur")
fi
if disponible postgresql; then
    annoncer "La suite sur SQLite"
    # Without the browser but for the longest journeys, nor what does not depend on the database: the second pass has both.
    deux_fois=" or deux_bases"
    [ ${#tests[@]} -eq 0 ] || deux_fois=""
    "${pytest[@]}" -m "(not navigateur$deux_fois) and not une_fois"
    annoncer "La suite sur PostgreSQL, et dans un navigateur"
    pytest=(outillage/postgres.sh "${pytest[@]}")
else
    sauts+=("SAUTÉ : la suite sur PostgreSQL (PostgreSQL n’est pas installé)")
    annoncer "La suite sur SQLite, et dans un navigateur"
fi
[ ${#sauts[@]} -eq 0 ] || printf '%s\n' "${sauts[@]}"
"${pytest[@]}" "${tests[@]}"

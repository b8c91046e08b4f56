#!/usr/bin/env bash
# Everything that can be checked without running the suite: form, rules, imports, migrations, system checks.
# All of it is run and shown before failing.
source "$(dirname "$0")/commun.sh"

export PATH="$PWD/.venv/bin:$PATH"
# Nothing here needs the developer's own data.
DONNEES=$(mktemp -d)
export DONNEES
trap 'rm -rf "$DONNEES"' EXIT

fautes=()
verifier() { "${@:2}" || fautes+=("$1"); }
gabarits() { find templates -name '*.html' -print0 | xargs -0 --no-run-if-empty djade --check --target-version 5.2; }
# As in production: no warning at all is accepted.
production() {
    DEBUG=off SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=coopappui.example.org \
        python manage.py check --deploy --fail-level WARNING
}

annoncer "Forme et règles du code (ruff)"
verifier "mise en forme du code (make format)" ruff format --check .
verifier "règles du code" ruff check .

annoncer "Gabarits (djade, djlint)"
verifier "mise en forme des gabarits (make format)" gabarits
verifier "règles des gabarits" djlint --lint --quiet templates

annoncer "Sens des imports (import-linter)"
verifier "sens des imports" lint-imports --no-cache --no-logo

annoncer "Migrations et vérifications de Django"
verifier "migrations manquantes" env DEBUG=on python manage.py makemigrations --check --dry-run
verifier "vérifications de Django" env DEBUG=on python manage.py check --fail-level WARNING
verifier "vérifications pour la production" production

[ ${#fautes[@]} -eq 0 ] || echouer "À corriger : $(printf '%s ; ' "${fautes[@]}")"

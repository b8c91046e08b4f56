#!/usr/bin/env bash
# The production entry point, shared by `make serve` and the Docker image. Everything is read from the environment.
#
#   demarrer.sh web       migrate, collect the static files, then serve with gunicorn
#   demarrer.sh worker    wait for the migrations, then send mail and run the scheduled jobs (manage.py travailler)
source "$(dirname "$0")/commun.sh"

export DEBUG=off
# What the scheduled jobs say reaches the log at once, wherever it is written.
export PYTHONUNBUFFERED=1
python=$(python_du_portail)

# The settings refuse to load when something is missing; the last line of what they say is enough.
if ! message=$("$python" -c 'import coopappui.settings' 2>&1); then
    message=${message##*$'\n'}
    echouer "CoopAppui ne démarre pas. ${message#*: }"
fi
mkdir -p "${DONNEES:-var}"

case "${1:-}" in
web)
    "$python" manage.py migrate --verbosity 0
    "$python" manage.py createcachetable
    "$python" manage.py collectstatic --no-input --verbosity 0
    # Warnings only: an instance being tried on loopback without HTTPS must start.
    "$python" manage.py check --deploy
    exec "$python" -m gunicorn --config deploiement/gunicorn.conf.py coopappui.wsgi
    ;;
worker)
    essais=0
    until "$python" manage.py migrate --check >/dev/null 2>&1; do
        essais=$((essais + 1))
        [ $essais -lt 60 ] || echouer "La base de données n’est pas joignable ou pas à jour : « web » a-t-il démarré ?"
        sleep 5
    done
    exec "$python" manage.py travailler
    ;;
*)
    echouer "Usage : demarrer.sh web|worker"
    ;;
esac

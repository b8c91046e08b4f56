#!/usr/bin/env bash
# Run a command with DATABASE_URL on a throw-away PostgreSQL cluster, deleted at the end. Usage: postgres.sh COMMAND…
#
# The cluster listens on a Unix socket in its own closed folder, so nothing else on the machine can reach it.
source "$(dirname "$0")/commun.sh"

# Debian keeps them out of the PATH; the newest version wins.
programmes=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1 || command -v initdb)")
# Not in TMPDIR: the path of a socket is short (107 bytes), and the package’s account must enter.
dossier=$(mktemp -d /tmp/coopappui-pg.XXXXXX)

# PostgreSQL refuses to run as root: the package's own account does it.
sans_privileges=()
if [ "$(id -u)" -eq 0 ]; then
    compte=$(id -un postgres 2>/dev/null || echo nobody)
    chown "$compte" "$dossier"
    sans_privileges=(setpriv --reuid="$compte" --regid="$(id -g "$compte")" --clear-groups)
fi
postgres() { (cd "$dossier" && ${sans_privileges[@]+"${sans_privileges[@]}"} "$programmes/$@"); }

nettoyer() {
    trap - EXIT
    postgres pg_ctl --pgdata=base --mode=immediate --silent stop >/dev/null 2>&1 || true
    rm -rf "$dossier"
}
trap nettoyer EXIT
trap 'exit 130' INT TERM

# Sorted as French people sort (the instance's database is made the same way, see docker-compose.yml).
postgres initdb --pgdata=base --username=coopappui --auth=trust --encoding=UTF8 --no-sync \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=fr >/dev/null
# It dies in a minute: no need to survive a power cut.
postgres pg_ctl --pgdata=base --log=journal --silent --wait start --options \
    "-c listen_addresses='' -c unix_socket_directories=$dossier -c fsync=off -c synchronous_commit=off -c full_page_writes=off" ||
    { cat "$dossier/journal" >&2; exit 1; }
postgres createdb --host="$dossier" --username=coopappui coopappui

export DATABASE_URL="postgresql://coopappui@/coopappui?host=$dossier"
"$@"

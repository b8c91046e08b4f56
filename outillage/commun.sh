# Sourced by every script of this folder: strict mode, the repository's root as working folder, how to speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

annoncer() { printf '\n── %s\n' "$*"; }

echouer() {
    printf '\n✗ %s\n' "$*" >&2
    exit 1
}

# The interpreter that makes the virtual environment: Python 3.11 or later, or a message that says so.
python_du_systeme() {
    local candidat
    for candidat in "${PYTHON:-python3}" python3.11 python3.12 python3.13; do
        if "$candidat" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidat"
            return
        fi
    done
    echouer "Il faut Python 3.11 ou plus récent (sous Debian 12 : apt-get install python3). Trouvé : $(python3 --version 2>&1 || true)"
}

# The product's own interpreter: the virtual environment's, or the container's where there is none.
python_du_portail() {
    if [ -x .venv/bin/python ]; then echo .venv/bin/python; else echo python3; fi
}

#!/usr/bin/env bash
# Compile both requirements files from pyproject.toml. Arguments are passed on, e.g. `epingler.sh --upgrade`.
source "$(dirname "$0")/commun.sh"

# Nothing about where the packages come from may enter the files.
compiler() {
    .venv/bin/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
        --no-annotate --no-header "$@" pyproject.toml
}
compiler --output-file requirements.txt "$@"
# The tests run with the very versions that serve.
compiler --extra dev --constraint requirements.txt --output-file requirements-dev.txt "$@"

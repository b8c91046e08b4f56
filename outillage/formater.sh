#!/usr/bin/env bash
# Put the Python code and the template tags in shape.
source "$(dirname "$0")/commun.sh"

.venv/bin/ruff check --fix --quiet . || true
.venv/bin/ruff format .
find templates -name '*.html' -print0 | xargs -0 --no-run-if-empty .venv/bin/djade --target-version 5.2 || true

#!/usr/bin/env bash
# Remove what can be made again. The data (var/) stays: it is yours.
source "$(dirname "$0")/commun.sh"

rm -rf .venv .pytest_cache .ruff_cache .hypothesis .import_linter_cache var/static var/tests
find . -name __pycache__ -type d -prune -exec rm -rf {} +

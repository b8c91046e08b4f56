# Each target is one small script of outillage/, which says what it does in its first lines.
.PHONY: aide run serve test lint bench captures format requirements clean

aide: ## cette liste
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | while IFS='|' read -r cible texte; do printf '  make %-14s %s\n' "$$cible" "$$texte"; done

run: ## installer, charger la démonstration et servir sur http://127.0.0.1:8000 (PORT=… pour changer)
	@outillage/lancer.sh

serve: ## servir comme en production : gunicorn, DEBUG coupé (SECRET_KEY et ALLOWED_HOSTS exigées)
	@outillage/servir.sh

test: ## tout vérifier : forme, règles, suite sur SQLite puis PostgreSQL, navigateur
	@outillage/tester.sh

lint: ## la partie rapide de `make test` : forme, règles, migrations, vérifications de Django
	@outillage/venv.sh requirements-dev.txt
	@outillage/verifier.sh

bench: ## mesurer les temps et la mémoire (dossier bench/)
	@outillage/systeme.py execution
	@outillage/venv.sh requirements-dev.txt
	@.venv/bin/python -m bench

captures: ## refaire les captures d’écran de docs/
	@outillage/systeme.py execution navigateur
	@outillage/venv.sh requirements-dev.txt
	@.venv/bin/python docs/captures.py

format: ## mettre en forme le code
	@outillage/venv.sh requirements-dev.txt
	@outillage/formater.sh

requirements: ## recalculer les versions épinglées d’après pyproject.toml
	@outillage/venv.sh requirements-dev.txt
	@outillage/epingler.sh

clean: ## retirer l’environnement virtuel et les caches (les données de var/ restent)
	@outillage/nettoyer.sh

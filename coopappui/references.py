"""The values the reference lists are born with: fixtures/references.json, loaded once by the first migrations.

Administrators then rename, archive and add values: nothing here ever overwrites theirs.
"""

import json

from django.conf import settings

FICHIER = settings.BASE_DIR / "fixtures" / "references.json"


def charger(registre, *applications):
    """Creates the missing values of these applications. `registre`: Django's apps, or a migration's."""
    for nom, libelles in json.loads(FICHIER.read_text(encoding="utf-8")).items():
        application, modele = nom.split(".")
        if application in applications:
            objets = registre.get_model(application, modele).objects
            for rang, libelle in enumerate(libelles, start=1):
                objets.get_or_create(libelle=libelle, defaults={"ordre": 10 * rang})

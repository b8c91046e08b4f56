"""Finds files without a row (an interrupted upload, a deleted appui) and rows without a file."""

import time

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand

from coopappui.depots import DEPOTS

# A file younger than this may belong to a request that has not finished.
REPIT = 3600


class Command(BaseCommand):
    help = "Cherche les fichiers sans document et les documents sans fichier. N’efface rien sans --effacer."

    def add_arguments(self, parser):
        parser.add_argument("--effacer", action="store_true", help="efface les fichiers sans document")

    def handle(self, *, effacer, **options):
        attendus = {f for modele in DEPOTS for f in modele.objects.values_list("fichier", flat=True)}
        presents = set(default_storage.listdir("")[1]) if default_storage.exists("") else set()
        perdus = sorted(nom for nom in presents - attendus if self._assez_vieux(nom))
        for nom in perdus:
            self.stdout.write(f"fichier sans document : {nom}")
            if effacer:
                default_storage.delete(nom)
        deposes = [d for modele in DEPOTS for d in modele.objects.exclude(fichier="").order_by("pk")]
        manquants = [d for d in deposes if d.fichier.name not in presents]
        for document in manquants:
            self.stdout.write(f"{document._meta.verbose_name} sans fichier : n° {document.pk}, {document}")
        verbe = "effacés" if effacer else "à effacer (--effacer)"
        self.stdout.write(f"{len(perdus)} fichiers {verbe}, {len(manquants)} documents sans fichier.")

    def _assez_vieux(self, nom):
        return time.time() - default_storage.get_modified_time(nom).timestamp() > REPIT

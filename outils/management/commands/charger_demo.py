"""Loads the demonstration: a believable mission, its réseau, its projects, its appuis and their fiches."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from appuis.demo import MOT_DE_PASSE, charger, missions_de_demo
from appuis.demo.effacement import effacer
from outils.demo import charger_fiches, effacer_fiches


class Command(BaseCommand):
    requires_system_checks = []  # `migrate`, just before, has run them
    help = "Charge les données de démonstration, une seule fois. Seulement quand DEBUG est activé."

    def add_arguments(self, parser):
        parser.add_argument(
            "--recommencer", action="store_true", help="efface la démonstration et la recharge à la date du jour"
        )

    def handle(self, *, recommencer, **options):
        if not settings.DEBUG:
            raise CommandError(
                "La démonstration ne se charge qu’avec DEBUG activé : ses comptes ont un mot de passe connu de tous."
            )
        if recommencer:
            for mission in missions_de_demo():
                effacer_fiches(mission)
                effacer(mission)
        if missions_de_demo().exists():
            self.stdout.write("La démonstration est déjà chargée (--recommencer pour repartir de zéro).")
            return
        with transaction.atomic():
            adresses = charger()
            charger_fiches()
        for adresse in adresses:
            self.stdout.write(f"{adresse} · mot de passe {MOT_DE_PASSE}")
        self.stdout.write("La démonstration est chargée.")

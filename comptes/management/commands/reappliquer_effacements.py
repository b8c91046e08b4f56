"""`manage.py reappliquer_effacements`, after a backup was restored: what had been erased since is erased again."""

from django.core.management.base import BaseCommand
from django.db import transaction

from comptes import registre_effacements
from comptes.models import Utilisateur
from coopappui.donnees import effacer


class Command(BaseCommand):
    help = "Efface de nouveau les comptes effacés depuis la sauvegarde qui vient d’être restaurée"

    def handle(self, **options):
        revenus = Utilisateur.objects.filter(pk__in=registre_effacements.effaces(), is_active=True)
        for compte in revenus:
            with transaction.atomic():
                effacer(compte)
        self.stdout.write(f"Comptes effacés de nouveau : {len(revenus)}.")

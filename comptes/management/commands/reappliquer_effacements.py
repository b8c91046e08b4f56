"""`manage.py reappliquer_effacements`, after a backup was restored: what had been erased since is erased again."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.template.defaultfilters import pluralize

from comptes import registre_effacements
from comptes.models import Utilisateur
from coopappui.donnees import effacer


class Command(BaseCommand):
    help = "Efface de nouveau les comptes effacés depuis la sauvegarde qui vient d’être restaurée"

    def handle(self, **options):
        dates = registre_effacements.effaces()
        revenus = [c for c in Utilisateur.objects.non_effaces().filter(pk__in=dates) if c.date_joined < dates[c.pk]]
        refuses = 0
        for compte in revenus:
            try:
                with transaction.atomic():
                    effacer(compte)
            except ValidationError as refus:
                refuses += 1
                self.stderr.write(f"Compte n° {compte.pk} : {' '.join(refus.messages)}")
        self.stdout.write(f"Comptes effacés de nouveau : {len(revenus) - refuses}.")
        if refuses:
            s = pluralize(refuses)
            raise CommandError(f"{refuses} compte{s} à effacer encore : corrigez, puis relancez la commande.")

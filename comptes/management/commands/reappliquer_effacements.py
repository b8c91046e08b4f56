"""`manage.py reappliquer_effacements`, after a backup was restored: what had been erased since is erased again."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from comptes import registre_effacements
from comptes.models import Utilisateur
from coopappui.donnees import effacer
from coopappui.texte import pluriel


class Command(BaseCommand):
    help = "Efface de nouveau ce qui a été effacé depuis la sauvegarde qui vient d’être restaurée"

    def handle(self, **options):
        autodiscover_modules("donnees")
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
        for genre, (libelle, effacer_de_nouveau) in registre_effacements.REAPPLICATIONS.items():
            if nombre := effacer_de_nouveau(registre_effacements.effaces(genre)):
                self.stdout.write(f"{libelle} : {nombre}.")
        if refuses:
            s = pluriel(refuses)
            raise CommandError(f"{refuses} compte{s} à effacer encore : corrigez, puis relancez la commande.")

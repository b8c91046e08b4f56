from django.apps import AppConfig


class AppuisConfig(AppConfig):
    name = "appuis"
    verbose_name = "Appuis"

    def ready(self):
        from appuis.models import Ressource
        from missions.phases import MANQUES

        MANQUES[4].append(Ressource.manques_de)

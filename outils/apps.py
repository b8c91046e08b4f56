from django.apps import AppConfig


class OutilsConfig(AppConfig):
    name = "outils"
    verbose_name = "Carnet d’outils"

    def ready(self):
        from appuis.attentes import SOURCES
        from outils.attentes import fiches_demandees

        SOURCES.append(fiches_demandees)

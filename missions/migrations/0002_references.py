"""Fills the reference lists of a new instance."""

from django.db import migrations

from coopappui.references import charger


def remplir(apps, schema_editor):
    charger(apps, "missions")


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_initial")]
    operations = [migrations.RunPython(remplir, migrations.RunPython.noop)]

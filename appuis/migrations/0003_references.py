"""Fills the reference lists of a new instance."""

from django.db import migrations

from coopappui.references import charger


def remplir(apps, schema_editor):
    charger(apps, "appuis")


class Migration(migrations.Migration):
    dependencies = [("appuis", "0002_initial")]
    operations = [migrations.RunPython(remplir, migrations.RunPython.noop)]

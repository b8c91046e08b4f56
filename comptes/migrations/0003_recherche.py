from django.db import migrations, models

from coopappui.texte import plier


def plier_les_comptes(apps, schema_editor):
    for compte in apps.get_model("comptes", "Utilisateur").objects.all():
        compte.recherche = plier(f"{compte.first_name} {compte.last_name} {compte.email}")
        compte.save(update_fields=["recherche"])


class Migration(migrations.Migration):
    dependencies = [("comptes", "0002_notifications")]

    operations = [
        migrations.AddField(
            model_name="utilisateur",
            name="recherche",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(plier_les_comptes, migrations.RunPython.noop),
    ]

"""The mails of an enquête leave by a task, little by little."""

from django_tasks_db.models import DBTaskResult

from missions.envois_d_enquete import ecrire_a_tous


def faire_partir():
    """Does what the worker would; returns how many tasks it took."""
    nombre, demandees = 0, DBTaskResult.objects.filter(task_path=ecrire_a_tous.module_path)
    while ligne := demandees.first():
        arguments = ligne.args_kwargs["args"]
        ligne.delete()
        ecrire_a_tous.func(*arguments)
        nombre += 1
    return nombre

"""Watching what a piece of code writes in the database."""

from contextlib import contextmanager

from django.db import connection

_VERBES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")


@contextmanager
def ecritures():
    """Collects the statements that write."""
    sql = []

    def noter(execute, requete, params, many, context):
        if requete.lstrip(" (").split(" ", 1)[0].upper() in _VERBES:
            sql.append(requete)
        return execute(requete, params, many, context)

    with connection.execute_wrapper(noter):
        yield sql

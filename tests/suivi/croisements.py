"""What partners answer of one project, and what an officer makes of it."""

import re

from django.urls import reverse

from appuis.croiser import Comparaison, pour_comparer
from appuis.models import Croisement


def point_de(croisement, personne):
    return croisement.points_de_vue.get(personne=personne)


def repondre(croisement, personne, **champs):
    """The row, changed, and confirmed."""
    point = point_de(croisement, personne)
    point.croisement.projet.refresh_from_db()
    point.commencer()
    for champ, valeur in champs.items():
        setattr(point, champ, valeur)
    point.save()
    point.confirmer()
    return point


def comparer(croisement):
    return Comparaison(pour_comparer(Croisement.objects.filter(pk=croisement.pk)).get())


def raisons(croisement):
    return [raison for rangee in comparer(croisement).rangees for raison in rangee.raisons]


def texte_de(reponse):
    page = " ".join(re.sub("<[^>]+>", " ", reponse.content.decode()).split())
    return page.replace("\xa0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def lisible(texte):
    return texte.replace("\xa0", " ").replace("\u202f", " ")


def retenir(client, croisement, code, point, nom=None, /, **changements):
    """Presses the button of a cell, as the page shows it."""
    rangees = [r for r in comparer(croisement).rangees if r.sujet.code == code and (nom is None or nom in r.cle)]
    [(rangee, cellule)] = [(r, c) for r in rangees for c in r.cellules if c.point.pk == point.pk and c.geste]
    donnees = {"code": code, "cle": rangee.cle, "point": point.pk, "empreinte": cellule.empreinte} | changements
    return client.post(reverse("projets:croisement_retenir", args=[croisement.pk]), donnees, follow=True)

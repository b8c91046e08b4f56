"""An offre d’appui filled enough to be published, a remark, a programme; a group to contact, an action."""

from missions.models import ActionDePhase, GroupeAContacter, Modalite, OffreDAppui, ProgrammeAnnuel, RemarqueSurLOffre


def offre(mission, par, **champs):
    """Two modalités kept, the three others set aside."""
    offre = OffreDAppui.commencer(mission, par)
    ecrits = {
        "presentation": "Un appui de méthode, pour coopérer.",
        "publics": "les élus\nles agents de développement",
        "moyens": "deux chargés d’appui",
        "delais": "Sous dix jours",
    }
    for nom, valeur in (ecrits | champs).items():
        setattr(offre, nom, valeur)
    offre.save()
    offre.modalites.update(sort=Modalite.Sort.RETIREE)
    offre.modalites.filter(nature__in=["individuel", "visite"]).update(
        sort=Modalite.Sort.RETENUE, publics="Tous", moyens="Deux jours par appui", delais="Un mois"
    )
    offre.calendrier.create(quoi="Ouvrir les premiers appuis", debut="2027-01-01", fin="2027-03-01", qui="Agathe")
    offre.criteres.create(critere="Projet transnational", poids=3)
    return OffreDAppui.objects.get(pk=offre.pk)


def remarque(mission, par, **champs):
    return RemarqueSurLOffre.objects.create(
        **{"mission": mission, "notee_par": par, "de_qui": "Un élu", "texte": "Et le soir ?"} | champs
    )


def programme(mission, annee=2027, **champs):
    champs = {"introduction": "Une année d’essais."} | champs
    programme = ProgrammeAnnuel.objects.create(mission=mission, annee=annee, **champs)
    programme.lignes.create(action="Journée d’idées", modalite="collectif", periode="Mars", qui="Colin", public="Élus")
    return programme


def groupe(mission, **champs):
    return GroupeAContacter.objects.create(**{"mission": mission, "nom": "Les éleveurs du plateau"} | champs)


def action(mission, phase=1, **champs):
    return ActionDePhase.objects.create(mission=mission, phase=phase, intitule="Écrire aux mairies", **champs)

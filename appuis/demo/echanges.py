"""What is exchanged on the portal: a conversation not all read, the tableau de suivi confirmed by some partners."""

from datetime import timedelta

from django.core.files.base import ContentFile

from appuis.demo import fichiers
from appuis.models import Appui, Croisement, Lecture, Message, PieceJointe
from comptes.models import Utilisateur
from coopappui.fichiers import reconnaitre
from missions.models import Personne

DOMAINE = "example.org"


def monter_echanges(scene, recit):
    for conversation in recit.get("conversations", ()):
        _conversation(scene, **conversation)
    for croisement in recit.get("croisements", ()):
        _croisement(scene, **croisement)


# --- conversations ------------------------------------------------------------------------------


def _conversation(scene, *, appui, messages, lus=None):
    """`lus`: {account: how many messages it has read}; all of them for those it does not name."""
    appui = Appui.objects.get(mission=scene.mission, intitule=appui)
    ecrits = [_message(scene, appui, rang, **message) for rang, message in enumerate(messages)]
    lecteurs = {cle: len(ecrits) for cle in {message["de"] for message in messages}} | (lus or {})
    for cle, nombre in lecteurs.items():
        Lecture.objects.create(appui=appui, lecteur=scene.comptes[cle], jusqu_a=ecrits[nombre - 1].pk)


def _message(scene, appui, rang, *, de, jour, texte, fichier=None):
    quand = scene.calendrier.instant(jour, rang)
    message = Message.objects.create(appui=appui, auteur=scene.comptes[de], texte=texte, ecrit_le=quand)
    if fichier:
        nom = fichier["nom"]
        ecrire = {"pdf": fichiers.pdf, "odt": fichiers.odt}[nom.rpartition(".")[2]]
        contenu = ecrire(fichier["titre"], fichier["lignes"])
        depot = ContentFile(contenu, name=nom)
        genre = reconnaitre(depot)
        PieceJointe.objects.create(
            message=message,
            fichier=depot,
            nom_d_origine=nom,
            extension=genre.extension,
            type_mime=genre.type_mime,
            taille=len(contenu),
        )
    return message


# --- croisements --------------------------------------------------------------------------------


def _croisement(scene, *, projet, jour, par, personnes, reponses=None, echeance=None, mot="", clos=None):
    """`personnes`: those who are asked, invited to the project; `reponses`: {person: what they correct}."""
    projet, calendrier = scene.projets[projet], scene.calendrier
    interrogees = {cle: _invitee(scene, projet, cle) for cle in personnes}
    croisement = Croisement.objects.create(
        projet=projet,
        lance_par=scene.comptes[par],
        lance_le=calendrier.instant(jour),
        echeance=calendrier.jour(echeance),
        mot=mot,
    )
    for personne in interrogees.values():
        croisement.points_de_vue.create(
            personne=personne, structure=personne.structure, demande_le=croisement.lance_le
        )
    for rang, (cle, reponse) in enumerate((reponses or {}).items(), start=1):
        _reponse(scene, croisement.points_de_vue.get(personne=interrogees[cle]), rang, **reponse)
    if clos is not None:
        Croisement.objects.filter(pk=croisement.pk).update(clos_le=calendrier.instant(clos))


def _invitee(scene, projet, cle):
    """The person, with an account and access to the project."""
    personne = Personne.objects.get(pk=scene.personnes[cle].pk)
    if personne.compte is None:
        compte, _ = Utilisateur.objects.update_or_create(
            email=f"{cle}@{DOMAINE}",
            defaults={"first_name": personne.prenom, "last_name": personne.nom, "is_active": True},
        )
        compte.set_unusable_password()
        compte.save()
        Personne.objects.filter(pk=personne.pk).update(compte=compte)
        personne.compte = compte
    projet.participants.add(personne)
    return personne


def _reponse(scene, point, rang, *, jour, actions=(), sans_action=(), remarque="", fin=None, **champs):
    """Corrects the row as the portal knows it; `fin`: the other date of end, in days."""
    point.commencer()
    for champ, valeur in champs.items():
        setattr(point, champ, valeur)
    point.remarque = remarque
    if fin is not None:
        point.date_fin = scene.calendrier.jour(fin)
    point.save()
    point.actions.filter(intitule__in=sans_action).delete()
    for action in actions:
        point.actions.create(**action | {"echeance": scene.calendrier.jour(action.get("echeance"))})
    point.confirmer()
    instant = scene.calendrier.instant(jour, rang)
    type(point).objects.filter(pk=point.pk).update(confirme_le=instant, commence_le=instant - timedelta(minutes=9))

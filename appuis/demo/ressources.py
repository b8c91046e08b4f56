"""The espace ressources of the demonstration, in every state; its témoins, and what its projects have taught."""

from datetime import timedelta

from appuis.demo.fichiers import champs_du_fichier
from appuis.demo.jours import dater, signer
from appuis.models import Appui, Blocage, Recommandation, Remise, Ressource
from missions.models import DemandeDeTemoigner, Langue


def monter_ressources(scene, recit):
    for intitule, nature in recit.get("porte_sur", {}).items():
        siens = Blocage.objects.filter(appui__mission=scene.mission, intitule=intitule)
        Blocage.history.filter(id__in=siens.values("pk")).update(porte_sur=nature)
        siens.update(porte_sur=nature)
    for ressource in recit.get("ressources", ()):
        _ressource(scene, **ressource)
    for personne, demande in recit.get("temoins", {}).items():
        _temoin(scene, scene.personnes[personne], **demande)
    for projet, memoire in recit.get("memoires", {}).items():
        _memoire(scene, scene.projets[projet], **memoire)
    for remise in recit.get("remises", ()):
        _remise(scene, **remise)
    for recommandation in recit.get("recommandations", ()):
        _recommandation(scene, **recommandation)


def _ressource(scene, *, jour, par, langues, revoir=None, nom="", lignes=(), **champs):
    quand, auteur = scene.calendrier.instant(jour), scene.comptes[par]
    if nom:
        champs |= champs_du_fichier(champs["titre"], nom, lignes)
    champs["texte"] = champs.get("texte", "").strip()
    champs["a_revoir_le"] = None if revoir is None else scene.calendrier.jour(revoir)
    ressource = scene.creer(Ressource, quand, auteur, mission=scene.mission, cree_par=auteur, **champs)
    signer(ressource, auteur, quand)
    ressource.langues.set(Langue.objects.filter(libelle__in=langues))


def _temoin(scene, personne, *, par, sujets, langues, jour=None, valable=None):
    quand = scene.calendrier.instant(jour if jour is not None else -10)
    demande = scene.creer(
        DemandeDeTemoigner,
        quand,
        scene.comptes[par],
        personne=personne,
        demande_par=scene.comptes[par],
        demande_le=None if jour is None else scene.calendrier.jour(jour),
        valable_jusqu_au=None if valable is None else scene.calendrier.jour(valable),
        sujets=sujets,
    )
    signer(demande, scene.comptes[par], quand)
    demande.langues.set(Langue.objects.filter(libelle__in=langues))


def _memoire(scene, projet, *, abandonne=None, **champs):
    for champ, valeur in champs.items():
        setattr(projet, champ, valeur)
    if abandonne is not None:
        projet.abandonne_le = scene.calendrier.jour(abandonne)
    modifie_le = projet.modifie_le
    signer(projet, scene.fondateur, scene.calendrier.instant(-15)).save()
    dater(projet, modifie_le=modifie_le)


def _appui(scene, intitule):
    return Appui.objects.get(mission=scene.mission, intitule=intitule)


def _remise(scene, *, appui, ressource, par, jour):
    ressource = Ressource.objects.filter(titre=ressource).latest("pk")
    remise = Remise.objects.create(appui=_appui(scene, appui), ressource=ressource, par=scene.comptes[par])
    dater(remise, le=scene.calendrier.instant(jour) + timedelta(hours=1))


def _recommandation(scene, *, appui, personne, mot, par, jour):
    faite = Recommandation.objects.create(
        appui=_appui(scene, appui), personne=scene.personnes[personne], mot=mot, par=scene.comptes[par]
    )
    dater(faite, le=scene.calendrier.instant(jour) + timedelta(hours=1))


def oublier_ressources(mission):
    """Before the mission goes, once its appuis are gone: its resources with their files."""
    Ressource.objects.filter(mission=mission).delete()

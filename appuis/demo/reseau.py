"""The mission, its accounts and its réseau."""

from dataclasses import dataclass, field

from appuis.demo.jours import Calendrier, dater, signer
from comptes.models import Utilisateur
from missions.models import Langue, Membre, Mission, Personne, Structure, Territoire, TypeStructure

# The directory was filled long before the first appui.
ORIGINE = -1000


@dataclass
class Scene:
    """What has been created so far, under the keys of the files."""

    calendrier: Calendrier
    mission: Mission
    comptes: dict = field(default_factory=dict)
    territoires: dict = field(default_factory=dict)
    structures: dict = field(default_factory=dict)
    personnes: dict = field(default_factory=dict)
    projets: dict = field(default_factory=dict)

    @property
    def fondateur(self):
        """The officer who filled the directory."""
        return next(iter(self.comptes.values()))

    def creer(self, modele, quand, par, **champs):
        """A new object of the model, with its history signed and dated."""
        objet = signer(modele(**champs), par, quand)
        objet.full_clean(exclude=self._deja_verifies(champs))
        objet.save()
        automatiques = [
            c.name for c in modele._meta.fields if getattr(c, "auto_now_add", False) or c.name == "modifie_le"
        ]
        if automatiques:
            dater(objet, **dict.fromkeys(automatiques, quand))
        return objet

    def _deja_verifies(self, champs):
        """Foreign keys of objects just created: no need to ask the database again."""
        return [nom for nom, valeur in champs.items() if hasattr(valeur, "_meta")]


def monter_mission(recit, calendrier, mot_de_passe):
    quand = calendrier.instant(ORIGINE)
    scene = Scene(calendrier, None)
    scene.mission = scene.creer(Mission, quand, None, **recit["mission"])
    for cle, fiche in recit["comptes"].items():
        scene.comptes[cle] = _compte(scene, cle, mot_de_passe, quand, **fiche)
    for cle, fiche in recit["territoires"].items():
        scene.territoires[cle] = scene.creer(Territoire, quand, scene.fondateur, mission=scene.mission, **fiche)
    for cle, fiche in recit["structures"].items():
        scene.structures[cle] = _structure(scene, quand, **fiche)
    for cle, fiche in recit["personnes"].items():
        scene.personnes[cle] = _personne(scene, quand, **fiche)
    return scene


def _compte(scene, cle, mot_de_passe, quand, *, prenom, nom, telephone="", role="", administrateur=False):
    """The account exists already when the demonstration starts again: it gets its password back."""
    compte, _ = Utilisateur.objects.update_or_create(
        email=f"{cle}@example.org",
        defaults={
            "first_name": prenom,
            "last_name": nom,
            "telephone": telephone,
            "is_active": True,
            "is_staff": administrateur,
            "is_superuser": administrateur,
        },
    )
    compte.set_password(mot_de_passe)
    compte.save()
    compte.authenticator_set.all().delete()
    if role:
        scene.creer(Membre, quand, None, mission=scene.mission, utilisateur=compte, role=role)
    return compte


def _structure(scene, quand, *, type, territoire=None, langues=(), **champs):
    lieu = scene.territoires.get(territoire)
    champs.setdefault("pays", lieu.pays if lieu else "FR")
    structure = scene.creer(
        Structure,
        quand,
        scene.fondateur,
        mission=scene.mission,
        type=TypeStructure.objects.get(libelle=type),
        territoire=lieu,
        **champs,
    )
    structure.langues.set(Langue.objects.filter(libelle__in=langues))
    return structure


def _personne(scene, quand, *, structure=None, compte=None, **champs):
    return scene.creer(
        Personne,
        quand,
        scene.fondateur,
        mission=scene.mission,
        structure=scene.structures.get(structure),
        compte=scene.comptes.get(compte),
        **champs,
    )

"""The cast: the same people in every test, each with a role, around one appui."""

from dataclasses import dataclass

from appuis.models import Appui, Projet
from comptes.models import Utilisateur
from missions.models import Membre, Mission, Personne, Structure
from tests.factories import (
    AppuiFactory,
    MembreFactory,
    MissionFactory,
    PersonneFactory,
    ProjetFactory,
    StructureFactory,
    UtilisateurFactory,
)


@dataclass
class Troupe:
    """Agathe carries the appui, Colin is her colleague, Rose answers for the mission, Adam administers the instance,
    Béa benefits from the appui, Étienne works in another mission. `co` is named co-officer by Agathe in some tests."""

    mission: Mission
    agent: Utilisateur
    collegue: Utilisateur
    responsable: Utilisateur
    admin: Utilisateur
    beneficiaire: Utilisateur
    etranger: Utilisateur
    structure: Structure
    personne: Personne
    projet: Projet
    appui: Appui

    ROLES = ("agent", "collegue", "responsable", "admin", "beneficiaire", "etranger")


def _compte(prenom, nom, **champs):
    return UtilisateurFactory(email=f"{prenom}@example.org".lower(), first_name=prenom, last_name=nom, **champs)


def troupe():
    mission = MissionFactory(nom="Mission Haut-Vernay")
    agent, collegue = _compte("Agathe", "Roux"), _compte("Colin", "Marchal")
    responsable = _compte("Rose", "Perrin")
    etranger = _compte("Étienne", "Vidal")
    beneficiaire = _compte("Béa", "Fontaine")
    MembreFactory(mission=mission, utilisateur=agent)
    MembreFactory(mission=mission, utilisateur=collegue)
    MembreFactory(mission=mission, utilisateur=responsable, role=Membre.Role.RESPONSABLE)
    MembreFactory(mission=MissionFactory(nom="Mission d’à côté"), utilisateur=etranger)
    structure = StructureFactory(mission=mission, nom="GAL Terres d’Aubrives")
    personne = PersonneFactory(mission=mission, prenom="Béa", nom="Fontaine", structure=structure, compte=beneficiaire)
    projet = ProjetFactory(mission=mission, nom="Filière noisette", chef_de_file=structure)
    appui = AppuiFactory(
        mission=mission,
        intitule="Filière noisette",
        charge=agent,
        projet=projet,
        structures=[structure],
        beneficiaires=[personne],
    )
    return Troupe(
        mission=mission,
        agent=agent,
        collegue=collegue,
        responsable=responsable,
        admin=_compte("Adam", "Leroy", is_staff=True, is_superuser=True),
        beneficiaire=beneficiaire,
        etranger=etranger,
        structure=structure,
        personne=personne,
        projet=projet,
        appui=appui,
    )

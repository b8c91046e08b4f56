"""A person's part in the missions: their cards in the réseau, their roles."""

from coopappui.donnees import effaceur, partie, rangees
from missions.models import Desabonnement, EnvoiDeLettre, Inscription, Membre, Personne, PriseDeConnaissance


@partie("Mes fiches dans le réseau des missions")
def fiches(compte):
    siennes = Personne.objects.filter(compte=compte).select_related("mission", "structure")
    yield from rangees(
        siennes, "mission", "prenom", "nom", "fonction", "structure", "courriel", "telephone", "temoignage"
    )


@partie("Mes rôles dans les missions")
def roles(compte):
    yield from rangees(Membre.objects.filter(utilisateur=compte).select_related("mission"), "mission", "role", "actif")


@partie("Les documents de mission que j’ai lus")
def lectures(compte):
    siennes = PriseDeConnaissance.objects.filter(compte=compte).select_related("version__mission")
    yield from rangees(siennes.defer("version__contenu"), "version", "le")


@effaceur
def rendre_anonyme(compte):
    """The card stays, because appuis count it, without anything that names anybody; nor does its history."""
    nombre = 0
    for personne in Personne.objects.filter(compte=compte):
        personne.prenom, personne.nom = "", "Personne effacée"
        personne.fonction = personne.courriel = personne.telephone = personne.temoignage = ""
        personne.contact_cooperation, personne.compte = False, None
        personne.save()
        personne.history.all().delete()
        nombre += 1
    Membre.objects.filter(utilisateur=compte).update(actif=False)
    return f"Fiches du réseau rendues anonymes : {nombre}."


@partie("Les listes de diffusion où je suis")
def listes(compte):
    siennes = Inscription.objects.filter(personne__compte=compte).select_related("liste__mission")
    for inscription in siennes:
        yield {"mission": str(inscription.liste.mission), "liste": inscription.liste.nom, "depuis": inscription.le}


@partie("Les lettres d’information que j’ai reçues, et mes désabonnements")
def lettres(compte):
    envois = EnvoiDeLettre.objects.filter(personne__compte=compte).select_related("lettre")
    yield from rangees(envois, "lettre", "courriel", "etat", "remis_le")
    yield from rangees(
        Desabonnement.objects.filter(personne__compte=compte).select_related("mission"), "mission", "le"
    )


# Registered last, hence called first: while the cards still say whose they are.
@effaceur
def quitter_les_listes(compte):
    """What was sent stays counted, to nobody; a refusal stays too, as a print that names nobody."""
    inscriptions, _ = Inscription.objects.filter(personne__compte=compte).delete()
    envois = EnvoiDeLettre.objects.filter(personne__compte=compte)
    nombre = envois.update(nom="", courriel="", personne=None)
    Desabonnement.objects.filter(personne__compte=compte).update(personne=None)
    if not inscriptions and not nombre:
        return ""
    return f"Listes de diffusion quittées : {inscriptions} ; envois de lettres rendus anonymes : {nombre}."

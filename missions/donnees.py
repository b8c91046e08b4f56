"""A person's part in the missions: their cards in the réseau, their roles."""

from coopappui.donnees import effaceur, partie, rangees
from missions.models import DemandeDeTemoigner, Membre, Personne, PriseDeConnaissance


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


@partie("Mes accords pour témoigner")
def temoignages(compte):
    siennes = DemandeDeTemoigner.objects.filter(personne__compte=compte).select_related("personne", "demande_par")
    yield from rangees(siennes, "personne", "demande_par", "demande_le", "sujets", "valable_jusqu_au")


@effaceur
def rendre_anonyme(compte):
    """The card stays, because appuis count it, without anything that names anybody; nor does its history."""
    nombre = 0
    demandes = DemandeDeTemoigner.objects.filter(personne__compte=compte)
    DemandeDeTemoigner.history.filter(id__in=list(demandes.values_list("pk", flat=True))).delete()
    demandes.delete()
    for personne in Personne.objects.filter(compte=compte):
        personne.prenom, personne.nom = "", "Personne effacée"
        personne.fonction = personne.courriel = personne.telephone = personne.temoignage = ""
        personne.contact_cooperation, personne.compte = False, None
        personne.save()
        personne.history.all().delete()
        nombre += 1
    Membre.objects.filter(utilisateur=compte).update(actif=False)
    return f"Fiches du réseau rendues anonymes : {nombre}."

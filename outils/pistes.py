"""A piste retained in a grille goes on as a project or as an offer: nothing is typed again."""

from django.db import transaction

from appuis.models import ActionPrevue, Projet
from outils.commencer import dupliquer, fiche_sur, remplir_de_ce_qui_est_connu
from outils.models.offre_cooperation import OffreCooperation


@transaction.atomic
def en_projet(grille, piste, user):
    """(project, created): the mission's project of that name, or a new one filled from the pré-projet."""
    nom = piste.nom[:200]
    deja = Projet.objects.filter(mission=grille.mission_id, nom=nom).first()
    if deja:
        return deja, False
    pre_projet = grille.pre_projet_de(piste)
    projet = Projet(mission=grille.mission, nom=nom, chef_de_file=_porteur(grille))
    if pre_projet:
        projet.objet = pre_projet.problematique[:5000]
        projet.date_debut, projet.date_fin = pre_projet.debut, pre_projet.fin
    projet.save()
    if pre_projet:
        for ligne in pre_projet.contenu.lignes("actions_communes"):
            if ligne.action:
                ActionPrevue.objects.create(
                    projet=projet, intitule=ligne.action[:200], lieu=ligne.lieu[:120], echeance=ligne.echeance
                )
        dupliquer(pre_projet, projet, user, pre_projet.titre, None)
    return projet, True


def _porteur(grille):
    return grille.structure or (grille.le_projet.chef_de_file if grille.le_projet else None)


@transaction.atomic
def en_offre(grille, piste, user):
    """(offer, created); None when there is no project nor appui to hang it on yet."""
    pre_projet = grille.pre_projet_de(piste)
    objet = pre_projet.objet if pre_projet else grille.projet or grille.appui
    if objet is None:
        return None, False
    offre = fiche_sur(OffreCooperation, objet, user)
    siennes = OffreCooperation.objects.filter(projet=offre.projet, appui=offre.appui, titre_du_projet=piste.nom[:200])
    if deja := siennes.first():
        return deja, False
    offre.pre_projet = pre_projet
    offre.titre = f"{OffreCooperation.nom()} · {piste.nom}"[:200]
    remplir_de_ce_qui_est_connu(offre, user)
    if not pre_projet:
        offre.titre_du_projet = piste.nom[:200]
        offre.save()
    return offre, True

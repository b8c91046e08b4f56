"""Who is told what of the life of a fiche. Neither its answers nor the remarks leave the portal: the name of its tool
does, and that of what it is about."""

from comptes.models import Sujet
from comptes.notifications import prevenir
from coopappui.courriel import ecrire
from coopappui.jours import jour_long


def _dire(destinataires, fiche, phrase, sauf, *suite):
    detail = " · ".join(filter(None, [str(fiche.objet), *suite]))
    titre = phrase.format(f"« {fiche.nom_de_l_outil} »")
    prevenir(destinataires, Sujet.FICHE, titre, fiche.get_absolute_url(), detail=detail, sauf=sauf)


def _pour_le(demande):
    return f"pour le {jour_long(demande.echeance)}" if demande.echeance else ""


def partagee(fiche, par):
    _dire(fiche.beneficiaires(), fiche, "Une fiche est partagée avec vous : {}", par)


def demandee(demande, destinataires):
    _dire(destinataires, demande.fiche, "Une fiche à remplir : {}", demande.par, _pour_le(demande))


def correction_demandee(demande):
    fiche = demande.fiche
    nombre = len(fiche.remarques_ouvertes)
    remarques = f"{nombre} remarque{'s' if nombre > 1 else ''}" if nombre else ""
    destinataires = demande.destinataires.all()
    _dire(destinataires, fiche, "Une correction vous est demandée : {}", demande.par, remarques, _pour_le(demande))


def validee(fiche, par):
    _dire(fiche.beneficiaires(), fiche, "Votre fiche est validée : {}", par)


def rouverte(fiche, par):
    _dire(fiche.beneficiaires(), fiche, "Votre fiche est rouverte, vous pouvez de nouveau la compléter : {}", par)


def transmise(transmission):
    """The officers are told; whoever transmitted gets a receipt by mail, whatever the mails they chose."""
    fiche, par = transmission.fiche, transmission.par
    _dire(fiche.charges(), fiche, f"Fiche transmise : {{}}, n° {transmission.numero}", par)
    le = jour_long(transmission.le, "j F Y à H:i")
    ecrire(
        par.email,
        f"Fiche transmise : accusé de réception n° {transmission.numero}",
        [
            f"Votre fiche « {fiche.nom_de_l_outil} » ({fiche.objet}) est bien arrivée à {fiche.mission} le {le}.",
            f"Son numéro : {transmission.numero}. Gardez-le pour en parler avec votre chargé d’appui.",
            "L’accusé de réception, avec toutes vos réponses, se lit et se télécharge en PDF à cette adresse. "
            "Vous serez prévenu quand la fiche sera relue.",
        ],
        bouton=("Lire l’accusé de réception", transmission.get_absolute_url()),
    )

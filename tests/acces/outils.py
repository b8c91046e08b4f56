"""The carnet d'outils: everybody reads what the tools are; a fiche goes with its project, its appui or its structure.

A draft is the mission's; once shared, the bénéficiaires of its object read and fill it too.
"""

from outils.models import FicheIdentite, GrillePriorisation, OffreCooperation, PreProjet, Transmission
from tests.acces import MEMBRES, TOUS, Ligne
from tests.factories import il_y_a

CHARGES = "agent collegue"
CHARGES_D_AILLEURS_AUSSI = f"{CHARGES} etranger"
CODE = PreProjet.code
# Who hands over: nobody as long as it is a draft.
BENEFICIAIRES = {False: "", True: "beneficiaire"}


def _creer(troupe, modele, partagee=False, **champs):
    porteur = modele.porteurs[0]
    objet = {porteur: getattr(troupe, porteur)}
    fiche = modele.objects.create(mission=troupe.mission, titre="Noisette", **objet, **champs)
    if partagee:
        fiche.partager()
    return fiche


def _fiche(partagee, *suite):
    return lambda t: [CODE, _creer(t, PreProjet, partagee).pk, *suite]


def _transmise(*suite):
    def args(troupe):
        fiche = _creer(troupe, PreProjet, partagee=True)
        fiche.transmettre(troupe.beneficiaire)
        return [CODE, fiche.pk, *suite]

    return args


def _recu(troupe):
    code, pk = _transmise()(troupe)
    return [code, pk, Transmission.objects.get(fiche=pk).pk]


def _image(partagee):
    return lambda t: [_creer(t, FicheIdentite, partagee).pk]


def _piste(troupe):
    grille = _creer(troupe, GrillePriorisation)
    grille.pistes.create(cle="noisette", nom="Noisette", retenue="oui")
    return [grille.pk, "noisette"]


def _offre(troupe):
    return [_creer(troupe, OffreCooperation, etat="finalisee", date_publication=il_y_a(1)).pk]


def _code(troupe):
    return [CODE]


def _de_la_fiche(partagee):
    lecteurs, auteurs = (f"{MEMBRES} beneficiaire", f"{CHARGES} beneficiaire") if partagee else (MEMBRES, CHARGES)
    return [
        *(Ligne(f"outils:{nom}", _fiche(partagee), get=lecteurs) for nom in ("fiche", "pdf", "xlsx")),
        *(Ligne(f"outils:{n}", _fiche(partagee), get=auteurs, post=auteurs) for n in ("modifier", "importer_sur")),
        Ligne("outils:image", _image(partagee), get=auteurs, post=auteurs),
        Ligne("outils:historique", _fiche(partagee), get=MEMBRES),
        *(
            Ligne(f"outils:{n}", _fiche(partagee), get=CHARGES, post=CHARGES)
            for n in ("dupliquer", "supprimer", "demander")
        ),
        Ligne("outils:relire", _fiche(partagee), get=BENEFICIAIRES[partagee], post=BENEFICIAIRES[partagee]),
        *(
            Ligne("outils:etat", _fiche(partagee, geste), post=CHARGES)
            for geste in ("partager", "reprendre", "finaliser", "rouvrir")
        ),
    ]


# Transmitted: read by the same people, written by nobody until an officer answers.
TRANSMISE = [
    *(Ligne(f"outils:{nom}", _transmise(), get=f"{MEMBRES} beneficiaire") for nom in ("fiche", "pdf", "xlsx")),
    *(Ligne(f"outils:{nom}", _recu, get=f"{MEMBRES} beneficiaire") for nom in ("recu", "recu_pdf")),
    Ligne("outils:relire", _transmise(), get="beneficiaire", post="beneficiaire"),
    Ligne("outils:modifier", _transmise(), get=f"{CHARGES} beneficiaire", post=f"{CHARGES} beneficiaire"),
    Ligne("outils:importer_sur", _transmise()),
    Ligne("outils:commenter", _transmise(), get=CHARGES, post=CHARGES),
    *(Ligne("outils:etat", _transmise(geste), post=CHARGES) for geste in ("finaliser", "rouvrir")),
]


LIGNES = [
    Ligne("outils:catalogue", get=TOUS),
    *(Ligne(f"outils:{nom}", _code, get=TOUS) for nom in ("outil", "vierge_xlsx")),
    # The tool whose blank PDF is the quickest to make.
    Ligne("outils:vierge_pdf", lambda t: [OffreCooperation.code], get=TOUS),
    *(
        Ligne(f"outils:{nom}", _code, get=CHARGES_D_AILLEURS_AUSSI, post=CHARGES_D_AILLEURS_AUSSI)
        for nom in ("nouvelle", "importer", "demander_nouvelle")
    ),
    Ligne("outils:de_l_appui", lambda t: [t.appui.pk], get=MEMBRES),
    Ligne("outils:piste_projet", _piste, post=CHARGES),
    Ligne("outils:piste_offre", _piste, post=CHARGES),
    Ligne("offres:offre", _offre, get=TOUS, public=True),
    Ligne("offres:pdf", _offre, get=TOUS, public=True),
    *_de_la_fiche(partagee=False),
    *_de_la_fiche(partagee=True),
    *TRANSMISE,
]

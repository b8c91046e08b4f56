"""An appui told in the order of its days: séquences, blocages lifted, steps passed, changes of state.

The models' own transitions are played, so that a story they would refuse cannot be loaded.
"""

from appuis.demo.fichiers import deposer
from appuis.demo.jours import dater, signer
from appuis.models import Apport, Appui, Bilan, Blocage, Engagement, Etape, Evenement, NoteConfidentielle, Sequence

# On one day: what was done, what it lifted, the step it passes, then the change of state.
SEQUENCE, LEVEE, ETAPE, TRANSITION = range(1, 5)
# Written down only once the need has been talked over.
PLUS_TARD = ("besoin_reformule", "points_a_travailler", "projet")


def raconter(scene, fiche):
    return _Recit(scene, dict(fiche)).derouler()


class _Recit:
    def __init__(self, scene, fiche):
        self.scene, self.calendrier = scene, scene.calendrier
        self.sequences = fiche.pop("sequences", [])
        self.etapes = fiche.pop("etapes", {})
        self.transitions = fiche.pop("transitions", [])
        self.bilan = fiche.pop("bilan", None)
        self.relance, self.report = fiche.pop("relance", None), fiche.pop("report", None)
        self.appui = self._ouvrir(**fiche)

    def derouler(self):
        for jour, rang, geste, fiche in sorted(self._gestes(), key=lambda geste: geste[:2]):
            self.quand = self.calendrier.instant(jour, rang)
            signer(self.appui, self.appui.charge, self.quand)
            geste(fiche, jour)
            self._dater_le_journal()
        self._finir()
        dater(self.appui, modifie_le=self.quand)
        return self.appui

    def _gestes(self):
        yield from ((sequence["jour"], SEQUENCE, self._sequence, sequence) for sequence in self.sequences)
        for sequence in self.sequences:
            for blocage in sequence.get("blocages", ()):
                if "leve" in blocage:
                    yield blocage["leve"], LEVEE, self._lever, blocage
        yield from ((jour, ETAPE, self._franchir, etape) for etape, jour in self.etapes.items())
        yield from ((transition["jour"], TRANSITION, self._passer, transition) for transition in self.transitions)

    # --- the appui ----------------------------------------------------------------------------

    def _ouvrir(self, *, structures, beneficiaires, ouvert, charge, co_charges=(), projet=None, **champs):
        self.suite = {nom: champs.pop(nom) for nom in PLUS_TARD if nom in champs}
        if projet:
            self.suite["projet"] = self.scene.projets[projet]
        self.quand, par = self.calendrier.instant(ouvert), self.scene.comptes[charge]
        appui = self.scene.creer(
            Appui,
            self.quand,
            par,
            mission=self.scene.mission,
            charge=par,
            ouvert_le=self.calendrier.jour(ouvert),
            **champs,
        )
        appui.structures.set([self.scene.structures[cle] for cle in structures])
        appui.beneficiaires.set([self.scene.personnes[cle] for cle in beneficiaires])
        appui.co_charges.set([self.scene.comptes[cle] for cle in co_charges])
        Evenement.noter(appui, Evenement.Verbe.OUVERTURE, par)
        self.appui = appui
        self._dater_le_journal()
        return appui

    def _noter_la_suite(self):
        """The need as agreed, the points to work on, the project: typed when the work starts."""
        if self.suite:
            for champ, valeur in self.suite.items():
                setattr(self.appui, champ, valeur)
            self.appui.save()
            self.suite = {}

    def _finir(self):
        self._noter_la_suite()
        if self.bilan:
            self._ecrire_le_bilan()
        if self.relance is not None:
            self.appui.relance_le = self.calendrier.jour(self.relance)
            self._marquer(Evenement.Verbe.RELANCE, self.relance)
        if self.report is not None:
            self.appui.reporte_au = self.calendrier.jour(self.report)
            self._marquer(Evenement.Verbe.REPORT, -1, f"au {self.appui.reporte_au:%d/%m/%Y}")

    def _marquer(self, verbe, jour, detail=""):
        self.quand = self.calendrier.instant(jour)
        signer(self.appui, self.appui.charge, self.quand).save()
        Evenement.noter(self.appui, verbe, self.appui.charge, detail)
        self._dater_le_journal()

    def _ecrire_le_bilan(self):
        self.scene.creer(Bilan, self.quand, self.appui.charge, appui=self.appui, **self.bilan)
        self.bilan = None

    def _dater_le_journal(self):
        """The events written by the last gesture get its date."""
        recents = self.appui.evenements.exclude(pk__in=getattr(self, "dates", ()))
        cles = list(recents.values_list("pk", flat=True))
        self.appui.evenements.filter(pk__in=cles).update(le=self.quand)
        self.dates = {*getattr(self, "dates", ()), *cles}

    # --- the gestures -------------------------------------------------------------------------

    def _franchir(self, etape, jour):
        if etape == Etape.DEMARRAGE:
            self._noter_la_suite()
        if etape == Etape.BILAN and self.bilan:
            self._ecrire_le_bilan()
        self.appui.franchir(etape, par=self.appui.charge, le=self.calendrier.jour(jour))

    def _passer(self, transition, jour):
        appui, par = self.appui, self.appui.charge
        motif = transition.get("motif", "")
        if transition["quoi"] == "transmettre":
            appui.transmettre(self.scene.comptes[transition["a"]], par=par)
        elif transition["quoi"] == "arreter":
            self._noter_la_suite()
            appui.arreter(par, transition["raison"], motif)
        elif transition["quoi"] == "suspendre":
            appui.suspendre(par, motif)
        else:
            {"clore": appui.clore, "reprendre": appui.reprendre}[transition["quoi"]](par)

    def _lever(self, blocage, jour):
        signer(blocage["objet"], self.appui.charge, self.quand)
        blocage["objet"].lever(par=self.appui.charge, le=self.calendrier.jour(jour))

    def _sequence(self, fiche, jour):
        par, champs = self.appui.charge, dict(fiche)
        parties = {nom: champs.pop(nom, ()) for nom in ("blocages", "engagements", "documents", "notes")}
        participants = [self.scene.personnes[cle] for cle in champs.pop("participants", ())]
        del champs["jour"]
        renommes = {"points": "points_travailles", "prochaine": "prochaine_etape", "suite": "prochain_echange"}
        champs = {renommes.get(nom, nom): valeur for nom, valeur in champs.items()}
        sequence = self.scene.creer(
            Sequence,
            self.quand,
            par,
            appui=self.appui,
            auteur=par,
            date=self.calendrier.jour(jour),
            releve="decisions" in champs,
            **champs,
        )
        sequence.participants.set(participants)
        Evenement.noter(self.appui, Evenement.Verbe.SEQUENCE, par, str(sequence))
        for blocage in parties["blocages"]:
            self._blocage(sequence, blocage)
        for engagement in parties["engagements"]:
            self._engagement(sequence, **engagement)
        for document in parties["documents"]:
            deposer(self.scene, appui=self.appui, sequence=sequence, jour=jour, par=par, **document)
        for note in parties["notes"]:
            self._note(sequence, **note)

    def _blocage(self, sequence, fiche):
        fiche["objet"] = self.scene.creer(
            Blocage,
            self.quand,
            self.appui.charge,
            appui=self.appui,
            sequence=sequence,
            intitule=fiche["intitule"],
            nature=fiche.get("nature", ""),
        )
        for nature, precision in fiche.get("apports", {}).items():
            self.scene.creer(Apport, self.quand, None, blocage=fiche["objet"], nature=nature, precision=precision)

    def _engagement(self, sequence, *, quoi, qui, pour=None, fait=None, moyens=""):
        engagement = self.scene.creer(
            Engagement,
            self.quand,
            self.appui.charge,
            appui=self.appui,
            sequence=sequence,
            quoi=quoi,
            moyens=moyens,
            charge=self.scene.comptes.get(qui),
            personne=None if qui in self.scene.comptes else self.scene.personnes[qui],
            echeance=self.calendrier.jour(pour),
        )
        if fait is not None:
            signer(engagement, self.appui.charge, self.calendrier.instant(fait))
            engagement.faire(self.calendrier.jour(fait))

    def _note(self, sequence, *, texte, lecteurs=(), sur="sequence"):
        blocage = sequence.blocages.first() if sur == "blocage" else None
        note = self.scene.creer(
            NoteConfidentielle,
            self.quand,
            None,
            appui=self.appui,
            sequence=None if blocage else sequence,
            blocage=blocage,
            auteur=self.appui.charge,
            texte=texte,
        )
        note.lecteurs.set([self.scene.comptes[cle] for cle in lecteurs])

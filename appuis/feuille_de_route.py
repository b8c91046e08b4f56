"""The feuille de route personnelle: what a bénéficiaire leaves an appui with (guide, p. 34).

Drawn from the appui, for its page and its PDF. Holds neither blocages, nor points worked on, nor notes.
"""

from django.db.models import Prefetch

from appuis.models import Appui, Document, Engagement, Etape, Sequence
from appuis.parcours import stades_de

# The guide's stages as they are told to somebody who lives them.
STADES = {
    "emergence": "L’envie de coopérer",
    "lancement": "Les partenaires",
    "realisation": "Le projet en action",
    "cloture": "La fin et l’après",
}
EN_MOTS = {
    "emergence": "Votre envie de coopérer prend forme.",
    "lancement": "Vous construisez votre partenariat.",
    "realisation": "Votre projet se réalise.",
    "cloture": "Votre projet se termine, la suite se prépare.",
}
ETAPES = {
    Etape.CONTACT: "Nous avons pris contact",
    Etape.DEMARRAGE: "Votre besoin est précisé",
    Etape.BLOCAGES: "Les points qui bloquaient sont travaillés",
    Etape.CLOTURE: "La suite est convenue",
    Etape.BILAN: "Le bilan est fait",
}


def appuis_partages(user):
    """The appuis the user benefits from, with all that their space shows, in a constant number of queries."""
    return (
        Appui.objects.partages_avec(user)
        .select_related("projet", "charge", "mission")
        .prefetch_related(
            "projet__stades_atteints",
            "etapes_franchies",
            Prefetch("sequences", Sequence.objects.only("appui", "date", "prochaine_etape", "prochain_echange")),
            Prefetch("engagements", Engagement.objects.select_related("charge", "personne").par_echeance()),
            Prefetch("documents", Document.objects.filter(nature=Document.Nature.REMIS)),
        )
    )


class FeuilleDeRoute:
    """One appui as its bénéficiaire `user` reads it. Expects an appui of `appuis_partages`."""

    def __init__(self, appui, user):
        self.appui, self.user = appui, user
        self.engagements = list(appui.engagements.all())
        for engagement in self.engagements:
            engagement.sien = engagement.est_du_beneficiaire(user)

    @property
    def nom(self):
        return str(self.appui.projet or self.appui)

    @property
    def stades(self):
        return stades_de(self.appui.projet, STADES) if self.appui.projet else []

    @property
    def avancement(self):
        """Where the project is, in a sentence."""
        projet = self.appui.projet
        if projet is None:
            return "Le projet n’est pas encore né : vous y réfléchissez ensemble."
        numero = list(STADES).index(projet.stade) + 1
        return f"{EN_MOTS[projet.stade]} C’est l’étape {numero} sur {len(STADES)}."

    @property
    def etat(self):
        """Said softly: the reason why an appui stops is the officer's."""
        return "en pause" if self.en_pause else "terminé" if self.appui.etat == Appui.Etat.CLOS else ""

    @property
    def en_pause(self):
        return self.appui.etat in (Appui.Etat.SUSPENDU, Appui.Etat.ARRETE)

    @property
    def a_faire(self):
        """What this person promised, the most pressing first."""
        return [e for e in self.engagements if e.sien and not e.fait_le]

    @property
    def autres(self):
        """What the officer and the other bénéficiaires promised."""
        return [e for e in self.engagements if not e.sien and not e.fait_le]

    @property
    def faits(self):
        return sorted((e for e in self.engagements if e.fait_le), key=lambda e: e.fait_le, reverse=True)

    @property
    def etapes(self):
        """The steps already passed, dated."""
        return [(ETAPES[Etape(f.etape)], f.le) for f in self.appui.etapes_franchies.all()]

    @property
    def prochaine_etape(self):
        return self._derniere("prochaine_etape")

    @property
    def prochain_echange(self):
        return self._derniere("prochain_echange")

    def _derniere(self, champ):
        """What the latest séquence that says it said."""
        return next((v for s in self.appui.sequences.all() if (v := getattr(s, champ))), "")

    @property
    def documents(self):
        return list(self.appui.documents.all())


class Espace:
    """The home of a bénéficiaire: everything they have to do, then their projects, each with its appuis."""

    def __init__(self, user):
        self.feuilles = [FeuilleDeRoute(appui, user) for appui in appuis_partages(user)]
        # What still moves comes first.
        self.feuilles.sort(key=lambda feuille: not feuille.appui.ouvert)

    @property
    def a_faire(self):
        """(engagement, feuille), the most pressing first, undated last."""
        paires = [(e, feuille) for feuille in self.feuilles for e in feuille.a_faire]
        return sorted(
            paires, key=lambda paire: (paire[0].echeance is None, paire[0].echeance or paire[0].cree_le.date())
        )

    @property
    def projets(self):
        """Lists of feuilles about the same project; an appui without project stands alone."""
        groupes = {}
        for feuille in self.feuilles:
            groupes.setdefault(feuille.appui.projet_id or f"appui-{feuille.appui.pk}", []).append(feuille)
        return list(groupes.values())

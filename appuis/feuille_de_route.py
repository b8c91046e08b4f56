"""The feuille de route personnelle: what a bénéficiaire leaves an appui with (guide, p. 34).

Drawn from the appui, for its page and its PDF. Holds neither blocages, nor points worked on, nor notes.
"""

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.utils.functional import cached_property

from appuis.models import Appui, Document, Engagement, Etape, Projet, Sequence
from appuis.parcours import stades_de
from missions.models import VersionDeDocument

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


# How many of the latest exchanges are shown.
ECHANGES = 5


def appuis_partages(user):
    """The appuis the user benefits from, with what a list of them says, in a constant number of queries."""
    dites = Sequence.objects.only("appui", "date", "nature", "canal", "releve", "decisions", *_SUITES)
    return (
        Appui.objects.partages_avec(user)
        .select_related("projet", "charge", "mission")
        .annotate(a_une_charte=Exists(VersionDeDocument.objects.publiques().filter(mission=OuterRef("mission"))))
        .prefetch_related("projet__stades_atteints", Prefetch("sequences", dites))
    )


def completer(appui):
    """The same appui, with all that the feuille de route holds."""
    prefetch_related_objects(
        [appui],
        "etapes_franchies",
        Prefetch("engagements", Engagement.objects.select_related("charge", "personne").par_echeance()),
        Prefetch("documents", Document.objects.filter(nature=Document.Nature.REMIS)),
    )
    return appui


_SUITES = ("prochaine_etape", "prochain_echange")


def avancement(projet):
    """« Votre envie de coopérer prend forme. C’est l’étape 1 sur 4. »"""
    numero = list(STADES).index(projet.stade) + 1
    return f"{EN_MOTS[projet.stade]} C’est l’étape {numero} sur {len(STADES)}."


class FeuilleDeRoute:
    """One appui as its bénéficiaire `user` reads it. Expects an appui of `appuis_partages`, completed for
    its page (`completer`)."""

    def __init__(self, appui, user):
        self.appui, self.user = appui, user

    @cached_property
    def engagements(self):
        engagements = list(self.appui.engagements.all())
        for engagement in engagements:
            engagement.sien = engagement.est_du_beneficiaire(self.user)
        return engagements

    @property
    def nom(self):
        return str(self.appui.projet or self.appui)

    @property
    def stades(self):
        return stades_de(self.appui.projet, STADES) if self.appui.projet else []

    @property
    def avancement(self):
        """Where the project is, in a sentence."""
        if self.appui.projet is None:
            return "Le projet n’est pas encore né : vous y réfléchissez ensemble."
        return avancement(self.appui.projet)

    @property
    def etat(self):
        """Said softly: the reason why an appui stops is the officer's."""
        if self.arrete_par_les_siens:
            return "arrêté"
        return "en pause" if self.en_pause else "terminé" if self.appui.etat == Appui.Etat.CLOS else ""

    @property
    def arrete_par_les_siens(self):
        """Its bénéficiaires put an end to it: said plainly, they know."""
        return self.appui.motif_arret == Appui.MotifArret.BENEFICIAIRE

    @property
    def en_pause(self):
        return self.appui.etat in (Appui.Etat.SUSPENDU, Appui.Etat.ARRETE)

    @property
    def promis(self):
        """What was promised and is not done. What this person promised is said apart, as long as the appui is open."""
        return [e for e in self.engagements if not e.fait_le and not (e.sien and self.appui.ouvert)]

    @property
    def peut_inviter(self):
        """The officer lets the bénéficiaires invite colleagues of the project."""
        return bool(self.appui.invitations_ouvertes and self.appui.projet_id and self.appui.ouvert)

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
    def echanges(self):
        """The latest séquences; their decisions only when minutes were asked for."""
        return list(self.appui.sequences.all())[:ECHANGES]

    @property
    def documents(self):
        return list(self.appui.documents.all())


class Suivi:
    """A project in the home of a bénéficiaire: their appuis about it, or none when they were only invited to it. An
    appui without project stands alone."""

    def __init__(self, projet, feuilles=()):
        self.projet, self.feuilles = projet, list(feuilles)

    @property
    def nom(self):
        return str(self.projet or self.feuilles[0].appui)

    @property
    def stades(self):
        return stades_de(self.projet, STADES) if self.projet else []

    @property
    def avancement(self):
        return avancement(self.projet) if self.projet else self.feuilles[0].avancement


class Espace:
    """The home of a bénéficiaire: their projects, each with its appuis; what still moves comes first."""

    def __init__(self, user):
        self.feuilles = [FeuilleDeRoute(appui, user) for appui in appuis_partages(user)]
        self.feuilles.sort(key=lambda feuille: not feuille.appui.ouvert)
        siens = {feuille.appui.projet_id for feuille in self.feuilles} - {None}
        self.autres = projets_partages(user).exclude(pk__in=siens)
        self.suivis = [*self._des_appuis(), *(Suivi(projet) for projet in self.autres)]

    def _des_appuis(self):
        suivis = {}
        for feuille in self.feuilles:
            cle = feuille.appui.projet_id or f"appui-{feuille.appui.pk}"
            suivis.setdefault(cle, Suivi(feuille.appui.projet)).feuilles.append(feuille)
        return suivis.values()

    def nom_de(self, attente):
        """The project, or the appui, that this attente is about; "" when there is only one, or none."""
        if len(self.suivis) < 2:
            return ""
        for suivi in self.suivis:
            if attente.appui_id in [feuille.appui.pk for feuille in suivi.feuilles]:
                return suivi.nom
            if attente.projet_id and suivi.projet and attente.projet_id == suivi.projet.pk:
                return suivi.nom
        return ""


def projets_partages(user):
    """The projects the user follows, with what their page and a list of them say."""
    return (
        Projet.objects.partages_avec(user)
        .select_related("mission", "chef_de_file")
        .prefetch_related("stades_atteints")
        .order_by("nom", "pk")
    )

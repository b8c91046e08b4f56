"""The offre de coopération: what a territoire proposes to partners it does not know yet; published with dates."""

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from appuis.models import StadeAppui
from coopappui.champs import Court, Jour, Texte
from coopappui.jours import jour_long
from coopappui.modeles import Cherchable, ChercheQuerySet
from coopappui.plan.blocs import Section
from outils.models.base import Outil, OutilQuerySet
from outils.models.decrypter_piste import DecrypterPiste
from outils.models.pre_projet import PreProjet


class OffreQuerySet(ChercheQuerySet, OutilQuerySet):
    def publiees(self, le=None):
        """Those that anybody may read on a day (today): finished, published, not expired."""
        le = le or localdate()
        en_cours = Q(date_expiration=None) | Q(date_expiration__gte=le)
        return self.filter(en_cours, etat=self.model.Etat.FINALISEE, date_publication__lte=le)


class OffreCooperation(Cherchable, Outil):
    """Source: guide, p. 100 (Cap Rural). There is no standard offer; these parts are found in most."""

    code = "offre-cooperation"
    stade = StadeAppui.PARTENARIATS
    page = "100"
    pour = "Faire savoir ce que vous voulez faire, avec qui, et ce que vous apportez."
    quand = (
        "Quand le pré-projet est assez clair pour en parler ; elle est publique de sa publication à son expiration."
    )
    suites = "outils/suites/offre.html"
    decisions = frozenset({"date_publication", "date_expiration"})

    titre_du_projet = Court("titre du projet")
    thematique = Court("thématique (mots-clés)", max_length=300)
    date_publication = Jour("date de publication", null=True, blank=True)
    date_expiration = Jour(
        "date d’expiration", null=True, blank=True, help_text="Le dernier jour où l’offre se lit ; vide : sans fin."
    )
    groupe = Court("groupe/structure/territoire proposant l’offre")
    referent = Court("nom d’un référent", help_text="Avec son accord : l’offre publiée se lit sans compte.")
    localisation = Court("localisation", max_length=300)
    coordonnees = Texte("coordonnées", help_text="Publiques : celles de la structure plutôt que d’une personne.")
    contexte = Texte("contexte")
    objectifs = Texte("objectifs et actions envisagés")
    porteurs_potentiels = Texte("porteurs de projet potentiels")
    competences = Texte("compétences/connaissances/expertises")
    caracteristiques = Texte("caractéristiques autres")
    informations = Texte("informations complémentaires")
    langue = Court("langue parlée", help_text="En cas de coopération transnationale.")
    contact = Texte("contact")

    plan = [
        Section(
            "Type de coopération",
            "titre_du_projet",
            "thematique",
            "date_publication",
            "date_expiration",
            "groupe",
            "referent",
            "localisation",
            "coordonnees",
        ),
        Section("Description du projet", "contexte", "objectifs", "porteurs_potentiels"),
        Section("Partenaires recherchés", "competences", "caracteristiques"),
        Section(
            "Ce que peut offrir le partenaire",
            "informations",
            "langue",
            "contact",
            aide="Le partenaire qui propose cette coopération : vous.",
        ),
    ]
    requis = {
        "titre_du_projet": "Donnez le titre du projet.",
        "groupe": "Dites qui propose l’offre.",
        "objectifs": "Dites ce que vous voulez faire en coopération.",
        "competences": "Dites quel partenaire vous recherchez.",
        "contact": "Dites à qui répondre.",
    }
    ordres = [("date_publication", "date_expiration")]

    # The labels of an offer printed in English: {field or title of a block: label}.
    en = {
        "offre de coopération": "cooperation offer",
        "Type de coopération": "Type of cooperation",
        "titre_du_projet": "Project title",
        "thematique": "Project theme (keywords)",
        "date_publication": "Date of publication",
        "date_expiration": "Expiry date",
        "groupe": "Group/organisation/territory making the offer",
        "referent": "Contact person",
        "localisation": "Location",
        "coordonnees": "Contact details",
        "Description du projet": "Description of the project",
        "contexte": "Background",
        "objectifs": "Objectives and planned actions",
        "porteurs_potentiels": "Potential project leaders",
        "Partenaires recherchés": "Partners sought",
        "competences": "Skills/knowledge/expertise",
        "caracteristiques": "Other characteristics",
        "Ce que peut offrir le partenaire": "What the offering partner can bring",
        "informations": "Additional information",
        "langue": "Language spoken",
        "contact": "Contact",
    }

    champs_cherches = (
        "titre_du_projet",
        "thematique",
        "groupe",
        "localisation",
        "contexte",
        "objectifs",
        "porteurs_potentiels",
        "competences",
        "caracteristiques",
        "informations",
        "langue",
    )

    # The one it is drawn from, when somebody says which.
    pre_projet = None

    objects = OffreQuerySet.as_manager()

    class Meta:
        verbose_name = "offre de coopération"
        verbose_name_plural = "offres de coopération"

    def publiee(self, le=None):
        """Whether anybody may read it on a day (today); as `OffreQuerySet.publiees`."""
        le = le or localdate()
        return bool(
            self.finie
            and self.date_publication
            and self.date_publication <= le
            and (self.date_expiration is None or self.date_expiration >= le)
        )

    @property
    def adresse_publique(self):
        """The path of its public page."""
        return reverse("offres:offre", args=[self.pk])

    def connu(self):
        """From the latest pré-projet of the project, else its latest décryptage, else the project itself, and from
        the structure that leads it: only what the structure makes public, no person."""
        dits = set()
        for nom, valeur, origine in self._sources():
            if valeur and nom not in dits:
                dits.add(nom)
                yield nom, valeur, origine

    def _sources(self):
        if not (projet := self.le_projet):
            if self.pre_projet:
                yield from self._du_pre_projet(self.pre_projet)
            return
        pre_projet = self.pre_projet or PreProjet.objects.du_projet(projet).first()
        piste = DecrypterPiste.objects.du_projet(projet).first()
        if pre_projet:
            yield from self._du_pre_projet(pre_projet)
        if piste:
            yield from self._de_la_piste(piste)
        yield "titre_du_projet", projet.nom, "du projet"
        yield "contexte", projet.objet, "du projet"
        if projet.chef_de_file:
            yield from self._de_la_structure(projet.chef_de_file)

    def _du_pre_projet(self, pre_projet):
        du = "du pré-projet"
        actions = [ligne.action for ligne in pre_projet.contenu.lignes("actions_communes") if ligne.action]
        liste = "\n".join(f"• {action}" for action in actions)
        yield "titre_du_projet", pre_projet.titre_du_projet, du
        yield "thematique", pre_projet.thematique, du
        yield "contexte", _paragraphes(pre_projet.problematique, pre_projet.actions_locales), du
        yield "objectifs", _paragraphes(pre_projet.objectifs, liste), du
        yield "competences", pre_projet.attentes, du
        yield "caracteristiques", pre_projet.territoires_cibles, du
        yield "informations", _paragraphes(pre_projet.ressources_humaines, pre_projet.ressources_techniques), du

    def _de_la_piste(self, piste):
        du = "de la piste décryptée"
        actions = piste.contenu.lignes("actions_envisagees")
        yield "contexte", piste.enjeu, du
        yield "objectifs", _paragraphes(piste.objectifs, *(f"• {a.action}" for a in actions if a.action)), du
        yield "porteurs_potentiels", _paragraphes(*(a.porteurs_connus for a in actions)), du
        yield "competences", _paragraphes(*(a.apports for a in actions)), du
        yield "caracteristiques", _paragraphes(*(a.profil for a in actions)), du

    def _de_la_structure(self, structure):
        du = "de la structure"
        territoire = structure.territoire
        lieux = [structure.commune, territoire and territoire.nom, structure.nom_du_pays]
        postale = " ".join(filter(None, [structure.adresse, structure.code_postal, structure.commune]))
        yield "groupe", structure.nom, du
        yield "localisation", ", ".join(filter(None, lieux)), du
        yield "coordonnees", _paragraphes(postale, structure.telephone, structure.courriel, structure.site), du
        yield "langue", ", ".join(str(langue) for langue in structure.langues.all()), du
        yield "contact", _paragraphes(structure.nom, structure.courriel, structure.telephone), du

    def resume(self):
        """A row of the bilan des offres et des demandes: what the published offer says of itself."""
        publiee = f"publiée le {jour_long(self.date_publication)}"
        jusqu_au = f", valable jusqu’au {jour_long(self.date_expiration)}" if self.date_expiration else ""
        return {
            "projet_repere": _paragraphes(self.titre_du_projet, self.groupe).replace("\n", " · "),
            "contact": self.contact or self.coordonnees,
            "souhaits": self.objectifs,
            "ressources": f"{self.adresse_publique} ({publiee}{jusqu_au})",
        }


def _paragraphes(*textes):
    """The texts that say something, one under the other, each once."""
    return "\n".join(dict.fromkeys(filter(None, textes)))

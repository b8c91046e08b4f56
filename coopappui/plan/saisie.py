"""A fiche being written: its pieces judged together, saved together, as a draft that keeps whatever was typed.

    saisie = Saisie(fiche, request.POST, adresse=…)      # locks the fiche; the view runs in a transaction
    saisie.enregistrer(user)
    saisie.conflits        # what somebody else wrote meanwhile, and that this save did not overwrite
    saisie.a_corriger      # what was kept as typed because it is not a value yet

Names in the page: `champ` for the fiche, `relation-cle-champ` for a row, `relation-cle-cle-champ` for a crossing; the
keys of the rows, in their order, in the repeated field `relation`; `version`, signed, says what the page read.
"""

from django.core import signing
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from coopappui.concurrence import auteur_et_date
from coopappui.formulaires import _nettoyer_donnees
from coopappui.plan.blocs import Croise, Tableau
from coopappui.plan.cases import Case
from coopappui.plan.morceau import formulaire_de
from coopappui.plan.parties import SectionSaisie, TableauSaisi
from coopappui.plan.parties_croisees import CroiseSaisi
from coopappui.plan.seance import resserrer
from coopappui.templatetags.composants import cible

_SEL = "coopappui.plan"
TROP_ANCIENNE = "Cette page est trop ancienne pour être enregistrée. Copiez ce que vous avez tapé, puis rechargez-la."


class Saisie:
    def __init__(self, fiche, donnees=None, lues=None):
        """`lues`: what was read, when the page does not say it (an import reads what is stored now)."""
        self.fiche, self.donnees = fiche, _nettoyer_donnees(donnees)
        self.is_bound = donnees is not None
        if self.is_bound and not self.donnees.get("titre", "x").strip():
            # A fiche always has a title: erasing it is as if nothing was done.
            self.donnees["titre"] = fiche.titre or fiche.nom()
        self.erreurs = []
        self.signale = False
        self._lues = lues

    # --- the pieces -----------------------------------------------------------------------------------

    @cached_property
    def principal(self):
        noms = ("titre", *(nom for bloc in self.fiche.sections() for nom in bloc.noms))
        ordres = [o for o in self.fiche.ordres if len(o) == 2]
        return formulaire_de(type(self.fiche), noms)(
            self.fiche, self.donnees, ordres=ordres, reprises=self.fiche.reprises
        )

    @cached_property
    def propositions(self):
        """See Fiche.a_proposer; read once, and only by a page that opens an existing fiche."""
        return self.fiche.a_proposer() if self.fiche.pk and not self.is_bound else {}

    @cached_property
    def tables(self):
        """{relation: TableauSaisi}."""
        return {bloc.relation: TableauSaisi(self, bloc) for bloc in self.fiche.tableaux()}

    @cached_property
    def croises(self):
        return {bloc.relation: CroiseSaisi(self, bloc) for bloc in self.fiche.croises()}

    def croises_de(self, relation):
        """The crossings that hang on the rows of a table."""
        return [c for c in self.croises.values() if relation in (c.bloc.lignes, c.bloc.colonnes)]

    def blocs(self):
        """The plan with what one types in it."""
        for bloc in self.fiche.plan:
            if isinstance(bloc, Tableau):
                yield self.tables[bloc.relation]
            elif isinstance(bloc, Croise):
                yield self.croises[bloc.relation]
            else:
                yield SectionSaisie(bloc, [self.principal[nom] for nom in bloc.noms])

    def annoter(self, notes):
        """Shows notes beside the answers they are about, tied to them: {name in the page: safe HTML}. Returns {name:
        the id to jump to} of those that are in the page."""
        places = {}
        for _, morceau in self.morceaux():
            for nom in morceau.fields:
                if note := notes.get(morceau.add_prefix(nom)):
                    champ = morceau[nom]
                    champ.help_text = format_html("{}{}", mark_safe(champ.help_text), note)
                    places[morceau.add_prefix(nom)] = cible(champ)
        return places

    def morceaux(self):
        """(where it is, piece), in the order of the page."""
        yield "", self.principal
        for table in self.tables.values():
            for i, ligne in enumerate(table.visibles, 1):
                yield f"{table.bloc.nom} {i}", ligne.morceau
        for croise in self.croises.values():
            for ligne, _, cellules in croise.rangees:
                for colonne, morceau in cellules:
                    yield f"{ligne}, {colonne}", morceau

    # --- what the page read -----------------------------------------------------------------------------

    @cached_property
    def lues(self):
        """{"": prints of the fiche, relation: {key: prints}}; None when the page does not say."""
        if self._lues is not None:
            return self._lues
        try:
            return signing.loads(self.donnees.get("version") or "", salt=f"{_SEL}:{self.fiche.pk}")
        except signing.BadSignature:
            return None

    def version(self):
        """Goes back in the page: what its reader has before their eyes now; unchanged when nothing was judged."""
        if self.erreurs:
            return self.donnees.get("version", "")
        return signing.dumps(self.empreintes(), salt=f"{_SEL}:{self.fiche.pk}", compress=True)

    def version_lue(self):
        """For a page that shows what was read rather than what was typed."""
        return signing.dumps(self.lues, salt=f"{_SEL}:{self.fiche.pk}", compress=True)

    def empreintes(self):
        vues = {"": self.principal.empreintes()}
        for partie in [*self.tables.values(), *self.croises.values()]:
            vues[partie.bloc.relation] = partie.empreintes()
        return vues

    # --- saving -------------------------------------------------------------------------------------------

    def enregistrer(self, user):
        """Writes what may be written; True when something changed. In a transaction, the fiche locked."""
        if self.lues is None:
            self.erreurs.append(TROP_ANCIENNE)
            return False
        self.principal.concilier(self.lues[""])
        for table in self.tables.values():
            table.concilier(self.lues.get(table.bloc.relation, {}))
        # Rows first: crossings hang on them.
        ecrites = [table.ecrire(user) for table in self.tables.values()]
        for croise in self.croises.values():
            croise.concilier()
        ecrites += [croise.ecrire(user) for croise in self.croises.values()]
        change = self.principal.ecrire() or any(ecrites)
        if change:
            for nom in self.principal.ecarts:
                self.fiche.reprises.pop(nom, None)
            self.fiche.modifie_par, self.fiche.modifie_le = user, timezone.now()
            self.fiche.save()
            resserrer([self.fiche])
        self._poser_le_contenu()
        return change

    def _poser_le_contenu(self):
        """From now on the fiche reads what was just written."""
        for relation, table in self.tables.items():
            self.fiche.contenu.poser(relation, table.gardees())
        for relation, croise in self.croises.items():
            self.fiche.contenu.poser_cellules(relation, croise.gardees())

    # --- what became of it ----------------------------------------------------------------------------------

    @property
    def conflits(self):
        """[(where, field label, id in the page, stored text, « Rose Perrin, le 3 mai à 14:32, »)]."""
        return [
            (ou, str(morceau.fields[nom].label), morceau[nom].id_for_label, *self._texte_d_un_autre(morceau, nom))
            for ou, morceau in self.morceaux()
            for nom in morceau.conflits
        ]

    def _texte_d_un_autre(self, morceau, nom):
        case = Case(morceau.objet, morceau.objet._meta.get_field(nom))
        return str(case) or "(rien)", auteur_et_date(morceau.objet, nom)

    def signaler_les_conflits(self):
        """Says beside each refused field what the other person wrote; the next save knowingly replaces it."""
        self.signale = True
        for table in self.tables.values():
            for ligne in table.changees:
                ligne.relire()
        for croise in self.croises.values():
            croise.relire()
        for _, morceau in self.morceaux():
            morceau.signale = True
            for nom in morceau.conflits:
                morceau.montrer_le_conflit(nom, *self._texte_d_un_autre(morceau, nom))

    @property
    def en_conflit(self):
        return any(m.conflits for _, m in self.morceaux()) or any(t.en_conflit for t in self.tables.values())

    @property
    def adoptes(self):
        """Somebody else changed other fields meanwhile: they are kept, and this page does not show them yet."""
        inconnues = any(table.ailleurs for table in self.tables.values())
        return inconnues or any(m.adoptes for _, m in self.morceaux())

    @property
    def a_corriger(self):
        """[(where, field label, id in the page, message)]."""
        return [
            (ou, str(morceau.fields[nom].label), morceau[nom].id_for_label, str(message))
            for ou, morceau in self.morceaux()
            for nom, messages in morceau.a_corriger
            for message in messages
        ]

    @property
    def erreurs_de_tables(self):
        return [*self.erreurs, *(erreur for table in self.tables.values() for erreur in table.erreurs)]

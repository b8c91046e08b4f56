"""The parts of a Saisie: a section, and the rows of a table."""

import re

from django.utils.functional import cached_property
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from coopappui.concurrence import auteur_et_date
from coopappui.plan.modeles import cle_neuve
from coopappui.plan.morceau import formulaire_de
from coopappui.plan.seance import resserrer

CLE = re.compile(r"[0-9a-z]{1,20}")
# The key of the row that the page copies: never that of a row.
VIERGE = "__cle__"
CHANGEE = "{qui} a changé cette ligne entre-temps : la voici. Pour la retirer quand même, enregistrez de nouveau."
DISPARUE = "Quelqu’un a retiré cette ligne entre-temps. Pour la remettre, enregistrez de nouveau ; sinon, retirez-la."
DE_TROP = "Ce tableau est plein : cette ligne n’est pas enregistrée."


class Partie:
    @property
    def gabarit(self):
        return f"plan/saisie/{self.bloc.genre}.html"


class SectionSaisie(Partie):
    def __init__(self, bloc, champs):
        self.bloc, self.champs = bloc, champs


class LigneSaisie:
    """A row in the page: its piece, its key, and whether it is to be removed."""

    def __init__(self, table, cle, ligne, morceau):
        self.table, self.cle, self.ligne, self.morceau = table, cle, ligne, morceau
        self.erreur, self.relue = "", False

    @property
    def prefixe(self):
        return self.morceau.prefix

    @property
    def retiree(self):
        return bool(self.table.saisie.is_bound and self.table.saisie.donnees.get(f"{self.prefixe}-retirer"))

    @property
    def champ_intitule(self):
        return self.ligne.champ_intitule()

    def relire(self):
        """Shows what is stored rather than what was typed."""
        self.relue, self.morceau = True, self.table.formulaire(self.ligne, prefix=self.prefixe)

    @cached_property
    def nom(self):
        """What the row is called in headings and messages, as typed."""
        texte = str(self.morceau[self.ligne.champ_intitule()].value() or "")
        return texte if len(texte) <= 160 else f"{texte[:157]}…"

    def __str__(self):
        if self.nom:
            return self.nom
        lignes = self.table.visibles if self in self.table.visibles else self.table.lignes
        return f"{self.table.bloc.nom} {lignes.index(self) + 1}"


class TableauSaisi(Partie):
    def __init__(self, saisie, bloc):
        self.saisie, self.bloc = saisie, bloc
        self.modele = bloc.modele(type(saisie.fiche))
        self.formulaire = formulaire_de(self.modele, tuple(bloc.noms))
        self.ordres = [o[1:] for o in saisie.fiche.ordres if len(o) == 3 and o[0] == bloc.relation]
        self.erreurs, self.disparues, self.changees, self.supprimees, self.parties = [], [], [], [], []
        self.lues, self.ailleurs, self.de_trop, self._en_trop = {}, [], [], frozenset()

    @cached_property
    def stockees(self):
        """{key: row}, in their order."""
        return {ligne.cle: ligne for ligne in self.saisie.fiche.contenu.lignes(self.bloc.relation)}

    @cached_property
    def lignes(self):
        if self.saisie.is_bound:
            return [self._ligne(cle) for cle in self._cles_recues()]
        lignes = [*(self._ligne(cle) for cle in self.stockees), *self._proposees()]
        return lignes or [self._ligne(cle_neuve())]

    def _proposees(self):
        """Rows that the portal adds, as a person would: nothing is stored before the fiche is saved."""
        propositions = self.saisie.propositions.get(self.bloc.relation, [])
        for valeurs, source in propositions[: self.bloc.maximum - len(self.stockees)]:
            ligne = self.modele(outil=self.saisie.fiche, reprise=source, **valeurs)
            yield LigneSaisie(
                self, ligne.cle, ligne, self.formulaire(ligne, prefix=f"{self.bloc.relation}-{ligne.cle}")
            )

    def _cles_recues(self):
        """The keys of the page, those that are one too many included: they are shown again, not saved. Beyond twice
        what a table holds nobody typed them."""
        recues = dict.fromkeys(cle for cle in self.saisie.donnees.getlist(self.bloc.relation) if CLE.fullmatch(cle))
        retirees = [cle for cle in self.stockees if self._a_retirer(cle)]
        place = max(self.bloc.maximum - len(self.stockees) + len(retirees), 0)
        neuves = [cle for cle in recues if cle not in self.stockees and not self._a_retirer(cle)]
        self._en_trop = set(neuves[place:])
        if self._en_trop:
            self.erreurs.append(f"{self.bloc.titre} : {self.bloc.maximum} lignes au plus.")
        return [cle for cle in recues if cle not in neuves[place + self.bloc.maximum :]]

    def _a_retirer(self, cle):
        return bool(self.saisie.donnees.get(f"{self.bloc.relation}-{cle}-retirer"))

    def _ligne(self, cle):
        ligne = self.stockees.get(cle) or self.modele(outil=self.saisie.fiche, cle=cle)
        prefixe = f"{self.bloc.relation}-{cle}"
        saisie = LigneSaisie(self, cle, ligne, self.formulaire(ligne, self.saisie.donnees, prefixe, self.ordres))
        if cle in self._en_trop:
            saisie.erreur = DE_TROP
            self.de_trop.append(saisie)
        return saisie

    @property
    def ligne_vierge(self):
        """What the page copies to add a row without asking the server."""
        ligne = self.modele(outil=self.saisie.fiche)
        return LigneSaisie(self, VIERGE, ligne, self.formulaire(ligne, prefix=f"{self.bloc.relation}-{VIERGE}"))

    @property
    def croisee(self):
        """Its rows meet others: when one comes or goes, the server draws the crossings again."""
        return bool(self._croises)

    @property
    def visibles(self):
        """What the page shows again: neither the rows just removed nor those that somebody else removed."""
        return [ligne for ligne in self.lignes if ligne not in self.supprimees and ligne not in self.parties]

    @property
    def en_conflit(self):
        return bool(self.disparues or self.changees)

    @property
    def serre(self):
        """Few enough fields for a row to be a line: its labels are read once, above the first."""
        longs = [c for c in self.bloc.champs(type(self.saisie.fiche)) if c.get_internal_type() == "TextField"]
        return len(self.bloc.noms) + len(longs) <= 6

    @property
    def a_montrer(self):
        """A folded table opens when it has something to say, or when one of its buttons was pressed."""
        geste = self.saisie.donnees.get("_geste", "") if self.saisie.is_bound else ""
        en_cause = any(ligne.erreur or ligne.morceau.errors for ligne in self.lignes)
        return en_cause or geste.split(":")[1:2] == [self.bloc.relation] or not self.stockees

    def empreintes(self):
        # A row that this person removed, and thinks better of, is a new one.
        gardees = [ligne for ligne in self.lignes if ligne not in self.supprimees]
        vues = {ligne.cle: ligne.morceau.empreintes() for ligne in gardees if ligne.ligne.pk}
        # Until somebody was told, the page is taken for what it read.
        ailleurs = [ligne for ligne in self.parties if not ligne.retiree]
        for ligne in [*ailleurs, *([] if self.saisie.signale else [*self.disparues, *self.changees])]:
            vues.pop(ligne.cle, None)
            if ligne.cle in self.lues:
                vues[ligne.cle] = self.lues[ligne.cle]
        return vues

    # --- judging and writing --------------------------------------------------------------------------------

    def concilier(self, lues):
        self.lues = lues
        for ligne in self.lignes:
            connue = lues.get(ligne.cle)
            if ligne.ligne.pk is None and connue is not None:
                self._concilier_disparue(ligne, connue)
            elif ligne.retiree:
                self._concilier_retrait(ligne, connue)
            else:
                # A row that is there, and was not when the page was read, was written by somebody else.
                ligne.morceau.concilier(self._vide if connue is None and ligne.ligne.pk else connue)

    @cached_property
    def _vide(self):
        return self.formulaire(self.modele()).empreintes()

    def _concilier_disparue(self, ligne, connue):
        """A row that somebody else removed: gone, unless this person was writing in it or in one of its crossings."""
        ligne.morceau.concilier(None)
        intacte = ligne.morceau.empreintes() == connue and not self._croisee(ligne)
        if ligne.retiree or intacte:
            self.parties.append(ligne)
        else:
            ligne.erreur = DISPARUE
            self.disparues.append(ligne)

    def _concilier_retrait(self, ligne, connue):
        if ligne.ligne.pk is None:
            self.parties.append(ligne)
        elif connue != self.formulaire(ligne.ligne, prefix=ligne.prefixe).empreintes() or any(
            croise.change_ailleurs(ligne.cle) for croise in self._croises
        ):
            ligne.erreur = CHANGEE.format(qui=auteur_et_date(ligne.ligne))
            self.changees.append(ligne)
        else:
            self.supprimees.append(ligne)

    @property
    def _croises(self):
        return self.saisie.croises_de(self.bloc.relation)

    def _croisee(self, ligne):
        """This person wrote in a crossing of this row."""
        return any(croise.ecrit_dans(ligne.cle) for croise in self._croises)

    def _gardees(self):
        """The rows of the page that are, or are to be, in the database; a new one left empty is not."""
        ecartees = [*self.supprimees, *self.parties, *self.disparues, *self.changees, *self.de_trop]
        return [
            ligne
            for ligne in self.lignes
            if ligne not in ecartees and (ligne.ligne.pk or not ligne.morceau.vide or self._croisee(ligne))
        ]

    def _ranger(self, gardees, sauf):
        """Gives each row its rank; returns those whose rank is all that changes, `sauf` those to be saved anyway.

        As in the page when it moved some; else as stored, a new row after the one that it follows in the page.
        """
        restent = [ligne for ligne in self.lignes if ligne in gardees or ligne in self.changees]
        connues = [ligne.cle for ligne in restent if ligne.cle in self.lues]
        if connues == [cle for cle in self.lues if cle in set(connues)]:
            rangees = self._a_leur_place([ligne.ligne for ligne in restent])
        else:
            rangees = [*(ligne.ligne for ligne in restent), *self.ailleurs]
        deplacees = [
            ligne for rang, ligne in enumerate(rangees) if ligne.pk and ligne.rang != rang and ligne not in sauf
        ]
        for rang, ligne in enumerate(rangees):
            ligne.rang = rang
        return deplacees

    def _a_leur_place(self, restent):
        presentes = {ligne for ligne in [*restent, *self.ailleurs] if ligne.pk}
        rangees, avant = [ligne for ligne in self.stockees.values() if ligne in presentes], None
        for ligne in restent:
            if ligne.pk is None:
                rangees.insert(rangees.index(avant) + 1 if avant else 0, ligne)
            avant = ligne
        return rangees

    def ecrire(self, user):
        """Rows removed, changed, added, in a constant number of queries. True when something changed."""
        if self.supprimees:
            self.modele.objects.filter(pk__in=[ligne.ligne.pk for ligne in self.supprimees]).delete()
        gardees, posees = self._gardees(), {ligne.cle for ligne in self.lignes}
        self.ailleurs = [ligne for cle, ligne in self.stockees.items() if cle not in posees]
        neuves = [ligne.ligne for ligne in gardees if ligne.ligne.pk is None]
        changees = [ligne.ligne for ligne in gardees if ligne.morceau.ecrire() and ligne.ligne.pk]
        for ligne in changees:
            ligne.reprise = ""
        deplacees = self._ranger(gardees, sauf={*changees})
        if neuves:
            bulk_create_with_history(neuves, self.modele, default_user=user)
        if changees:
            champs = [*self.bloc.noms, "brut", "rang", "reprise"]
            bulk_update_with_history(changees, self.modele, champs, default_user=user)
            resserrer(changees)
        if deplacees:
            self.modele.objects.bulk_update(deplacees, ["rang"])
        return bool(self.supprimees or neuves or changees or deplacees)

    def gardees(self):
        """The rows as they are stored now."""
        siennes = [ligne.ligne for ligne in self.lignes if ligne.ligne.pk and ligne not in self.supprimees]
        return sorted([*siennes, *self.ailleurs], key=lambda ligne: ligne.rang)

"""The matrice des responsabilités: which partner does what, by when; its deadlines are engagements of the project."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from appuis.models import Engagement, StadeAppui
from coopappui.champs import Court, Jour, Texte
from coopappui.jours import jour_long
from coopappui.plan.blocs import Croise, Tableau
from coopappui.texte import plier
from outils.models.base import Cellule, Ligne, Outil
from outils.phrases import citer

RENCONTRE = "1. Organiser la première rencontre"
FICHE_PROJET = "2. Rédiger la fiche projet"
SUIVI = "3. Suivre administrativement le projet"


class MatriceResponsabilites(Outil):
    """Source: Cap Rural, guide, p. 107, after the Réseau wallon de développement rural."""

    code = "matrice-responsabilites"
    stade = StadeAppui.PARTENARIATS
    page = "107"
    pour = "Répartir les tâches du projet entre le chef de file et ses partenaires, chacune avec sa date limite."
    quand = "Dès que les partenaires sont connus ; reprenez-la à chaque étape du projet."
    suit = frozenset({"partenaires"})
    complement = "outils/complements/matrice-responsabilites.html"
    paysage = True
    # A copy keeps who does what, not for when: nobody is bound by the dates of another year.
    decisions = frozenset({"responsabilites.echeance"})

    plan = [
        Tableau(
            "Étapes et tâches",
            "taches",
            "etape",
            "tache",
            nom="Tâche",
            ajout="Ajouter une tâche",
            aide="Les étapes du projet et ce qu’il y a à faire dans chacune : adaptez-les au vôtre.",
            depart=[
                {"etape": RENCONTRE, "tache": "Accueillir"},
                {"etape": RENCONTRE, "tache": "Inviter"},
                {"etape": FICHE_PROJET, "tache": "Rédiger"},
                {"etape": SUIVI, "tache": "Rapport d’activité"},
                {"etape": SUIVI, "tache": "Rapport financier"},
            ],
        ),
        Tableau(
            "Partenaires",
            "partenaires",
            "nom",
            "role",
            nom="Partenaire",
            ajout="Ajouter un partenaire",
            aide="Une colonne de la matrice par partenaire.",
            maximum=30,
        ),
        Croise(
            "Responsabilités",
            "responsabilites",
            "taches",
            "partenaires",
            "tache",
            "echeance",
            aide="Chaque deadline rejoint l’échéancier du projet.",
        ),
    ]
    requis = {
        "taches": "Inscrivez au moins une tâche.",
        "partenaires": "Inscrivez au moins un partenaire.",
    }

    class Meta:
        verbose_name = "matrice des responsabilités"
        verbose_name_plural = "matrices des responsabilités"

    def connu(self):
        if projet := self.le_projet:
            chef = projet.chef_de_file
            if chef:
                yield "partenaires", {"nom": chef.nom, "role": PartenaireDeMatrice.Role.CHEF_DE_FILE}, "du projet"
            for partenariat in projet.partenariats.select_related("structure"):
                if partenariat.structure_id != projet.chef_de_file_id:
                    ligne = {"nom": partenariat.structure.nom, "role": PartenaireDeMatrice.Role.PARTENAIRE}
                    yield "partenaires", ligne, "du projet"

    # --- who holds what ---------------------------------------------------------------------------------

    @property
    def tenues(self):
        """[(task, partner, cell)] for each crossing where something is said, tasks then partners in their order."""
        cellules = self.contenu.cellules("responsabilites")
        paires = ((t, p) for t in self.contenu.lignes("taches") for p in self.contenu.lignes("partenaires"))
        croisees = ((tache, partenaire, cellules.get((tache.cle, partenaire.cle))) for tache, partenaire in paires)
        return [(tache, partenaire, cellule) for tache, partenaire, cellule in croisees if cellule and cellule.dite]

    def echeances(self):
        """Yields (key, what, partner, date) for each deadline; the key stays the same as long as its row and column
        are there."""
        for tache, partenaire, cellule in self.tenues:
            if cellule.echeance:
                cle = f"{tache.cle}:{partenaire.cle}"
                yield cle, _phrase(str(tache), cellule.tache), self._nom(partenaire), cellule.echeance

    def _nom(self, partenaire):
        """Its name, or its place when it has none."""
        return partenaire.nom or f"Partenaire {self.contenu.lignes('partenaires').index(partenaire) + 1}"

    @property
    def analyse(self):
        """The deadlines, the nearest first, as they will be read: `quand`, `quoi`, `qui`, `depassee`, `faite`."""
        faites, aujourd_hui = self._faites, timezone.localdate()
        return [
            {
                "quand": jour,
                "quoi": quoi,
                "qui": qui,
                "faite": cle in faites,
                "depassee": jour < aujourd_hui and cle not in faites,
            }
            for cle, quoi, qui, jour in sorted(self.echeances(), key=lambda echeance: echeance[3])
        ]

    def alertes(self):
        taches, partenaires = self.contenu.lignes("taches"), self.contenu.lignes("partenaires")
        tenues, phrases = self.tenues, []
        libres = {tache.cle for tache in taches} - {tache.cle for tache, _, _ in tenues}
        if partenaires and libres:
            phrases.append(f"Personne ne tient : {citer(str(t) for t in taches if t.cle in libres)}.")
        inactifs = {p.cle for p in partenaires} - {p.cle for _, p, _ in tenues}
        if taches and inactifs:
            phrases.append(f"Sans aucune tâche : {citer(self._nom(p) for p in partenaires if p.cle in inactifs)}.")
        phrases += [
            f"Deadline dépassée : « {e['quoi']} », {e['qui']}, {jour_long(e['quand'])}."
            for e in self.analyse
            if e["depassee"]
        ]
        if absents := self._absents():
            phrases.append(f"Du projet, mais pas dans la matrice : {citer(absents)}.")
        return phrases

    def _absents(self):
        presents = {plier(p.nom) for p in self.contenu.lignes("partenaires")}
        return [s.nom for s in self._structures_du_projet if not presents & {plier(s.nom), plier(s.sigle or s.nom)}]

    @cached_property
    def _structures_du_projet(self):
        projet = self.le_projet
        if projet is None:
            return []
        partenaires = [p.structure for p in projet.partenariats.select_related("structure")]
        return list(dict.fromkeys([*([projet.chef_de_file] if projet.chef_de_file_id else []), *partenaires]))

    # --- its engagements --------------------------------------------------------------------------------

    @property
    def _origine(self):
        return f"{self.code}:{self.pk}"

    @cached_property
    def _faites(self):
        """The keys of the deadlines whose engagement is done."""
        if not self.pk:
            return set()
        faits = Engagement.objects.filter(origine__startswith=f"{self._origine}:", fait_le__isnull=False)
        return {origine.removeprefix(f"{self._origine}:") for origine in faits.values_list("origine", flat=True)}

    def apres_enregistrement(self):
        """Each deadline is an engagement of the project."""
        if projet := self.le_projet:
            echeances = ((cle, f"{qui} · {quoi}", jour) for cle, quoi, qui, jour in self.echeances())
            Engagement.objects.suivre(projet, self._origine, echeances)

    def avant_suppression(self):
        Engagement.objects.suivre(self.le_projet, self._origine, [])


def _phrase(tache, part):
    """« Accueillir : réserver la salle », on one line; not « Inviter : inviter les élus »."""
    part = " ".join((part or "").split())
    if part and tache and not plier(part).startswith(plier(tache)):
        return f"{tache} : {part}"
    return part or tache or "Tâche à nommer"


class TacheDeMatrice(Ligne):
    champ_groupe = "etape"
    intitule = "tache"

    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="taches")
    etape = Court("étape du projet")
    tache = Court("tâche", max_length=300)


class PartenaireDeMatrice(Ligne):
    class Role(models.TextChoices):
        CHEF_DE_FILE = "chef-de-file", "Chef de file"
        PARTENAIRE = "partenaire", "Partenaire"

    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="partenaires")
    nom = Court("nom")
    role = models.CharField("rôle", max_length=15, choices=Role, blank=True)


class Responsabilite(Cellule):
    outil = models.ForeignKey(MatriceResponsabilites, models.CASCADE, related_name="responsabilites")
    ligne = models.ForeignKey(TacheDeMatrice, models.CASCADE, related_name="+")
    colonne = models.ForeignKey(PartenaireDeMatrice, models.CASCADE, related_name="+")
    tache = Texte("tâches", max_length=1000, help_text="Ce que fait ce partenaire.")
    echeance = Jour("deadline", null=True, blank=True)

    @property
    def dite(self):
        """Something is said there, be it not right yet."""
        return bool(self.tache or self.echeance or self.brut)

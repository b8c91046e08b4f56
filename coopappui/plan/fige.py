"""What a fiche said at one moment, for ever: plain data that JSON keeps, shown by the templates that show a fiche.

    contenu = figer(fiche)      # lists, dicts and texts: neither the fiche nor its tool is needed any more
    blocs = lire(contenu)       # the blocks, for templates/plan/

Each answer keeps its name in the page that fills the fiche (`ou`): « objectifs », « actions-3f2a-lieu »,
« notes-3f2a-9c1b-note ».
"""

from functools import cached_property

from coopappui.plan.blocs import CroiseRempli, SectionRemplie, TableauRempli


def figer(fiche):
    return [_FIGER[bloc.genre](bloc) for bloc in fiche.blocs()]


def _commun(bloc):
    return {
        "genre": bloc.genre,
        "titre": bloc.titre,
        "intitule": bloc.intitule,
        "champs": [
            {"nom": case.nom, "libelle": str(case.libelle), "long": case.est_long} for case in bloc.cases_d_entete
        ],
    }


def _case(case):
    """Only what it says: most answers are a text and nothing else."""
    dits = {"texte": str(case), "brut": case.brut, "nombre": case.est_un_nombre, "adresse": case.adresse}
    return {nom: valeur for nom, valeur in dits.items() if valeur or nom == "texte"}


def _section(bloc):
    return _commun(bloc) | {"cote_a_cote": bloc.bloc.cote_a_cote, "cases": [_case(case) for case in bloc.cases]}


def _tableau(bloc):
    lignes = [
        {"cle": ligne.cle, "groupe": ligne.groupe_affiche, "cases": [_case(case) for case in cases]}
        for ligne, cases in bloc.lignes
    ]
    propre = {"relation": bloc.bloc.relation, "nom": bloc.bloc.nom, "transpose": bloc.transpose}
    return _commun(bloc) | propre | {"groupe": bloc.champ_groupe, "lignes": lignes}


def _croise(bloc):
    lignes = [
        {
            "cle": ligne.cle,
            "nom": str(ligne),
            "groupe": ligne.groupe_affiche,
            "colonnes": [[_case(case) for case in cases] for cases in colonnes],
        }
        for ligne, colonnes in bloc.rangees
    ]
    colonnes = [{"cle": colonne.cle, "nom": str(colonne)} for colonne in bloc.colonnes]
    return _commun(bloc) | {"relation": bloc.bloc.relation, "colonnes": colonnes, "lignes": lignes}


_FIGER = {"section": _section, "tableau": _tableau, "croise": _croise}


# --- read again -------------------------------------------------------------------------------------------


def lire(contenu):
    """The blocks that `figer` kept, as templates read those of a fiche."""
    return [_LIRE[donnees["genre"]](donnees) for donnees in contenu]


class CaseFigee:
    """`ou`: its name in the page; `rang`: that of its row, "" in a section."""

    def __init__(self, champ, donnees, ou, rang=""):
        self.nom, self.libelle, self.est_long = champ["nom"], champ["libelle"], champ["long"]
        self.ou, self.rang = ou, rang
        self._texte = donnees.get("texte", "")
        self.brut, self.est_un_nombre = donnees.get("brut", False), donnees.get("nombre", False)
        self.adresse = donnees.get("adresse", "")

    def __bool__(self):
        return bool(self._texte)

    def __str__(self):
        return self._texte


class LigneFigee:
    def __init__(self, donnees):
        self.cle, self.groupe_affiche, self._nom = donnees["cle"], donnees.get("groupe", ""), donnees.get("nom", "")

    def __str__(self):
        return self._nom


class _Fige:
    def __init__(self, donnees):
        self.donnees = donnees
        self.titre, self.intitule, self.genre = donnees["titre"], donnees["intitule"], donnees["genre"]

    @property
    def bloc(self):
        """What templates ask the plan for."""
        return {"cote_a_cote": self.donnees.get("cote_a_cote", False), "nom": self.donnees.get("nom", "")}

    @property
    def entetes(self):
        return [champ["libelle"] for champ in self.donnees["champs"]]

    def _figees(self, cases, prefixe="", rang=""):
        champs = self.donnees["champs"]
        return [
            CaseFigee(champ, case, f"{prefixe}{champ['nom']}", rang) for champ, case in zip(champs, cases, strict=True)
        ]


class SectionFigee(_Fige, SectionRemplie):
    @cached_property
    def cases(self):
        return self._figees(self.donnees["cases"])

    @property
    def parts(self):
        """(what they are about, cases)."""
        return [("", self.cases)]


class TableauFige(_Fige, TableauRempli):
    @cached_property
    def lignes(self):
        relation = self.donnees["relation"]
        return [
            (LigneFigee(d), self._figees(d["cases"], f"{relation}-{d['cle']}-", f"{relation}-{d['cle']}"))
            for d in self.donnees["lignes"]
        ]

    @property
    def transpose(self):
        return self.donnees["transpose"]

    @property
    def champ_groupe(self):
        return self.donnees["groupe"]

    @property
    def entetes_lus(self):
        return [champ["libelle"] for champ in self.donnees["champs"] if champ["nom"] != self.champ_groupe]

    @property
    def parts(self):
        return [(f"{self.donnees['nom']} {i}", cases) for i, (_, cases) in enumerate(self.lignes, 1)]


class CroiseFige(_Fige, CroiseRempli):
    @cached_property
    def lignes(self):
        return [LigneFigee(donnees) for donnees in self.donnees["lignes"]]

    @cached_property
    def colonnes(self):
        return [LigneFigee(donnees) for donnees in self.donnees["colonnes"]]

    @property
    def champs(self):
        return self.donnees["champs"]

    @cached_property
    def rangees(self):
        return [
            (ligne, [self._cellule(ligne, *paire) for paire in zip(self.colonnes, donnees["colonnes"], strict=True)])
            for ligne, donnees in zip(self.lignes, self.donnees["lignes"], strict=True)
        ]

    def _cellule(self, ligne, colonne, cases):
        rang = f"{self.donnees['relation']}-{ligne.cle}-{colonne.cle}"
        return self._figees(cases, f"{rang}-", rang)

    @property
    def parts(self):
        return [
            (f"{ligne or 'Ligne sans nom'}, {colonne or 'sans nom'}", cases)
            for ligne, colonnes in self.rangees
            for colonne, cases in zip(self.colonnes, colonnes, strict=True)
        ]


_LIRE = {"section": SectionFigee, "tableau": TableauFige, "croise": CroiseFige}

"""The charte: what an appui is and is not, and what each side commits to (guide, p. 80-81)."""

from coopappui.champs import Court
from coopappui.plan.blocs import Section
from missions.contenus import Liste
from missions.models.documents_mission import DocumentDeMission, Genre

_PAR_LIGNE = "Une idée par ligne."


class Charte(DocumentDeMission):
    genre = Genre.CHARTE

    nom = Court(
        "nom de l’appui",
        help_text="Le nom que vos interlocuteurs connaissent, celui de votre site et de vos courriels : il leur "
        "permet de savoir de quel service vous parlez.",
    )
    recherche = Liste(
        "vous cherchez un appui pour",
        help_text="Les situations dans lesquelles on vous appelle, dites avec les mots des personnes : elles doivent "
        f"s’y reconnaître dès les premières lignes. {_PAR_LIGNE}",
    )
    objet = Liste(
        "cette fiche présente",
        help_text="Ce que le lecteur va trouver ici, et ce qu’il ne trouvera pas. Deux ou trois lignes suffisent. "
        f"{_PAR_LIGNE}",
    )
    caracteristiques = Liste(
        "les appuis sont",
        help_text="Individuels ou collectifs, courts ou suivis, gratuits ou non : levez les doutes pratiques que l’on "
        f"n’ose pas toujours exprimer, le coût en premier. {_PAR_LIGNE}",
    )
    domaines = Liste(
        "domaines",
        help_text="Les sujets sur lesquels vous pouvez apporter une méthode. N’annoncez que ce que l’équipe sait "
        f"tenir : pour le reste, vous orientez. {_PAR_LIGNE}",
    )
    plus_value = Liste(
        "la plus-value",
        help_text="Ce qu’un regard extérieur change pour la personne appuyée. Des effets concrets convainquent mieux "
        f"que des qualités. {_PAR_LIGNE}",
    )
    publics = Liste(
        "pour qui",
        help_text="Les métiers, les responsabilités, les groupes que vous appuyez, et ceux que vous n’appuyez pas, "
        f"pour éviter de fausses attentes. {_PAR_LIGNE}",
    )
    deroulement = Liste(
        "comment",
        help_text="La façon de travailler : qui s’engage et sous quelle forme, le rythme, les lieux, ce qui peut "
        f"changer en route. Dites aussi ce que l’appui ne garantit pas. {_PAR_LIGNE}",
    )
    engagements_charge = Liste(
        "engagements du chargé de mission",
        help_text="La posture que chacun peut vous rappeler : neutralité, confidentialité, méthode et non décision, "
        f"disponibilité. N’écrivez que ce que vous tiendrez toujours. {_PAR_LIGNE}",
    )
    engagements_beneficiaire = Liste(
        "engagements du ou des bénéficiaires",
        help_text="Ce que vous attendez en retour, et comment l’un ou l’autre peut arrêter. C’est un engagement "
        f"oral : personne ne signera ce document. {_PAR_LIGNE}",
    )

    plan = [
        Section("Nom de l’appui", "nom"),
        Section("Vous cherchez un appui pour", "recherche"),
        Section("Cette fiche présente", "objet"),
        Section("Les appuis sont", "caracteristiques"),
        Section("Domaines", "domaines"),
        Section("La plus-value", "plus_value"),
        Section("Pour qui", "publics"),
        Section("Comment", "deroulement"),
        Section("Engagements du chargé de mission", "engagements_charge"),
        Section("Engagements du ou des bénéficiaires", "engagements_beneficiaire"),
    ]
    requis = {
        "nom": "Donnez le nom de l’appui.",
        "engagements_charge": "Écrivez à quoi s’engage le chargé de mission.",
        "engagements_beneficiaire": "Écrivez à quoi s’engagent le ou les bénéficiaires.",
    }

    class Meta(DocumentDeMission.Meta):
        verbose_name = "charte"

    @property
    def intitule(self):
        return self.nom

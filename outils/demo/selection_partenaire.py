"""The Valle Serina looked at, point by point."""

from outils.demo.commun import poser
from outils.models.selection_partenaire import DEPART

REPONSES = (
    ("Un GAL ou un groupe de producteurs", "oui", "Groupe de 31 producteurs et deux communes"),
    ("Moyenne montagne, à moins d’une journée de train", "oui", "Sept heures, une correspondance"),
    ("Une première coopération réussie, si possible", "non", "Jamais coopéré ; très demandeur de méthode"),
    ("Conduite des vergers, vente directe", "oui", "Mêmes variétés, mêmes soucis de punaise"),
    ("Torréfaction à petite échelle", "oui", "Atelier de 35 tonnes par an, visité en vidéo"),
    ("Vergers de démonstration, pressage, interprète", "oui", "Le pressage les intéresse beaucoup"),
    ("Pas d’exclusivité sur la marque\nPas d’industriel au capital", "non", "Rien à signaler à ce jour"),
    ("Un jumelage, un échange scolaire ?", "", "À demander au comité de jumelage de Serina Piccola"),
)


def remplir(fiche):
    fiche.partenaire = fiche.partenaire or "Gruppo Valle Serina"
    fiche.save()
    lignes = [
        {"groupe": groupe, "critere": critere, "detail": detail, "present": present, "complements": complements}
        for (groupe, critere), (detail, present, complements) in zip(DEPART, REPONSES, strict=True)
    ]
    ajoutee = {
        "groupe": "autres",
        "critere": "Envie de continuer après l’aide",
        "detail": "Une personne au moins qui porte le projet sans salaire",
        "present": "oui",
        "complements": "Paolo Ferri, président, en parle avant nous",
    }
    poser(fiche, "criteres", *lignes, ajoutee)

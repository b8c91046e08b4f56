"""The recipients of an enquête as a workbook: who received it, who answered, who was called."""

from coopappui.plan.xlsx import Classeur, Entete

# heading → (width, what it holds)
COLONNES = {
    "Destinataire": (26, lambda d: d.qui),
    "Groupe, structure ou territoire": (32, lambda d: d.son_organisme),
    "Type de structure": (22, lambda d: str(d.type_d_acteur or "")),
    "Courriel": (30, lambda d: d.adresse),
    "Téléphone": (16, lambda d: d.numero_de_telephone),
    "Où il en est": (20, lambda d: d.etat.capitalize()),
    "Mode de réponse": (16, lambda d: d.get_mode_display() if d.repondu_le else ""),
    "Envoyée le": (16, lambda d: d.envoye_le),
    "Rappel avant la date": (16, lambda d: d.relance_avant_le),
    "Rappel après la date": (16, lambda d: d.relance_apres_le),
    "Relancé le": (16, lambda d: d.relance_le),
    "A répondu le": (16, lambda d: d.repondu_le),
    "Dernier contact": (16, lambda d: d.dernier_contact),
}


def ecrire(enquete, fichier):
    titre = f"Destinataires · {enquete.titre}"
    with Classeur(titre, str(enquete.mission)) as classeur:
        feuille = classeur.feuille(
            "Destinataires",
            [[Entete(texte) for texte in COLONNES]],
            largeurs=[largeur for largeur, _ in COLONNES.values()],
            en_tete_imprime=f"{enquete.mission} · {titre}",
        )
        for destinataire in enquete.destinataires.avec_tout().avec_dernier_contact():
            feuille.ligne([valeur(destinataire) for _, valeur in COLONNES.values()])
        classeur.enregistrer(fichier)

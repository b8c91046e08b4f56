"""The first visit of the two workshops, hour by hour."""

import datetime

from outils.demo.commun import dans, poser


def remplir(fiche):
    fiche.intitule = "Visite croisée des ateliers : première journée à Serina Piccola"
    fiche.date = dans(34)
    fiche.lieu = "Atelier du Gruppo Valle Serina, Serina Piccola"
    fiche.debut = datetime.time(9, 0)
    fiche.fin = datetime.time(17, 0)
    fiche.save()
    poser(
        fiche,
        "sequences",
        {
            "sequence": "Accueil et tour de table",
            "objectifs": "Faire connaissance, dire d’où l’on vient",
            "resultats": "Chacun sait mettre un nom sur un visage",
            "contenu": "Café, noisettes des deux vallées à l’aveugle, présentation par binômes franco-italiens",
            "duree": 45,
            "outils_pedagogiques": "Portrait chinois, badges en deux langues",
            "intervenants": "Giulia Bianchi, Béa Fontaine",
            "materiel": "Badges, dégustation (6 variétés), paperboard",
        },
        {
            "sequence": "Visite de l’atelier de torréfaction",
            "objectifs": "Comprendre la chaîne, du séchage à l’ensachage\nRepérer ce qui manque chez nous",
            "resultats": "Une liste de différences, par poste de travail",
            "contenu": "Visite en deux groupes, une question par étape, relevé des temps et des températures",
            "duree": 90,
            "outils_pedagogiques": "Carnet d’observation, photos (accord demandé)",
            "intervenants": "Paolo Ferri ; interprète : Sofia Riva",
            "materiel": "Charlottes et blouses, carnets, thermomètre",
        },
        {
            "sequence": "Pressage : l’huile de premier choix",
            "objectifs": "Comparer les rendements des deux moulins",
            "resultats": "Un tableau des rendements, kilo par kilo",
            "contenu": "Démonstration sur 20 kg, pesées, échange entre moulin et atelier",
            "duree": 60,
            "outils_pedagogiques": "Fiche de pesée à compléter à plusieurs",
            "intervenants": "Denis Blanchet (Huilerie du Moulin Blanchet)",
            "materiel": "Balance, bidons, presse de démonstration",
        },
        {
            "sequence": "Repas partagé",
            "objectifs": "Parler d’autre chose",
            "resultats": "L’envie de se revoir",
            "contenu": "Cuisine de l’association du village, plan de table mêlant les deux langues",
            "duree": 105,
            "outils_pedagogiques": "Aucun",
            "intervenants": "Les familles du village",
            "materiel": "Traduction du menu",
        },
        {
            "sequence": "Une gamme commune : idées et limites",
            "objectifs": "Choisir trois produits à essayer ensemble",
            "resultats": "Trois produits, un porteur chacun, une date d’essai",
            "contenu": "Idées individuelles, regroupement, vote à gommettes, discussion des contraintes sanitaires",
            "duree": 90,
            "outils_pedagogiques": "Brainstorming, gommettes, affiches",
            "intervenants": "Agathe Roux (animation), Rachel Cohen (coûts)",
            "materiel": "Post-it, gommettes, deux panneaux",
        },
        {
            "sequence": "Engagements et suite",
            "objectifs": "Dire qui fait quoi d’ici la prochaine rencontre",
            "resultats": "La matrice des responsabilités, remplie et relue à voix haute",
            "contenu": "Tour de parole, relecture dans les deux langues, date de la visite retour",
            "duree": 50,
            "outils_pedagogiques": "Matrice des responsabilités projetée",
            "intervenants": "Béa Fontaine, Giulia Bianchi",
            "materiel": "Ordinateur, vidéoprojecteur",
        },
    )

"""Three ideas found, set against the strategy."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.save()
    poser(
        fiche,
        "offres",
        {
            "projet_repere": "Cerchiamo una valle sorella · Gruppo Valle Serina",
            "contact": "Giulia Bianchi, coordinatrice\ngiulia.bianchi@example.org",
            "souhaits": "Comparer les ateliers de torréfaction, créer une gamme à deux vallées.",
            "coherence": "Répond à la priorité 1, « garder la valeur sur place » ; touche quarante exploitations.",
            "difficultes": "La langue ; une récolte au même moment que la nôtre.",
            "ressources": "https://serina.example.org/offerta",
        },
        {
            "projet_repere": "Vergers d’altitude · Parc de Brădet",
            "contact": "Andreea Ionescu, directrice\nandreea.ionescu@example.org",
            "souhaits": "Échanger sur la plantation de noisetiers au-dessus de 900 mètres.",
            "coherence": "Lien faible : nos vergers ne montent pas si haut, mais le climat change.",
            "difficultes": "Distance (1 900 km), calendrier de financement décalé d’un an.",
            "ressources": "Offre parue dans la lettre du réseau, numéro 41",
        },
        {
            "projet_repere": "Foires d’automne sans déchet · PNR des Monts d’Orcelle",
            "contact": "Léonie Sabatier, 01 99 00 34 01",
            "souhaits": "Mettre en commun vaisselle, gobelets et savoir-faire de cinq fêtes de pays.",
            "coherence": "Utile à la foire de la noisette ; hors des trois priorités de la stratégie.",
            "difficultes": "Aucune technique ; il faut un lieu de stockage commun.",
            "ressources": "Compte rendu de la réunion du 14 mars, espace ressources",
        },
    )

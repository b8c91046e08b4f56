"""How to convince the council of the communauté de communes to join the foire commune."""

from outils.demo.commun import poser


def remplir(fiche):
    fiche.proposition = (
        "Accueillir chaque année, avec la vallée Serina, une foire commune de la noisette.\n"
        "La communauté de communes prête la halle et la scène."
    )
    fiche.interlocuteur = "Le conseil de la CC de la Valserande, et d’abord son vice-président à la culture"
    fiche.sensibilites = ["securite", "argent", "sympathie"]
    fiche.save()
    poser(
        fiche,
        "arguments",
        {
            "caracteristique": "Une foire à deux vallées, sur deux jours",
            "avantage": "Attire des visiteurs hors saison",
            "benefice": "Les commerces du bourg travaillent en novembre",
            "pour_qui": "Commerçants, élus du bourg",
            "preuve": "1 800 entrées l’an dernier, dont un tiers d’ailleurs (comptage à l’entrée)",
        },
        {
            "caracteristique": "Le GAL porte le budget et les assurances",
            "avantage": "Aucune avance à faire par la communauté de communes",
            "benefice": "Un risque financier nul,\nune dépense de 900 € connue d’avance",
            "pour_qui": "Élus aux finances",
            "preuve": "Convention de l’an dernier et son bilan",
        },
        {
            "caracteristique": "Des familles italiennes logées chez l’habitant",
            "avantage": "Des liens qui durent après la foire",
            "benefice": "Un territoire accueillant, qui le fait savoir",
            "pour_qui": "Habitants, écoles",
            "preuve": "« Ils reviennent cet été, avec les cousins. » (une famille hôte)",
        },
    )
    poser(
        fiche,
        "objections",
        {
            "objection": "Nous avons déjà trop de fêtes.",
            "vraie": "vraie",
            "reponse": "C’est vrai en juillet ; en novembre, il n’y en a aucune.",
        },
        {
            "objection": "Cela profitera surtout aux Italiens.",
            "vraie": "fausse",
            "reponse": "Les deux tiers des stands sont d’ici, et nous exposons chez eux en mars.",
        },
    )

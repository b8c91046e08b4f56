"""The offer that the GAL publishes to find a valley that transforms."""

from outils.demo.commun import dans


def remplir(fiche):
    fiche.titre_du_projet = "Filière noisette : deux vallées, une gamme"
    fiche.thematique = "noisette, torréfaction, vente directe, formation"
    fiche.date_publication = dans(-22)
    fiche.date_expiration = dans(160)
    fiche.groupe = "GAL Terres d’Aubrives"
    fiche.referent = "Béa Fontaine, animatrice LEADER"
    fiche.localisation = "Aubrives-le-Bourg, Terres d’Aubrives, France"
    fiche.coordonnees = "2 place de la Halle, 99210 Aubrives-le-Bourg\n01 99 00 21 00\nhttps://aubrives.example.org"
    fiche.contexte = (
        "Soixante-deux communes, 240 hectares de noisetiers, un moulin.\n"
        "Trois noisettes sur quatre partent en sac : nous voulons apprendre à les transformer ici."
    )
    fiche.objectifs = (
        "Former douze producteurs, mettre au point six produits communs, les vendre sous deux langues.\n"
        "• Visite croisée des ateliers\n• Essais à deux mains\n• Foire commune"
    )
    fiche.porteurs_potentiels = "Association des nuciculteurs, Huilerie du Moulin Blanchet, lycée agricole"
    fiche.competences = "La torréfaction à petite échelle (moins de 50 tonnes par an) et la vente en boutique."
    fiche.caracteristiques = "Un groupe qui accepte de montrer ses machines et ses comptes ; pas d’industriel."
    fiche.informations = "Nous ouvrons nos vergers et notre presse d’essai, et prenons en charge l’interprète."
    fiche.langue = "Français, italien ; anglais écrit"
    fiche.contact = "leader@aubrives.example.org"
    fiche.save()

"""The pré-projet that the offer, the grille and the project itself draw from."""

from decimal import Decimal

from outils.demo.commun import dans, poser


def remplir(fiche):
    fiche.titre_du_projet = "Filière noisette"
    fiche.thematique = "noisette, transformation, vente directe, deux vallées"
    fiche.problematique = (
        "Trois noisettes sur quatre quittent la vallée sans être transformées.\n"
        "La stratégie locale veut garder la valeur sur place ; seuls, nous n’avons ni les machines ni l’expérience."
    )
    fiche.objectifs = (
        "• Former douze producteurs à la torréfaction.\n"
        "• Mettre au point une gamme commune de six produits.\n"
        "• Vendre ensemble dans vingt boutiques."
    )
    fiche.actions_locales = "Pressage à façon au moulin, module « fruits à coque » du lycée agricole."
    fiche.territoires_cibles = "Piémont et Ligurie en priorité ; à défaut, Asturies."
    fiche.attentes = "Un territoire qui transforme à petite échelle et accepte de montrer comment, comptes compris."
    fiche.public_cible = "Les producteurs de noisettes et ceux qui voudraient le devenir."
    fiche.beneficiaires_directs = "Quarante exploitations, quatre ateliers, quinze élèves par an."
    fiche.beneficiaires_indirects = "Épiceries, pâtissiers, habitants et visiteurs des deux vallées."
    fiche.resultats = "Deux visites croisées, un guide de torréfaction bilingue, un coffret « Due valli »."
    fiche.ressources_humaines = "Une animatrice (0,2 équivalent temps plein), un moulinier, une enseignante."
    fiche.ressources_techniques = "Presse d’essai, salle hors gel, vergers de démonstration."
    fiche.ressources_linguistiques = "Interprète du réseau ; deux membres du comité lisent l’italien."
    fiche.ressources_financieres = "LEADER, Région, participation des partenaires, autofinancement."
    fiche.debut = dans(-60)
    fiche.fin = dans(640)
    fiche.etapes = "Contact et première visite : six mois.\nEssais : un an.\nPremière vente commune : le second hiver."
    fiche.criteres_reussite = (
        "Le groupe continue de se voir sans nous.\nUn atelier a ouvert, ou un autre a doublé sa torréfaction."
    )
    fiche.partenaire_pressenti = (
        "Gruppo Valle Serina : atelier de 35 tonnes par an, première coopération, cherche des vergers à visiter."
    )
    fiche.personnes_a_associer = (
        "Hugues Rey (élu référent), Denis Blanchet, Rachel Cohen, l’association des nuciculteurs."
    )
    fiche.save()
    poser(
        fiche,
        "actions_communes",
        {
            "action": "Visite croisée des ateliers",
            "lieu": "Serina Piccola",
            "porteur": "GAL Terres d’Aubrives",
            "echeance": dans(34),
        },
        {
            "action": "Essais de torréfaction à deux mains",
            "lieu": "Lanière-sur-Aubre",
            "porteur": "Huilerie du Moulin Blanchet",
            "echeance": dans(120),
        },
        {
            "action": "Guide bilingue de la petite torréfaction",
            "lieu": "À distance",
            "porteur": "Lycée agricole",
            "echeance": dans(240),
        },
        {
            "action": "Foire commune de la noisette",
            "lieu": "Aubrives-le-Bourg",
            "porteur": "Gruppo Valle Serina et GAL",
            "echeance": dans(330),
        },
    )
    poser(
        fiche,
        "postes",
        {"poste": "Déplacements et accueil", "montant": Decimal("18400"), "financeur": "LEADER (FEADER)"},
        {"poste": "Essais, petit matériel", "montant": Decimal("36250.75"), "financeur": "Région"},
        {"poste": "Interprétariat, traduction", "montant": Decimal("9800"), "financeur": "LEADER (FEADER)"},
        {"poste": "Foire et communication", "montant": Decimal("21000"), "financeur": "Gruppo Valle Serina"},
    )
    poser(
        fiche,
        "indicateurs",
        {"indicateur": "Producteurs formés", "nature": "quantitatif", "cible": "12 en deux ans"},
        {"indicateur": "Tonnes transformées sur place", "nature": "quantitatif", "cible": "de 45 à 90"},
        {
            "indicateur": "Confiance entre les deux groupes",
            "nature": "qualitatif",
            "cible": "On s’appelle sans passer par les animatrices",
        },
    )

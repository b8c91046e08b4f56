"""The pages of the portal where the actions of a mission are done; those of other parts join them here."""

from missions.guide.formes import Lien

DOCUMENTS = Lien("Charte et fiche de poste", "mission:documents")
GROUPES = Lien("Groupes à contacter", "mission:groupes")
OFFRE = Lien("Offre d’appui", "offre_appui:offre")
REMARQUES = Lien("Remarques sur l’offre", "offre_appui:remarques")
PROGRAMMES = Lien("Programme d’action annuel", "offre_appui:programmes")
ENQUETES = Lien("Enquêtes", "enquetes:enquetes")
VEILLE = Lien("Veille", "veille:veille")
SOURCES = Lien("Sources de la veille", "veille:sources")
LETTRES = Lien("Lettres d’information", "veille:lettres")
RESSOURCES = Lien("Espace ressources", "ressources:ressources", ())
TEMOINS = Lien("Répertoire des personnes qui témoignent", "ressources:temoins", ())
REPERTOIRE_DES_PROJETS = Lien("Répertoire des projets", "ressources:projets", ())
PAGES_PUBLIQUES = Lien("La mission et ses pages publiques", "mission:mission")
STRUCTURES = Lien("Réseau : structures", "reseau:structures", ())
PERSONNES = Lien("Réseau : personnes", "reseau:personnes", ())
SUIVI_DES_APPUIS = Lien("Tableau de suivi des appuis", "suivi_appuis", ())
SUIVI_DES_ACTIONS = Lien("Tableau de suivi des actions de coopération", "suivi_actions", ())
FICHE_IDENTITE = Lien("Fiche d’identité", "outils:outil", ("fiche-identite",))
PRESENTATION_TERRITOIRE = Lien("Présentation d’un territoire", "outils:outil", ("presentation-territoire",))
CATALOGUE = Lien("Carnet d’outils", "outils:catalogue", ())

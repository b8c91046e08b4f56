"""The contacts of the filière noisette: two to come back to soon, one overdue, one done, two without suite."""

from appuis.models.etapes import Canal
from outils.demo.commun import dans
from outils.models import PriseDeContact
from outils.models.prise_de_contact import Interet, Suite


def _contacts():
    return (
        {
            "nom": "Ferraris",
            "prenom": "Ilaria",
            "organisme": "Gruppo Valle Serina",
            "adresse": "Via dei Noccioli 7, Serina Piccola, Italie",
            "telephone": "+39 0171 000 018",
            "courriel": "i.ferraris@example.org",
            "intermediaire": "Réseau rural, rencontre annuelle",
            "canal": Canal.VISIO,
            "canal_precision": "avec une interprète du réseau",
            "le": dans(-12),
            "informations": (
                "Atelier collectif de 35 tonnes par an, douze adhérents.\n"
                "Première coopération ; une technicienne disponible deux jours par mois."
            ),
            "interet": Interet.OUI,
            "interet_pourquoi": "Ils transforment à petite échelle et cherchent des vergers à visiter.",
            "suite": Suite.RAPPELER,
            "suite_precision": "fixer les dates de la visite croisée",
            "suite_le": dans(5),
            "remarques": "Appeler le matin ; comprend bien le français.",
        },
        {
            "nom": "Álvarez",
            "prenom": "Nuria",
            "organisme": "Asociación Valle del Avellano",
            "adresse": "Plaza Mayor 2, Avellanedo, Espagne",
            "courriel": "nuria.alvarez@example.org",
            "intermediaire": "Ilaria Ferraris",
            "canal": Canal.COURRIEL,
            "le": dans(-6),
            "informations": "Quarante producteurs, une foire chaque automne. Intéressés par la vente commune.",
            "interet": Interet.PEUT_ETRE,
            "interet_pourquoi": "Savoir-faire proche du nôtre, mais calendrier serré jusqu’au printemps.",
            "suite": Suite.COURRIEL,
            "suite_precision": "l’offre de coopération en espagnol",
            "suite_le": dans(11),
        },
        {
            "nom": "Kovač",
            "prenom": "Tomaž",
            "organisme": "Zavod Leska",
            "telephone": "+386 1 000 00 27",
            "courriel": "tomaz.kovac@example.org",
            "intermediaire": "Salon des fruits à coque",
            "canal": Canal.RENCONTRE,
            "canal_precision": "sur leur stand",
            "le": dans(-33),
            "informations": "Bureau d’études, prêt de matériel de séchage possible.",
            "interet": Interet.PEUT_ETRE,
            "interet_pourquoi": "Bonne compétence technique ; plutôt prestataire que partenaire.",
            "suite": Suite.RAPPELER,
            "suite_precision": "savoir s’ils portent un projet en leur nom",
            "suite_le": dans(-4),
            "remarques": "Parle anglais.",
        },
        {
            "nom": "Mazel",
            "prenom": "Sylvie",
            "organisme": "Lycée agricole des Trois Vallées",
            "adresse": "12 route des Vergers, Pont-de-Serande",
            "telephone": "01 99 00 12 83",
            "courriel": "sylvie.mazel@example.org",
            "intermediaire": "Rachel Cohen",
            "canal": Canal.TELEPHONE,
            "le": dans(-20),
            "informations": "Un module « fruits à coque » existe ; quinze élèves pourraient participer à un échange.",
            "interet": Interet.OUI,
            "interet_pourquoi": "Forme déjà à la torréfaction ; ouvre le projet aux jeunes.",
            "suite": Suite.COURRIEL,
            "suite_precision": "le compte rendu de la réunion",
            "suite_le": dans(-9),
            "faite_le": dans(-10),
        },
        {
            "organisme": "Fédération des moulins du Piémont",
            "adresse": "Corso Torino 18, Cuneo, Italie",
            "courriel": "contatto@example.org",
            "intermediaire": "Annuaire des partenaires potentiels",
            "canal": Canal.COURRIER,
            "le": dans(-45),
            "informations": "Pas de réponse au courrier.",
            "interet": Interet.NON,
            "interet_pourquoi": "Fédération nationale, loin du terrain.",
        },
        {
            "nom": "Delmas",
            "prenom": "Jean-Noël",
            "organisme": "Épiceries paysannes des deux vallées",
            "telephone": "06 39 98 21 44",
            "canal": Canal.RENCONTRE,
            "canal_precision": "foire de printemps",
            "le": dans(-2),
            "informations": "Vingt boutiques, prêtes à tester un coffret commun.",
            "remarques": "Intérêt à confirmer avec le comité.",
        },
    )


def charger(mission, projet, agent):
    """Creates them, and the reminders of those that have a dated suite."""
    for champs in _contacts():
        faite_le = champs.pop("faite_le", None)
        contact = PriseDeContact(mission=mission, projet=projet, pris_par=agent, **champs)
        contact.structure = mission.structures.filter(nom=contact.organisme).first()
        contact._history_user = agent
        contact.save()
        contact.suivre_la_suite()
        if faite_le:
            contact.rappel().faire(faite_le)


def effacer(mission):
    """Takes them out with their reminders; before the projects on which they hang."""
    for contact in PriseDeContact.objects.filter(mission=mission):
        if rappel := contact.rappel():
            rappel.delete()
        contact.delete()
    PriseDeContact.history.filter(mission_id=mission.pk).delete()

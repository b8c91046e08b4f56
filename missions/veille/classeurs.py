"""The workbooks of the veille: each a list of columns, heading and value at once."""

from django.utils import timezone

from coopappui.tableau import Colonne


def _themes(information):
    return ", ".join(theme.nom for theme in information.themes.all())


INFORMATIONS = (
    Colonne("titre", "Titre", lambda i: i.titre, largeur=45),
    Colonne("source", "Source", lambda i: str(i.source or ""), largeur=24),
    Colonne("date", "Date", lambda i: timezone.localtime(i.date).date(), type="date", largeur=12),
    Colonne("etat", "État", lambda i: i.get_etat_display(), largeur=10),
    Colonne("mots", "Mots-clés trouvés", lambda i: i.mots_trouves, largeur=22),
    Colonne("themes", "Thèmes", _themes, largeur=22),
    Colonne("stade", "Stade de la coopération", lambda i: i.get_stade_display() if i.stade else "", largeur=30),
    Colonne("note", "Note", lambda i: i.note, largeur=40),
    Colonne("resume", "Résumé", lambda i: i.resume, largeur=60),
    Colonne("lien", "Lien", lambda i: i.lien, largeur=40),
    Colonne("triee", "Triée le", lambda i: i.triee_le and timezone.localtime(i.triee_le).date(), largeur=12),
    Colonne("par", "Triée par", lambda i: str(i.triee_par or ""), largeur=20),
)

SOURCES = (
    Colonne("nom", "Source", lambda s: s.nom, largeur=30),
    Colonne("famille", "Famille d’outils", lambda s: s.nom_de_la_famille, largeur=28),
    Colonne("page", "Page", lambda s: s.page, largeur=36),
    Colonne("flux", "Fil", lambda s: s.flux, largeur=36),
    Colonne("finalites", "À quoi elle sert", lambda s: "\n".join(s.libelles_des_finalites()), largeur=34),
    Colonne("besoin", "Besoin de connaissances", lambda s: s.get_besoin_display(), largeur=30),
    Colonne("mots", "Mots-clés", lambda s: ", ".join(s.mots), largeur=30),
    Colonne("frequence", "Fréquence de lecture", lambda s: s.get_frequence_display(), largeur=20),
    Colonne("lecteur", "Qui la lit", lambda s: str(s.lecteur or ""), largeur=20),
    Colonne("lue", "Lue le", lambda s: s.lue_le, largeur=12),
    Colonne("etat", "État", lambda s: s.get_etat_display(), largeur=12),
    Colonne("reussie", "Fil relevé le", lambda s: s.reussie_le, largeur=16),
    Colonne("erreur", "Dernière erreur", lambda s: s.erreur, largeur=34),
    Colonne("remarques", "Remarques", lambda s: s.remarques, largeur=40),
)

ENVOIS = (
    Colonne("nom", "Destinataire", lambda e: e.nom or "Personne effacée", largeur=28),
    Colonne("courriel", "Courriel", lambda e: e.courriel, largeur=32),
    Colonne("etat", "État", lambda e: e.get_etat_display(), largeur=22),
    Colonne("le", "Envoyée le", lambda e: e.remis_le, largeur=18),
)


def _etat_de_l_inscription(inscription, refus):
    if inscription.personne_id in refus:
        return "Ne veut plus de lettres"
    return "À qui écrire" if inscription.personne.courriel else "Sans courriel"


def inscriptions(refus):
    """`refus`: the keys of the people who no longer want letters."""
    return (
        Colonne("liste", "Liste de diffusion", lambda i: i.liste.nom, largeur=28),
        Colonne("personne", "Personne", lambda i: str(i.personne), largeur=28),
        Colonne("structure", "Structure", lambda i: str(i.personne.structure or ""), largeur=30),
        Colonne("courriel", "Courriel", lambda i: i.personne.courriel, largeur=32),
        Colonne("etat", "État", lambda i: _etat_de_l_inscription(i, refus), largeur=24),
        Colonne("le", "Ajoutée le", lambda i: timezone.localtime(i.le).date(), largeur=12),
        Colonne("par", "Ajoutée par", lambda i: str(i.par or ""), largeur=20),
    )

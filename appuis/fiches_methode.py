"""The method sheets that come with the portal: fixtures/fiches-methode.toml, loaded once, then the administrators'.

Written by us from the references of the guide (p. 88, 90-93, 115-117), shared by all the missions.
"""

import tomllib

from django.conf import settings

from appuis.models.ressources import plier_ressource, texte_cherche

FICHIER = settings.BASE_DIR / "fixtures" / "fiches-methode.toml"


def lire():
    return tomllib.loads(FICHIER.read_text(encoding="utf-8"))


def charger(registre):
    """Creates the sheets that are missing. `registre`: Django's apps, or a migration's."""
    Ressource = registre.get_model("appuis", "Ressource")
    francais = registre.get_model("missions", "Langue").objects.filter(libelle="Français").first()
    connues = set(Ressource.objects.exclude(code=None).values_list("code", flat=True))
    for code, champs in lire().items():
        if code in connues:
            continue
        texte = champs.pop("texte").strip()
        fiche = Ressource(code=code, genre="fiche", audience="public", etat="publiee", texte=texte, **champs)
        plier_ressource(fiche)
        fiche.recherche = texte_cherche(fiche)
        fiche.save()
        if francais:
            fiche.langues.add(francais)

from tests.acces import TOUS, Ligne

LIGNES = [
    Ligne("accessibilite", get=TOUS, public=True),
    Ligne("donnees_personnelles", get=TOUS, public=True),
    Ligne("sante", get=TOUS, public=True),
]

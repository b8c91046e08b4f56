from tests.acces import MEMBRES, Ligne

LIGNES = [Ligne("recherche", get=f"{MEMBRES} etranger", donnees={"q": "noisette"})]

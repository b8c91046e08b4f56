"""The image, the compose file and their documentation say the same thing as the code."""

import re
from pathlib import Path

import pytest
import yaml

RACINE = Path(__file__).resolve().parents[2]


def variables_des_reglages():
    texte = (RACINE / "coopappui/settings.py").read_text()
    return set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", texte))


def variables_du_serveur():
    textes = [(RACINE / chemin).read_text() for chemin in ("deploiement/gunicorn.conf.py", "outillage/sante.py")]
    return {nom for texte in textes for nom in re.findall(r"environ\.get\(['\"]([A-Z_]+)['\"]", texte)}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((RACINE / "docker-compose.yml").read_text())


def test_chaque_variable_est_expliquee():
    documentees = set(re.findall(r"`([A-Z_]+)`", (RACINE / "docs/deploiement.md").read_text()))
    attendues = variables_des_reglages() | variables_du_serveur()
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "WEB_CONCURRENCY"} <= attendues
    assert attendues - documentees == set()


@pytest.mark.parametrize("service", ["web", "worker"])
def test_le_conteneur_ne_recoit_que_des_variables_connues(compose, service):
    donnees = set(compose["services"][service]["environment"])
    assert donnees - variables_des_reglages() - variables_du_serveur() == set()
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "DERRIERE_UN_PROXY", "EMAIL_URL"} <= donnees


def test_web_et_worker_sont_la_meme_image_avec_le_meme_programme(compose):
    web, worker = compose["services"]["web"], compose["services"]["worker"]
    assert (web["command"], worker["command"]) == (["web"], ["worker"])
    assert web["image"] == worker["image"]
    assert web["environment"] == worker["environment"]
    programme = (RACINE / "outillage/demarrer.sh").read_text()
    for service in (web, worker):
        assert f"\n{service['command'][0]})\n" in programme


def test_make_run_lance_le_travailleur_et_la_boite_a_cote_du_serveur():
    lancer = (RACINE / "outillage/lancer.sh").read_text()
    assert re.findall(r"manage\.py (\w+)[^\n]* &$", lancer, re.MULTILINE) == ["boite", "travailler", "runserver"]


def test_l_exemple_d_environnement_donne_ce_que_compose_exige():
    texte = (RACINE / "docker-compose.yml").read_text()
    exigees = set(re.findall(r"\${([A-Z_]+):\?", texte))
    exemple = (RACINE / "deploiement/env.exemple").read_text()
    assert exigees == {"SECRET_KEY", "DOMAINE", "POSTGRES_PASSWORD", "EMAIL_URL"}
    assert exigees <= set(re.findall(r"^([A-Z_]+)=", exemple, re.MULTILINE))


def test_les_fichiers_cites_existent(compose):
    image = (RACINE / "Dockerfile").read_text()
    cites = set(re.findall(r"(?:outillage|deploiement)/[\w.]+", image)) | {"requirements.txt"}
    for service in compose["services"].values():
        cites |= {volume.split(":")[0][2:] for volume in service.get("volumes", []) if volume.startswith("./")}
    assert "deploiement/Caddyfile" in cites
    assert [chemin for chemin in cites if not (RACINE / chemin).exists()] == []


def test_l_image_ne_tourne_pas_en_root():
    instructions = re.findall(r"^([A-Z]+) (.*)$", (RACINE / "Dockerfile").read_text(), re.MULTILINE)
    assert [valeur for nom, valeur in instructions if nom == "USER"][-1] != "root"


def test_le_proxy_laisse_passer_un_document_et_pas_beaucoup_plus(settings):
    texte = (RACINE / "deploiement/Caddyfile").read_text()
    limite = int(re.search(r"max_size (\d+)MB", texte)[1]) * 1000 * 1000
    assert settings.DOCUMENT_TAILLE_MAX < limite < 2 * settings.DOCUMENT_TAILLE_MAX
    assert re.search(r"reverse_proxy web:8000\b", texte)


def test_publiccode_dit_ce_que_les_catalogues_attendent():
    fiche = yaml.safe_load((RACINE / "publiccode.yml").read_text())
    assert {"url", "platforms", "developmentStatus", "softwareType", "legal", "maintenance"} <= fiche.keys()
    assert set(fiche["description"]) == {"fr", "en"}
    for description in fiche["description"].values():
        assert len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert description["features"]
    projet = (RACINE / "pyproject.toml").read_text()
    assert f'license = "{fiche["legal"]["license"]}"' in projet
    assert f'version = "{fiche["softwareVersion"]}"' in projet
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (RACINE / "LICENSE").read_text()


def test_les_applications_sont_toutes_surveillees_par_import_linter(settings):
    projet = (RACINE / "pyproject.toml").read_text()
    surveillees = set(re.findall(r'"(\w+)"', re.search(r"^root_packages = \[(.*)\]$", projet, re.MULTILINE)[1]))
    assert surveillees == {app for app in settings.INSTALLED_APPS if (RACINE / app / "__init__.py").exists()}

"""The scripts behind `make`: what they say when the system lacks something."""

import importlib.util
import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def systeme(monkeypatch):
    """outillage/systeme.py with two packages of which the second is missing; `lances` collects the apt commands."""
    plan = importlib.util.spec_from_file_location("systeme", RACINE / "outillage/systeme.py")
    module = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(module)
    module.lances = []
    manque = {"libmanquante0": ("une bibliothèque", lambda: bool(module.lances))}
    monkeypatch.setattr(module, "GROUPES", {"execution": {"bash": ("un interpréteur", lambda: True), **manque}})
    monkeypatch.setattr(module, "programme", lambda *noms: True)
    monkeypatch.setattr(
        module.subprocess,
        "run",
        lambda commande, **_: module.lances.append(commande) or subprocess.CompletedProcess(commande, 0),
    )
    return module


def test_sans_etre_root_la_commande_exacte_est_donnee(systeme, monkeypatch, capsys):
    monkeypatch.setattr(systeme.os, "geteuid", lambda: 1000)
    assert systeme.main(["execution"]) == 1
    erreur = capsys.readouterr().err
    assert "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libmanquante0'" in erreur
    assert "une bibliothèque" in erreur
    assert "bash" not in erreur
    assert systeme.lances == []


def test_en_etant_root_ce_qui_manque_est_installe(systeme, monkeypatch):
    monkeypatch.setattr(systeme.os, "geteuid", lambda: 0)
    assert systeme.main(["execution"]) == 0
    assert systeme.lances == [
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libmanquante0"],
    ]


def test_une_installation_qui_echoue_se_voit(systeme, monkeypatch, capsys):
    monkeypatch.setattr(systeme.os, "geteuid", lambda: 0)
    monkeypatch.setattr(systeme.subprocess, "run", lambda commande, **_: subprocess.CompletedProcess(commande, 100))
    assert systeme.main(["execution"]) == 1
    assert "libmanquante0" in capsys.readouterr().err


def lancer(port):
    return subprocess.run(
        [RACINE / "outillage/lancer.sh"],
        env={**os.environ, "PORT": str(port)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_make_run_dit_que_le_port_est_pris():
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = prise.getsockname()[1]
        resultat = lancer(port)
    assert resultat.returncode == 1
    assert f"Le port {port} n’est pas libre" in resultat.stderr
    assert "make run PORT=" in resultat.stderr


@pytest.mark.parametrize("port", ["huit-mille", "99999"])
def test_make_run_refuse_un_port_impossible(port):
    resultat = lancer(port)
    assert resultat.returncode == 1
    assert "numéro de port" in resultat.stderr
    assert "Traceback" not in resultat.stderr


def test_les_cibles_de_make_appellent_des_scripts_qui_existent():
    appeles = set(re.findall(r"outillage/[\w.]+", (RACINE / "Makefile").read_text()))
    assert len(appeles) > 8
    for script in appeles:
        assert os.access(RACINE / script, os.X_OK), f"{script} n’est pas exécutable"


def test_les_dependances_epinglees_ne_disent_pas_d_ou_elles_viennent():
    versions = {}
    for nom in ("requirements.txt", "requirements-dev.txt"):
        lignes = [ligne for ligne in (RACINE / nom).read_text().splitlines() if not ligne.startswith("#") and ligne]
        assert [ligne for ligne in lignes if not re.fullmatch(r"[\w.-]+==[\w.]+", ligne)] == []
        versions[nom] = set(lignes)
    # What serves is what is tested.
    assert versions["requirements.txt"] <= versions["requirements-dev.txt"]

"""`make serve` for real: gunicorn and its worker, DEBUG off, on loopback."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.urls import reverse

RACINE = Path(__file__).resolve().parents[2]


@dataclass
class Instance:
    port: int
    environnement: dict
    donnees: Path
    journal: Path
    processus: subprocess.Popen = None

    def demander(self, chemin, methode="GET", corps=None, **entetes):
        connexion = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connexion):
            connexion.request(methode, chemin, corps, {nom.replace("_", "-"): v for nom, v in entetes.items()})
            reponse = connexion.getresponse()
            return reponse.status, reponse.headers, reponse.read()

    def page(self, chemin, **entetes):
        statut, entetes_recus, corps = self.demander(chemin, **entetes)
        return statut, entetes_recus, corps.decode()

    def manage(self, *arguments):
        commande = [RACINE / ".venv/bin/python", RACINE / "manage.py", *arguments]
        subprocess.run(commande, env=self.environnement, check=True, capture_output=True)

    def attendre(self):
        """Up to five minutes: a first start migrates the database and compresses the static files."""
        for _ in range(600):
            if self.processus.poll() is not None:
                break
            with contextlib.suppress(OSError):
                return self.demander("/sante/")
            time.sleep(0.5)
        raise AssertionError(f"Le serveur n’a pas démarré :\n{self.journal.read_text()}")


def _port_libre():
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def _environnement(**variables):
    """Nothing of the suite's own settings, only what the system needs and what is given."""
    garde = {nom: os.environ[nom] for nom in ("PATH", "HOME", "LANG") if nom in os.environ}
    return garde | {nom: str(valeur) for nom, valeur in variables.items()}


@contextlib.contextmanager
def _base_neuve(nom):
    """On the run against PostgreSQL, the server too works on PostgreSQL: an empty database of the same cluster."""
    adresse = os.environ.get("DATABASE_URL", "")
    if not adresse.startswith("postgres"):
        yield {}
        return
    with psycopg.connect(adresse, autocommit=True) as connexion:
        connexion.execute(f"CREATE DATABASE {nom}")
        try:
            yield {"DATABASE_URL": re.sub(r"(//[^/]*/)\w+", rf"\g<1>{nom}", adresse)}
        finally:
            connexion.execute(f"DROP DATABASE {nom} WITH (FORCE)")


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    donnees = tmp_path_factory.mktemp("instance")
    port = _port_libre()
    with _base_neuve(f"servir_{port}") as base:
        environnement = _environnement(
            SECRET_KEY="s3cret-" * 10,
            ALLOWED_HOSTS="127.0.0.1",
            HTTPS="off",
            PORT=port,
            DONNEES=donnees,
            EMAIL_URL=f"filemail:///{donnees}/courriels",
            **base,
        )
        instance = Instance(port, environnement, donnees, donnees / "journal")
        with (
            instance.journal.open("wb") as journal,
            subprocess.Popen(
                [RACINE / "outillage/servir.sh"],
                env=environnement,
                stdout=journal,
                stderr=journal,
                start_new_session=True,
            ) as instance.processus,
        ):
            try:
                instance.attendre()
                yield instance
            finally:
                instance.processus.terminate()
                try:
                    instance.processus.wait(30)
                finally:
                    # Nothing outlives the test, whatever went wrong.
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(instance.processus.pid, signal.SIGKILL)


def test_la_page_de_connexion_s_affiche(instance):
    statut, entetes, _ = instance.page("/")
    assert statut == 302
    assert entetes["Location"].startswith(reverse("account_login"))
    statut, entetes, page = instance.page(entetes["Location"])
    assert statut == 200
    assert '<html lang="fr"' in page
    assert "default-src 'self'" in entetes["Content-Security-Policy"]
    assert entetes["X-Frame-Options"] == "DENY"


def test_les_fichiers_statiques_sont_compresses_et_gardes_en_cache(instance):
    _, _, page = instance.page(reverse("account_login"))
    adresses = re.findall(r'"(/static/[^"]+\.(?:css|js))"', page)
    assert adresses
    for adresse in adresses:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", adresse), f"{adresse} ne change pas de nom quand il change"
        statut, entetes, _ = instance.demander(adresse, Accept_Encoding="br")
        assert (statut, entetes["Content-Encoding"]) == (200, "br")
        assert "immutable" in entetes["Cache-Control"]


def test_tout_fichier_que_les_gabarits_demandent_est_servi(instance):
    demandes = {
        chemin
        for gabarit in (RACINE / "templates").rglob("*.html")
        for chemin in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", gabarit.read_text())
    }
    servis = json.loads((instance.donnees / "static/staticfiles.json").read_text())["paths"]
    assert demandes
    assert demandes - servis.keys() == set()


def test_une_adresse_inconnue_repond_en_francais(instance):
    statut, _, page = instance.page("/cette/page/n-existe-pas/")
    assert statut == 404
    assert '<html lang="fr"' in page
    assert "urlpatterns" not in page
    assert "Not Found" not in page


@pytest.mark.parametrize(
    "chemin", ["/e/{}/", "/e/{}/questions/", "/compte/desabonnement/{}/", "/invitations/lien/{}/"]
)
def test_les_liens_personnels_ne_sont_pas_au_journal(instance, chemin):
    """Neither in the server's own log, nor in what Django says of the pages it does not find."""
    jeton, masque = f"secret-{len(chemin)}-des-liens", chemin.format("***")
    instance.page(chemin.format(jeton))
    for _ in range(20):
        journal = instance.journal.read_text()
        if f'"GET {masque}" 4' in journal:
            break
        time.sleep(0.2)
    assert f": {masque}\n" in journal
    assert f'"GET {masque}" 4' in journal
    assert jeton not in journal


def test_un_autre_nom_de_site_est_refuse(instance):
    statut, _, page = instance.page(reverse("account_login"), Host="ailleurs.example.org")
    assert statut == 400
    assert "ALLOWED_HOSTS" not in page


def test_la_galerie_des_composants_reste_au_developpement(instance):
    assert instance.page("/composants/")[0] in (302, 404)


def test_les_comptes_de_demonstration_n_existent_pas(instance):
    with pytest.raises(subprocess.CalledProcessError):
        instance.manage("charger_demo")


def test_le_controle_de_sante_du_conteneur(instance):
    commande = [RACINE / "outillage/sante.py"]
    assert subprocess.run(commande, env=instance.environnement, check=False).returncode == 0
    ailleurs = instance.environnement | {"PORT": str(_port_libre())}
    assert subprocess.run(commande, env=ailleurs, check=False, capture_output=True).returncode == 1


def test_le_courrier_part_par_le_worker(instance):
    """A forgotten password: the page answers at once, the worker sends the mail."""
    creer = (
        "from comptes.models import Utilisateur as U; U.objects.create_user('lea@example.org', 'un-mot-de-passe-long')"
    )
    instance.manage("shell", "--no-imports", "-c", creer)
    adresse = reverse("account_reset_password")
    _, entetes, page = instance.page(adresse)
    jeton = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    statut, _, _ = instance.demander(
        adresse,
        "POST",
        f"csrfmiddlewaretoken={jeton}&email=lea@example.org",
        Cookie=entetes["Set-Cookie"].split(";")[0],
        Content_Type="application/x-www-form-urlencoded",
    )
    assert statut == 302
    for _ in range(40):
        courriels = list((instance.donnees / "courriels").glob("*"))
        if any("lea@example.org" in c.read_text() for c in courriels):
            return
        time.sleep(0.5)
    raise AssertionError(f"Aucun courriel :\n{instance.journal.read_text()}")


def test_le_worker_lance_les_travaux_prevus(instance):
    """As soon as it starts; what `manage.py entretien` says is in the log."""
    for _ in range(120):
        if "Tâches reprises : 0" in instance.journal.read_text():
            return
        time.sleep(0.5)
    raise AssertionError(f"Pas d’entretien :\n{instance.journal.read_text()}")


def _travailleurs(instance):
    """The processes of the instance that empty the queue."""
    groupe = os.getpgid(instance.processus.pid)
    trouves = []
    for dossier in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(dossier.name)) == groupe and b"db_worker" in (dossier / "cmdline").read_bytes():
                trouves.append(int(dossier.name))
    return trouves


def test_un_travailleur_tue_est_remplace_et_sa_tache_reprise(instance):
    """kill -9 of the worker while it holds a message: another worker sends it, within two minutes."""
    [tue] = _travailleurs(instance)
    os.kill(tue, signal.SIGKILL)
    # The message it held, as the kill left it: claimed a while ago, and never finished.
    laisser = (
        "from django.core.mail import send_mail; from django_tasks_db.models import DBTaskResult as T; "
        "from django.utils import timezone as z; from datetime import timedelta as d; "
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        "    send_mail('Interrompu', 'Corps', None, ['interrompu@example.org'])\n"
        "    T.objects.filter(status='READY').update("
        "status='RUNNING', worker_ids=['tue'], started_at=z.now() - d(seconds=75))"
    )
    instance.manage("shell", "--no-imports", "-c", laisser)
    debut = time.monotonic()
    while time.monotonic() - debut < 120:
        recus = [c.read_text() for c in (instance.donnees / "courriels").glob("*")]
        if any("interrompu@example.org" in c for c in recus):
            break
        time.sleep(0.5)
    else:
        raise AssertionError(f"Le message n’est pas parti :\n{instance.journal.read_text()}")
    [nouveau] = _travailleurs(instance)
    assert nouveau != tue


@pytest.mark.parametrize("programme", ["servir.sh", "demarrer.sh web", "demarrer.sh worker"])
def test_refuse_de_demarrer_sans_cle_secrete(programme, tmp_path):
    script, *arguments = programme.split()
    resultat = subprocess.run(
        [RACINE / "outillage" / script, *arguments],
        env=_environnement(DONNEES=tmp_path, ALLOWED_HOSTS="127.0.0.1"),
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert resultat.returncode == 1
    assert "SECRET_KEY" in resultat.stderr
    assert "Traceback" not in resultat.stderr
    assert list(tmp_path.iterdir()) == []

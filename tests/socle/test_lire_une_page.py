"""The reader of pages sees each fault it claims to see, and nothing on a sound page."""

import pytest

from tests.html import Page

SAINE = """<!doctype html><html lang="fr"><head><title>Appuis</title></head><body><main><h1>Appuis</h1>
<svg aria-hidden="true"><title>plus</title></svg>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="a">Nom</label><input id="a" aria-describedby="aide"><p id="aide">Aide</p>
<label>Ville <input name="ville"></label><textarea aria-label="Note">None {{ x }}</textarea><button>Noter</button>
</form><table><tr><th scope="col">Date</th></tr></table>
<a href="/"><img src="/x.png" alt="Accueil"></a></main></body></html>"""


def fautes(fragment):
    return Page(fragment).fautes()


def test_une_page_saine():
    assert fautes(SAINE) == []


@pytest.mark.parametrize(
    ("avant", "apres", "faute"),
    [
        ('lang="fr"', 'lang="en"', "langue « en »"),
        ("<title>Appuis</title>", "", "pas de titre"),
        ("<h1>Appuis</h1>", "", "0 h1 au lieu d’un"),
        ("<h1>Appuis</h1>", "<h1>Appuis</h1><h1>Encore</h1>", "2 h1 au lieu d’un"),
        ("<h1>Appuis</h1>", "<h1>Appuis</h1><h3>Loin</h3>", "un titre de niveau 3 après un niveau 1"),
        ('id="aide"', 'id="a"', "deux fois l’identifiant a"),
        ('id="aide"', 'id="b"', "aria-describedby vise aide, absent"),
        ('<label for="a">Nom</label>', "", "un champ sans libellé : a"),
        ("Ville <input", "Ville</label> <input", "un champ sans libellé : ville"),
        (' aria-label="Note"', "", "un champ sans libellé : None"),
        ("<button>Noter</button>", '<button class="x"></button>', "un élément button sans nom : x"),
        ('alt="Accueil"', 'alt=""', "un élément a sans nom : /"),
        (' alt="Accueil"', "", "une image sans alt : /x.png"),
        ("csrfmiddlewaretoken", "autre", "un formulaire sans jeton CSRF : None"),
        ("<main>", "<main><form></form>", None),
        ("<textarea", "<form></form><textarea", "un formulaire dans un formulaire"),
        ("<main>", "<main><script>1</script>", "un script dans la page"),
        ("<main>", '<main style="x">', "un style dans la page (main)"),
        ("<main>", '<main onclick="x">', "un gestionnaire onclick sur main"),
        ("<main>", '<main hx-on:click="x">', "hx-on sur main"),
        ('<a href="/">', '<a href="javascript:x">', "une adresse javascript: sur a"),
        ("/x.png", "https://ailleurs.example/x.png", "une ressource d’ailleurs : https://ailleurs.example/x.png"),
        (' scope="col"', "", "un en-tête de tableau sans scope"),
        (' aria-hidden="true"', "", "un dessin sans nom ni aria-hidden"),
        (' aria-hidden="true"', ' role="img"', None),
        ("<h1>", "<p>None</p><h1>", "un reste de code, « None »"),
        ("<h1>", "<p>{{ appui }}</p><h1>", "un reste de code, « {{ appui }} »"),
    ],
)
def test_une_faute_se_voit(avant, apres, faute):
    html = SAINE.replace(avant, apres, 1)
    assert html != SAINE
    assert faute in fautes(html) if faute else fautes(html) == []


def test_un_formulaire_sans_notice_se_voit():
    assert Page(SAINE).sans_notice
    assert not Page(SAINE.replace("<textarea", '<details class="notice doux"></details><textarea')).sans_notice
    assert not Page(SAINE.replace('method="post"', "")).sans_notice

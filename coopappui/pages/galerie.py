"""Every component in every state, for those who build pages (DEBUG only)."""

from datetime import timedelta

from crispy_forms.layout import HTML, Div, Field, Fieldset, Layout
from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coopappui.champs import JourField, NombreField
from coopappui.formulaires import Formulaire, PlusieursField, UnField
from coopappui.graphiques import barres, groupes


class Exemple(Formulaire):
    """One field of each kind."""

    titre = forms.CharField(label="Intitulé", max_length=80, help_text="Quelques mots que tout le monde comprend.")
    le = JourField(label="Date", required=False)
    cout = NombreField(label="Coût total (€)", required=False)
    forme = forms.ChoiceField(
        label="Forme", choices=[("i", "Individuel"), ("c", "Collectif")], widget=forms.RadioSelect
    )
    apports = forms.MultipleChoiceField(
        label="Ce qui a été apporté",
        choices=[("m", "Méthode"), ("o", "Outil"), ("r", "Mise en relation")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Cochez tout ce qui convient.",
    )
    stade = forms.ChoiceField(label="Stade", choices=[("", "Choisir…"), ("e", "Émergence"), ("l", "Lancement")])
    besoin = forms.CharField(
        label="Besoin exprimé", widget=forms.Textarea(attrs={"rows": 3}), max_length=400, required=False
    )
    piece = forms.FileField(label="Document", required=False, help_text="PDF, texte ou tableur, 20 Mo au plus.")
    releve = forms.BooleanField(label="Un relevé de décisions est souhaité", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        structures = apps.get_model("missions", "Structure").objects.visibles_par(user)
        personnes = apps.get_model("missions", "Personne").objects.visibles_par(user)
        self.fields["structures"] = PlusieursField(structures, genre="structures", label="Structures")
        self.fields["referent"] = UnField(personnes, genre="personnes", label="Référent", required=False)
        self.helper.layout = Layout(
            Fieldset("L’essentiel", "titre", Div("le", "cout", css_class="rangee"), "forme", css_class="partie"),
            Fieldset("Qui", "structures", "referent", css_class="partie"),
            Fieldset("Quoi", "apports", "stade", Field("besoin"), "piece", "releve", css_class="partie"),
            HTML("<p class='doux'>Un texte libre entre deux champs.</p>"),
        )


def _etapes(courante, *noms):
    etats = ["faite"] * courante + ["courante"] + ["a-venir"] * len(noms)
    details = ["3 sept. · par téléphone", "17 sept. · sur place", "2 ouverts, 1 levé", "", ""]
    return [
        {"label": nom, "detail": details[i] if i <= courante else "", "etat": etats[i], "url": "#" if i < 2 else ""}
        for i, nom in enumerate(noms)
    ]


def _graphiques():
    lignes = [("Temps", 6, "6 · 60 %"), ("Moyens humains", 3, "3 · 30 %"), ("Autres", 0, "0 · 0 %")]
    return [
        barres("barres", "Ce qui manque", lignes, 10),
        groupes("groupes", "Ce qui manque, par type d’acteur", [("GAL", 10, lignes), ("Collectivité", 6, lignes)]),
    ]


def _contexte(request):
    aujourd_hui = timezone.localdate()
    faux = {"e-le": "31/02/2026", "e-cout": "douze", "e-forme": "z", "e-besoin": "Un partenaire. " * 26}
    return {
        "erreur": Exemple(faux, prefix="e", user=request.user),
        "form": Exemple(user=request.user),
        "cinq_etapes": _etapes(
            2,
            "Prendre contact",
            "Démarrer",
            "Lever les blocages",
            "Clore un temps de travail",
            "Tenir à jour le bilan",
        ),
        "quatre_stades": _etapes(1, "Émergence", "Lancement", "Réalisation", "Clôture"),
        "phrases": [
            "Le blocage « partenaire italien sans référent » n’a pas encore de piste.",
            "Aucun engagement n’est daté.",
        ],
        "points": [
            "Laisser au bénéficiaire le choix des moyens.",
            "Ne pas faire à sa place pour aller plus vite.",
        ],
        "un_point": ["Parler des projets en recherche de partenaires à chaque rencontre."],
        "page": Paginator(range(173), 20).get_page(request.GET.get("page", 2)),
        "une_page": Paginator(range(7), 20).get_page(1),
        "echeances": [aujourd_hui + timedelta(jours) for jours in (-3, 0, 1, 6, 30, 400)] + [None],
        "anciens": [aujourd_hui - timedelta(jours) for jours in (0, 1, 6, 100, 900)],
        "durees": [45, 60, 90, 125],
        "montants": [1234.56, 12000, 0],
        "tri": request.GET.get("tri", "-structure"),
        "entrees": [
            {
                "quand": timezone.now(),
                "qui": "Agathe Roux",
                "quoi": "Modification",
                "changements": [("Stade", "Émergence", "Lancement"), ("Coût total", "", "12 000 €")],
            },
            {"quand": timezone.now() - timedelta(9), "qui": "", "quoi": "Création", "changements": []},
        ],
        "graphiques": _graphiques(),
        "icones": ["house", "check2-square", "chat-square-text", "diagram-3", "people", "lock", "search", "plus-lg"],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def composants(request):
    if request.method == "POST":
        messages.success(request, "C’est fait.")
        messages.info(request, "Pour information.")
        messages.warning(request, "À vérifier.")
        messages.error(request, "Cela n’a pas pu se faire.")
        return redirect("composants")
    return render(request, "pages/composants.html", _contexte(request))

"""What is typed in confidence."""

from django import forms

from appuis.models import NoteConfidentielle
from coopappui.formulaires import FormulaireModele


class NoteForm(FormulaireModele):
    class Meta:
        model = NoteConfidentielle
        fields = ["texte", "sequence", "blocage", "lecteurs"]
        labels = {
            "texte": "Note confidentielle",
            "sequence": "À propos de la séquence",
            "blocage": "À propos du blocage",
        }
        widgets = {"texte": forms.Textarea(attrs={"rows": 5}), "lecteurs": forms.CheckboxSelectMultiple}
        help_texts = {
            "texte": "Lisible par vous seul et par les co-chargés que vous cochez : ni la hiérarchie, ni les"
            " administrateurs, ni les exports. La personne concernée a un droit d’accès : elle peut demander à lire"
            " cette note. Tenez-vous à des faits utiles à l’appui."
        }

    def __init__(self, data=None, *args, appui, user, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.instance.appui = appui
        if not self.instance.auteur_id:
            self.instance.auteur = user
        self.fields["sequence"].queryset = appui.sequences.all()
        self.fields["blocage"].queryset = appui.blocages.all()
        self.fields["lecteurs"].queryset = appui.equipe().exclude(pk=user.pk)
        for nom, vide in (("sequence", "l’appui en général"), ("blocage", "aucun en particulier")):
            self.fields[nom].empty_label = vide
            if not self.fields[nom].queryset.exists():
                del self.fields[nom]
        if not self.fields["lecteurs"].queryset.exists():
            del self.fields["lecteurs"]

"""POST data as a browser would send them: everything the page shows, hidden fields included, then what one types."""

from django import forms


def saisie(*formulaires, **changements):
    """Data of unbound forms (or tables of rows, see coopappui.lignes), changed by name: `saisie(form, nom="…")`.

    None takes a field out. Forms with a prefix: `saisie(form, **{"partenaires-0-role": "…"})`.
    """
    donnees = {}
    for formulaire in formulaires:
        if hasattr(formulaire, "nom_total"):
            donnees[formulaire.nom_total] = str(len(formulaire.formulaires))
            donnees |= saisie(*formulaire.formulaires)
            continue
        for champ in formulaire:
            valeur = _valeur(champ)
            if valeur not in (None, False, "", []):
                donnees[champ.html_name] = valeur
    return {nom: valeur for nom, valeur in (donnees | changements).items() if valeur is not None}


def _valeur(champ):
    valeur, widget = champ.value(), champ.field.widget
    if isinstance(valeur, bool):
        return "on" if valeur else None
    if hasattr(widget, "format_value"):
        valeur = widget.format_value(valeur)
    if isinstance(valeur, (list, tuple, set)) or hasattr(valeur, "model"):
        valeur = [str(getattr(v, "pk", v)) for v in valeur if v not in (None, "")]
        return valeur if getattr(widget, "allow_multiple_selected", False) else (valeur[0] if valeur else None)
    return valeur


def saisie_de_l_admin(reponse):
    """What the browser would post back from a page of the admin: hidden fields and inlines included, files aside."""
    formulaires = [reponse.context["adminform"].form]
    for lignes in reponse.context["inline_admin_formsets"]:
        formulaires += [lignes.formset.management_form, *lignes.formset.forms]
    donnees = {}
    for champ in [c for f in formulaires for c in f if not isinstance(c.field, forms.FileField)]:
        valeur = champ.value()
        if valeur is not None and valeur is not False:
            donnees[champ.html_name] = "on" if valeur is True else valeur
    return donnees

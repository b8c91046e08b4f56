"""What is made of a document of the mission, draft or version: a PDF, and the comparison of two of them."""

from django.template.loader import render_to_string

from coopappui import pdf_public
from coopappui.plan import pdf
from coopappui.telechargements import reponse_pdf
from coopappui.texte import numero
from missions.differences import differences
from missions.models import Genre

BROUILLON = "brouillon"


def repondre_en_pdf(document):
    html, titre = _imprimable(document)
    return reponse_pdf(pdf.ecrire(html), titre)


def repondre_a_tous_en_pdf(request, version):
    """The PDF of what anybody reads."""
    return pdf_public.repondre(request, *_imprimable(version))


def _imprimable(document):
    """(HTML, title) of what is printed."""
    suite = f"version {document.numero}" if document.numero else BROUILLON
    titre = f"{Genre(document.genre).court} {document.mission} {suite}"
    return render_to_string("mission/documents/pdf.html", {"document": document}), titre


class Comparaison:
    """Two versions named by the address, `?de=1&a=2`; by default the last two, or the last one and the draft."""

    def __init__(self, versions, parametres, brouillon=None):
        self.versions = list(versions.defer("contenu").order_by("numero"))
        # (value, name) of what can be compared, the oldest first.
        self.choix = [(str(version.numero), version.nom) for version in self.versions]
        if brouillon is not None:
            self.choix.append((BROUILLON, "brouillon actuel"))
        self._textes, self._brouillon = versions, brouillon
        valeurs = [valeur for valeur, _ in self.choix]
        self.de = self._choisi(parametres.get("de"), valeurs[-2:-1])
        self.a = self._choisi(parametres.get("a"), valeurs[-1:])

    def _choisi(self, demande, defaut):
        return demande if demande in dict(self.choix) else next(iter(defaut), "")

    @property
    def possible(self):
        return len(self.choix) > 1

    @property
    def nom_de(self):
        return dict(self.choix).get(self.de, "")

    @property
    def nom_a(self):
        return dict(self.choix).get(self.a, "")

    def resultat(self):
        contenus = dict(
            self._textes.filter(numero__in=[numero(v) for v in (self.de, self.a) if v != BROUILLON]).values_list(
                "numero", "contenu"
            )
        )
        avant, apres = (
            self._brouillon.figer() if v == BROUILLON else contenus.get(numero(v), []) for v in (self.de, self.a)
        )
        return differences(avant, apres)

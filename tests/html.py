"""Reads a page as a browser does, and says in sentences what is wrong with it."""

import re
from collections import Counter
from html.parser import HTMLParser

_SANS_FIN = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
_CHAMPS = frozenset(["input", "select", "textarea"])
_SANS_LIBELLE = frozenset(["hidden", "submit", "button", "reset", "image"])
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-errormessage", "for", "popovertarget")
# Fields in which one types; searching is not telling.
_TAPES = frozenset(["text", "email", "tel", "date", "number", "url", "file"])
_MUETS = frozenset(["script", "style", "textarea"])
# What Python or a template leaves when nobody was looking.
_ARTEFACTS = re.compile(r"\b(None|NaN|True|False|QuerySet)\b|\{\{|\}\}|\{%|%\}|<\w+: |object at 0x|datetime\.")


class Page(HTMLParser):
    """Collects what the checks need; `fautes()` gives the sentences."""

    def __init__(self, html):
        super().__init__()
        self.entiere = "<html" in html
        self.pile, self.ids, self.references = [], [], []
        self.lang, self.titre, self.textes, self.noms = None, "", [], []
        self.notice = False
        self.comptes, self.niveaux = {}, []
        self.champs, self.libelles, self._fautes = [], set(), []
        self.formulaires, self.liens, self._dessins, self._nommes = [], [], [], {}
        self.feed(html)
        self.close()

    # --- reading ------------------------------------------------------------------------------

    def handle_starttag(self, balise, attributs):
        attrs = {nom: valeur if valeur is not None else "" for nom, valeur in attributs}
        if not any(b == "svg" for b, _ in self.pile):  # a drawing has its own title
            self.comptes[balise] = self.comptes.get(balise, 0) + 1
        self._noter_les_liens(attrs)
        self._refuser(balise, attrs)
        if balise == "html":
            self.lang = attrs.get("lang")
        if re.fullmatch("h[1-6]", balise):
            self.niveaux.append(int(balise[1]))
        if balise == "a" and "href" in attrs:
            self.liens.append(attrs["href"])
        if balise == "label" and "for" in attrs:
            self.libelles.add(attrs["for"])
        if balise in _CHAMPS and attrs.get("type") not in _SANS_LIBELLE:
            self.champs.append((attrs, any(b == "label" for b, _ in self.pile)))
        if balise == "form":
            self.formulaires.append(attrs | {"jeton": False, "saisie": False})
        if balise == "input" and attrs.get("name") == "csrfmiddlewaretoken" and self.formulaires:
            self.formulaires[-1]["jeton"] = True
        if self.formulaires and (balise == "textarea" or (balise == "input" and attrs.get("type", "text") in _TAPES)):
            self.formulaires[-1]["saisie"] = True
        self.notice |= bool({"notice", "information"} & set(attrs.get("class", "").split()))
        if balise in ("a", "button", "h1", "h2", "h3", "th"):
            self.noms.append([balise, attrs, ""])
            self._nommes[id(attrs)] = self.noms[-1]
        if balise in ("img", "svg") and (nom := attrs.get("alt") or attrs.get("aria-label")):
            self._nommer(nom)
        if balise not in _SANS_FIN:
            self.pile.append((balise, attrs))

    def handle_endtag(self, balise):
        for rang in range(len(self.pile) - 1, -1, -1):
            if self.pile[rang][0] == balise:
                del self.pile[rang:]
                return

    def handle_data(self, texte):
        dans = [balise for balise, _ in self.pile]
        if "title" in dans and "svg" not in dans:
            self.titre += texte
        elif "title" in dans and texte.strip():
            siens = [attrs for balise, attrs in self.pile if balise == "svg" and attrs.get("role") == "img"]
            self._dessins = [attrs for attrs in self._dessins if all(attrs is not sien for sien in siens)]
        if not _MUETS & set(dans):
            self.textes.append(texte)
            self._nommer(texte)

    def _nommer(self, texte):
        """The text counts in the name of every element still open that needs one."""
        for _, attrs in self.pile:
            if nom := self._nommes.get(id(attrs)):
                nom[2] += texte.strip()

    def _noter_les_liens(self, attrs):
        if attrs.get("id"):
            self.ids.append(attrs["id"])
        for nom in _REFERENCES:
            self.references += [(nom, cible) for cible in attrs.get(nom, "").split()]

    def _refuser(self, balise, attrs):
        """What the content security policy forbids, and what leaves the instance."""
        if balise == "script" and "src" not in attrs and attrs.get("type") != "application/json":
            self._fautes.append("un script dans la page")
        if balise == "style" or "style" in attrs:
            self._fautes.append(f"un style dans la page ({balise})")
        self._fautes += [f"un gestionnaire {nom} sur {balise}" for nom in attrs if nom.startswith("on")]
        self._fautes += [f"hx-on sur {balise}" for nom in attrs if nom.startswith("hx-on")]
        for nom in ("src", "href", "action", "formaction"):
            if attrs.get(nom, "").strip().lower().startswith("javascript:"):
                self._fautes.append(f"une adresse javascript: sur {balise}")
        if balise in ("script", "link", "img", "iframe", "source", "video"):
            adresse = attrs.get("src") or attrs.get("href") or ""
            if re.match("(https?:)?//", adresse):
                self._fautes.append(f"une ressource d’ailleurs : {adresse}")
        if balise == "img" and "alt" not in attrs:
            self._fautes.append(f"une image sans alt : {attrs.get('src')}")
        if balise == "svg" and not {"aria-hidden", "aria-label", "aria-labelledby"} & set(attrs):
            self._dessins.append(attrs)  # until its title is read
        if balise == "th" and "scope" not in attrs:
            self._fautes.append("un en-tête de tableau sans scope")
        if balise == "form" and any(b == "form" for b, _ in self.pile):
            self._fautes.append("un formulaire dans un formulaire")

    # --- judging ------------------------------------------------------------------------------

    def fautes(self):
        fautes = [*self._fautes, *("un dessin sans nom ni aria-hidden" for _ in self._dessins)]
        fautes += self._structure() if self.entiere else []
        ids = Counter(self.ids)
        fautes += [f"deux fois l’identifiant {i}" for i, nombre in ids.items() if nombre > 1]
        if self.entiere:
            fautes += [f"{nom} vise {cible}, absent" for nom, cible in self.references if cible not in ids]
        for attrs, dans_un_libelle in self.champs:
            nomme = {"aria-label", "aria-labelledby", "title"} & set(attrs) or attrs.get("id") in self.libelles
            if not (dans_un_libelle or nomme):
                fautes.append(f"un champ sans libellé : {attrs.get('name') or attrs.get('id')}")
        for balise, attrs, nom in self.noms:
            if not (nom or attrs.get("aria-label") or attrs.get("title") or attrs.get("aria-labelledby")):
                fautes.append(f"un élément {balise} sans nom : {attrs.get('href') or attrs.get('class')}")
        for formulaire in self.formulaires:
            if formulaire.get("method", "get").lower() == "post" and not formulaire["jeton"]:
                fautes.append(f"un formulaire sans jeton CSRF : {formulaire.get('action')}")
        for texte in self.textes:
            if trouve := _ARTEFACTS.search(texte):
                fautes.append(
                    f"un reste de code, « {texte[max(trouve.start() - 30, 0) : trouve.end() + 30].strip()} »"
                )
        return sorted(set(fautes))

    @property
    def sans_notice(self):
        """Asks for data without saying what it is for, and who reads it (RGPD, article 13)."""
        envoyes = [f for f in self.formulaires if f.get("method", "get").lower() == "post"]
        return self.entiere and not self.notice and any(f["saisie"] for f in envoyes)

    def _structure(self):
        if self.lang != "fr":
            yield f"langue « {self.lang} »"
        if not self.titre.strip():
            yield "pas de titre"
        for balise in ("h1", "main", "title"):
            if (combien := self.comptes.get(balise, 0)) != 1:
                yield f"{combien} {balise} au lieu d’un"
        for avant, apres in zip(self.niveaux, self.niveaux[1:], strict=False):
            if apres > avant + 1:
                yield f"un titre de niveau {apres} après un niveau {avant}"

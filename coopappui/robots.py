"""Public forms without robots, and without a third party: a trap, a minimum time, a brake.

    class DemandeForm(SansRobotMixin, FormulaireModele): ...   # of a model that has `jeton = JetonField()`

    if form.robot:                      # it filled what nobody sees: thanked, and nothing is created
        return redirect(thanks)
    if form.recevable(request):         # valid, and not one too many from this place or for this address
        demande = form.save()           # posted twice, created once: see coopappui.jeton
        ...
    return render(…, status=form.statut)

The page includes composants/leurre.html. The hidden `jeton` is signed and dated when the page is shown: younger than
four seconds, nobody can have filled it; older than half a day, it is given anew. Either way nothing typed is lost.
"""

import uuid

from allauth.core import ratelimit
from django import forms
from django.core import signing

from coopappui.jeton import JetonMixin

# What nobody sees, hence nobody fills.
LEURRE = "site_internet"
SECONDES_MIN = 4
SECONDES_MAX = 12 * 60 * 60
# How many of them, all public forms together: see ACCOUNT_RATE_LIMITS.
FREIN = "formulaire_public"

PHRASES = {
    "fr": {
        "trop_vite": "Vous avez été très rapide : relisez, puis envoyez de nouveau. Rien n’est perdu.",
        "expire": "Cette page était ouverte depuis longtemps : relisez, puis envoyez de nouveau. Rien n’est perdu.",
        "freine": "Plusieurs messages viennent d’être envoyés d’ici ou pour cette adresse. Patientez une heure, puis "
        "envoyez de nouveau, ou appelez-nous.",
        "leurre": "Ne remplissez pas ce champ",
    },
    "en": {
        "trop_vite": "That was very quick: please check your message, then send it again. Nothing is lost.",
        "expire": "This page had been open for a long time: please check it, then send it again. Nothing is lost.",
        "freine": "Several messages have just been sent from here or for this address. Please wait for an hour, then "
        "send yours again, or give us a call.",
        "leurre": "Leave this field empty",
    },
}


class SansRobotMixin(JetonMixin):
    """The form has a `courriel`: an address is written to a few times an hour at most."""

    statut = 200

    def __init__(self, *args, langue="fr", **kwargs):
        super().__init__(*args, **kwargs)
        self.langue_de_la_page, self.phrases = langue, PHRASES[langue]
        self._signataire = signing.TimestampSigner(salt=f"{__name__}:{self._meta.model._meta.label}")
        self.fields["jeton"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self._jeton_neuf)

    def _jeton_neuf(self):
        return self._signataire.sign(uuid.uuid4().hex)

    @property
    def leurre(self):
        return LEURRE

    @property
    def robot(self):
        return self.is_bound and bool(self.data.get(LEURRE, "").strip())

    def clean(self):
        donnees = super().clean()
        if not self.errors:
            self._juger_le_temps(donnees)
        return donnees

    def _juger_le_temps(self, donnees):
        signe = donnees.pop("jeton", "")
        try:
            jeton = self._signataire.unsign(signe, max_age=SECONDES_MAX)
        except signing.BadSignature:
            self.data = self.data.copy()
            self.data[self.add_prefix("jeton")] = self._jeton_neuf()
            self.add_error(None, self.phrases["expire"])
            return
        if self._plus_jeune_que(signe, SECONDES_MIN):
            self.add_error(None, self.phrases["trop_vite"])
        donnees["jeton"] = uuid.UUID(jeton)

    def _plus_jeune_que(self, signe, secondes):
        try:
            self._signataire.unsign(signe, max_age=secondes)
        except signing.SignatureExpired:
            return False
        return True

    def recevable(self, request):
        if not self.is_valid():
            return False
        # The same page sent twice is no second message.
        if self._deja(self.cleaned_data["jeton"]):
            return True
        if ratelimit.consume(request, action=FREIN, key=self.cleaned_data["courriel"]):
            return True
        self.statut = 429
        self.add_error(None, self.phrases["freine"])
        return False

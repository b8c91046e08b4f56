"""The conversation of an appui as one of its readers sees it: by days, from the oldest to the newest."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from appuis.models import Appui, Lecture, Message
from appuis.models.messages import beneficiaires
from coopappui.jours import jour_long

# Messages of a page; more when more are unread.
MONTRES, MONTRES_MAX = 50, 300


class Conversation:
    """`avant`: the number of a message, to read what precedes it."""

    def __init__(self, appui, lecteur, avant=None):
        self.appui, self.lecteur, self.avant = appui, lecteur, avant
        self.officiers, self.beneficiaires = list(appui.officiers()), list(beneficiaires(appui))
        # Agathe and Colin carry it; Béa benefits from it; somebody may be both.
        self.porte = lecteur in self.officiers
        self._lu = Lecture.objects.filter(appui=appui, lecteur=lecteur).values_list("jusqu_a", flat=True).first() or 0
        self.messages, self.suite = self._lire()

    def _lire(self):
        """The latest messages, and are there older ones?"""
        messages = self.appui.messages.select_related("auteur").prefetch_related("pieces").order_by("-pk")
        combien = MONTRES
        if self.avant:
            messages = messages.filter(pk__lt=self.avant)
        else:
            combien = min(max(MONTRES, self.nombre_non_lus + 10), MONTRES_MAX)
        lus = list(messages[: combien + 1])
        return lus[:combien][::-1], len(lus) > combien

    @cached_property
    def nombre_non_lus(self):
        return self.appui.messages.filter(pk__gt=self._lu).exclude(auteur=self.lecteur).count()

    @property
    def dernier(self):
        """The number of the last message shown."""
        return self.messages[-1].pk if self.messages else 0

    @property
    def premier(self):
        return self.messages[0].pk if self.messages else 0

    @cached_property
    def premier_non_lu(self):
        """Above which « Nouveau » is written."""
        return next((m.pk for m in self.messages if m.pk > self._lu and m.auteur_id != self.lecteur.pk), 0)

    @property
    def jours(self):
        """[(« Aujourd’hui », messages)]"""
        par_jour = groupby(self.messages, key=lambda m: timezone.localdate(m.ecrit_le))
        return [(jour, en_mots(jour), list(messages)) for jour, messages in par_jour]

    # --- who reads ----------------------------------------------------------------------------

    @property
    def autres(self):
        """Everybody who reads it, but the reader."""
        tous = {compte.pk: compte for compte in [*self.officiers, *self.beneficiaires]}
        return [compte for pk, compte in tous.items() if pk != self.lecteur.pk]

    @property
    def en_face(self):
        """To whom one writes: the bénéficiaires for an officer, the officers for a bénéficiaire."""
        cote = self.beneficiaires if self.porte else self.officiers
        return [compte for compte in cote if compte.pk != self.lecteur.pk]

    @cached_property
    def sans_acces(self):
        """The bénéficiaires who cannot read it yet; only their officers are told."""
        if not self.porte:
            return []
        comptes = {compte.pk for compte in self.beneficiaires}
        return [personne for personne in self.appui.beneficiaires.all() if personne.compte_id not in comptes]


def en_mots(jour):
    ecart = (timezone.localdate() - jour) // timedelta(days=1)
    if ecart in (0, 1):
        return ("Aujourd’hui", "Hier")[ecart]
    return jour_long(jour, "l j F Y").capitalize()


def non_lus(user, parmi=None):
    """[(appui, number of unread messages)] over the user's conversations, in two queries at most; `parmi`: numbers of
    appuis, to keep to those."""
    messages = Message.objects.non_lus_par(user)
    if parmi is not None:
        messages = messages.filter(appui__in=parmi)
    comptes = dict(messages.order_by("appui").values_list("appui").annotate(n=Count("pk")))
    appuis = Appui.objects.in_bulk(comptes) if comptes else {}
    return [(appuis[pk], nombre) for pk, nombre in comptes.items()]


def avec_conversation(appuis, user):
    """Annotates `dernier_message` (an instant) and `messages_non_lus` (by this reader), at no cost in queries."""
    siens = Message.objects.filter(appui=OuterRef("pk")).order_by().values("appui")
    non_lus = Message.objects.non_lus_par(user).filter(appui=OuterRef("pk")).order_by().values("appui")
    return appuis.annotate(
        dernier_message=Subquery(siens.annotate(le=Max("ecrit_le")).values("le")),
        messages_non_lus=Coalesce(Subquery(non_lus.annotate(n=Count("pk")).values("n")), 0),
    )


def resume(user, appui):
    """{"dernier": instant of the last message or None, "non_lus": how many await this reader}, in one query."""
    non_lu = Q(pk__in=Message.objects.non_lus_par(user).values("pk"))
    return appui.messages.aggregate(dernier=Max("ecrit_le"), non_lus=Count("pk", filter=non_lu))

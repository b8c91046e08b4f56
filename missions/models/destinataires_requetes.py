"""Which recipients: those one may read, those from whom an answer is awaited, those who declined."""

import base64
import hashlib
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from missions.envois_d_enquete import APRES, AVANT, INVITATION
from missions.models.enquetes import Enquete


def jeton_de(graine):
    """The token of a personal link, drawn from its seed and the key of the site."""
    trait = salted_hmac("missions.destinataire", graine, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(trait).rstrip(b"=").decode()


def empreinte(jeton):
    return hashlib.sha256(jeton.encode()).hexdigest()


class DestinataireQuerySet(models.QuerySet):
    def visibles_par(self, user):
        return self.filter(enquete__in=Enquete.objects.visibles_par(user))

    def modifiables_par(self, user):
        return self.filter(enquete__in=Enquete.objects.modifiables_par(user))

    def avec_tout(self):
        return self.select_related(
            "enquete__mission", "personne__structure__type", "personne__structure__territoire", "type_structure"
        )

    def avec_dernier_contact(self):
        """Annotates `dernier_contact`: when somebody of the mission last talked with them."""
        return self.annotate(dernier_contact=models.Max("contacts__le")).order_by("pk")

    def du_lien(self, jeton):
        return self.filter(empreinte=empreinte(jeton))

    def actifs(self):
        """Those whose link was not taken back."""
        return self.filter(revoque_le=None)

    def retires(self):
        return self.filter(revoque_le__isnull=False)

    def joignables(self):
        return self.exclude(Q(personne=None, courriel="") | Q(personne__courriel="", courriel=""))

    def repondus(self):
        """Whose answers count."""
        return self.actifs().filter(repondu_le__isnull=False)

    def en_attente(self):
        """From whom an answer is still hoped for."""
        return self.actifs().filter(repondu_le=None, refuse_le=None)

    def a_inviter(self):
        """Whom nothing was sent to yet, and can be."""
        return self.silencieux().joignables().filter(envoye_le=None)

    def a_relancer(self):
        """Those awaited who can be written to, and were not within a day."""
        noms = ("envoye_le", "relance_le", "relance_avant_le", "relance_apres_le")
        hier = timezone.now() - timedelta(days=1)
        recemment = Q()
        for nom in noms:
            recemment |= Q(**{f"{nom}__gt": hier})
        return self.en_attente().joignables().exclude(recemment)

    def a_rappeler(self, genre):
        """Those the automatic reminder, before or after the date butoir, did not reach yet."""
        champ = {AVANT: "relance_avant_le", APRES: "relance_apres_le"}[genre]
        return self.a_relancer().filter(envoye_le__isnull=False, **{champ: None})

    def a_ecrire(self, genre):
        """Whom a mail of this kind (missions/envois_d_enquete.py) is for."""
        if genre == INVITATION:
            return self.a_inviter()
        return self.a_rappeler(genre) if genre in (AVANT, APRES) else self.a_relancer()

    def commences(self):
        return self.en_attente().filter(commence_le__isnull=False)

    def silencieux(self):
        """Neither an answer, nor a start, nor a refusal."""
        return self.en_attente().filter(commence_le=None)

    def refus(self):
        return self.actifs().filter(refuse_le__isnull=False)

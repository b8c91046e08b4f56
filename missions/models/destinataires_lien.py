"""The personal link of a recipient of an enquête, and the mails that carry it: the first, the reminders, another link.

No account is needed: whoever holds the link answers for the person. The token (32 bytes) is drawn from a seed and the
key of the site, so that a reminder gives the same link; the database holds the seed and the print of the token, which
open nothing.
"""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from missions import envois_d_enquete
from missions.models.destinataires_requetes import empreinte, jeton_de

OCTETS = 32
# The same button, twice; who has lost a mail may be sent another.
A_L_INSTANT = timedelta(minutes=5)


class LienPersonnel:
    """What Destinataire does with its link; its columns are there."""

    def jeton(self):
        """The token of the personal link; the caller saves `graine` and `empreinte`."""
        self.graine = self.graine or secrets.token_hex(OCTETS)
        jeton = jeton_de(self.graine)
        self.empreinte = empreinte(jeton)
        return jeton

    def envoyer(self, genre=envois_d_enquete.INVITATION):
        """Writes the personal link to the person. The caller has checked that they have an address."""
        chemin = reverse("repondre:enquete", args=[self.jeton()])
        champ = {"avant": "relance_avant_le", "apres": "relance_apres_le", "manuelle": "relance_le"}.get(genre)
        maintenant = timezone.now()
        self.envoye_le = self.envoye_le or maintenant
        if champ:
            setattr(self, champ, maintenant)
        self.save(update_fields=["envoye_le", "graine", "empreinte", *([champ] if champ else [])])
        envois_d_enquete.ecrire_le_lien(self, chemin, genre)

    @transaction.atomic
    def inviter(self):
        """The first mail, once. False when it left already, or is not to leave any more."""
        destinataire = self.verrouiller()
        fini = destinataire.revoque_le or destinataire.repondu_le or destinataire.refuse_le
        if fini or destinataire.envoye_le or not destinataire.adresse or not destinataire.enquete.ouverte:
            return False
        destinataire.envoyer()
        return True

    @transaction.atomic
    def relancer(self, genre="manuelle"):
        """Sends the link again. Raises ValidationError when nothing is awaited from them, or no mail can go."""
        destinataire = self.verrouiller()
        if destinataire.repondu_le or destinataire.refuse_le:
            raise ValidationError(f"{destinataire.qui} : {destinataire.etat}. Il n’y a plus à relancer.")
        destinataire._verifier_l_envoi()
        if destinataire._recemment(A_L_INSTANT):
            raise ValidationError(f"Un courriel vient de partir à {destinataire.adresse} : rien d’autre n’est envoyé.")
        destinataire.envoyer(genre if destinataire.envoye_le else envois_d_enquete.INVITATION)
        return destinataire

    def _recemment(self, delai=timedelta(days=1)):
        """Something was written to them within a day; to be asked under the lock."""
        dernier = max(filter(None, [self.envoye_le, self.derniere_relance]), default=None)
        return dernier is not None and timezone.now() - dernier < delai

    @transaction.atomic
    def relancer_si_besoin(self):
        """False when they received something within a day, or when nothing is awaited any more."""
        destinataire = self.verrouiller()
        if destinataire._recemment():
            return False
        try:
            destinataire.relancer()
        except ValidationError:
            return False
        return True

    @transaction.atomic
    def rappeler(self, genre):
        """The automatic reminder, before or after the date butoir: once. False when there is nothing to send."""
        destinataire = self.verrouiller()
        deja = destinataire.relance_avant_le if genre == envois_d_enquete.AVANT else destinataire.relance_apres_le
        if deja or destinataire.repondu_le or destinataire.refuse_le or destinataire.revoque_le:
            return False
        if not destinataire.enquete.ouverte or not destinataire.adresse or not destinataire.envoye_le:
            return False
        trop_tard = genre == envois_d_enquete.AVANT and destinataire.enquete.butoir_passee
        if trop_tard or destinataire._recemment():
            return False
        destinataire.envoyer(genre)
        return True

    def _verifier_l_envoi(self):
        if not self.enquete.ouverte:
            raise ValidationError("L’enquête n’est pas ouverte.")
        if self.revoque_le:
            raise ValidationError(f"Le lien de {self.qui} a été retiré : rétablissez-le d’abord.")
        if not self.adresse:
            raise ValidationError(f"{self.qui} n’a pas de courriel.")

    @transaction.atomic
    def changer_de_lien(self, lien=None):
        """Sends another link; the former one, gone to the wrong hands, opens nothing any more.

        `lien`: the print of the one to change; asking again must not kill the one that just left. Raises
        ValidationError then, and when they declined: nothing more is written to them.
        """
        destinataire = self.verrouiller()
        destinataire._verifier_l_envoi()
        if destinataire.refuse_le:
            raise ValidationError(f"{destinataire.qui} ne souhaite pas répondre : rien ne lui est plus écrit.")
        if lien is not None and lien != destinataire.empreinte:
            raise ValidationError("Le lien a déjà été changé : rechargez la page pour en changer encore.")
        destinataire.graine = ""
        destinataire.envoyer(envois_d_enquete.CORRIGER if destinataire.repondu_le else envois_d_enquete.INVITATION)

    @transaction.atomic
    def revoquer(self):
        """Takes the link back; answers already sent do not count any more."""
        destinataire = self.verrouiller()
        destinataire.revoque_le = destinataire.revoque_le or timezone.now()
        destinataire.save(update_fields=["revoque_le"])

    @transaction.atomic
    def retablir(self):
        """The same link serves again."""
        destinataire = self.verrouiller()
        destinataire.revoque_le = None
        destinataire.save(update_fields=["revoque_le"])

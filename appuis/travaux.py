"""What is done about appuis while nobody is looking: safe to run twice, or late."""

from django.db import transaction

from appuis.models import Invitation


def dire_les_invitations_expirees():
    """Tells the officers which invitations nobody answered."""
    oubliees = Invitation.objects.expirees().filter(expiration_dite=False).avec_tout()
    dites = 0
    for invitation in oubliees.iterator(chunk_size=200):
        with transaction.atomic():
            dites += invitation.dire_l_expiration()
    return f"Invitations expirées annoncées : {dites}." if dites else None

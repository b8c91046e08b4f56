"""What is done about appuis while nobody is looking."""

from appuis.models import Invitation
from coopappui.travaux import travail


@travail
def dire_les_invitations_expirees():
    """Tells the officers which invitations nobody answered."""
    oubliees = Invitation.objects.expirees().filter(expiration_dite=False).avec_tout()
    dites = sum(invitation.dire_l_expiration() for invitation in oubliees)
    return f"Invitations expirées annoncées : {dites}." if dites else None

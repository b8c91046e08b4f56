"""What the logs do not keep: the tokens of personal links, which open an answer, an invitation, an account."""

import logging
import re

# The part of a path after which a token comes; see the `urls` of each application.
_JETON = re.compile(
    r"(/e/|/desabonnement/|/invitations/lien/|/demander/recu/|/mot-de-passe/(?=[0-9A-Za-z]+-))[^/\s?#\"']+"
)


def masquer(texte):
    """« /e/***/questions/ » for « /e/pKx…/questions/ »."""
    return _JETON.sub(r"\1***", texte)


class SansJetons(logging.Filter):
    """For a handler, or a logger: Django names the path of what it refuses, and of what fails."""

    def filter(self, record):
        message = record.getMessage()
        if (masque := masquer(message)) != message:
            record.msg, record.args = masque, ()
        return True

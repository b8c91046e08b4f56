"""Database sessions that end twelve hours after sign-in, whatever is saved in between."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

DEBUT = "debut"


class SessionStore(db.SessionStore):
    """Django counts SESSION_COOKIE_AGE from the last save; here it is counted from the sign-in."""

    def create_model_instance(self, data):
        if SESSION_KEY in data:
            data.setdefault(DEBUT, int(time.time()))
        return super().create_model_instance(data)

    def get_session_cookie_age(self):
        return max(0, settings.SESSION_COOKIE_AGE - self.anciennete())

    def anciennete(self):
        """Seconds since the sign-in."""
        return max(0, int(time.time()) - self.get(DEBUT, int(time.time())))

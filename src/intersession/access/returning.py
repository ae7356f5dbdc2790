"""Who comes back with a cookie: the session and the account. Every page asks both, so that their
queries are written once; all else is Django's and allauth's."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from intersession.access.models import User
from intersession.prepared import HOUR, KEY, TEXT, Given, Prepared

_sessions = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", TEXT), expire_date__gt=Given("now", HOUR)
    )
)
_users = Prepared(lambda: User.objects.filter(pk=Given("user", KEY)))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = _sessions.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: int) -> User | None:
        found: User | None = _users.one(user=user_id)
        return found if found and self.user_can_authenticate(found) else None

"""What the site itself changes: accounts whose second step is lost, and what is out of date."""

from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from upstander.kernel.audit.record import record
from upstander.kernel.errors import Refused
from upstander.kernel.people.models import User


class OwnApp(Refused):
    """Somebody tried to remove their own authenticator app as if it were another's."""

    def __init__(self) -> None:
        """Say where one does that."""
        super().__init__("Move your own app under “Your sign-in”, where we ask for your password.")


@transaction.atomic
def forget_app(person: User, *, by: Any) -> None:
    """Remove the authenticator app and recovery codes of somebody who lost their telephone."""
    if person == by:
        raise OwnApp
    Authenticator.objects.filter(user=person).delete()
    record("site.app_forgotten", person, by=by)


def tidy() -> None:
    """Throw away sessions that have ended and counts that no longer count."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    with connection.cursor() as cursor:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  our own name

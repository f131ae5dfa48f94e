"""What happens to people and posts: roles given and ended, accounts off and on, hand-overs."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from upstander.kernel.access.roles import role_title
from upstander.kernel.administration.declarations import PeopleViews, PostViews
from upstander.kernel.administration.forms import HandOverForm, RoleForm
from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.people import changes
from upstander.kernel.people.invitations import invitation_link
from upstander.kernel.people.models import Membership, Organisation
from upstander.kernel.records.confirming import ConfirmPage
from upstander.kernel.records.page import RecordPage
from upstander.kernel.records.stepping import StepPage


class GiveRolePage(StepPage):
    """Gives a person a role."""

    site = PeopleViews
    form_class = RoleForm
    words: ClassVar = {"title": "Give a role", "button": "Give the role"}

    def act(self, record: Any, **fields: Any) -> str:
        """Give it."""
        changes.give_role(record, by=self.request.user, **fields)
        return f"{record} is now {role_title(fields['role'])} in {fields['organisation']}."


class HandOverPage(StepPage):
    """Passes a post on."""

    site = PostViews
    form_class = HandOverForm
    words: ClassVar = {"title": "Hand the post over", "button": "Hand it over"}

    def act(self, record: Any, **fields: Any) -> str:
        """Pass it on."""
        changes.hand_over_post(record, by=self.request.user, **fields)
        return f"{record.title} is now held by {record.holder or 'nobody'}."


class EndRolePage(ConfirmPage):
    """Ends one role."""

    site = PeopleViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what ends."""
        held = self._membership(record, keys["membership"])
        return {
            "title": f"End this role of {record}?",
            "text": f"{role_title(held.role)}, {held.organisation}. What it opened is closed to "
            "them at their next click; what they did stays.",
            "button": "End the role",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """End it."""
        held = self._membership(record, keys["membership"])
        changes.end_role(held, by=self.request.user)
        return f"{record} is no longer {role_title(held.role)} in {held.organisation}."

    def _membership(self, person: Any, key: int) -> Membership:
        return get_object_or_404(person.memberships.current(), pk=key)


class LeavePage(ConfirmPage):
    """Ends everything that a person holds in an organisation."""

    site = PeopleViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what ends."""
        return {
            "title": f"{record} leaves {self._organisation(keys)}?",
            "text": "Every role there ends today, and every post they hold there becomes vacant.",
            "button": "Leaves today",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """End it all."""
        organisation = self._organisation(keys)
        changes.leave_organisation(record, organisation=organisation, by=self.request.user)
        return f"{record} has left {organisation}."

    def _organisation(self, keys: dict[str, Any]) -> Organisation:
        seen = Organisation.objects.visible_to(self.request.user)
        return get_object_or_404(seen, pk=keys["organisation"])


class SwitchOffPage(ConfirmPage):
    """Switches an account off."""

    site = PeopleViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what that means."""
        return {
            "title": f"Switch off the account of {record}?",
            "text": "They are out at their next click and cannot sign in. Roles, posts and "
            "everything they did stay, and you can switch the account on again.",
            "button": "Switch it off",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Switch it off."""
        changes.switch_off(record, by=self.request.user)
        return f"The account of {record} is off."


class SwitchOnPage(ConfirmPage):
    """Switches an account on again."""

    site = PeopleViews

    def question(self, record: Any, **keys: Any) -> dict[str, Any]:
        """Say what that means."""
        return {
            "title": f"Switch on the account of {record}?",
            "text": "They can sign in again, with the roles that they still hold.",
            "button": "Switch it on",
        }

    def act(self, record: Any, **keys: Any) -> str:
        """Switch it on."""
        changes.switch_on(record, by=self.request.user)
        return f"The account of {record} is on."


class InvitePage(RecordPage):
    """Makes the link with which a person sets a password, and shows it this once."""

    site = PeopleViews
    page: ClassVar[str] = "edit"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the link."""
        person = self.find(pk)
        link = invitation_link(person)
        with transaction.atomic():
            write_trail("people.invited", person, by=request.user)
        return self.answer({"link": link}, person, page="invitation")

"""To what kind of body a report can go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from upstander.kernel.people.models import Organisation

Sector = Organisation.Sector


class Body(models.TextChoices):
    """A kind of body; each is a purpose of its own, which the person agrees to or not.

    Who agreed that another team of the council helps has not agreed to Prevent.
    """

    POLICE = "police", _("The police")
    POLICE_WITHOUT = "police_without_details", _("The police, without who the person is")
    SUPPORT = "support", _("A support service")
    LANDLORD = "landlord", _("The landlord")
    COUNCIL = "council", _("Another team of the council")
    SAFEGUARDING_CHILD = "safeguarding_child", _("Children’s safeguarding")
    SAFEGUARDING_ADULT = "safeguarding_adult", _("Adults’ safeguarding")
    PREVENT = "prevent", _("Prevent")
    BOROUGH = "borough", _("Another borough")


_POLICE = frozenset({Sector.POLICE, Sector.TRANSPORT})  # British Transport Police
_PROTECTS = frozenset({Sector.COUNCIL, Sector.PARTNERSHIP, Sector.HEALTH})
# which sectors a kind can be of: who agreed to a landlord has not agreed to the police, and a
# slip of the finger must not send it there
SECTORS: dict[str, frozenset[str]] = {
    Body.POLICE: _POLICE,
    Body.POLICE_WITHOUT: _POLICE,
    Body.SUPPORT: frozenset({Sector.VOLUNTARY, Sector.HEALTH}),
    Body.LANDLORD: frozenset({Sector.HOUSING, Sector.COUNCIL}),
    Body.COUNCIL: frozenset({Sector.COUNCIL, Sector.EDUCATION}),
    Body.SAFEGUARDING_CHILD: _PROTECTS,
    Body.SAFEGUARDING_ADULT: _PROTECTS,
    Body.PREVENT: frozenset({Sector.COUNCIL, Sector.POLICE, Sector.PARTNERSHIP}),
    Body.BOROUGH: frozenset({Sector.COUNCIL}),
}

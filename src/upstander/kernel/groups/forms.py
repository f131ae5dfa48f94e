"""What is asked about groups and seats."""

from django import forms

from upstander.kernel.clock import today
from upstander.kernel.groups.models import Bulletin, Group, Seat
from upstander.kernel.pages.forms import Checkboxes, DayField
from upstander.kernel.people.models import Organisation, User
from upstander.kernel.records.fields import form_of


class HeardForm(forms.ModelForm):
    """A group; the sectors that it should hear are ticked."""

    sectors = forms.MultipleChoiceField(
        label="Sectors it should hear",
        choices=Organisation.Sector.choices,
        required=False,
        widget=Checkboxes,
    )


GroupForm = form_of(
    Group,
    *("name", "purpose", "rule", "length", "place", "quorum", "watches_plan", "standing"),
    *("strands", "sectors"),
    form=HeardForm,
)
SeatForm = form_of(
    Seat,
    *("organisation", "post", "user", "role", "sector", "strands", "starts_on", "ends_on"),
)
BulletinForm = form_of(Bulletin, "text", widgets={"text": forms.Textarea({"rows": 24})})


class HandOnForm(forms.Form):
    """Who has the seat next, and from when."""

    user = forms.ModelChoiceField(
        User.objects.filter(is_active=True),
        label="Who has it next",
        required=False,
        empty_label="Nobody yet",
    )
    on = DayField(label="From", initial=today)

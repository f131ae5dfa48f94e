"""What administrators fill in."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q

from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.clock import today
from upstander.kernel.pages.forms import DayField, Radios
from upstander.kernel.people.models import Organisation, Post, User

ROLE_CHOICES = [(role.code, role.title) for role in ALL_ROLES]
ROLE_HINTS = {role.code: role.sentence for role in ALL_ROLES}


# lazy, and read anew for each form
ORGANISATIONS = Organisation.objects.filter(active=True)
PEOPLE = User.objects.filter(is_active=True)
HOLDERS = User.objects.filter(Q(is_active=True) | Q(posts__isnull=False)).distinct()


class OrganisationForm(forms.ModelForm):
    """An organisation."""

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "short_name", "sector", "email", "active"]
        labels: ClassVar = {"email": "Email address", "active": "Works in the partnership"}
        help_texts: ClassVar = {
            "short_name": "For tables, such as BTP.",
            "email": "A shared address, not a person's.",
        }
        error_messages: ClassVar = {
            "name": {"unique": "There is an organisation of this name already."}
        }


class PostForm(forms.ModelForm):
    """A post and who holds it."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), empty_label="Choose an organisation"
    )
    holder = forms.ModelChoiceField(HOLDERS, label="Held by", required=False, empty_label="Nobody")

    class Meta:
        model = Post
        fields: ClassVar = ["organisation", "title", "holder"]
        error_messages: ClassVar = {
            NON_FIELD_ERRORS: {
                "unique_together": "This organisation has a post of this title already."
            }
        }


class HandOverForm(forms.Form):
    """Who holds a post next, and from when."""

    to = forms.ModelChoiceField(
        PEOPLE, label="Who holds it next", required=False, empty_label="Nobody yet"
    )
    on = DayField(label="From", help_text="For example, 14 11 2024.", initial=today)


class PersonForm(forms.ModelForm):
    """A person's name and address."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "email"]
        labels: ClassVar = {"name": "Full name", "email": "Work email address"}
        error_messages: ClassVar = {
            "email": {"unique": "Somebody has an account with this address already."}
        }

    def clean_email(self) -> str:
        """Compare addresses as they are kept."""
        return str(self.cleaned_data["email"]).strip().lower()


class NewPersonForm(PersonForm):
    """A person and their first role."""

    small = True

    organisation = forms.ModelChoiceField(ORGANISATIONS, required=False, empty_label="No role yet")
    role = forms.ChoiceField(choices=ROLE_CHOICES, required=False, widget=Radios(hints=ROLE_HINTS))

    def clean(self) -> dict[str, Any]:
        """Insist on both or neither: a role is held in an organisation."""
        cleaned = super().clean() or self.cleaned_data
        organisation, role = cleaned.get("organisation"), cleaned.get("role")
        if role and not organisation:
            self.add_error("organisation", "Choose the organisation in which the role is held.")
        if organisation and not role:
            self.add_error("role", "Choose the role in this organisation.")
        return cleaned


class RoleForm(forms.Form):
    """A role in an organisation."""

    small = True

    organisation = forms.ModelChoiceField(ORGANISATIONS, empty_label="Choose an organisation")
    role = forms.ChoiceField(choices=ROLE_CHOICES, widget=Radios(hints=ROLE_HINTS))

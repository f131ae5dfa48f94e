"""What administrators fill in."""

from typing import Any, ClassVar

from django import forms

from upstander.kernel.access.roles import ALL_ROLES
from upstander.kernel.clock import today
from upstander.kernel.pages.forms import DayField, Radios
from upstander.kernel.people.models import Organisation, Post, User

ROLE_CHOICES = [(role.code, role.title) for role in ALL_ROLES]
ROLE_HINTS = {role.code: role.sentence for role in ALL_ROLES}


def organisations() -> Any:
    """Give the organisations that may be chosen."""
    return Organisation.objects.filter(active=True)


def people() -> Any:
    """Give the people that may be chosen."""
    return User.objects.filter(is_active=True)


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


class PostForm(forms.ModelForm):
    """A post and who holds it."""

    organisation = forms.ModelChoiceField(Organisation.objects.all())
    holder = forms.ModelChoiceField(
        User.objects.all(), label="Held by", required=False, empty_label="Nobody"
    )

    class Meta:
        model = Post
        fields: ClassVar = ["organisation", "title", "holder"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = people() | User.objects.filter(pk=self.instance.holder_id)


class HandOverForm(forms.Form):
    """Who holds a post next, and from when."""

    to = forms.ModelChoiceField(
        User.objects.all(), label="Who holds it next", required=False, empty_label="Nobody yet"
    )
    on = DayField(label="From", help_text="For example, 14 11 2024.", initial=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people()


class PersonForm(forms.ModelForm):
    """A person's name and address."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "email"]
        labels: ClassVar = {"name": "Full name", "email": "Work email address"}

    def clean_email(self) -> str:
        """Compare addresses as they are kept."""
        return str(self.cleaned_data["email"]).strip().lower()


class NewPersonForm(PersonForm):
    """A person and their first role."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), required=False, empty_label="No role yet"
    )
    role = forms.ChoiceField(choices=ROLE_CHOICES, required=False, widget=Radios(hints=ROLE_HINTS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()

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

    organisation = forms.ModelChoiceField(Organisation.objects.all())
    role = forms.ChoiceField(choices=ROLE_CHOICES, widget=Radios(hints=ROLE_HINTS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()

"""The questions about people: who did it, who saw it, and how to reach somebody safely."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.asking import SKIP, Question, line, one, pick, some, text
from upstander.kernel.reference.languages import LANGUAGES
from upstander.kernel.vault.tokens import postcode

HOURS = tuple((f"{hour:02}:00", f"{hour:02}:00") for hour in range(24))
LTR = {"dir": "ltr"}  # numbers and addresses are written so in every language
NOT_SAID = ("", _("Not said"))
SPOKEN = tuple((code, own) for code, _title, own in LANGUAGES)


class Who(Question):
    """Who did it."""

    title = _("Who did it?")
    known = one(_("Do you know who did it?"), words.KNOWN)
    relation = pick(_("Who are they to you?"), words.RELATIONS)
    number = line(_("How many people were there?"), longest=40)


class Alleged(Question):
    """Their name and where to find them."""

    title = _("What do you know of them?")
    lede = _("Write only what you know or believe. You can leave all of it empty.")
    alleged_name = line(_("Name, or what they are called"))
    alleged_address = line(_("Where they live, work or can be found"), longest=300)


class Looks(Question):
    """What they looked like."""

    title = _("What did they look like?")
    looks = text(
        _("Age, height, hair, clothes, voice, anything you remember"),
        rows=4,
        help_text=_("How they looked, not what you think they are."),
    )
    vehicle = line(_("A car, bicycle or number plate"), help_text=SKIP)


class Witnesses(Question):
    """What shows it."""

    title = _("Did anybody see it, or is there a picture or a film?")
    lede = _("You can add pictures, films and sound as soon as you have sent this.")
    saw = text(
        _("Who saw it, and may we speak with them?"),
        rows=3,
        help_text=_("Give a name only if they said that you may."),
    )
    shows = line(_("Cameras, clothes, messages, notes, anything that shows it"), longest=500)


class Impact(Question):
    """What it did to somebody."""

    title = _("How are you now?")
    of_others = _("How is the person now?")
    impact = one(_("How much does it affect you?"), words.IMPACT)
    labels_of_others: ClassVar[Any] = {"impact": _("How much does it affect them?")}


class Wants(Question):
    """What somebody wants."""

    title = _("What would you like to happen?")
    wants = some(_("Choose all that you want"), words.WANTS)
    feedback = one(_("How often should we tell you what is done?"), words.FEEDBACK)


class Reporter(Question):
    """Who speaks for another."""

    title = _("Who are you?")
    lede = _("So that we can ask you if something is not clear. You can leave it empty.")
    reporter_name = line(_("Your name"))
    reporter_body = line(_("Organisation, if you write for one"))
    reporter_reach = line(_("Your phone number or email"))
    relation_to = line(_("Who are they to you?"), longest=100)
    aware = one(_("Does the person know that you tell us?"), words.YES_NO)


class Reach(Question):
    """Whether to be reached."""

    reach = one(_("May we contact you?"), words.REACH, hints=words.REACH_HINTS)
    labels_of_others: ClassVar[Any] = {
        "reach": _("May we contact the person, and do they agree to that?")
    }


class Contact(Question):
    """Name and addresses."""

    title = _("How can we reach you?")
    of_others = _("How can we reach the person?")
    lede = _("Give only what is safe. You can leave any of it empty.")
    given_names = line(_("First name, or what we should call you"))
    family_name = line(_("Family name"))
    phone = line(
        _("Phone number"), longest=40, widget=forms.TextInput, attrs={"inputmode": "tel", **LTR}
    )
    email = line(_("Email"), kind=forms.EmailField, widget=forms.EmailInput, attrs=LTR)
    address = line(_("Address"), longest=300)
    home_postcode = line(_("Postcode"), longest=10, attrs=LTR)

    def clean_phone(self) -> str:
        """Refuse what cannot be a number."""
        given: str = self.cleaned_data["phone"]
        if given and sum(sign.isdigit() for sign in given) < 5:
            raise forms.ValidationError(_("Enter a phone number with all of its digits"))
        return given

    def clean_home_postcode(self) -> str:
        """Write it in one way."""
        bare = postcode(self.cleaned_data["home_postcode"])
        return f"{bare[:-3]} {bare[-3:]}" if len(bare) > 4 else bare


class Safe(Question):
    """What is safe."""

    title = _("What is safe?")
    lede = _("We only use what you choose here. If you choose nothing, we do not contact you.")
    ways = some(_("How may we reach you?"), words.WAYS)
    days = some(_("On which days? None means any day."), words.DAYS)
    hour_from = pick(_("From"), (NOT_SAID, *HOURS))
    hour_until = pick(_("Until"), (NOT_SAID, *HOURS))
    leave_message = one(_("May we leave a message?"), words.YES_NO)
    must_not_know = line(_("Who must not know?"), longest=300)
    safe_words = line(
        _("Words that tell you it is us"),
        longest=100,
        help_text=_("For example “the library about your book”"),
    )


class Home(Question):
    """Whose tenant."""

    tenant_of = line(
        _("Who is your landlord or housing association?"),
        help_text=_("If you own your home, leave it empty."),
    )


class Needs(Question):
    """What makes it worse."""

    needs = some(
        _("Is any of this true for you?"),
        words.NEEDS,
        help_text=_("It helps us to see how quickly you need somebody. Choose none if you like."),
    )
    labels_of_others: ClassVar[Any] = {"needs": _("Is any of this true for the person?")}


class About(Question):
    """Whom we reach and whom not."""

    title = _("Last, some questions about you")
    of_others = _("Last, some questions about the person")
    lede = _("They show us whom we do not reach. Every one can stay empty.")
    spoken = pick(_("Language that is best"), (NOT_SAID, *SPOKEN))
    interpreter = one(_("Is an interpreter wanted?"), words.YES_NO)
    gender = line(_("Gender"), longest=60)
    ethnicity = line(_("Ethnic group"), longest=80)
    belief = line(_("Religion or belief"), longest=80)
    disability = line(_("Disability or impairment"), longest=120)
    orientation = line(_("Sexual orientation"), longest=60)
    trans = line(_("Trans identity or history"), longest=60)

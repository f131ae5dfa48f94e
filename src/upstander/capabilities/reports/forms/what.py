"""The questions about what happened (domain.md 4, 2 to 8)."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from upstander.capabilities.reports.engine.journey import Answers
from upstander.capabilities.reports.forms import words
from upstander.capabilities.reports.forms.asking import (
    LONGEST_STORY,
    SKIP,
    Question,
    line,
    one,
    pick,
    some,
    text,
)


class Start(Question):
    """Who reports."""

    role = one(
        _("Who are you telling us about?"),
        words.ROLES,
        hints=words.ROLE_HINTS,
        required=True,
        help_text=_(
            "We ask so that we use the right words. You can skip any question after this one."
        ),
        error_messages={"required": _("Choose who you are telling us about")},
    )


class Now(Question):
    """Is it happening now?"""

    now = one(_("Is it happening now?"), words.NOW)


class Age(Question):
    """How old."""

    age = one(
        _("How old are you?"),
        words.AGES,
        help_text=_("Young people get words and help of their own. We do not tell your parents."),
    )
    labels_of_others: ClassVar[Any] = {"age": _("How old is the person it happened to?")}


class Consent(Question):
    """Who may be told."""

    title = _("Who may we tell?")
    template = "reports/public/consent.html"
    police = one(_("The police"), words.POLICE, hints=words.POLICE_HINTS)
    support = one(_("A support service"), words.SUPPORT, hints=words.SUPPORT_HINTS)
    landlord = one(
        _("My landlord or housing association"), words.LANDLORD, hints=words.LANDLORD_HINTS
    )
    council = one(_("Other teams of the council"), words.COUNCIL, hints=words.COUNCIL_HINTS)
    label_size = "m"


class Story(Question):
    """What happened, in own words."""

    story = text(
        _("What happened?"),
        longest=LONGEST_STORY,
        rows=9,
        help_text=_(
            "In your own words, in any language. If you want to stay anonymous, leave out names and"
            " addresses of yours."
        ),
    )


class Forms(Question):
    """What was done."""

    forms = some(_("What was done?"), words.FORMS, help_text=_("Choose all that fit."))


class Strands(Question):
    """Of what it was hate."""

    strands = some(
        _("What was it about?"),
        words.STRANDS,
        help_text=_(
            "What you think counts. You need no proof. It counts too if they were wrong about who"
            " somebody is. Choose all that fit."
        ),
    )


class Why(Question):
    """Why it was hate: the question that is asked of everybody."""

    why = text(
        _("Why do you think they did it?"),
        longest=4000,
        help_text=_(
            "What did they say? Was there a sign? Does it keep happening to the same people?"
            " This question helps most."
        ),
    )


class Parts(Question):
    """Whom it was aimed at."""

    parts = some(
        _("Who was it aimed at?"), (), help_text=_("Choose all that fit, or none of them.")
    )

    def __init__(self, answers: Answers, data: Any = None) -> None:
        super().__init__(answers, data)
        strands = answers.get("strands") or ()
        offered = [pair for code, pairs in words.PARTS.items() if code in strands for pair in pairs]
        self.fields["parts"].choices = offered  # type: ignore[attr-defined]


class Said(Question):
    """The words that were used."""

    said = text(
        _("Which words or signs did they use?"),
        rows=3,
        help_text=_(
            "Write them as you remember them, if you can bear to. They help to show that it was"
            " hate. Only people who work on your report see them."
        ),
    )


class Online(Question):
    """Where online."""

    title = _("Where online was it?")
    lede = _("Take a picture of the screen if you can, before it is gone.")
    platform = line(_("Website or app"))
    link = line(_("Link to the page or post"), longest=500, attrs={"dir": "ltr"})
    handle = line(_("Name that they use there"))


class Harm(Question):
    """Weapons and injuries."""

    title = _("Was somebody hurt?")
    injured = one(_("Was somebody hurt?"), words.INJURED)
    injury = line(_("What was the injury?"), longest=300, help_text=SKIP)
    weapon = line(_("Was there a weapon, or anything used as one?"), longest=300, help_text=SKIP)


class Damage(Question):
    """What was damaged."""

    title = _("What was damaged?")
    damaged = line(_("What was damaged?"), longest=300)
    worth = line(_("About how much will it cost to mend?"), longest=60, help_text=SKIP)


class When(Question):
    """When it happened."""

    title = _("When did it happen?")
    when = line(
        _("Day, or as near as you know"),
        longest=200,
        help_text=_("For example 3 October, last Friday, or most weekends since May"),
    )
    hour = line(_("Time"), longest=60, help_text=_("For example about 6pm, or at night"))


class Before(Question):
    """What happened before."""

    title = _("Has it happened before?")
    series = one(_("Has it happened before?"), words.BEFORE)
    told_whom = line(
        _("Did you tell anybody then? Who, and do you have a number from them?"),
        longest=300,
        help_text=SKIP,
    )


class Where(Question):
    """Where it happened."""

    title = _("Where did it happen?")
    place_type = pick(_("What kind of place was it?"), (("", _("Choose a place")), *words.PLACES))
    where = line(
        _("Street, stop, shop or another name"),
        longest=300,
        help_text=_("A postcode helps us most, if you know it."),
    )


class Transport(Question):
    """Which line and stop."""

    title = _("On which line?")
    transport = pick(_("What was it?"), (("", _("Choose one")), *words.TRANSPORT))
    route = line(_("Route or line"), longest=60)
    stop = line(_("Stops or stations, and which way"), longest=200)

"""What the guide shows: invented numbers and names, one example of everything."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.forms import Form

from upstander.kernel.pages.charts import Span, bars, intervals, line, run_of_months, stacked_bars
from upstander.kernel.pages.forms import Checkboxes, DayField, Radios
from upstander.kernel.pages.statuses import STATUSES

STATUS_HINTS = {
    "on_hold": "Stopped for now, waiting for something",
    "in_progress": "Moving, and nothing due is missing",
    "completed": "Nothing more to do this year",
    "behind": "Something that was due has not happened",
}
STRANDS = ("Disability", "Race", "Religion", "Sexual orientation", "Transgender")
MONTHS = ("April", "May", "June", "July", "August", "September", "October", "November")
STILL_TO_COME = ("December", "January", "February", "March")


class ExampleForm(Form):
    """One field of every kind."""

    mark_optional: ClassVar = True

    status = forms.ChoiceField(
        label="What is the status?",
        help_text="The evidence suggests In Progress: six of six lessons were held.",
        choices=[(code, STATUSES[code].word) for code in STATUS_HINTS],
        widget=Radios(hints=STATUS_HINTS),
        error_messages={"required": "Choose the status of action 10.4"},
    )
    text = forms.CharField(
        label="What happened, in a sentence or two?",
        help_text="This is printed in the plan, so leave out names of pupils and victims.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write a sentence about what happened since 1 July"},
    )
    title = forms.CharField(label="Title of the evidence", max_length=80)
    held_on = DayField(label="Day it was held", help_text="For example, 17 5 2024")
    people = forms.IntegerField(label="Number of people who came", min_value=0, required=False)
    strands = forms.MultipleChoiceField(
        label="Strands it spoke to",
        help_text="Choose all that apply.",
        choices=[(strand.lower(), strand) for strand in STRANDS],
        widget=Checkboxes,
    )
    sector = forms.ChoiceField(
        label="Sector",
        choices=[("", "Choose a sector"), ("council", "Council"), ("police", "Police")],
    )
    email = forms.EmailField(
        label="Email address", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    file = forms.FileField(
        label="Anything to show for it?",
        help_text="A photo of a poster, a slide set, a letter. PDF, JPG or PNG, up to 10 MB.",
        required=False,
    )
    agreed = forms.BooleanField(label="The people in the photo agreed to be shown")
    scope = forms.CharField(widget=forms.HiddenInput, required=False)


class ExampleFilter(Form):
    """A filter as lists have it."""

    small = True
    mark_optional = False

    status = forms.MultipleChoiceField(
        choices=[(code, status.dense) for code, status in STATUSES.items()], widget=Checkboxes
    )
    sector = forms.ChoiceField(choices=[("", "Any sector"), ("council", "Council")])
    words = forms.CharField(label="Words in the action")


def form(*, wrong: bool) -> ExampleForm:
    """Give the form as it opens, or sent with everything wrong in it."""
    if not wrong:
        return ExampleForm(auto_id="f_%s")
    sent = {"held_on_day": "31", "held_on_month": "2", "held_on_year": "2024", "email": "jo"}
    return ExampleForm({**sent, "people": "some", "title": "x" * 90}, auto_id="f_%s")


def frame(*, direction: str) -> dict[str, Any]:
    """Give a frame with everything in it."""
    titles = (("Plan", 0), ("Reports", 4), ("Centres", 0), ("Meetings", 0), ("Due", 7))
    nav = [
        {
            "title": title,
            "url": "/design/",
            "count": count,
            "current": "true" if title == "Plan" else "",
        }
        for title, count in titles
    ]
    return {
        "borough": "Wexbourne",
        "demo": True,
        "demo_clock": date(2024, 11, 14),
        "nav": nav,
        "who": {"name": "Amara Osei", "role": "Strategic Lead, Safer Wexbourne"},
        "language": "en-GB",
        "direction": direction,
    }


def everything() -> dict[str, Any]:
    """Give what the sections of the guide show."""
    return {
        "statuses": list(STATUSES.values()),
        "tiles": _tiles(),
        "themes": _themes(),
        "charts": _charts(),
        "finding": _finding(),
        "actions": _actions(),
        "filter_form": ExampleFilter(auto_id="filter_%s"),
        "chosen": [{"title": "Behind", "url": "/design/"}, {"title": "Council", "url": "/design/"}],
        "views_of": _views_of(),
        "facts": _facts(),
        "entries": _entries(),
        "tasks": _tasks(),
        "handover": [
            {"key": "Goes to", "value": "Northgate Homes"},
            {"key": "What goes", "value": "11 fields, among them the address"},
        ],
    }


def _tiles() -> list[dict[str, Any]]:
    counts = {
        "completed": (9, "up from 3 in quarter 1"),
        "in_progress": (42, "down from 51 in quarter 1"),
        "behind": (4, "up from 1 in quarter 1"),
        "on_hold": (3, "as in quarter 1"),
    }
    return [
        {"status": code, "number": number, "note": note, "label": STATUSES[code].dense}
        for code, (number, note) in counts.items()
    ]


def _themes() -> list[dict[str, Any]]:
    rows = (
        ("1. Co-ordination", (3, 15, 1, 1), (13, 20, 20)),
        ("2. Prevention", (5, 17, 2, 2), (16, 25, 26)),
        ("3. Provision", (1, 6, 1, 0), (5, 8, 8)),
        ("4. Protection", (0, 4, 0, 0), (2, 4, 4)),
    )
    return [
        {"title": title, "counts": dict(zip(STATUSES, counts, strict=True)), "pace": pace}
        for title, counts, pace in rows
    ]


def _actions() -> list[dict[str, Any]]:
    return [
        {
            "ref": "1.1",
            "title": "Publish the yearly hate crime profile",
            "lead": "Safer Wexbourne",
            "pace": (4, 4, 4),
            "declared": "completed",
            "suggested": "",
            "why": "Published 24 Sep, six days early.",
        },
        {
            "ref": "1.2",
            "title": "Ask residents before the strategy is refreshed",
            "lead": "Strategy Group",
            "pace": (2, 3, 4),
            "declared": "in_progress",
            "suggested": "behind",
            "asks": True,
            "why": "Two of the three consultation rounds due by 30 Sep were held.",
        },
        {
            "ref": "3.2",
            "title": "Keep all five strands represented on the group",
            "lead": "Safer Wexbourne",
            "pace": (4, 5, 5),
            "declared": "in_progress",
            "suggested": "behind",
            "reason": "Two people approached; the first attends on 20 Oct.",
            "why": "No seat held for disability since 12 Jun.",
        },
        {
            "ref": "10.4",
            "title": "Put hate crime into bystander lessons",
            "lead": "Schools",
            "pace": (6, 6, 10),
            "declared": "",
            "suggested": "in_progress",
            "why": "No update yet; six of six lessons were held.",
        },
    ]


def _views_of() -> list[dict[str, Any]]:
    titles = (("All", 58), ("Need a reason", 6), ("No update", 4), ("Changed since quarter 1", 11))
    return [
        {"title": title, "count": count, "url": "/design/", "current": title == "All"}
        for title, count in titles
    ]


def _facts() -> list[dict[str, Any]]:
    return [
        {"key": "Leads", "value": "Safer Wexbourne"},
        {"key": "Hosts", "value": "Tarn Street Library, Weir End Hall", "action_url": "/design/"},
        {"key": "Last adopted", "value": "In Progress, 21 July 2024"},
    ]


def _entries() -> list[dict[str, Any]]:
    return [
        {
            "title": "Update on 18.2",
            "by": "Jo Lindqvist",
            "at": date(2024, 10, 5),
            "text": "In Progress. August’s host flooded; moved to 29 October.",
        },
        {
            "title": "Session cancelled",
            "by": "Surgeries",
            "at": date(2024, 8, 18),
            "text": "20 August, Weir End Hall. Seven people told; five rebooked.",
        },
        {
            "title": "Carried over",
            "by": "Plan roll-over",
            "at": date(2024, 4, 1),
            "url": "/design/",
        },
    ]


def _tasks() -> list[dict[str, str]]:
    return [
        {"title": "10.1 Programmes in schools", "url": "/design/", "status": "Sent 2 October"},
        {"title": "10.2 Places for young people", "url": "/design/", "status": "Not started"},
        {"title": "10.4 Bystander lessons", "hint": "This one"},
    ]


def _charts() -> list[Any]:
    quarters = ("Q1 23", "Q2", "Q3", "Q4", "Q1 24", "Q2")
    return [
        run_of_months(
            "Seven of eight surgeries were held; August was missed",
            [(month, "missed" if month == "August" else "done") for month in MONTHS]
            + [(month, "to come") for month in STILL_TO_COME],
        ),
        intervals(
            "Eight in ten people who book now come",
            [
                Span("Jul to Sep 2024", 81, 68, 90),
                Span("Apr to Jun 2024", 72, 58, 83),
                Span("Year before", 64, 55, 72),
            ],
        ),
        bars(
            "Walk-ins doubled once libraries hosted",
            list(zip(quarters, (6, 7, 9, 8, 14, 17), strict=True)),
            columns=("Quarter", "Walk-ins"),
        ),
        bars(
            "Referrals onward are below what was agreed",
            list(zip(quarters, (11, 12, 12, 10, 10, 9), strict=True)),
            columns=("Quarter", "Referrals accepted"),
            level=(14, "agreed 14"),
        ),
    ]


def _finding() -> list[Any]:
    counts = (18, 16, 19, 22, 25, 21, 19, 18, 24, 27, 22, 16, 17, 27, 22, 15, 21, 17, 19, 19)
    later = (24, 22, 26, 28, 18, 24, 47, 24, 20, 25, 25, 24, 21, 23, 21)
    months = [f"{name} {year}" for year in (22, 23, 24, 25) for name in (
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    )]  # fmt: skip
    return [
        line(
            "Since the break, only August 2024 stands outside normal variation",
            list(zip(months[5:], (*counts, *later), strict=False)),
            unit="Recorded hate crimes a month",
            columns=("Month", "Recorded"),
            breaks={20: "Police system changed"},
            notes={26: "47"},
        ),
        stacked_bars(
            "Street incidents are reported most, and most often about race",
            [
                ("In the street or on public transport", (41, 12, 9)),
                ("At home", (22, 8, 14)),
                ("At school or college", (9, 6, 3)),
                ("Online", (5, 4, 0)),
            ],
            ("Race", "Religion", "Other strands"),
            column="Place",
        ),
    ]

"""The police referral sheet: one table that says which answer stands under which heading.

A force that wants its own form replaces `FIELDS`, and nothing else: document, PDF and JSON are made
from it. `personal` marks what may go only where the person agreed to be named. Pure functions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

VERSION = "2026-11"


@dataclass(frozen=True)
class Field:
    """One line of the sheet: its key in JSON, its heading, its part, where it comes from."""

    key: str
    heading: str
    part: str
    source: str
    personal: bool = False


FIELDS = (
    Field("reference", "Our reference", "Report", "reference"),
    Field("received", "Received", "Report", "received"),
    Field("reported_by", "Reported by", "Report", "role"),
    Field("perceived_by", "Hostility perceived by", "Report", "role"),
    Field("consent", "What the person agreed to", "Report", "consent"),
    Field("name", "Name", "Person", "name", personal=True),
    Field("phone", "Telephone", "Person", "phone", personal=True),
    Field("email", "Email", "Person", "email", personal=True),
    Field("address", "Address", "Person", "address", personal=True),
    Field("safe_contact", "How to reach them safely", "Person", "safe_contact", personal=True),
    Field("age", "Age", "Person", "age"),
    Field("language", "Language", "Person", "language"),
    Field("what", "What happened", "What happened", "story"),
    Field("forms", "What was done", "What happened", "forms"),
    Field("words_used", "Words that were used", "What happened", "said"),
    Field("injury", "Injury", "What happened", "injury"),
    Field("weapon", "Weapon", "What happened", "weapon"),
    Field("damage", "Damage", "What happened", "damaged"),
    Field("when", "When", "What happened", "when"),
    Field("where", "Where", "What happened", "where"),
    Field("online", "Online", "What happened", "link"),
    Field("before", "Before", "What happened", "series"),
    Field("strands", "Strands, as perceived", "Hostility", "strands"),
    Field("why", "Why it was perceived as hostility", "Hostility", "why"),
    Field("suspect_name", "Name", "Who is said to have done it", "alleged_name"),
    Field("suspect_address", "Address", "Who is said to have done it", "alleged_address"),
    Field("suspect_relation", "Relation", "Who is said to have done it", "relation"),
    Field("suspect_looks", "Description", "Who is said to have done it", "looks"),
    Field("suspect_vehicle", "Vehicle", "Who is said to have done it", "vehicle"),
    Field("evidence", "What shows it", "Evidence", "shows"),
    Field("witnesses", "Who saw it", "Evidence", "saw", personal=True),
    Field("wants", "What the person wants", "Wishes", "wants"),
    Field("risk", "Risk, as we see it", "Wishes", "risk"),
)


def filled(values: Mapping[str, str], *, named: bool) -> Iterator[tuple[Field, str]]:
    """Give the lines of a sheet, with those that name the person only where they agreed."""
    for field in FIELDS:
        value = values.get(field.source, "")
        if value and (named or not field.personal):
            yield field, value


def without_names(text: str, names: list[str], mask: str = "[removed]") -> str:
    """Take names and addresses that we know out of free text, for a sheet without details."""
    for name in sorted((name for name in names if len(name) > 2), key=len, reverse=True):
        start = text.casefold().find(name.casefold())
        while start >= 0:
            text = text[:start] + mask + text[start + len(name) :]
            start = text.casefold().find(name.casefold(), start + len(mask))
    return text

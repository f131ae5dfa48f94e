"""Which form asks which page of the journey."""

from upstander.capabilities.reports.forms import what, who
from upstander.capabilities.reports.forms.asking import Question

QUESTIONS: dict[str, type[Question]] = {
    "start": what.Start,
    "now": what.Now,
    "age": what.Age,
    "consent": what.Consent,
    "story": what.Story,
    "forms": what.Forms,
    "strands": what.Strands,
    "why": what.Why,
    "parts": what.Parts,
    "said": what.Said,
    "online": what.Online,
    "harm": what.Harm,
    "damage": what.Damage,
    "when": what.When,
    "before": what.Before,
    "where": what.Where,
    "transport": what.Transport,
    "who": who.Who,
    "alleged": who.Alleged,
    "looks": who.Looks,
    "witnesses": who.Witnesses,
    "impact": who.Impact,
    "wants": who.Wants,
    "reporter": who.Reporter,
    "reach": who.Reach,
    "contact": who.Contact,
    "safe": who.Safe,
    "home": who.Home,
    "needs": who.Needs,
    "about": who.About,
}
# what somebody wrote freely, and is read for words of danger at once
FREE = ("story", "why", "said", "looks", "saw", "shows", "where", "when", "told_whom")


def names_on(code: str) -> tuple[str, ...]:
    """Name the fields of a page."""
    return QUESTIONS[code].names()

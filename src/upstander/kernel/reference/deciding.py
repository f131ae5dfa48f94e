"""Crime or not, and how great the risk: what the rules suggest. A person decides. Pure functions.

The rule of crime is dated, since the law moves (domain.md 1, 7, 8): a record keeps the rule of the
day on which it was decided. What was done is named by the codes of the forms of incident.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

# what was done, and may be an offence whatever the motive; refusing a service is a civil wrong
LIKELY_CRIMES = frozenset(
    {"attack", "arson", "spitting", "threats", "damage", "graffiti", "following", "harassment"}
)
PERHAPS = frozenset({"verbal", "online", "calls", "literature", "mate_crime"})


@dataclass(frozen=True)
class Rule:
    """A rule by which crime and non-crime are told apart, and from when to when it held."""

    code: str
    title: str
    starts_on: date
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether it held on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


RULES = (
    Rule(
        "hocr-2014",
        "Operational guidance of 2014: perception records it, the counting rules say if a crime",
        date(2014, 5, 1),
        date(2023, 6, 2),
    ),
    Rule(
        "nchi-code-2023",
        "Non-Crime Hate Incidents Code of Practice: not where trivial, irrational or malicious",
        date(2023, 6, 3),
        date(2026, 3, 31),
    ),
    Rule(
        "review-2026",
        "After the review of March 2026: non-crime kept for safeguarding and tension alone",
        date(2026, 4, 1),
    ),
)


def rule_on(day: date) -> Rule:
    """Give the rule in force on a day; the first one before all of them."""
    return next((rule for rule in RULES if rule.holds(day)), RULES[0])


def suggest_kind(forms: Collection[str], said: str = "") -> tuple[str, str]:
    """Suggest crime or not, with the reason in a sentence; "" where only a person can tell."""
    done = set(forms)
    likely = sorted(done & LIKELY_CRIMES)
    if likely:
        return "crime", f"What was done may be an offence in itself: {', '.join(likely)}."
    if done & PERHAPS:
        return "", "It depends on the words and the place. Read the account."
    if done:
        return "non_crime", "Nothing named here is an offence in itself."
    return "", "The person did not say what was done. Read the account."


@dataclass(frozen=True)
class Signs:
    """What bears on risk."""

    danger: bool = False
    forms: frozenset[str] = frozenset()
    series: str = ""
    weapon: bool = False
    injured: bool = False
    near: bool = False
    needs: frozenset[str] = frozenset()
    impact: str = ""
    under_18: bool = False


def suggest_risk(signs: Signs) -> tuple[str, list[str]]:
    """Suggest one of three levels, with each reason; words of danger and self-harm are high."""
    grave = _grave(signs)
    if grave:
        return "high", grave
    reasons = _lesser(signs)
    level = "high" if len(reasons) >= 4 else "medium" if len(reasons) >= 2 else "standard"
    return level, reasons


def _grave(signs: Signs) -> list[str]:
    found = {
        "words of danger or self-harm": signs.danger or "self_harm" in signs.needs,
        "a weapon": signs.weapon,
        "fire": "arson" in signs.forms,
        "cannot cope": signs.impact == "cannot",
    }
    return [reason for reason, holds in found.items() if holds]


def _lesser(signs: Signs) -> list[str]:
    found = {
        "violence or threats": bool(signs.forms & {"attack", "threats", "spitting", "following"}),
        "an injury": signs.injured,
        "it happens again and again": signs.series == "often",
        "it happened before": signs.series == "some",
        "they live or work near": signs.near,
        "fear of revenge": "afraid" in signs.needs,
        "alone": "alone" in signs.needs,
        "care and support needs": "care" in signs.needs,
        "children in the home": "children" in signs.needs,
        "worry about immigration status": "immigration" in signs.needs,
        "life has changed much": signs.impact == "much",
        "under 18": signs.under_18,
    }
    return [reason for reason, holds in found.items() if holds]

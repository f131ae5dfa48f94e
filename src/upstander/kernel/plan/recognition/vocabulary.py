"""The words by which plans name their columns, levels and labels."""

import re

from upstander.kernel.documents.tidy import word_set

_SIGNS = re.compile(r"[^a-z0-9]+")
_NUMBER_SIGN = re.compile(r"[#№](?!\w)")
# What a heading means, the first that fits: the order settles what two would claim. Words of one
# role are parted by commas; each stands for itself at the borders of words.
_ROLE_WORDS: tuple[tuple[str, str], ...] = (
    (
        "other",
        r"start, commence\w*, began, last updated, "
        r"(?:updated|created|completed|added) (?:on|by|dates?), "
        r"date (?:of )?(?:complet|clos|updat|start|added|creat)\w*, actual \w+ dates?, late",
    ),
    ("leads", r"resource names?"),
    ("due", r"^(?:by|finish|end|to|until)$"),
    ("objective", r"^(?:what )?you (?:said|told us)$"),
    (
        "progress",
        r"(?:progress|achieved|done) (?:to date|so far), next steps?, "
        r"where (?:are )?we(?: are| now| have got| got to)?\b",
    ),
    ("status", r"^(?:\d* ?(?:percent|per cent) )?(?:completed?|done|achieved)(?: y n| yes no)?$"),
    ("objective", r"(?:what|where) (?:do |will )?we (?:want|aim|hope|need)"),
    (
        "other",
        r"measures?, kpis?, indicators?, success, how (?:will |do |can )?we (?:will |can )?know, "
        r"resourc\w*, budgets?, costs?, funding, baseline, evidence, risks?(?: level)?$, lessons, "
        r"measurable, achievable, attainable, realistic, relevant, difference, likelihood, "
        r"mitigat\w+, probability",
    ),
    (
        "due",
        r"due, deadlines?, when, time ?scales?, time ?frames?, time ?lines?, timings?, "
        r"time ?tables?, time bound, "
        r"(?:target|completion|end|finish|delivery|review|milestone|deadline) dates?, "
        r"complete by, dates?, target for completion",
    ),
    ("status", r"b?rag\w?, status, ratings?, traffic light, r a g, ^state$"),
    ("depends_on", r"depend\w*, relian\w*, reliant, subject to, blockers?, barriers?"),
    (
        "progress",
        r"progress, updates?, comments?, commentary, notes?, latest, achievements?, narrative, "
        r"(?:current )?position, outturn, actions? (?:taken|completed|to date), work done, "
        r"what (?:has|have|did|was|we ve)\b.*, done so far",
    ),
    (
        "partners",
        r"^(?:key |other |delivery |supporting )?partners?"
        r"(?: involved| agenc\w+| organisations?)?$, "
        r"^support(?:ing)? (?:officers?|leads?|agenc\w+|organisations?|partners?)$, "
        r"^supported by$, ^working with$, ^in partnership with$, ^stakeholders?$, ^contributors?$",
    ),
    (
        "leads",
        r"leads?, led by, owners?, owned by, responsib\w*, accountab\w*, who, whom, officers?, "
        r"agenc\w+, organi[sz]ations?, delivered by, assigned(?: to)?, partners?, team, service, "
        r"allocated to, sro, departments?, directorates?, sponsors?, champions?",
    ),
    ("theme.number", r"^(?:theme|priority|strand|pillar|work ?stream|area) (?:no|number|ref|id)$"),
    (
        "objective.number",
        r"^(?:objective|outcome|goal|aim|obj) (?:no|number|ref|reference|id)$",
    ),
    (
        "number",
        r"^(?:(?:action|task|activity|milestone|item|plan|line) )?"
        r"(?:no|nr|num|number|ref|reference|refs|id|item|code|serial|s n|s no|sr no)"
        r"(?: no| number)?$",
    ),
    (
        "action",
        r"^what$, "
        r"actions?, activit\w+, tasks?, deliverables?, steps?, initiatives?, interventions?, "
        r"what (?:we|will|are|is|needs?|must|to)\b.*, how (?:we|will|it|are)\b.*, "
        r"work (?:to be done|planned), delivery",
    ),
    ("objective", r"objectives?, goals?, sub ?(?:themes?|priorit\w+|strands?|categor\w+|areas?)"),
    ("commitment", r"commitments?, ambitions?, pledges?, promises?, recommendations?, we will"),
    ("outcome", r"outcomes?, aims?, intended, purpose, impacts?, why"),
    (
        "theme",
        r"themes?, priorit\w+, strands?, buckets?, pillars?, work ?streams?, categor\w+, "
        r"areas?, domain, section, chapter",
    ),
    (
        "milestone",
        r"^how$, ^specific$, "
        r"milestones?, outputs?, products?, descriptions?, details?, projects?, targets?, work",
    ),
)
_ROLES = [
    (
        role,
        re.compile(
            "|".join(
                word if word.startswith("^") else rf"\b(?:{word})(?:\b|$)"
                for word in words.split(", ")
            )
        ),
    )
    for role, words in _ROLE_WORDS
]


_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(
    rf"(?:q(?:tr|uarter)? ?[1-4]|year [1-5]|{_MONTH})(?: {_MONTH}){{0,2}}(?: (?:20)?\d\d){{0,2}}"
)


# what a column may say of the objective itself: "Objective lead", "Objective status"
OWN_SIDES = ("leads", "due", "status", "progress")
FILLERS = word_set(
    "the a an of to for and or by with on in at be is are this our your key main lead agreed "
    "planned proposed overall current please see required specific named strategic expected e g "
    "include if any where will do it we q1 q2 q3 q4 quarter s"
)
# roles by which a row of headings is known
TELLING = frozenset(role for role, _ in _ROLE_WORDS) - {"other"}

_COUNT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: str(place) for place, word in enumerate(_COUNT, start=1)}
THEME_WORDS = ("theme", "strand", "pillar", "workstream", "work stream")
OBJECTIVE_WORDS = ("objective",)
EITHER_WORDS = (
    "priority",
    "aim",
    "goal",
    "outcome",
    "commitment",
    "area",
    "ambition",
    "section",
    "part",
    "pledge",
    "promise",
    "principle",
    "recommendation",
    "focus",
)
COMMON_TITLES = re.compile(
    r"(?:appendix|annex|action|work|delivery|implementation|improvement|strategic|business)*\s*"
    r"(?:plans?|introduction|background|foreword|contents?|overview|summary|key|legend|notes?"
    r"|glossary|governance|monitoring|context|trackers?|logs?|actions?)\W*",
    re.IGNORECASE,
)


def plain(words: str) -> str:
    """Reduce a heading to its words: "Lead(s):" and "LEADS" become near enough the same."""
    return " ".join(_SIGNS.sub(" ", words.casefold().replace("(s)", "s").replace("’", "'")).split())


def role_of(heading: str) -> str:
    """Tell what a column of this heading holds; '' for a heading that says nothing."""
    return _role_and_reach(heading)[0]


def _role_and_reach(heading: str) -> tuple[str, int]:
    """Give the role of a heading, and how many of its words say so."""
    words = plain(_NUMBER_SIGN.sub(" no ", heading).replace("%", " percent "))
    if not words or len(words.split()) > 12:
        return "", 0
    if words.startswith("objective "):
        role, reach = _role_and_reach(words.removeprefix("objective "))
        if role in OWN_SIDES:
            return f"objective.{role}", reach + 1
    for role, pattern in _ROLES:
        found = pattern.search(words)
        if found:
            return role, len(found[0].split())
    return "", 0


def is_period(heading: str) -> bool:
    """Tell whether a column is named for nothing but a month, a quarter or a year."""
    return bool(_PERIOD.fullmatch(plain(heading)))


def is_heading(text: str) -> bool:
    """Tell whether words could head a column: short, no sentence, and mostly words that tell."""
    words = plain(text).split()
    if not words or len(words) > 12 or text.rstrip().endswith((".", ";")) or len(text) > 90:
        return False
    role, reach = _role_and_reach(text)
    if not role:
        return False
    strong = sum(bool(role_of(word)) for word in words)
    if len(words) > 4 and max(strong, reach) < 0.2 * len(words):
        return False
    telling = strong + sum(word in FILLERS and not role_of(word) for word in words)
    return len(words) <= 2 or max(telling, reach) >= 0.5 * len(words) or text.strip().endswith("?")

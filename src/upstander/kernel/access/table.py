"""The table of access to records of people: what somebody is answered, by how they stand to one.

It is data and nothing else. The reference prints it, and a proof asks a running server more than
twenty thousand times and compares each answer with it. The doors to records do not read it: they
are written apart, so that a mistake in either is found.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from upstander.kernel.guards import Guard


class Answer(StrEnum):
    """What a page says."""

    SHOWN = "shown"
    NOT_THERE = "not there"  # 404, as for a number that no record has
    NOT_ALLOWED = "not allowed"  # 403
    RENEW = "not allowed, and who can renew it"  # 403 with the sentence
    AMONG = "among the rows"
    LEFT_OUT = "not among the rows"


STATUS = {
    Answer.SHOWN: 200,
    Answer.NOT_THERE: 404,
    Answer.NOT_ALLOWED: 403,
    Answer.RENEW: 403,
    Answer.AMONG: 200,
    Answer.LEFT_OUT: 200,
}
VERBS = {
    "view": "See it",
    "history": "See its history",
    "edit": "Change it",
    "list": "In a list",
    "export": "In a file",
}


@dataclass(frozen=True)
class Relation:
    """How somebody stands to a record, whom that lets in, and what each verb is answered then."""

    code: str
    title: str
    sentence: str
    lets_in: str  # "insiders", "partners", "whoever broke it" or "nobody"
    sees: str  # which categories, in words
    answers: Mapping[str, Answer]


A = Answer
SEEN = {"view": A.SHOWN, "history": A.SHOWN, "list": A.AMONG, "export": A.AMONG}
READ_ONLY = {**SEEN, "edit": A.NOT_ALLOWED}
ABSENT = {
    "view": A.NOT_THERE,
    "history": A.NOT_THERE,
    "edit": A.NOT_THERE,
    "list": A.LEFT_OUT,
    "export": A.LEFT_OUT,
}
OVER = {**ABSENT, "view": A.RENEW, "history": A.RENEW, "edit": A.RENEW}

RELATIONS = (
    Relation(
        "own",
        "Own organisation",
        "The record belongs to an organisation in which they hold a role.",
        "insiders",
        "what their role sees",
        {**SEEN, "edit": A.SHOWN},
    ),
    Relation(
        "agreement",
        "Other organisation, under an agreement",
        "Theirs takes part in the case, and an agreement of both is in force.",
        "partners",
        "what the agreement opens",
        READ_ONLY,
    ),
    Relation(
        "withheld",
        "Under an agreement, a category withheld",
        "The same, and a category of this record is withheld from them.",
        "partners",
        "what the agreement opens, without what is withheld",
        READ_ONLY,
    ),
    Relation(
        "lapsed",
        "Under an agreement that lapsed",
        "Theirs takes part in the case; the agreement is over.",
        "partners",
        "nothing",
        OVER,
    ),
    Relation(
        "urgent",
        "Lapsed, kept open for 72 hours",
        "Theirs takes part in the case and stated who is in danger.",
        "partners",
        "what the agreement had opened, without what is withheld",
        READ_ONLY,
    ),
    Relation(
        "glass",
        "Glass broken",
        "They themselves stated who is in danger; for four hours.",
        "whoever broke it",
        "all of it",
        READ_ONLY,
    ),
    Relation(
        "other",
        "Other organisation",
        "Theirs takes no part in the case, whatever agreements there are.",
        "nobody",
        "nothing",
        ABSENT,
    ),
    Relation(
        "barred",
        "Barred, by name or by organisation",
        "From the record or from whom it speaks of; whatever else holds.",
        "nobody",
        "nothing",
        ABSENT,
    ),
)
BY_CODE = {relation.code: relation for relation in RELATIONS}


def answer_for(guard: Guard, role: str, relation: str, verb: str) -> Answer:
    """Look up what a role is answered that the page's own permission lets in."""
    found = BY_CODE[relation]
    let_in = {
        "insiders": guard.insiders,
        "partners": guard.partners,
        "whoever broke it": frozenset({role}),
        "nobody": frozenset({role}),
    }[found.lets_in]
    if role not in let_in:
        return ABSENT[verb]
    if relation == "own" and verb == "edit" and not edited_by(guard, role):
        return A.NOT_ALLOWED
    return found.answers[verb]


def edited_by(guard: Guard, role: str) -> frozenset[str]:
    """Name the categories that a role may change in its own body's records."""
    return frozenset(each.code for each in guard.categories if role in each.edit)


def seen_by(guard: Guard, role: str) -> frozenset[str]:
    """Name the categories that a role sees in its own body's records."""
    return frozenset(each.code for each in guard.categories if role in each.view)

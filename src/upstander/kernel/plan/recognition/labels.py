"""Labels within the words: "Lead: Police", "Update Q2: two were held", "(by: March 2025)"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from upstander.kernel.documents.model import Line
from upstander.kernel.plan.recognition.drafts import PlanDraft, RowDraft
from upstander.kernel.plan.recognition.sides import in_brackets, side_of
from upstander.kernel.plan.recognition.statuses import is_status

FIELDS = ("leads", "due", "status", "progress", "depends_on")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MORE = rf"(?:\s*\(?(?:q[1-4]|quarter [1-4]|{_MONTH})?[\s/]*(?:(?:20)?\d\d(?:[-/]\d\d)?)?\)?)?"
_LABELS = (
    (
        "progress",
        rf"(?:(?:q[1-4]|{_MONTH}(?: (?:20)?\d\d)?)\s+)?"
        r"(?:progress(?: (?:updates?|so far|to date))?|updates?|latest(?: position| update)?"
        rf"|current position){_MORE}",
    ),
    (
        "leads",
        r"(?:joint |action |overall )?leads?"
        r"(?: (?:officers?|agenc(?:y|ies)|organisations?|partners?|and partners?))?"
        r"|(?:action )?owners?|responsib(?:le|ility)(?: (?:officer|person|body))?"
        r"|led by|by whom|who|lead\(s\)",
    ),
    (
        "due",
        r"due(?: date| by)?|by when|by|when|deadline|time ?scales?|target date|completion date"
        r"|timeframe",
    ),
    ("status", r"(?:b?rag(?: (?:rating|status))?|status|rating)"),
    ("depends_on", r"depends on|dependenc(?:y|ies)|dependent on"),
    ("aim", r"(?:theme |overall |our )?aims?"),
)
_WHOLE = [
    (
        name,
        re.compile(
            rf"\s*[(\[]?\s*({pattern})\s*(?::|\s[–—-]\s|=)\s*(.*)", re.IGNORECASE | re.DOTALL
        ),
    )
    for name, pattern in _LABELS
]
_INNER = re.compile(
    r"(?:(?<=[.;!?)\]])\s*|\s+[–—-]\s+|\s*[(\[]|\s+)(?P<label>"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _LABELS if name != "aim")
    + r")\s*:\s*",
    re.IGNORECASE,
)


_TAIL = re.compile(r"\s*[;,]\s*|\.\s+")
_FOOTNOTE = re.compile(r"\s*(?:\^?\{?(\*{1,3}|[†‡§¹²³])\}?|\[(\d{1,2})\])\s*(?=\S)(.+)", re.DOTALL)


def read_footnote(text: str) -> tuple[str, str]:
    """Read "* depends on budget" as a mark and what it says; '' where it is no footnote."""
    found = _FOOTNOTE.fullmatch(text)
    return (found[1] or found[2], found[3].strip()) if found and len(text) > 7 else ("", "")


def is_footnote(text: str) -> bool:
    """Tell whether words are a footnote."""
    return bool(read_footnote(text)[0])


def labelled_line(text: str) -> tuple[str, str]:
    """Read a line that begins with a label: which field it names, and what it says."""
    for name, pattern in _WHOLE:
        found = pattern.fullmatch(text)
        if found:
            return name, _said(name, found[1], found[2])
    return "", ""


def _said(name: str, label: str, words: str) -> str:
    """Give what stands behind a label; one that tells when something was said is kept."""
    words = _closed(words)
    dated = name == "progress" and any(sign.isdigit() for sign in label)
    return f"{label.strip()}: {words}" if dated and words else words


def speak_for_themselves(lines: Sequence[Line]) -> bool:
    """Tell lines that each hold an action and, behind it, who leads it or when it is due."""
    return len(lines) > 1 and all(_has_own_sides(line.text) for line in lines)


def _has_own_sides(text: str) -> bool:
    words, found = labels_in(text, first=True)
    if not found:
        words, found = in_brackets(text)
    return bool(words) and any(field in ("leads", "due") for field, _ in found)


def take_labels(row: RowDraft, plan: PlanDraft) -> None:
    """Take out of an action's words what a label says of lead, due, status or progress."""
    kept: list[Line] = []
    open_field = ""
    for line in row.lines:
        if open_field == "progress" and not line.bullet and not labelled_line(line.text)[0]:
            row.progress[-1] = ("", f"{row.progress[-1][1]}\n{line.text}".strip())
            continue
        text, found = labels_in(line.text, first=not kept)
        for field, said in found:
            _keep(row, field, said, plan, line.text)
            open_field = field
        if text:
            kept.append(replace(line, text=text))
    row.lines = kept
    row.open_field = open_field


def labels_in(text: str, first: bool = False) -> tuple[str, list[tuple[str, str]]]:
    """Take every label of a line: gives the words before them, and what each of them says.

    A line that begins with "When" may be the action itself, so it is no label where it comes first.
    """
    name, words = labelled_line(text)
    if not name or name == "aim" or (first and name == "due"):
        text, found = _inner(text)
    elif name == "progress":
        text, found = "", [(name, words)]
    else:
        own, found = _inner(words)
        text, found = "", [(name, own), *found]
    return text, [pair for field, said in found for pair in _apart(field, said)]


def _apart(name: str, said: str) -> list[tuple[str, str]]:
    """Part a lead from the day or state that stands behind it: "Police; by March 2026"."""
    found: list[tuple[str, str]] = []
    if name == "progress" and is_status(said):
        return [("status", said)]
    while name == "leads":
        *_, last = [None, *_TAIL.finditer(said)]
        field = side_of(said[last.end() :]) if last else ""
        if last is None or not field:
            break
        found.insert(0, (field, said[last.end() :].strip(" .")))
        said = said[: last.start()]
    return [(name, said), *found]


def _keep(row: RowDraft, name: str, words: str, plan: PlanDraft, line: str) -> None:
    row.put(name, words, row.place)
    plan.said.add(f"action.{name}")
    if name == "progress":
        advice = "An update that was written with the action was moved to its progress."
        plan.warn(row.place, line, advice)


def _inner(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Find labels in the middle of a line; each holds until the next one."""
    marks = list(_INNER.finditer(text))
    marks = [mark for mark in marks if mark.start() > 3]
    if not marks:
        return text, []
    found = []
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        name = next(name for name in FIELDS if mark[name])
        found.append((name, _said(name, mark["label"], text[mark.end() : end])))
    return text[: marks[0].start()].strip(), [pair for pair in found if pair[1]]


def _closed(words: str) -> str:
    """Take off the bracket that closes a label."""
    words = words.strip(" ;,|")
    if words.endswith((")", "]")) and words.count("(") + words.count("[") < words.count(
        ")"
    ) + words.count("]"):
        words = words[:-1].rstrip(" ;,")
    return words

"""Changes as sentences, for the command line and for whoever reads a page aloud."""

from collections.abc import Iterator

from upstander.kernel.plan.interchange.differences import Changes, FieldChange
from upstander.kernel.plan.interchange.document import DocumentWarning
from upstander.kernel.plan.interchange.text import short


def summary(changes: Changes) -> str:
    """Say in one sentence how much would change."""
    if changes.nothing:
        return f"Nothing changes: {counted(changes.unchanged, 'action')} read, all as in the plan."
    parts = [
        (len(changes.themes), "new theme"),
        (len(changes.new_objectives), "new objective"),
        (changes.added, "new action"),
        (len(changes.items), "changed row"),
        (changes.unchanged, "unchanged action"),
    ]
    return ", ".join(counted(number, noun) for number, noun in parts if number) + "."


def sentences(changes: Changes) -> Iterator[str]:
    """Say each change in a sentence, the new first."""
    yield from _additions(changes)
    for item in changes.items:
        for field in item.fields:
            yield f"{item.where}: {field_sentence(field)}"
    for line in changes.missing:
        yield f"Not in the file, left as it is: {_ended(line)}"


def _additions(changes: Changes) -> Iterator[str]:
    for theme in changes.themes:
        yield f"Adds theme {theme.number}: {_ended(theme.title)}"
    for objective in changes.new_objectives:
        count = counted(len(objective.actions), "action")
        yield f"Adds objective {objective.number} with {count}: {_ended(objective.title)}"
    for new in changes.actions:
        yield f"Adds an action to objective {new.objective_number}: {_ended(new.document.text)}"
    for title in changes.dependencies:
        yield f"Adds something to wait for: {_ended(title)}"
    for name in changes.organisations:
        yield f"Adds the organisation {name}."


def field_sentence(field: FieldChange) -> str:
    """Say what one field becomes."""
    before, after = short(field.before_words), short(field.after_words)
    return f"{field.title} from “{before}” to “{after}”."


def warning_sentence(warning: DocumentWarning) -> str:
    """Say a warning with the original words in it."""
    words = f" “{short(warning.what)}”." if warning.what else ""
    return f"{warning.where}:{words} {warning.suggestion}"


def _ended(words: str) -> str:
    line = short(words)
    return line if line.endswith("…") else f"{line}."


def counted(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"

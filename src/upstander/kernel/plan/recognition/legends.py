"""Rows of a table that only say what colours and letters mean."""

from upstander.kernel.plan.recognition.statuses import (
    is_intro,
    is_status,
    meaning_of,
    read_key,
    read_legend,
)
from upstander.kernel.plan.recognition.views import View


def legend_pairs(view: View) -> list[tuple[str, str]]:
    """Read a row as part of a legend: coloured words, or a key and its meaning."""
    filled = view.filled
    if len(filled) > 2 and not filled[0].colour and is_intro(filled[0].text):
        filled = filled[1:]
    if not filled or len(filled) > 12:
        return []
    if len(filled) == 2 and not is_status(filled[0].text):
        return []
    keyed = [read_legend(cell.text) for cell in filled]
    if all(keyed):
        return [pair for pairs in keyed for pair in pairs]
    pairs = _key_and_meaning(view) or _keys_and_meanings(view)
    if pairs:
        return pairs
    beside = _beside_colours(view)
    if beside:
        return beside
    stated = [cell for cell in filled if _states(cell.text)]
    coloured = [cell for cell in stated if cell.colour]
    if len(stated) == len(filled) and (len(filled) > 2 or len(coloured) == len(filled)):
        return [(cell.colour or f"word {cell.text}", cell.text) for cell in stated]
    return []


def _states(text: str) -> bool:
    return len(text) <= 60 and meaning_of(text)[0] and is_status(text)


def _beside_colours(view: View) -> list[tuple[str, str]]:
    """Read states that each stand beside a coloured blank, all of them on the same side."""
    blanks = {c: colour for c, colour in view.colours.items() if colour and c not in view.cells}
    states = view.filled
    if len(blanks) < len(states) or not all(
        len(c.text) <= 80 and meaning_of(c.text)[0] for c in states
    ):
        return []
    for side in (-1, 1):
        keys = [blanks.get(cell.column + side * cell.column_span, "") for cell in states]
        if all(keys):
            return [(key, cell.text) for key, cell in zip(keys, states, strict=True)]
    return []


def begins_with_key(view: View) -> bool:
    """Tell "B | Complete" of a legend from a row of the plan."""
    return bool(read_key(f"{view.filled[0].text} = {view.filled[1].text}")[0])


def is_coloured_state(view: View) -> bool:
    """Tell a state that stands alone in the colour that it explains, as below a plan."""
    cells = view.filled
    return len(cells) == 1 and bool(cells[0].colour) and is_status(cells[0].text)


def stands_by_colour(view: View) -> bool:
    """Tell a state that stands alone right behind a coloured blank, wherever the table has it."""
    cells = view.filled
    if len(cells) != 1 or cells[0].colour or not is_status(cells[0].text):
        return False
    return bool(view.colours.get(cells[0].column - 1))


def _keys_and_meanings(view: View) -> list[tuple[str, str]]:
    """Read "Green | Done | Red | Late": colours by name, each before what it means."""
    texts = [cell.text for cell in view.filled]
    if len(texts) < 4 or len(texts) % 2:
        return []
    pairs = [
        read_key(f"{key} = {words}") for key, words in zip(texts[::2], texts[1::2], strict=True)
    ]
    return pairs if all(key for key, _ in pairs) else []


def _key_and_meaning(view: View) -> list[tuple[str, str]]:
    """Read "R | Behind", or a coloured blank beside what it means."""
    filled = view.filled
    pairs: list[tuple[str, str]] = []
    if len(filled) == 2:
        key, words = read_key(f"{filled[0].text} = {filled[1].text}")
        pairs = [(key, words)] if key else []
    elif len(filled) == 1 and meaning_of(filled[0].text)[0] and len(filled[0].text) <= 80:
        before = [c for c in view.colours.values() if c]
        alone = [
            colour
            for column, colour in view.colours.items()
            if column != filled[0].column and colour
        ]
        if len(before) == 1 and alone:
            pairs = [(alone[0], filled[0].text)]
    return pairs

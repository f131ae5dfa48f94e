"""The words of the product's templates: `{% load upstander %}`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from upstander.kernel.pages.bars import pace_bar, status_bar
from upstander.kernel.pages.charts import Figure
from upstander.kernel.pages.saying import day_in_words, in_a_row, moment_in_words, speaks_english
from upstander.kernel.pages.statuses import STATUSES, Status

register = template.Library()

TURNING = frozenset({"arrow", "next", "previous"})  # these point along the line of writing


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sheet that stands at the head of every page."""
    turns = " up-icon--turns" if name in TURNING else ""
    drawing = format_html('class="up-icon{}"><use href="#up-{}"/></svg>', turns, name)
    if label:
        return format_html('<svg role="img" aria-label="{}" {}', label, drawing)
    return format_html('<svg aria-hidden="true" focusable="false" {}', drawing)


def _status(code: str | None) -> Status | None:
    return STATUSES.get(str(code)) if code else None


@register.simple_tag
def status_class(code: str | None) -> str:
    """Name the class that gives its children the colours of a status."""
    status = _status(code)
    return status.css if status else ""


@register.simple_tag
@lru_cache(maxsize=256, typed=True)  # a review says these few words hundreds of times
def status_word(code: str | None, dense: bool = True, none: str = "No update") -> SafeString:
    """Write a status: its glyph, and its word in full or as dense places shorten it."""
    status = _status(code)
    if status is None:
        return format_html('<span class="up-last">{}</span>', none)
    word = status.dense if dense else status.word
    return format_html(
        '<span class="up-status {}">{}{}</span>', status.css, icon(status.code), word
    )


@register.simple_tag
def status_tag(code: str | None, none: str = "No update") -> SafeString:
    """Write a status in the plan's own words, as a tag."""
    status = _status(code)
    if status is None:
        return format_html('<strong class="govuk-tag govuk-tag--grey">{}</strong>', none)
    return format_html(
        '<strong class="govuk-tag govuk-tag--{} up-status-tag">{}{}</strong>',
        status.tag,
        icon(status.code),
        status.word,
    )


@register.simple_tag
def stack(
    counts: Mapping[str, int], width: int = 104, label: str = "", most: int = 0
) -> SafeString:
    """Draw how many there are of each status; `most` is the longest bar of the table."""
    return mark_safe(status_bar(counts, width=width, label=label, most=most))  # noqa: S308 - our drawing, words escaped


@register.simple_tag
def pace(done: int, due: int, total: int) -> SafeString:
    """Draw what is done of the total, with a tick at what was due by now."""
    return mark_safe(pace_bar(done, due, total))  # noqa: S308 - our drawing, words escaped


@register.simple_tag
def done_due(
    done: int, due: int, total: int, url: str = "", noun: str = "", dense: bool = False
) -> SafeString:
    """Write done, due and total; where there is a list behind it, as a link to that list."""
    pattern = "<strong>{}</strong> / {} / {}" if dense else "<strong>{}</strong> done / {} due / {}"
    numbers = format_html(pattern, done, due, total)
    meaning = f" {noun or 'in the year'}" + (", done, due and in all" if dense else "")
    hidden = format_html('<span class="govuk-visually-hidden">{}</span>', meaning)
    if not url:
        return format_html("{}{}", numbers, hidden)
    plain = " govuk-link--no-underline" if dense else ""
    classes = f"govuk-link govuk-link--no-visited-state{plain}"
    return format_html('<a class="{}" href="{}">{}{}</a>', classes, url, numbers, hidden)


def _local(moment: date | None) -> date | None:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


@register.filter("day")
@register.simple_tag
def day(moment: date | None) -> str:
    """Write a day in full: Thursday 14 November 2024, or as the language of the page has it."""
    local = _local(moment)
    if not local:
        return ""
    if speaks_english():
        return f"{local:%A} {local.day} {local:%B %Y}"
    return day_in_words(local)


@register.filter("short_day")
@register.simple_tag
def short_day(moment: date | None, year: bool = False) -> str:
    """Write a day where room is short: Thu 14 Nov, with the year where asked."""
    local = _local(moment)
    if not local:
        return ""
    return f"{local:%a} {local.day} {local:%b}" + (f" {local.year}" if year else "")


@register.filter("moment")
@register.simple_tag
def moment(when: datetime | None) -> str:
    """Write a moment: Thu 14 Nov 2024, 9:14am; elsewhere the day in full, and 24 hours."""
    local = _local(when)
    if not isinstance(local, datetime):
        return short_day(local, year=True)
    if not speaks_english():
        return moment_in_words(local)
    hour = local.hour % 12 or 12
    return f"{short_day(local, year=True)}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


@register.simple_tag
def plural(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: 1 action, 4 actions, 1,204 actions."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """Give the address's query with changes; None takes a key away."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("pages/parts/chart.html")
def chart(
    figure: Figure,
    level: int = 3,
    note: str = "",
    url: str = "",
    link: str = "",
    card: bool = False,
) -> dict[str, Any]:
    """Draw a chart under the finding it states, with its figures as a table behind it."""
    return {
        "figure": figure,
        "wide": mark_safe(figure.svg_wide),  # noqa: S308 - our drawing, words escaped
        "narrow": mark_safe(figure.svg_narrow),  # noqa: S308 - our drawing, words escaped
        "level": level,
        "size": "s" if level > 2 else "m",
        "note": note,
        "url": url,
        "link": link,
        "card": card,
    }


@register.inclusion_tag("pages/parts/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """Draw the way back: a title and an address for each step, and the title of this page."""
    pairs = list(zip(steps[::2], [*steps[1::2], ""], strict=False))
    return {
        "links": pairs[:-1] if len(steps) % 2 else pairs,
        "here": steps[-1:][0] if len(steps) % 2 else "",
    }


@register.inclusion_tag("pages/parts/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """List what is wrong in one or more forms or formsets, each with a link to its box."""
    return {"problems": [problem for form in forms if form for problem in _problems(form)]}


def _problems(form: Any) -> Iterable[tuple[str, str]]:
    """Give each sentence with the id of the box that it is about."""
    if hasattr(form, "forms"):  # a formset
        yield from ((sentence, "") for sentence in form.non_form_errors())
        for one in form.forms:
            yield from _problems(one)
        return
    if not form.is_bound and not form.errors:
        return
    fields = form.visible_fields()
    first = fields[0].anchor if fields else ""
    yield from ((str(sentence), first) for sentence in form.non_field_errors())
    for field in fields:
        yield from ((sentence, field.anchor) for sentence in field.sentences)
    for field in form.hidden_fields():
        yield from ((sentence, first) for sentence in field.sentences)


@register.filter
def join_with_and(words: Iterable[Any]) -> str:
    """Join words as a sentence does: a, b and c."""
    return in_a_row(words)


@register.simple_tag
def chips(words: Iterable[str]) -> SafeString:
    """Draw short facts as a row of chips."""
    items = format_html_join("", '<li class="up-chip">{}</li>', ((word,) for word in words))
    return format_html('<ul class="up-chips">{}</ul>', items)

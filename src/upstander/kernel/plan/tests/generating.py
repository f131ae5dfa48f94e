"""Plans made up by the machine: any shape, any words, the awkward ones often."""

from datetime import date

from hypothesis import strategies as st

from upstander.kernel.plan.interchange.document import (
    ActionDocument,
    ObjectiveDocument,
    PlanDocument,
    ThemeDocument,
)
from upstander.kernel.plan.interchange.text import clean, distinct, one_line, sameness
from upstander.kernel.plan.status import Status

AWKWARD = (
    "=1+1",
    "'=1+1",
    "''+44 20",
    "-5",
    "@cmd",
    "'",
    "'tis",
    '"quoted", and ""twice""',
    "one\ntwo\n\nthree",
    "a;b,c\td",
    "مرحبا بالعالم",
    "שלום -",
    "நன்றி 🙂 zażółć",
    "18.10",
    "007",
    "2025-03-31",
    "TRUE",
    "#N/A",
    "_x0041_",
    "https://hate-crime.example/?a=1&b=<2>",
    "• first\n• second\nthird",
    "- a dash\n* a star\n1. a number",
    "Theme 2: Not a theme",
    "The objective as a whole",
    "Depends on: nothing",
    "Completed",
    "Status",
    "a, b; and c / d",
    "نفرت انگیز جرم (2024) اور Police",
    "x" * 3000,
)
texts = (
    st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=60)).map(clean).filter(bool)
)
names = st.one_of(st.sampled_from(AWKWARD[:-1]), st.text(min_size=1, max_size=60))
titles = names.map(one_line).filter(bool)
numbers = st.text(min_size=1, max_size=12).map(one_line).filter(bool)
leads = st.lists(titles, max_size=3).map(distinct)
statuses = st.sampled_from([None, *Status.values])
dues = st.none() | st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))
maybe = st.just("") | texts
actions = st.builds(
    ActionDocument, text=texts, leads=leads, status=statuses, due=dues, progress=maybe
)


def numbered(make):
    """List what is numbered, no number twice."""
    return st.lists(make, max_size=3, unique_by=lambda made: sameness(made.number)).map(tuple)


objectives = st.builds(
    ObjectiveDocument,
    number=numbers,
    title=texts,
    leads=leads,
    progress=maybe,
    status=statuses,
    due=dues,
    depends_on=leads,
    actions=st.lists(actions, max_size=3).map(tuple),
)
themes = st.builds(
    ThemeDocument, number=numbers, title=titles, aim=maybe, objectives=numbered(objectives)
)
documents = st.builds(
    PlanDocument,
    title=titles,
    year=st.sampled_from(["2024-25", "2024/25", "2025"]),
    themes=numbered(themes),
)

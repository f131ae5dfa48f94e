"""Opening records: the door of the vault, held open as far as a person's rights go, on the record.

`open_records` is the only way to what is protected. It shows what the person may see of each record
on the very instances that it is given, and writes one row of reading for all of them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import StreamingHttpResponse

from upstander.kernel.access.acting import Worked, write_use
from upstander.kernel.access.check import NotAllowed, require
from upstander.kernel.access.guarding import find_guard, guard_of, people_of
from upstander.kernel.access.models import UrgentAccess
from upstander.kernel.access.standing import Standing, standings
from upstander.kernel.audit.reading import Read, record_read
from upstander.kernel.audit.record import key_of
from upstander.kernel.guards import Guard
from upstander.kernel.vault.door import Door
from upstander.kernel.vault.files.sending import content_of, send
from upstander.kernel.vault.inventory import described_fields
from upstander.kernel.vault.models import StoredFile

AT_ONCE = 500


@transaction.atomic
def open_records(
    user: Any,
    records: Collection[Any],
    *,
    page: str,
    purpose: str = "",
    along: Collection[str] = (),
    again: bool = False,
) -> dict[Any, Standing]:
    """Show records of one model to a person, as far as they may see each, and write that.

    `page` is a word for where: "list", "detail", "export". Without a `purpose` the row names those
    for which the records are open to the person. `along` names foreign keys to those whom the
    records speak of: what is known of them is shown as far as the record is open. `again` is for a
    page that has written its row and reads the record anew.
    Gives how the person stands to each record. Raises NotAllowed where they may open none of a
    record: then nothing is shown of any.
    """
    if not records:
        return {}
    found = {key: each for some in in_parts(records) for key, each in standings(user, some).items()}
    if not all(standing.open for standing in found.values()):
        raise NotAllowed("Open records of people")
    shown = [(record, found[record.pk]) for record in records]
    for name in along:
        shown += [(getattr(each, name), found[each.pk]) for each in records if getattr(each, name)]
    _open(user, shown, purpose)
    if not again:
        record_read(_read(records, shown, page, purpose), by=user)
    return found


@transaction.atomic
def open_by_role(user: Any, verb: str, over: Any, records: Collection[Any], *, page: str) -> None:
    """Show what belongs to another record to whoever holds a permission over that one.

    For contacts and the like, which are kept with a record that no single body owns; a model that
    has a `Guard` is opened by `open_records`. One row says who read them.
    Raises NotAllowed where the person may not: then nothing is shown.
    """
    require(user, verb, over)
    if not records:
        return
    Door(user, "partnership").open(*records)
    described = described_fields(type(next(iter(records))))
    read = Read(
        records=[key_of(record) for record in records],
        classes={each.sensitivity for each in described},
        categories=["contact"],
        purpose="partnership",
        through=["role"],
        page=page,
    )
    record_read(read, by=user)


@transaction.atomic
def send_file(user: Any, stored: StoredFile, *, category: str) -> StreamingHttpResponse:
    """Hand a file of a record out to who may see a category of it, and write that.

    Raises NotAllowed for anybody else.
    """
    owner = stored.owner
    standing = standings(user, [owner])[owner.pk]
    if category not in standing.view:
        raise NotAllowed("Open files of records of people")
    answer = send(stored, Door(user, "+".join(sorted(standing.purposes))))
    record_read(_read([owner], [(owner, standing)], "file", "", {category}), by=user)
    return answer


def in_parts(records: Collection[Any]) -> Iterator[list[Any]]:
    """Part a long file into what a database takes in one question."""
    every = list(records)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _open(user: Any, shown: Iterable[tuple[Any, Standing]], purpose: str) -> None:
    """Open each record but for what is withheld: one door for all with whom it is the same."""
    alike: dict[tuple[str, frozenset[str]], list[Any]] = defaultdict(list)
    for record, standing in shown:
        withheld = withheld_fields(guard_of(record), record, standing)
        alike[record._meta.label, withheld].append(record)
    for (_, withheld), group in alike.items():
        door = Door(user, purpose, withheld=withheld)
        for some in in_parts(group):
            door.open(*some)


def open_for_work(work: str, records: Collection[Any], *, by: Any = "") -> None:
    """Open records of one model for work of the product that is listed by name.

    `by` is for work that somebody asks for, such as to gather all on one person. That it is used is
    written, once a day, before anything is open; there is no transaction beyond that, which on
    SQLite would wait for everybody who writes. Raises LookupError for work that nobody declared.
    """
    if not records:
        return
    label = next(iter(records))._meta.label_lower
    write_use(Worked(work, label), by=by)
    Door(by or f"system:{work}", work).open(*records)


@transaction.atomic
def note_read(records: Collection[Any], *, about: Any, page: str, by: Any) -> None:
    """Write that somebody was given records of a person that work of the product had opened.

    For what answers a right of the person: to have their data, to know who else has it.
    """
    if records:
        read = Read(
            [key_of(record) for record in records],
            "rights",
            people=[key_of(about)],
            classes={each.sensitivity for one in records for each in described_fields(type(one))},
            through=["system"],
            page=page,
        )
        record_read(read, by=by)


def opened_for_work(work: str, one: Any) -> Any:
    """Read a record anew and open it for work of the product; the one at hand stays as it was."""
    fresh = type(one)._base_manager.get(pk=one.pk)
    open_for_work(work, [fresh])
    return fresh


def content_for_work(work: str, stored: StoredFile, *, by: Any = "") -> bytes:
    """Give what is in a file, for work of the product that is listed by name."""
    write_use(Worked(work, stored._meta.label_lower), by=by)
    return b"".join(content_of(stored, Door(by or f"system:{work}", work)))


@transaction.atomic
def open_reason(user: Any, urgent: UrgentAccess) -> None:
    """Open the reason for which a record was opened urgently."""
    Door(user, "review").open(urgent)
    people = [urgent.about, *whom_it_speaks_of(urgent)]
    read = Read(
        [key_of(urgent)],
        "review",
        people=people,
        classes={each.sensitivity for each in described_fields(type(urgent))},
        through=["review"],
        page="review",
    )
    record_read(read, by=user)


def whom_it_speaks_of(urgent: UrgentAccess) -> list[str]:
    """Name all people of whom the record speaks that was opened: the reason may be about each."""
    guard = find_guard(urgent.label)
    rows: Any = apps.get_model(guard.record)._base_manager if guard else None
    record = rows.filter(pk=urgent.key).first() if guard else None
    return people_of(guard, record) if guard and record else []


def withheld_fields(guard: Guard, record: Any, standing: Standing) -> frozenset[str]:
    """Name the protected fields that stay shut: those of categories that the person may not see.

    A field of no category is for the body whose record it is.
    """
    return frozenset(
        name
        for name in protected_names(record)
        if not _sees(guard.category_of(name), standing, standing.view)
    )


def editable_fields(guard: Guard, record: Any, standing: Standing) -> frozenset[str]:
    """Name the protected fields that the person may change."""
    return frozenset(
        name for name in protected_names(record) if guard.category_of(name) in standing.edit
    )


def protected_names(record: Any) -> list[str]:
    """Name every field of a record that speaks of a person."""
    return [each.name for each in described_fields(type(record))]


def _sees(category: str, standing: Standing, seen: set[str]) -> bool:
    return category in seen if category else standing.inside


def _read(
    records: Collection[Any],
    shown: Collection[tuple[Any, Standing]],
    page: str,
    purpose: str,
    only: Collection[str] = (),
) -> Read:
    guard = guard_of(next(iter(records)))
    stands = [standing for _, standing in shown]
    categories = set(only) or {code for each in stands for code in each.view}
    return Read(
        records=[f"{guard.label}:{record.pk}" for record in records],
        people=[each for record in records for each in people_of(guard, record)],
        classes=_classes({type(record) for record, _ in shown}, categories),
        categories=categories,
        purpose=purpose or "+".join(sorted({code for each in stands for code in each.purposes})),
        through={way for each in stands for way in each.through},
        page=page,
    )


def _classes(models: Iterable[Any], categories: Collection[str]) -> set[str]:
    """Name the classes of data that stand in the fields of some categories."""
    return {
        each.sensitivity
        for model in models
        for each in described_fields(model)
        if guard_of(model).category_of(each.name) in categories
    }

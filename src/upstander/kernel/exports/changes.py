"""The one way from data to a public figure, and the way to take an edition back."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from upstander.kernel.access.check import require
from upstander.kernel.audit.key import secret
from upstander.kernel.audit.record import actor_key, actor_name, record, take_head
from upstander.kernel.clock import today
from upstander.kernel.errors import Refused
from upstander.kernel.exports.models import Publication, Withdrawal
from upstander.kernel.exports.publishing.policy import PEOPLE, Policy
from upstander.kernel.exports.publishing.published import Published
from upstander.kernel.exports.publishing.table import Table
from upstander.kernel.exports.writing import response

TRIES = 3
LONGEST = 120


def publish(
    table: Table,
    policy: Policy = PEOPLE,
    *,
    by: Any,
    title: str,
    edition: str,
    source: str = "",
    where: str = "",
) -> Published:
    """Decide what a table may show, write that into the ledger, and give it.

    Whatever the public sees comes from here. The table is checked together with everything that was
    ever published of its subject (docs/explanation/disclosure-control.md). Raises Refused where the
    counted span is not over, where policy forbids the table, or (NothingSafe, HeldBack) where no
    safe way was found; nothing is written then, and what was published before stands.
    """
    _check(table, title, edition)
    for _ in range(TRIES):
        known = list(Publication.objects.of_subject(table.subject))
        made = _decided(table, policy, known, title=title, edition=edition, source=source)
        # deciding may take seconds, so it is done before anybody else is kept waiting
        with transaction.atomic():
            take_head()
            if Publication.objects.of_subject(table.subject).count() == len(known):
                _write(made, table, where, by)
                return made
    raise Refused("Others are publishing figures of the same records right now. Try again.")


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, by: Any) -> Withdrawal:
    """Take an edition back from pages. It stays in the ledger, since readers have seen it."""
    if publication.is_withdrawn:
        raise Refused("This edition was withdrawn already.")
    if not reason.strip():
        raise Refused("Say why the edition is withdrawn.")
    withdrawal = Withdrawal.objects.create(
        publication=publication, reason=reason.strip()[:300], **_actor(by)
    )
    record("exports.withdrawn", publication, by=by, table=publication.code)
    return withdrawal


@transaction.atomic
def take_file(publication: Publication, form: str, *, by: Any) -> HttpResponse:
    """Give a published table as a csv or xlsx file, and write that it was taken."""
    require(by, "exports.ledger")
    sheet = publication.table.sheet()
    answer = response(sheet, form)
    record(
        "exports.taken",
        publication,
        by=by,
        dataset=publication.code,
        format=form,
        count=publication.cells,
    )
    return answer


def _check(table: Table, title: str, edition: str) -> None:
    if table.ends_on >= today():
        raise Refused(
            f"The figures run to {table.ends_on:%-d %B %Y}, which is not over. A figure that still "
            "moves shows each new report: publish it once the time it counts is closed."
        )
    for words in (title, edition, table.code, table.subject):
        if not words.strip() or len(words) > LONGEST:
            raise Refused("A published table needs a title, an edition, a code and a subject.")
    if Publication.objects.filter(code=table.code, edition=edition).exists():
        raise Refused(f"“{edition}” of this table was published already. Name another edition.")


def _decided(table: Table, policy: Policy, known: list[Publication], **about: str) -> Published:
    # brings the solver, which no page and no other command needs
    from upstander.kernel.exports.publishing.protect import protect  # noqa: PLC0415

    key = secret(settings.HOME, "publishing.key").encode("ascii")
    earlier = [publication.table for publication in known]
    return protect(table, policy, earlier=earlier, secret=key, **about)


def _write(made: Published, table: Table, where: str, by: Any) -> None:
    publication = Publication.objects.create(
        code=made.code,
        subject=made.subject,
        title=made.title,
        edition=made.edition,
        place=where[:200],
        ends_on=table.ends_on,
        kept=made.as_json(),
        digest=made.digest,
        **_actor(by),
    )
    record("exports.published", publication, by=by, table=made.code, digest=made.digest)


def _actor(by: Any) -> dict[str, str]:
    return {"actor": actor_key(by), "actor_name": actor_name(by)}

"""Who comes to what a group does: said before, written down there, put right afterwards."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import models, transaction

from upstander.kernel.audit.record import key_of
from upstander.kernel.audit.record import record as write_trail
from upstander.kernel.documents.report.model import Block, Bullets, Paragraph, Run
from upstander.kernel.errors import Refused
from upstander.kernel.groups.models import Attendance, Group, Seat
from upstander.kernel.groups.standing import standing_of

Answer = Attendance.Answer


class NoSeat(Refused):
    """Somebody who keeps or watches a group, but has no seat in it, has nothing to answer for."""

    def __init__(self) -> None:
        """Say who can write it down instead."""
        super().__init__(
            "You had no seat in this group on that day, so there is no answer of yours to keep. "
            "Tell whoever keeps the group, or send an item."
        )


@transaction.atomic
def take_part(meeting: Any, *, by: Any, **said: str) -> None:
    """Say for one's own seat whether one comes, what is sent instead, or what is to be put right.

    `meeting` is any record with a `group` and the day `on`. Raises `NoSeat` for whoever has none
    there, so that nobody's words vanish.
    """
    _write(meeting, {seat: said for seat in _seats_of(by, meeting)})
    write_trail("groups.took_part", meeting, by=by, fields=sorted(said))


@transaction.atomic
def correct(meeting: Any, *, by: Any, correction: str) -> None:
    """Say what is to be put right; it joins what the same seat sent before, and waits anew."""
    known = {row.seat_id: row for row in Attendance.objects.at(meeting).select_for_update()}
    found = {}
    for seat in _seats_of(by, meeting):
        row = known.get(seat.pk)
        sent = [] if row is None or not row.correction else row.correction.split("\n\n")
        if correction not in sent:
            found[seat] = {"correction": "\n\n".join([*sent, correction]), "settled": ""}
    if found:
        _write(meeting, found)
        write_trail("groups.took_part", meeting, by=by, fields=["correction"])


@transaction.atomic
def take_attendance(meeting: Any, *, by: Any, present: Collection[Seat]) -> None:
    """Write down who is there; of the others, who had sent apologies and who had not."""
    excused = {a.seat_id for a in Attendance.objects.at(meeting) if a.answer == Answer.APOLOGIES}
    found = {}
    for seat in standing_of(meeting.group, meeting.on).filled:
        away = Answer.APOLOGIES if seat.pk in excused else Answer.ABSENT
        found[seat] = {"answer": Answer.PRESENT.value if seat in present else away.value}
    _write(meeting, found)
    write_trail("groups.attended", meeting, by=by, present=len(present))


@transaction.atomic
def settle(meeting: Any, *, by: Any, settled: Mapping[Attendance, str]) -> None:
    """Say what became of what members wanted put right."""
    for attendance, words in settled.items():
        attendance.settled = words
        attendance.full_clean()
        attendance.save(update_fields=["settled"])
    write_trail("groups.settled", meeting, by=by, count=len(settled))


def unsettled(meeting: models.Model) -> list[Attendance]:
    """List the corrections of which nobody has said what became."""
    asked = Attendance.objects.at(meeting).exclude(correction="").filter(settled="")
    return list(asked.select_related("seat__organisation"))


def who_comes(meeting: Any) -> list[Attendance]:
    """List everybody who sits in the group, with what they have said; some have said nothing."""
    known = {row.seat_id: row for row in Attendance.objects.at(meeting)}
    seats = standing_of(meeting.group, meeting.on).filled
    rows = [known.get(s.pk) or Attendance(seat=s, name=str(s.holder)) for s in seats]
    for row, seat in zip(rows, seats, strict=True):
        row.seat = seat
    return sorted(rows, key=lambda row: row.name)


def told_of(meeting: models.Model) -> dict[str, Any]:
    """Tell who was there, who was not, and what was sent instead, as minutes do."""
    rows = list(Attendance.objects.at(meeting).select_related("seat__organisation"))
    named = {a.value: [str(row) for row in rows if row.answer == a] for a in Answer if a.value}
    sent = [[str(row), row.information] for row in rows if row.information]
    return {**named, "information": sent}


def never_came(group: Group, meetings: Iterable[Any]) -> list[Seat]:
    """List the seats of today whose body came to none of some meetings, and was asked to each."""
    looked_at = list(meetings)
    if not looked_at:
        return []
    there = Attendance.objects.at(*looked_at).filter(answer=Answer.PRESENT)
    came = set(there.values_list("seat__organisation", flat=True))
    on_first = Seat.objects.on(min(meeting.on for meeting in looked_at)).filter(group=group)
    asked = set(on_first.filled().values_list("organisation", flat=True)) - came
    return [seat for seat in standing_of(group).filled if seat.organisation_id in asked]


def strands_at(meeting: models.Model) -> list[str]:
    """Name the strands for which somebody spoke at a meeting."""
    there = Attendance.objects.at(meeting).filter(answer=Answer.PRESENT)
    return sorted(
        set(there.exclude(seat__strands=None).values_list("seat__strands__title", flat=True))
    )


def attendance_blocks(told: Mapping[str, Any]) -> list[Block]:
    """Lay out who comes, or was there, as a part of a document; `told` is what `told_of` gave."""
    found: list[Block] = []
    for answer in (Answer.COMING, Answer.PRESENT, Answer.APOLOGIES, Answer.ABSENT):
        if names := told[answer.value]:
            words = (Run(f"{answer.label}: ", strong=True), Run("; ".join(names)))
            found.append(Paragraph(words))
    if told["information"]:
        found.append(Paragraph((Run("Sent by members who could not come:", strong=True),)))
        found.append(Bullets(tuple(f"{who}: {what}" for who, what in told["information"])))
    return found


def _seats_of(somebody: Any, meeting: Any) -> list[Seat]:
    """Find in which seats somebody sits there on the day."""
    seats = Seat.objects.on(meeting.on).filter(group=meeting.group_id).of(somebody)
    found = list(seats.with_people())
    if not found:
        raise NoSeat
    return found


def _write(meeting: models.Model, said: Mapping[Seat, Mapping[str, str]]) -> None:
    """Write what is said for seats, in as many queries whatever their number."""
    known = {row.seat_id: row for row in Attendance.objects.at(meeting).select_for_update()}
    rows = []
    for seat, words in said.items():
        row = known.get(seat.pk) or Attendance(record=key_of(meeting), seat=seat)
        for name, value in {"name": str(seat.holder), **words}.items():
            setattr(row, name, value)
        row.clean_fields(exclude=["seat"])
        rows.append(row)
    fields = ["name", "answer", "information", "correction", "settled"]
    Attendance.objects.bulk_update([row for row in rows if row.pk], fields)
    Attendance.objects.bulk_create([row for row in rows if not row.pk])

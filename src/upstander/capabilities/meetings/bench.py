"""How quick packs and a long agenda are; the module is also the program that runs inside."""

from collections.abc import Mapping, Sequence
from typing import Any

from upstander.kernel.testing.inside import found_inside, print_found
from upstander.kernel.testing.timing import figure, queries, seconds

ITEMS = 40


def measure() -> Sequence[Mapping[str, Any]]:
    """Give the figures: packs of one person and of all, and the page of a long agenda."""
    found = found_inside(__name__)
    name = f"queries of an agenda of {ITEMS} items"
    return [
        *(figure("Q6", f"a pack as {f}", found[f], 5, unit="s") for f in ("docx", "pdf")),
        figure("Q1", name, found["queries"], 12, unit="queries"),
    ]


def find() -> Mapping[str, Any]:
    """Measure in the demonstration."""
    from django.test import Client  # noqa: PLC0415 - only the program inside has a database

    from upstander.capabilities.meetings import changes, reading  # noqa: PLC0415
    from upstander.capabilities.meetings.models import Meeting  # noqa: PLC0415
    from upstander.kernel.documents.report.download import WRITERS  # noqa: PLC0415
    from upstander.kernel.groups.models import Seat  # noqa: PLC0415

    meeting = Meeting.objects.select_related("group").get(state="called")
    chair = Seat.objects.get(group=meeting.group, role="chair").holder
    for number in range(ITEMS - meeting.items.count()):
        changes.add_item(meeting, by=chair, title=f"Item {number}")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(chair)

    def write(form: str) -> float:
        return seconds(lambda: WRITERS[form][0](reading.pack(meeting, chair)))

    asked = queries(client, meeting.get_absolute_url())
    return {"queries": asked, "docx": write("docx"), "pdf": write("pdf")}


if __name__ == "__main__":
    print_found(find)

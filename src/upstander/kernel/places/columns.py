"""What a list, a file or an import holds of a place."""

from typing import Any

from upstander.kernel.places.hours import week_of
from upstander.kernel.records.columns import Column
from upstander.kernel.reference.hours import write_week


def joined(words: Any) -> str:
    """Write several words in one cell, so that an import reads them again."""
    return "; ".join(str(word) for word in words)


WHERE_AND_WHEN = (
    Column("address", "Address", "Street and number", listed=False),
    Column("postcode", "Postcode", "The postcode", listed=False),
    Column("latitude", "Latitude", "In degrees, such as 51.4213", listed=False),
    Column("longitude", "Longitude", "In degrees, such as -0.2064", listed=False),
    Column("phone", "Telephone for everybody", "A number of the place", listed=False),
    Column("website", "Website", "The address of a page", listed=False),
    Column("on_arrival", "What to say on arrival", "Read by everybody; no names", listed=False),
    Column(
        "hours",
        "Opening hours",
        "Lines such as Monday to Friday 9am to 5pm",
        value=lambda place: write_week(week_of(place)),
        listed=False,
    ),
    Column("bank_holidays", "On bank holidays", "Closed, or open as on other days", listed=False),
    Column(
        "languages",
        "Languages spoken there",
        "With semicolons between them",
        value=lambda place: joined(place.languages.all()),
        listed=False,
    ),
)
FOR_WHOM = (
    Column("step_free", "Step-free from the street", "Yes, No or Not asked", listed=False),
    Column("toilet", "Accessible toilet", "Yes, No or Not asked", listed=False),
    Column("hearing_loop", "Hearing loop", "Yes, No or Not asked", listed=False),
    Column("quiet_room", "Quiet room", "Yes, No or Not asked", listed=False),
    Column("youth_friendly", "Friendly to young people", "Yes, No or Not asked", listed=False),
    Column("minimum_age", "From what age", "A number of years", listed=False),
)

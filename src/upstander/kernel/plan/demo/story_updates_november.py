"""What some leads said in November, before the day on which the clock stands: all invented."""

from datetime import date

from upstander.kernel.plan.demo.story_shapes import (
    BEHIND,
    IN_PROGRESS,
    ON_HOLD,
    Row,
    Update,
    link,
    pointer,
    said,
)

NOVEMBER: tuple[Update, ...] = (
    *said(
        date(2024, 11, 5),
        "delroy.anand-clarke",
        Row(
            "4.2",
            IN_PROGRESS,
            "Black History Month closed on 31 October; planning for 27 January has begun.",
        ),
    ),
    *said(
        date(2024, 11, 7),
        "leonie.achterberg",
        Row(
            "3.4",
            IN_PROGRESS,
            "Schools briefed on 6 November: twelve safeguarding leads came.",
            pointer("Attendance at the briefing, 6 November 2024", "Community MARAC briefing"),
        ),
    ),
    *said(
        date(2024, 11, 7),
        "ngozi.hartwell",
        Row(
            "16.1",
            ON_HOLD,
            "The bid for the training budget is written; it goes in on 29 November.",
        ),
    ),
    *said(
        date(2024, 11, 11),
        "sunita.raval",
        Row(
            "2.2",
            BEHIND,
            "The second reader began on 4 November; the sample will be read by 29 November.",
        ),
    ),
    *said(
        date(2024, 11, 12),
        "callum.nwachukwu",
        Row(
            "8.1",
            IN_PROGRESS,
            "The MOPAC Safer Neighbourhood Board round went to all groups on 25 October.",
            link("About the round", "https://safer.example/neighbourhood-board-round"),
        ),
    ),
    *said(
        date(2024, 11, 13),
        "tomasz.wierzba",
        Row(
            "18.2",
            IN_PROGRESS,
            "November’s surgery was held on the 12th; eight of nine due have taken place.",
            reason="Called off for safety in August; made up on 24 September.",
        ),
    ),
    *said(
        date(2024, 11, 13),
        "isla.moyo-ross",
        Row(
            "19.2",
            BEHIND,
            "A shorter training is agreed with the shop; the pilot begins on 2 December.",
        ),
    ),
)

"""What the leads said of quarter 2: all invented, sent in by Friday 18 October 2024."""

from datetime import date

from upstander.kernel.plan.demo.story_shapes import (
    BEHIND,
    COMPLETED,
    IN_PROGRESS,
    ON_HOLD,
    Row,
    Update,
    file,
    link,
    pointer,
    said,
)

QUARTER_2: tuple[Update, ...] = (
    *said(
        date(2024, 10, 1), "isla.moyo-ross", Row("8.3", ON_HOLD, "Waits for the Funding Officer.")
    ),
    *said(
        date(2024, 10, 1),
        "leonie.achterberg",
        Row("3.4", IN_PROGRESS, "Landlords briefed on 24 July; schools follow on 6 November."),
    ),
    *said(
        date(2024, 10, 2),
        "rukhsana.fairleigh",
        Row(
            "4.1",
            IN_PROGRESS,
            "Picnic in July and harvest table in September; about 600 people in all.",
        ),
    ),
    *said(
        date(2024, 10, 2),
        "shireen.tolland",
        Row("22.2", IN_PROGRESS, "L&Q Housing: the draft clause is with our legal team."),
    ),
    *said(
        date(2024, 10, 3),
        "delroy.anand-clarke",
        Row(
            "4.2",
            IN_PROGRESS,
            "Black History Month has begun: nine events with six groups.",
            link("Programme", "https://inner.example/black-history-month"),
        ),
    ),
    *said(
        date(2024, 10, 3),
        "isla.moyo-ross",
        Row(
            "2.1",
            IN_PROGRESS,
            "Seven exchanges held; School Improvement now comes to every second one.",
        ),
        Row(
            "3.3",
            IN_PROGRESS,
            "Pages checked on 27 September; telephone numbers of two services changed.",
        ),
        Row(
            "5.1", IN_PROGRESS, "Two more sites visited; a library has agreed to begin in January."
        ),
        Row(
            "5.3",
            IN_PROGRESS,
            "Centres are on the back page of the autumn newsletter.",
            file("Back page", "newsletter-autumn-back-page.pdf"),
        ),
        Row(
            "10.2",
            BEHIND,
            "The second centre was due on 30 September; the youth club’s building is closed.",
        ),
        Row(
            "11.1",
            IN_PROGRESS,
            "At Fresher’s Week from 9 to 13 September; about 210 students spoke to us.",
            file("Photo of our stall, with nobody in it", "freshers-week-stall.pdf"),
        ),
        Row(
            "11.2", IN_PROGRESS, "The video is on the college’s own pages: 1,100 views since July."
        ),
    ),
    *said(
        date(2024, 10, 4),
        "catrin.maddox-sithole",
        Row(
            "7.1", COMPLETED, "Our part in the summer campaign on trains and stations is finished."
        ),
    ),
    *said(
        date(2024, 10, 4),
        "sunita.raval",
        Row(
            "2.2",
            BEHIND,
            "The second sample was due on 30 September; the second reader starts in November.",
        ),
    ),
    *said(
        date(2024, 10, 4),
        "beatriz.quill",
        Row(
            "20.1",
            COMPLETED,
            "The list is closed at 19 items, each read by two people.",
            link("Guidance for families", "https://children.example/think-family-guidance"),
        ),
        Row(
            "20.2",
            IN_PROGRESS,
            "Two gaps found in the guidance; a short guide for relatives is in draft.",
        ),
    ),
    *said(
        date(2024, 10, 7),
        "callum.nwachukwu",
        Row(
            "8.1",
            IN_PROGRESS,
            "I began on 2 September; the autumn rounds went to 40 groups on the 23rd.",
            file("List of rounds", "funding-rounds-autumn.pdf"),
        ),
    ),
    *said(
        date(2024, 10, 7),
        "esther.vanterpool",
        Row(
            "1.2",
            IN_PROGRESS,
            "Second listening evening on 11 September, with interpreters: 41 people came.",
            file("Notes without names", "listening-evening-september.pdf"),
        ),
        Row("9.1", COMPLETED, "Nothing more this year; the next report follows in June 2025."),
        Row("6.2", COMPLETED, "Nothing more this year; 17 May 2025 is in the calendar."),
        Row(
            "12.1",
            IN_PROGRESS,
            "Black History Month is being marked; plans for 3 December are agreed.",
        ),
        Row(
            "12.2",
            IN_PROGRESS,
            "Posts in each of six months; nine partners used #MertonStopsHate in September.",
            link("Posts by month", "https://group.example/mertonstopshate-posts"),
        ),
        Row(
            "12.3", IN_PROGRESS, "Safer Internet Day in February is being planned with the college."
        ),
        Row(
            "12.4", COMPLETED, "Nothing more this year; schools are asked early for 22 April 2025."
        ),
    ),
    *said(
        date(2024, 10, 8),
        "mei-lin.garrod",
        Row(
            "1.1",
            IN_PROGRESS,
            "Figures for April to September asked for; the police’s and the landlords’ are here.",
        ),
    ),
    *said(
        date(2024, 10, 8),
        "isla.moyo-ross",
        Row("13.2", IN_PROGRESS, "Page checked on 27 September; nothing had to change."),
        Row(
            "15.3",
            IN_PROGRESS,
            "June’s messages went out on 22 July; every month since was on time.",
            pointer("Messages by month, April to September 2024", "Message log"),
        ),
        Row("17.1", IN_PROGRESS, "Two services tried the same response sheet and found it useful."),
        Row(
            "18.1",
            IN_PROGRESS,
            "Seven notices out, each a week before; two more shops show the poster.",
        ),
        Row(
            "19.1",
            COMPLETED,
            "Third club joined on 20 September: football, cricket and boxing.",
            pointer("Agreements with three sports clubs", "Reporting centre agreements"),
        ),
        Row(
            "19.2", BEHIND, "No pilot by 30 September: the shop asks for a shorter training first."
        ),
        Row("19.3", IN_PROGRESS, "Leaflet now in seven languages; handed out at four markets."),
        Row(
            "21.1", IN_PROGRESS, "Apps checked on 26 September; one was added, none was withdrawn."
        ),
    ),
    *said(
        date(2024, 10, 9),
        "tomasz.wierzba",
        Row(
            "5.2",
            BEHIND,
            "September’s refresher was called off: too few centres could come. Next: 4 December.",
        ),
        Row(
            "14.1",
            COMPLETED,
            "MOPAC told us who pays for what; the council’s part is agreed.",
            reason="Told by telephone; MOPAC’s letter is promised for December.",
        ),
        Row(
            "14.2",
            IN_PROGRESS,
            "Support map checked on 26 September; one gap closed, one still open.",
        ),
        Row(
            "18.2",
            IN_PROGRESS,
            "Seven surgeries held, one of them extra; August’s was called off.",
            pointer("Surgeries by date and venue, April to October 2024", "Advice surgeries"),
            reason="Called off for safety in August; made up on 24 September.",
        ),
        Row(
            "21.2",
            IN_PROGRESS,
            "True Vision is on every new leaflet and on the screens of three centres.",
        ),
    ),
    *said(
        date(2024, 10, 9),
        "marcia.dellaway",
        Row(
            "22.2",
            IN_PROGRESS,
            "Clarion and Moat Housing agree on the clause; L&Q Housing is reading it.",
        ),
    ),
    *said(
        date(2024, 10, 10),
        "callum.nwachukwu",
        Row(
            "8.2",
            IN_PROGRESS,
            "First bid clinic on 9 October: five groups came, two bids are being written.",
        ),
    ),
    *said(
        date(2024, 10, 10),
        "hyun-ju.baptiste",
        Row(
            "10.1",
            IN_PROGRESS,
            "Six schools took part in the summer term; seven are booked for the autumn.",
        ),
        Row(
            "10.4",
            IN_PROGRESS,
            "Autumn sessions agreed with six schools; the first is on 5 November.",
        ),
    ),
    *said(
        date(2024, 10, 11),
        "rukhsana.fairleigh",
        Row(
            "4.1",
            IN_PROGRESS,
            "Correction: about 540 people in all; the picnic had been counted twice.",
            corrects=date(2024, 10, 2),
        ),
    ),
    *said(
        date(2024, 10, 11),
        "owen.trevannion",
        Row(
            "13.1",
            IN_PROGRESS,
            "18 venues have booked for 21 November.",
            reason="The trainer was ill; the session moved to 21 November.",
        ),
        Row(
            "15.2",
            IN_PROGRESS,
            "All 27 weekly reports shared; in early August there was one a day.",
        ),
        Row(
            "23.1",
            BEHIND,
            "Two of three sessions held; September’s was cancelled. Next: 28 November.",
        ),
    ),
    *said(
        date(2024, 10, 11),
        "ngozi.hartwell",
        Row(
            "3.1",
            IN_PROGRESS,
            "Met on 23 July; next on 19 November. Bulletins sent in August and September.",
            pointer("Minutes of the Strategy Group, 23 July 2024", "Strategy Group meeting"),
        ),
        Row(
            "3.2",
            COMPLETED,
            "The seat for disability was filled on 1 October: all five strands have a voice.",
            pointer("Membership by strand, October 2024", "Strategy Group members"),
        ),
        Row(
            "15.1",
            IN_PROGRESS,
            "Forum on 17 September; extra meeting on 8 August after disorder elsewhere.",
        ),
        Row(
            "15.4",
            IN_PROGRESS,
            "31 messages since July, each with a second reader; two were reworded.",
        ),
        Row("16.1", ON_HOLD, "The budget is still to be found; a bid goes in by 29 November."),
        Row("16.2", ON_HOLD, "Waits with 16.1 for the budget."),
        Row("16.3", ON_HOLD, "Waits with 16.1 for the budget."),
        Row(
            "17.2",
            IN_PROGRESS,
            "Steps agreed on 19 September; managers hear of them by the end of January.",
            file("Steps for targeted staff", "steps-for-targeted-staff.pdf"),
        ),
        Row(
            "22.1",
            IN_PROGRESS,
            "Round table on 12 September; all three landlords came and shared their figures.",
        ),
    ),
    *said(
        date(2024, 10, 14),
        "esther.vanterpool",
        Row(
            "6.1",
            IN_PROGRESS,
            "The week opened on Saturday; two of six events are done, four follow.",
            file("Programme", "awareness-week-programme.pdf"),
        ),
    ),
    *said(
        date(2024, 10, 18),
        "nadia.kerrigan",
        Row(
            "11.3",
            COMPLETED,
            "Five assemblies from 14 to 18 October; about 900 pupils heard them.",
            pointer("Assemblies by school and day, October 2024", "Safer Schools assemblies"),
        ),
    ),
)

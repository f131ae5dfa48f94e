"""What the leads said of quarter 1: all invented, sent in by Friday 12 July 2024."""

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

QUARTER_1: tuple[Update, ...] = (
    *said(
        date(2024, 7, 2),
        "leonie.achterberg",
        Row(
            "3.4",
            IN_PROGRESS,
            "Health teams briefed on 22 May; landlords are next, on 24 July.",
            file("Slides for the briefing", "community-marac-briefing.pdf"),
        ),
    ),
    *said(
        date(2024, 7, 3),
        "rukhsana.fairleigh",
        Row(
            "4.1", IN_PROGRESS, "Windrush Day tea held on 22 June; the summer picnic is on 13 July."
        ),
    ),
    *said(
        date(2024, 7, 3),
        "delroy.anand-clarke",
        Row(
            "4.2",
            IN_PROGRESS,
            "Six groups are planning Black History Month; the other dates are in the calendar.",
        ),
    ),
    *said(
        date(2024, 7, 4),
        "isla.moyo-ross",
        Row(
            "2.1",
            IN_PROGRESS,
            "Four monthly exchanges held; housing and adult social care now come to each.",
            pointer("Notes of the exchanges, April to July 2024", "Information exchange"),
        ),
        Row(
            "3.3",
            IN_PROGRESS,
            "All pages checked in June; leaflets reprinted with current numbers.",
        ),
        Row(
            "5.1",
            IN_PROGRESS,
            "Two possible sites visited: a faith centre and a day centre for disabled adults.",
        ),
        Row(
            "5.3",
            IN_PROGRESS,
            "New posters in all nine centres, and the list on the website checked.",
            file("Poster of the nine centres", "reporting-centres-poster.pdf"),
        ),
        Row(
            "10.2",
            IN_PROGRESS,
            "The first young people’s centre opened on 26 June; two more are agreed in principle.",
        ),
    ),
    *said(
        date(2024, 7, 5),
        "esther.vanterpool",
        Row(
            "1.2",
            IN_PROGRESS,
            "Listening evening on 19 June: 34 people came, and their words are in the notes.",
            file("Notes without names", "listening-evening-june.pdf"),
        ),
        Row(
            "6.1",
            IN_PROGRESS,
            "Programme drafted with partners; the call for events goes out this month.",
        ),
        Row(
            "6.2",
            COMPLETED,
            "Flag raised on 17 May with staff, schools and residents; about 90 people came.",
            file("Run sheet", "flag-raising-run-sheet.pdf"),
        ),
        Row(
            "9.1",
            COMPLETED,
            "Annual report 2023-24 circulated on 20 June, with infographics.",
            link("Annual report 2023-24", "https://group.example/annual-report-2023-24"),
        ),
        Row(
            "12.1", IN_PROGRESS, "Four days chosen with partners; Black History Month comes first."
        ),
        Row(
            "12.2",
            IN_PROGRESS,
            "Posts every month since April; from July we also count how many people they reach.",
        ),
        Row("12.3", IN_PROGRESS, "A week of posts on hate online in June, with four partners."),
        Row(
            "12.4",
            COMPLETED,
            "Held on 22 April with two schools and a library.",
            file("Order of the day", "stephen-lawrence-day-2024.pdf"),
        ),
    ),
    *said(
        date(2024, 7, 5),
        "sunita.raval",
        Row(
            "2.2",
            IN_PROGRESS,
            "First sample of 30 cases read by two people; what they found has gone to the teams.",
            pointer("Sample of quarter 1, signed off by both readers", "Safeguarding sample"),
        ),
    ),
    *said(
        date(2024, 7, 8),
        "isla.moyo-ross",
        Row("8.1", ON_HOLD, "Waits for the Funding Officer; the post is advertised."),
        Row(
            "8.2",
            ON_HOLD,
            "Waits for the Funding Officer. Groups that ask are on a list, to be called first.",
        ),
        Row("8.3", ON_HOLD, "Waits for the Funding Officer."),
        Row(
            "11.1",
            IN_PROGRESS,
            "Stall at the youth summer fair on 6 July; our place at Fresher’s Week is booked.",
        ),
        Row(
            "11.2",
            IN_PROGRESS,
            "Shown to youth workers on 14 June; the college shows it at induction in September.",
        ),
        Row("13.2", IN_PROGRESS, "Page checked in June; the form to book training was added."),
        Row(
            "15.3",
            BEHIND,
            "June’s messages did not go out: time was short after the events. They follow.",
        ),
        Row("17.1", ON_HOLD, "Waits for the training budget, like bystander training."),
        Row(
            "18.1",
            IN_PROGRESS,
            "Notice a week before each surgery, on social media and in print.",
            file("Poster for the surgeries", "advice-surgery-poster.pdf"),
        ),
        Row("19.1", IN_PROGRESS, "A football club joined on 29 May; two more clubs are in talks."),
        Row("19.2", IN_PROGRESS, "Three barber shops visited; one would like to try."),
        Row(
            "19.3",
            IN_PROGRESS,
            "Leaflet printed in Polish, Tamil and Urdu, and handed out at two markets.",
            file("Leaflet in three languages", "leaflet-three-languages.pdf"),
        ),
        Row(
            "21.1",
            IN_PROGRESS,
            "Apps checked in June; one was withdrawn by its maker and is off our page.",
        ),
    ),
    *said(
        date(2024, 7, 8),
        "mei-lin.garrod",
        Row("1.1", COMPLETED, "Completed 23-24: the profile came out in March."),
    ),
    *said(
        date(2024, 7, 9),
        "hyun-ju.baptiste",
        Row(
            "10.1",
            IN_PROGRESS,
            "Five schools ran a programme this term; a sixth follows on 16 July.",
        ),
    ),
    *said(
        date(2024, 7, 9),
        "tomasz.wierzba",
        Row(
            "5.2",
            IN_PROGRESS,
            "Refresher on 12 June: seven of nine centres came; the other two get a visit.",
        ),
        Row(
            "14.1",
            IN_PROGRESS,
            "We asked MOPAC what follows the service of 2021-2023; no answer yet.",
        ),
        Row(
            "14.2",
            IN_PROGRESS,
            "Support map checked in June; it shows two gaps, both known to MOPAC.",
        ),
        Row(
            "18.2",
            IN_PROGRESS,
            "Four surgeries since April: three at Merton Civic Centre, one in a library.",
        ),
    ),
    *said(
        date(2024, 7, 10),
        "mei-lin.garrod",
        Row(
            "1.1",
            IN_PROGRESS,
            "Correction: last year’s profile is done; this year’s is due on 28 February 2025.",
            link("Hate crime profile 2023-24", "https://safer.example/profile-2023-24"),
            corrects=date(2024, 7, 8),
        ),
    ),
    *said(
        date(2024, 7, 10),
        "beatriz.quill",
        Row(
            "20.1",
            IN_PROGRESS,
            "A list of local and national guidance is begun; eleven items so far.",
        ),
    ),
    *said(
        date(2024, 7, 10),
        "marcia.dellaway",
        Row(
            "22.2",
            IN_PROGRESS,
            "Wording of three tenancy agreements compared; a common clause is in draft.",
        ),
    ),
    *said(
        date(2024, 7, 10),
        "nadia.kerrigan",
        Row(
            "11.3",
            IN_PROGRESS,
            "Schools asked which day in October suits them; five have answered.",
        ),
    ),
    *said(
        date(2024, 7, 11),
        "hyun-ju.baptiste",
        Row(
            "10.4",
            IN_PROGRESS,
            "Sessions this term took in hate crime at four schools; the last was on 10 July.",
        ),
    ),
    *said(
        date(2024, 7, 11),
        "martin.eze-holloway",
        Row(
            "10.3",
            IN_PROGRESS,
            "First meeting with the team for women’s and girls’ safety; next steps to be agreed.",
        ),
    ),
    *said(
        date(2024, 7, 11),
        "ngozi.hartwell",
        Row(
            "3.1",
            IN_PROGRESS,
            "Met on 23 April; the next meeting is on 23 July. Two updates sent by email.",
            pointer("Minutes of the Strategy Group, 23 April 2024", "Strategy Group meeting"),
        ),
        Row(
            "3.2",
            IN_PROGRESS,
            "Membership checked by strand: nobody speaks for disability at present.",
        ),
        Row(
            "15.1",
            IN_PROGRESS,
            "EU residents’ forum met on 4 June; proof of status was the main worry.",
        ),
        Row("15.4", IN_PROGRESS, "Every message since April had a second reader; the log is kept."),
        Row("16.1", ON_HOLD, "Waits for a budget; two providers have named their price."),
        Row("16.2", ON_HOLD, "Waits with 16.1: links help once there are sessions to offer."),
        Row("16.3", ON_HOLD, "Waits with 16.1. The safer streets team knows and will join then."),
        Row("17.2", ON_HOLD, "Waits for the training budget; a first draft of the steps exists."),
        Row(
            "22.1",
            IN_PROGRESS,
            "Round table on 13 June: Clarion, Moat Housing and L&Q Housing came.",
        ),
    ),
    *said(
        date(2024, 7, 12),
        "owen.trevannion",
        Row(
            "13.1",
            IN_PROGRESS,
            "Training on 15 May: staff of eleven venues came.",
            pointer("Attendance by venue, 15 May 2024", "Ask for Angela training"),
        ),
        Row(
            "13.3",
            IN_PROGRESS,
            "Evening stall with Safer Merton on 28 June; the next campaign is in December.",
        ),
        Row("15.2", IN_PROGRESS, "Every weekly report was shared by Monday noon."),
        Row("23.1", IN_PROGRESS, "Session on 9 May for 24 officers; the next is on 25 July."),
        Row(
            "23.2",
            IN_PROGRESS,
            "Briefing on 20 June took in surgeries, reporting centres and helplines.",
        ),
    ),
)

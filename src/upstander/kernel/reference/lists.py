"""The lists themselves: facts and codes, kept apart from the code that loads them."""

from datetime import date

# code, title; the five that police forces and government count
NATIONAL = (
    ("disability", "Disability"),
    ("race", "Race"),
    ("religion", "Religion or belief"),
    ("sexual-orientation", "Sexual orientation"),
    ("transgender", "Transgender"),
)

# Counted here, and never added into a national figure.
LOCAL = (
    ("sex", "Sex or gender, including misogyny"),
    ("age", "Age"),
    ("subculture", "Alternative subculture"),
    ("asylum", "Refugees and people seeking asylum"),
    ("sex-work", "Sex workers"),
    ("homelessness", "Homelessness"),
)

# The religion that was targeted is counted nationally.
NATIONAL_PARTS = {
    "religion": (
        ("religion.buddhist", "Buddhist"),
        ("religion.christian", "Christian"),
        ("religion.hindu", "Hindu"),
        ("religion.jewish", "Jewish"),
        ("religion.muslim", "Muslim"),
        ("religion.sikh", "Sikh"),
        ("religion.other", "Other religion"),
        ("religion.none", "No religion"),
        ("religion.unknown", "Religion not known"),
    ),
}

# Finer words of our own for what the national strands do not break down.
LOCAL_PARTS = {
    "disability": (
        ("disability.physical", "Physical disability"),
        ("disability.learning", "Learning disability"),
        ("disability.mental-health", "Mental health"),
        ("disability.developmental", "Developmental disability"),
    ),
    "race": (
        ("race.black", "Anti-Black"),
        ("race.south-asian", "Anti-Asian (South Asian)"),
        ("race.east-south-east-asian", "Anti-East and South East Asian"),
        ("race.arab", "Anti-Arab"),
        ("race.gypsy-roma-traveller", "Anti-Gypsy, Roma or Traveller"),
        ("race.eastern-european", "Anti-Eastern European"),
        ("race.white", "Anti-White"),
        ("race.migrant", "Anti-migrant or refugee"),
        ("race.other", "Other racial hostility"),
    ),
}

# Ward names and codes: Office for National Statistics, Open Government Licence v3.0. These wards
# were first elected on 5 May 2022.
WARDS_FROM = {"Merton": date(2022, 5, 5)}
WARDS = {
    "Merton": (
        ("E05013810", "Abbey"),
        ("E05013811", "Cannon Hill"),
        ("E05013812", "Colliers Wood"),
        ("E05013813", "Cricket Green"),
        ("E05013814", "Figge's Marsh"),
        ("E05013815", "Graveney"),
        ("E05013816", "Hillside"),
        ("E05013817", "Lavender Fields"),
        ("E05013818", "Longthornton"),
        ("E05013819", "Lower Morden"),
        ("E05013820", "Merton Park"),
        ("E05013821", "Pollards Hill"),
        ("E05013822", "Ravensbury"),
        ("E05013823", "Raynes Park"),
        ("E05013824", "St Helier"),
        ("E05013825", "Village"),
        ("E05013826", "Wandle"),
        ("E05013827", "West Barnes"),
        ("E05013828", "Wimbledon Park"),
        ("E05013829", "Wimbledon Town & Dundonald"),
    ),
}

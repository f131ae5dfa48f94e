"""Lists of answers in plain words; options stand in the order of the alphabet, "other" last."""

from django.utils.translation import gettext_lazy as _

ROLES = (
    ("target", _("It happened to me")),
    ("witness", _("I saw or heard it happen")),
    ("behalf", _("It happened to someone I know")),
    ("professional", _("I am reporting as part of my work")),
)
ROLE_HINTS = {
    "behalf": _("A friend, a relative, a neighbour, a customer"),
    "professional": _("At a reporting place, a school, a council team or another service"),
}
YES_NO = (("yes", _("Yes")), ("no", _("No")))
NOW = (("no", _("No, not now")), ("yes", _("Yes, or it may start again at any moment")))
AGES = (
    ("under_13", _("Under 13")),
    ("13_17", _("13 to 17")),
    ("18_24", _("18 to 24")),
    ("25_34", _("25 to 34")),
    ("35_44", _("35 to 44")),
    ("45_54", _("45 to 54")),
    ("55_64", _("55 to 64")),
    ("65_on", _("65 or over")),
    ("unsaid", _("I don’t know, or I would rather not say")),
)
POLICE = (
    ("police", _("Yes, with my details")),
    ("police_without_details", _("Yes, but without my details")),
    ("no", _("No")),
)
POLICE_HINTS = {
    "police": _("They can investigate and contact you"),
    "police_without_details": _(
        "They learn what happened and where. They cannot investigate fully"
    ),
}
SUPPORT = (("yes", _("Yes, they may contact me")), ("no", _("No")))
SUPPORT_HINTS = {"yes": _("Advice and someone to talk to, free")}
LANDLORD = (("yes", _("Yes, with my details")), ("no", _("No, or I do not have one")))
LANDLORD_HINTS = {"yes": _("They can act on a neighbour or on damage")}
COUNCIL = (("yes", _("Yes, with my details")), ("no", _("No")))
COUNCIL_HINTS = {"yes": _("For example the school, parks or street cleaning")}
FORMS = (
    ("attack", _("Attack or violence")),
    ("calls", _("Calls or messages")),
    ("damage", _("Damage to something")),
    ("arson", _("Fire")),
    ("following", _("Following or stalking")),
    ("graffiti", _("Graffiti or stickers")),
    ("harassment", _("Harassment that goes on")),
    ("literature", _("Leaflets, letters or posters")),
    ("verbal", _("Name-calling or shouting")),
    ("online", _("Online")),
    ("mate_crime", _("Pretending to be a friend, to take advantage")),
    ("refused", _("Refused a service, or treated worse")),
    ("spitting", _("Spitting")),
    ("threats", _("Threats")),
    ("other", _("Something else")),
)
STRANDS = (
    ("age", _("Age")),
    ("subculture", _("Alternative style or music")),
    ("disability", _("Disability")),
    ("homelessness", _("Homelessness")),
    ("race", _("Race, colour, nationality or where somebody comes from")),
    ("asylum", _("Refugees or people seeking asylum")),
    ("religion", _("Religion or belief")),
    ("sex", _("Sex or gender, including misogyny")),
    ("sex-work", _("Sex work")),
    ("sexual-orientation", _("Sexual orientation")),
    ("transgender", _("Transgender identity")),
    ("unsure", _("I am not sure")),
)
PARTS = {
    "race": (
        ("race.east-south-east-asian", _("East and South East Asian people")),
        ("race.arab", _("Arab people")),
        ("race.south-asian", _("South Asian people")),
        ("race.black", _("Black people")),
        ("race.eastern-european", _("Eastern European people")),
        ("race.gypsy-roma-traveller", _("Gypsy, Roma or Traveller people")),
        ("race.migrant", _("Migrants")),
        ("race.white", _("White people")),
        ("race.other", _("Another race, colour or nationality")),
    ),
    "religion": (
        ("religion.buddhist", _("Buddhists")),
        ("religion.christian", _("Christians")),
        ("religion.hindu", _("Hindus")),
        ("religion.jewish", _("Jewish people")),
        ("religion.muslim", _("Muslims")),
        ("religion.none", _("People without a religion")),
        ("religion.sikh", _("Sikhs")),
        ("religion.other", _("Another religion")),
    ),
    "disability": (
        ("disability.developmental", _("Autistic people and others who develop differently")),
        ("disability.learning", _("People with a learning disability")),
        ("disability.mental-health", _("People with a mental illness")),
        ("disability.physical", _("People with a physical disability")),
    ),
}
INJURED = (
    ("no", _("No")),
    ("self", _("Yes, it was looked after at home")),
    ("doctor", _("Yes, a doctor, nurse or hospital saw it")),
)
BEFORE = (
    ("first", _("It was the first time")),
    ("some", _("It happened once or twice before")),
    ("often", _("It happens again and again")),
)
PLACES = (
    ("home", _("At home or just outside")),
    ("care", _("Care home, hospital or surgery")),
    ("online", _("Online")),
    ("park", _("Park or open space")),
    ("worship", _("Place of worship")),
    ("pub", _("Pub, café or night out")),
    ("public_building", _("Library or another public building")),
    ("transport", _("Public transport, a stop or a station")),
    ("school", _("School, college or university")),
    ("shop", _("Shop")),
    ("street", _("Street")),
    ("work", _("Work")),
    ("other", _("Somewhere else")),
)
TRANSPORT = (
    ("bus", _("Bus")),
    ("overground", _("Train or Overground")),
    ("tram", _("Tram")),
    ("underground", _("Underground")),
    ("taxi", _("Taxi or minicab")),
    ("other", _("Something else")),
)
KNOWN = (
    ("yes", _("Yes")),
    ("sight", _("Only by sight")),
    ("no", _("No")),
)
RELATIONS = (
    ("", _("Not said")),
    ("carer", _("Carer or care worker")),
    ("colleague", _("Colleague")),
    ("customer", _("Customer")),
    ("family", _("Family")),
    ("friend", _("Friend, or someone who says so")),
    ("neighbour", _("Neighbour")),
    ("partner", _("Partner or former partner")),
    ("pupil", _("Pupil or student")),
    ("staff", _("Staff of a service")),
    ("stranger", _("Stranger")),
    ("other", _("Somebody else")),
)
IMPACT = (
    ("little", _("A little")),
    ("some", _("It upset me, and I manage")),
    ("much", _("Very much: I changed what I do or where I go")),
    ("cannot", _("I cannot cope with it")),
)
WANTS = (
    ("advice", _("Advice")),
    ("housing", _("Help with housing")),
    ("restorative", _("A meeting to put it right, if it is safe")),
    ("police", _("Police action")),
    ("recorded", _("That it is counted, and nothing else")),
    ("support", _("Support, or somebody to talk to")),
)
FEEDBACK = (
    ("each", _("Whenever something happens")),
    ("week", _("Once a week")),
    ("end", _("Only at the end")),
)
REACH = (
    ("yes", _("Yes, you may contact me")),
    ("no", _("No, I stay anonymous")),
)
REACH_HINTS = {
    "yes": _("You choose how and when, and who must not know"),
    "no": _("Seven words let you come back and read our answer"),
}
WAYS = (
    ("email", _("Email")),
    ("phone", _("Phone call")),
    ("text", _("Text message")),
    ("channel", _("Only here, with my seven words")),
)
DAYS = (
    ("mon", _("Monday")),
    ("tue", _("Tuesday")),
    ("wed", _("Wednesday")),
    ("thu", _("Thursday")),
    ("fri", _("Friday")),
    ("sat", _("Saturday")),
    ("sun", _("Sunday")),
)
NEEDS = (
    ("alone", _("I live alone and see few people")),
    ("care", _("I need care or support in daily life")),
    ("children", _("Children live with me")),
    ("immigration", _("I worry about my right to stay in this country")),
    ("afraid", _("I am afraid that they take revenge")),
    ("self_harm", _("I have thought of harming myself")),
)

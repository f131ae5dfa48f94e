"""Who works in the demonstration: the plan's own bodies, and people who are all invented."""

from datetime import date

from upstander.kernel.plan.demo.story_shapes import Organisation, Person, Post

SAFER = "Safer Merton"
GROUP = "Hate Crime Strategy Group"
ADULTS = "Safeguarding Adults"
POLICE = "Police"
POLICY = "Policy, Strategy & Partnerships"
INNER = "Inner Strength Network"
SCHOOLS = "Merton School Improvement"
BTP = "BTP"
CHILDREN = "Merton Safeguarding Children Partnership Manager"
CLARION = "Clarion"
MOAT = "Moat Housing"
LQ = "L&Q Housing"
LANTERN = "Lantern House Reporting Centre (invented)"
MERROW = "Merrow Disability Voices (invented)"
TABLE = "Common Table Faith Forum (invented)"
WANDLESIDE = "Wandleside Health Partnership (invented)"

ORGANISATIONS: tuple[Organisation, ...] = (
    Organisation(SAFER, "council", "Safer Merton"),
    Organisation(GROUP, "partnership", "Strategy Group"),
    Organisation(ADULTS, "council", "Safeguarding Adults"),
    Organisation(POLICE, "police", "Police"),
    Organisation(POLICY, "council", "Policy"),
    Organisation(INNER, "voluntary", "Inner Strength"),
    Organisation(SCHOOLS, "education", "School Improvement"),
    Organisation(BTP, "transport", "BTP"),
    Organisation(CHILDREN, "partnership", "Children’s Partnership"),
    Organisation(CLARION, "housing", "Clarion"),
    Organisation(MOAT, "housing", "Moat"),
    Organisation(LQ, "housing", "L&Q"),
    Organisation(LANTERN, "voluntary", "Lantern House"),
    Organisation(MERROW, "voluntary", "Merrow Voices"),
    Organisation(TABLE, "voluntary", "Common Table"),
    Organisation(WANDLESIDE, "health", "Wandleside Health"),
)


def _person(name: str, where: str, role: str, organisation: str, title: str) -> Person:
    username = ".".join(name.lower().split())
    return Person(username, name, f"{username}@{where}.example", role, organisation, title)


# he was there when the first reports of the year were told
_VICTIM_SUPPORT = _person("Tomasz Wierzba", "safer", "caseworker", SAFER, "Victim Support Officer")
_FUNDING_OFFICER = _person("Callum Nwachukwu", "safer", "action_lead", SAFER, "Funding Officer")

PEOPLE: tuple[Person, ...] = (
    _person("Ngozi Hartwell", "safer", "strategic_lead", SAFER, "Hate Crime Strategic Lead"),
    _person("Isla Moyo-Ross", "safer", "action_lead", SAFER, "Community Safety Officer"),
    _VICTIM_SUPPORT._replace(joined_on=date(2023, 9, 4)),
    _person("Leonie Achterberg", "safer", "panel_coordinator", SAFER, "Community MARAC Officer"),
    _person("Mei-Lin Garrod", "safer", "analyst", SAFER, "Community Safety Analyst"),
    _person("Alun Deshmukh", "safer", "administrator", SAFER, "Systems Officer"),
    _FUNDING_OFFICER._replace(joined_on=date(2024, 9, 2)),
    _person("Winston Abara-Lyle", "group", "group_chair", GROUP, "Chair"),
    _person("Esther Vanterpool", "group", "action_lead", GROUP, "Secretary"),
    _person("Graham Oduya", "adults", "action_lead", ADULTS, "Safeguarding Adults Manager"),
    _person("Sunita Raval", "adults", "safeguarding_auditor", ADULTS, "Quality Auditor"),
    _person("Owen Trevannion", "police", "police_liaison", POLICE, "Hate Crime Liaison Officer"),
    _person("Nadia Kerrigan", "police", "action_lead", POLICE, "Safer Schools Sergeant"),
    _person("Rukhsana Fairleigh", "policy", "action_lead", POLICY, "Partnerships Officer"),
    _person("Lucas Ferreira-Bent", "policy", "action_lead", POLICY, "Engagement Officer"),
    _person(
        "Piroska Wright",
        "policy",
        "information_governance",
        POLICY,
        "Information Governance Officer",
    ),
    _person("Delroy Anand-Clarke", "inner", "action_lead", INNER, "Network Coordinator"),
    _person("Abena Colquhoun", "inner", "group_member", INNER, "Volunteer Organiser"),
    _person("Hyun-Ju Baptiste", "schools", "school_lead", SCHOOLS, "Inclusion Adviser"),
    _person("Martin Eze-Holloway", "schools", "action_lead", SCHOOLS, "Development Adviser"),
    _person("Catrin Maddox-Sithole", "btp", "action_lead", BTP, "Partnerships Sergeant"),
    _person("Dylan Rahman-Frost", "btp", "action_lead", BTP, "Neighbourhood Constable"),
    _person("Beatriz Quill", "children", "action_lead", CHILDREN, "Partnership Manager"),
    _person("Tendai Lockyer", "children", "action_lead", CHILDREN, "Training Officer"),
    _person("Marcia Dellaway", "clarion", "landlord_officer", CLARION, "Neighbourhood Manager"),
    _person("Hassan Tregear", "clarion", "landlord_officer", CLARION, "Tenancy Officer"),
    _person("Pavel Okonjo", "moat", "landlord_officer", MOAT, "Community Safety Partner"),
    _person("Ines Whitlock-Rao", "moat", "landlord_officer", MOAT, "Housing Officer"),
    _person("Shireen Tolland", "lq", "landlord_officer", LQ, "Tenancy Services Manager"),
    _person("Yusuf Brandreth", "lantern", "centre_worker", LANTERN, "Centre Worker"),
    _person("Robin Adeyemi-Cole", "lantern", "group_member", LANTERN, "Centre Manager"),
    _person("Joan Pettifer-Singh", "merrow", "group_member", MERROW, "Director"),
    _person("Farida Stonehouse", "table", "group_member", TABLE, "Convenor"),
    _person("Femi Oyelaran-Pike", "wandleside", "panel_member", WANDLESIDE, "Practice Lead"),
)

POSTS: tuple[Post, ...] = (
    Post("safer_lead", SAFER, "Hate Crime Strategic Lead", "ngozi.hartwell"),
    Post("safer_officer", SAFER, "Community Safety Officer", "isla.moyo-ross"),
    Post("safer_support", SAFER, "Victim Support Officer", "tomasz.wierzba"),
    Post("safer_marac", SAFER, "Community MARAC Officer", "leonie.achterberg"),
    Post("safer_analyst", SAFER, "Community Safety Analyst", "mei-lin.garrod"),
    Post("safer_funding", SAFER, "Funding Officer", "callum.nwachukwu"),
    Post("group_secretary", GROUP, "Secretary", "esther.vanterpool"),
    Post("group_chair", GROUP, "Chair", "winston.abara-lyle"),
    Post("adults_manager", ADULTS, "Safeguarding Adults Manager", "graham.oduya"),
    Post("adults_auditor", ADULTS, "Quality Auditor", "sunita.raval"),
    Post("police_liaison", POLICE, "Hate Crime Liaison Officer", "owen.trevannion"),
    Post("police_schools", POLICE, "Safer Schools Sergeant", "nadia.kerrigan"),
    Post("policy_officer", POLICY, "Partnerships Officer", "rukhsana.fairleigh"),
    Post("policy_engagement", POLICY, "Engagement Officer", "lucas.ferreira-bent"),
    Post("inner_coordinator", INNER, "Network Coordinator", "delroy.anand-clarke"),
    Post("inner_volunteers", INNER, "Volunteer Organiser", "abena.colquhoun"),
    Post("schools_inclusion", SCHOOLS, "Inclusion Adviser", "hyun-ju.baptiste"),
    Post("schools_development", SCHOOLS, "Development Adviser", "martin.eze-holloway"),
    Post("btp_partnerships", BTP, "Partnerships Sergeant", "catrin.maddox-sithole"),
    Post("btp_neighbourhood", BTP, "Neighbourhood Constable", "dylan.rahman-frost"),
    Post("children_manager", CHILDREN, "Partnership Manager", "beatriz.quill"),
    Post("children_training", CHILDREN, "Training Officer", "tendai.lockyer"),
    Post("clarion_manager", CLARION, "Neighbourhood Manager", "marcia.dellaway"),
    Post("clarion_tenancy", CLARION, "Tenancy Officer", "hassan.tregear"),
    Post("moat_safety", MOAT, "Community Safety Partner", "pavel.okonjo"),
    Post("moat_housing", MOAT, "Housing Officer", "ines.whitlock-rao"),
    Post("lq_tenancy", LQ, "Tenancy Services Manager", "shireen.tolland"),
    Post("lq_housing", LQ, "Housing Officer", None),
)

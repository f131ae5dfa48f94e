"""Numbers of the network of centres, each with the list behind it (domain.md 24: 5, 10, 19).

They count for the plan, so they read all centres, those by referral too; the list behind a number
shows each reader what their role may see, and says how many more there are.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Sum

from upstander.capabilities.centres.engine.attention import STUCK_AFTER
from upstander.capabilities.centres.engine.standing import Standing
from upstander.capabilities.centres.models import (
    PIPELINE,
    RUNNING,
    Centre,
    LivenessCheck,
    Move,
    Sector,
    SectorTarget,
    Stage,
)
from upstander.capabilities.centres.reading import standings
from upstander.kernel.clock import today
from upstander.kernel.figures import Evidence, Period, State, Value
from upstander.kernel.geography.boundaries import borders
from upstander.kernel.places.coverage import Door, WardCover, cover_wards
from upstander.kernel.places.models import Known
from upstander.kernel.records.filtering import boxes_of
from upstander.kernel.reference.models import Ward
from upstander.kernel.reference.quarters import year_start
from upstander.kernel.registry import Measure, counts_about

NEW_SECTORS = (Sector.SPORT, Sector.BARBER, Sector.NAIL_BAR, Sector.TAXI)  # of objective 19
LABEL = "centres.centre"
Stood = list[tuple[Centre, Standing]]


def asked_day(period: Period) -> date:
    """Give the day that a period is answered for: its last, or today while it runs."""
    return min(period.end, today())


def live_in_date(period: Period) -> Value:
    """Count the centres that are live, trained, seen, open and in agreement, of those agreed."""
    day = asked_day(period)
    stood = [s for _, s in standings(Centre.objects.all(), day) if s.stage in RUNNING]
    fit = sum(s.counted and s.agreement_in_date for s in stood)
    return _value(fit, len(stood), _list(day, "agreed"))


def for_the_young(period: Period) -> Value:
    """Count the counted centres that young people can use, of all counted ones."""
    day = asked_day(period)
    counted = [c for c, s in standings(Centre.objects.all(), day) if s.counted]
    young = sum(centre.youth_friendly == Known.YES for centre in counted)
    return _value(young, len(counted), _list(day, "young"))


def _value(done: int, due: int, evidence: Evidence) -> Value:
    return Value.counted(done, due, evidence=evidence) if due else Value(State.BLANK)


def _list(day: date, show: str) -> Evidence:
    return Evidence("centres:standing", {"on": day.isoformat(), "show": show})


def checks_done(period: Period) -> Value:
    """Count the checks that were made by their day, of those that fell due in the period.

    What still waits to be made counts as due once its day has gone by.
    """
    made = LivenessCheck.objects.filter(due_on__gte=period.start, due_on__lte=asked_day(period))
    in_time = sum(check.on <= (check.due_on or check.on) for check in made)
    waiting = Centre.objects.filter(
        check_due_on__gte=period.start, check_due_on__lte=period.end, check_due_on__lt=today()
    ).count()
    due = len(made) + waiting
    return _value(in_time, due, _checks(period))


def checks_passed(period: Period) -> Value:
    """Count the checks that were passed, of those made in the period."""
    made = LivenessCheck.objects.filter(on__gte=period.start, on__lte=asked_day(period))
    passed = made.filter(result=LivenessCheck.Result.PASSED).count()
    return _value(passed, made.count(), _checks(period))


def _checks(period: Period) -> Evidence:
    span = boxes_of(since=period.start, until=asked_day(period))
    return Evidence("centres:checks_list", span)


def reports_taken(period: Period) -> Value:
    """Count the reports that centres took, as the reporting part of the product tells us."""
    keys = list(Centre.objects.values_list("pk", flat=True))
    answers = [ask.count(keys, period) for ask in counts_about(LABEL, "reports_taken")]
    told = [value for answer in answers for value in answer.values()]
    known = [value.numerator for value in told if value.numerator is not None]
    if not known:
        return Value(State.NOT_RECEIVED)
    return Value.counted(sum(known), evidence=Evidence("centres:places_list", {}))


def wards_in_reach(period: Period) -> Value:
    """Count the wards within 20 minutes' walk of a counted step-free centre, of all wards."""
    if borders() is None or not Ward.objects.current().exists():
        return Value(State.BLANK)
    day = asked_day(period)
    cover = ward_cover(standings(walk_in(), day), day)
    evidence = Evidence("centres:coverage", {"on": day.isoformat()})
    return Value.counted(sum(ward.in_reach for ward in cover), len(cover), evidence=evidence)


def walk_in() -> QuerySet[Centre]:
    """Give the centres that coverage speaks of: those that a resident can find and walk into."""
    places = Centre.objects.exclude(shown=Centre.Shown.REFERRAL)
    return places.select_related("ward")


def ward_cover(stood: Stood, on: date) -> list[WardCover]:
    """Work out the cover of each ward on a day from the centres as they stood."""
    known = borders()
    middles = {area.code: area.middle for area in known.areas} if known else {}
    doors = [_door(centre) for centre, s in stood if s.counted]
    wards = Ward.objects.on(on).values_list("code", "title")
    return cover_wards(list(wards), middles, doors)


def _door(centre: Centre) -> Door:
    point = None if centre.latitude is None else (centre.latitude, centre.longitude or 0.0)
    code = centre.ward.code if centre.ward else ""
    return Door(centre.pk, code, point, centre.step_free == Known.YES)


def new_in_sectors(period: Period) -> Value:
    """Count the first openings in the sectors of objective 19, of the targets by then."""
    targets = SectorTarget.objects.filter(sector__in=NEW_SECTORS, by__gte=year_start(period.start))
    opened = first_openings(year_start(period.start), asked_day(period)).filter(
        centre__sector__in=NEW_SECTORS
    )
    due = targets.filter(by__lte=asked_day(period)).aggregate(all=Sum("wanted"))["all"]
    total = targets.aggregate(all=Sum("wanted"))["all"]
    evidence = Evidence("centres:places_list", {"flag": "new"})
    return Value.counted(opened.count(), due, total, evidence=evidence)


def first_openings(start: date, end: date) -> QuerySet[Move]:
    """Find the steps by which centres went live for the first time."""
    before = Move.objects.filter(
        centre=OuterRef("centre"), to_stage=Stage.LIVE, pk__lt=OuterRef("pk")
    )
    live = Move.objects.filter(to_stage=Stage.LIVE, on__gte=start, on__lte=end)
    return live.exclude(Exists(before))


def stuck(period: Period) -> Value:
    """Count the prospects that have stood in one stage for more than 60 days, of all prospects."""
    day = asked_day(period)
    stood = [s for _, s in standings(Centre.objects.all(), day) if s.stage in PIPELINE]
    late = sum(s.since is not None and day - s.since > STUCK_AFTER for s in stood)
    return _value(late, len(stood), _list(day, "stuck"))


MEASURES = (
    Measure(
        code="centres.live_in_date",
        title="Centres that are trained and open",
        definition="Centres that are live, have somebody trained, were seen in the last quarter, "
        "open this month and have an agreement in date, of all centres that have agreed.",
        objectives=("5",),
        unit="centres",
        value=live_in_date,
    ),
    Measure(
        code="centres.checks_done",
        title="Checks made in time",
        definition="Quarterly checks and follow-ups made by their day, of those that fell due.",
        objectives=("5",),
        unit="checks",
        value=checks_done,
    ),
    Measure(
        code="centres.checks_passed",
        title="Checks passed",
        definition="Checks at which a centre was found open with somebody trained, of those made.",
        objectives=("5",),
        unit="checks",
        value=checks_passed,
    ),
    Measure(
        code="centres.reports_taken",
        title="Reports taken at centres",
        definition="Reports that centres took, as far as the reporting system tells us.",
        objectives=("5", "19"),
        unit="reports",
        value=reports_taken,
    ),
    Measure(
        code="centres.wards_in_reach",
        title="Wards within reach of a step-free centre",
        definition="Wards that have a trained and open step-free centre, or one within 20 minutes "
        "of the middle of the ward: the straight line times 1.3, at 80 metres a minute.",
        objectives=("5", "19"),
        unit="wards",
        value=wards_in_reach,
    ),
    Measure(
        code="centres.for_the_young",
        title="Centres that young people can use",
        definition="Trained and open centres that young people can use, of all such centres.",
        objectives=("10",),
        unit="centres",
        value=for_the_young,
    ),
    Measure(
        code="centres.new_in_sectors",
        title="New centres in clubs and local businesses",
        definition="Sports clubs, barbers, nail bars and taxi offices that went live this year, of "
        "the targets due by then, and of those of the year.",
        objectives=("19",),
        unit="centres",
        value=new_in_sectors,
    ),
    Measure(
        code="centres.stuck",
        title="Prospects that do not move",
        definition="Prospects that stood in one stage for more than 60 days, of all prospects.",
        objectives=("5", "19"),
        unit="prospects",
        value=stuck,
        better="down",
    ),
)

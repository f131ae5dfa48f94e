from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from upstander.kernel.jobs.models import ScheduleRun
from upstander.kernel.jobs.tests.processes import started, wait_until
from upstander.kernel.jobs.tick import GIVEN_UP, Outcome, tick
from upstander.kernel.registry import Capability, Schedule, registered

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def runs(monkeypatch):
    """What ran: two schedules of our own instead of the product's."""
    ran = []

    def fail():
        ran.append("fails")
        raise KeyError("Amara Okafor")

    schedules = (
        Schedule("trial.fails", "Fails", 1, fail),
        Schedule("trial.hourly", "Hourly", 60, lambda: ran.append("hourly")),
    )
    trial = Capability(slug="trial", title="Trial", schedules=schedules)
    monkeypatch.setattr("upstander.kernel.jobs.tick.capabilities", lambda: [trial])
    return ran


@pytest.mark.django_db
def test_every_schedule_of_the_registry_runs_at_the_first_tick():
    ran = []
    trial = Schedule("trial.once", "Once", 5, lambda: ran.append("once"))

    with registered(Capability(slug="trial", title="Trial", schedules=(trial,))):
        outcomes = tick()

    assert Outcome("trial.once", "") in outcomes
    assert ran == ["once"]


@pytest.mark.django_db
def test_a_schedule_that_fails_stops_no_other_and_leaves_only_the_class_of_its_error(runs, caplog):
    outcomes = tick(NOON)

    assert outcomes == [Outcome("trial.fails", "KeyError"), Outcome("trial.hourly", "")]
    assert ScheduleRun.objects.get(code="trial.fails").last_error_class == "KeyError"
    assert "Okafor" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("after", "again"),
    [
        (timedelta(seconds=40), []),
        (timedelta(seconds=58), ["fails"]),
        (timedelta(minutes=59), ["fails"]),
        (timedelta(minutes=60), ["fails", "hourly"]),
    ],
)
def test_a_schedule_comes_round_after_its_own_time(runs, after, again):
    tick(NOON)
    ScheduleRun.objects.update(last_finished=NOON)
    runs.clear()

    tick(NOON + after)

    assert runs == again


@pytest.mark.django_db
def test_a_run_that_never_ended_is_given_up_after_ten_minutes(runs):
    ScheduleRun.objects.create(code="trial.fails", last_started=NOON)
    ScheduleRun.objects.create(code="trial.hourly", last_started=NOON)

    tick(NOON + GIVEN_UP - timedelta(seconds=1))
    assert runs == []

    tick(NOON + GIVEN_UP)
    assert runs == ["fails"]


@pytest.mark.slow
def test_two_ticks_at_once_run_a_schedule_once(home):
    ticks = (
        "import os",
        "from upstander.kernel.jobs.tick import tick",
        f"home = Path({str(home)!r})",
        "(home / f'ready {os.getpid()}').touch()",
        "while not (home / 'go').exists(): time.sleep(0.001)",
        "print(*[outcome.code for outcome in tick()])",
    )
    with started(home, *ticks) as one, started(home, *ticks) as other:
        wait_until(lambda: len(list(home.glob("ready *"))) == 2)
        (home / "go").touch()
        ran = one.communicate()[0].split() + other.communicate()[0].split()

    assert sorted(ran) == [b"audit.anchor", b"jobs.forget"]


@pytest.mark.django_db
def test_the_command_says_how_each_schedule_went(runs, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("tick")

    assert left.value.code == 1
    assert capsys.readouterr().out == "trial.fails: KeyError\ntrial.hourly: done\n"
    ScheduleRun.objects.update(last_error_class="")
    call_command("tick")
    assert capsys.readouterr().out == "Nothing is due.\n"

import signal
from datetime import timedelta
from itertools import count

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_started
from django_tasks_db.models import DBTaskResult

from upstander.kernel.jobs.sweep import Swept, forget_finished, sweep
from upstander.kernel.jobs.tests.processes import PATIENCE, in_home, started, wait_until
from upstander.kernel.jobs.tests.tasks import fail_with_a_name, write
from upstander.kernel.jobs.work import Work


@pytest.fixture
def no_schedules(monkeypatch):
    monkeypatch.setattr("upstander.kernel.jobs.tick.capabilities", list)


def running(minutes, workers=("one",), path="nowhere"):
    result = write.enqueue(path)
    DBTaskResult.objects.filter(id=result.id).update(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - timedelta(minutes=minutes),
        worker_ids=list(workers),
    )
    return DBTaskResult.objects.get(id=result.id)


@pytest.mark.django_db
def test_only_a_task_that_runs_for_too_long_is_queued_again():
    left, young = running(11), running(9)

    assert sweep() == Swept(queued_again=1, given_up=0)

    left.refresh_from_db()
    young.refresh_from_db()
    assert (left.status, young.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


@pytest.mark.django_db
def test_a_task_that_killed_three_workers_is_given_up():
    task = running(11, workers=("one", "two", "three"))

    assert sweep() == Swept(queued_again=0, given_up=1)

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.exception_class_path == "upstander.kernel.jobs.sweep.Abandoned"


@pytest.mark.django_db
def test_a_task_done_long_ago_is_forgotten():
    for days in (13, 15):
        done = running(1)
        DBTaskResult.objects.filter(id=done.id).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=days)
        )

    forget_finished()

    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_queued_tasks_run_in_the_order_in_which_they_came(no_schedules, tmp_path):
    for name in ("one", "two"):
        write.enqueue(str(tmp_path / name))

    Work().run(until_idle=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]
    assert DBTaskResult.objects.successful().count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_an_error_quotes_reaches_neither_the_database_nor_the_log(no_schedules, caplog):
    fail_with_a_name.enqueue()

    Work().run(until_idle=True)

    task = DBTaskResult.objects.get()
    assert task.exception_class_path == "builtins.ValueError"
    assert "in fail_with_a_name" in task.traceback
    assert "Okafor" not in task.traceback + caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_task_under_way_is_finished_and_the_next_is_left(no_schedules, tmp_path):
    for name in ("one", "two"):
        write.enqueue(str(tmp_path / name))
    work = Work()

    def stop(sender, **kwargs):
        work.stop()

    task_started.connect(stop)
    try:
        work.run()
    finally:
        task_started.disconnect(stop)

    assert DBTaskResult.objects.successful().count() == 1
    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_does_not_answer_for_a_while_ends_no_work(monkeypatch, caplog):
    answers = iter([DatabaseError("Amara Okafor"), None])

    def look():
        error = next(answers)
        if error:
            raise error
        work.stop()

    monkeypatch.setattr("upstander.kernel.jobs.work.sweep", lambda: None)
    monkeypatch.setattr("upstander.kernel.jobs.work.tick", look)
    monkeypatch.setattr("upstander.kernel.jobs.work.PAUSE", 0)
    minutes = count(step=61)
    work = Work(clock=lambda: next(minutes))

    work.run()

    assert "The database did not answer: DatabaseError" in caplog.text
    assert "Okafor" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_command_works_until_the_queue_is_empty(no_schedules, tmp_path):
    write.enqueue(str(tmp_path / "one"))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    try:
        call_command("work", until_idle=True)
        signal.raise_signal(signal.SIGTERM)  # heard, and nothing to stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert (tmp_path / "one").read_text() == "done\n"


@pytest.mark.slow
def test_a_task_whose_worker_was_killed_is_run_once_more(home):
    place = home / "what happened"
    in_home(home, f"stall_the_first_time.enqueue({str(place)!r})")
    with started(home, "call_command('work')") as worker:
        wait_until(place.exists)
        worker.kill()

    sweep_and_work = ("print(sweep(0))", "call_command('work', until_idle=True)")
    in_home(home, *sweep_and_work, *sweep_and_work)

    first, *others = place.read_text().splitlines()
    assert first == f"began in {worker.pid}"
    assert [line.split()[0] for line in others] == ["began", "done"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_cleanly_when_told_to(home, number):
    with started(home, "call_command('work')") as worker:
        wait_until((home / "anchors" / "audit.log").exists)

        worker.send_signal(number)

        _, errors = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, errors) == (0, b"")

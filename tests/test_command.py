"""The `upstander` command as an operator meets it: run for real, in homes of its own."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import CommandError
from django.db import OperationalError, ProgrammingError

from upstander.kernel import clock
from upstander.kernel.errors import Refused
from upstander.kernel.registry import Bench, Capability, registered
from upstander.kernel.testing.served import command, free_port, served, surroundings
from upstander.kernel.testing.timing import figure
from upstander.site.__main__ import explain, main
from upstander.site.beginning import is_loopback
from upstander.site.environment import Unreadable, database, read_environment
from upstander.site.ways import mail, texts

pytestmark = pytest.mark.slow


def address(value):
    return read_environment({"UPSTANDER_ADDRESS": value}).address


def upstander(home, *words, **more):
    return subprocess.run(
        command(*words),
        env=surroundings(home, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_one_sentence(done, *, code):
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def home(installed_home, tmp_path):
    return Path(shutil.copytree(installed_home, tmp_path / "home"))


@pytest.fixture
def demo_home(demonstration_home, tmp_path):
    """The demonstration, in which nobody has done any background work yet."""
    home = Path(shutil.copytree(demonstration_home, tmp_path / "demo"))
    with closing(sqlite3.connect(home / "upstander.sqlite3")) as database, database:
        database.execute("DELETE FROM jobs_schedulerun")
    return home


# ---- words ---------------------------------------------------------------------------------------


@pytest.fixture
def say(capsys, tmp_path, monkeypatch):
    """Say words to the command within this process: what goes wrong before anything is done."""

    def say(*words):
        monkeypatch.setenv("UPSTANDER_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("UPSTANDER_ADDRESS", "http://127.0.0.1:8000")
        code = main(words)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, said.out, said.err)

    return say


def test_the_bare_command_lists_what_there_is(say):
    done = say()

    assert done.returncode == 0
    for name in ("run", "init", "doctor", "bench", "demo_load", "audit_verify", "tick"):
        assert f"  {name} " in done.stdout
    assert "collectstatic" not in done.stdout


def test_an_unknown_command_offers_the_nearest(say):
    done = say("docter")

    assert_one_sentence(done, code=2)
    assert "Did you mean: upstander doctor" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run", "--port", "99999"),
        ("run", "--workers", "none"),
        ("doctor", "--colour"),
        ("bench", "nothing-of-the-kind"),
        ("init", "--administrator", "ada@council.example"),
        ("run", "--plan", "no-such-file.xlsx"),
    ],
    ids=" ".join,
)
def test_words_that_make_no_sense_exit_2_without_a_traceback(words, say):
    done = say(*words)

    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [("run", "--dem"), ("run", "--deom"), ("run", "--demo", "now"), ("init", "--dmeo")],
    ids=" ".join,
)
def test_a_mistyped_word_settles_no_kind_of_installation(words, say, tmp_path):
    done = say(*words)

    assert done.returncode == 2
    assert not (tmp_path / "home" / "installation.json").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UPSTANDER_TODAY", "tomorrow"),
        ("UPSTANDER_PROXIES", "many"),
        ("UPSTANDER_PROXIES", "-1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name, value, say, monkeypatch):
    monkeypatch.setenv(name, value)

    done = say("init")

    assert_one_sentence(done, code=2)
    assert name in done.stderr


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (database, "oracle://somewhere"),
        (database, "postgresql://name:word@host:port/plan"),
        (mail, "post"),
        (mail, "smtp://name:word@host:port"),
        (mail, "notify://half-a-key@api.notifications.service.gov.uk?email=x"),
        (texts, "smtp://mail.council.example"),
        (texts, "notify://api.notifications.service.gov.uk"),
        (address, "plan.council.example"),
        (address, "https://plan.council.example/upstander"),
        (address, "http://[plan"),
    ],
)
def test_an_address_that_makes_no_sense_says_how_it_should_look(read, value, capsys):
    with pytest.raises(Unreadable) as refused:
        read(value)

    assert explain(refused.value) == 2
    assert "UPSTANDER_" in capsys.readouterr().err


def test_help_speaks_to_an_operator(say):
    done = say("run", "--help")

    assert done.returncode == 0
    assert "--plan" in done.stdout
    assert "PYTHONPATH" not in done.stdout


@pytest.mark.parametrize(
    ("error", "words", "code"),
    [
        (Refused("No.", ["line 3", "line 4"]), "No.\nline 3\nline 4", 2),
        (CommandError("Not so."), "Not so.", 2),
        (ValidationError(["Too long.", "Too late."]), "Too long.\nToo late.", 2),
        (OperationalError("database is locked"), "The database is busy", 2),
        (OperationalError("no such table: plan_plan"), "upstander init", 2),
        (OperationalError("unable to open database file"), "UPSTANDER_DATABASE", 2),
        (ProgrammingError('relation "plan_plan" does not exist'), "upstander init", 2),
        (PermissionError(13, "Permission denied", "/srv/keys"), "/srv/keys cannot be used", 2),
        (ImproperlyConfigured("x.y is registered twice"), "x.y is registered twice", 1),
        (KeyError("surname"), "Something went wrong inside Upstander (KeyError", 1),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_each_kind_of_fault_is_said_in_words(error, words, code, capsys):
    assert explain(error) == code

    told = capsys.readouterr().err
    assert words in told
    assert "surname" not in told


def test_the_first_start_of_a_command_is_not_slowed_by_compiling(monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)

    main(["version"])

    assert sys.dont_write_bytecode is False


def test_a_fault_of_our_own_is_a_sentence_with_its_place(capsys):
    def fault():
        try:
            clock.now(1)
        except TypeError as error:
            return error

    code = explain(fault())

    told = capsys.readouterr().err
    assert code == 1
    assert told.startswith("Something went wrong inside Upstander (TypeError in ")
    assert told.count("\n") == 1


def test_ctrl_c_is_no_fault(monkeypatch):
    def interrupted(words):
        raise KeyboardInterrupt

    monkeypatch.setattr("upstander.site.beginning.begin", interrupted)

    assert main(["doctor"]) == 130


def test_a_home_that_cannot_be_written_is_one_sentence(say, tmp_path):
    (tmp_path / "home").touch()

    done = say("init")

    assert_one_sentence(done, code=2)
    assert "UPSTANDER_HOME" in done.stderr


def test_an_unprepared_database_says_what_to_run(tmp_path):
    done = upstander(tmp_path / "home", "tick")

    assert_one_sentence(done, code=2)
    assert "upstander init" in done.stderr


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path):
    done = upstander(
        tmp_path / "home", "init", UPSTANDER_DATABASE=f"postgresql://x@127.0.0.1:{free_port()}/x"
    )

    assert_one_sentence(done, code=2)
    assert "UPSTANDER_DATABASE" in done.stderr


def test_a_reader_that_goes_away_is_no_fault(home):
    words = " ".join(command())

    done = subprocess.run(
        ["bash", "-c", f"{words} | head -n 1; exit ${{PIPESTATUS[0]}}"],
        env=surroundings(home),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert "Traceback" not in done.stderr


# ---- init ----------------------------------------------------------------------------------------


def test_a_new_home_is_closed_to_others(installed_home):
    folders = [installed_home, *(path for path in installed_home.iterdir() if path.is_dir())]
    keys = list((installed_home / "keys").iterdir())

    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert keys


def test_making_a_home_twice_changes_nothing(home):
    before = json.loads((home / "installation.json").read_text())

    done = upstander(home, "init")

    assert done.returncode == 0
    assert "up to date" in done.stdout
    assert json.loads((home / "installation.json").read_text()) == before
    assert before == {"mode": "real", "borough": "Wexbourne"}


def test_the_first_administrator_gets_a_link_and_a_second_one_does_not(home):
    words = ("init", "--name", "Ada Okafor", "--administrator")

    first = upstander(home, *words, "ada@wexbourne.gov.test")
    again = upstander(home, *words, "ada@wexbourne.gov.test")
    other = upstander(home, *words, "bea@wexbourne.gov.test")

    assert "http://127.0.0.1:8000/account/new-password/" in first.stdout
    assert "http://127.0.0.1:8000/account/new-password/" in again.stdout
    assert_one_sentence(other, code=2)


def test_an_address_that_is_none_is_refused(home):
    done = upstander(home, "init", "--administrator", "ada", "--name", "Ada Okafor")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


# ---- demonstration and real work -----------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("run", "--demo"), ("demo_load",), ("init", "--demo")], ids=" ".join
)
def test_a_real_home_never_becomes_a_demonstration(words, home):
    done = upstander(home, *words)

    assert_one_sentence(done, code=2)
    assert json.loads((home / "installation.json").read_text())["mode"] == "real"


def test_a_demonstration_refuses_the_database_of_real_work(demo_home, home):
    upstander(home, "init", "--administrator", "ada@wexbourne.gov.test", "--name", "Ada Okafor")
    database = f"sqlite:///{home / 'upstander.sqlite3'}"

    done = upstander(demo_home, "run", "--port", str(free_port()), UPSTANDER_DATABASE=database)

    assert_one_sentence(done, code=2)


def test_the_demonstration_loads_twice_and_is_no_longer_the_second_time(demo_home):
    done = upstander(demo_home, "demo_load")

    assert done.returncode == 0
    assert "Loading the demonstration" in done.stdout


def test_the_demonstration_opens_on_a_plan_of_ones_own(tmp_path):
    plan = tmp_path / "ours.csv"
    plan.write_text(
        "Theme,Theme title,Objective,Objective title,Action,Action leads,Year\n"
        "1,Prevention,1,Schools talk,Visit each school once a term,Harbour Youth Club,2031-32\n"
    )
    home = tmp_path / "home"

    first = upstander(home, "demo_load", "--plan", str(plan))
    shown = upstander(home, "plan_show")
    other = upstander(home, "demo_load", "--plan", __file__)

    assert first.returncode == 0, first.stderr
    assert "Visit each school once a term" in shown.stdout
    assert "today" not in json.loads((home / "installation.json").read_text())
    assert_one_sentence(other, code=2)


# ---- run -----------------------------------------------------------------------------------------


def test_the_product_is_served_on_this_machine_only_and_stops_cleanly(demo_home):
    with served(demo_home) as running:
        visitor = running.visitor()
        visitor.step_in("strategic_lead")
        listening = Path("/proc/net/tcp").read_text()

        assert visitor.get("/plan/")[0] == 200
        assert f"0100007F:{running.port:04X}" in listening
        assert f"00000000:{running.port:04X}" not in listening
        assert background_work_began(demo_home)
        taken = upstander(demo_home, "run", "--port", str(running.port))
        assert_one_sentence(taken, code=2)
        assert f"127.0.0.1:{running.port}" in taken.stderr

        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(10) == 0
        assert nobody_listens(running.port)
        assert f"http://127.0.0.1:{running.port}/demo/" in running.log.read_text()


def test_ctrl_c_stops_it_too(demo_home):
    with served(demo_home) as running:
        running.process.send_signal(signal.SIGINT)

        assert running.process.wait(10) == 0
        assert "Traceback" not in running.log.read_text()


def test_nothing_is_left_behind_when_it_is_killed(demo_home):
    with served(demo_home) as running:
        children = eventually(lambda: three(children_of(running.process.pid)))
        os.kill(running.process.pid, signal.SIGKILL)
        running.process.wait()

        assert eventually(lambda: not any(map(is_alive, children)))
        assert nobody_listens(running.port)


def background_work_began(home):
    """Tell whether the first tick is noted, without a process of our own that would slow it."""

    def noted():
        with closing(sqlite3.connect(home / "upstander.sqlite3", timeout=10)) as database:
            return database.execute("SELECT count(*) FROM jobs_schedulerun").fetchone()[0]

    return eventually(noted)


def eventually(look, patience=30):
    deadline = time.monotonic() + patience
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def three(children):
    """Two web processes and the one for background work."""
    return children if len(children) == 3 else []


def nobody_listens(port):
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


def children_of(pid):
    return [
        int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    ] + [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        if task.name != str(pid)
        for child in (task / "children").read_text().split()
    ]


def is_alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


# ---- doctor, bench, reference --------------------------------------------------------------------


def test_the_doctor_says_what_is_weak_and_what_to_run(home):
    (home / "keys" / "django.key").chmod(0o644)

    done = upstander(home, "doctor", "--json")
    found = {finding["subject"]: finding for finding in json.loads(done.stdout)["findings"]}

    assert done.returncode == 1
    assert found["place"]["level"] == "weak"
    assert "chmod 600" in found["place"]["what"]
    assert found["people"]["level"] == found["mail"]["level"] == found["address"]["level"] == "weak"
    assert found["partnership"]["level"] == "weak"
    assert found["database"]["level"] == found["disk"]["level"] == "fine"


def test_the_doctor_names_settings_that_do_not_suit_real_work(home):
    wrong = {"UPSTANDER_ADDRESS": "https://plan.council.example", "UPSTANDER_TODAY": "2024-11-14"}

    done = upstander(home, "doctor", **wrong)

    assert done.returncode == 1
    assert "UPSTANDER_PROXIES=1" in done.stdout
    assert "Unset UPSTANDER_TODAY" in done.stdout


def test_the_doctor_says_when_nothing_can_work(tmp_path):
    done = upstander(tmp_path / "home", "doctor")

    assert done.returncode == 2
    assert "upstander init" in done.stdout


def test_a_bench_without_a_name_lists_them(say):
    done = say("bench")

    assert done.returncode == 0
    assert "  plan " in done.stdout
    assert "  audit " in done.stdout


@pytest.mark.parametrize(("value", "code"), [(9, 0), (11, 1)])
def test_a_bench_tells_its_figures_and_whether_they_reach_the_bar(value, code, say):
    figures = [figure("P9", "pages read", value, 10, unit="ms")]
    bench = Bench("larch", "Read larches", lambda: figures)

    with registered(Capability(slug="larch", title="Larches", benches=(bench,))):
        printed, spoken = say("bench", "larch", "--json"), say("bench", "larch")

    assert json.loads(printed.stdout) == {"figures": figures}
    assert printed.returncode == spoken.returncode == code
    assert ("SHORT" in spoken.stdout) is bool(code)


def test_the_reference_is_written_once_and_then_found_current(say, tmp_path):
    to = ("docs_reference", "--to", str(tmp_path / "reference"))

    before, written, after = say(*to, "--check"), say(*to), say(*to, "--check")

    assert (before.returncode, written.returncode, after.returncode) == (1, 0, 0)
    assert "Out of date" in before.stderr


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("x", False)],
)
def test_this_machine_alone_is_told_from_a_network(host, expected):
    assert is_loopback(host) is expected

"""The product really running: started by its own command, visited over the wire."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 240.0  # seconds: on a busy machine the demonstration alone takes more than one minute
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """Give the environment for a process whose home is `home`, free of our own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("UPSTANDER_", "DJANGO_"))
    }
    return {**kept, "UPSTANDER_HOME": str(home), **more}


def command(*words: str) -> list[str]:
    """Give the words that run the `upstander` command with this very Python."""
    return [sys.executable, "-P", "-m", "upstander.site", *words]


def free_port() -> int:
    """Find a port at which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def served(home: Path, *words: str, **more: str) -> Iterator["Served"]:
    """Run the product in a home until the block ends; `words` go to `upstander run`."""
    port = free_port()
    log = home.with_name(f"{home.name}.log")
    begun = time.perf_counter()
    process = _start(home, log, ("--port", str(port), *words), more)
    visitors: list[Visitor] = []
    try:
        yield Served(process, port, _first_page(process, port, begun, log), log, visitors)
    finally:
        for visitor in visitors:
            visitor.connection.close()
        _stop(process)


def _start(
    home: Path, log: Path, words: Sequence[str], more: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    with log.open("ab") as output:
        return subprocess.Popen(
            command("run", *words),
            env=surroundings(home, **more),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Served:
    """A running product."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        port: int,
        first_page: float,
        log: Path,
        visitors: "list[Visitor]",
    ) -> None:
        """Keep how long its first page took, in seconds since the start."""
        self.process = process
        self.port = port
        self.first_page = first_page
        self.log = log
        self.visitors = visitors

    @property
    def address(self) -> str:
        """Give the address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def visitor(self) -> "Visitor":
        """Open a connection of its own, as a browser would; it is closed with the product."""
        self.visitors.append(Visitor(self.port))
        return self.visitors[-1]


class Visitor:
    """One visitor with a connection and cookies; much lighter than a browser."""

    def __init__(self, port: int) -> None:
        """Connect."""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}  # what else each request says of its sender

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    def get(self, path: str) -> tuple[int, str]:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: Mapping[str, str]) -> tuple[int, str]:
        """Send a form."""
        return self._ask("POST", path, urlencode(form))

    def step_in(self, role: str) -> None:
        """Sign in to the demonstration as whoever holds a role."""
        _, page = self.get("/demo/")
        token = TOKEN.search(page)
        status, _ = self.post(
            "/demo/step-in/",
            {"role": role, "csrfmiddlewaretoken": token[1] if token else ""},
        )
        if status not in (302, 303):
            raise AssertionError(f"stepping in as {role} answered {status}")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for name, morsel in SimpleCookie("; ".join(_cookies(response))).items():
            self.cookies[name] = morsel.value
        return response.status, text


def _cookies(response: http.client.HTTPResponse) -> list[str]:
    return [written.partition(";")[0] for written in response.headers.get_all("Set-Cookie", [])]


def _first_page(process: "subprocess.Popen[bytes]", port: int, begun: float, log: Path) -> float:
    while time.perf_counter() - begun < PATIENCE:
        if process.poll() is not None:
            break
        try:
            with Visitor(port) as visitor:
                status, _ = visitor.get("/")
        except OSError:
            time.sleep(0.005)
            continue
        if status == 200:
            return time.perf_counter() - begun
        raise AssertionError(f"the first page answered {status}: {log.read_text()[-2000:]}")
    raise AssertionError(f"the product did not start: {log.read_text()[-2000:]}")

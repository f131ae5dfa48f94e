"""Serves the product: web processes, and one process for background work.

The product is loaded once and the web processes are forked from it, so that the first page comes
at once and memory is shared. The background work is a program of its own, started a moment later,
and started anew should it end.
"""

import errno
import gc
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server.mp import MPServer

from upstander.kernel.errors import Refused
from upstander.kernel.vault.keys.store import close_store
from upstander.site import lifeline

A_MOMENT = 1.5  # seconds in which the first page comes before background work takes a share
BETWEEN_STARTS = 5.0
COLLECT_AFTER = 20_000  # a page makes thousands of values that live until it is sent
GRACE = 10


class BackgroundWork:
    """The process for background work, kept alive while the product is served."""

    def __init__(self) -> None:
        """Wait for `start`."""
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start it, a moment later."""
        self._keeper.start()

    def stop(self) -> None:
        """Let it finish what it does, but not for ever."""
        self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _keep(self) -> None:
        pause = A_MOMENT
        while not self._stopping.wait(pause):
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "upstander.site", "work"],
                stdin=subprocess.DEVNULL,
                env={**os.environ, lifeline.NAME: str(os.getpid())},
                start_new_session=True,  # Ctrl-C reaches us alone; we tell it to stop
            )
            self._process.wait()
            pause = BETWEEN_STARTS


def serve(host: str, port: int, workers: int, welcome: Callable[[], None]) -> None:
    """Serve until told to stop; returns after a clean stop."""
    application = load_everything()
    connections.close_all()  # an open connection must never be shared over a fork
    close_store()
    work, parent = BackgroundWork(), os.getpid()
    server = MPServer(
        "upstander.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        loop=Loops.asyncio,
        workers=workers,
        blocking_threads=1,
        websockets=False,
        backpressure=128,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE,
    )
    server.on_startup(welcome)
    server.on_startup(work.start)

    def load() -> Any:
        lifeline.end_with_parent(parent)
        return application

    try:
        server.serve(target_loader=load, wrap_loader=False)
    finally:
        work.stop()


def load_everything() -> Any:
    """Load every page before the web processes are forked, and give the application."""
    gc.disable()
    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 - asking for them loads them
    gc.freeze()  # what is loaded stays, shared by all processes
    gc.enable()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    return application


def check_port(host: str, port: int) -> None:
    """Refuse with a sentence where the address cannot be listened at."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise Refused(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Something else already listens at {host}:{port}. Stop it, or choose another port: "
            f"upstander run --port {port + 1}"
        )
    if error.errno == errno.EACCES:
        return f"You may not listen at port {port}. Choose one above 1023 with --port."
    return f"{host} is no address of this machine. Choose another with --host."

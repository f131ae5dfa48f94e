"""A mail server for tests: it speaks SMTP over a true socket and keeps what it is given.

It knows as much of RFC 5321 as a client may lean on, and can be told to misbehave. That it tells
the truth is shown in test_smtp.py with a client that is not ours.
"""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class MailServer(socketserver.ThreadingTCPServer):
    """What came in, and how it answers."""

    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), _Session)
        self.port = self.server_address[1]
        self.letters: list[tuple[str, bytes]] = []
        self.commands: list[str] = []
        self.answers: dict[str, str] = {}  # of a recipient, or of a command
        self.silent = False  # take connections and say nothing
        self.after_data = lambda: None  # called when a letter is kept, before that is confirmed
        self.certificate = certificate


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.silent:
            self.rfile.readline()
            return
        self.say("220 mail.test ready")
        self.to = ""
        with suppress(OSError, ValueError):
            while self.step(self.rfile.readline().decode().strip()):
                pass

    def step(self, line: str) -> bool:
        if not line:
            return False
        verb = line.split(maxsplit=1)[0].upper()
        self.server.commands.append(line)
        fixed = self.server.answers.get(verb)
        if fixed:
            self.say(fixed)
            return not fixed.startswith("421")
        return bool(getattr(self, f"on_{verb.lower()}", self.on_other)(line))

    def on_ehlo(self, line):
        if self.server.certificate and not isinstance(self.connection, ssl.SSLSocket):
            self.say("250-mail.test")
            return self.say("250 STARTTLS")
        self.say("250-mail.test")
        return self.say("250 8BITMIME")

    def on_starttls(self, line):
        self.say("220 go ahead")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.certificate)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        return True

    def on_rcpt(self, line):
        self.to = line.partition("<")[2].partition(">")[0]
        return self.say(self.server.answers.get(self.to, "250 fine"))

    def on_data(self, line):
        self.say("354 go on")
        raw = b""
        while (part := self.rfile.readline()) not in (b".\r\n", b""):
            raw += part.removeprefix(b".") if part.startswith(b"..") else part
        self.server.letters.append((self.to, raw))
        self.server.after_data()
        return self.say("250 kept")

    def on_quit(self, line):
        self.say("221 bye")
        return False

    def on_other(self, line):
        return self.say("250 fine")

    def say(self, answer: str) -> bool:
        self.wfile.write(f"{answer}\r\n".encode())
        return True


@contextmanager
def running(server: socketserver.BaseServer) -> Iterator[socketserver.BaseServer]:
    """Serve until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

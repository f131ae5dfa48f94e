"""How messages of one channel leave, as the settings say it."""

from dataclasses import dataclass, field

EMAIL, SMS = "email", "sms"
WAITS, FILES, CONSOLE, SMTP, NOTIFY = "waits", "files", "console", "smtp", "notify"
REAL = frozenset({SMTP, NOTIFY})  # what they take, reaches a person


@dataclass(frozen=True)
class Way:
    """Through what, and in whose name, messages leave; secrets stay out of its `repr`."""

    transport: str = WAITS
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    ssl: bool = False
    starttls: bool = False
    sender: str = "Upstander <upstander@localhost>"
    key: str = field(default="", repr=False)
    template: str = ""
    reply_to: str = ""
    timeout: float = 10

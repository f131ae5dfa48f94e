"""Sessions that a copy of the database does not show."""

import json
from typing import Any

from upstander.kernel.vault.sealing import seal, unseal


class SealedSession:
    """Writes a session so that a copy of the database shows nothing of what it holds.

    While somebody sets up their second step, its secret waits in the session.
    """

    def dumps(self, session: dict[str, Any]) -> bytes:
        """Write a session."""
        return seal(json.dumps(session, separators=(",", ":")).encode(), "session").encode()

    def loads(self, data: bytes) -> dict[str, Any]:
        """Read a session; Django takes one that does not open for an empty one."""
        found: dict[str, Any] = json.loads(unseal(data.decode("ascii"), "session"))
        return found

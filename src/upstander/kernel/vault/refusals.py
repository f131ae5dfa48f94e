"""The ways in which the vault says no."""

from upstander.kernel.errors import Refused


class VaultShut(Refused):
    """The keys cannot be used as they lie there; nothing was opened or written."""


class Tampered(Refused):
    """What is kept of a record is not what was written for it."""

    def __init__(self, about: str) -> None:
        """Name the record by label and key."""
        super().__init__(
            f"The protected part of {about} is not what was written there: it was changed, or moved"
            " from another record. Nothing of it is shown. Restore it from a backup."
        )


class KeyLost(Refused):
    """A record's key is not in the key store, though nobody erased the record."""

    def __init__(self, about: str) -> None:
        """Name the record by label and key."""
        super().__init__(
            f"The key of {about} is not in the key store. If data were restored from a backup, "
            "restore the keys of that time as well: upstander keys_restore FILE"
        )


class NotSearchable(TypeError):
    """Code asked the database for something that only an opened record can tell."""

    def __init__(self, field: str) -> None:
        """Say what to do instead."""
        super().__init__(
            f"{field} is encrypted, so the database cannot filter, order, count or update by it. "
            "Open records through a door, or find them by their search tokens."
        )


class Unwritable(TypeError):
    """Code tried to write or remove a record in a way that would lose or expose what it holds."""

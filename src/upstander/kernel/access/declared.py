"""What all parts of the product declare of access to records of people."""

from upstander.kernel.guards import Guard, Purpose, SystemWork
from upstander.kernel.registry import capabilities


def all_guards() -> list[Guard]:
    """List how the records of every guarded model are guarded."""
    return [known for capability in capabilities() for known in capability.guards]


def all_purposes() -> dict[str, Purpose]:
    """List what records can be opened for, by code."""
    return {known.code: known for capability in capabilities() for known in capability.purposes}


def opening_purposes() -> dict[str, Purpose]:
    """List what an agreement between bodies, or a guard, can open records for, by code."""
    return {code: known for code, known in all_purposes().items() if known.opens}


def all_system_work() -> dict[str, SystemWork]:
    """List the work for which the product itself goes through records, by code."""
    return {known.code: known for capability in capabilities() for known in capability.system_work}

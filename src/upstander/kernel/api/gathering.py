"""All that the parts of the product let other systems ask."""

from collections import defaultdict
from collections.abc import Mapping

from upstander.kernel.operations import Operation, TokenPurpose
from upstander.kernel.registry import capabilities


def all_operations() -> list[Operation]:
    """List every operation, part by part."""
    return [known for part in capabilities() for known in part.operations]


def by_path() -> dict[str, dict[str, Operation]]:
    """Give the operations of each path by their method."""
    found: dict[str, dict[str, Operation]] = defaultdict(dict)
    for operation in all_operations():
        found[operation.path][operation.method] = operation
    return dict(found)


def purposes() -> Mapping[str, TokenPurpose]:
    """Give every purpose that a token can have, by its code."""
    found = [each for operation in all_operations() for each in operation.purposes]
    return {purpose.code: purpose for purpose in found}

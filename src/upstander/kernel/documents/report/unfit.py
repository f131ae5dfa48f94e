"""How a report refuses what some of its readers could not read."""


class Unfit(ValueError):
    """A part of a report that not everybody could read: a mistake in the product."""

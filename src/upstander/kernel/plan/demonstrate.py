"""Loads the demonstration's plan. The data itself lies in `demo/`, and is only read when asked."""


def load() -> None:
    """Load people and plan of the demonstration; a second time it changes nothing."""
    from upstander.kernel.plan.demo.loading import load_merton, load_people  # noqa: PLC0415

    load_people()
    load_merton()

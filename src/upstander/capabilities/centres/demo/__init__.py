"""The demonstration's network of centres, which is read only when it is asked for."""


def load() -> None:
    """Load the network; a second time it changes nothing."""
    from upstander.capabilities.centres.demo.loading import load_network  # noqa: PLC0415

    load_network()

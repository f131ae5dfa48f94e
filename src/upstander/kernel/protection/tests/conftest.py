from upstander.kernel.access.tests.conftest import case

__all__ = ["case"]

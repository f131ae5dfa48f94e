from upstander.kernel.access.tests.conftest import capability, case

__all__ = ["capability", "case"]

"""The kernel as a Django app: it finds every declaration when the product starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """Finds each installed folder's `capability.py`, the way Django's admin finds its own."""

    name = "upstander.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Load every declaration."""
        autodiscover_modules("capability")

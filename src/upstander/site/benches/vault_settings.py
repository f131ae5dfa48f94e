"""The product's settings, with records that only benches have."""

from upstander.site.settings import *  # noqa: F403
from upstander.site.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "upstander.kernel.testing"]
ROOT_URLCONF = "upstander.site.benches.vault_urls"

"""The product's own settings, in a home of their own that goes away with the process.

Tests ask for the same product that people use: only what makes them slow, or reaches out, differs.
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="upstander-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("UPSTANDER_")]:
    if _name != "UPSTANDER_DATABASE":
        del os.environ[_name]
os.environ |= {"UPSTANDER_HOME": _home, "UPSTANDER_TODAY": "2024-11-14"}

from upstander.kernel.outbox.ways import SMTP, Way  # noqa: E402
from upstander.site.settings import *  # noqa: E402, F403
from upstander.site.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAYS = {"email": Way(SMTP, sender="Upstander <upstander@council.test>"), "sms": Way()}
WEB_HELPS_OUT = False  # no thread of the product may outlive a test
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
SECOND_STEP = False  # people of the tests come in by themselves; tests/site asks for the rule
INSTALLED_APPS = [*INSTALLED_APPS, "upstander.kernel.testing"]  # records that only tests have
if DATABASES["default"]["ENGINE"] == "upstander.kernel.lane":
    # in memory nobody queues, and the test runner knows a database in memory by this name
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"

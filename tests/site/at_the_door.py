"""One process of the server, at whose door somebody tries wrong passwords; prints the answers.

    python -m tests.site.at_the_door prepare
    python -m tests.site.at_the_door EMAIL SOURCE TIMES

The home comes from UPSTANDER_HOME, so that several processes share one database.
"""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"

import django
from django.conf import settings

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


class NoMigrations:
    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def prepare() -> None:
    from django.core.management import call_command

    settings.MIGRATION_MODULES = NoMigrations()
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable")


def knock(email: str, source: str, times: int) -> None:
    from django.test import Client

    form = {"login": email, "password": "a wrong one"}
    for _ in range(times):
        answer = Client().post("/account/sign-in/", form, REMOTE_ADDR=source, HTTP_HOST="127.0.0.1")
        print(answer.status_code)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        knock(sys.argv[1], sys.argv[2], int(sys.argv[3]))

"""Search tokens: what lets a person be found without the database knowing by what."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models


class SearchToken(models.Model):
    """One token of one record: a number made from a value under a secret key.

    Nothing tells a token of a telephone number from one of a surname, and equal values of two
    purposes, or of two kinds of record, have different tokens.
    """

    token = models.BigIntegerField()
    about = models.ForeignKey(ContentType, on_delete=models.PROTECT, db_index=False)
    record = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["token", "about", "record"], name="vault_token_found"),
            models.Index(fields=["about", "record"], name="vault_token_of_record"),
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"


def tokens_of(record: Any) -> "models.QuerySet[SearchToken]":
    """Give the tokens of one record."""
    return SearchToken.objects.filter(about=kind_of(type(record)), record=record.pk)


def replace_tokens(record: Any, tokens: Iterable[int], *, new: bool = False) -> None:
    """Let these be the tokens of a record, in place of those that it had.

    By plain SQL: making objects of them would take as long as all else that a new record needs.
    """
    about = kind_of(type(record)).pk
    table = SearchToken._meta.db_table
    with connection.cursor() as cursor:
        if not new:
            cursor.execute(
                f"DELETE FROM {table} WHERE about_id = %s AND record = %s",  # noqa: S608
                [about, record.pk],
            )
        cursor.executemany(
            f"INSERT INTO {table} (token, about_id, record) VALUES (%s, %s, %s)",  # noqa: S608
            [[token, about, record.pk] for token in set(tokens)],
        )


def kind_of(model: Any) -> ContentType:
    """Give the number under which a model stands among the tokens."""
    return ContentType.objects.get_for_model(model)

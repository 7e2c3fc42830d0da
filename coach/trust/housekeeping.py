"""The daily job: what nobody agrees to any more, or is old enough, is deleted."""

from __future__ import annotations

from datetime import timedelta

from coach.records.database import Database
from coach.records.retention import Expired, Keeping, expire
from coach.settings import Settings
from coach.trust.words import words


def keep_house(database: Database, settings: Settings) -> Expired:
    """Do it once; doing it again deletes no more.

    Records of people who left are not touched: how long the law asks for them is for 'coach data
    purge', which a person or their timer starts.

    Raises:
        StorageError: the log can't be written, or a video can't be deleted.
    """
    rules = words().retention
    days = settings.keep_audit_days
    return expire(
        database,
        Keeping(
            attempts=timedelta(days=rules.attempts_days),
            sign_ins=timedelta(days=rules.sign_ins_days),
            audit=timedelta(days=days) if days else None,
        ),
    )

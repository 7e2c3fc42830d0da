"""How a question is asked about many patients at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from coach.caseload.rules import CaseloadRules, caseload_rules


class Asked:
    """One reading of the database for these patients."""

    def __init__(self, session: Session, patients: Collection[UUID], now: datetime) -> None:
        self.session = session
        self.patients = patients
        self.now = now
        self.rules: CaseloadRules = caseload_rules()

    def days_ago(self, days: int) -> date:
        """A day that so many days ago had not begun for anybody, wherever they are."""
        return self.now.date() - timedelta(days=days + 1)

    def rows(
        self, query: Select[*tuple[Any, ...]], whose: InstrumentedAttribute[UUID]
    ) -> Iterable[Any]:
        """The rows of a query that belong to these patients."""
        return self.session.execute(query.where(whose.in_(self.patients)))

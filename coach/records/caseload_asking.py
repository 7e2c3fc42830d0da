"""How a question is asked about many patients at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
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
        # One value for all of them: to look at each in turn, for each question, takes longer.
        listed = bindparam("patients", expanding=True, type_=whose.type)
        return self.session.execute(query.where(whose.in_(listed)), {"patients": self.patients})

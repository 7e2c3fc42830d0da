"""The judgements on all patients of a therapist at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from coach.records.account_models import AccountRow, CareLinkRow
from coach.records.database import Database
from coach.records.entries import Person, PersonId, Role
from coach.records.judgement_rows import (
    Judgement,
    holding,
    judgement_of,
    judgements_with_exercise,
)
from coach.records.models import PersonRow
from coach.records.review_models import JudgementRow


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, and the patient whose set it is on."""

    patient: PersonId
    judgement: Judgement


def judged_for(database: Database, therapist: Person) -> list[Judged]:
    """The judgements that hold on sets of patients whose records this therapist may see.

    Those of any therapist, and none of the patients' own; the oldest first. For anybody but a
    therapist there are none.

    Raises:
        StorageError: the log can't be read, or a judgement is damaged.
    """
    if therapist.role is not Role.THERAPIST:
        return []
    # As coach.records.access.cares_for has it for one patient.
    seen = (
        select(CareLinkRow.patient_id)
        .join(PersonRow, PersonRow.id == CareLinkRow.patient_id)
        .outerjoin(AccountRow, AccountRow.person_id == CareLinkRow.patient_id)
        .where(
            CareLinkRow.therapist_id == therapist.id,
            CareLinkRow.ended_at.is_(None),
            PersonRow.deleted_at.is_(None),
            or_(CareLinkRow.agreed_at.is_not(None), AccountRow.person_id.is_(None)),
        )
    )
    query = judgements_with_exercise().where(
        JudgementRow.patient_id.in_(seen),
        JudgementRow.author_id.is_distinct_from(JudgementRow.patient_id),
    )
    with database.reading() as session:
        rows = session.execute(query).all()
        whose = {row.id: PersonId(row.patient_id) for row, _ in rows}
        return [Judged(whose[one.id], one) for one in holding(map(judgement_of, rows))]

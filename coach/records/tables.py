"""All tables of the database: importing this makes them known."""

from coach.records import account_models, care_models, review_models
from coach.records.models import Base

__all__ = ["Base", "account_models", "care_models", "review_models"]

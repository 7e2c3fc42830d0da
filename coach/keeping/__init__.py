"""After week six: check-ins, the relapse plan, and the way back into the programme."""

from coach.keeping.checking import Due, Reentry, due, reentry
from coach.keeping.forms import Monthly, RelapsePlan

__all__ = ["Due", "Monthly", "Reentry", "RelapsePlan", "due", "reentry"]

"""The way back to everyday life: a ladder for each activity, one step at a time."""

from coach.returning.told import ActivityStep, standing

__all__ = ["ActivityStep", "standing"]

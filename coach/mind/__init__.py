"""Calm and mind: goals and values, pacing, quiet times, thoughts, trying things out, sleep."""

from coach.mind.forms import Goal, Value
from coach.mind.told import goals, values

__all__ = ["Goal", "Value", "goals", "values"]

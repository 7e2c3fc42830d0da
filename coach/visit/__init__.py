"""The first visit and those that look back: questions, what they come to, when they are due."""

from coach.visit.visit import KIND, Caution, Direction, Visit, prefer, visit_of

__all__ = ["KIND", "Caution", "Direction", "Visit", "prefer", "visit_of"]

"""Where on the body it hurts."""

from coach.body.areas import HEIGHT, WIDTH, Area, Region, View, area_names, areas, below_knee

__all__ = ["HEIGHT", "WIDTH", "Area", "Region", "View", "area_names", "areas", "below_knee"]

"""The body chart: front and back, to tap where it hurts."""

from coach.body import area_names
from coach.web.bodychart.chart import body_chart, clear_chart

__all__ = ["area_names", "body_chart", "clear_chart"]

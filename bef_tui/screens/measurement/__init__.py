"""Measurement: the scorecard, one KPI's chart, the conversion funnel, said and done."""

from bef_tui.screens.measurement.screen import MeasurementScreen

__all__ = ["MeasurementScreen"]

"""logbook: an incident and request logbook for social care."""

__version__ = "0.1.0"

"""Earlier enquiries about the same patient."""

from datetime import timedelta

REPEAT_WITHIN = timedelta(days=30)
"""A call about a patient this soon after another is shown to the registrar at once."""

"""Advice Line: who is on call and free, what was advised, who is accountable."""

__version__ = "0.1.0"

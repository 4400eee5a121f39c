"""The whole of ``rota``: importing this gathers its commands."""

from advice_line.cli import rota_files, rota_hours, rota_look, rota_replay
from advice_line.cli.rota import rota

__all__ = ["rota", "rota_files", "rota_hours", "rota_look", "rota_replay"]

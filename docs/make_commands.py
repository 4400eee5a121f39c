"""Writes ``docs/commands.md``, the ``--help`` of every command, from the commands; a test fails when they differ."""

from collections.abc import Iterator
from pathlib import Path

import click

from advice_line.cli.main import advice_line

PAGE = Path(__file__).parent / "commands.md"
HEAD = """# The commands

What `--help` says of each, as of this version. `python -m docs.make_commands` writes this page.
"""


def _all_commands(command: click.Command, context: click.Context) -> Iterator[click.Context]:
    """Every command's context, a group's before those of its members, by name."""
    yield context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member is not None and not member.hidden:
                within = member.context_class(member, info_name=name, parent=context, terminal_width=100)
                yield from _all_commands(member, within)


def page() -> str:
    """The whole page."""
    settings = advice_line.context_settings
    whole = click.Context(advice_line, info_name="advice-line", terminal_width=100, **settings)
    sections = [
        f"## {context.command_path}\n\n```\n{context.command.get_help(context)}\n```"
        for context in _all_commands(advice_line, whole)
    ]
    return "\n\n".join([HEAD.strip(), *sections]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

"""``keys``: what every key of the screens does, and a person's own keys with what speaks against them."""

import sys

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json


@click.command()
@as_json_lines
def keys(as_json: bool) -> None:
    """Print every command of the screens, its key and what it does.

    A command's name gives it another key, under [keys] in the settings. What speaks against one of yours is said
    with its line, and the exit code is 1: the screens do not open with it.
    """
    from advice_line.settings import our_settings, settings_path
    from advice_line.tui.keymap import all_keys, refusals, sound

    chosen = our_settings().keys
    for key in all_keys(sound(chosen)):
        words = key.command.description
        if as_json:
            echo_json({"name": key.name, "keys": key.keys, "words": words, "own": key.own})
        else:
            echo(f"{key.name:28} {key.printed:16} {words}{' (yours)' if key.own else ''}")
    wrong = refusals(settings_path(), chosen)
    for refusal in wrong:
        echo(refusal, err=True)
    sys.exit(1 if wrong else 0)

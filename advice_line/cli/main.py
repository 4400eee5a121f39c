"""The way in: global options, and commands that are imported only when they are called."""

import sys
from importlib import import_module
from typing import Any

import click

from advice_line import __version__
from advice_line.cli.echo import echo
from advice_line.files import keep_to_ourselves
from advice_line.plain import check_plain
from advice_line.problems import Refused

_COMMANDS: dict[str, tuple[str, str]] = {
    "audit": ("advice_line.cli.audit:audit", "Figures about the rota, activity and accountability."),
    "backup": ("advice_line.cli.backup:backup", "A consistent copy of the store while the program runs."),
    "contract": ("advice_line.cli.contract:contract", "Contracts with commissioners: check, publish, show."),
    "demo": ("advice_line.cli.demo:demo", "A throwaway store with a believable hospital, opened at once."),
    "doctor": ("advice_line.cli.doctor:doctor", "What is wrong with this installation, and what to do."),
    "init": ("advice_line.cli.accounts:init", "Create the store and the first account."),
    "keys": ("advice_line.cli.keys:keys", "What every key of the screens does, and your own."),
    "login": ("advice_line.cli.accounts:login", "Sign in for the commands that follow."),
    "logout": ("advice_line.cli.accounts:logout", "Forget the sign-in."),
    "oncall": ("advice_line.cli.oncall:oncall", "Who answers, now or at any instant."),
    "practice": ("advice_line.cli.practice:practice", "The GP practices that may call."),
    "report": ("advice_line.cli.report:report", "Reports on paper and by mail: the interface month by month."),
    "restore": ("advice_line.cli.restore:restore", "Put a backup in the place of the store."),
    "rota": ("advice_line.cli.rota_group:rota", "Rotas: check, publish, look ahead, bring in and hand out."),
    "statement": (
        "advice_line.cli.statement:statement",
        "What a commissioner is charged: draft, issue, query, answer, credit, pay.",
    ),
    "sheet": ("advice_line.cli.sheet:sheet", "The printable on-call sheet for when computers fail."),
    "search": (
        "advice_line.cli.search:search",
        "Find an enquiry by reference, patient, practice, clinician or words.",
    ),
    "letter": ("advice_line.cli.search:letter", "The confirmation to the practice, to print."),
    "referral": ("advice_line.cli.search:referral", "Advice as a referral note, for the practice to send."),
    "mail": (
        "advice_line.cli.mail:mail",
        "The e-mail desk: what came in, what goes out, whether its servers are well.",
    ),
    "trail": ("advice_line.cli.trail:trail", "The record of everything anyone did."),
    "worker": ("advice_line.cli.worker:worker", "Chasers, the on-call sheet and the e-mail desk, until stopped."),
    "token": ("advice_line.cli.tokens:token", "Tokens for jobs: add, list, revoke."),
    "user": (
        "advice_line.cli.users:user",
        "Accounts: add, list, disable, enable, role, rename, email, password, unlock.",
    ),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it or show its help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuses an argument that holds what cannot be seen; words may have line ends and tabs."""
        for number, argument in enumerate(args, 1):
            try:
                check_plain(argument, f"Argument {number}", lines=True)
            except ValueError as error:
                raise click.UsageError(f"{error}") from None
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    envvar="ADVICE_LINE_STORE",
    metavar="PATH",
    help="The store's file. [env: ADVICE_LINE_STORE; default: the platform's data folder]",
)
@click.version_option(__version__, prog_name="advice-line")
@click.pass_context
def advice_line(ctx: click.Context, store: str | None) -> None:
    """The GP advice line: who is on call and free, what was advised, who is accountable.

    Without a command it opens the screens.
    """
    ctx.obj = store
    if ctx.invoked_subcommand is None:
        from advice_line.cli.screens import open_screens

        open_screens(store)


def main(arguments: list[str] | None = None) -> Any:
    """Runs the program; a refusal is one sentence on stderr and exit code 1."""
    keep_to_ourselves()
    try:
        advice_line.main(args=arguments, prog_name="advice-line", standalone_mode=True)
    except Refused as refusal:
        echo(str(refusal), err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)

"""Writes the table of ``docs/chasers.md`` from the rules themselves; a test fails when they differ."""

from datetime import timedelta
from pathlib import Path

from advice_line.enquiry.chasing import RULES, ChaserRule, ChaserStep

PAGE = Path(__file__).parent / "chasers.md"
SAYS = {
    "RECORD": "put through, nothing recorded",
    "CALL_BACK": "the caller waits to be rung back",
    "EMAIL": "an e-mail waits for its answer",
    "COUNTERSIGN": "advice about an unseen patient is not countersigned; from the desk's `countersign_hours` (24) on",
    "ACKNOWLEDGE": "the practice has not acknowledged (`acknowledge_hours`, 72), or our mail came back",
    "STALE_ROTA": "nobody has published or confirmed the rota for the desk's `stale_after_days` (7)",
    "GAP": "nobody will be on duty, or all in clinic, or nobody on rung 1",
    "NO_CONTACT": "a shift begins whose clinician has no contact",
    "MAIL_SERVER": "a mail server does not answer, or mail waits over an hour to be sent",
    "MAIL": "a mail needs a person: spam, a loop, not understood, too large",
    "LETTERS": "a practice's letters are to go elsewhere, and a second person or the told desk has not answered",
    "ACCOUNT": "somebody added, reset, enabled, renamed or changed an account in a clinician's name",
    "BACKUP": "no backup for `backup_within_hours` (26)",
    "HEAD": "the trail's head was not left for two hours in a place that `heads_to` names",
}


def _span(span: timedelta) -> str:
    minutes = int(abs(span).total_seconds() // 60)
    words = (
        f"{minutes} min" if minutes % 60 else f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"
    )
    return f"{words} before" if span < timedelta() else words if minutes else "at once"


def _when(step: ChaserStep) -> str:
    return f"{step.share:.0%} of its time" if step.share is not None else _span(step.after)


def _row(name: str, kind: str, rule: ChaserRule) -> str:
    steps = "; ".join(f"{step.to}: {_when(step)}" for step in rule.steps)
    again = f"every {_span(rule.again)}" if rule.again else "no"
    yes = {True: "yes", False: "no"}
    return f"| {kind} | {SAYS[name]} | {steps} | {again} | {yes[rule.quiet]} | {yes[rule.by_mail]} |"


def table() -> str:
    """The rows, one for each kind."""
    return "\n".join(_row(kind.name, str(kind), rule) for kind, rule in RULES.items())


if __name__ == "__main__":
    head = PAGE.read_text("utf-8").split("|---|---|---|---|---|---|\n")[0]
    PAGE.write_text(f"{head}|---|---|---|---|---|---|\n{table()}\n", "utf-8")

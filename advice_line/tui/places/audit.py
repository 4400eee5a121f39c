"""The manager's audits: the figures of the exports, on the screen."""

from datetime import timedelta
from pathlib import Path

from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.enquiry.form import Field, OneLine
from advice_line.exports.audits import FORMATS, KINDS, Audit, AuditKind
from advice_line.instants import parse_day, start_of
from advice_line.people.roles import Act, ever
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.audits import audits


def _sees_all(place: Place) -> bool:
    return ever(place.person, Act.AUDIT)


class AuditPlace(Place):
    """One audit at a time; arrows choose the desk, keys the audit and the period, one writes the file."""

    NAME = "audit"
    TITLE = "Audit"
    HELP = (
        "Figures of a period with their denominators; no patient's identity is in them. ← → choose the desk and "
        "month, 1 to 4 the audit, p the period, x writes the same figures to a file (.csv, .xlsx, .json or .html), "
        "the rota audit with the cases behind them."
    )
    BINDINGS = [
        Command("audit.activity", "1", "kind('activity')", "Activity", when=_sees_all),
        Command("audit.accountability", "2", "kind('accountability')", "Accountability", when=_sees_all),
        Command("audit.rota", "3", "kind('rota')", "Rota", when=_sees_all),
        Command("audit.interface", "4", "kind('interface')", "Interface"),
        Command("audit.desk-before", "left", "desk(-1)", "Desk before"),
        Command("audit.next-desk", "right", "desk(1)", "Next desk"),
        Command("audit.period", "p", "period", "Period"),
        Command("audit.export", "x", "export", "Export"),
    ]
    DEFAULT_CSS = """
    AuditPlace #which { height: auto; padding: 0 1; background: $boost; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kind: AuditKind = "activity" if ever(session.person, Act.AUDIT) else "interface"
        self._found: Audit | None = None
        self._desk = -1
        self._days: tuple[str, str] | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="which", markup=False)
        yield Rows(
            Column("Figure"), Column("", 12), Column("", 26), id="figures", empty="No figures yet.", opens=False
        )

    @property
    def figures(self) -> Rows:
        return self.query_one("#figures", Rows)

    def enter(self) -> None:
        self.figures.focus()
        if self._found is None:
            self._read()

    def _period(self) -> tuple[str, str]:
        if self._days is None:
            today = self.line.now().astimezone(self.session.zone).date()
            self._days = ((today - timedelta(days=28)).isoformat(), (today + timedelta(days=1)).isoformat())
        return self._days

    @talk("audit")
    async def _read(self) -> None:
        begins, until = (start_of(parse_day(day), self.session.zone) for day in self._period())
        self._found = await self.run(audits.audit, self._kind, begins, until, "", self.session.settings)
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        rows = self._found.rows
        row = rows[self._desk % len(rows)]
        begins, until = self._period()
        which = " ".join(f"{row[key]}" for key in ("desk", "month") if row.get(key))
        self.query_one("#which", Static).update(
            f"{self._kind.capitalize()} · {which} · from {begins} until {until} (not covered)"
        )
        widest = max((float(v) for v in row.values() if isinstance(v, int | float)), default=0)
        self.figures.set_rows(
            [
                RowOf(name, ((_label(name), ""), (_figure(value), "strong"), (_bar(name, value, widest), "good")))
                for name, value in row.items()
                if name not in ("desk", "month")
            ]
        )

    def action_kind(self, kind: AuditKind) -> None:
        self._kind = kind if kind in KINDS else "activity"
        self._read()

    def action_desk(self, by: int) -> None:
        self._desk += by
        self._show()

    @talk("audit-ask")
    async def action_period(self) -> None:
        begins, until = self._period()
        title = "From which day, until which (first day not covered)?"
        period = Field("period", title, hint="Two dates.", first=f"{begins} {until}", check=_two_days)
        self._days = _two_days(await ask(self, period))
        self._read()

    @talk("audit-ask")
    async def action_export(self) -> None:
        if self._found is None:
            return
        begins, until = self._period()
        name, hint = f"{self._kind}-{begins}-{until}.csv", "The ending says how: .csv, .xlsx, .json or .html"
        asked = Field("file", "Write to which file?", hint=hint, first=name, check=_file_name)
        path, replace = await which_file(self, asked)
        form = path.suffix[1:].lower()
        await self.run(audits.export_audit, self._found, form, path, replace=replace)
        self.say(f"Wrote {path.resolve()}.")


def _label(name: str) -> str:
    """``connected_percent_of_calls`` as it is read: “connected, % of calls”."""
    words = name.replace("_percent_of_", ", % of ").replace("_percent", ", %").replace("_", " ")
    return words[0].upper() + words[1:]


def _figure(value: object) -> str:
    return "–" if value is None else f"{value:g}" if isinstance(value, float) else f"{value}"


def _bar(name: str, value: object, widest: float) -> str:
    if not isinstance(value, int | float):
        return ""
    whole = 100.0 if "percent" in name else widest
    return "█" * round(24 * value / whole) if whole and ("percent" in name or isinstance(value, int)) else ""


_DAYS = OneLine(
    (Field("begins", "from", check=parse_day), Field("until", "until", check=parse_day)),
    "Type two dates with a space between.",
)


def _two_days(text: str) -> tuple[str, str]:
    begins, until = _DAYS.read(text)
    if parse_day(until) <= parse_day(begins):
        raise ValueError("The second date must be after the first.")
    return begins, until


def _file_name(text: str) -> None:
    if Path(text).suffix.lstrip(".").lower() not in FORMATS:
        raise ValueError("End the name in .csv, .xlsx, .json or .html.")

"""The manager's audits: figures of a period, and a picture for each kind of figure; the exports show the same."""

from collections.abc import Callable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from advice_line.charts.chart import Chart
from advice_line.enquiry.form import Field, Option
from advice_line.exports.audit_charts import (
    AuditSources,
    NamedRows,
    control_of,
    desk_funnel,
    has_funnel,
    has_practices,
    heat_of,
    outcomes_of,
    practice_funnel,
    waiting_of,
)
from advice_line.exports.audit_terms import TERMS, AuditRow, Term
from advice_line.exports.audits import FORMATS, KINDS, Audit, AuditKind
from advice_line.instants import start_of
from advice_line.people.roles import Act, ever
from advice_line.periods import Period, period_asked, period_name, period_typed
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.places.audit_rows import figure_rows
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.picture import Picture
from advice_line.tui.widgets.rows import Column, Rows
from advice_line.usecases.audits import audits
from advice_line.usecases.audits.sources import audit_sources
from advice_line.words.days import letter_date

_ENDINGS = "The ending says how: .csv, .xlsx, .json or .html"
_FIGURES = "figures"
_OVER_TIME = "over time"
_FUNNEL = "funnel"
_PRACTICES = "practices"
_BY_DESK: dict[str, Callable[[AuditSources, str], Chart]] = {
    "hours": heat_of,
    "waiting": waiting_of,
    "outcomes": outcomes_of,
}


def _sees_all(place: Place) -> bool:
    return ever(place.person, Act.AUDIT)


class AuditPlace(Place):
    """One audit at a time; keys choose the audit, the desk, the period and the picture, and one writes the file."""

    NAME = "audit"
    TITLE = "Audit"
    HELP = (
        "Figures of a period with their denominators; no patient's identity is in them. A percentage has a bar from "
        "0 to 100, every other figure its own weeks. Enter shows a figure over time with its control limits, f a "
        "share desk by desk in a funnel, g practice by practice; h calls by hour, w waiting, o outcomes; t goes back "
        "to the figures. 1 to 4 choose the audit, ← → or d the desk, p the period (2026-11, 2026/27 Q3, 2026/27 or "
        "two dates). x writes figures, pictures and what they mean to a file (.csv, .xlsx, .json or .html), the rota "
        "audit with its cases."
    )
    BINDINGS = [
        Command("audit.activity", "1", "kind('activity')", "Activity", when=_sees_all),
        Command("audit.accountability", "2", "kind('accountability')", "Accountability", when=_sees_all),
        Command("audit.rota", "3", "kind('rota')", "Rota", when=_sees_all),
        Command("audit.interface", "4", "kind('interface')", "Interface audit"),
        Command("audit.desk-before", "left", "desk(-1)", "Before", "The desk before"),
        Command("audit.next-desk", "right", "desk(1)", "Next", "The next desk"),
        Command("audit.which-desk", "d", "which_desk", "Desk", "Choose the desk"),
        Command("audit.period", "p", "period", "Period"),
        Command("audit.figures", "t", "picture('figures')", "Figures", when=lambda place: place.pictured),
        Command("audit.hours", "h", "picture('hours')", "Hours", "Calls by hour", when=lambda place: place.has_calls),
        Command("audit.waiting", "w", "picture('waiting')", "Waiting", when=lambda place: place.has_calls),
        Command("audit.outcomes", "o", "picture('outcomes')", "Outcomes", when=lambda place: place.has_calls),
        Command("audit.funnel", "f", "picture('funnel')", "Funnel", when=lambda place: place.has_funnel),
        Command("audit.practices", "g", "practices", "Practices", when=lambda place: place.has_practices),
        Command("audit.export", "x", "export", "Export"),
    ]
    DEFAULT_CSS = """
    AuditPlace #which { height: auto; padding: 0 1; background: $boost; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kind: AuditKind = "activity" if ever(session.person, Act.AUDIT) else "interface"
        self._kind_shown: AuditKind = self._kind
        self._found: Audit | None = None
        self._sources: AuditSources | None = None
        self._row = -1
        self._period: Period | None = None
        self._picture = _FIGURES

    def compose(self) -> ComposeResult:
        yield Static(id="which", markup=False)
        yield Rows(Column("Figure"), Column("", 11), Column("", 27), id="figures", empty="No figures yet.")

    @property
    def figures(self) -> Rows:
        return self.query_one("#figures", Rows)

    @property
    def pictured(self) -> bool:
        return self._picture != _FIGURES

    @property
    def has_calls(self) -> bool:
        return self._kind == "activity"

    @property
    def has_funnel(self) -> bool:
        """Whether the figure under the cursor is a share of things counted."""
        term = self._term
        return term is not None and has_funnel(self._kind, term)

    @property
    def has_practices(self) -> bool:
        """Whether it is counted practice by practice."""
        term = self._term
        return term is not None and has_practices(self._kind, term)

    @property
    def _term(self) -> Term | None:
        return next((term for term in TERMS[self._kind] if term.name == self.figures.key), None)

    @property
    def _desk(self) -> str:
        return str(self._shown["desk"])

    @property
    def _shown(self) -> AuditRow:
        assert self._found is not None
        return self._found.rows[self._row % len(self._found.rows)]

    @property
    def _over_time(self) -> NamedRows:
        return self._sources.over_time.get(self._desk, ()) if self._sources else ()

    def enter(self) -> None:
        self.figures.focus()
        if self._found is None:
            self._read()

    def _asked(self) -> Period:
        """The four weeks that end yesterday until somebody chooses: today is not over."""
        if self._period is None:
            self._period = period_asked(self.line.now().astimezone(self.session.zone).date())
        return self._period

    @talk("audit")
    async def _read(self) -> None:
        asked = self._asked()
        begins, until = (start_of(day, self.session.zone) for day in (asked.begins, asked.ends))
        self._sources = None
        self._found = await self.run(audits.audit, self._kind, begins, until, "", self.session.settings)
        self._show()
        self._sources = await self.run(audit_sources, self._found)
        self._show()

    def _show(self) -> None:
        if self._found is None or self._found.kind != self._kind:
            return
        row = self._shown
        which = " ".join(f"{row[key]}" for key in ("desk", "month") if row.get(key))
        asked = self._asked()
        period = period_name(asked.begins, asked.ends) or f"{letter_date(asked.begins)} to {letter_date(asked.last)}"
        self.query_one("#which", Static).update(f"{self._kind.capitalize()} · {which} · {period}")
        self.figures.set_rows(figure_rows(self._kind, row, self._over_time))
        if self._kind != self._kind_shown:  # a figure of the same name may stand far down in another audit
            self._kind_shown, self.figures.cursor = self._kind, 0
        chart = self._chart()
        self.figures.display = chart is None
        for picture in self.query(Picture):
            picture.display = chart is not None
            if chart is not None:
                picture.show(chart)
            elif picture.has_focus:
                self.figures.focus()
        self.refresh_bindings()

    def _chart(self) -> Chart | None:
        """What is drawn, if it is no list of figures."""
        if self._sources is None or self._found is None or self._picture == _FIGURES:
            return None
        term = self._term
        if self._picture == _OVER_TIME:
            return control_of(term, self._over_time, self._desk) if term and self._over_time else None
        if self._picture in (_FUNNEL, _PRACTICES):
            return self._funnel(term) if term else None
        if not self.has_calls:
            return None
        return _BY_DESK[self._picture](self._sources, self._desk)

    def _funnel(self, term: Term) -> Chart | None:
        assert self._sources is not None
        assert self._found is not None
        if self._picture == _FUNNEL:
            return desk_funnel(term, self._found.rows) if self.has_funnel else None
        return practice_funnel(term, self._sources, self._desk) if self.has_practices else None

    async def action_picture(self, name: str) -> None:
        """The plotting library is loaded with the first picture."""
        if not self.query(Picture):
            await self.mount(Picture(id="picture"))
        self._picture = name
        self._show()
        (self.figures if self._chart() is None else self.query_one(Picture)).focus()

    @talk("audit")
    async def action_practices(self) -> None:
        if self._found is None:
            return
        if self._sources is None or not self._sources.practices:
            self._sources = await self.run(audit_sources, self._found, practices=True)
        await self.action_picture(_PRACTICES)

    @on(Rows.RowChosen, "#figures")
    async def _chosen(self) -> None:
        if self._sources is not None and not self._over_time:
            self.refuse("There is nothing over time of this yet; d chooses another desk, p another period.")
            return
        await self.action_picture(_OVER_TIME)

    @on(Rows.RowMoved, "#figures")
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_kind(self, kind: AuditKind) -> None:
        self._kind, self._picture = kind if kind in KINDS else "activity", _FIGURES
        self._read()

    def action_desk(self, by: int) -> None:
        self._row += by
        self._show()

    @talk("audit-ask")
    async def action_which_desk(self) -> None:
        if self._found is None:
            return
        names = [" ".join(f"{row[key]}" for key in ("desk", "month") if row.get(key)) for row in self._found.rows]
        options = tuple(Option(str(n), name) for n, name in enumerate(names))
        self._row = int(await ask(self, Field("desk", "Which desk?", choices=options)))
        self._show()

    def _typed(self, text: str) -> Period:
        return period_typed(text, self.line.now().astimezone(self.session.zone).date())

    @talk("audit-ask")
    async def action_period(self) -> None:
        asked = self._asked()
        hint = "2026-11, 2026/27 Q3, 2026/27, or two dates: the first day, and the first no longer covered."
        first = f"{asked.begins} {asked.ends}"
        period = Field("period", "Which period?", hint=hint, first=first, check=self._typed)
        self._period = self._typed(await ask(self, period))
        self._read()

    @talk("audit-ask")
    async def action_export(self) -> None:
        if self._found is None:
            return
        asked = self._asked()
        name, hint = f"{self._kind}-{asked.begins}-{asked.ends}.csv", _ENDINGS
        field = Field("file", "Write to which file?", hint=hint, first=name, check=_file_name)
        path, replace = await which_file(self, field)
        form = path.suffix[1:].lower()
        await self.run(audits.export_audit, self._found, form, path, replace=replace)
        self.say(f"Wrote {path.resolve()}.")


def _file_name(text: str) -> None:
    if Path(text).suffix.lstrip(".").lower() not in FORMATS:
        raise ValueError("End the name in .csv, .xlsx, .json or .html.")

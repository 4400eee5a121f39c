"""What can be looked at from the rota's grid: gaps ahead, broken hours rules, how evenly the work is borne."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.form import Option
from advice_line.instants import start_of
from advice_line.problems import Refused
from advice_line.rota.gaps import GapKind
from advice_line.rota.hours import Broken
from advice_line.tui.dialogues.asking import answered
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.usecases.rotas.forecast import fairness_of
from advice_line.usecases.rotas.viewing import RotaView
from advice_line.words.days import date_words, day_column
from advice_line.words.gaps import gap_words
from advice_line.words.publications import shift_words

_COLUMNS = (
    ("duties", "duties", 10),
    ("nights", "nights", 10),
    ("weekends", "weekends", 10),
    ("bank_holidays", "bank hol.", 10),
    ("hours", "hours", 14),
)
"""Of fairness: the figure, its title and width, so that it fits 80 columns."""


def shown(place: RotaShown) -> RotaView:
    """The rota that is shown. Raises Refused when there is none yet."""
    if place.view is None:
        raise Refused("No rota is shown.")
    return place.view


async def gaps(place: RotaShown) -> str:
    """Every gap ahead; the one chosen is gone to."""
    view = shown(place)
    zone = view.roster.desk.zone
    ahead = [gap for gap in view.gaps if gap.end > place.line.now()]
    options = [
        Option(
            f"{number}",
            gap_words(gap, zone),
            "busy" if gap.kind is GapKind.CLOCKS else "bad",
            "\n".join(filter(None, [f"{gap.minutes} minutes", ", ".join(p.name for p in gap.who), gap.words])),
        )
        for number, gap in enumerate(ahead)
    ]
    title = f"Gaps until {date_words(view.grid.until)}; Enter goes there"
    chosen = await answered(place, Pick(title, options, _no_gaps(view)))
    gap = ahead[int(chosen)]
    place.grid.go(gap.start.astimezone(zone).date(), gap.who[0].gmc if gap.who else None)
    return ""


_NOTHING_KNOWN = "No rota is published for these days, so nothing is known of them."


def _no_gaps(view: RotaView) -> str:
    """That there are none is said only of days for which there is a rota."""
    zone = view.roster.desk.zone
    if not view.roster.stretches:
        return _NOTHING_KNOWN
    if view.known_until < start_of(view.grid.until, zone):
        return f"No gaps until {date_words(view.known_until.astimezone(zone))}; the rota is not written out further."
    return "There are no gaps ahead."


async def hours(place: RotaShown) -> str:
    """Every hours rule that breaks, with its evidence; the one chosen is gone to."""
    view = shown(place)
    zone, now = view.roster.desk.zone, place.line.now()
    found = [(one.clinician, broken) for one in view.broken for broken in one.broken if broken.shift.end > now]
    found.sort(key=lambda pair: pair[1].shift.start)
    options = [
        Option(
            f"{number}",
            f"{day_column(broken.shift.start.astimezone(zone))}  {person.name}: {broken.words}",
            "busy",
            f"Found {broken.found}, allowed {broken.allowed:g} {broken.rule.unit}: {_evidence(broken, zone)}\n"
            f"{broken.rule.source}",
        )
        for number, (person, broken) in enumerate(found)
    ]
    title = "Hours rules that break; Enter goes there"
    none = "No hours rule is broken ahead." if view.roster.stretches else _NOTHING_KNOWN
    chosen = await answered(place, Pick(title, options, none))
    person, broken = found[int(chosen)]
    place.grid.go(broken.shift.date, person.gmc)
    return ""


async def fairness(place: RotaShown) -> str:
    """Half a year from the month under the cursor on, for each person."""
    first = place.grid.day.replace(day=1)
    until = first + timedelta(weeks=26)
    found = await place.line.do(fairness_of, place.desk, first, until, place.session.settings)
    head = f"{'':18}{'post':>4}" + "".join(f"{title:>{width}}" for _, title, width in _COLUMNS)
    rows = [
        f"{b.clinician.name.removeprefix('Dr ')[:17]:18}{b.whole_time:>4g}"
        + "".join(f"{f'{getattr(b, f):g} ({b.per_whole_time(f):g})':>{width}}" for f, _, width in _COLUMNS)
        for b in found
    ]
    title = f"{date_words(first)} to {date_words(until - timedelta(days=1))}, in brackets for a whole-time post"
    place.app.push_screen(Lines(title, [head, *rows]))
    return ""


def _evidence(broken: Broken, zone: ZoneInfo) -> str:
    """Which shifts, the first few and the last."""
    told = [shift_words(shift, zone) for shift in broken.shifts]
    return ", ".join(told) if len(told) <= 6 else f"{', '.join(told[:4])} … {told[-1]}"

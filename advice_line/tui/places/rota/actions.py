"""What can be done to a rota from its grid: each a short talk with a person that ends in one use-case."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

from advice_line.enquiry.form import Field, OneLine, Option, options
from advice_line.instants import parse_day, parse_instant
from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.changes import Leg
from advice_line.rota.clashes import FORBIDS, Clash
from advice_line.rota.hours import Limits
from advice_line.tui.dialogues.ask import all_the_same
from advice_line.tui.dialogues.asking import answered, ask
from advice_line.tui.dialogues.changes import ChangesPage
from advice_line.tui.places.board_rows import note_beside
from advice_line.tui.places.rota.looking import shown
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.tui.talk import ThoughtBetter
from advice_line.usecases.rotas import covering, locums, swaps, who_answers
from advice_line.usecases.rotas.leave import enter_leave, enter_sickness
from advice_line.usecases.rotas.viewing import RotaView
from advice_line.usecases.usecase import Press
from advice_line.words.days import day_words
from advice_line.words.spans import hours_words, stretch_words
from advice_line.words.times import moment_column, moment_words

Action = Callable[[RotaShown], Awaitable[str]]
_LEAVE = OneLine(
    (
        Field("first", "first day", check=parse_day),
        Field("last", "last day", check=parse_day),
        Field("kind", "kind", choices=options("annual", "study", "sick", "other")),
    ),
    "Type the first day, the last day and the kind: annual, study, sick, other.",
)
_INSTANTS = OneLine(
    (Field("begins", "from when"), Field("until", "until when")),
    "Type two instants like 2026-10-25T09:00, with a space between.",
)
_LOCUM = OneLine(
    tuple(Field(key, key) for key in ("name", "registration number", "grade", "contacts")),
    "Four parts with commas between: name, registration number, grade, contacts.",
    ",",
)
_SOMEBODY_ELSE = Option(
    "locum",
    "Somebody who is not in the file …",
    about="A locum: name, registration number, grade, contacts.",
)
_SWAP_AHEAD = timedelta(weeks=8)


def _cell(place: RotaShown) -> tuple[RotaView, Clinician]:
    view = shown(place)
    return view, next(p for p in view.people if p.gmc == place.grid.gmc)


def _limits(place: RotaShown) -> Limits:
    return Limits(place.session.settings.hours_limits, place.desk)


async def leave(place: RotaShown) -> str:
    """Asks for the days and the kind, and enters leave."""
    _, person = _cell(place)
    day = place.grid.day
    title = f"Leave of {person.name}: first day, last day, kind"
    hint = "Both days included. A night begun before is still worked. Kinds: annual, study, sick, other."
    typed = await ask(place, Field("leave", title, hint=hint, first=f"{day} {day} annual", check=_LEAVE.read))
    first, last, kind = _LEAVE.read(typed)
    days = parse_day(first), parse_day(last)
    await place.run(enter_leave, place.desk, person.gmc, *days, kind, "", Press())  # type: ignore[arg-type]
    return f"Leave of {person.name} is entered; what it opens is marked with !."


async def ill(place: RotaShown) -> str:
    """Asks from when until when, enters sickness, and offers whoever can cover."""
    view, person = _cell(place)
    zone, now = view.roster.desk.zone, place.line.now()
    shifts = place.grid.cell.shifts
    begins = max(shifts[0].start, now) if shifts else now
    until = shifts[-1].end if shifts and shifts[-1].end > begins else begins + timedelta(hours=24)

    title = f"{person.name} is ill: from when, until when?"
    hint = "Two instants; nobody is shown in their place until somebody covers."
    value = " ".join(one.astimezone(zone).isoformat(timespec="minutes")[:16] for one in (begins, until))
    check = partial(_two_instants, place)
    typed = await ask(place, Field("ill", title, hint=hint, first=value, check=check))
    begins, until = _two_instants(place, typed)
    # To the minute, “now” has just gone by: what is typed as this minute means now.
    begins = now if timedelta() <= now - begins < timedelta(minutes=1) else begins
    await place.line.act(enter_sickness, place.person, now, place.desk, person.gmc, begins, until, "", Press())
    taken = await place.line.do(covering.shifts_to_cover, place.desk, person.gmc, max(begins, now), until)
    if not taken:
        return f"{person.name} is marked as ill; there was no duty in that time."
    with suppress(ThoughtBetter):
        return await _find_cover(place, taken, open_shift=False)
    return f"{person.name} is marked as ill and NOBODY covers yet."


def _two_instants(place: RotaShown, words: str) -> tuple[datetime, datetime]:
    first, last = (parse_instant(part, place.session.zone) for part in _INSTANTS.read(words))
    if last <= first:
        raise ValueError("The second must be after the first.")
    return first, last


async def cover(place: RotaShown) -> str:
    """Finds somebody for the duty under the cursor: one that is held, or one that leave or illness has opened."""
    view, person = _cell(place)
    now, day = place.line.now(), place.grid.day
    held = [s for s in place.grid.cell.shifts if s.end > now]
    open_shift = False
    if not held:
        held = [x.shift for x in view.roster.lost if x.shift.clinician.gmc == person.gmc and x.shift.date == day]
        held = [s for s in held if s.end > now]
    if not held:
        held = await _open_duty(place)
        open_shift = True
    return await _find_cover(place, held, open_shift=open_shift)


async def _open_duty(place: RotaShown) -> list[Shift]:
    """A duty of this day that nobody holds, when the cell has none: chosen from the file's duties."""
    from advice_line.rota.expand import instant

    view, person = _cell(place)
    rota = view.rota_on(place.grid.day)
    if rota is None:
        raise Refused("No file covers this day.")
    day = place.grid.day
    offered = tuple(
        Option(d.code, f"{d.code}  {d.name}, {hours_words(d.start, d.end)}, rung {d.rung}") for d in rota.duties
    )
    code = await ask(place, Field("duty", f"Which duty is open on {day_words(day)}?", choices=offered))
    duty = rota.duty_by_code[code]
    last = day if duty.end > duty.start else day + timedelta(days=1)
    return [Shift(person, duty, day, instant(day, duty.start, rota.zone), instant(last, duty.end, rota.zone))]


async def _find_cover(place: RotaShown, taken: Sequence[Shift], *, open_shift: bool) -> str:
    view, _ = _cell(place)
    zone, limits = view.roster.desk.zone, _limits(place)
    found = await place.line.do(covering.who_can_cover, place.person, place.desk, taken, limits)
    offered = tuple(
        Option(
            c.clinician.gmc,
            f"{'✖' if not c.possible else '◐' if c.clashes else '●'} {c.clinician.name}: {c.why}",
            "bad" if not c.possible else "busy" if c.clashes else "good",
            c.why,
        )
        for c in found
    )
    title = f"Who covers {taken[0].duty.name}, {stretch_words(taken[0].start, taken[-1].end, zone)}?"
    gmc = await ask(place, Field("who", title, choices=(*offered, _SOMEBODY_ELSE)))
    name = next((c.clinician.name for c in found if c.clinician.gmc == gmc), "")
    if gmc == _SOMEBODY_ELSE.key:
        locum = await _locum(place, taken[0].clinician.grade)
        gmc, name = locum.gmc, locum.name
    against = next((c.clashes for c in found if c.clinician.gmc == gmc), ())
    await _knowing(place, against)
    await place.run(
        covering.enter_cover, place.desk, taken, gmc, "", Press(),
        open_shift=open_shift, knowing=bool(against), limits=limits,
    )  # fmt: skip
    return f"{name} covers {taken[0].duty.name} from {moment_words(taken[0].start, zone)}."


async def _locum(place: RotaShown, grade: str) -> Clinician:
    title = "The locum: name, registration number, grade, contacts"
    hint = f"With commas between, like: Dr Ann Gray, 7012399, {grade}, bleep 2077, 07700 900456"
    typed = await ask(place, Field("locum", title, hint=hint, check=_LOCUM.read))
    name, gmc, of_grade, contacts = _LOCUM.read(typed)
    return await place.run(locums.add_locum, place.desk, gmc, name, of_grade, contacts, Press())


async def _knowing(place: RotaShown, against: Sequence[Clash]) -> None:
    """Goes on only with somebody who knows of what stands against it; what forbids is refused."""
    words = "\n".join(clash.words for clash in against)
    if any(clash.kind in FORBIDS for clash in against):
        raise Refused(words.replace("\n", " "))
    if against:
        await ask(place, all_the_same(words))


async def offer(place: RotaShown) -> str:
    """Offers the duty under the cursor to a colleague, for nothing or for one of theirs."""
    view, giver = _cell(place)
    now, day = place.line.now(), place.grid.day
    code = await _which_duty(place, giver, now)
    others = [p for p in view.people if p.gmc != giver.gmc and p.order < 10_000]
    others.sort(key=lambda p: p.grade != giver.grade)
    people = tuple(Option(p.gmc, f"{p.name} ({p.grade})") for p in others)
    title = f"Offer {code} of {day_words(day)} to whom?"
    taker = await ask(place, Field("taker", title, choices=people, chosen=True))
    back = (Option("", "Nothing in return"), *_duties_around(view, taker, day, now))
    wanted = await ask(place, Field("back", "What in return?", choices=back))
    legs = [Leg(day, code, giver.gmc, taker)]
    if wanted:
        back_day, back_code = wanted.split(" ", 1)
        legs.append(Leg(parse_day(back_day), back_code, taker, giver.gmc))
    against = await place.line.do(swaps.swap_clashes, place.desk, legs, now, _limits(place))
    await _knowing(place, against)
    await place.run(swaps.offer_swap, swaps.SwapOffer(place.desk, tuple(legs)), Press(), against)
    name = next(p.name for p in view.people if p.gmc == taker)
    return f"Offered to {name}; it counts once they have agreed."


async def _which_duty(place: RotaShown, giver: Clinician, now: datetime) -> str:
    """The duty under the cursor that is offered; asked for where there are several."""
    mine = [s for s in place.grid.cell.shifts if s.start > now]
    if not mine:
        raise Refused(f"{giver.name} has no duty on that day that could still be swapped; go to one.")
    if len(mine) == 1:
        return mine[0].duty.code
    offered = tuple(Option(s.duty.code, f"{s.duty.code}  {s.duty.name}") for s in mine)
    return await ask(place, Field("duty", "Which duty?", choices=offered))


def _duties_around(view: RotaView, gmc: str, day: date, now: datetime) -> list[Option]:
    """Somebody's duties to come, some weeks before and after a day, that could be had in return."""
    duties = {
        (cell_day, shift.duty.code, shift.start)
        for (whose, cell_day), cell in view.grid.cells.items()
        if whose == gmc and day - _SWAP_AHEAD <= cell_day <= day + _SWAP_AHEAD
        for shift in cell.shifts
        if shift.start > now
    }
    zone = view.roster.desk.zone
    in_turn = sorted(duties, key=lambda duty: duty[2])
    return [Option(f"{d} {code}", f"{code}  {moment_column(start, zone)}") for d, code, start in in_turn]


async def changes(place: RotaShown) -> str:
    """The list of changes and conflicts, each with what may be done about it."""
    view, _ = _cell(place)
    page = ChangesPage(place.session, _limits(place), place.own, view, partial(_renewed, place))
    place.grid.go(await answered(place, page))
    return ""


async def _renewed(place: RotaShown) -> RotaView:
    await place.renew()
    return shown(place)


async def note(place: RotaShown) -> str:
    """A remark beside the desk for tonight, as on the board."""
    view = shown(place)
    words = await ask(place, note_beside(view.roster.desk.name))
    await place.run(who_answers.add_note, place.desk, words, Press())
    return "The note shows beside the desk, here and on the board."

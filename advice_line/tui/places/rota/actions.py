"""What can be done to a rota from its grid: each a short talk with a person that ends in one use-case."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from advice_line.enquiry.form import Option
from advice_line.instants import parse_day, parse_instant
from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.changes import Leg
from advice_line.rota.clashes import FORBIDS, Clash
from advice_line.rota.hours import Limits
from advice_line.tui.dialogues.ask import Ask, is_yes, some_words
from advice_line.tui.dialogues.changes import ChangesPage
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.places.rota.looking import shown
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.usecases.rotas import covering, locums, swaps, who_answers
from advice_line.usecases.rotas.leave import enter_leave, enter_sickness
from advice_line.usecases.rotas.viewing import RotaView
from advice_line.usecases.usecase import Press

Action = Callable[[RotaShown], Awaitable[str]]
_LOCUM = "locum"
_KINDS = ("annual", "study", "sick", "other")
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

    def check(words: str) -> None:
        parts = words.split()
        if len(parts) != 3 or parts[2] not in _KINDS:
            raise ValueError(f"Type the first day, the last day and the kind: {', '.join(_KINDS)}.")
        parse_day(parts[0]), parse_day(parts[1])

    title = f"Leave of {person.name}: first day, last day, kind"
    hint = "Both days included. A night begun before is still worked. Kinds: annual, study, sick, other."
    typed = await place.app.push_screen_wait(Ask(title, hint, value=f"{day} {day} annual", check=check))
    if typed is None:
        return ""
    first, last, kind = typed.split()
    await place.run(
        enter_leave,
        place.desk,
        person.gmc,
        parse_day(first),
        parse_day(last),
        kind,  # type: ignore[arg-type]
        "",
        Press(),
    )
    return f"Leave of {person.name} is entered; what it opens is marked with !."


async def ill(place: RotaShown) -> str:
    """Asks from when until when, enters sickness, and offers whoever can cover."""
    view, person = _cell(place)
    zone, now = view.roster.desk.zone, place.line.now()
    shifts = place.grid.cell.shifts
    begins = max(shifts[0].start, now) if shifts else now
    until = shifts[-1].end if shifts and shifts[-1].end > begins else begins + timedelta(hours=24)

    def check(words: str) -> None:
        _two_instants(words, place)

    title = f"{person.name} is ill: from when, until when?"
    value = f"{begins.astimezone(zone):%Y-%m-%dT%H:%M} {until.astimezone(zone):%Y-%m-%dT%H:%M}"
    typed = await place.app.push_screen_wait(
        Ask(title, "Two instants; nobody is shown in their place until somebody covers.", value=value, check=check)
    )
    if typed is None:
        return ""
    begins, until = _two_instants(typed, place)
    # To the minute, “now” has just gone by: what is typed as this minute means now.
    begins = now if timedelta() <= now - begins < timedelta(minutes=1) else begins
    await place.line.act(enter_sickness, place.person, now, place.desk, person.gmc, begins, until, "", Press())
    taken = await place.line.do(covering.shifts_to_cover, place.desk, person.gmc, max(begins, now), until)
    if not taken:
        return f"{person.name} is marked as ill; there was no duty in that time."
    said = await _find_cover(place, taken, open_shift=False)
    return said or f"{person.name} is marked as ill and NOBODY covers yet."


def _two_instants(words: str, place: RotaShown) -> tuple[datetime, datetime]:
    parts = words.split()
    if len(parts) != 2:
        raise ValueError("Type two instants like 2026-10-25T09:00, with a space between.")
    first, last = (parse_instant(part, place.session.zone) for part in parts)
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
    if not held:
        return ""
    return await _find_cover(place, held, open_shift=open_shift)


async def _open_duty(place: RotaShown) -> list[Shift]:
    """A duty of this day that nobody holds, when the cell has none: chosen from the file's duties."""
    from advice_line.rota.expand import instant

    view, person = _cell(place)
    rota = view.rota_on(place.grid.day)
    if rota is None:
        raise Refused("No file covers this day.")
    day = place.grid.day
    options = [
        Option(d.code, f"{d.code}  {d.name}, {d.start:%H:%M} to {d.end:%H:%M}, rung {d.rung}") for d in rota.duties
    ]
    code = await place.app.push_screen_wait(Pick(f"Which duty is open on {day:%a} {day.day} {day:%b}?", options))
    if code is None:
        return []
    duty = rota.duty_by_code[code]
    last = day if duty.end > duty.start else day + timedelta(days=1)
    return [Shift(person, duty, day, instant(day, duty.start, rota.zone), instant(last, duty.end, rota.zone))]


async def _find_cover(place: RotaShown, taken: Sequence[Shift], *, open_shift: bool) -> str:
    view, _ = _cell(place)
    zone, limits = view.roster.desk.zone, _limits(place)
    found = await place.line.do(covering.who_can_cover, place.person, place.desk, taken, limits)
    options = [
        Option(
            c.clinician.gmc,
            f"{'✖' if not c.possible else '◐' if c.clashes else '●'} {c.clinician.name}: {c.why}",
            "bad" if not c.possible else "busy" if c.clashes else "good",
            c.why,
        )
        for c in found
    ]
    options.append(
        Option(
            _LOCUM, "Somebody who is not in the file …", "", "A locum: name, registration number, grade, contacts."
        )
    )
    start, end = taken[0].start.astimezone(zone), taken[-1].end.astimezone(zone)
    title = f"Who covers {taken[0].duty.name}, {start:%a %d %b %H:%M} to {end:%a %H:%M}?"
    gmc = await place.app.push_screen_wait(Pick(title, options))
    if gmc is None:
        return ""
    name = next((c.clinician.name for c in found if c.clinician.gmc == gmc), "")
    if gmc == _LOCUM:
        locum = await _locum(place, taken[0].clinician.grade)
        if locum is None:
            return ""
        gmc, name = locum.gmc, locum.name
    against = next((c.clashes for c in found if c.clinician.gmc == gmc), ())
    if not await _knowing(place, against):
        return ""
    await place.run(
        covering.enter_cover, place.desk, taken, gmc, "", Press(),
        open_shift=open_shift, knowing=bool(against), limits=limits,
    )  # fmt: skip
    return f"{name} covers {taken[0].duty.name} from {start:%a %d %b %H:%M}."


async def _locum(place: RotaShown, grade: str) -> Clinician | None:
    title = "The locum: name, registration number, grade, contacts"
    hint = f"With commas between, like: Dr Ann Gray, 7012399, {grade}, bleep 2077, 07700 900456"
    typed = await place.app.push_screen_wait(Ask(title, hint, check=_four_parts))
    if typed is None:
        return None
    name, gmc, of_grade, contacts = (part.strip() for part in typed.split(",", 3))
    return await place.run(locums.add_locum, place.desk, gmc, name, of_grade, contacts, Press())


def _four_parts(words: str) -> None:
    if words.count(",") < 3:
        raise ValueError("Four parts with commas between: name, registration number, grade, contacts.")


async def _knowing(place: RotaShown, against: Sequence[Clash]) -> bool:
    """Whether to go on in spite of what stands against it; what forbids is refused."""
    if not against:
        return True
    words = "\n".join(clash.words for clash in against)
    if any(clash.kind in FORBIDS for clash in against):
        raise Refused(words.replace("\n", " "))
    answer = await place.app.push_screen_wait(
        Ask(
            "Go on all the same?",
            f"{words}\nType “yes” and Enter; Escape leaves it. It is put on the trail.",
            check=is_yes,
        )
    )
    return answer is not None


async def offer(place: RotaShown) -> str:
    """Offers the duty under the cursor to a colleague, for nothing or for one of theirs."""
    view, giver = _cell(place)
    now, day = place.line.now(), place.grid.day
    code = await _which_duty(place, giver, now)
    if code is None:
        return ""
    others = [p for p in view.people if p.gmc != giver.gmc and p.order < 10_000]
    options = [Option(p.gmc, f"{p.name} ({p.grade})") for p in sorted(others, key=lambda p: p.grade != giver.grade)]
    taker = await place.app.push_screen_wait(Pick(f"Offer {code} of {day:%a} {day.day} {day:%b} to whom?", options))
    if taker is None:
        return ""
    back = [Option("", "Nothing in return"), *_duties_around(view, taker, day, now)]
    wanted = await place.app.push_screen_wait(Pick("What in return?", back))
    if wanted is None:
        return ""
    legs = [Leg(day, code, giver.gmc, taker)]
    if wanted:
        back_day, back_code = wanted.split(" ", 1)
        legs.append(Leg(parse_day(back_day), back_code, taker, giver.gmc))
    against = await place.line.do(swaps.swap_clashes, place.desk, legs, now, _limits(place))
    if not await _knowing(place, against):
        return ""
    await place.run(swaps.offer_swap, swaps.SwapOffer(place.desk, tuple(legs)), Press(), against)
    name = next(p.name for p in view.people if p.gmc == taker)
    return f"Offered to {name}; it counts once they have agreed."


async def _which_duty(place: RotaShown, giver: Clinician, now: datetime) -> str | None:
    """The duty under the cursor that is offered; asked for where there are several."""
    mine = [s for s in place.grid.cell.shifts if s.start > now]
    if not mine:
        raise Refused(f"{giver.name} has no duty on that day that could still be swapped; go to one.")
    if len(mine) == 1:
        return mine[0].duty.code
    options = [Option(s.duty.code, f"{s.duty.code}  {s.duty.name}") for s in mine]
    return await place.app.push_screen_wait(Pick("Which duty?", options))


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
    return [Option(f"{d} {code}", f"{code}  {start.astimezone(zone):%a %d %b %H:%M}") for d, code, start in in_turn]


async def changes(place: RotaShown) -> str:
    """The list of changes and conflicts, each with what may be done about it."""
    view, _ = _cell(place)
    day = await place.app.push_screen_wait(
        ChangesPage(place.session, _limits(place), place.own, view, partial(_renewed, place))
    )
    if day is not None:
        place.grid.go(day)
    return ""


async def _renewed(place: RotaShown) -> RotaView:
    await place.renew()
    return shown(place)


async def note(place: RotaShown) -> str:
    """A remark beside the desk for tonight, as on the board."""
    view = shown(place)
    title = f"Note beside {view.roster.desk.name} tonight"
    words = await place.app.push_screen_wait(
        Ask(title, "“swapped, ring 2044”. It stands for 14 hours.", check=some_words)
    )
    if words is None:
        return ""
    await place.run(who_answers.add_note, place.desk, words, Press())
    return "The note shows beside the desk, here and on the board."

"""The last days' believable calls, each a small script run in time order through the real use-cases."""

import heapq
from datetime import datetime, timedelta
from random import Random

from advice_line.demo.mails import Hospital, Script, fresh_mail, mail_question, stray_mails, told
from advice_line.demo.places import PRACTICES, caller, patient, practice_code, practice_number
from advice_line.demo.questions import QUESTIONS, a_desk
from advice_line.enquiry.advice import is_child
from advice_line.enquiry.calls import URGENCIES, CallToTake
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.people.roles import Person
from advice_line.store.values.enquiries import Enquiry
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.flags import open_flags, review_flag
from advice_line.usecases.usecase import By, Press

_HOURS = (1, 1, 1, 1, 1, 1, 2, 4, 12, 22, 24, 20, 14, 16, 20, 22, 20, 14, 9, 6, 5, 4, 3, 2)
_RESULTS = (
    (Result.ANSWERED, 70),
    (Result.NO_ANSWER, 17),
    (Result.ENGAGED, 6),
    (Result.IN_THEATRE, 3),
    (Result.DECLINED, 2),
    (Result.DEVICE_FAILED, 2),
)


_TO_SIGN = 16
"""Cardiology's records of the last hours that wait for a countersign; by night some are a consultant's own."""
Timed = tuple[datetime, int, Script]
"""A script with the instant of its next step; the number tells two of one instant apart."""


def play(queue: list[Timed], now: datetime) -> None:
    """Runs scripts in the order of time up to ``now``; what is not finished by then stays open, as in life."""
    heapq.heapify(queue)
    while queue:
        _, number, script = heapq.heappop(queue)
        following = next(script, None)
        if following is not None and following <= now:
            heapq.heappush(queue, (following, number, script))


def recent_days(hospital: Hospital, begins: datetime, now: datetime, seed: int) -> list[Timed]:
    """Every call and mail from ``begins`` to ``now``."""
    hospital.random = Random(seed)
    queue: list[Timed] = []
    for number, at in enumerate(_arrivals(hospital.random, begins, now)):
        queue.append((at, number, one_call(hospital, at, number)))
    for number, minutes in enumerate((26, 8), len(queue)):
        at = now - timedelta(minutes=minutes)
        queue.append((at, number, one_call(hospital, at, number, desk="cardiology", fate="fresh")))
    for number, hours in enumerate((5, 19), len(queue)):
        at = now - timedelta(hours=hours)
        queue.append((at, number, one_call(hospital, at, number, desk="cardiology", fate="e-mail")))
    for number in range(len(queue), len(queue) + _TO_SIGN):
        at = now - timedelta(minutes=70 * (1 + number % _TO_SIGN))
        queue.append((at, number, one_call(hospital, at, number, desk="cardiology", fate="to sign")))
    at = now - timedelta(minutes=40)
    queue.append((at, len(queue), one_call(hospital, at, len(queue), desk="respiratory", fate="call back")))
    for at in _mail_arrivals(hospital.random, begins, now):
        queue.append((at, len(queue), _one_mail(hospital, at, len(queue))))
    for hours in (3, 13, 20):
        at = now - timedelta(hours=hours)
        queue.append((at, len(queue), fresh_mail(hospital, at, len(queue))))
    queue.append((now - timedelta(hours=2), len(queue), stray_mails(hospital, now - timedelta(hours=2))))
    return queue


def _arrivals(random: Random, begins: datetime, now: datetime) -> list[datetime]:
    found: list[datetime] = []
    midnight = begins.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range((now - midnight).days + 1):
        date = midnight + timedelta(days=day)
        for _ in range(random.randint(8, 13) if date.weekday() < 5 else random.randint(3, 6)):
            (hour,) = random.choices(range(24), _HOURS)
            at = date + timedelta(hours=hour, minutes=random.randrange(60), seconds=random.randrange(60))
            if begins < at < now - timedelta(minutes=30):
                found.append(at)
    return found


def _mail_arrivals(random: Random, begins: datetime, now: datetime) -> list[datetime]:
    """One or two a day, in the hours in which practices write."""
    days = (now - begins).days - 1
    found = [begins + timedelta(days=day, hours=random.randint(8, 20)) for day in range(days) for _ in range(2)]
    return [at for at in found if random.random() < 0.7]


def _one_mail(hospital: Hospital, at: datetime, number: int) -> Script:
    """A practice's e-mail from its arrival to its answer."""
    yield at
    enquiry, desk = mail_question(hospital, at, number)
    row = hospital.store.the(Enquiry, "enquiry_by_id", id=enquiry)
    if not row.from_listed and hospital.random.random() < 0.92:
        yield at + timedelta(hours=1)
        operator = hospital.random.choice(hospital.operators)
        taking.verify_caller(By(hospital.store, operator, at + timedelta(hours=1)), enquiry)
    own = [p for p in hospital.clinicians.values() if desk in p.desks and p.role == "registrar"]
    wait = timedelta(hours=hospital.random.choices((3, 8, 20, 27), (4, 4, 3, 1))[0])
    yield from _recorded(hospital, hospital.random.choice(own), at + wait, enquiry, desk)


def one_call(hospital: Hospital, at: datetime, number: int, *, desk: str = "", fate: str = "") -> Script:
    """One call from its arrival to its countersign; yields the instant of its next step."""
    random, store = hospital.random, hospital.store
    yield at
    operator = random.choice(hospital.operators)
    desk = desk or a_desk(random)
    place = random.randint(1, PRACTICES)
    listed = random.random() < 0.9
    nhs, born, name = patient(random) if random.random() < 0.55 else ("", "", "")
    call = CallToTake(
        desk=desk,
        number=practice_number(place) if listed else f"07700 900{random.randrange(1000):03d}",
        caller_name=caller(random),
        practice=practice_code(place),
        urgency=random.choices(URGENCIES, (2, 4, 4))[0],
        nhs_number=nhs,
        birth_date=born,
        patient_name=name,
    )
    enquiry = taking.take_call(By(store, operator, at), call, Press.by_itself(f"demo call {number}"))
    if not listed and random.random() < 0.88:
        at += timedelta(seconds=75)
        yield at
        taking.verify_caller(By(store, operator, at), enquiry)
    if fate == "e-mail" or (not fate and call.urgency == "routine" and random.random() < 0.12):
        yield from _by_email(hospital, operator, at, enquiry, desk, wait=bool(fate))
        return
    if fate == "call back":
        due = at + timedelta(minutes=55)
        taking.call_back_later(
            By(store, operator, at), enquiry, due, "clinic until then", Press.by_itself(f"demo later {number}")
        )
        return
    adviser = None
    for step in range(6):
        at += timedelta(seconds=random.randint(8, 25))
        yield at
        hand = attempts.call_in_hand(By(store, operator, at), enquiry)
        offer = hand.offers[hand.next] if hand.next is not None else None
        reason = ""
        if hand.ladder.passed_over and random.random() < 0.06:
            passed = hand.ladder.passed_over[0].clinician.id
            offer = next(o for o in hand.offers if o.rung.clinician.id == passed)
            reason = "GP has the patient in front of them, nobody else answers"
        if offer is None:
            break
        clinician = offer.rung.clinician
        attempt = attempts.start_attempt(
            By(store, operator, at),
            enquiry,
            clinician.gmc,
            offer.contact,
            Press.by_itself(f"demo dial {number}.{step}"),
            reason,
        )
        at += timedelta(seconds=random.randint(9, 45))
        yield at
        result = random.choices([r for r, _ in _RESULTS], [w for _, w in _RESULTS])[0]
        if fate in ("fresh", "to sign"):
            result = Result.ANSWERED
        attempts.finish_attempt(By(store, operator, at), attempt, result)
        if result is Result.ANSWERED:
            adviser = hospital.clinicians[clinician.gmc]
            break
    if adviser is None:
        yield from _not_reached(hospital, operator, at + timedelta(seconds=20), enquiry, desk, number)
        return
    wait = timedelta(minutes=random.randint(4, 35))
    if random.random() < 0.06:
        wait = timedelta(hours=random.randint(5, 40))  # chased until it was recorded: the flag this program is for
    if fate == "fresh":
        wait = timedelta(days=1)  # still to be recorded when the demo opens
    if fate == "to sign":
        wait = timedelta(minutes=5)
    yield from _recorded(hospital, adviser, at + wait, enquiry, desk, sign=fate != "to sign")


def _not_reached(hospital: Hospital, operator: Person, at: datetime, enquiry: int, desk: str, number: int) -> Script:
    random, store = hospital.random, hospital.store
    yield at
    if random.random() < 0.3:
        taking.abandon(
            By(store, operator, at),
            enquiry,
            random.choice(("rang off", "will send a letter")),
            Press.by_itself(f"demo end {number}"),
        )
    elif random.random() < 0.4:
        due = at + timedelta(minutes=random.randint(20, 90))
        taking.call_back_later(
            By(store, operator, at), enquiry, due, "nobody answers", Press.by_itself(f"demo later {number}")
        )
        yield due + timedelta(minutes=2)
        taking.take_call_back(
            By(store, operator, due + timedelta(minutes=2)), enquiry, Press.by_itself(f"demo back {number}")
        )
        yield due + timedelta(minutes=3)
        taking.abandon(
            By(store, operator, due + timedelta(minutes=3)),
            enquiry,
            "GP has sent the patient in",
            Press.by_itself(f"demo end {number}"),
        )
    else:
        yield from _by_email(hospital, operator, at, enquiry, desk)


def _by_email(
    hospital: Hospital, operator: Person, at: datetime, enquiry: int, desk: str, *, wait: bool = False
) -> Script:
    question = hospital.random.choice(QUESTIONS[desk])
    words = f"{question.situation}. {question.background}. {question.request}"
    taking.turn_into_email(
        By(hospital.store, operator, at), enquiry, words, Press.by_itself(f"demo e-mail {enquiry}")
    )
    if wait:
        return
    own = [p for p in hospital.clinicians.values() if desk in p.desks and p.role == "registrar"]
    yield from _recorded(
        hospital, hospital.random.choice(own), at + timedelta(hours=hospital.random.randint(2, 28)), enquiry, desk
    )


def _recorded(
    hospital: Hospital, adviser: Person, at: datetime, enquiry: int, desk: str, *, sign: bool = True
) -> Script:
    random, store = hospital.random, hospital.store
    yield at
    question = random.choice(QUESTIONS[desk])
    record = recording.open_record(By(store, adviser, at), enquiry)
    fields = record.fields | {
        "seen_by_caller": "yes",
        "relied_on": random.choice(("nothing but the call", "results", "results and letters")),
        "situation": question.situation,
        "background": question.background,
        "assessment": question.assessment,
        "request": question.request,
        "medicines": question.medicines,
        "allergies": random.choice(("none", "not stated", "penicillin")),
        "advice": question.advice,
        "doses": random.choices(("read back", "none given", "not read back"), (6, 5, 1))[0],
        "uncertainty": "none",
        "would_change": "worsening",
        "outcome": question.outcome,
        "actions": "GP to arrange tests today" if question.outcome == "tests first" else "none",
        "safety_net": question.safety_net,
        "review": "none",
        "responsibility_agreed": "yes" if random.random() < 0.97 else "no",
    }
    if fields["nhs_number"] in hospital.patients:
        fields["birth_date"], fields["patient_name"] = hospital.patients[fields["nhs_number"]]
    if fields["patient_kind"] == "given" and not (fields["nhs_number"] and fields["birth_date"]):
        fields["patient_kind"], fields["patient_name"] = "not known", ""
    if is_child(fields, at.date()):
        fields |= {
            "child_with": "mother, who consents",
            "child_weight": "not known",
            "safeguarding": "no concern stated",
        }
    advice = recording.record_advice(
        By(store, adviser, at), enquiry, fields, Press.by_itself(f"demo advice {enquiry}")
    )
    wait_for = timedelta(hours=random.randint(2, 30))
    at = yield from told(hospital, at, enquiry)
    if adviser.role == "consultant" or not sign:
        return
    at += wait_for if random.random() > 0.1 else timedelta(hours=60)
    yield at
    consultants = [p for p in hospital.clinicians.values() if desk in p.desks and p.role == "consultant"]
    verdict, words = random.choices(
        (
            ("agreed", ""),
            ("agreed with change", "Would add a repeat blood test in a week."),
            ("disagreed", "This patient should have been seen the same day."),
        ),
        (90, 8, 2),
    )[0]
    consultant = random.choice(consultants)
    countersign(By(store, consultant, at), advice, verdict, words, Press.by_itself(f"demo countersign {advice}"))
    if random.random() < 0.5:
        yield at + timedelta(hours=3)
        _review(hospital, adviser, at + timedelta(hours=3), enquiry)


def _review(hospital: Hospital, adviser: Person, at: datetime, enquiry: int) -> None:
    for flag in open_flags(hospital.store, adviser):
        if flag.enquiry == enquiry and flag.kind in (Kind.LATE_ENTRY, Kind.NOT_READ_BACK, Kind.NOT_AGREED):
            review_flag(By(hospital.store, adviser, at), flag.id, "rung back and confirmed")

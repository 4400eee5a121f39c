"""Writes the demo's year: rows as the use-cases leave them, and one act a month that vouches for them.

Six thousand enquiries through every use-case would take a minute; nobody waits so long for a demonstration. Who
answered is asked of the one ladder all the same.
"""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from random import Random

from advice_line.demo.history import Timed
from advice_line.demo.mails import Hospital, Script
from advice_line.demo.places import caller, patient, practice_code, practice_number
from advice_line.demo.questions import QUESTIONS, Exchange
from advice_line.demo.year import ZONE, PastEnquiry, Year
from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE
from advice_line.instants import to_text
from advice_line.people.roles import Person, Role
from advice_line.periods import Month
from advice_line.rota.ladder import Rung
from advice_line.store.rotas import rosters
from advice_line.store.values.rotas import DeskRoster
from advice_line.usecases.usecase import By, Press, Receipt, act_once

_DAY = timedelta(days=1)


@dataclass(slots=True)
class YearWriter:
    """Whoever acts in the year, and who was on call in the month that is being written."""

    hospital: Hospital
    worker: Person
    random: Random
    on_call: dict[str, DeskRoster] = field(default_factory=dict)
    number: int = 0
    own: dict[tuple[str, Role], list[Person]] = field(init=False)
    """The clinicians of each desk, by role."""

    def __post_init__(self) -> None:
        people = self.hospital.clinicians.values()
        desks = {desk for person in people for desk in person.desks}
        self.own = {
            (desk, role): [person for person in people if desk in person.desks and person.role == role]
            for desk in desks
            for role in (Role.REGISTRAR, Role.CONSULTANT)
        }

    def months(self, year: Year) -> list[Timed]:
        """A script for each month, run at the instant it ends."""
        return [(_end(year, month), -50, self._script(year, month)) for month in year.months]

    def _script(self, year: Year, month: Month) -> Script:
        yield _end(year, month)
        self.write_month(year, month)

    def write_month(self, year: Year, month: Month) -> None:
        """Everything of a month, and the trail's row for it, dated at the month's end."""
        begins = datetime.combine(month.begins, time(), ZONE)
        ends = _end(year, month)
        self.on_call = {d.desk.id: d for d in rosters(self.hospital.store, begins - _DAY, ends + _DAY)}
        past = [self._answerable(one) for one in year.enquiries(month, self.random)]

        def work() -> Receipt:
            for one in past:
                self._enquiry(one)
            return Receipt(str(month), {"enquiries": len(past)})

        by = By(self.hospital.store, self.worker, ends)
        act_once(by, "wrote a demonstration's month", "month", Press.by_itself(f"demo month {month}"), work)

    def _answerable(self, one: PastEnquiry) -> PastEnquiry:
        """The same, or asked of the desk that always has somebody free where this one had nobody."""
        free = one.emailed or self.on_call[one.desk].ladder(one.at).answering
        return one if free else replace(one, desk="acute-medicine")

    def _enquiry(self, one: PastEnquiry) -> None:
        random, store = self.random, self.hospital.store
        self.number += 1
        operator = random.choice(self.hospital.operators)
        at, practice = one.at.astimezone(UTC), practice_code(one.practice)
        of_whom = _a_grown_up(random) if random.random() < 0.7 else None
        nhs, born, name = of_whom or (None, None, None)
        known = {"nhs_number": nhs, "birth_date": born, "patient_name": name}
        number = "" if one.emailed else practice_number(one.practice)
        made = store.inserted(
            "add_enquiry",
            site=self.hospital.manager.site,
            desk=one.desk,
            channel="e-mail" if one.emailed else "phone",
            arrived_at=to_text(at),
            account=operator.account,
            caller_name=caller(random),
            caller_role="by e-mail" if one.emailed else "GP",
            caller_number=number,
            caller_e164=f"+44{number[1:].replace(' ', '')}" if number else None,
            caller_extension="",
            practice=practice,
            from_listed=1,
            urgency=random.choices(("now", "today", "routine"), (2, 4, 4))[0],
            patient="given" if of_whom else "not asked",
            key=f"demo year {self.number}",
            **known,
        )
        question = random.choice(QUESTIONS[one.desk])
        if one.emailed:
            words = f"{question.situation}. {question.background}. {question.request}"
            store.run(
                "add_question", enquiry=made, words=words, account=operator.account, at=to_text(at),
                due_at=to_text(at + _DAY),
            )  # fmt: skip
            adviser, ended = random.choice(self.own[one.desk, Role.REGISTRAR]), None
            at += timedelta(seconds=one.wait)
        else:
            found, at = self._dialled(made, one, at, operator)
            ended = at
            if found is None:
                self._state(made, "abandoned", None, "will send a letter", at)
                return
            adviser = found
            at += timedelta(minutes=random.randint(3, 20))
        self._state(made, "advised", adviser, "", at)
        advice = self._advice(made, one, question, adviser, ended, at, known)
        self._after(made, advice, one, adviser, at, practice)

    def _state(self, enquiry: int, state: str, adviser: Person | None, words: str, since: datetime) -> None:
        values = {"enquiry": enquiry, "holder": None, "due_at": None, "since": to_text(since)}
        self.hospital.store.run("add_enquiry_state", state="in hand", **values)
        self.hospital.store.run(
            "move_enquiry", state=state, before="in hand", words=words,
            adviser=adviser.clinician if adviser else None, **values,
        )  # fmt: skip

    def _dialled(
        self, enquiry: int, one: PastEnquiry, at: datetime, operator: Person
    ) -> tuple[Person | None, datetime]:
        """Who answered and when; None: nobody did."""
        ladder = self.on_call[one.desk].ladder(at)
        free = [rung for rung in ladder.rungs if rung.clinic_until is None]
        rungs = [*free, *free][: one.tries + (not one.given_up)]
        answered: Person | None = None
        for step, rung in enumerate(rungs):
            last = step == len(rungs) - 1 and not one.given_up
            started = at + timedelta(seconds=self.random.randint(8, 20))
            at = started + timedelta(seconds=one.wait)
            result = "answered" if last else self.random.choice(("no answer", "no answer", "engaged", "in theatre"))
            self._attempt(enquiry, one, rung, started, at, result, operator, step)
            answered = self.hospital.clinicians[rung.clinician.gmc] if last else None
        return answered, at

    def _attempt(
        self, enquiry: int, one: PastEnquiry, rung: Rung, started: datetime, ended: datetime, result: str,
        operator: Person, step: int,
    ) -> None:  # fmt: skip
        store, contact = self.hospital.store, rung.clinician.contacts[0]
        attempt = store.inserted(
            "add_attempt",
            enquiry=enquiry,
            clinician=self.hospital.clinicians[rung.clinician.gmc].clinician,
            publication=self.on_call[one.desk].publication_at(started),
            duty=rung.shift.duty.code,
            rung=rung.shift.duty.rung,
            contact_kind=contact.kind,
            contact_value=contact.value,
            started_at=to_text(started),
            account=operator.account,
            clinic_reason=None,
            key=f"demo year {self.number}.{step}",
        )
        store.run("add_attempt_result", attempt=attempt, result=result, at=to_text(ended), account=operator.account)

    def _advice(
        self, enquiry: int, one: PastEnquiry, question: Exchange, adviser: Person, ended: datetime | None, at: datetime,
        known: dict[str, str | None],
    ) -> int:  # fmt: skip
        store, said = self.hospital.store, _SAID[question]
        outcome = one.outcome or question.outcome
        made = store.inserted(
            "add_advice",
            **_NOTHING_MORE,
            **(said | {"outcome": outcome}),
            **known,
            enquiry=enquiry,
            account=adviser.account,
            adviser=adviser.clinician,
            written_at=to_text(at),
            call_ended_at=to_text(ended) if ended else None,
            patient_kind="given" if known["nhs_number"] else "not asked",
            outcome_reason="Wanted the clinic's waiting time" if outcome == NOT_FOR_THE_LINE else "",
            actions="GP to arrange tests today" if outcome == "tests first" else "none",
            supervisor=self._consultant(adviser, one.desk).clinician,
            key=f"demo year {self.number}",
        )
        words = " ".join(
            said[key] for key in ("situation", "background", "assessment", "request", "medicines", "advice")
        )
        store.run("add_advice_words_sqlite", advice=made, words=words, desk=one.desk.replace("-", ""))
        return made

    def _consultant(self, adviser: Person, desk: str) -> Person:
        if adviser.role == Role.CONSULTANT:
            return adviser
        return self.random.choice(self.own[desk, Role.CONSULTANT])

    def _after(
        self, enquiry: int, advice: int, one: PastEnquiry, adviser: Person, at: datetime, practice: str
    ) -> None:
        """What came after: countersigned, acknowledged, what had failed, what the practice said of it."""
        store, random = self.hospital.store, self.random
        if adviser.role != Role.CONSULTANT:
            verdict, words = random.choices(_VERDICTS, (92, 7, 1))[0]
            store.run(
                "add_countersign", advice=advice, account=self._consultant(adviser, one.desk).account,
                at=to_text(at + timedelta(hours=random.randint(1, 30))), verdict=verdict, words=words,
            )  # fmt: skip
        if random.random() < 0.85:
            received = to_text(at + timedelta(hours=random.randint(1, 40)))
            store.run("add_acknowledgement", advice=advice, practice=practice, at=received, how="rang back")
        own = {"enquiry": enquiry, "at": to_text(at), "key": f"demo year {self.number}"}
        if one.interface:
            store.inserted("add_interface_note", reason=one.interface, words="", account=adviser.account, **own)
        if random.random() < 0.15:
            useful = random.choices(("yes", "partly", "no"), (80, 15, 5))[0]
            account = self.hospital.manager.account
            store.inserted("add_feedback", side="practice", useful=useful, words="", account=account, **own)


def _end(year: Year, month: Month) -> datetime:
    return min(datetime.combine(month.ends, time(), ZONE).astimezone(UTC), year.until)


def _a_grown_up(random: Random) -> tuple[str, str, str]:
    """A patient about whom nothing has to be asked as it has about a child."""
    while (found := patient(random))[1] > _BORN_BEFORE:
        pass
    return found


_SAID = {question: asdict(question) for questions in QUESTIONS.values() for question in questions}
_BORN_BEFORE = "2005"
_VERDICTS = (
    ("agreed", ""),
    ("agreed with change", "Would add a repeat blood test in a week."),
    ("disagreed", "This patient should have been seen the same day."),
)
_NOTHING_MORE = {
    "version": 1,
    "late": 0,
    "amends_because": "",
    "seen_by_caller": "yes",
    "seen_by_adviser": 0,
    "relied_on": "nothing but the call",
    "allergies": "none",
    "doses": "read back",
    "uncertainty": "none",
    "would_change": "worsening",
    "review": "none",
    "responsible": "the caller's practice",
    "responsibility_agreed": 1,
} | dict.fromkeys(
    (
        "discussed_with", "patient_agreed", "recording", "caller_registration", "pregnancy", "gestation",
        "pregnancy_team", "child_with", "child_weight", "safeguarding", "suspected_cancer", "cancer_referral",
        "incident",
    ),
    "",
)  # fmt: skip

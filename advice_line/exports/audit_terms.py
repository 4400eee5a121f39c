"""Every column of an audit: what it counts, its unit, what it is a share of. docs/audits.md is written from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from advice_line.charts.quantity import Quantity
from advice_line.exports.tables import Table

AuditRow = Mapping[str, Any]
"""The figures of one desk (and month), or of all desks, by their columns' names."""
ALL_DESKS = "all desks"
"""In the place of a desk, in the row of all of them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A column's name and meaning. A percentage is of ``whole``, a column too, and the sum of ``parts``."""

    name: str
    meaning: str
    quantity: Quantity = Quantity.NUMBER
    parts: tuple[str, ...] = ()
    whole: str = ""


def _share(name: str, whole: str, *parts: str, note: str = "") -> Term:
    above = " + ".join(parts)
    meaning = f"{f'({above})' if len(parts) > 1 else above} / {whole}{note}"
    return Term(name, meaning, Quantity.PERCENT, parts, whole)


_ACTIVITY = (
    Term("enquiries", "questions that arrived in the period, by phone or turned into e-mail"),
    Term("calls", "enquiries that did not come by e-mail and were not turned into an e-mail question"),
    Term("connected", "calls put through to a clinician"),
    _share("connected_percent_of_calls", "calls", "connected"),
    Term("connected_at_first_attempt", "the first attempt was answered"),
    _share("first_attempt_percent_of_connected", "connected", "connected_at_first_attempt"),
    Term("attempts", "every try to reach somebody"),
    Term("attempts_per_connected_call", "attempts / connected", Quantity.RATIO),
    Term("seconds_to_connect_median", "from the call's arrival to “answered”, median", Quantity.SECONDS),
    Term("seconds_to_connect_90th_centile", "the same, 90th centile (nearest rank)", Quantity.SECONDS),
    Term("abandoned", "calls closed as given up; an e-mail closed without an answer is not one"),
    _share("abandoned_percent_of_calls", "calls", "abandoned"),
    Term("email_questions", "came by e-mail, or turned into an e-mail question"),
    Term("email_needing_no_answer", "of those, closed as needing no answer"),
    Term("email_due", "of those, answered, or their time is up; what still has time is not counted yet"),
    Term("email_answered_in_time", "answered within the desk's hours, by the elapsed clock"),
    _share("in_time_percent_of_email_due", "email_due", "email_answered_in_time"),
    Term(
        "email_working_hours_to_answer_median",
        "median office hours (Monday to Friday 09:00 to 17:00, bank holidays left out) from arrival to answer",
        Quantity.HOURS,
    ),
    Term("advised", "enquiries with recorded advice"),
    Term("referral_avoided", "by the outcome of the newest version"),
    Term("admission_avoided", "the same"),
    _share(
        "saved_percent_of_advised",
        "advised",
        "referral_avoided",
        "admission_avoided",
        note="; an estimate",
    ),
    Term("streamlined", "of the advised, of whose advice a referral note was made"),
    _share("streamlined_percent_of_advised", "advised", "streamlined"),
    Term(
        "practices_said_afterwards",
        "of the advised: the practice said what became of the patient",
    ),
    Term("avoidance_confirmed", "of those whose outcome avoided something: the practice says that it was so"),
    Term("avoidance_contradicted", "of the same: the practice says that it was not"),
    Term("estimated_referrals_avoided_least", "an estimate: those that practices confirmed"),
    Term(
        "estimated_referrals_avoided_most",
        "an estimate: all by their outcome, without those that practices contradicted",
    ),
    Term("estimated_admissions_avoided_least", "the same of admissions"),
    Term("estimated_admissions_avoided_most", "the same of admissions"),
    Term(
        "estimated_value_pence_least",
        "an estimate: the least of both, each at its lower value (settings, `value`); empty where none is set",
    ),
    Term("estimated_value_pence_most", "an estimate: the most of both, each at its higher value"),
    Term(
        "estimated_journeys_not_made_least",
        "an estimate: journeys that patients did not make, by the least of the referrals",
    ),
    Term("estimated_journeys_not_made_most", "the same by the most"),
)
_ACCOUNTABILITY = (
    Term("connected", "calls put through"),
    Term("recorded", "of those, with recorded advice"),
    _share("recorded_percent_of_connected", "connected", "recorded"),
    Term("late_entries", "first recorded more than four hours after the call"),
    Term("advised", "enquiries with recorded advice"),
    Term("unseen", "of those, the adviser had not seen the patient (general questions have none)"),
    _share("unseen_percent_of_advised", "advised", "unseen"),
    Term("unseen_with_consultant", "of the unseen, with a named supervising consultant"),
    Term("responsibility_agreed", "of the unseen, both sides agreed who keeps responsibility"),
    _share("agreed_percent_of_unseen", "unseen", "responsibility_agreed"),
    Term("to_countersign", "unseen advice by registrars"),
    Term("countersigned", "of those, reviewed by a consultant"),
    _share("countersigned_percent", "to_countersign", "countersigned"),
    Term("agreed_with_change", "of the countersigned"),
    Term("disagreed", "of the countersigned"),
    Term("acknowledged", "advice that the practice said it has"),
    _share("acknowledged_percent_of_advised", "advised", "acknowledged"),
    Term("enquiries", "every enquiry of the period"),
    Term("callers_verified", "from the practice's listed number, or rung back on it"),
    _share("verified_percent_of_enquiries", "enquiries", "callers_verified"),
    Term("put_through_during_clinic", "of the connected"),
    Term("adviser_not_on_roster", "of the connected"),
    Term("open_flags", "flags not settled, of any kind"),
    Term("open_not_recorded", "of those, “connected, nothing recorded”"),
)
_INTERFACE = (
    Term("enquiries", "every enquiry of the period"),
    Term("interface_failures", "those with a reason"),
    _share("interface_percent_of_enquiries", "enquiries", "interface_failures"),
    Term("chase_a_result", "to chase a result the clinic ordered"),
    Term("asked_to_refer_on", "asked to refer on to another clinic"),
    Term("no_discharge_letter", "no discharge letter"),
    Term("patient_without_information", "patient cannot get information"),
    Term("prescription_or_fit_note", "prescription or fit note not issued"),
    Term("another_failure", "another failure of the hospital's side"),
    Term("not_for_the_line", "advice recorded as not appropriate for the line"),
    Term("practices_said", "how often a practice said whether the line was useful"),
    Term("useful", "they said yes"),
    Term("partly_useful", "they said partly"),
    Term("not_useful", "they said no"),
    _share("useful_percent_of_said", "practices_said", "useful"),
)
_ROTA = (
    Term("hours", "of the month, or of its part in the period", Quantity.HOURS),
    Term("hours_answered", "somebody on duty was free to answer", Quantity.HOURS),
    _share("answered_percent_of_hours", "hours", "hours_answered"),
    Term("hours_rung_1", "somebody on rung 1 was on duty", Quantity.HOURS),
    Term("hours_rung_2", "on rung 2", Quantity.HOURS),
    Term("hours_rung_3_and_on", "on rung 3 or a later one", Quantity.HOURS),
    Term("hours_first_in_clinic", "answered by somebody behind, while the first was in clinic", Quantity.HOURS),
    Term(
        "gaps",
        "times in which a caller would have reached nobody; with the next four empty where no rota was published",
    ),
    Term("minutes_nobody_on_duty", "nobody at all was on duty", Quantity.MINUTES),
    Term("minutes_all_in_clinic", "all who were on duty were in clinic", Quantity.MINUTES),
    Term("minutes_nobody_on_rung_1", "somebody was on duty, but nobody on rung 1", Quantity.MINUTES),
    Term("calls_in_gaps", "calls that came while nobody could answer"),
    Term("connected", "calls that somebody answered, by when they were rung"),
    Term("answered_by_another_than_first", "of those, by somebody on the ladder who was not the first free"),
    _share("another_percent_of_connected", "connected", "answered_by_another_than_first"),
    Term(
        "wrong_rota", "who answered stood nowhere on the ladder as it was known then, or the wrong person was reached"
    ),
    _share("wrong_rota_percent_of_connected", "connected", "wrong_rota"),
    Term("swaps", "swaps in force that begin in the month"),
    Term("other_changes", "leave, sickness and cover entered on screen that begin in the month"),
    Term("changes_under_24_h", "of both, entered less than 24 hours before they began"),
    Term("change_notice_hours_median", "hours from entering a change to its beginning, median", Quantity.HOURS),
    Term("rules_broken", "breaches of hours rules, counted where they break"),
    Term(
        "nights_per_post_least", "nights of the registrar who had the fewest, for a whole-time post", Quantity.RATIO
    ),
    Term("nights_per_post_most", "of the one who had the most", Quantity.RATIO),
    Term(
        "hours_per_post_least",
        "hours of duty of the registrar who had the fewest, for a whole-time post",
        Quantity.HOURS,
    ),
    Term("hours_per_post_most", "of the one who had the most", Quantity.HOURS),
    Term(
        "notice_days_least",
        "days from the first publication that covered the month's beginning to that beginning",
        Quantity.DAYS,
    ),
    Term("notice_8_weeks", "desks whose rota was there 8 weeks before (a generic rota's notice)"),
    Term("notice_6_weeks", "desks whose rota was there 6 weeks before (a personal roster's notice)"),
    Term("desks_published", "desks that had a rota when the month began"),
)

TERMS: Mapping[str, tuple[Term, ...]] = {
    "activity": _ACTIVITY,
    "accountability": _ACCOUNTABILITY,
    "interface": _INTERFACE,
    "rota": _ROTA,
}
"""By audit, in the order of the columns."""
FRAME: Mapping[str, str] = {
    "desk": "the desk's code; “all desks” are those in this audit together",
    "month": "of the rota audit: the month, the first and the last cut to the period",
    "from": "the period's first instant",
    "until": "the first instant no longer in it",
    "site": "the hospital's ODS code",
    "period": "the days that are covered, by the hospital's clock",
    "made_by": "who made the file",
    "made_at": "when, by the hospital's clock",
    "trail_head": "the head of the trail when the audit was read or written",
}
"""What every row says beside its figures; the last five stand in CSV, where a row must stand alone."""


def label_of(column: str) -> str:
    """``connected_percent_of_calls`` as it is read: “Connected, % of calls”."""
    words = column.replace("_percent_of_", ", % of ").replace("_percent", ", %").replace("_", " ")
    return words[0].upper() + words[1:]


def definitions(kind: str) -> Table:
    """Every column of an audit with its unit and its meaning."""
    rows = [*((name, "", words) for name, words in FRAME.items())]
    rows += [(term.name, str(term.quantity), term.meaning) for term in TERMS[kind]]
    return Table("Definitions", ("column", "unit", "meaning"), tuple(rows))


def excluded(kind: str, row: AuditRow) -> tuple[tuple[str, int], ...]:
    """What a share leaves out, and how many, of one row of an audit; nothing that left nothing out."""
    found = [(words, whole(row)) for words, whole in _EXCLUDED[kind]]
    return tuple((words, number) for words, number in found if number)


def _less(more: str, *less: str) -> Callable[[AuditRow], int]:
    return lambda row: round(row.get(more) or 0) - sum(round(row.get(name) or 0) for name in less)


def _just(name: str) -> Callable[[AuditRow], int]:
    return _less(name)


_EXCLUDED: Mapping[str, tuple[tuple[str, Callable[[AuditRow], int]], ...]] = {
    "activity": (
        ("e-mail questions: no calls, and in no share of calls", _just("email_questions")),
        ("calls not connected: in no time to connect", _less("calls", "connected")),
        ("e-mail questions that needed no answer: neither in time nor late", _just("email_needing_no_answer")),
        (
            "e-mail questions whose time is not up: neither in time nor late yet",
            _less("email_questions", "email_needing_no_answer", "email_due"),
        ),
        ("enquiries without recorded advice: in no outcome", _less("enquiries", "advised")),
    ),
    "accountability": (
        ("enquiries not connected: in no share of connected", _less("enquiries", "connected")),
        ("advice about a patient the adviser had seen, or general: not unseen", _less("advised", "unseen")),
        ("unseen advice by consultants: nothing to countersign", _less("unseen", "to_countersign")),
    ),
    "interface": (("enquiries with no reason of the interface", _less("enquiries", "interface_failures")),),
    "rota": (("hours in which nobody was free to answer", _less("hours", "hours_answered")),),
}
"""For each audit what its shares leave out, from its own columns."""

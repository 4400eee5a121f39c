"""The managers' figures said once more, one enquiry after the other: slow, and plain to read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.measures import Figures, share
from advice_line.enquiry.outcomes import NOT_FOR_THE_LINE, OUTCOMES


def centile(values: Sequence[float], percent: int) -> float | None:
    """The nearest-rank centile: the smallest value that at least this share does not exceed."""
    ordered = sorted(values)
    return ordered[max(ceil(percent / 100 * len(ordered)), 1) - 1] if ordered else None


def activity(calls: Iterable[CountedCall], at: datetime | None = None) -> Figures:
    """How busy, how quick, with what outcome, as it stands at an instant (None: when every time is up).

    An e-mail question that waits and whose time is not up is neither in time nor late: it is not counted there yet,
    and one that was closed as needing no answer never is. Given up are calls.
    """
    calls = list(calls)
    phoned = [c for c in calls if not c.emailed]
    connected = [c for c in calls if c.connected_at is not None]
    first = [c for c in connected if c.results and c.results[0] == "answered"]
    seconds = [(c.connected_at - c.arrived_at).total_seconds() for c in connected if c.connected_at]
    emailed = [c for c in calls if c.emailed]
    needless = [c for c in emailed if c.state == "abandoned"]
    due = [c for c in emailed if c.state != "abandoned" and (c.recorded_at or at is None or _is_up(c, at))]
    in_time = [c for c in due if c.recorded_at and c.due_at and c.recorded_at <= c.due_at]
    given_up = [c for c in phoned if c.state == "abandoned"]
    advised = [c for c in calls if c.outcome is not None]
    saved = [OUTCOMES.get(c.outcome or "", "neither") for c in advised]
    attempts = sum(len(c.results) for c in calls)
    return {
        "enquiries": len(calls),
        "calls": len(phoned),
        "connected": len(connected),
        "connected_percent_of_calls": share(len(connected), len(phoned)),
        "connected_at_first_attempt": len(first),
        "first_attempt_percent_of_connected": share(len(first), len(connected)),
        "attempts": attempts,
        "attempts_per_connected_call": round(attempts / len(connected), 2) if connected else None,
        "seconds_to_connect_median": centile(seconds, 50),
        "seconds_to_connect_90th_centile": centile(seconds, 90),
        "abandoned": len(given_up),
        "abandoned_percent_of_calls": share(len(given_up), len(phoned)),
        "email_questions": len(emailed),
        "email_needing_no_answer": len(needless),
        "email_due": len(due),
        "email_answered_in_time": len(in_time),
        "in_time_percent_of_email_due": share(len(in_time), len(due)),
        "email_working_hours_to_answer_median": centile(
            [c.working_hours_to_answer for c in emailed if c.working_hours_to_answer is not None], 50
        ),
        "advised": len(advised),
        "referral_avoided": saved.count("referral avoided"),
        "admission_avoided": saved.count("admission avoided"),
        "saved_percent_of_advised": share(len(saved) - saved.count("neither"), len(advised)),
        "streamlined": sum(c.streamlined for c in advised),
        "streamlined_percent_of_advised": share(sum(c.streamlined for c in advised), len(advised)),
    }


def _is_up(call: CountedCall, at: datetime) -> bool:
    return call.due_at is not None and call.due_at <= at


def accountability(calls: Iterable[CountedCall], at: datetime | None = None) -> Figures:
    """Whether what was said is recorded, and who answers for it."""
    calls = list(calls)
    connected = [c for c in calls if c.connected_at is not None]
    recorded = [c for c in connected if c.recorded_at is not None]
    advised = [c for c in calls if c.recorded_at is not None]
    unseen = [c for c in advised if c.unseen]
    to_sign = [c for c in unseen if not c.by_consultant]
    signed = [c for c in to_sign if c.verdict is not None]
    return {
        "connected": len(connected),
        "recorded": len(recorded),
        "recorded_percent_of_connected": share(len(recorded), len(connected)),
        "late_entries": sum(c.late for c in advised),
        "advised": len(advised),
        "unseen": len(unseen),
        "unseen_percent_of_advised": share(len(unseen), len(advised)),
        "unseen_with_consultant": sum(c.has_consultant for c in unseen),
        "responsibility_agreed": sum(c.agreed for c in unseen),
        "agreed_percent_of_unseen": share(sum(c.agreed for c in unseen), len(unseen)),
        "to_countersign": len(to_sign),
        "countersigned": len(signed),
        "countersigned_percent": share(len(signed), len(to_sign)),
        "agreed_with_change": sum(c.verdict == "agreed with change" for c in signed),
        "disagreed": sum(c.verdict == "disagreed" for c in signed),
        "acknowledged": sum(c.acknowledged for c in advised),
        "acknowledged_percent_of_advised": share(sum(c.acknowledged for c in advised), len(advised)),
        "enquiries": len(calls),
        "callers_verified": sum(c.verified for c in calls),
        "verified_percent_of_enquiries": share(sum(c.verified for c in calls), len(calls)),
        "put_through_during_clinic": sum(c.in_clinic for c in connected),
        "adviser_not_on_roster": sum(not c.on_roster for c in connected),
        "open_flags": sum(len(c.open_flags) for c in calls),
        "open_not_recorded": sum(c.open_flags.count(Kind.NOT_RECORDED) for c in calls),
    }


def interface(calls: Iterable[CountedCall], at: datetime | None = None) -> Figures:
    """How often the hospital's side of the interface failed, and what the practices said of the line."""
    calls = list(calls)
    failed = [c for c in calls if c.interface is not None]
    said = [useful for c in calls for useful in c.useful if useful != "not said"]
    return {
        "enquiries": len(calls),
        "interface_failures": len(failed),
        "interface_percent_of_enquiries": share(len(failed), len(calls)),
        **{column: sum(c.interface == reason for c in failed) for reason, column in INTERFACE_REASONS.items()},
        "not_for_the_line": sum(c.outcome == NOT_FOR_THE_LINE for c in calls),
        "practices_said": len(said),
        "useful": said.count("yes"),
        "partly_useful": said.count("partly"),
        "not_useful": said.count("no"),
        "useful_percent_of_said": share(said.count("yes"), len(said)),
    }

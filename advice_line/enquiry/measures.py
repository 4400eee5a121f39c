"""What managers count, each figure with its denominator. No patient identity comes in or goes out."""

from datetime import datetime

from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.totals import Totals, centile_of, is_up

Figures = dict[str, int | float | None]


def share(part: int, whole: int) -> float | None:
    """A percentage to one place, or None where there is nothing to divide by."""
    return round(100 * part / whole, 1) if whole else None


def activity(found: Totals, at: datetime | None = None) -> Figures:
    """How busy, how quick, with what outcome, as it stands at an instant (None: when every time is up).

    An e-mail question that waits and whose time is not up is neither in time nor late: it is not counted there yet,
    and one that was closed as needing no answer never is. Given up are calls.
    """
    n = found.counts
    calls, connected, emails, advised = n["calls"], n["connected"], n["email_questions"], n["advised_with_outcome"]
    due = n["email_answered"] + sum(many for until, many in found.waiting.items() if at is None or is_up(until, at))
    saved = n["referral_avoided"] + n["admission_avoided"]
    return {
        "enquiries": n["enquiries"],
        "calls": calls,
        "connected": connected,
        "connected_percent_of_calls": share(connected, calls),
        "connected_at_first_attempt": n["connected_at_first_attempt"],
        "first_attempt_percent_of_connected": share(n["connected_at_first_attempt"], connected),
        "attempts": n["attempts"],
        "attempts_per_connected_call": round(n["attempts"] / connected, 2) if connected else None,
        "seconds_to_connect_median": centile_of(found.spread("seconds to connect"), 50),
        "seconds_to_connect_90th_centile": centile_of(found.spread("seconds to connect"), 90),
        "abandoned": n["abandoned"],
        "abandoned_percent_of_calls": share(n["abandoned"], calls),
        "email_questions": emails,
        "email_needing_no_answer": n["email_needing_no_answer"],
        "email_due": due,
        "email_answered_in_time": n["email_answered_in_time"],
        "in_time_percent_of_email_due": share(n["email_answered_in_time"], due),
        "email_working_hours_to_answer_median": centile_of(found.spread("working hours to answer"), 50),
        "advised": advised,
        "referral_avoided": n["referral_avoided"],
        "admission_avoided": n["admission_avoided"],
        "saved_percent_of_advised": share(saved, advised),
        "streamlined": n["streamlined"],
        "streamlined_percent_of_advised": share(n["streamlined"], advised),
    }


def accountability(found: Totals, at: datetime | None = None) -> Figures:
    """Whether what was said is recorded, and who answers for it."""
    n = found.counts
    return {
        "connected": n["connected"],
        "recorded": n["recorded"],
        "recorded_percent_of_connected": share(n["recorded"], n["connected"]),
        "late_entries": n["late_entries"],
        "advised": n["advised"],
        "unseen": n["unseen"],
        "unseen_percent_of_advised": share(n["unseen"], n["advised"]),
        "unseen_with_consultant": n["unseen_with_consultant"],
        "responsibility_agreed": n["responsibility_agreed"],
        "agreed_percent_of_unseen": share(n["responsibility_agreed"], n["unseen"]),
        "to_countersign": n["to_countersign"],
        "countersigned": n["countersigned"],
        "countersigned_percent": share(n["countersigned"], n["to_countersign"]),
        "agreed_with_change": n["agreed_with_change"],
        "disagreed": n["disagreed"],
        "acknowledged": n["acknowledged"],
        "acknowledged_percent_of_advised": share(n["acknowledged"], n["advised"]),
        "enquiries": n["enquiries"],
        "callers_verified": n["callers_verified"],
        "verified_percent_of_enquiries": share(n["callers_verified"], n["enquiries"]),
        "put_through_during_clinic": n["put_through_during_clinic"],
        "adviser_not_on_roster": n["adviser_not_on_roster"],
        "open_flags": n["open_flags"],
        "open_not_recorded": n["open_not_recorded"],
    }


def interface(found: Totals, at: datetime | None = None) -> Figures:
    """How often the hospital's side of the interface failed, and what the practices said of the line."""
    n = found.counts
    return {
        "enquiries": n["enquiries"],
        "interface_failures": n["interface_failures"],
        "interface_percent_of_enquiries": share(n["interface_failures"], n["enquiries"]),
        **{column: n[column] for column in INTERFACE_REASONS.values()},
        "not_for_the_line": n["not_for_the_line"],
        "practices_said": n["practices_said"],
        "useful": n["useful"],
        "partly_useful": n["partly_useful"],
        "not_useful": n["not_useful"],
        "useful_percent_of_said": share(n["useful"], n["practices_said"]),
    }

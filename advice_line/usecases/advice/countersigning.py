"""A consultant's review of advice about a patient the adviser had not seen."""

from advice_line.enquiry.countersigning import refuse_amended, refuse_countersigned, refuse_verdict
from advice_line.enquiry.reasons import words_of
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store.values.advice import AdviceToSign, AdviceVersion
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


def countersign(by: By, advice: int, verdict: str, words: str, press: Press) -> None:
    """Agrees, agrees with a change, or disagrees; the last two need words. Disagreeing raises a flag.

    Refused: one's own advice, a version that was amended or countersigned since, no such verdict.
    """
    signed = by.store.one(AdviceToSign, "advice_by_id", id=advice)
    if signed is None:
        raise Refused("There is no such advice.")
    require(by.person, Act.COUNTERSIGN, desk=signed.desk)
    refuse_verdict(verdict, words, own=signed.adviser == by.person.clinician)

    def work() -> Receipt:
        newest = by.store.all(AdviceVersion, "advice_versions", enquiry=signed.enquiry)[-1]
        refuse_amended(advice, newest.id)
        refuse_countersigned(newest.verdict, newest.countersigned_by)
        by.store.run(
            "add_countersign",
            advice=advice,
            account=by.person.account,
            at=to_text(by.at),
            verdict=verdict,
            words=words_of(words, "What should be different"),
        )
        refresh_flags(by, signed.enquiry)
        return Receipt(str(advice), {"verdict": verdict, "enquiry": signed.enquiry})

    act_once(by, "countersigned advice", "advice", press, work)

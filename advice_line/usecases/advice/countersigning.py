"""A consultant's review of advice about a patient the adviser had not seen."""

from advice_line.enquiry.reasons import is_blank, words_of
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store.values.advice import AdviceToSign, AdviceVersion
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

VERDICTS = ("agreed", "agreed with change", "disagreed")


def countersign(by: By, advice: int, verdict: str, words: str, press: Press) -> None:
    """Agrees, agrees with a change, or disagrees; the last two need words. Disagreeing raises a flag."""
    row = by.store.one(AdviceToSign, "advice_by_id", id=advice)
    if row is None:
        raise Refused("There is no such advice.")
    require(by.person, Act.COUNTERSIGN, desk=row.desk)
    if verdict not in VERDICTS:
        raise Refused(f"“{verdict}” is not a verdict; choose one of: {', '.join(VERDICTS)}.")
    if verdict != "agreed" and is_blank(words):
        raise Refused("Say what should be different; the registrar and the desk will read it.")
    if row.adviser == by.person.clinician:
        raise Refused("Nobody countersigns their own advice; another consultant of the desk must.")

    def work() -> Receipt:
        newest = by.store.all(AdviceVersion, "advice_versions", enquiry=row.enquiry)[-1]
        if newest.id != advice:
            raise Refused("This advice has been amended since; read the newest version.")
        if newest.countersigned_at:
            raise Refused(f"{newest.countersigned_by} has countersigned this already: {newest.verdict}.")
        by.store.run(
            "add_countersign",
            advice=advice,
            account=by.person.account,
            at=to_text(by.at),
            verdict=verdict,
            words=words_of(words, "What should be different"),
        )
        refresh_flags(by, row.enquiry)
        return Receipt(str(advice), {"verdict": verdict, "enquiry": row.enquiry})

    act_once(by, "countersigned advice", "advice", press, work)

"""Leave, sickness, cover and swaps entered on screen: what the board shows from then on, and what it never shows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from advice_line.people.roles import Person
from advice_line.problems import NotPermitted, Refused
from advice_line.rota.changes import Leg
from advice_line.rota.consent import ChangeStanding
from advice_line.store.changes import change_by_id
from advice_line.store.values.people import Account
from advice_line.usecases.accounts.desk_settings import choose_desk_setting
from advice_line.usecases.rotas import covering, freshness, locums, swaps
from advice_line.usecases.rotas.conflicts import conflicts, keep_change
from advice_line.usecases.rotas.leave import end_change, enter_leave, enter_sickness, undo_change
from advice_line.usecases.rotas.who_answers import roster_of, who_answered
from advice_line.usecases.usecase import By, Press
from tests.hospital import BEGAN, GMC, TUESDAY, Hospital
from tests.usecases.rotas.test_publishing import CLINIC_END, republish

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEDNESDAY_NOON = datetime(2026, 8, 5, 11, tzinfo=UTC)
WEDNESDAY = date(2026, 8, 5)


def who(hospital: Hospital, at: datetime) -> str | None:
    answering = roster_of(hospital.store, "cardiology", at).ladder(at).answering
    return answering.clinician.id if answering else None


def leave(
    hospital: Hospital, clinician: str, first: date, last: date, at: datetime = TUESDAY, by: str = "ruth"
) -> int:
    return enter_leave(
        By(hospital.store, hospital[by], at), "cardiology", GMC[clinician], first, last, "annual", "", Press()
    )


def offer(hospital: Hospital, by: str = "okafor", *legs: Leg, at: datetime = TUESDAY) -> int:
    wanted = legs or (Leg(WEDNESDAY, "D", GMC["okafor"], GMC["patel"]),)
    return swaps.offer_swap(
        By(hospital.store, hospital[by], at), swaps.SwapOffer("cardiology", wanted, "wedding"), Press()
    )


def test_leave_entered_on_screen_opens_the_shift_and_hindsight_remembers(hospital: Hospital):
    leave(hospital, "okafor", WEDNESDAY, WEDNESDAY)
    assert who(hospital, WEDNESDAY_NOON) == "bevan"
    before = who_answered(hospital.store, "cardiology", WEDNESDAY_NOON, TUESDAY - HOUR)
    assert before.answering.clinician.id == "okafor"  # type: ignore[union-attr]


def test_leave_never_touches_the_shift_that_has_begun(hospital: Hospital):
    wednesday_ten = WEDNESDAY_NOON - 2 * HOUR
    leave(hospital, "okafor", WEDNESDAY, WEDNESDAY + DAY, at=wednesday_ten)
    assert who(hospital, WEDNESDAY_NOON) == "okafor"
    assert who(hospital, WEDNESDAY_NOON + DAY) == "bevan"


def test_leave_is_undone_until_it_begins_and_ended_after(hospital: Hospital):
    number = leave(hospital, "okafor", WEDNESDAY, WEDNESDAY + 5 * DAY)
    undo_change(By(hospital.store, hospital["ruth"], TUESDAY), number, "", Press())
    assert who(hospital, WEDNESDAY_NOON) == "okafor"
    number = leave(hospital, "okafor", WEDNESDAY, WEDNESDAY + 5 * DAY)
    with pytest.raises(Refused, match="cannot be undone; end it"):
        undo_change(By(hospital.store, hospital["ruth"], WEDNESDAY_NOON), number, "", Press())
    end_change(By(hospital.store, hospital["ruth"], WEDNESDAY_NOON), number, "back early", Press())
    assert who(hospital, WEDNESDAY_NOON) == "bevan"
    assert who(hospital, WEDNESDAY_NOON + DAY) == "okafor"


def sick(hospital: Hospital, begins: datetime, until: datetime) -> int:
    return enter_sickness(
        By(hospital.store, hospital["bevan"], TUESDAY), "cardiology", GMC["okafor"], begins, until, "flu", Press()
    )


def test_sickness_at_short_notice_finds_who_can_cover_and_says_why_each(hospital: Hospital):
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    sick(hospital, morning, morning + 8 * HOUR)
    assert who(hospital, WEDNESDAY_NOON) == "bevan"
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    assert [(s.start, s.end) for s in taken] == [(morning, morning + 8 * HOUR)]
    found = covering.who_can_cover(hospital.store, hospital["ruth"], "cardiology", taken)
    assert [c.clinician.id for c in found] == ["patel", "bevan"]
    assert "breaks “one shift is at most 13 h” for Dr Rohan Patel (40 h)" in found[0].why
    assert "is on Consultant on call on Wed 5 Aug" in found[1].why
    assert not found[1].possible


def test_cover_that_breaks_a_rule_must_be_known_and_one_that_doubles_is_refused(hospital: Hospital):
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    enter = covering.enter_cover
    with pytest.raises(Refused, match="one shift is at most 13 h"):
        enter(By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken, GMC["patel"], "", Press())
    with pytest.raises(Refused, match="Dr Gareth Bevan is on Consultant on call"):
        enter(
            By(hospital.store, hospital["ruth"], TUESDAY),
            "cardiology",
            taken,
            GMC["bevan"],
            "",
            Press(),
            knowing=True,
        )
    enter(By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken, GMC["patel"], "", Press(), knowing=True)
    assert who(hospital, WEDNESDAY_NOON) == "patel"


def test_cover_entered_in_the_middle_of_a_shift_leaves_who_had_it_until_then(hospital: Hospital):
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    covering.enter_cover(
        By(hospital.store, hospital["ruth"], WEDNESDAY_NOON), "cardiology", taken, GMC["patel"], "", Press(),
        knowing=True,
    )  # fmt: skip
    assert who(hospital, WEDNESDAY_NOON - HOUR) == "okafor"
    assert who(hospital, WEDNESDAY_NOON) == "patel"


def test_a_locum_covers_an_open_shift_with_contacts_of_their_own(hospital: Hospital):
    leave(hospital, "okafor", WEDNESDAY, WEDNESDAY)
    locum = locums.add_locum(
        By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", "7999999", "Dr Ann Gray", "registrar",
        "bleep 2077, 07700 900456", Press(),
    )  # fmt: skip
    begins = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], begins, begins + 8 * HOUR)
    covering.enter_cover(
        By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken, locum.gmc, "", Press(), open_shift=True
    )
    ladder = roster_of(hospital.store, "cardiology", WEDNESDAY_NOON).ladder(WEDNESDAY_NOON)
    assert ladder.answering is not None
    assert [str(c) for c in ladder.answering.clinician.contacts] == ["bleep 2077", "07700 900456"]
    assert ladder.answering.clinician.name == "Dr Ann Gray"


@pytest.mark.parametrize(
    "values, sentence",
    [
        (("123", "Dr Gray", "registrar", "bleep 1"), "seven digits"),
        (("7999999", " ", "registrar", "bleep 1"), "needs a name"),
        (("7999999", "Dr Gray", "nurse", "bleep 1"), "registrar or consultant"),
        (("7999999", "Dr Gray", "registrar", ""), "needs a contact"),
        (("7999999", "Dr Gray", "registrar", "bleep x"), "not a bleep number"),
    ],
)
def test_a_locum_without_what_is_needed(local_hospital: Hospital, values: tuple[str, str, str, str], sentence: str):
    with pytest.raises(Refused, match=sentence):
        locums.add_locum(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "cardiology", *values, Press())


def test_a_swap_counts_from_the_others_word(hospital: Hospital):
    number = offer(hospital)
    assert who(hospital, WEDNESDAY_NOON) == "okafor"
    with pytest.raises(Refused, match="one shift is at most 13 h"):
        swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press())
    assert swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True) is (
        ChangeStanding.IN_FORCE
    )
    assert who(hospital, WEDNESDAY_NOON) == "patel"


def test_a_two_way_swap_does_not_count_the_shift_given_as_a_double(hospital: Hospital):
    legs = (
        Leg(WEDNESDAY, "D", GMC["okafor"], GMC["patel"]),
        Leg(WEDNESDAY, "N", GMC["patel"], GMC["okafor"]),
    )
    number = offer(hospital, "okafor", *legs)
    swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    assert who(hospital, WEDNESDAY_NOON) == "patel"
    assert who(hospital, WEDNESDAY_NOON + 9 * HOUR) == "okafor"


def test_a_swap_waits_for_approval_where_the_desk_wants_it(hospital: Hospital):
    choose_desk_setting(
        By(hospital.store, hospital["bevan"], TUESDAY), "cardiology", "swaps_approved", "yes", Press()
    )
    number = offer(hospital)
    swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    assert who(hospital, WEDNESDAY_NOON) == "okafor"
    with pytest.raises(NotPermitted):
        swaps.approve_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    swaps.approve_swap(By(hospital.store, hospital["bevan"], TUESDAY), number, Press(), knowing=True)
    assert who(hospital, WEDNESDAY_NOON) == "patel"


def test_nobody_approves_a_swap_that_is_their_own(local_hospital: Hospital):
    """Not even the consultant who approves everybody else's."""
    hospital = local_hospital
    choose_desk_setting(
        By(hospital.store, hospital["bevan"], TUESDAY), "cardiology", "swaps_approved", "yes", Press()
    )
    legs = (Leg(WEDNESDAY, "C", GMC["bevan"], GMC["okafor"]), Leg(WEDNESDAY, "D", GMC["okafor"], GMC["bevan"]))
    number = offer(hospital, "bevan", *legs)
    swaps.agree_swap(By(hospital.store, hospital["okafor"], TUESDAY), number, Press(), knowing=True)
    with pytest.raises(Refused, match="Somebody else approves your own swap"):
        swaps.approve_swap(By(hospital.store, hospital["bevan"], TUESDAY), number, Press(), knowing=True)
    swaps.approve_swap(By(hospital.store, hospital["ruth"], TUESDAY), number, Press(), knowing=True)


def test_a_swap_may_be_declined_refused_or_undone_by_either(hospital: Hospital):
    number = offer(hospital)
    swaps.decline_swap(By(hospital.store, hospital["patel"], TUESDAY), number, "away", Press())
    with pytest.raises(Refused, match="declined already"):
        swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press())
    number = offer(hospital)
    swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    undo_change(By(hospital.store, hospital["patel"], TUESDAY), number, "", Press())
    assert who(hospital, WEDNESDAY_NOON) == "okafor"
    found = change_by_id(hospital.store, number)
    assert found is not None
    assert found.standing is ChangeStanding.UNDONE


@pytest.mark.parametrize("by", ["sam", "mensah", "patel", "admin"])
def test_nobody_else_offers_a_registrars_shift(local_hospital: Hospital, by: str):
    with pytest.raises(NotPermitted):
        offer(local_hospital, by)


def test_a_swap_of_a_shift_that_is_not_theirs_or_has_begun(local_hospital: Hospital):
    with pytest.raises(Refused, match="Dr Adaeze Okafor has no duty “N” on Wed 5 Aug to swap"):
        offer(local_hospital, "okafor", Leg(WEDNESDAY, "N", GMC["okafor"], GMC["patel"]))
    with pytest.raises(Refused, match="has begun; it can be covered, not swapped"):
        offer(local_hospital, "okafor", Leg(date(2026, 8, 4), "D", GMC["okafor"], GMC["patel"]))
    with pytest.raises(Refused, match="needs two people"):
        offer(local_hospital, "okafor", Leg(WEDNESDAY, "D", GMC["okafor"], GMC["okafor"]))


@pytest.mark.parametrize("by", ["sam", "okafor", "liu", "admin"])
def test_leave_is_entered_by_a_manager_or_the_desks_consultant(local_hospital: Hospital, by: str):
    with pytest.raises(NotPermitted):
        leave(local_hospital, "okafor", WEDNESDAY, WEDNESDAY, by=by)


@pytest.mark.parametrize(
    "first, last, sentence",
    [
        (date(2026, 8, 6), date(2026, 8, 5), "ends before it begins"),
        (date(2026, 8, 1), date(2026, 8, 2), "the past is not changed"),
        (date(2026, 8, 6), date(2028, 8, 6), "longer than a year"),
    ],
)
def test_leave_on_impossible_days(local_hospital: Hospital, first: date, last: date, sentence: str):
    with pytest.raises(Refused, match=sentence):
        leave(local_hospital, "okafor", first, last)


def agreed(hospital: Hospital) -> int:
    number = offer(hospital)
    swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    return number


def test_a_swap_survives_the_next_publication(hospital: Hospital):
    agreed(hospital)
    republish(hospital, TUESDAY + HOUR, TUESDAY + HOUR, CLINIC_END, 'end = "15:30"\n')
    assert who(hospital, WEDNESDAY_NOON) == "patel"
    assert conflicts(hospital.store, "cardiology", TUESDAY + 2 * HOUR) == []


FILE_LEAVE = '\n[[leave]]\nclinician = "patel"\nfirst = 2026-08-05\nlast = 2026-08-05\nkind = "study"\n'


def test_a_publication_that_contradicts_a_swap_lists_it_until_it_is_settled(hospital: Hospital):
    number = agreed(hospital)
    later = TUESDAY + HOUR
    republish(hospital, later, later, CLINIC_END, CLINIC_END + FILE_LEAVE)
    assert who(hospital, WEDNESDAY_NOON) == "bevan"  # loud, not wrong: patel is away
    (found,) = conflicts(hospital.store, "cardiology", later)
    assert (found.change.id, found.words) == (
        number,
        "Dr Rohan Patel, who takes the shift, is on leave in the new file",
    )
    undo_change(By(hospital.store, hospital["ruth"], later), number, "", Press())
    assert conflicts(hospital.store, "cardiology", later) == []
    assert who(hospital, WEDNESDAY_NOON) == "okafor"


def test_a_conflict_may_be_kept_in_spite_of_the_file(hospital: Hospital):
    number = agreed(hospital)
    later = TUESDAY + HOUR
    republish(hospital, later, later, CLINIC_END, CLINIC_END + FILE_LEAVE)
    (found,) = conflicts(hospital.store, "cardiology", later)
    keep_change(By(hospital.store, hospital["bevan"], later), number, found.publication, Press())
    assert conflicts(hospital.store, "cardiology", later) == []


def test_a_swap_that_the_file_has_taken_in_is_no_conflict(hospital: Hospital):
    agreed(hospital)
    later = TUESDAY + HOUR
    in_file = '\n[[swap]]\ndate = 2026-08-05\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'
    republish(hospital, later, later, CLINIC_END, CLINIC_END + in_file)
    assert conflicts(hospital.store, "cardiology", later) == []
    assert who(hospital, WEDNESDAY_NOON) == "patel"


def test_a_swap_whose_shift_is_gone_from_the_file_is_a_conflict(hospital: Hospital):
    agreed(hospital)
    later = TUESDAY + HOUR
    republish(hospital, later, later, '"D D D D D D D"', '"D D . D D D D"')
    (found,) = conflicts(hospital.store, "cardiology", later)
    assert found.words == "in the new file there is no such shift any more"
    assert who(hospital, WEDNESDAY_NOON) == "bevan"


def test_a_rota_is_stale_a_week_after_somebody_last_stood_up_for_it(hospital: Hospital):
    found = freshness.rotas_freshness(hospital.store)["cardiology"]
    assert (found.how, found.author, found.at) == ("published", "Ruth Appleby", BEGAN)
    assert not found.stale(BEGAN + 7 * DAY - timedelta(seconds=1))
    assert found.stale(BEGAN + 7 * DAY)
    freshness.confirm_rota(By(hospital.store, hospital["bevan"], BEGAN + 6 * DAY), "cardiology", Press())
    confirmed = freshness.rotas_freshness(hospital.store)["cardiology"]
    assert (confirmed.how, confirmed.author) == ("confirmed", "Dr Gareth Bevan")
    assert not confirmed.stale(BEGAN + 12 * DAY)
    choose_desk_setting(By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", "stale_after_days", "2", Press())
    assert freshness.rotas_freshness(hospital.store)["cardiology"].stale(BEGAN + 8 * DAY)


@pytest.mark.parametrize("by", ["sam", "okafor", "liu", "admin"])
def test_a_rota_is_confirmed_by_those_who_may_publish_it(local_hospital: Hospital, by: str):
    someone: Person = local_hospital[by]
    with pytest.raises(NotPermitted):
        freshness.confirm_rota(By(local_hospital.store, someone, TUESDAY), "cardiology", Press())


def test_a_retried_change_makes_no_second_row(hospital: Hospital):
    key = Press()
    numbers = {
        enter_leave(
            By(hospital.store, hospital["ruth"], TUESDAY),
            "cardiology",
            GMC["okafor"],
            WEDNESDAY,
            WEDNESDAY,
            "sick",
            "",
            key,
        )
        for _ in range(2)
    }
    assert len(numbers) == 1


def test_two_managers_cannot_cover_one_shift(hospital: Hospital):
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    more = locums.add_locum(
        By(hospital.store, hospital["ruth"], TUESDAY),
        "cardiology",
        "7999999",
        "Dr Ann Gray",
        "registrar",
        "ext 1",
        Press(),
    )
    asked = (By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken)
    key = Press()
    first = covering.enter_cover(*asked, more.gmc, "", key)
    assert covering.enter_cover(*asked, more.gmc, "", key) == first  # the retry of one's own finds its row
    with pytest.raises(Refused, match="Dr Ann Gray has Day on call by now"):
        covering.enter_cover(*asked, GMC["patel"], "", Press(), knowing=True)


def test_an_open_shift_is_filled_once(hospital: Hospital):
    leave(hospital, "okafor", WEDNESDAY, WEDNESDAY)
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    asked = (By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken, GMC["patel"], "")
    covering.enter_cover(*asked, Press(), open_shift=True, knowing=True)
    with pytest.raises(Refused, match="by now; look at the rota again"):
        covering.enter_cover(*asked, Press(), open_shift=True, knowing=True)


def test_a_retried_word_is_one_word(hospital: Hospital):
    number, key = offer(hospital), Press()
    for _ in range(2):
        standing = swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, key, knowing=True)
        assert standing is ChangeStanding.IN_FORCE
    key = Press()
    for _ in range(2):
        undo_change(By(hospital.store, hospital["patel"], TUESDAY), number, "", key)
    found = change_by_id(hospital.store, number)
    assert found is not None
    assert [s.step for s in found.steps] == ["offered", "agreed", "undone"]


def gray(hospital: Hospital, contacts: str, gmc: str = "7999999") -> None:
    locums.add_locum(
        By(hospital.store, hospital["ruth"], TUESDAY),
        "cardiology",
        gmc,
        "Dr Ann Gray",
        "registrar",
        contacts,
        Press(),
    )


def cover_wednesday(hospital: Hospital, by: str) -> None:
    morning = datetime(2026, 8, 5, 8, tzinfo=UTC)
    taken = covering.shifts_to_cover(hospital.store, "cardiology", GMC["okafor"], morning, morning + 8 * HOUR)
    covering.enter_cover(By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", taken, by, "", Press())


def test_a_locums_number_put_right_is_the_one_that_is_rung(hospital: Hospital):
    gray(hospital, "bleep 1111")
    cover_wednesday(hospital, "7999999")
    assert who(hospital, WEDNESDAY_NOON) == "locum-gray"
    gray(hospital, "bleep 2222")
    answering = roster_of(hospital.store, "cardiology", WEDNESDAY_NOON).ladder(WEDNESDAY_NOON).answering
    assert answering is not None
    assert [str(c) for c in answering.clinician.contacts] == ["bleep 2222"]


def test_two_locums_of_one_name_are_two_people(hospital: Hospital):
    gray(hospital, "bleep 1111")
    gray(hospital, "bleep 2222", "7999998")
    cover_wednesday(hospital, "7999998")
    answering = roster_of(hospital.store, "cardiology", WEDNESDAY_NOON).ladder(WEDNESDAY_NOON).answering
    assert answering is not None
    assert (answering.clinician.id, answering.clinician.gmc) == ("locum-gray-2", "7999998")


def test_a_locum_who_answers_is_on_the_roster_and_may_record(hospital: Hospital):
    """A locum with an account of their own works at the desk that they cover."""
    from advice_line.enquiry.flags import Kind
    from advice_line.enquiry.routing import Result
    from advice_line.people.phones import Contact
    from advice_line.people.roles import Role
    from advice_line.usecases.accounts import accounts
    from advice_line.usecases.calls import attempts
    from advice_line.usecases.flags.flags import open_flags

    gray(hospital, "bleep 1111")
    cover_wednesday(hospital, "7999999")
    accounts.add_account(
        By(hospital.store, hospital["admin"], TUESDAY), "gray", "Dr Ann Gray", Role.REGISTRAR, gmc="7999999"
    )
    row = hospital.store.the(Account, "account_by_username", username="gray")
    person = accounts.person_of(hospital.store, row)
    assert person.desks == {"cardiology"}
    hospital.people["gray"] = person
    enquiry = hospital.call(WEDNESDAY_NOON)
    attempt = attempts.start_attempt(
        By(hospital.store, hospital["sam"], WEDNESDAY_NOON), enquiry, "7999999", Contact("bleep", "1111"), Press()
    )
    attempts.finish_attempt(By(hospital.store, hospital["sam"], WEDNESDAY_NOON + HOUR / 60), attempt, Result.ANSWERED)
    hospital.record(enquiry, "gray", WEDNESDAY_NOON + HOUR / 6)
    assert Kind.NOT_ON_ROSTER not in {flag.kind for flag in open_flags(hospital.store, person)}


def test_nobody_answers_their_own_offer(local_hospital: Hospital):
    """Not even a consultant, who may otherwise answer for a colleague of the desk."""
    leg = Leg(WEDNESDAY, "C", GMC["bevan"], GMC["patel"])
    number = offer(local_hospital, "bevan", leg)
    bevan = By(local_hospital.store, local_hospital["bevan"], TUESDAY)
    with pytest.raises(Refused, match="The other has to answer"):
        swaps.agree_swap(bevan, number, Press())
    with pytest.raises(Refused, match="The other has to answer"):
        swaps.decline_swap(bevan, number, "no", Press())


def test_what_was_known_to_stand_against_a_swap_is_on_the_trail(local_hospital: Hospital):
    number = offer(local_hospital)
    swaps.agree_swap(By(local_hospital.store, local_hospital["patel"], TUESDAY), number, Press(), knowing=True)
    row = local_hospital.store.connection.execute(  # type: ignore[attr-defined]
        "SELECT detail FROM trail WHERE act = 'agreed a swap in a rota'"
    ).fetchone()
    assert "one shift is at most 13 h" in row[0]

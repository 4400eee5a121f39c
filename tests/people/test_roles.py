"""The table of permissions: the design's rows, and what is not said is not theirs."""

import pytest

from advice_line.people.roles import Act, Person, Role, ever, is_told, may, site_wide

ROLES = tuple(Role)


def person(role: Role) -> Person:
    clinical = role in (Role.REGISTRAR, Role.CONSULTANT)
    desks = frozenset({"cardiology"}) if clinical else frozenset[str]()
    return Person(1, "x", "X", role, "RRV03", 7 if clinical else None, desks)


# n no, y everything, o one's own, d the own desk, b both, s the own site; operator to administrator, then
# commissioner and interface lead, who may nothing that is not said.
DESIGN = {
    Act.ROUTE: "yyynn",
    Act.SEE_CLINICAL_TEXT: "nddnn",
    Act.RECORD_ADVICE: "noonn",
    Act.COUNTERSIGN: "nndnn",
    Act.PUBLISH_ROTA: "nndsn",
    Act.CHANGE_ROTA: "nndsn",
    Act.SWAP: "nodsn",
    Act.NOTE_ROTA: "yddsn",
    Act.AUDIT: "nndsn",
    Act.MANAGE_ACCOUNTS: "nnnny",
    Act.MANAGE_TOKENS: "nnnny",
    Act.EXPORT_TRAIL: "nnnns",
    Act.SAY_LETTERS: "nnnsy",
    Act.BREAK_GLASS: "nyynn",
    Act.ANSWER: "nddnn",
    Act.HEAR_PRACTICE: "yyynn",
    Act.FIND_ENQUIRIES: "yddsn",
    Act.SEE_ROTA: "yyysn",
    Act.IMPORT_PRACTICES: "nnnsy",
    Act.SEE_MAIL: "yddsy",
    Act.SORT_MAIL: "ynnsn",
    Act.SEE_OPERATOR_FLAG: "yoosn",
    Act.SEE_DESK_FLAG: "nobsn",
    Act.SEE_MANAGER_FLAG: "noosn",
    Act.SETTLE_OPERATOR_FLAG: "yndnn",
    Act.SETTLE_ADVISER_FLAG: "nobnn",
    Act.SETTLE_DESK_FLAG: "nndnn",
    Act.SETTLE_MANAGER_FLAG: "nndsn",
    Act.OPERATOR_NOTICE: "ynnsn",
    Act.DESK_NOTICE: "nddsn",
    Act.MANAGER_NOTICE: "nnnsn",
    Act.ADMINISTRATOR_NOTICE: "nnnsy",
    Act.PUBLISH_CONTRACT: "nnnsn",
    Act.SEE_STATEMENT: "nndsno",
    Act.PREPARE_STATEMENT: "nnnsn",
    Act.ISSUE_STATEMENT: "nnnsn",
    Act.QUERY_STATEMENT: "nnnsno",
    Act.COMPARE_PROVIDERS: "nnnnno",
    Act.SET_ASIDE: "yddsn",
    Act.SEE_INTERFACE: "nndsnns",
    Act.KEEP_INTERFACE: "nnnsnns",
    Act.WRITE_TO_PRACTICE: "nnnsnns",
    Act.SCHEDULE_REPORT: "nnnsnns",
}
CASES = [
    (act, role, letter) for act, row in DESIGN.items() for role, letter in zip(ROLES, row.ljust(7, "n"), strict=True)
]


def test_every_act_is_told_as_the_design_has_it():
    assert set(DESIGN) == set(Act)


@pytest.mark.parametrize("act, role, letter", CASES, ids=[f"{role}: {act}" for act, role, _ in CASES])
def test_a_cell_of_the_design(act: Act, role: Role, letter: str):
    who = person(role)
    assert may(who, act) is (letter == "y")
    assert may(who, act, desk="cardiology") is (letter in "ydb")
    assert may(who, act, desk="renal") is (letter == "y")
    assert may(who, act, site="RRV03") is (letter in "ys")
    assert may(who, act, site="RXX01") is (letter == "y")
    assert may(who, act, own=True) is (letter in "yob")
    assert ever(who, act) is (letter != "n")
    assert site_wide(who, act) is (letter in "ys")


@pytest.mark.parametrize(
    "role, desk, clinician, told",
    [
        ("registrar", None, None, True),
        ("registrar", "cardiology", None, True),
        ("registrar", "renal", None, False),
        ("registrar", "cardiology", 8, False),
        ("registrar", "cardiology", 7, True),
        ("consultant", "cardiology", None, False),
    ],
)
def test_a_registrar_is_told_what_is_said_to_registrars_of_the_desk_or_to_them(
    role: str, desk: str | None, clinician: int | None, told: bool
):
    assert is_told(person(Role.REGISTRAR), role, desk, clinician) is told

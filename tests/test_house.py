"""The house in order: documents that say what the program does, and no room that has grown too large."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.measures import accountability, activity, interface
from advice_line.enquiry.totals import Totals
from advice_line.people.roles import Act, Reach, Role, reach
from advice_line.rota.hours import RULES
from advice_line.settings import Settings
from advice_line.store.queries import for_postgres, statements
from advice_line.usecases.accounts.desk_settings import DeskSettings
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.usecase import By
from tests.hospital import BEGAN, TUESDAY, Hospital

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("kind", ["rota", "activity", "accountability", "interface"])
def test_every_column_of_an_audit_is_documented(local_hospital: Hospital, kind: str):
    section = (ROOT / "docs" / "audits.md").read_text("utf-8").split(f"## {kind}\n")[1].split("## ")[0]
    documented = re.findall(r"^\| (\w+) \|", section, re.MULTILINE)[1:]
    found = audit(By(local_hospital.store, local_hospital["ruth"], TUESDAY), kind, BEGAN, TUESDAY)  # type: ignore[arg-type]
    assert documented == [column for column in found.rows[0] if column not in ("desk", "month")]
    assert [row["desk"] for row in found.rows] == ["cardiology", "renal", "all desks"]


def test_the_figures_of_nothing_have_the_same_columns():
    assert all(
        value in (0, None) for value in (activity(Totals()) | accountability(Totals()) | interface(Totals())).values()
    )


def test_every_setting_is_documented():
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert all(f"`{field}`" in text for field in Settings.__dataclass_fields__)


def test_every_hours_rule_is_documented_with_its_limit():
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert all(f"| `{rule.id}` | {rule.limit:g} {rule.unit} |" in text for rule in RULES.values())


def test_every_statement_is_used():
    rooms = (ROOT / "advice_line", ROOT / "tests")
    code = "\n".join(file.read_text("utf-8") for room in rooms for file in room.rglob("*.py"))
    of_an_engine = re.compile(r"_(sqlite|postgres)$")  # these are named by their beginning
    unused = [
        name for name in statements() if f'"{name}"' not in code and f'"{of_an_engine.sub("_", name)}{{' not in code
    ]
    assert unused == []


def test_a_statement_for_postgres_differs_only_in_its_parameters():
    assert "%(code)s" in for_postgres("practice_by_code")
    assert ":code" not in for_postgres("practice_by_code")


def test_no_file_has_grown_far_beyond_three_hundred_lines():
    long = {
        str(file.relative_to(ROOT)): count
        for file in (ROOT / "advice_line").rglob("*.py")
        if (count := len(file.read_text("utf-8").splitlines())) > 380
    }
    assert long == {}


def test_the_pythons_that_are_claimed_are_those_that_the_documents_name():
    claimed = re.findall(r"Python :: (3\.\d+)\"", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert f"Python {claimed[0]} to {claimed[-1]}." in (ROOT / "docs" / "install.md").read_text("utf-8")


def test_no_lock_file_carries_an_address():
    locks = {file.name: file.read_text("utf-8") for file in ROOT.glob("requirements*.lock")}
    assert len(locks) == 4
    assert [name for name, text in locks.items() if "://" in text] == []


def test_every_chaser_is_documented_as_it_runs():
    from docs.make_chasers import table

    assert table() in (ROOT / "docs" / "chasers.md").read_text("utf-8"), "run: make docs"


def test_every_column_of_an_audit_is_documented_as_it_is_defined():
    from docs.make_audits import tables

    page = (ROOT / "docs" / "audits.md").read_text("utf-8")
    assert [heading for heading, written in tables().items() if written.rstrip() not in page] == [], "run: make docs"


def test_what_holds_where_a_department_chose_nothing_is_what_the_help_and_the_pages_say():
    unchosen = DeskSettings()
    countersign, acknowledge = (
        f"{within / timedelta(hours=1):g}" for within in (unchosen.countersign_within, unchosen.acknowledge_within)
    )
    commands, chasers = ((ROOT / "docs" / name).read_text("utf-8") for name in ("commands.md", "chasers.md"))
    assert f"How long a rota is trusted. [default: {unchosen.stale_after.days}]" in commands
    assert f"late to be countersigned. [{countersign}]" in " ".join(commands.split())
    assert f"late to acknowledge. [{acknowledge}]" in " ".join(commands.split())
    assert f"(`acknowledge_hours`, {acknowledge})" in chasers
    assert f"`countersign_hours` ({countersign})" in chasers


def test_every_command_is_documented_as_its_help_says():
    from docs.make_commands import page

    assert page() == (ROOT / "docs" / "commands.md").read_text("utf-8"), "run: make docs"


def test_every_decision_stands_in_their_index():
    records = ROOT / "docs" / "decisions"
    index = (records / "README.md").read_text("utf-8")
    assert [file.name for file in records.glob("0*.md") if f"({file.name})" not in index] == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/decisions", "docs/store.md"])
def test_what_the_documents_point_to_is_there(page: str):
    files = sorted((ROOT / page).glob("*.md")) or [ROOT / page]
    named = [
        name
        for file in files
        for name in re.findall(r"`([\w/.]+/(?!NNNN)[\w.]+\.(?:py|sql|md|toml))`", file.read_text("utf-8"))
    ]
    assert [name for name in named if not any((room / name).exists() for room in (ROOT, ROOT / "advice_line"))] == []


def test_every_mail_setting_is_documented():
    from advice_line.settings.mail import _READ

    text = (ROOT / "docs" / "mail.md").read_text("utf-8")
    assert all(f"`{key}`" in text for key in _READ)


_ROOMS_THAT_ASK = ("usecases", "cli", "tui", "chasers", "mail")


def _decides(node: ast.AST) -> bool:
    """Whether code looks at a signed-in person's role, desks, or being a clinician, to decide by itself."""
    if isinstance(node, ast.Match):
        return _is_of_a_person(node.subject, "role")
    if not isinstance(node, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    nothing = any(isinstance(side, ast.Constant) and side.value is None for side in sides)
    return any(
        _is_of_a_person(side, "role")
        or (_is_of_a_person(side, "desks") and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops))
        or (_is_of_a_person(side, "clinician") and nothing)
        for side in sides
    )


def _is_of_a_person(node: ast.AST, what: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == what
        and ast.unparse(node.value).rpartition(".")[2].strip("_") in ("person", "by", "who", "worker", "p")
    )


@pytest.mark.parametrize("room", _ROOMS_THAT_ASK)
def test_only_the_table_of_permissions_decides_who_may(room: str):
    beside = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)[:80]}"  # type: ignore[attr-defined]
        for file in (ROOT / "advice_line" / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if _decides(node)
    ]
    assert beside == []


def test_every_act_has_a_row_in_the_table_of_permissions():
    assert all(reach(role, act) in Reach for act in Act for role in Role)


_TAG = re.compile(r"<!doctype|(?<!\?P)</?[a-z][a-z0-9]*(?:[ >/]|$)", re.IGNORECASE)


def _writes_markup(node: ast.AST) -> bool:
    """Whether code fills text into markup by itself: an f-string, a join, a format or a sum with a tag in it."""
    if isinstance(node, ast.Call):
        filled = isinstance(node.func, ast.Attribute) and node.func.attr in ("join", "format")
        parts = [node.func, *node.args] if filled else []
    else:
        parts = [node] if isinstance(node, ast.JoinedStr | ast.BinOp) else []
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and _TAG.search(part.value) is not None
        for whole in parts
        for part in ast.walk(whole)
    )


def test_pages_are_made_from_templates_alone():
    by_hand = [
        f"{file.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]
        for file in (ROOT / "advice_line").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if _writes_markup(node)
    ]
    assert by_hand == []


@pytest.mark.parametrize(
    "code",
    ['f"<p>{x}</p>"', '"<td>" + x', '"</tr>".join(x)', '"".join([f"<b>{y}" for y in x])', '"<p>{}</p>".format(x)'],
)
def test_markup_by_hand_is_seen(code: str):
    assert any(_writes_markup(node) for node in ast.walk(ast.parse(code)))


_SAYS_TIMES = {
    "instants.py": "what is kept, signed and named",
    "enquiry/flags.py": "the cause of a flag, which the store knows it by",
    "exports/calendars.py": "the identity of an event",
    "mail/mailbox.py": "how a mail server writes an instant",
    "people/practice_file.py": "how a register writes a day",
    "words": "for everybody else",
}
"""Where days and times are formatted, with why."""


def test_days_and_times_are_said_in_words_alone():
    package = ROOT / "advice_line"
    others = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in package.rglob("*.py")
        if not {str(file.relative_to(package)), file.relative_to(package).parts[0]} & _SAYS_TIMES.keys()
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if (
            isinstance(node, ast.FormattedValue)
            and node.format_spec is not None
            and "%" in ast.unparse(node.format_spec)
        )
        or (isinstance(node, ast.Attribute) and node.attr in ("strftime", "strptime"))
    ]
    assert others == []


def _text_of(room: str, beside: str = "") -> str:
    """The code of a room, in one text."""
    files = (file for file in (ROOT / room).rglob("*.py") if file.name != beside)
    return "\n".join(file.read_text("utf-8") for file in files)


_STORE_ASKED = re.compile(r"""\.(?:one|the|all|run|many|inserted)\((?:\w+, )?f?"[a-z_{}]+"|\.transaction\(""")


@pytest.mark.parametrize("room", ["tui", "cli", "chasers", "mail"])
def test_who_is_handed_an_open_store_asks_it_nothing(room: str):
    assert _STORE_ASKED.findall(_text_of(f"advice_line/{room}")) == []


@pytest.mark.parametrize(
    "code", ['store.all(Site, "sites")', 'found.run("end_lease", name=name)', "with s.transaction():"]
)
def test_a_statement_that_is_run_is_seen(code: str):
    assert _STORE_ASKED.search(code)


def test_every_act_is_asked_for_by_a_use_case():
    code = _text_of("advice_line", beside="roles.py")
    assert [act.name for act in Act if not re.search(rf"\bAct\.{act.name}\b", code)] == []


def test_every_chaser_has_a_cause():
    code = _text_of("advice_line/usecases")
    assert [kind.name for kind in ChaserKind if not re.search(rf"\bChaserKind\.{kind.name}\b", code)] == []


def test_every_screen_that_is_kept_is_one_that_a_test_looks_at():
    code = _text_of("tests/tui")
    names = {re.sub(r"-\d+$", "", file.stem) for file in (ROOT / "tests" / "tui" / "screens").iterdir()}
    looked_at = set(re.findall(r'assert_screen\(f?"([\w-]+)-[{\d]', code))
    assert sorted(names - looked_at) == []


_NOBODY_IS_ASKED = {
    "accounts/accounts.change_password": "one's own, by the old one",
    "accounts/signing_in.sign_in": "anybody may try",
    "accounts/signing_in.unlock": "whose screen it is, by their password",
    "accounts/signing_in.sign_in_without_password": "only a demonstration lets anybody in",
    "accounts/workers.worker_of": "the worker's own account",
    "accounts/workers.workers": "the worker's own accounts",
    "installation/copies.back_up": "who may read the file may copy it",
    "installation/copies.note_backup": "who may read the file may copy it",
    "installation/copies.put_back": "who may read the file may put it back",
    "clock.keep_clock": "the worker, of its clock",
    "mail_desk/incoming.take_in": "the worker, of a mail that has come",
    "mail_desk/outbox.note_sent": "the worker, of a mail that has gone",
    "mail_desk/outbox.note_copy": "the worker, of its copy",
    "mail_desk/outbox.note_failed": "the worker, of a mail that did not go",
    "reports/mailing.mail_reports": "the worker; whether the recipient may have it is asked of their role",
    "reminders/chasers.sweep": "time alone brings flags about",
    "reminders/chasers.look_ahead": "time alone brings gaps about",
    "rotas/changes.add_change": "asked by leave, covers, swaps and sickness, each for its own",
    "rotas/changes.take_step": "asked by what takes the step",
    "rotas/publishing.extend_rosters": "the worker, of patterns without an end",
    "trail/places.leave_heads": "the worker, of the trail's head",
    "usecase.note_reading": "asked by what was read",
    "usecase.note_written": "the worker, of what time brought about",
}
"""Use-cases that write an act and ask nobody's permission, with why."""


def _called(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> set[str]:
    """The names that a function uses, and those that its helpers in the same file use."""
    seen: set[str] = set()
    ahead = [function]
    while ahead:
        for node in ast.walk(ahead.pop()):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name not in seen and name in beside:
                ahead.append(beside[name])
            seen.add(name)
    return seen


_ASKING = {"require", "require_ever", "require_reading", "may", "site_wide", "is_told", "open_statement"}


def test_every_use_case_that_writes_asks_who_may():
    rooms = ROOT / "advice_line" / "usecases"
    writing, unasked = 0, []
    for file in sorted(rooms.rglob("*.py")):
        functions = {
            node.name: node for node in ast.parse(file.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
        }
        for name, function in functions.items():
            if name.startswith("_") or "act_once" not in (called := _called(function, functions)):
                continue
            writing += 1
            if not called & _ASKING:
                unasked.append(f"{file.relative_to(rooms).with_suffix('')}.{name}")
    assert writing > 60
    assert [name for name in unasked if name not in _NOBODY_IS_ASKED] == [], (
        "ask “require”, or say here why nobody is"
    )

"""What can be added to an enquiry from its page: each asks what it needs, does it, and says what was done."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from advice_line.enquiry.feedback import USEFUL
from advice_line.enquiry.form import Field, Option, options
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.states import State
from advice_line.enquiry.value import AFTERWARDS
from advice_line.exports.letters import FORMS
from advice_line.people.roles import Act, Person, may
from advice_line.tui.dialogues.asking import ask, ask_all
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking
from advice_line.usecases.advice import acknowledging, feedback, letters, referral
from advice_line.usecases.advice.story import Story
from advice_line.usecases.mail_desk import inbox
from advice_line.usecases.statements.set_aside import SET_ASIDE, set_aside
from advice_line.usecases.usecase import Press

Action = Callable[[Talking, Session, Story], Awaitable[str]]


def may_do(action: str, story: Story, person: Person) -> bool:
    """Whether an action means anything here; the use-case checks again."""
    desk = story.enquiry.desk
    hears, reads = may(person, Act.HEAR_PRACTICE), may(person, Act.SEE_CLINICAL_TEXT, desk=desk)
    match action:
        case "acknowledged" | "afterwards":
            return hears and story.advised
        case "feedback" | "interface":
            return hears
        case "no_answer":
            return may(person, Act.ANSWER, desk=desk) and story.enquiry.state == State.TO_ANSWER
        case "letter" | "referral":
            return reads and story.advised
        case "set_aside" | "take_back":
            charges = may(person, Act.SET_ASIDE, desk=desk, site=story.enquiry.site)
            return charges and bool(story.set_aside) == (action == "take_back")
        case _:
            return reads and story.files > 0


_HOW = Field(
    "how", "Who at the practice confirmed that they have the advice, and how?", hint="“Dr Gill, by telephone”"
)
_SIDE = Field(
    "side",
    "Whose word is it?",
    choices=(
        Option("practice", "The practice's word", about="What the practice said came of it."),
        Option("adviser", "The desk's own word", about="What you think of how the line served here."),
    ),
)
_FEEDBACK = (
    Field(
        "useful",
        "Was this useful?",
        choices=tuple(Option(key, f"Was this useful? {key}") for key in USEFUL),
    ),
    Field("words", "What happened?", must=False, lines=4, hint="Empty if nothing was said. F10 keeps it."),
)
_INTERFACE = (
    Field("reason", "Why did they have to ring?", choices=options(*INTERFACE_REASONS)),
    Field("words", "Which letter, result or clinic?", must=False, hint="No patient's name. May be empty."),
)
_AFTERWARDS = (
    Field("afterwards", "What became of the patient?", choices=options(*AFTERWARDS)),
    Field("words", "What did the practice say?", must=False, lines=4, hint="May be empty. F10 keeps it."),
)
_NO_ANSWER = Field(
    "why", "Why does this e-mail need no answer?", hint="“thanks only”, “not for the line: …”. It is kept."
)

_SET_ASIDE = (
    Field("reason", "Why is this charged to nobody?", choices=options(*SET_ASIDE)),
    Field("words", "What was it?", must=False, hint="No patient's name. May be empty."),
)
_TAKE_BACK = Field("words", "Why is it charged after all?", must=False, hint="No patient's name. May be empty.")


async def _acknowledged(where: Talking, session: Session, story: Story) -> str:
    how = await ask(where, _HOW)
    await session.run(acknowledging.acknowledge, story.enquiry.id, how, Press())
    return "Noted: the practice has the advice."


async def _feedback(where: Talking, session: Session, story: Story) -> str:
    own = may(session.person, Act.ANSWER, desk=story.enquiry.desk)
    side = await ask(where, _SIDE) if own else "practice"
    useful, words = await ask_all(where, *_FEEDBACK)
    await session.run(feedback.give_feedback, story.enquiry.id, side, useful, words, Press())
    return "The feedback is kept."


async def _afterwards(where: Talking, session: Session, story: Story) -> str:
    afterwards, words = await ask_all(where, *_AFTERWARDS)
    await session.run(feedback.note_afterwards, story.enquiry.id, afterwards, words, Press())
    return "Kept: what became of the patient."


async def _interface(where: Talking, session: Session, story: Story) -> str:
    reason, words = await ask_all(where, *_INTERFACE)
    await session.run(feedback.note_interface, story.enquiry.id, reason, words, Press())
    return "Counted as a failure of the interface."


async def _no_answer(where: Talking, session: Session, story: Story) -> str:
    await session.run(feedback.close_unanswered, story.enquiry.id, await ask(where, _NO_ANSWER), Press())
    return "Closed without an answer."


async def _set_aside(where: Talking, session: Session, story: Story) -> str:
    reason, words = await ask_all(where, *_SET_ASIDE)
    await session.run(set_aside, story.enquiry.id, reason, words, Press())
    return "Set aside: no statement to come charges it."


async def _take_back(where: Talking, session: Session, story: Story) -> str:
    words = await ask(where, _TAKE_BACK)
    await session.run(set_aside, story.enquiry.id, "", words, Press())
    return "Taken back in: it is charged as its record says."


async def _letter(where: Talking, session: Session, story: Story) -> str:
    target, replace = await which_file(where, _paper("letter", f"{story.reference}.pdf"))
    await session.run(letters.write_letter, story.enquiry.id, target, replace=replace)
    return f"Wrote {target}."


async def _referral(where: Talking, session: Session, story: Story) -> str:
    target, replace = await which_file(where, _paper("referral note", f"{story.reference}-referral.pdf"))
    await session.run(referral.write_referral, story.enquiry.id, target, Press(), replace=replace)
    return f"Wrote {target}; it refers nobody until the practice sends it."


def _paper(what: str, name: str) -> Field:
    title = f"Write the {what} to which file?"
    return Field("file", title, hint=".pdf, .html or .txt", first=name, check=_letter_name)


def _letter_name(words: str) -> None:
    if Path(words).suffix.lower() not in FORMS:
        raise ValueError("End the name in .pdf, .html or .txt.")


async def _files(where: Talking, session: Session, story: Story) -> str:
    folder = await ask(where, Field("folder", "Save the attachments to which folder?", first=str(Path.cwd())))
    rows = await session.line.do(inbox.kept_files, session.person, story.enquiry.id)
    target = Path(folder).expanduser()
    for mail, position in rows:
        await session.run(inbox.save_attachment, mail, position, target)
    return f"Saved {len(rows)} file{'s' * (len(rows) != 1)} to {target}."


ACTIONS: dict[str, Action] = {
    "acknowledged": _acknowledged,
    "feedback": _feedback,
    "afterwards": _afterwards,
    "interface": _interface,
    "no_answer": _no_answer,
    "letter": _letter,
    "referral": _referral,
    "files": _files,
    "set_aside": _set_aside,
    "take_back": _take_back,
}

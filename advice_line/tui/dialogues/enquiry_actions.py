"""What can be added to an enquiry from its page: each asks what it needs, does it, and says what was done."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from advice_line.enquiry.form import Field, Option, options
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.states import State
from advice_line.exports.letters import FORMS
from advice_line.people.roles import Act, Person, may
from advice_line.tui.dialogues.asking import ask, ask_all
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking
from advice_line.usecases.advice import acknowledging, feedback, letters
from advice_line.usecases.advice.story import Story
from advice_line.usecases.mail_desk import inbox
from advice_line.usecases.usecase import Press

Action = Callable[[Talking, Session, Story], Awaitable[str]]


def may_do(action: str, story: Story, person: Person) -> bool:
    """Whether an action means anything here; the use-case checks again."""
    desk = story.row.desk
    hears, reads = may(person, Act.HEAR_PRACTICE), may(person, Act.SEE_CLINICAL_TEXT, desk=desk)
    match action:
        case "acknowledged":
            return hears and story.advised
        case "feedback" | "interface":
            return hears
        case "no_answer":
            return may(person, Act.ANSWER, desk=desk) and story.row.state == State.TO_ANSWER
        case "letter":
            return reads and story.advised
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
        choices=tuple(Option(key, f"Was this useful? {key}") for key in feedback.USEFUL),
    ),
    Field("words", "What happened?", must=False, lines=4, hint="Empty if nothing was said. F10 keeps it."),
)
_INTERFACE = (
    Field("reason", "Why did they have to ring?", choices=options(*INTERFACE_REASONS)),
    Field("words", "Which letter, result or clinic?", must=False, hint="No patient's name. May be empty."),
)
_NO_ANSWER = Field(
    "why", "Why does this e-mail need no answer?", hint="“thanks only”, “not for the line: …”. It is kept."
)


async def _acknowledged(where: Talking, session: Session, story: Story) -> str:
    how = await ask(where, _HOW)
    await session.run(acknowledging.acknowledge, story.row.id, how, Press())
    return "Noted: the practice has the advice."


async def _feedback(where: Talking, session: Session, story: Story) -> str:
    own = may(session.person, Act.ANSWER, desk=story.row.desk)
    side = await ask(where, _SIDE) if own else "practice"
    useful, words = await ask_all(where, *_FEEDBACK)
    await session.run(feedback.give_feedback, story.row.id, side, useful, words, Press())
    return "The feedback is kept."


async def _interface(where: Talking, session: Session, story: Story) -> str:
    reason, words = await ask_all(where, *_INTERFACE)
    await session.run(feedback.note_interface, story.row.id, reason, words, Press())
    return "Counted as a failure of the interface."


async def _no_answer(where: Talking, session: Session, story: Story) -> str:
    await session.run(feedback.close_unanswered, story.row.id, await ask(where, _NO_ANSWER), Press())
    return "Closed without an answer."


async def _letter(where: Talking, session: Session, story: Story) -> str:
    title, name = "Write the letter to which file?", f"{story.reference}.pdf"
    field = Field("file", title, hint=".pdf, .html or .txt", first=name, check=_letter_name)
    target, replace = await which_file(where, field)
    await session.run(letters.write_letter, story.row.id, target, replace=replace)
    return f"Wrote {target}."


def _letter_name(words: str) -> None:
    if Path(words).suffix.lower() not in FORMS:
        raise ValueError("End the name in .pdf, .html or .txt.")


async def _files(where: Talking, session: Session, story: Story) -> str:
    folder = await ask(where, Field("folder", "Save the attachments to which folder?", first=str(Path.cwd())))
    rows = await session.line.do(inbox.kept_files, session.person, story.row.id)
    target = Path(folder).expanduser()
    for mail, position in rows:
        await session.run(inbox.save_attachment, mail, position, target)
    return f"Saved {len(rows)} file{'s' * (len(rows) != 1)} to {target}."


ACTIONS: dict[str, Action] = {
    "acknowledged": _acknowledged,
    "feedback": _feedback,
    "interface": _interface,
    "no_answer": _no_answer,
    "letter": _letter,
    "files": _files,
}

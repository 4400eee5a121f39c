"""What can be added to an enquiry from its page: each asks what it needs, does it, and says what was done."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advice_line.enquiry.form import Option
from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.states import State
from advice_line.exports.letters import FORMS
from advice_line.people.roles import Act, Person, may
from advice_line.tui.dialogues.ask import Ask, some_words
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.dialogues.which_file import which_file
from advice_line.tui.session import Session
from advice_line.usecases.advice import acknowledging, feedback, letters
from advice_line.usecases.advice.story import Story
from advice_line.usecases.mail_desk import inbox
from advice_line.usecases.usecase import Press

Action = Callable[[App[Any], Session, Story], Awaitable[str | None]]


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


async def _acknowledged(app: App[Any], session: Session, story: Story) -> str | None:
    title = "Who at the practice confirmed that they have the advice, and how?"
    how = await app.push_screen_wait(Ask(title, "“Dr Gill, by telephone”", check=some_words))
    if how is None:
        return None
    await session.run(acknowledging.acknowledge, story.row.id, how, Press())
    return "Noted: the practice has the advice."


async def _feedback(app: App[Any], session: Session, story: Story) -> str | None:
    sides = [Option("practice", "The practice's word", about="What the practice said came of it.")]
    if may(session.person, Act.ANSWER, desk=story.row.desk):
        sides.append(Option("adviser", "The desk's own word", about="What you think of how the line served here."))
    side = sides[0].key
    if len(sides) > 1:
        chosen = await app.push_screen_wait(Pick("Whose word is it?", sides))
        if chosen is None:
            return None
        side = chosen
    options = [Option(key, f"Was this useful? {key}") for key in feedback.USEFUL]
    useful = await app.push_screen_wait(Pick("Was this useful?", options))
    if useful is None:
        return None
    words = await app.push_screen_wait(Ask("What happened?", "Empty if nothing was said. F10 keeps it.", lines=4))
    if words is None:
        return None
    await session.run(feedback.give_feedback, story.row.id, side, useful, words, Press())
    return "The feedback is kept."


async def _interface(app: App[Any], session: Session, story: Story) -> str | None:
    options = [Option(reason, reason) for reason in INTERFACE_REASONS]
    reason = await app.push_screen_wait(Pick("Why did they have to ring?", options))
    if reason is None:
        return None
    words = await app.push_screen_wait(Ask("Which letter, result or clinic?", "No patient's name. May be empty."))
    if words is None:
        return None
    await session.run(feedback.note_interface, story.row.id, reason, words, Press())
    return "Counted as a failure of the interface."


async def _no_answer(app: App[Any], session: Session, story: Story) -> str | None:
    title = "Why does this e-mail need no answer?"
    why = await app.push_screen_wait(
        Ask(title, "“thanks only”, “not for the line: …”. It is kept.", check=some_words)
    )
    if why is None:
        return None
    await session.run(feedback.close_unanswered, story.row.id, why, Press())
    return "Closed without an answer."


async def _letter(app: App[Any], session: Session, story: Story) -> str | None:
    name = f"{story.reference}.pdf"
    asked = await which_file(app, "Write the letter to which file?", ".pdf, .html or .txt", name, _letter_name)
    if asked is None:
        return None
    target, replace = asked
    await session.run(letters.write_letter, story.row.id, target, replace=replace)
    return f"Wrote {target}."


def _letter_name(words: str) -> None:
    if Path(words).suffix.lower() not in FORMS:
        raise ValueError("End the name in .pdf, .html or .txt.")


async def _files(app: App[Any], session: Session, story: Story) -> str | None:
    folder = await app.push_screen_wait(Ask("Save the attachments to which folder?", "", value=str(Path.cwd())))
    if not folder:
        return None
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

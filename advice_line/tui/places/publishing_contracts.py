"""A file of contracts before it is published: what it says, and what the months so far would have come to."""

from advice_line.enquiry.form import Field
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.places.place import Place
from advice_line.tui.talk import ThoughtBetter
from advice_line.usecases.statements.comparing import compare_months, month_words
from advice_line.usecases.statements.contract_writing import publish_upon
from advice_line.usecases.statements.contracts import ContractFile
from advice_line.usecases.statements.describing import contract_words
from advice_line.usecases.usecase import Press


async def publish_shown(where: Place, before: str, file: ContractFile, press: Press | None = None) -> None:
    """Shows it, asks why, publishes. Raises ThoughtBetter on Escape at any of it, and then nothing holds."""
    changes = await where.run(compare_months, file)
    months = [month_words(change) for change in changes] or ["None would have come to another sum."]
    lines = ["OF THE LAST TWELVE MONTHS", *months, ""]
    for one in file.contracts:
        until = f" until {one.until}" if one.until else ""
        lines += [f"{one.reference}, from {one.begins}{until}: {contract_words(one)}"]
    lines += ["", "THE FILE", *file.source.splitlines()]
    title = f"Publish the contracts with {file.contracts[0].commissioner_name}?"
    if not await where.app.push_screen_wait(Lines(title, lines, send=True)):
        raise ThoughtBetter
    reason = await ask(where, Field("reason", "Why?", must=False, hint="“as signed on 3 March”; may be empty."))
    done = await where.run(publish_upon, before, file, reason, press or Press())
    where.say(f"The contracts with {file.commissioner} are published." if done else "Nothing changes.")

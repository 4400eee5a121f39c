"""Which file to write: its name, and whether what is there under that name may be replaced."""

import asyncio
from pathlib import Path

from advice_line.enquiry.form import Field
from advice_line.exports.documents import DOCUMENT_FORMS
from advice_line.files import refuse_what_matters
from advice_line.tui.dialogues.ask import is_yes
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.talk import Talking


async def which_file(where: Talking, field: Field) -> tuple[Path, bool]:
    """The file, and whether it may be replaced. Raises Refused for what is never written to."""
    path = Path(await ask(where, field)).expanduser()
    there = await asyncio.to_thread(refuse_what_matters, path)
    if there:
        hint = f"{path} is there already. Type “yes” to replace it; Escape leaves it as it is."
        await ask(where, Field("replace", "Replace this file?", hint=hint, check=is_yes))
    return path, bool(there)


async def which_document(where: Talking, name: str) -> tuple[Path, str, bool]:
    """The file for a document, its form by the ending, and whether it may be replaced."""
    hint = "The ending says how: .csv, .xlsx, .json, .html or .pdf"
    first = name.replace("/", "-") + ".xlsx"
    path, replace = await which_file(
        where, Field("file", "Write to which file?", hint=hint, first=first, check=_a_document)
    )
    return path, path.suffix[1:].lower(), replace


def _a_document(text: str) -> None:
    if Path(text).suffix.lstrip(".").lower() not in DOCUMENT_FORMS:
        raise ValueError("End the name in .csv, .xlsx, .json, .html or .pdf.")

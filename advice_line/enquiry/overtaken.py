"""A draft that a colleague's newer version overtook: what was typed and what they recorded, brought together."""

from collections.abc import Mapping

from advice_line.enquiry.advice import FIELDS


def beside_newer(
    begun: Mapping[str, str], newer: Mapping[str, str], typed: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The form's fields, and the labels of those that both changed differently; there what was typed stays.

    ``begun`` is what the draft was begun on. A field that was left as it was takes what the colleague recorded,
    so that a draft never takes their words back unasked.
    """
    fields: dict[str, str] = {}
    both: list[str] = []
    for key, field in FIELDS.items():
        was, theirs, mine = (one.get(key, "").strip() for one in (begun, newer, typed))
        fields[key] = newer.get(key, "") if mine == was else typed.get(key, "")
        if mine not in (was, theirs) and theirs != was:
            both.append(field.label)
    return fields, tuple(both)

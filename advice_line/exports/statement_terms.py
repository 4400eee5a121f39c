"""What the words of a statement mean, for the sheet that goes with it."""

from advice_line.exports.tables import Table

VAT = "Outside the scope of VAT or exempt: health care between NHS bodies."

DEFINITIONS = Table(
    "Definitions",
    ("term", "meaning"),
    (
        ("statement", "its number: hospital, commissioner, month and which of that month it is"),
        ("site", "the hospital's ODS code"),
        ("commissioner, for, name", "whom it is for: the ODS code, and what it is called"),
        ("month", "the month, by the hospital's clock, in which an enquiry's advice was first recorded"),
        ("state", "draft, issued, queried, answered, agreed or paid"),
        ("statements", "how many are put together"),
        ("closed", "enquiries answered or given up in the month"),
        ("charged", "advice was recorded, and the contract charges for it"),
        (
            "not charged, reason, why",
            "each by the first reason that fits; never what the hospital's own failure caused",
        ),
        ("line", "the line's number in the statement, by which it is queried"),
        ("contract", "the contract and version by which it is charged"),
        ("enquiry", "its reference; empty for what is no enquiry's, as a fixed sum"),
        ("desk, specialty", "whom the practice asked: the desk's code and the specialty's name"),
        ("practice", "the ODS code of the practice that asked"),
        ("what", "what is charged for, or which sum it is"),
        ("point of delivery", "the local code by which commissioners' systems sort it"),
        ("number", "how many units, or enquiries, or lines"),
        ("out of hours", "received outside the contract's working hours, or on a bank holiday"),
        ("price", "rounded once to a penny for each unit, half away from nought; uplift and MFF are in it"),
        ("of which MFF", "the part of one price that is the market forces factor's"),
        ("amount", "pounds: number times price"),
        ("adjusts, adjustment", "what an earlier month, issued already, would be now, less what was issued for it"),
        ("query", "why a commissioner queries the line"),
        ("credit note, credited", "takes a line back after a query; the statement itself is never edited"),
        ("net", "the amount less what was credited"),
        ("trail head", "the head of the trail when the file was written"),
        ("VAT", VAT),
    ),
)
"""Every column of a statement's tables, and what else wants a word. Columns that mean one thing stand together."""

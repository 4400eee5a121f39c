"""What the words of a statement mean, for the sheet that goes with it."""

from advice_line.exports.tables import Table

VAT = "Outside the scope of VAT or exempt: health care between NHS bodies."

DEFINITIONS = Table(
    "Definitions",
    ("term", "meaning"),
    (
        ("month", "the month, by the hospital's clock, in which an enquiry's advice was first recorded"),
        ("charged", "advice was recorded, and the contract charges for it"),
        ("not charged", "each by the first reason that fits; never what the hospital's own failure caused"),
        ("out of hours", "received outside the contract's working hours, or on a bank holiday"),
        ("price", "rounded once to a penny for each unit, half away from nought; uplift and MFF are in it"),
        ("of which MFF", "the part of one price that is the market forces factor's"),
        ("adjustment", "what an earlier month, issued already, would be now, less what was issued for it"),
        ("credit note", "takes a line back after a query; the statement itself is never edited"),
        ("VAT", VAT),
    ),
)

"""Outcomes of advice, phone and e-mail alike, and what each saved.

The first four mirror the national e-referral service's recommendation codes.
"""

from typing import Literal

Saved = Literal["referral avoided", "admission avoided", "neither"]

NOT_FOR_THE_LINE = "not appropriate for the line"
OUTCOMES: dict[str, Saved] = {
    "advice only, no referral": "referral avoided",
    "advice, refer if needed": "referral avoided",
    "referral recommended": "neither",
    "other": "neither",
    "tests first": "referral avoided",
    "hot clinic or same-day emergency care": "admission avoided",
    "admit": "neither",
    "redirected to another specialty": "neither",
    "patient supported to self-care": "referral avoided",
    NOT_FOR_THE_LINE: "neither",
}

"""The hours rules: what each says, where it comes from, and its limit, which a hospital may set with dates."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

RuleId = Literal[
    "week-average",
    "week-72",
    "shift-length",
    "rest-between",
    "long-run",
    "long-run-rest",
    "late-run",
    "late-run-rest",
    "night-run",
    "night-rest",
    "shift-run",
    "shift-run-rest",
    "weekends",
    "on-call-length",
    "on-call-consecutive",
    "on-call-in-week",
    "on-call-day-after",
    "on-call-rest",
    "on-call-rest-unbroken",
    "law-week-average",
    "law-daily-rest",
    "law-weekly-rest",
    "law-night-average",
]
TERMS = "Terms and conditions for resident doctors in England 2016 (2019 refresh), schedule 3"
LAW = "Working Time Regulations 1998"


@dataclass(frozen=True, slots=True)
class HoursRule:
    """``words`` name the rule with its limit in braces; ``limit`` is in ``unit``."""

    id: RuleId
    words: str
    limit: float
    unit: str
    source: str

    def with_limit(self, limit: float) -> str:
        return self.words.format(limit=f"{limit:g}")


def _rules(*rules: HoursRule) -> dict[RuleId, HoursRule]:
    return {rule.id: rule for rule in rules}


RULES = _rules(
    HoursRule("week-average", "{limit} h a week on average", 48, "h", TERMS),
    HoursRule("week-72", "{limit} h in any 168 h", 72, "h", TERMS),
    HoursRule("shift-length", "one shift is at most {limit} h", 13, "h", TERMS),
    HoursRule("rest-between", "{limit} h rest between shifts", 11, "h", TERMS),
    HoursRule("long-run", "at most {limit} long shifts in a row", 4, "shifts", TERMS),
    HoursRule("long-run-rest", "{limit} h rest after the most long shifts in a row", 48, "h", TERMS),
    HoursRule("late-run", "at most {limit} long late shifts in a row", 4, "shifts", TERMS),
    HoursRule("late-run-rest", "{limit} h rest after the most long late shifts in a row", 48, "h", TERMS),
    HoursRule("night-run", "at most {limit} nights in a row", 4, "nights", TERMS),
    HoursRule("night-rest", "{limit} h rest after nights", 46, "h", TERMS),
    HoursRule("shift-run", "at most {limit} shifts in a row", 7, "shifts", TERMS),
    HoursRule("shift-run-rest", "{limit} h rest after the most shifts in a row", 48, "h", TERMS),
    HoursRule("weekends", "at most 1 weekend in {limit}", 3, "weekends", TERMS),
    HoursRule("on-call-length", "non-resident on-call is at most {limit} h", 24, "h", TERMS),
    HoursRule(
        "on-call-consecutive",
        "non-resident on-call at most {limit} day in a row, but Saturday with Sunday",
        1,
        "days",
        TERMS,
    ),
    HoursRule("on-call-in-week", "non-resident on-call at most {limit} times in 7 days", 3, "duties", TERMS),
    HoursRule("on-call-day-after", "at most {limit} h on the day after non-resident on-call", 10, "h", TERMS),
    HoursRule("on-call-rest", "{limit} h rest in 24 h of non-resident on-call", 8, "h", TERMS),
    HoursRule(
        "on-call-rest-unbroken",
        "{limit} h unbroken rest between 22:00 and 07:00 of non-resident on-call",
        5,
        "h",
        TERMS,
    ),
    HoursRule("law-week-average", "{limit} h a week on average (Working Time Regulations)", 48, "h", f"{LAW}, reg 4"),
    HoursRule("law-daily-rest", "{limit} h rest in each 24 h (Working Time Regulations)", 11, "h", f"{LAW}, reg 10"),
    HoursRule(
        "law-weekly-rest",
        "{limit} h unbroken rest in 7 days, or twice that in 14 (Working Time Regulations)",
        24,
        "h",
        f"{LAW}, reg 11",
    ),
    HoursRule(
        "law-night-average",
        "a night worker's {limit} h a day on average (Working Time Regulations)",
        8,
        "h",
        f"{LAW}, reg 6",
    ),
)


@dataclass(frozen=True, slots=True)
class LimitSetting:
    """A limit of a hospital's own from a day on, until a day no longer covered; for one desk or one person."""

    rule: RuleId
    limit: float
    from_: date | None = None
    until: date | None = None
    desk: str = ""
    gmc: str = ""

    def holds(self, rule: RuleId, day: date, desk: str, gmc: str) -> bool:
        return (
            self.rule == rule
            and (self.from_ is None or self.from_ <= day)
            and (self.until is None or day < self.until)
            and self.desk in ("", desk)
            and self.gmc in ("", gmc)
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a desk. Of several settings that hold, the last in the file counts."""

    settings: tuple[LimitSetting, ...] = ()
    desk: str = ""

    def of(self, rule: RuleId, day: date, gmc: str) -> float:
        for setting in reversed(self.settings):
            if setting.holds(rule, day, self.desk, gmc):
                return setting.limit
        return RULES[rule].limit

"""Rows as values: what a column becomes by the type of its field, and what is refused."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, time
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

import pytest

from advice_line.problems import StoreTrouble
from advice_line.store import Store
from advice_line.store.typed import reader, value


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Rung(IntEnum):
    NONE = 0
    FIRST = 1


@value
class Everything:
    """A field of every type that a column may become."""

    number: int
    words: str
    content: bytes
    answered: bool
    colour: Colour
    rung: Rung
    at: datetime
    day: date
    begins: time
    zone: ZoneInfo


@value
class MaybeEverything:
    """The same, each of which may be empty."""

    number: int | None
    words: str | None
    content: bytes | None
    answered: bool | None
    colour: Colour | None
    rung: Rung | None
    at: datetime | None
    day: date | None
    begins: time | None
    zone: ZoneInfo | None


ROW = (7, "a", b"b", 1, "red", 0, "2026-10-25T00:30:00.000Z", "2026-10-25", "08:30", "Europe/London")
VALUES = (
    *(7, "a", b"b", True, Colour.RED, Rung.NONE),
    *(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25), time(8, 30), ZoneInfo("Europe/London")),
)


@pytest.mark.parametrize("kind", [Everything, MaybeEverything])
def test_each_column_becomes_what_its_field_says(kind: type[Everything | MaybeEverything]):
    (found,) = reader(kind)([ROW])
    assert found == kind(*VALUES)
    assert found.answered is True
    assert found.colour is Colour.RED
    assert found.rung is Rung.NONE


def test_what_may_be_empty_is_none():
    assert reader(MaybeEverything)([(None,) * 10]) == [MaybeEverything(*(None,) * 10)]


def test_an_instant_or_a_day_that_is_kept_as_empty_text_is_none():
    (found,) = reader(MaybeEverything)([(*ROW[:6], "", "", "", "")])
    assert (found.at, found.day, found.begins, found.zone) == (None, None, None, None)


def test_no_is_no_and_not_nothing():
    (found,) = reader(MaybeEverything)([(*ROW[:3], 0, *ROW[4:])])
    assert found.answered is False


def test_a_lone_column_needs_no_class():
    assert reader(datetime)([(ROW[6],), (None,)]) == [VALUES[6], None]
    assert reader(str)([("a",)]) == ["a"]


def test_a_field_of_another_type_cannot_be_read():
    with pytest.raises(TypeError, match="float"):
        reader(float)


@value
class Site:
    """A site of the store."""

    code: str
    name: str
    timezone: ZoneInfo

    @property
    def called(self) -> str:
        return f"{self.name} ({self.code})"


SITE = Site("RGH", "General", ZoneInfo("Europe/London"))


def test_a_value_is_frozen_and_has_no_other_fields():
    with pytest.raises(FrozenInstanceError, match="cannot change name of a Site"):
        SITE.name = "Other"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del SITE.name
    with pytest.raises(FrozenInstanceError):
        SITE.beds = 400  # type: ignore[attr-defined]
    assert not hasattr(SITE, "__dict__")


def test_a_value_equals_one_of_its_kind_with_the_same_parts():
    same = Site("RGH", timezone=ZoneInfo("Europe/London"), name="General")
    assert same == SITE
    assert hash(same) == hash(SITE)
    assert replace(same, name="Other") != SITE
    parts: object = ("RGH", "General", ZoneInfo("Europe/London"))
    assert parts != SITE
    assert repr(Colour.RED) in repr(Everything(*VALUES))


@pytest.mark.parametrize(("given", "named"), [((), {}), (("RGH",) * 4, {}), (("RGH",) * 3, {"code": "RGH"})])
def test_a_value_takes_exactly_its_fields(given: tuple[str, ...], named: dict[str, str]):
    with pytest.raises(TypeError, match="Site takes code, name, timezone"):
        Site(*given, **named)  # type: ignore[arg-type]


def test_a_store_reads_values(store: Store):
    assert store.all(Site, "sites") == []
    assert store.one(Site, "sites") is None
    store.run("add_site", code="RGH", name="General", timezone="Europe/London")
    store.run("add_site", code="STM", name="St Mary", timezone="Europe/London")
    assert [site.called for site in store.all(Site, "sites")] == ["General (RGH)", "St Mary (STM)"]
    assert store.one(Site, "sites") == store.the(Site, "sites") == SITE


def test_what_must_be_there_and_is_not_is_trouble(store: Store):
    with pytest.raises(StoreTrouble, match="nothing for “sites”, where it must"):
        store.the(Site, "sites")
    with pytest.raises(StoreTrouble, match="nothing for “newest_of_the_trail”"):
        store.the(datetime, "newest_of_the_trail")


def test_what_cannot_be_read_is_trouble(store: Store):
    store.run("add_site", code="RGH", name="General", timezone="Europe/Lundon")
    with pytest.raises(StoreTrouble, match=r"holds for “sites” cannot be read .*Europe/Lundon"):
        store.all(Site, "sites")


def test_what_is_added_says_its_number(store: Store):
    clinician = {"gmc": "1234567", "name": "Dr Ruth Ng", "grade": "consultant"}
    number = store.inserted("put_clinician", **clinician)
    assert store.inserted("put_clinician", **clinician) == number
    assert store.inserted("put_clinician", **clinician | {"gmc": "7654321"}) != number

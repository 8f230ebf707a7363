"""What a check found, and the files it may look at."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finding:
    path: Path
    line: int
    text: str
    is_failure: bool = True

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'' if self.is_failure else 'warning: '}{self.text}"


@cache
def project_files() -> list[Path]:
    """Every file that is committed or would be, relative to the root; without git every file that is not hidden."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [Path(name) for name in listed.stdout.split("\0") if name]
    else:
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
        names = [path for path in found if not any(part.startswith((".", "__pycache__")) for part in path.parts)]
    return sorted({name for name in names if (ROOT / name).is_file()})


def files_in(folder: str, *endings: str) -> list[Path]:
    """The project's files below a folder with one of these endings, without vendored ones."""
    return [
        path
        for path in project_files()
        if path.is_relative_to(folder) and path.suffix in endings and "vendor" not in path.parts
    ]


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1

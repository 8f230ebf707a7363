"""What import-linter has to be told by name: every export format counts as a pure file."""

import tomllib
from pathlib import Path

from findings import ROOT, Finding, files_in


def check() -> list[Finding]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    pure = next(contract["source_modules"] for contract in contracts if contract["id"] == "pure-files")
    return [
        Finding(Path("pyproject.toml"), 1, f"contract pure-files does not list app.*.{path.stem}")
        for path in files_in("app/harvest", ".py")
        if path.stem.startswith("as_") and f"app.*.{path.stem}" not in pure
    ]

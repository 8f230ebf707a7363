"""Small enough to hold: when a file wants more lines than this, a noun is missing."""

import ast
from pathlib import Path

from findings import ROOT, Finding, files_in

PYTHON_FILE = 250
PYTHON_FUNCTION = 40
TEMPLATE = 120
SCRIPT = 150


def check() -> list[Finding]:
    sources = files_in("app", ".py")
    findings = [*_too_long(sources, PYTHON_FILE)]
    findings += _too_long(files_in("templates", ".html", ".svg", ".txt"), TEMPLATE)
    findings += _too_long(files_in("static/js", ".js"), SCRIPT)
    for path in sources:
        findings += _long_functions(path)
    return findings


def _too_long(paths: list[Path], limit: int) -> list[Finding]:
    counts = [(path, len((ROOT / path).read_text("utf-8").splitlines())) for path in paths]
    return [Finding(path, count, f"{count} lines, the aim is {limit}") for path, count in counts if count > limit]


def _long_functions(path: Path) -> list[Finding]:
    try:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
    except SyntaxError as error:
        return [Finding(path, error.lineno or 1, f"does not parse: {error.msg}")]
    findings = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > PYTHON_FUNCTION:
                text = f"{node.name} has {count} lines, the aim is {PYTHON_FUNCTION}"
                findings.append(Finding(path, node.lineno, text, is_failure=False))
    return findings

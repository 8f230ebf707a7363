"""Foreign files are exactly the ones that were read and listed in vendor.sha384, and none lies beside the list.

After exchanging one on purpose:
    find app/press/fonts static/vendor static/fonts tests/browser/vendor -type f | LC_ALL=C sort |
        xargs sha384sum > vendor.sha384
"""

import hashlib
from pathlib import Path

from findings import ROOT, Finding, project_files

LIST = Path("vendor.sha384")
FOLDERS = ("app/press/fonts", "static/vendor", "static/fonts", "tests/browser/vendor")


def check() -> list[Finding]:
    findings = []
    listed = set()
    for number, line in enumerate((ROOT / LIST).read_text("utf-8").splitlines(), start=1):
        wanted, _, name = line.partition("  ")
        listed.add(Path(name))
        if not (ROOT / name).is_file():
            findings.append(Finding(LIST, number, f"{name} is missing"))
        elif hashlib.sha384((ROOT / name).read_bytes()).hexdigest() != wanted:
            findings.append(Finding(LIST, number, f"{name} is not the file that was listed"))
    foreign = (path for path in project_files() if any(path.is_relative_to(folder) for folder in FOLDERS))
    return findings + [Finding(path, 1, f"is not listed in {LIST}") for path in foreign if path not in listed]

"""The project's own checks: what neither ruff nor mypy nor import-linter can see. Run by bin/check."""

import sys
from collections.abc import Callable

import lengths
import markup
import registries
import scripts
import structure
import vendored
from findings import Finding

CHECKS: list[Callable[[], list[Finding]]] = [
    lengths.check,
    registries.check,
    scripts.check,
    structure.check,
    markup.check,
    vendored.check,
]


def main() -> int:
    findings = [finding for check in CHECKS for finding in check()]
    for finding in sorted(findings, key=lambda finding: (finding.is_failure, finding.path, finding.line)):
        print(finding)
    return 1 if any(finding.is_failure for finding in findings) else 0


if __name__ == "__main__":
    sys.exit(main())

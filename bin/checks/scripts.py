"""Scripts parse. Only where node happens to be installed: neither running nor testing needs it."""

import re
import shutil
import subprocess

from findings import ROOT, Finding, files_in

LINE = re.compile(r"^(?:\[stdin\]|.*):(\d+)$", re.MULTILINE)


def check() -> list[Finding]:
    node = shutil.which("node")
    if node is None:
        return []
    findings = []
    for path in files_in("static/js", ".js"):
        # Read as a module: that is how the pages load them, and it is the stricter reading.
        done = subprocess.run(  # noqa: S603
            [node, "--input-type=module", "--check", "-"],
            input=(ROOT / path).read_text("utf-8"),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            line = LINE.search(done.stderr)
            error = next((said for said in done.stderr.splitlines() if "Error:" in said), "does not parse")
            findings.append(Finding(path, int(line.group(1)) if line else 1, error))
    return findings

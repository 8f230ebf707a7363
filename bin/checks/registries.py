"""No committed file names the host of a package registry or of a public copy of one.

Whoever installs decides where packages come from, and no screen may load anything from a foreign server.
"""

import re

from findings import ROOT, Finding, line_of, project_files

# Taken apart, so that this file does not name one either.
HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
        ("fonts", "googleapis", "com"),
        ("fonts", "gstatic", "com"),
    ]
]
PATTERN = re.compile("|".join(re.escape(host) for host in HOSTS), re.IGNORECASE)


def check() -> list[Finding]:
    findings = []
    for path in project_files():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        findings += [
            Finding(path, line_of(text, match.start()), f"names the registry host {match.group()}")
            for match in PATTERN.finditer(text)
        ]
    return findings

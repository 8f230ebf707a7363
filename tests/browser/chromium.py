"""The browser that tests drive, and how it is started."""

import shutil

WHOLE = shutil.which("chromium") or "chromium"
PROGRAM = shutil.which("chromium-headless-shell") or WHOLE
"""The shell if it is there: the whole Chromium opens a window around each device, at eight times the work."""

ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

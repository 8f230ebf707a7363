"""The browser that tests drive, and how it is started."""

import shutil

PROGRAM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "chromium"
"""The shell if it is there: Chromium itself opens a whole window around each device, at eight times the work."""

ARGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

"""The server as it is where notifications do not get through: it tells and listens where nobody else is."""

import os
import sys

from app import cli
from app.live import wakeups

if __name__ == "__main__":
    wakeups.CHANNEL = f"nobody but {os.getpid()}"
    sys.exit(cli.main())

"""progress.py CATALOGUE: how many of its sentences are still to be translated."""

import sys
from pathlib import Path

from babel.messages import pofile

with Path(sys.argv[1]).open("rb") as file:
    messages = [message for message in pofile.read_po(file) if message.id]
empty = [message for message in messages if not all(message.string if message.pluralizable else [message.string])]
language = Path(sys.argv[1]).parent.parent.name
print(f"{language}: {len(messages)} sentences, {len(empty)} still to translate.")

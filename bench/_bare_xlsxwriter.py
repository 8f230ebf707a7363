"""A program that writes sheets with xlsxwriter and nothing else: `python -m bench._bare_xlsxwriter FOLDER FILE`."""

import json
import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter


def main(folder: Path, file: str) -> None:
    data = json.loads((folder / "job.json").read_text())["orders"][0]["data"]
    with xlsxwriter.Workbook(folder / file) as book:
        formats = {"moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}), "day": book.add_format()}
        for sheet in data["sheets"]:
            page = book.add_worksheet(sheet["name"])
            kinds = [column["kind"] for column in sheet["columns"]]
            for at, column in enumerate(sheet["columns"]):
                page.write_string(0, at, column["name"])
            for no, row in enumerate(sheet["rows"], 1):
                for at, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
                    if cell is None:
                        continue
                    if kind in formats:
                        page.write_datetime(no, at, datetime.fromisoformat(cell), formats[kind])
                    elif kind == "number":
                        page.write_number(no, at, cell)
                    else:
                        page.write_string(no, at, str(cell))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

"""Templates hold to the Content-Security-Policy (nothing inline) and escape what people write."""

import re

from findings import ROOT, Finding, files_in, line_of

UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\b")
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
STATEMENT = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"""<[a-zA-Z](?:"[^"]*"|'[^']*'|[^"'>])*>""")
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
SCRIPT_BODY = re.compile(r"<script\b[^>]*>\s*[^\s<]", re.IGNORECASE)
STYLE_TAG = re.compile(r"<style\b", re.IGNORECASE)
# What stands for a {{ value }} while the tags are read: a letter nobody types.
MARK = "\ue000"

IN_TAGS = [
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "style= attribute; use a class or a data attribute"),
    (re.compile(r"\son\w+\s*=", re.IGNORECASE), "on…= attribute; listen in a file of static/js"),
    (re.compile(r"\shx-on[\w:.-]*\s*=", re.IGNORECASE), "hx-on attribute; listen in a file of static/js"),
    (re.compile(rf"=\s*[^\s\"'>]*{MARK}"), "attribute with a {{ value }} but without quotes"),
]


def check() -> list[Finding]:
    findings = []
    for path in files_in("templates", ".html", ".svg"):
        for offset, text in found_in(source := (ROOT / path).read_text("utf-8")):
            findings.append(Finding(path, line_of(source, offset), text))
    return findings


def found_in(source: str) -> list[tuple[int, str]]:
    """Offset and sentence of everything in a template that must not stand there."""
    # What is blanked keeps its length, so that offsets stay true.
    plain = COMMENT.sub(_blank, source)
    found = [(match.start(), "text that is not escaped") for match in UNESCAPED.finditer(plain)]
    plain = STATEMENT.sub(_blank, plain)
    plain = VALUE.sub(lambda match: MARK * len(match.group()), plain)
    found += [(match.start(), "<style>; write it into static/css") for match in STYLE_TAG.finditer(plain)]
    found += [(match.start(), "<script> with a body; write it into static/js") for match in SCRIPT_BODY.finditer(plain)]
    for tag in TAG.finditer(plain):
        attributes = QUOTED.sub(lambda match: '"' + " " * (len(match.group()) - 2) + '"', tag.group())
        for pattern, text in IN_TAGS:
            found += [(tag.start() + match.start() + 1, text) for match in pattern.finditer(attributes)]
    return found


def _blank(match: re.Match[str]) -> str:
    return "".join(letter if letter == "\n" else " " for letter in match.group())

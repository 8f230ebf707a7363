"""The colours: contrast on what they lie on, and whether colour-blind people can tell the tables apart.

Contrast as in WCAG 2.2. Distances in OKLab (Ottosson 2020), times 100, as seen with full dichromacy after
Machado, Oliveira and Fernandes 2009.
"""

import re
from itertools import combinations
from math import dist

import pytest

from app.templating import STATIC

CSS = (STATIC / "css/tokens.css").read_text("utf-8")
Rgb = tuple[float, float, float]
Matrix = tuple[Rgb, Rgb, Rgb]

EYES: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
TO_LMS: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB: Matrix = (
    (0.2104542553, 0.793617785, -0.0040720468),
    (1.9779984951, -2.428592205, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.808675766),
)

AAA, AA, NON_TEXT = 7, 4.5, 3
PENS = ("pen-black", "pen-blue", "pen-red", "pen-green")
TABLES = tuple(f"table-{number}" for number in range(1, 9))
PAIRS = (
    [(front, "paper", AAA) for front in ("ink", "ink-soft", "good", *PENS)]
    + [(front, "room", AAA) for front in ("ink", "ink-soft")]
    + [(front, "embossing", AA) for front in ("ink", "ink-soft", *PENS)]
    + [("warning", "warning-ground", AAA), ("good", "room", AA), ("paper", "ink", AAA)]
    + [(ground, front, AA) for ground in TABLES for front in ("paper", "on-colour")]
    + [("focus", ground, NON_TEXT) for ground in ("paper", "room", "warning-ground")]
)
"""What stands on what, and the contrast that it needs at least."""


def _scheme(selector: str) -> dict[str, str]:
    """The colours that a rule of tokens.css gives."""
    _, _, rest = CSS.partition(f"{selector} {{")
    assert rest, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", rest.partition("}")[0]))


SCHEMES = {"day": _scheme(":root"), "evening": _scheme('[data-theme="evening"]')}


def _linear(colour: str) -> Rgb:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return _expanded(red), _expanded(green), _expanded(blue)


def _expanded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _times(matrix: Matrix, colour: Rgb) -> Rgb:
    one, two, three = (sum(a * b for a, b in zip(row, colour, strict=True)) for row in matrix)
    return one, two, three


def _luminance(colour: str) -> float:
    return sum(part * weight for part, weight in zip(_linear(colour), (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, eye: Matrix) -> Rgb:
    """A colour's place in OKLab for this eye."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in _times(eye, _linear(colour)))
    one, two, three = (part ** (1 / 3) for part in _times(TO_LMS, (red, green, blue)))
    return _times(TO_LAB, (one, two, three))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_that_is_read_stands_out(scheme: str) -> None:
    colours = SCHEMES[scheme]
    weak = {
        (a, b): round(contrast(colours[a], colours[b]), 2)
        for a, b, least in PAIRS
        if contrast(colours[a], colours[b]) < least
    }
    assert weak == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_tables_can_be_told_apart(scheme: str, eye: str) -> None:
    """The eight were searched for this; a palette picked by eye came to 0.7 for deutan eyes."""
    places = {table: seen(SCHEMES[scheme][table], EYES[eye]) for table in TABLES}
    near = {pair: round(100 * dist(places[pair[0]], places[pair[1]]), 1) for pair in combinations(TABLES, 2)}
    assert min(near.values()) >= 8.5, min(near, key=near.__getitem__)


def test_a_phone_in_its_owners_dark_has_the_same_evening() -> None:
    assert _scheme('[data-theme="auto"]') == SCHEMES["evening"]


PAPER = {"cards.css", "leaf.css", "paper.css", "print.css", "report-page.css"}
"""What is printed: white whatever the hour, in inks that a printer has."""
OF_ITS_OWN = {"#f2b01e", "#d9822b"}
"""The gold of a star that was given, edged with ink; people who meet twice, on a map with a legend."""
RAW = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)\([\d.]", re.IGNORECASE)
NO_COLOUR = re.compile(r"#fff|#000\w?|rgb\((?:62 38 20|43 29 20|111 67 37|0 0 0) / [.\d]+\)")
"""White under codes and photos, masks, and shadows."""


def test_colours_have_names() -> None:
    """So that a look can change in one file, and the evening comes by itself."""
    found = []
    for sheet in sorted((STATIC / "css").glob("*.css")):
        if sheet.name in PAPER | {"tokens.css"}:
            continue
        plain = NO_COLOUR.sub("", sheet.read_text("utf-8"))
        found += [f"{sheet.name}: {raw}" for raw in RAW.findall(plain) if raw not in OF_ITS_OWN]
    assert found == []


def test_every_sheet_knows_its_layer() -> None:
    """What stands in none would win over everything."""
    order = re.search(r"@layer ([\w, ]+);", (STATIC / "css/layers.css").read_text("utf-8"))
    assert order
    allowed = {f"@layer {name} {{" for name in order[1].split(", ")} | {"@media print {", "}"}
    for sheet in sorted((STATIC / "css").glob("*.css")):
        if sheet.name in ("layers.css", "fonts.css"):  # the order itself, and faces, which know no layers
            continue
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL).splitlines()
        outermost = {line.rstrip() for line in rules if line.strip() and not line.startswith(" ")}
        assert outermost <= allowed, (sheet.name, outermost - allowed)


def test_known_contrasts_and_distances() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert seen("#ffffff", EYES["usual"]) == pytest.approx((1, 0, 0), abs=1e-3)
    red, green = (seen(colour, EYES["deutan"]) for colour in ("#c05040", "#808040"))
    assert dist(red, green) < dist(*(seen(colour, EYES["usual"]) for colour in ("#c05040", "#808040"))) / 2

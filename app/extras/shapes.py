"""What simulated guests draw: a few strokes of our own hand for each shape, on a leaf of 640 by 480. Pure."""

from app.tablecloth.models import Pen

SHAPES: dict[str, tuple[Pen, tuple[str, ...]]] = {
    "heart": (
        Pen.red,
        (
            "M320 192Q282 118 220 138Q158 164 188 236Q224 308 322 374",
            "M319 194Q354 118 420 136Q484 162 453 234Q418 304 325 373",
        ),
    ),
    "waves": (
        Pen.blue,
        (
            "M110 226Q152 168 202 218Q252 270 302 220Q352 168 404 222Q452 272 530 212",
            "M128 316Q172 262 220 308Q268 358 318 306Q368 258 420 310Q462 348 510 304",
        ),
    ),
    "arrow": (Pen.black, ("M138 338Q306 312 470 178", "M394 170L473 176L452 256")),
    "star": (Pen.green, ("M320 112L376 336L196 196L446 188L264 342L322 114",)),
    "sun": (
        Pen.red,
        (
            "M320 178Q394 180 398 246Q394 314 322 318Q250 314 248 246Q252 182 323 177",
            "M320 140L323 92",
            "M432 247L486 243",
            "M320 358L325 408",
            "M210 249L156 252",
        ),
    ),
}
"""Name -> pen and strokes; what there is to see stands in the script."""

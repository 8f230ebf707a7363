"""The program that opens pictures, so that nothing else has to: `python -m app.photos.developing FOLDER < FILE`.

It makes `album.jpg` and `thumbnail.webp` in the folder, of new pixels: nothing that stood beside the old ones (place,
camera, name) is in them. It says `{"width": …, "height": …, "digest": …}` or `{"refused": …}` in one line of JSON.
`--heic` lets it try HEIC, with a library that an operator has to want.
"""

import contextlib
import hashlib
import importlib
import json
import os
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps

from app.photos import negatives
from app.photos.negatives import Kind, Refusal

ALBUM = "album.jpg"
THUMBNAIL = "thumbnail.webp"
ALBUM_SIDE, ALBUM_QUALITY = 2000, 82
THUMBNAIL_SIDE, THUMBNAIL_QUALITY = 480, 80
MEMORY = 704 * 1024 * 1024
"""Bytes of addresses: enough for a JPEG or PNG of the most pixels, not for what a manipulated file may ask for."""
CPU_SECONDS = 20
LARGEST_RESULT = 32 * 1024 * 1024
GIVES_WAY = 10
"""Added to the priority number, so that phones come first."""
PAPER = "white"
"""What shows through where a picture is transparent."""


class Refused(Exception):
    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


def main(arguments: list[str]) -> int:
    folder = Path(arguments[-1])
    _bind()
    try:
        said: dict[str, Any] = develop(sys.stdin.buffer, folder, with_heic="--heic" in arguments)
    except Refused as refused:
        said = {"refused": refused.why}
    print(json.dumps(said), flush=True)  # noqa: T201  this is how it answers
    return 0


def _bind() -> None:
    """Limits that this process cannot lift again, whatever a picture talks it into."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_FSIZE: LARGEST_RESULT,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # some systems know a limit and do not let it be set
            resource.setrlimit(what, (most, most))
    os.nice(GIVES_WAY)


def develop(file: BinaryIO, folder: Path, *, with_heic: bool = False) -> dict[str, Any]:
    """Both sizes of a photo, as files in the folder; raises Refused."""
    try:
        with _opened(file, with_heic) as negative:
            _load(negative)
            photo = _standing(_in_srgb(_small(negative, ALBUM_SIDE)))
    except (Image.DecompressionBombError, MemoryError) as failure:
        raise Refused(Refusal.too_many_pixels) from failure
    content = BytesIO()
    photo.save(content, "JPEG", quality=ALBUM_QUALITY, optimize=True)
    (folder / ALBUM).write_bytes(content.getvalue())
    photo.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    photo.save(folder / THUMBNAIL, "WEBP", quality=THUMBNAIL_QUALITY, method=4)
    width, height = Image.open(content).size
    return {"width": width, "height": height, "digest": hashlib.sha256(content.getvalue()).hexdigest()}


def _opened(file: BinaryIO, with_heic: bool) -> Image.Image:
    """The picture with only its header read, of a size that can be handled."""
    head = file.read(negatives.HEAD)
    file.seek(0)
    kind = negatives.kind(head)
    if kind is None:
        raise Refused(Refusal.no_photo)
    if kind == Kind.heic and not (with_heic and _knows_heic()):
        raise Refused(Refusal.heic)
    if (told := negatives.size(head)) and negatives.is_too_large(*told):
        raise Refused(Refusal.too_many_pixels)
    Image.MAX_IMAGE_PIXELS = negatives.MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        negative = Image.open(file, formats=[kind])
    except Image.DecompressionBombWarning as warning:
        raise Refused(Refusal.too_many_pixels) from warning
    except (OSError, SyntaxError, ValueError, EOFError) as failure:
        raise Refused(Refusal.broken) from failure
    if negatives.is_too_large(*negative.size):
        raise Refused(Refusal.too_many_pixels)
    return negative


def _knows_heic() -> bool:
    """Whether the optional library is here; if so, pictures in HEIC can be opened from now on."""
    try:
        importlib.import_module("pillow_heif").register_heif_opener()
    except ImportError:
        return False
    return True


def _load(negative: Image.Image) -> None:
    """Decodes to the end, a JPEG no larger than needed: half a picture is none."""
    try:
        share = min(ALBUM_SIDE / max(negative.size), 1)
        negative.draft("RGB", (round(negative.width * share), round(negative.height * share)))
        negative.load()
    except (OSError, SyntaxError, ValueError, EOFError) as failure:
        raise Refused(Refusal.broken) from failure


def _small(negative: Image.Image, side: int) -> Image.Image:
    """At most so many pixels a side; of a picture with few colours or deep ones, one that can be shrunk well."""
    if negative.mode.startswith("I;16"):
        negative = negative.point(lambda value: value / 256, "L")
    elif negative.mode not in ("L", "RGB", "RGBA", "CMYK"):
        negative = negative.convert("RGBA" if negative.has_transparency_data else "RGB")
    negative.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return negative


def _in_srgb(photo: Image.Image) -> Image.Image:
    """Colours as every screen understands them, before the profile that explains them is dropped."""
    profile = photo.info.get("icc_profile")
    if photo.mode == "RGBA":
        paper = Image.new("RGB", photo.size, PAPER)
        paper.paste(photo, mask=photo.getchannel("A"))
        paper.info, photo = photo.info, paper
    if profile and photo.mode in ("RGB", "CMYK"):
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile that is none explains nothing
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(photo, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if converted is not None:
                converted.info, photo = photo.info, converted
    return photo


def _standing(photo: Image.Image) -> Image.Image:
    """Turned as the camera was held, in an image that knows nothing but its pixels."""
    upright = ImageOps.exif_transpose(photo).convert("RGB")
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    return bare


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

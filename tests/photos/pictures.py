"""Pictures as phones make them, and as nobody should; drawn here, so that what is in them is known."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms

RED, BLUE = (220, 20, 20), (20, 30, 200)
PLACE = 0x8825
"""The tag of EXIF under which the place lies."""
TURNED = 6
"""The camera was held upright: the picture has to be turned by 90 degrees."""


def paper(width: int = 1200, height: int = 900) -> Image.Image:
    """Red above, blue below, with enough noise that half a file is about half a picture."""
    noise = Image.effect_noise((width, height), 40).convert("RGB")
    colours = Image.new("RGB", (width, height), BLUE)
    colours.paste(RED, (0, 0, width, height // 2))
    return Image.blend(colours, noise, 0.15)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    content = BytesIO()
    image.save(content, kind, **options)  # type: ignore[arg-type]
    return content.getvalue()


def from_a_phone(width: int = 1200, height: int = 900) -> bytes:
    """A JPEG that tells where it was taken, by which camera, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = TURNED
    exif[0x010F] = "Kameramarke"
    exif.get_ifd(PLACE).update({1: "N", 2: (48.0, 8.0, 14.0), 3: "E", 4: (11.0, 34.0, 31.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Geheimer Ort</x:xmpmeta>'
    return saved(paper(width, height), exif=exif, xmp=xmp, comment=b"Geheime Notiz", quality=90)


def display_p3() -> ImageCms.ImageCmsProfile:
    """The colours of a phone's screen: sRGB's own profile with the primaries of Display P3, adapted to D50."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for index in range(int.from_bytes(profile[128:132], "big")):
        tag, offset, _ = struct.unpack(">4sII", profile[132 + 12 * index : 144 + 12 * index])
        if tag in primaries:
            numbers = [round(value * 65536) for value in primaries[tag]]
            profile[offset + 8 : offset + 20] = struct.pack(">3i", *numbers)
    return ImageCms.ImageCmsProfile(BytesIO(bytes(profile)))


def png_header(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG that says it is so large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """1.6 gigapixels, of which the first rows are there: kilobytes that would become gigabytes."""
    return png_header(40_000, 40_000, zlib.compress(b"\0" * (1 + 40_000 * 3) * 100, 9))


def webp_header(width: int, height: int) -> bytes:
    """A WebP whose canvas is said to be so large."""
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + len(canvas).to_bytes(4, "little") + canvas
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def heic() -> bytes:
    """As iPhones begin their photos."""
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 400


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

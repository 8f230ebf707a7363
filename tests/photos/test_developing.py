"""The program that opens pictures: in a process of its own as the server runs it, and its arithmetic by itself."""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.photos import developing, negatives
from app.photos.developing import Refused
from app.photos.negatives import Kind
from tests.photos import pictures

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Print:
    """What came of a file."""

    said: dict[str, Any]
    album: bytes
    thumbnail: bytes

    @property
    def image(self) -> Image.Image:
        return Image.open(BytesIO(self.album)).convert("RGB")


def developed(content: bytes, folder: Path) -> Print:
    """In this process, for a process each would take a second."""
    said = developing.develop(BytesIO(content), folder)
    return Print(said, (folder / developing.ALBUM).read_bytes(), (folder / developing.THUMBNAIL).read_bytes())


def refused(content: bytes, folder: Path) -> str:
    with pytest.raises(Refused) as refusal:
        developing.develop(BytesIO(content), folder)
    assert list(folder.iterdir()) == []
    return refusal.value.why


def run(content: bytes, folder: Path, *options: str) -> dict[str, Any]:
    """The program itself, on a file as its standard input."""
    file = folder / "sent"
    file.write_bytes(content)
    command = [sys.executable, "-m", "app.photos.developing", *options, str(folder)]
    with file.open("rb") as sent:
        done = subprocess.run(command, stdin=sent, capture_output=True, cwd=ROOT, check=True, timeout=60)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def near(pixel: Any, colour: tuple[int, int, int], most: int = 40) -> bool:
    return all(abs(is_ - should) <= most for is_, should in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_format_becomes_an_album_file_and_a_thumbnail(tmp_path: Path, kind: str) -> None:
    made = developed(pictures.saved(pictures.paper(800, 400), kind), tmp_path)
    assert (made.said["width"], made.said["height"]) == (800, 400)
    assert Image.open(BytesIO(made.album)).format == "JPEG"
    thumbnail = Image.open(BytesIO(made.thumbnail))
    assert (thumbnail.format, thumbnail.size) == ("WEBP", (480, 240))
    assert near(made.image.getpixel((400, 100)), pictures.RED)
    assert near(made.image.getpixel((400, 300)), pictures.BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_large_ones_are_shrunk(tmp_path: Path, kind: str) -> None:
    made = developed(pictures.saved(Image.new("RGB", (1500, 4500), pictures.RED), kind), tmp_path)
    assert (made.said["width"], made.said["height"]) == made.image.size == (667, 2000)
    assert Image.open(BytesIO(made.thumbnail)).size == (160, 480)


def test_small_ones_are_not_blown_up(tmp_path: Path) -> None:
    made = developed(pictures.saved(pictures.paper(300, 200)), tmp_path)
    assert made.image.size == (300, 200)


def test_a_phone_photo_stands_upright_and_tells_nothing(tmp_path: Path) -> None:
    content = pictures.from_a_phone()
    for secret in (b"Kameramarke", b"Geheimer Ort", b"Geheime Notiz"):
        assert secret in content  # so it could leak
    made = developed(content, tmp_path)
    assert made.image.size == (900, 1200)
    assert near(made.image.getpixel((850, 600)), pictures.RED)  # what was above is on the right
    assert near(made.image.getpixel((50, 600)), pictures.BLUE)
    for file in (made.album, made.thumbnail):
        image = Image.open(BytesIO(file))
        assert not image.getexif()
        assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}
        for secret in (b"Kameramarke", b"Geheim", b"Exif", b"GPS", b"xmp"):
            assert secret not in file


def test_wide_colours_become_those_of_every_screen(tmp_path: Path) -> None:
    """A red of Display P3 that sRGB has as well: its numbers are others there."""
    image = Image.new("RGB", (400, 400), (180, 60, 60))
    made = developed(pictures.saved(image, icc_profile=pictures.display_p3().tobytes(), quality=95), tmp_path)
    assert near(made.image.getpixel((200, 200)), (194, 50, 55), most=6)


def test_a_profile_that_is_none_and_a_transparent_corner(tmp_path: Path) -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((*pictures.RED, 255), (100, 0, 200, 200))
    made = developed(pictures.saved(image, "PNG", icc_profile=b"nonsense" * 40), tmp_path)
    assert near(made.image.getpixel((20, 100)), (255, 255, 255), most=6)
    assert near(made.image.getpixel((180, 100)), pictures.RED, most=8)


@pytest.mark.parametrize("mode", ["L", "P", "LA", "1", "CMYK", "I;16"])
def test_every_way_to_write_colours(tmp_path: Path, mode: str) -> None:
    made = developed(pictures.saved(pictures.paper(90, 60).convert("L" if mode == "I;16" else mode).convert(mode),
                                    "JPEG" if mode == "CMYK" else "PNG"), tmp_path)  # fmt: skip
    assert made.image.size == (90, 60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_at_seventy_per_cent_is_refused(tmp_path: Path, kind: str) -> None:
    """Half of it grey would be worse than none."""
    content = pictures.saved(pictures.paper(), kind)
    assert refused(content[: len(content) * 7 // 10], tmp_path) == "broken"


def test_a_progressive_jpeg_that_was_cut_is_refused_as_well(tmp_path: Path) -> None:
    content = pictures.saved(pictures.paper(), progressive=True)
    assert refused(content[: len(content) * 7 // 10], tmp_path) == "broken"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7\n", b"GIF89a" + b"\0" * 90, b"%!PS\n",
     b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 90],
)  # fmt: skip
def test_what_is_no_photo(tmp_path: Path, content: bytes) -> None:
    assert refused(content, tmp_path) == "no_photo"


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff" + b"x" * 500, b"\x89PNG\r\n\x1a\n" + b"x" * 500, pictures.webp_header(300, 200)]
)
def test_what_only_begins_like_a_photo(tmp_path: Path, content: bytes) -> None:
    assert refused(content, tmp_path) == "broken"


def test_a_page_behind_a_photo_is_not_kept(tmp_path: Path) -> None:
    """A file that is a picture to one reader and a page with a script to another becomes a picture only."""
    page = b"<html><script>alert(1)</script></html>"
    made = developed(pictures.saved(pictures.paper(300, 200), comment=page) + page, tmp_path)
    assert b"script" not in made.album + made.thumbnail


@pytest.mark.parametrize(
    "content",
    [pictures.png_header(40_000, 40_000), pictures.png_header(12_001, 10), pictures.png_header(8_000, 5_001),
     pictures.webp_header(16_000, 16_000)],
)  # fmt: skip
def test_a_header_that_is_too_large_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(content, tmp_path) == "too_many_pixels"


def test_the_sizes_of_real_files_are_read_from_their_first_bytes() -> None:
    image = pictures.paper(321, 123)
    extended = {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}
    for kind, options in (("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": True}), ("WEBP", extended)):
        head = pictures.saved(image, kind, **options)[: negatives.HEAD]
        assert negatives.kind(head) == Kind(kind)
        assert negatives.size(head) == (321, 123)


def test_heic_is_known_and_kindly_refused(tmp_path: Path) -> None:
    assert negatives.kind(pictures.heic()[: negatives.HEAD]) == Kind.heic
    assert refused(pictures.heic(), tmp_path) == "heic"


def test_the_program_refuses_a_bomb_at_once_and_in_little_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(pictures.png_bomb(), tmp_path) == {"refused": "too_many_pixels"}
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime - before.ru_utime < 2


def test_the_program_says_what_it_made(tmp_path: Path) -> None:
    said = run(pictures.saved(pictures.paper()), tmp_path, "--heic")
    assert (said["width"], said["height"], len(said["digest"])) == (1200, 900, 64)
    assert (tmp_path / developing.ALBUM).stat().st_size > 1000


def test_the_program_cannot_have_more_memory_than_it_gave_itself() -> None:
    greedy = "from app.photos import developing; developing._bind(); b = bytearray(developing.MEMORY)"
    done = subprocess.run([sys.executable, "-c", greedy], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert b"MemoryError" in done.stderr

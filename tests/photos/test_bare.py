"""A JPEG from the darkroom is pixels alone; one with anything else in it is noticed."""

import io

import pytest
from PIL import Image

from app.photos.bare import is_bare


def jpeg(**more: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((60, 40), 90).convert("RGB").save(file, "JPEG", **more)
    return file.getvalue()


@pytest.mark.parametrize("more", [{"quality": 82, "optimize": True}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_pixels_alone(more) -> None:
    assert is_bare(jpeg(**more))


def test_anything_else() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Wer das war"
    whole = jpeg()
    for other in (
        jpeg(exif=exif),
        jpeg(comment=b"hallo"),
        jpeg(icc_profile=b"profile"),
        whole + b"PK\x03\x04",
        whole[:-1],
        whole[:40],
        whole[: len(whole) * 7 // 10],
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x00",
    ):
        assert not is_bare(other)

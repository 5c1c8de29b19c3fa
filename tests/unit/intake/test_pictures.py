"""Every kind of upload becomes the same upright pixels, or is refused with a reason."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from PIL import Image

from service.domain.geometry import box, mapped
from service.errors import BadUpload, EmptyUpload, TooLarge, UnreadableImage, UnsupportedMedia
from service.intake import Limits, decoded, jpeg

LIMITS = Limits()
RED, BLUE, WHITE = (200, 30, 30), (20, 40, 200), (255, 255, 255)


def quarters(width: int = 64, height: int = 40) -> Image.Image:
    """Red top left, blue bottom right, white else: every turn and mirror image differs."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(BLUE, (width // 2, height // 2, width, height))
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def assert_quarters(pixels: np.ndarray, tolerance: int = 40) -> None:
    h, w = pixels.shape[:2]
    for (y, x), colour in (((h // 4, w // 4), RED), ((3 * h // 4, 3 * w // 4), BLUE), ((h // 4, 3 * w // 4), WHITE), ((3 * h // 4, w // 4), WHITE)):  # fmt: skip
        assert np.abs(pixels[y, x].astype(int) - colour).max() < tolerance, (x, y, pixels[y, x])


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("AVIF", "image/avif"),
        ("TIFF", "image/tiff"), ("BMP", "image/bmp"), ("GIF", "image/gif"),
    ],
)  # fmt: skip
def test_each_format_is_known_by_its_bytes(kind: str, media_type: str) -> None:
    photo = decoded(saved(quarters(), kind), LIMITS)
    assert photo.media_type == media_type
    assert photo.pixels.shape == (40, 64, 3) and photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    assert (photo.width, photo.height) == (64, 40) and photo.warnings == ()
    assert_quarters(photo.pixels)


def test_heic_is_read() -> None:
    data = Path(__file__).with_name("quarters.heic").read_bytes()
    photo = decoded(data, LIMITS)
    assert photo.media_type == "image/heic"
    assert_quarters(photo.pixels)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(9))
def test_every_orientation_comes_out_upright(kind: str, orientation: int) -> None:
    stored_as = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    image = quarters()
    if orientation in stored_as:
        image = image.transpose(stored_as[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = decoded(saved(image, kind, exif=exif), LIMITS)
    assert (photo.width, photo.height) == (64, 40)
    assert_quarters(photo.pixels)


def test_a_large_photo_is_shrunk_and_maps_back() -> None:
    limits = Limits(working_pixels=20_000)
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = decoded(saved(quarters(800, 600), "JPEG", exif=exif), limits)
    height, width = photo.pixels.shape[:2]
    assert height * width <= 20_000
    assert (photo.width, photo.height) == (600, 800)
    np.testing.assert_allclose(photo.uploaded(box(0, 0, width, height)), box(0, 0, 600, 800))
    assert mapped([(0, 0)], photo.to_upload) == ((0, 0),)


def test_a_200_megapixel_photo_is_never_whole_in_memory() -> None:
    resource = pytest.importorskip("resource")
    data = saved(Image.new("L", (16320, 12240), 200), "JPEG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    photo = decoded(data, LIMITS)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert photo.pixels.shape[:2] == (3060, 4080) and (photo.width, photo.height) == (16320, 12240)
    assert grown < 250_000  # kB; 600 MB would be all of it in RGB


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "CMYK", "I;16", "I", "F"])
def test_unusual_modes_become_rgb(mode: str) -> None:
    kind = "TIFF" if mode in {"CMYK", "I", "F"} else "PNG"
    grey = np.full((40, 64), 255, np.uint8)
    grey[:20, :32] = 0
    if mode in {"I;16", "I", "F"}:
        high = grey.astype(np.float32) / 255 if mode == "F" else grey.astype(np.uint16) * 257
        image = Image.fromarray(high.astype(np.int32) if mode == "I" else high)
    else:
        image = Image.fromarray(grey).convert("RGB").convert(mode)
    pixels = decoded(saved(image, kind), LIMITS).pixels
    assert pixels.shape == (40, 64, 3)
    assert pixels[5, 5].max() < 40 and pixels[35, 60].min() > 215


def test_transparent_parts_are_white_paper() -> None:
    clear = Image.new("RGBA", (64, 40), (0, 0, 0, 0))
    palette = Image.new("P", (64, 40), 0)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    for data in (saved(clear, "PNG"), saved(palette, "PNG", transparency=0)):
        assert decoded(data, LIMITS).pixels.min() == 255


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_several_pictures_the_first_is_read_and_said(kind: str) -> None:
    first, second = quarters(), Image.new("RGB", (64, 40), (0, 90, 0))
    photo = decoded(saved(first, kind, save_all=True, append_images=[second]), LIMITS)
    assert_quarters(photo.pixels)
    assert [w.code for w in photo.warnings] == ["several_pictures"] and photo.warnings[0].remedy


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyUpload),
        (b"hello, no picture here", UnsupportedMedia),
        (b"%PDF-1.7 and so on", UnsupportedMedia),
        (b"PK\x03\x04 and so on", UnsupportedMedia),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", UnsupportedMedia),
        (b"\xff\xd8\xff\xe0 cut", UnreadableImage),
        (b"\x89PNG\r\n\x1a\n", UnreadableImage),
    ],
)
def test_what_is_no_picture_is_refused_with_a_remedy(data: bytes, error: type[BadUpload]) -> None:
    with pytest.raises(error) as caught:
        decoded(data, LIMITS)
    assert caught.value.detail and caught.value.remedy


def bomb(width: int, height: int) -> bytes:
    """A PNG header of that size over no data."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))  # fmt: skip


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 9_000)])
def test_bombs_are_refused_by_their_header(size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge):
        decoded(bomb(*size), LIMITS)


def test_limits_hold() -> None:
    data = saved(quarters(400, 300), "JPEG")
    with pytest.raises(TooLarge, match="bytes"):
        decoded(data, Limits(max_bytes=100))
    with pytest.raises(TooLarge, match="400 x 300"):
        decoded(data, Limits(max_pixels=100_000))
    with pytest.raises(UnreadableImage, match="only"):
        decoded(saved(quarters(8, 8), "PNG"), LIMITS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF"])
def test_damaged_files_end_as_bad_uploads_only(kind: str) -> None:
    noisy = Image.fromarray(np.random.default_rng(3).integers(0, 255, (90, 120, 3), np.uint8))
    data = saved(noisy, kind)
    with pytest.raises(UnreadableImage):
        decoded(data[: len(data) // 2], LIMITS)
    rng = np.random.default_rng(5)
    for _ in range(40):
        hurt = bytearray(data)
        for at in rng.integers(2, len(hurt), 6):
            hurt[at] = int(rng.integers(256))
        try:
            assert decoded(bytes(hurt), LIMITS).pixels.ndim == 3
        except BadUpload as refused:
            assert refused.remedy


def test_warnings_stay_inside_even_from_several_threads() -> None:
    data = saved(Image.new("L", (12_000, 9_000), 9), "JPEG")  # Pillow warns of so many pixels
    failed: list[Exception] = []

    def run() -> None:
        try:
            decoded(data, Limits(working_pixels=100_000))
        except Exception as e:
            failed.append(e)

    before = list(warnings.filters)
    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and list(warnings.filters) == before


def test_jpeg_has_no_metadata_and_comes_back() -> None:
    data = jpeg(np.asarray(quarters()))
    assert b"Exif" not in data
    assert_quarters(decoded(data, LIMITS).pixels)

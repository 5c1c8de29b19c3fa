"""A picture file's bytes into upright RGB pixels: limits first, one decode, metadata dropped."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from threading import Lock
from typing import Any

import numpy as np
import pi_heif
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from service.domain.text import CardWarning
from service.errors import TooLarge, UnreadableImage
from service.intake.limits import Limits
from service.intake.photo import Photo
from service.intake.sniff import MEDIA_TYPES, Format, sniffed
from service.intake.tones import rgb
from service.ports import Pixels

ORIENTATION_TAG = 0x0112  # EXIF 2.32, 4.6.4

UPRIGHT: dict[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What the decoders raise on damaged files, found by feeding them damaged files.
_DAMAGE = (
    OSError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, EOFError,
    RuntimeError, SyntaxError, MemoryError, struct.error, zlib.error,
)  # fmt: skip

_SEVERAL = CardWarning(
    "several_pictures",
    "The file holds several pictures; only the first was read.",
    "Send each picture as a file of its own.",
)


def decoded(data: bytes, limits: Limits) -> Photo:
    """The picture in ``data``, upright.

    Sizes are checked on the header alone, before any pixel is decoded. JPEGs far above the
    working size are decoded at a half, a quarter or an eighth (libjpeg's scaled IDCT), so a
    200 MP photo never stands in memory whole. Raises ``EmptyUpload``, ``TooLarge``,
    ``UnsupportedMedia`` or ``UnreadableImage``.
    """
    kind = _admitted(data, limits)
    with _quiet:
        opened = _headed(data, kind, limits)
        try:
            image, full = _decoded(opened, kind, limits)
            several = kind not in ("JPEG", "HEIC") and bool(getattr(image, "is_animated", False))
            turn = UPRIGHT.get(_orientation(image, kind))
            plain = rgb(image)
        except _DAMAGE as e:
            raise UnreadableImage(f"The {kind} data is damaged or cut short.") from e
        plain = _shrunk(plain, limits.working_pixels)
        if turn is not None:
            plain = plain.transpose(turn)
            if turn.value >= Image.Transpose.ROTATE_90 and turn is not Image.Transpose.ROTATE_180:
                full = full[::-1]
    pixels: Pixels = np.ascontiguousarray(np.asarray(plain, dtype=np.uint8))
    height, width = pixels.shape[:2]
    return Photo(
        pixels=pixels,
        width=full[0],
        height=full[1],
        to_upload=(full[0] / width, 0.0, 0.0, 0.0, full[1] / height, 0.0, 0.0, 0.0, 1.0),
        media_type=MEDIA_TYPES[kind],
        warnings=(_SEVERAL,) if several else (),
    )


def checked(data: bytes, limits: Limits) -> str:
    """The media type of the picture in ``data``, judged by its header alone (microseconds).

    Raises what ``decoded`` would raise of the header; damage further on shows only there.
    """
    kind = _admitted(data, limits)
    with _quiet:
        _headed(data, kind, limits)
    return MEDIA_TYPES[kind]


def jpeg(pixels: Pixels, quality: int = 88) -> bytes:
    """``pixels`` as a baseline JPEG without metadata; ``quality`` 1..95."""
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    return out.getvalue()


def _admitted(data: bytes, limits: Limits) -> Format:
    """The true type of a file that is not too large."""
    kind = sniffed(data)
    if len(data) > limits.max_bytes:
        raise TooLarge(f"The file has {len(data)} bytes; at most {limits.max_bytes} are taken.")
    return kind


def _headed(data: bytes, kind: Format, limits: Limits) -> Any:
    """The picture opened, no pixel decoded, its size within the limits."""
    try:
        opened = _opened(data, kind)
    except Image.DecompressionBombError as e:
        raise TooLarge("The picture has far more pixels than can be read.") from e
    except _DAMAGE as e:
        raise UnreadableImage(f"The {kind} header cannot be read.") from e
    _check_size(opened, kind, limits)
    return opened


def _opened(data: bytes, kind: Format) -> Any:
    """The header only: an object with ``size`` from which the pixels can be had."""
    if kind == "JPEG":
        # The class itself: Image.open would follow the second pictures of MPO files.
        return JpegImageFile(BytesIO(data))
    if kind == "HEIC":
        return pi_heif.open_heif(BytesIO(data))
    return Image.open(BytesIO(data), formats=[kind])


def _check_size(opened: Any, kind: Format, limits: Limits) -> None:
    width, height = opened.size
    most = limits.max_pixels
    if kind != "JPEG" or opened.info.get("progressive"):
        # A progressive JPEG keeps all its coefficients in memory, however small it is decoded.
        most = min(most, limits.max_whole_pixels)
    if width * height > most:
        raise TooLarge(f"The picture has {width} x {height} pixels; at most {most} are taken.")
    if min(width, height) < limits.least_side:
        raise UnreadableImage(
            f"The picture has only {width} x {height} pixels.",
            remedy="Send a photo or scan in which the card is at least 600 pixels wide.",
        )


def _decoded(opened: Any, kind: Format, limits: Limits) -> tuple[Image.Image, tuple[int, int]]:
    """Pixels decoded, perhaps smaller, and the full size they stand for."""
    if kind == "HEIC":
        # libheif turns the pixels itself and its size is the turned one (ISO 23008-12, 6.5.10).
        image: Image.Image = opened.to_pillow()
        return image, image.size
    image = opened
    full = image.size
    if kind == "JPEG":
        for divisor in (8, 4, 2):
            # Half of the working pixels still read well; a full decode would cost four times.
            if full[0] * full[1] / divisor**2 >= 0.47 * limits.working_pixels:
                image.draft("RGB", (full[0] // divisor, full[1] // divisor))
                break
    image.load()
    # Pillow turns a TIFF in its load(), and its size is the turned one from then on.
    return image, image.size if kind == "TIFF" else full


def _orientation(image: Image.Image, kind: Format) -> int:
    """The EXIF orientation still to be applied; damaged metadata counts as none."""
    if kind == "HEIC":
        return 1
    try:
        value = image.getexif().get(ORIENTATION_TAG, 1)
    except _DAMAGE:
        return 1
    return value if isinstance(value, int) else 1


def _shrunk(image: Image.Image, pixels: int) -> Image.Image:
    """At most ``pixels`` pixels, same aspect."""
    width, height = image.size
    if width * height <= pixels:
        return image
    scale = (pixels / (width * height)) ** 0.5
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    return image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)


class _Quiet:
    """Pillow's warnings about odd files stay inside; what matters is raised or returned.

    ``warnings.catch_warnings`` swaps a filter list of the whole process, so overlapping
    decodes share one: the first in puts it up, the last out takes it down.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._inside = 0
        self._caught = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._caught = warnings.catch_warnings()
                self._caught.__enter__()
                warnings.filterwarnings("ignore", module=r"(PIL|pi_heif)(\.|$)")
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._caught.__exit__(None, None, None)


_quiet = _Quiet()

"""The first bytes of a file into its real picture type, whatever its name says."""

from __future__ import annotations

from typing import Literal, TypeAlias

from service.errors import EmptyUpload, UnsupportedMedia

Format: TypeAlias = Literal["JPEG", "PNG", "WEBP", "AVIF", "HEIC", "TIFF", "BMP", "GIF"]

MEDIA_TYPES: dict[Format, str] = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
    "HEIC": "image/heic",
    "TIFF": "image/tiff",
    "BMP": "image/bmp",
    "GIF": "image/gif",
}

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"mif2"}
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"8BPS", "a Photoshop file"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"<svg", "an SVG drawing"),
    (b"<?xml", "an XML document"),
    (b"<!DOC", "a web page"),
    (b"<html", "a web page"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


def sniffed(data: bytes) -> Format:
    """The picture type of ``data``; ``EmptyUpload`` for no bytes, else ``UnsupportedMedia``."""
    if not data:
        raise EmptyUpload("The file has no bytes.")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp":
        # ISO 14496-12: box size, "ftyp", major brand, version, compatible brands.
        end = min(int.from_bytes(data[:4], "big"), 256, len(data))
        brands = {data[i : i + 4] for i in (8, *range(16, end - 3, 4))}
        if brands & {b"avif", b"avis"}:
            return "AVIF"
        if brands & _HEIF_BRANDS:
            return "HEIC"
        raise UnsupportedMedia("The file is a video or a picture of an unknown kind.")
    start = data[:64].lstrip()
    for magic, what in _OTHERS:
        if start[: len(magic)].lower() == magic.lower():
            raise UnsupportedMedia(f"The file is {what}, not a picture that can be read.")
    raise UnsupportedMedia("The file is not a picture.")

"""A folder of labelled pictures into word recall, line CER and seconds of each reader.

``python -m benchmarks.readers LABELS DIR [--reader both|ppocr|tesseract] [--misses]``
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from service import ocr, vision
from service.evaluation.labels import Picture, labelled_cards
from service.evaluation.text import TextScore, text_score, words
from service.ports import OcrEngine, Pixels

LOCATOR_SIDE = 640


def pixels_of(path: Path) -> Pixels:
    """The picture of ``path``, upright by its EXIF."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
        return np.ascontiguousarray(np.asarray(upright.convert("RGB"), np.uint8))


def straight(pixels: Pixels, locator: OcrEngine) -> Pixels:
    """The card in ``pixels``, or the whole of it where none can be trusted."""
    found = vision.card(pixels, locator.locate(pixels, LOCATOR_SIDE))
    return vision.straightened(pixels, found).pixels


def show_misses(picture: Picture, read: tuple[str, ...], witness: str) -> None:
    """Print what of ``picture`` was not read as printed."""
    lost = words(picture.lines) - words(read)
    if not lost:
        return
    print(f"\n{picture.file}: lost {' | '.join(lost)}{witness}")
    for line in read:
        print(f"    {line}")


def measure(engine: OcrEngine, locator: OcrEngine, args: argparse.Namespace) -> None:
    """Read every picture and print the sums."""
    sums: dict[str, TextScore] = {}
    seconds: list[float] = []
    for card in labelled_cards(args.labels):
        for picture in card.pictures:
            card_pixels = straight(pixels_of(args.folder / picture.file), locator)
            started = time.perf_counter()
            reading = engine.read(card_pixels, tuple({picture.language.split("+")[0], "en"}))
            seconds.append(time.perf_counter() - started)
            read = tuple(line.text for line in reading.lines)
            score = text_score(picture.lines, read)
            for key in (picture.kind, "all"):
                sums[key] = sums.get(key, TextScore()).plus(score)
            if args.misses:
                turn = f" (turned {reading.rotation})" if reading.rotation else ""
                show_misses(picture, read, turn)
    for key, score in sums.items():
        print(
            f"{engine.name:28} {key:7} word recall {score.word_recall:.4f}  "
            f"line CER {score.line_cer:.4f}  ({score.words} words)"
        )
    print(f"{engine.name:28} seconds {np.median(seconds):.2f} median, {max(seconds):.2f} most")


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reader", choices=("both", "ppocr", "tesseract"), default="ppocr")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    locator = ocr.engine("ppocr", args.threads)
    engine = locator if args.reader == "ppocr" else ocr.engine(args.reader, args.threads)
    measure(engine, locator, args)


if __name__ == "__main__":
    main()

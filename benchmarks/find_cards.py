"""How well cards are found: generated photographs with known corners, or overlays of a folder.

python -m benchmarks.find_cards --count 100 [--part test] [--no-text] [--overlays OUT]
python -m benchmarks.find_cards --folder PICTURES --overlays OUT
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from fixtures.generate.camera import photographed, scan, scene
from fixtures.generate.card import compose
from fixtures.generate.render import rendered
from fixtures.generate.spec import Part
from service import intake, vision
from service.domain.geometry import Polygon, Quad, box
from service.ports import Pixels
from service.vision.debug import overlay
from service.vision.propose import proposals
from service.vision.straight import MARGIN

GRID = 96  # samples along each axis for the overlap of two quads


@dataclass(frozen=True)
class Sample:
    """A picture whose card lies at ``quad``; ``text`` as a detector would outline it."""

    name: str
    kind: str
    pixels: Pixels
    quad: Quad
    text: tuple[Polygon, ...]


def samples(count: int, part: Part, seed: int, megapixels: float = 1.2) -> Iterator[Sample]:
    """Of ten pictures two are scans, one is a render and half of the photos are hard."""
    for i in range(seed, seed + count):
        spec = compose(i, part)
        image = rendered(spec)
        width, height = image.size
        kind = (
            "scan",
            "photo",
            "hard",
            "photo",
            "hard",
            "scan",
            "photo",
            "hard",
            "render",
            "hard",
        )[i % 10]
        rng = np.random.default_rng(i)
        if kind == "render":
            photo, quad = image.convert("RGB"), box(0, 0, width, height)
        elif kind == "scan":
            photo, quad = photographed(image, i, scan(i, megapixels))
        else:
            photo, quad = photographed(image, i, scene(i, kind == "hard", megapixels))
        flat = np.array(box(0, 0, width, height), np.float32)
        warp = cv2.getPerspectiveTransform(flat, np.array(quad, np.float32))
        text = []
        for line in spec.lines:
            if rng.random() < 0.08:
                continue  # detectors miss some
            seen = cv2.perspectiveTransform(np.array([line.polygon], np.float32), warp)[0]
            clipped = np.clip(seen, 0, [photo.width, photo.height])
            if cv2.contourArea(clipped.astype(np.float32)) > 0.4 * cv2.contourArea(seen):
                text.append(tuple((float(x), float(y)) for x, y in clipped))
        yield Sample(f"{part}_{i:06d}", kind, np.asarray(photo), quad, tuple(text))


def overlap(
    quads: NDArray[np.floating], truth: Quad, size: tuple[int, int]
) -> NDArray[np.floating]:
    """Intersection over union of each quad (n, 4, 2) with ``truth``, inside the picture."""
    frame = np.array([size], np.float64)
    wanted = np.clip(np.array(truth, np.float64), 0, frame)
    every = np.clip(np.asarray(quads, np.float64), 0, frame)
    low, high = wanted.min(axis=0), wanted.max(axis=0)
    room = 0.25 * (high - low)
    off = np.concatenate([every.min(axis=1) - low, every.max(axis=1) - high], axis=1)
    near = np.flatnonzero((np.abs(off) < np.tile(room, 2)).all(axis=1))
    x = np.linspace(max(0, low[0] - room[0]), min(size[0], high[0] + room[0]), GRID)
    y = np.linspace(max(0, low[1] - room[1]), min(size[1], high[1] + room[1]), GRID)
    grid = np.stack(np.meshgrid(x + 1e-3, y + 1e-3), axis=-1).reshape(-1, 2)
    there = _within(np.array([truth], np.float64), grid)[0]
    out = np.zeros(len(quads))
    for begin in range(0, len(near), 100):
        some = near[begin : begin + 100]
        here = _within(np.asarray(quads, np.float64)[some], grid)
        out[some] = (here & there).sum(axis=1) / np.maximum((here | there).sum(axis=1), 1)
    return out


def _within(quads: NDArray[np.floating], points: NDArray[np.floating]) -> NDArray[np.bool_]:
    d = np.roll(quads, -1, axis=1) - quads
    off = points[None, None] - quads[:, :, None]
    side = d[:, :, None, 0] * off[..., 1] - d[:, :, None, 1] * off[..., 0]
    return np.asarray((side > 0).all(axis=1) | (side < 0).all(axis=1))


def corner_error(quad: Quad, truth: Quad) -> float:
    """Mean distance of the corners over the card's long side, whichever corner comes first."""
    p, t = np.array(quad), np.array(truth)
    long_side = np.linalg.norm(np.roll(t, -1, axis=0) - t, axis=1).max()
    ways = (np.roll(way, k, axis=0) for way in (p, p[::-1]) for k in range(4))
    return min(float(np.linalg.norm(w - t, axis=1).mean()) for w in ways) / float(long_side)


def text_cut(quad: Quad, text: tuple[Polygon, ...], truth: Quad) -> float:
    """Share of the card's own text that is not wholly inside the straightened card."""
    own = [p for p in text if _within(np.array([truth]), np.array(p).mean(axis=0)[None])[0, 0]]
    p = np.array(quad)
    grown = p + (p - p.mean(axis=0)) * 2 * MARGIN
    lost = [not _within(grown[None], np.array(t))[0].all() for t in own]
    return float(np.mean(lost)) if lost else 0.0


def measure(asked: argparse.Namespace) -> None:
    """Prints a table by kind of picture."""
    rows: dict[str, list[tuple[float, ...]]] = {}
    for sample in samples(asked.count, asked.part, asked.seed, asked.megapixels):
        text = () if asked.no_text else sample.text
        began = time.perf_counter()
        found = vision.card(sample.pixels, text)
        took = time.perf_counter() - began
        size = (sample.pixels.shape[1], sample.pixels.shape[0])
        iou = float(overlap(np.array([found.quad]), sample.quad, size)[0])
        row = (
            iou, iou > 0.93, corner_error(found.quad, sample.quad),
            text_cut(found.quad, sample.text, sample.quad),
            found.trusted and iou < 0.85, not found.trusted and sample.kind != "render", took * 1000,
        )  # fmt: skip
        rows.setdefault(sample.kind, []).append(row)
        rows.setdefault("all", []).append(row)
        if asked.overlays and (iou < 0.9):
            drawn = overlay(sample.pixels, proposals(sample.pixels, text), ())
            Image.fromarray(drawn).save(asked.overlays / f"{sample.name}.jpg")
            print(f"{sample.name} {sample.kind}: overlap {iou:.2f}, likelihood {found.score:.2f}")
    print(
        f"{'kind':8} {'n':>4} {'IoU':>6} {'>.93':>6} {'corner':>7} {'cut':>6} {'false':>6} {'whole':>6} {'ms':>6}"
    )
    for kind, values in sorted(rows.items()):
        m = np.mean(np.array(values, np.float64), axis=0)
        print(f"{kind:8} {len(values):4} " + " ".join(f"{v:6.3f}" for v in m[:6]) + f" {m[6]:6.0f}")


def draw(asked: argparse.Namespace) -> None:
    """Overlays of every picture of a folder; ``NAME.json`` beside it may hold its text."""
    for path in sorted(asked.folder.iterdir()):
        if path.suffix.lower() not in {".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff"}:
            continue
        photo = intake.decoded(path.read_bytes(), intake.Limits())
        beside = path.with_suffix(".json")
        text = json.loads(beside.read_text("utf-8")) if beside.exists() else []
        outlines = tuple(tuple((float(x), float(y)) for x, y in p) for p in text)
        drawn = overlay(photo.pixels, proposals(photo.pixels, outlines), ())
        Image.fromarray(drawn).save(asked.overlays / f"{path.stem}.jpg")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.find_cards", description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--part", choices=("tune", "test"), default="test")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--megapixels", type=float, default=1.2)
    parser.add_argument("--no-text", action="store_true", help="find without knowing where text is")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--overlays", type=Path)
    asked = parser.parse_args()
    if asked.overlays:
        asked.overlays.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    if asked.folder:
        draw(asked)
    else:
        measure(asked)


if __name__ == "__main__":
    main()

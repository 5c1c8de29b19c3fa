"""WordNet's nouns into ``service/notes/data/wordnet.txt``: what is a sport, a dish, a trade.

    python scripts/note_words.py DICT

``DICT`` holds WordNet 3.0's ``index.noun``, ``data.noun`` and ``index.verb``, ``index.adj`` (the
format is described in wndb(5WN)). A noun counts by its first, commonest sense alone; it stands in
the section of the first of ``ROOTS`` above it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from service.notes.lexicon import english
from service.notes.tokens import key

OUT = Path(__file__).parent.parent / "service" / "notes" / "data" / "wordnet.txt"
ROOTS = {
    "instrument": ["musical_instrument"],
    "sport": ["sport", "athletic_game", "card_game", "board_game", "outdoor_game", "table_game", "parlor_game", "martial_art", "dancing", "social_dancing", "folk_dancing", "swimming", "equitation", "mountaineering", "handicraft"],
    "drink": ["alcohol:food", "beverage"],
    "food": ["dish:food", "baked_goods", "seafood", "edible_fruit", "vegetable", "cheese", "meat", "confectionery", "dessert", "pasta", "nutriment", "condiment", "foodstuff", "bread", "nut:food", "flavorer", "food"],
    "garment": ["clothing", "jewelry", "headdress", "footwear", "spectacles"],
    "looks": ["hairdo", "facial_hair", "hair:body"],
    "breed": ["dog", "domestic_cat"],
    "illness": ["illness", "disorder:state", "injury", "disease", "disability", "pain:symptom"],
    "faith": ["religious_person", "religion", "clergyman", "religious_holiday"],
    "kin": ["relative:person"],
    "role": ["professional", "worker", "businessperson", "health_professional", "scientist", "skilled_worker", "employee", "administrator", "craftsman", "merchant", "artist", "musician", "writer", "educator", "official", "military_officer", "serviceman", "expert", "engineer", "public_servant", "capitalist", "inspector", "employer", "manufacturer", "performer", "planner", "representative", "adviser"],
    "place": ["restaurant", "room", "building", "public_transport", "passenger_ship", "airport", "marketplace", "tavern", "hotel", "train", "bus:transport", "airplane", "stadium", "plaza", "park:tract", "theater", "museum", "school:building"],
    "occasion": ["party:gathering", "social_gathering", "ceremony", "festival", "exhibition", "contest", "meeting:gathering", "show", "celebration", "feast"],
    "trade": ["enterprise", "software", "commerce", "industry", "financial_institution"],
}  # fmt: skip
_UNSURE = 3
"""A word with more senses than this as a verb or adjective is left out."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dict", type=Path)
    folder = parser.parse_args().dict
    first, parents, words = _nouns(folder)
    others = {**_senses(folder / "index.adj"), **_senses(folder / "index.verb")}
    section = {}
    for name, roots in ROOTS.items():
        for root in roots:
            for offset in _roots(root, folder, words):
                section.setdefault(offset, name)
    listed: dict[str, list[str]] = {name: [] for name in ROOTS}
    for word, offset in first.items():
        plain = word.replace("_", " ")
        if len(plain) < 4 or not plain.replace(" ", "").replace("-", "").replace("'", "").isalpha():
            continue
        if others.get(word, 0) > _UNSURE or word.count("_") > 2:
            continue
        found = _above(offset, parents, section)
        if found:
            listed[found].append(plain)
    verbs, adjectives = _senses(folder / "index.verb"), _senses(folder / "index.adj")
    nouns = _senses(folder / "index.noun")
    listed["deed"] = [
        w for w, n in verbs.items()
        if w.isalpha() and len(w) > 2 and n >= 2 * nouns.get(w, 0) and n > adjectives.get(w, 0)
    ]  # fmt: skip
    listed["verb"] = [w for w in verbs if w.isalpha() and len(w) > 2]
    listed["quality"] = [
        w.replace("_", " ") for w, n in adjectives.items()
        if w.replace("_", "").isalpha() and len(w) > 3 and "_" not in w
        and n > nouns.get(w, 0) and n > verbs.get(w, 0)
    ]  # fmt: skip
    lines = ["# From WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved.",
             "# WordNet's licence allows use, copying and distribution for any purpose without fee.",
             "# Built by scripts/note_words.py."]  # fmt: skip
    known = english()
    for name, found_words in listed.items():
        # A single word that is rare in running text is left out: it is no likelier than a slip.
        kept = {w for w in found_words if " " in w or "-" in w or key(w) in known}
        lines.append(f"[{name}]")
        row = ""
        for word in sorted(kept):
            if len(row) + len(word) > 96:
                lines.append(row)
                row = ""
            row += word + ", "
        lines.append(row)
    OUT.write_text("\n".join(line.rstrip() for line in lines if line) + "\n", encoding="utf-8")
    print({name: len(w) for name, w in listed.items()}, OUT.stat().st_size)


def _nouns(folder: Path) -> tuple[dict[str, str], dict[str, list[str]], dict[str, list[str]]]:
    """First sense by word, parents by sense, senses in order by word."""
    first, senses = {}, {}
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split()
        offsets = parts[-int(parts[2]) :]
        first[parts[0]], senses[parts[0]] = offsets[0], offsets
    parents: dict[str, list[str]] = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        parts = line.split(" | ")[0].split()
        at = 4 + 2 * int(parts[3], 16)
        count = int(parts[at])
        links = [parts[at + 1 + 4 * i : at + 5 + 4 * i] for i in range(count)]
        parents[parts[0]] = [link[1] for link in links if link[0] == "@"]
    return first, parents, senses


def _senses(index: Path) -> dict[str, int]:
    rows = (
        line.split() for line in index.read_text(encoding="utf-8").splitlines() if line[0] != " "
    )
    return {row[0]: int(row[2]) for row in rows}


def _roots(root: str, folder: Path, senses: dict[str, list[str]]) -> list[str]:
    """The sense meant by a root: its first, or the one in whose lexicographer's file it is."""
    word, _, kind = root.partition(":")
    found = senses.get(word, [])
    if not kind:
        return found[:1]
    numbers = {"food": "13", "person": "18", "gathering": "14", "body": "08", "state": "26", "tract": "15", "building": "06", "transport": "06", "activity": "04", "symptom": "26"}  # fmt: skip
    lines = {line[:8]: line.split()[1] for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines() if line[0] != " "}  # fmt: skip
    return [o for o in found if lines[o] == numbers[kind]][:1]


def _above(offset: str, parents: dict[str, list[str]], section: dict[str, str]) -> str | None:
    queue, seen = [offset], set()
    while queue:
        at = queue.pop(0)
        if at in section:
            return section[at]
        if at not in seen:
            seen.add(at)
            queue += parents.get(at, [])
    return None


if __name__ == "__main__":
    main()

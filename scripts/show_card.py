"""A Card's JSON on standard input into a page for people; the contact's id goes to standard output."""

from __future__ import annotations

import json
import sys
from typing import Any

FIELDS = {
    "job_titles": "value", "departments": "value", "organizations": "name", "phones": "national",
    "emails": "address", "urls": "url", "social": "url", "addresses": "formatted",
}  # fmt: skip


def shown(path: str, item: dict[str, Any], value: str, contact: str) -> str:
    """One line: the value, how sure it is and where its proof is."""
    extra = (
        f" ({item['type']}, {item['e164'] or 'no country'})" if path.startswith("phones") else ""
    )
    where = f"{contact}/evidence/{path}"
    return f"   {path:<16} {value.replace(chr(10), ' / ') + extra:<58} {item['confidence']:>4.0%}  {where}"


def main(base: str) -> int:
    card = json.load(sys.stdin)
    if "contact" not in card or card["contact"] is None:
        print(json.dumps(card, indent=2), file=sys.stderr)
        return 1
    contact = card["contact"]
    url = f"{base}/v1/contacts/{contact['id']}"
    out = sys.stderr
    print(f"   card {card['id']}: {card['status']}", file=out)
    print(f"   {'field':<16} {'value':<58} sure  evidence (a crop of the photo)", file=out)
    if contact.get("name"):
        print(shown("name", contact["name"], contact["name"]["full"], url), file=out)
    for field, key in FIELDS.items():
        for i, item in enumerate(contact.get(field, [])):
            print(shown(f"{field}/{i}", item, item[key] or item["raw"], url), file=out)
    if note := contact.get("note"):
        words = {"value": note["transcript"], "confidence": note["confidence"]}
        print(shown("note/lines/0", words, note["transcript"], url), file=out)
        for i, facet in enumerate(note["facets"]):
            print(
                shown(f"note/facets/{i}", facet, f"{facet['kind']}: {facet['value']}", url),
                file=out,
            )
        for opener in note["openers"]:
            print(f"   opener           {opener['text']}", file=out)
    for warning in card["warnings"]:
        print(f"   warning: {warning['detail']} {warning['remedy'] or ''}", file=out)
    print(contact["id"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

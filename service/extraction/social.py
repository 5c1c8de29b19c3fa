"""Lines and their links into profiles on social networks: network, handle, address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import hosts, spans
from service.extraction.data.web_words import HANDLE_LABELS, PROFILES
from service.extraction.web import Link

_HANDLE = r"@?[A-Za-z0-9_][A-Za-z0-9_.\-]{1,38}[A-Za-z0-9_]"
_LABELLED = re.compile(
    rf"(?<![\w@.])(?P<label>{'|'.join(sorted(map(re.escape, HANDLE_LABELS), key=len, reverse=True))})"
    rf"(?:\s?id)?\s*(?P<mark>[:/|\-]|(?=\s?@))\s*/?\s*(?P<handle>{_HANDLE})(?![\w@])",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?<![\w@.])@(?P<handle>[A-Za-z0-9_](?:[A-Za-z0-9_.]{1,28})[A-Za-z0-9_])(?![\w@])"
)
_PARTS = frozenset(
    [
        "in",
        "pub",
        "company",
        "profile",
        "user",
        "channel",
        "c",
        "people",
        "pages",
        "groups",
        "add",
        "profiles",
        "u",
        "invite",
        "school",
        "showcase",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialCandidate(Candidate):
    """``handle`` without ``@``; ``url`` is None where the network gives no address by handle."""

    network: str = "other"
    handle: str = ""
    url: str | None = None
    raw: str = field(default="")


def candidates(
    lines: Sequence[Line], links: Sequence[Link], emails: Sequence[Candidate] = ()
) -> tuple[SocialCandidate, ...]:
    """Profiles among ``links`` (see ``web.links``), then labelled handles, then ``@handle``."""
    out: list[SocialCandidate] = []
    for link in links:
        if network := link.network:
            handle = _handle_of(link)
            out.append(
                _made(
                    lines,
                    link.line,
                    link.start,
                    link.end,
                    network=network,
                    handle=handle,
                    url=link.url,
                    score=0.97,
                )
            )
    spots = {(k.line, i) for k in links for i in range(k.start, k.end)}
    spots |= {(s.line, i) for e in emails for s in e.segments for i in range(s.start, s.end)}
    for index, line in enumerate(lines):
        text = spans.plain(line.text)
        for m in _LABELLED.finditer(text):
            network = HANDLE_LABELS[m["label"].casefold()]
            handle = m["handle"].lstrip("@").rstrip(".")
            if (index, m.start("handle")) in spots or "@" in handle or not _is_handle(handle, m):
                continue
            spots |= {(index, i) for i in range(*m.span())}
            out.append(
                _made(
                    lines,
                    index,
                    m.start("handle"),
                    m.end("handle"),
                    network=network,
                    handle=handle,
                    url=_address(network, handle),
                    score=0.9,
                )
            )
        for m in _AT.finditer(text):
            if (index, m.start()) not in spots and not hosts.host(m["handle"]):
                out.append(
                    _made(
                        lines,
                        index,
                        *m.span(),
                        network="other",
                        handle=m["handle"],
                        url=None,
                        score=0.6,
                    )
                )
    return _once(out)


def _is_handle(handle: str, m: re.Match[str]) -> bool:
    """A number after 'WhatsApp' is a phone; a word after a bare dash may be prose."""
    digits = sum(c.isdigit() for c in handle)
    if digits >= 7 and digits >= len(handle) - 3:
        return False
    if m["label"].casefold() in {"line", "x", "in", "fb", "ig", "tg", "wa", "insta"}:
        return m["mark"] == ":" or m["handle"].startswith("@")
    return m["mark"] != "-" or m["handle"].startswith("@")


def _handle_of(link: Link) -> str:
    """The last part of the path that names somebody, else the subdomain, else the site's name."""
    path = re.split(r"[?#]", link.path)[0]
    parts = [p for p in path.split("/") if p and p.casefold() not in _PARTS]
    if parts:
        return parts[0].lstrip("@")
    sub = link.host.subdomain.removeprefix("www").strip(".")
    return sub if len(sub) > 2 else ""


def _address(network: str, handle: str) -> str | None:
    stem = PROFILES.get(network)
    return f"https://{stem}{handle}" if stem else None


def _made(
    lines: Sequence[Line], index: int, start: int, end: int, *,
    network: str, handle: str, url: str | None, score: float,
) -> SocialCandidate:  # fmt: skip
    segment = spans.segment(lines, index, start, end)
    witness = lines[index].witness
    agreed = 0.5 if witness is None else float(handle.casefold() in witness.text.casefold())
    signals = {"witness": agreed, "chars": spans.sureness(lines[index], start, end)}
    return SocialCandidate(
        kind="social", segments=(segment,), value=url or f"{network}:{handle}", score=score,
        signals=signals, network=network, handle=handle, url=url, raw=segment.text,
    )  # fmt: skip


def _once(found: Sequence[SocialCandidate]) -> tuple[SocialCandidate, ...]:
    best: dict[tuple[str, str], SocialCandidate] = {}
    for c in found:
        best.setdefault((c.network, c.handle.casefold()), c)
    return tuple(best.values())

"""Words, legal forms and shapes that hint at a country: pattern on folded text → country → weight.

Weights are log-odds like: 0.5 a hint, 1 a good sign, 2 nearly sure.
"""

from __future__ import annotations

import re

CUES: tuple[tuple[re.Pattern[str], dict[str, float]], ...] = tuple(
    (re.compile(pattern), {k: float(v) for k, v in (p.split(":") for p in weights.split())})
    for pattern, weights in (
        (
            r"stra(?:ss|ß|s)e\b|str\.\s?\d|\bplatz\b|\bgeschaftsfuhrer|\bdurchwahl\b|\bvertrieb\b",
            "DE:.6 AT:.2 CH:.2",
        ),
        (
            r"\bgmbh\b|\bust-?id|\bhrb\b|\bmbh\b|\bohg\b|\be\.\s?v\.|\bhandy\b|\bamtsgericht\b",
            "DE:.8 AT:.3 CH:.1",
        ),
        (r"\bnatel\b|\bche-?\d", "CH:2"),
        (r"\bges\.?m\.?b\.?h|\buid-?nr|\batu\d{8}|\bmag\.\s", "AT:1.2"),
        (
            r"\brua\b|\br\.\s[a-z].*\d|\bltda\b|\bbairro\b|\bjd\.|\bjardim\b|\bvila\b|\bpecas\b|\bs/c\b",
            "BR:.8 PT:.1",
        ),
        (r"\bcnpj\b|\bcep\b|\bcelular(?:es)?\b|\bramal\b|\bpabx\b|\bvendas\b|\bwhats\b", "BR:1"),
        (r"\blda\b|\btelemovel\b|\btlm\b|\btelm\b|\bnif\b", "PT:1.4"),
        (
            r"[cs]ao\b.*\b(?:e|de|da|do)\b|\bassistencia\b|\bservicos\b|\bcomercio\b|\bcoes\b",
            "BR:.4 PT:.2",
        ),
        (
            r"\b(?:via|viale|piazza|corso|largo)\s+[a-z]|\bs\.?\s?r\.?\s?l\b|\bs\.?\s?p\.?\s?a\b|\bp\.?\s?iva\b|\bcell\.\s",
            "IT:.9",
        ),
        (
            r"\brue\b|\bcedex\b|\bs\.?a\.?r\.?l\b|\bsiret\b|\brcs\b|\bsasu?\b|\bportable\b|\bfrance\b",
            "FR:.9",
        ),
        (
            r"\bc/\s|\bcalle\b|\bavda\b|\bpol\.?\s?ind|\bpoligono\b|\bs\.?\s?l\.?\s?u?\b$|\bcif\b",
            "ES:.9",
        ),
        (r"\bcol\.\s|\bs\.?a\.? de c\.?v|\bc\.?p\.?\s?\d{5}\b|\brfc\b", "MX:1.2"),
        (r"\bcra\.?\s?\d|\bcarrera\s\d|\bs\.?a\.?s\.?\b.*\bbogota", "CO:1.2"),
        (r"straat\b|\bb\.?\s?v\.?$|\bkvk\b|\bbtw\b|\bpostbus\b|\bmobiel\b", "NL:.9 BE:.2"),
        (r"\bbvba\b|\bgsm\b|\bbelgi", "BE:1"),
        (r"\bul\.\s|\bsp\.?\s?z\s?o|\bnip\b|\bkom\.", "PL:1.2"),
        (r"\bs\.?r\.?o\b", "CZ:.8 SK:.4"),
        (r"\ba/s\b|\baps\b|\bcvr\b|vej\b", "DK:.9"),
        (r"\borg\.?\s?nr|\basa\b|veien\b|\bpostboks\b", "NO:.9"),
        (r"\bab\b$|gatan\b|vagen\b", "SE:.8"),
        (r"\boyj?\b|katu\b|\bpuh\b|tie\s\d", "FI:1"),
        (r"\bkft\b|\but?ca\b|\bzrt\b", "HU:1"),
        (r"\ba\.\s?s\.$|\bcad\.|\bsok\.|\bltd\.?\s?sti", "TR:1"),
        (r"\bs\.?r\.?l\b.*\bbucur|\bstr\.\s.*\bnr\.", "RO:1"),
        (r"\bpty\b|\babn\b|\bacn\b|\bnsw\b|\bqld\b", "AU:1.4"),
        (r"\bpvt\b|\bgstin?\b|\bnagar\b|\b(?:opp|nr)\.\s|\bmarg\b", "IN:1.2"),
        (r"\bsdn\b|\bjalan\b|\btaman\b", "MY:1.2 ID:.2"),
        (r"\bpte\b", "SG:1.4"),
        (r"\bpt\.?\s[a-z]+|\bjl\.", "ID:.4"),
        (r"\bk\.k\.|〒|-ku\b|-shi\b|-cho\b", "JP:1"),
        (r"\bco\.,?\s?ltd\b", "CN:.3 TH:.2 KR:.2 TW:.2 JP:.2"),
        (r"\b(?:road|rd)\b.*\bdistrict\b|\bprovince\b|-?\bgu\b", "CN:.4"),
        (r"\binc\b|\bllc\b|\bcorp\b|\bsuite\b|\bste\.?\s\d|\bblvd\b", "US:.7 CA:.1"),
        (r"\bplc\b|\blimited\b|\bllp\b|\bmob:|\bhigh street\b", "GB:.4"),
        (r"(?<![\d+])(?<!\d )\(?[2-9]\d\d\)?[-. ]{1,2}[2-9]\d\d[-. ]\d{4}(?!\d)", "US:.6 CA:.1"),
        (r"(?<!\d)0[1-9](?:[ .]\d\d){4}(?!\d)", "FR:1"),
        (r"(?<![\d+-])9\d{4}-\d{4}(?!\d)", "BR:.8"),
        (r"(?<![\d+-])(?<!\d )[2-5]\d{3}-\d{4}(?!\d)", "BR:.3"),
        (r"\(\d\d\)\s?(?:9\s?)?\d{4}\s?-\s?\d{4}", "BR:.6"),
        (r"(?<!\d)07\d{3}[ ]?\d{6}(?!\d)|(?<!\d)020[ ]\d{4}[ ]\d{4}", "GB:.7"),
        (r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", "CN:.4"),
    )
)

NO_COUNTRY = frozenset(
    [
        "io",
        "co",
        "tv",
        "me",
        "ai",
        "cc",
        "ws",
        "fm",
        "to",
        "ly",
        "eu",
        "gg",
        "im",
        "sh",
        "am",
        "ag",
        "vc",
        "la",
        "ms",
        "nu",
        "tk",
        "pw",
        "st",
        "gl",
        "so",
        "bz",
        "mn",
    ]
)
"""Two-letter suffixes sold to anybody: they say little of a country."""

SHY = frozenset(
    [
        "georgia",
        "jersey",
        "chad",
        "jordan",
        "mali",
        "niger",
        "togo",
        "man",
        "us",
        "in",
        "no",
        "oman",
        "cuba",
        "peru",
        "guinea",
        "israel",
    ]
)
"""Country names that are also people, states or words: half the weight unless they end a line."""

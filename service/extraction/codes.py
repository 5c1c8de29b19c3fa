"""The text of a QR or other code into the contact fields it states: vCard, MECARD, BIZCARD, links, numbers."""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote

from service.domain.contact import PhoneType


@dataclass(frozen=True, slots=True)
class CodePhone:
    """``number`` as written in the code, ``type`` from its parameters."""

    number: str
    type: PhoneType = "work"


@dataclass(frozen=True, slots=True)
class CodeAddress:
    street: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class CodeFields:
    """What a code says of a contact; ``""`` and ``()`` where it says nothing.

    ``form`` is ``vcard``, ``mecard``, ``bizcard``, ``url``, ``mail``, ``tel`` or ``text``.
    """

    form: str
    name: str = ""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    job_titles: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    phones: tuple[CodePhone, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    addresses: tuple[CodeAddress, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    params: dict[str, tuple[str, ...]]
    value: str

    @property
    def types(self) -> frozenset[str]:
        return frozenset(t.casefold() for t in self.params.get("TYPE", ()))


@dataclass(slots=True)
class _Gathered:
    """Values as they come; turned into CodeFields at the end."""

    single: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[object]] = field(default_factory=dict)

    def put(self, name: str, value: str) -> None:
        if value and not self.single.get(name):
            self.single[name] = value

    def add(self, name: str, value: object) -> None:
        rows = self.many.setdefault(name, [])
        if value and value not in rows:
            rows.append(value)

    def fields(self, form: str) -> CodeFields:
        single = dict(self.single)
        joined = single.pop("_n", "")
        single.setdefault("name", joined)
        return CodeFields(form, **single, **{k: tuple(v) for k, v in self.many.items()})  # type: ignore[arg-type]


def fields(text: str) -> CodeFields:
    """The fields of a code's text; never raises. Unknown forms come back as ``text`` with nothing in them."""
    text = text.strip("\ufeff\0 \t\r\n")
    head = text[:16].upper()
    if "BEGIN:VCARD" in text[:200].upper():
        return _vcard(text)
    if head.startswith(("MECARD:", "MATMSG:")):
        return _mecard(text)
    if head.startswith("BIZCARD:"):
        return _bizcard(text)
    return _link(text)


def _vcard(text: str) -> CodeFields:
    """vCard 2.1 (IMC), 3.0 (RFC 2426) and 4.0 (RFC 6350): the first card of the text."""
    out = _Gathered()
    for p in _properties(text):
        if p.name == "END" and p.value.upper() == "VCARD":
            break
        if handler := _VCARD.get(p.name):
            handler(out, p)
    return out.fields("vcard")


def _properties(text: str) -> Iterator[_Property]:
    for line in _unfolded(text):
        head, colon, value = _divided(line)
        if not colon:
            continue
        name, *rest = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", head)
        name = name.rpartition(".")[2].strip().upper()
        params: dict[str, tuple[str, ...]] = {}
        for part in rest:
            key, equals, given = part.partition("=")
            key, given = (
                (key, given)
                if equals
                else (
                    "ENCODING" if key.upper() in {"QUOTED-PRINTABLE", "BASE64", "B"} else "TYPE",
                    key,
                )
            )
            values = tuple(v.strip().strip('"') for v in given.replace('"', "").split(","))
            params[key.strip().upper()] = params.get(key.strip().upper(), ()) + values
        yield _Property(name, params, _decoded(value, params))


def _unfolded(text: str) -> Iterator[str]:
    """Logical lines: folded ones (RFC 6350, 3.2) and soft quoted-printable breaks joined."""
    pending = ""
    for raw in re.split(r"\r\n|\r|\n", text):
        quoted = "QUOTED-PRINTABLE" in pending.partition(":")[0].upper()
        if pending and quoted and pending.endswith("="):
            pending = pending[:-1] + raw.lstrip(" \t")
        elif pending and raw[:1] in (" ", "\t") and raw.strip():
            pending += raw[1:]
        else:
            if pending:
                yield pending
            pending = raw
    if pending:
        yield pending


def _divided(line: str) -> tuple[str, str, str]:
    """(name and parameters, colon, value): the first colon outside quotes."""
    inside = False
    for i, c in enumerate(line):
        if c == '"':
            inside = not inside
        elif c == ":" and not inside:
            return line[:i], ":", line[i + 1 :]
    return line.partition(":")


def _decoded(value: str, params: dict[str, tuple[str, ...]]) -> str:
    encoding = {v.upper() for v in params.get("ENCODING", ())}
    if "QUOTED-PRINTABLE" in encoding:
        charset = (params.get("CHARSET") or ("utf-8",))[0]
        raw = quopri.decodestring(value.encode("utf-8"))
        for name in (charset, "utf-8", "latin-1"):
            try:
                return raw.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    if encoding & {"BASE64", "B"}:
        return ""
    return value


def _parts(value: str, separator: str = ";") -> list[str]:
    """The components of a structured value, escapes undone."""
    return [_plain(p) for p in re.split(rf"(?<!\\){separator}", value)]


def _plain(value: str) -> str:
    value = re.sub(r"\\([nN])", "\n", value)
    return re.sub(r"\\([,;:\\])", r"\1", value).strip()


def _type(types: frozenset[str]) -> PhoneType:
    if "fax" in types:
        return "fax"
    if types & {"cell", "mobile", "iphone", "textphone", "text"}:
        return "mobile"
    if "pager" in types:
        return "other"
    return "home" if "home" in types and "work" not in types else "work"


def _name(out: _Gathered, p: _Property) -> None:
    parts = [", ".join(_parts(x, ",")) if "," in x else x for x in _parts(p.value)] + [""] * 5
    for key, value in zip(
        ("family", "given", "additional", "prefix", "suffix"), parts, strict=False
    ):
        out.put(key, value)
    joined = " ".join(x for x in (parts[3], parts[1], parts[2], parts[0], parts[4]) if x)
    out.single.setdefault("_n", joined)


def _full(out: _Gathered, p: _Property) -> None:
    out.put("name", re.sub(r"\s+", " ", _plain(p.value)))


def _organization(out: _Gathered, p: _Property) -> None:
    name, *units = _parts(p.value)
    out.add("organizations", name)
    for unit in units:
        out.add("departments", unit)


def _phone(out: _Gathered, p: _Property) -> None:
    number = re.sub(r"^tel:", "", _plain(p.value), flags=re.IGNORECASE)
    number = re.sub(r";ext=", " ext. ", number, flags=re.IGNORECASE)
    if sum(c.isdigit() for c in number) >= 3:
        out.add("phones", CodePhone(unquote(number), _type(p.types)))


def _address(out: _Gathered, p: _Property) -> None:
    parts = [re.sub(r"\s*\n\s*", ", ", x) for x in _parts(p.value)]
    if len(parts) < 3:
        out.add(
            "addresses",
            CodeAddress(street=", ".join(x for x in parts if x)) if any(parts) else None,
        )
        return
    box, extended, street, locality, region, code, country, *_ = parts + [""] * 7
    street = ", ".join(x for x in (street, extended, box) if x)
    if any((street, locality, region, code, country)):
        out.add("addresses", CodeAddress(street, locality, region, code, country))


def _adder(name: str) -> Callable[[_Gathered, _Property], None]:
    return lambda out, p: out.add(
        name, re.sub(r"\s+", " ", re.sub(r"^mailto:", "", _plain(p.value), flags=re.IGNORECASE))
    )


def _note(out: _Gathered, p: _Property) -> None:
    out.put("note", _plain(p.value))


_VCARD: dict[str, Callable[[_Gathered, _Property], None]] = {
    "N": _name, "FN": _full, "ORG": _organization, "TEL": _phone, "ADR": _address, "NOTE": _note,
    "TITLE": _adder("job_titles"), "EMAIL": _adder("emails"), "URL": _adder("urls"),
    "X-SOCIALPROFILE": _adder("urls"), "SOCIALPROFILE": _adder("urls"),
}  # fmt: skip


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """``KEY:value;`` pairs of MECARD and BIZCARD; a backslash keeps what follows it."""
    for part in re.split(r"(?<!\\);", text.partition(":")[2]):
        key, colon, value = part.strip().partition(":")
        if colon:
            yield key.strip().upper(), re.sub(r"\\(.)", r"\1", value).strip()


def _mecard(text: str) -> CodeFields:
    """NTT DoCoMo's MECARD; names are ``family,given``."""
    out = _Gathered()
    for key, value in _pairs(text):
        match key:
            case "N":
                family, comma, given = value.partition(",")
                out.put("family" if comma else "name", family.strip())
                out.put("given", given.strip())
                out.put("name", f"{given.strip()} {family.strip()}".strip())
            case "TEL" | "TEL-AV":
                out.add("phones", CodePhone(value))
            case "FAX":
                out.add("phones", CodePhone(value, "fax"))
            case "EMAIL" | "TO":
                out.add("emails", value)
            case "URL":
                out.add("urls", value)
            case "ORG" | "COMPANY":
                out.add("organizations", value)
            case "TITLE":
                out.add("job_titles", value)
            case "ADR":
                parts = [x.strip() for x in value.split(",") if x.strip()]
                out.add("addresses", CodeAddress(street=", ".join(parts)) if parts else None)
            case "NOTE" | "MEMO":
                out.put("note", value)
    return out.fields("mecard")


def _bizcard(text: str) -> CodeFields:
    """The BIZCARD form: N given, X family, T title, C organisation, A address, B/F/M numbers, E mail."""
    out = _Gathered()
    names = {"N": "given", "X": "family"}
    lists = {"T": "job_titles", "C": "organizations", "E": "emails", "U": "urls"}
    types: dict[str, PhoneType] = {"B": "work", "F": "fax", "M": "mobile"}
    for key, value in _pairs(text):
        if key in names:
            out.put(names[key], value)
        elif key in lists:
            out.add(lists[key], value)
        elif key in types:
            out.add("phones", CodePhone(value, types[key]))
        elif key == "A" and value:
            out.add("addresses", CodeAddress(street=value))
    out.put("name", " ".join(out.single.get(k, "") for k in ("given", "family")).strip())
    return out.fields("bizcard")


def _link(text: str) -> CodeFields:
    """A bare link, ``mailto:``, ``tel:``, ``sms:`` or ``URLTO:``; anything else is text."""
    scheme, _, rest = text.partition(":")
    scheme = scheme.casefold()
    if scheme in {"tel", "sms", "smsto"}:
        number = unquote(re.split(r"[:?;]", rest)[0])
        enough = sum(c.isdigit() for c in number) >= 3
        return CodeFields("tel", phones=(CodePhone(number),)) if enough else CodeFields("text")
    if scheme == "mailto" or re.fullmatch(r"[^\s@:]+@[^\s@]+\.[^\s@]+", text):
        to, _, query = (rest if scheme == "mailto" else text).partition("?")
        to = unquote(to) or parse_qs(query).get("to", [""])[0]
        mails = tuple(a.strip() for a in to.split(",") if "@" in a)
        return CodeFields("mail", emails=mails) if mails else CodeFields("text")
    link = rest.strip() if scheme == "urlto" else text
    if re.fullmatch(r"(?:https?://|www\.)[^\s]+\.\S+", link, re.IGNORECASE):
        return CodeFields("url", urls=(link,))
    return CodeFields("text")

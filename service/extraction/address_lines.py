"""What a printed line of an address looks like: its cues, its look-alikes, its labels."""

from __future__ import annotations

import re

from service.extraction import lexicon
from service.extraction.address_parts import CODE_LABEL, chunks_of, is_region, towns
from service.extraction.postal import REGIONS, country_named

_LABEL_WORDS = (
    r"addr(?:ess)?\.?|adresse|anschrift|endere[çc]o|direcci[oó]n|indirizzo|adres|adress|osoite|domicilio|"
    r"sede(?: legale| operativa| social)?|si[eè]ge(?: social)?|head ?office|headquarters|hq|hauptsitz|zentrale|"
    r"b[uü]ro|office|lojas?|matriz|filial|oficinas?|bureau|add|ad|a|post|visit(?:ing)? address|showroom|"
    r"registered(?: office)?|postal address|mailing address|besuchsadresse|post(?:adres(?:se)?|anschrift)|loc|location|local|"
    r"escrit[óo]rio|oficina central|casa matriz|sede centrale|bes[öo]ksadress|bezoekadres|siedziba|biuro|kontor|s[íi]dlo|"
    r"huvudkontor(?:et)?|hovedkontor(?:et)?|niederlassung|filiale|zweigstelle|vestiging|hoofdkantoor|oddzia[łl]|zak[łl]ad|stabilimento|"
    r"warehouse|factory|f[áa]brica|f[áa]brika|werk|lager|dep[óo]sito|magazzino|entrep[ôo]t|correspondence|find us|visit us|"
    r"地址|住所"
)
_LABEL = re.compile(
    rf"^(?:{_LABEL_WORDS})\s*[:;.]\s*|^(?:address|adresse|endereço|anschrift|dirección|indirizzo)\s+",
    re.I,
)
_WHICH = (
    r"[IVX]{1,3}|\d|[A-Z]|nord|s[üu]d|ost|west|noord|zuid|oost|north|south|east|norte|sul|sur|est|ouest|"
    r"ovest|norra|s[öo]dra|[öo]stra|v[äa]stra|p[óo][łl]noc|po[łl]udnie|produkcyjny|centrum|centro"
)
"""What tells one office from the next (``Werk II``, ``Vestiging Zuid``)."""
_LABEL_ONLY = re.compile(rf"^(?:{_LABEL_WORDS})(?:\s+(?:{_WHICH}))?\s*[:.]?$", re.I)
_OFFICE_OF = re.compile(
    r"^(?:agence|b[üu]ro|filiale?|niederlassung|oficina|sede|escrit[óo]rio|sucursal|branch|office|kantoor|kontor|"
    r"delegaci[óo]n|standort|oddzia[łl])\s+(?:(?:de|di|do|da|in|en|i|w|of)\s+)?[^\W\d_]+(?: [^\W\d_]+)?\s*:?$|"
    r"^[^\W\d_]+(?: [^\W\d_]+)? (?:office|branch|kontoret)\s*:?$",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s\-–—|·•/,;(]*\b(?:tel(?:efon[eo]?|\.|éfono)?|fone|phone|ph|fax|mob(?:ile|il)?|cel(?:l|ular)?|fones?|pabx|"
    r"off|dir|direct|t|f|m|e-?mail|web|tel/fax|whatsapp)\b\s*[.:/]*)?[\s\-–—|·•/;(:]*$",
    re.I,
)
_TAIL_MARKS = re.compile(r"[\s\-–—|·•/,;(:]*$")
_HEAD = re.compile(r"^[\s\-–—|·•/,;:.)*~_■●◆▪►»>@]+")
_ICON = re.compile(
    r"^[^\W_]\s+(?=(?:via|viale|vicolo|piazza|corso|largo|calle|rua|praça|travessa|rodovia|ul\.|al\.|paseo)\s.*\d)",
    re.I,
)
"""What a reader makes of a pin before a line that begins with the kind of street."""
_HOURS = re.compile(
    r"\b24[ -]?(?:h|hours?|stunden|std|heures|horas|ore|uur|timmar)\b|\b(?:[öo]ppet|ge[öo]ffnet|open(?:ing)?|abert[oa]|abiert[oa]|ouvert|apert[oa]|geopend|czynne|horario|hor[áa]rio|horaires?|"
    r"[öo]ffnungszeiten|godziny)\b.*\d|\b\d{1,2}[:h.]\d{2}\s*(?:[-–àas]{1,3}|to|bis|até)\s*\d{1,2}[:h.]\d{2}",
    re.I,
)
_REGISTER = re.compile(
    r"\biso\s?\d{4,5}\b|^\W*(?:creci|crea|oab|crm|crc|cnpj|cpf|nmls|dre|i[čc]o?|di[čc]|nip|krs|regon|org\.?\s?n[r:]|vat|tva|ust|uid|hrb|hra|siret|siren|rcs|"
    r"naf|cif|nif|rut|rfc|colegiad[oa]|reg\.?\s?n[or]|lic(?:ense|\.)|p\.?\s?iva|c\.?f\.|kvk|btw|abn|acn|gst(?:in)?|cin|iban|bic|swift|cvr|"
    r"y-tunnus|iso\s?\d{4,5}|registration|steuernummer|st\.?-?nr)(?:\b|(?=\d))[^,]*\d",
    re.I,
)
_DIALLED = re.compile(r"(?:^|\s)\+\s?\d|\(0\d*[-)]|^\W*(?:tel|fone|phone|mob|fax|cel)\b", re.I)
_BRANCHES = re.compile(
    r"^(?:standorte|niederlassungen|filialen|offices?(?: in)?|branches|bureaux|sedes|oficinas|sedi|filiais|vestigingen|"
    r"biura|kontor(?: i)?)\b\s*:?\s*[^\d]*,[^\d]*$",
    re.I,
)
_BUILDING = re.compile(
    r"\b(?:building|bldg|block|tower|house|floor|level|suite|ste|unit|room|rm|flat|estate|mall|business park|"
    r"industrial|hus|haus|hinterhaus|geb[äa]ude|gewerbepark|industriegebiet|gewerbegebiet|etage|og|eg|stock|"
    r"b[âa]t(?:iment|\.)?|immeuble|r[ée]sidence|zone|zi|za|zac|[ée]tage|parc|edificio|edif[íi]cio|ed\.|bloco|torre|piso|"
    r"planta|andar|sala|conj(?:unto|\.)?|loja|galp[ãa]o|bairro|pol[íi]gono|colonia|col\.|jardim|jd\.?|vila|parque|centro direzionale|"
    r"palazzina|palazzo|scala|interno|piano|budynek|lokal|pi[ęe]tro|budova|patro|gebouw|verdieping|bedrijventerrein|"
    r"em frente|pr[óo]xim[oa]|near|opp(?:osite|\.)|behind|next to|frente a|junto a[lo]?|gegen[üu]ber|face [àa]|vicino a|"
    r"postbus|postfach|p\.?\s?o\.?\s?box|caixa postal|apartado|apdo|casella postale|boks|bp|c/o)\b|\w{3}g[åa]rden\b|"
    r"\b(?:plaza|centre|center|court|park)$",
    re.I,
)


def cleaned(text: str, leads_on: bool = False) -> str:
    """A printed address line without its label; one that ``leads_on`` to a number on the same
    line also loses what labels that."""
    text = _ICON.sub("", _HEAD.sub("", text.strip()))
    text = _LABEL.sub("", text)
    if _LABEL_ONLY.match(text) or _OFFICE_OF.match(text):
        return ""
    text = (_TAIL if leads_on else _TAIL_MARKS).sub("", text)
    if text.count("(") < text.count(")"):
        text = text.rstrip(" )")
    return _HEAD.sub("", text).strip()


def is_foreign(text: str) -> bool:
    """What stands beside addresses and looks like them: opening hours, register and tax numbers,
    phone numbers, lists of branch towns."""
    return bool(
        _HOURS.search(text)
        or _REGISTER.search(text)
        or _DIALLED.search(text)
        or _BRANCHES.search(text)
    )


def is_building(text: str) -> bool:
    """A line that names a part of a house, a house or an estate, with or without a number."""
    return bool(_BUILDING.search(text))


def is_label(text: str) -> bool:
    """Nothing but what heads an address: ``Hauptsitz``, ``Showroom:``."""
    return _LABEL_ONLY.match(text.strip()) is not None


def is_slogan(text: str) -> bool:
    """Words of running text or of a list of services, and no number: what a shop offers or when."""
    words = lexicon.tokens(text)
    known = sum(lexicon.keywords("phrases").holds(w) for w in words)
    listed = len(re.split(r"\s[-–—•·|/]\s|,\s", text.strip(" ,-–—"))) > 2
    return not any(c.isdigit() for c in text) and (known >= 2 or (listed and known > 0))


def tells_place(text: str) -> bool:
    """Whether a text that has to be an address on its own holds anything of one."""
    if any(c.isdigit() for c in text) or country_named(text):
        return True
    if any(len(w) > 2 and lexicon.keywords("streets").holds(w) for w in lexicon.tokens(text)):
        return True
    return (
        any(towns(chunk) or country_named(chunk) for chunk in chunks_of(text))
        and len(chunks_of(text)) > 1
    )


def is_tail(text: str) -> bool:
    """A line that can only close an address: a postal code, alone or beside one or two words."""
    text = CODE_LABEL.sub("", text.strip())
    town_and_state = re.fullmatch(r"(?:[^\W\d_]+ ){0,3}?[^\W\d_]+ ?[/,-] ?[A-Z]{2}\.?", text)
    return bool(
        town_and_state or re.fullmatch(r"(?:[^\W\d_]+\.?[ ,-]+){0,2}\d{5,7}\.?|\d{5}-\d{3}", text)
    )


def is_town_line(text: str) -> bool:
    """A line of a town and its region or country, or of either and a postal code."""
    chunks = [
        c for c in re.split(r"\s*[,/]\s*|\s+-\s+", CODE_LABEL.sub("", text).strip(" .,-")) if c
    ]
    if len(chunks) < 2:
        return is_tail(text)
    known = [
        bool(towns(c))
        or _is_any_region(c)
        or country_named(c) is not None
        or re.fullmatch(r"[\d -]{4,9}", c)
        for c in chunks
    ]
    return all(known)


def _is_any_region(text: str) -> bool:
    return any(is_region(text, country) for country in REGIONS)

"""Words printed beside phone numbers, folded (lower case, no marks), by what they say of the number."""

KINDS: dict[str, str] = {
    "tel": "tel tele tels telf telph teleph telephone telephones telephon telefon telefone telefones telefono telefonos telefoon "
    "telefonnummer telefoonnummer phone phones fon fone fones ph phn phone# tlf tlfn tlph tfno tfnos tfn tfnr tf tfo tff tph tln puh puhelin sentrum "
    "tel# t p call ring ruf rufnummer tel.no telno telnr telefonzentrale simi telefonas talr numero number num conmutador geral telef uff centrala vaxel centralen recepcja fijos "
    "☎ ✆ ☏ 📞 🕿 🕾 🕻",
    "work": "office off of ofc ofic o direct dir did ddi direkt direkter directo direto diretto diretta directe d dl durchwahl dw "
    "zentrale switchboard main hq board pabx pbx pabax pbax standard central centrale centralino centralita "
    "work w business bus geschaftlich buro bureau ufficio oficina oficinas kantoor escritorio trabalho hotline helpline "
    "tollfree freephone sales vendas ventas vertrieb service support reservations reservation reservas prenotazioni "
    "store shop showroom factory fabrica workshop landline festnetz fixo fijo fixe fisso vast tdirect sac televendas "
    "sekretariat secretary secretariat assistant assistance praxis clinic klinik reception recepcao rezeption empfang "
    "general comercial commercial warehouse atendimento contato contacto contact kontakt contatti v voip lo-call callcenter",
    "telefax": "telefax telfax",
    "fax": "fax faxes f fx telefaks facsimile fac-simile telecopie telecopieur telecopia faks faxnr faxno faxnummer fax# "
    "telephax 📠 🖷",
    "mobile": "mobile mobiles mobil mob mobi mbl m cell cells cellphone cellular cellulare cellulari cel cels cell# celular "
    "celulares c handy gsm natel movil moviles mov movel tlm tlmv telm tlml telemovel telemoveis portable portables port "
    "hp h/p hph handphone mobiel mobilni kom komorka tel.kom whatsapp whatsap whats wathsapp wa zap zapzap m/p mp mobilnummer "
    "mobiltelefon mobilfunk funk mvl tm tmn mobilfon mobitel matkapuhelin matkap mobiltel iphone sms text viber telegram vivo tim claro nextel oi "
    "whats'app wpp wsp 📱 📲 🖁",
    "home": "home h hm privat private prive privado residence residencia residencial residenz res casa dom domicile domicilio thuis",
    "other": "pager telex tx isdn satellite emergency notfall notruf urgence urgences emergenza",
}  # fmt: skip

PHRASES: dict[str, str] = {
    "direct line": "work", "direct dial": "work", "direct in": "work", "ligne directe": "work", "linea directa": "work",
    "linea diretta": "work", "toll free": "work", "toll-free": "work", "free phone": "work", "call us": "work",
    "numero verde": "work", "numero vert": "work", "call center": "work", "switch board": "work", "head office": "work",
    "main office": "work", "cell phone": "mobile", "hand phone": "mobile", "mobile phone": "mobile",
    "telefone celular": "mobile", "telefono movil": "mobile", "tel mobile": "mobile", "tel portable": "mobile",
    "tele fax": "fax", "home office": "home", "whats app": "mobile", "h p": "mobile", "customer service": "work",
    "customer care": "work", "mobile telephone": "mobile", "mobil telefon": "mobile", "tel direct": "work", "tel dir": "work",
    "tel prive": "home", "tel privat": "home", "tel mob": "mobile", "tel cel": "mobile", "tel cell": "mobile",
}  # fmt: skip

LETTERS = frozenset(["t", "p", "o", "d", "w", "f", "m", "c", "h", "v", "e"])
"""One-letter labels, trusted only where a number can follow."""

NOT_PHONES = ["cnpj", "cpf", "cgc", "ie", "i.e", "inscr", "inscricao", "insc", "rg", "crm", "cro", "crea", "oab", "creci", "cau", "crc", "hrb", "hra", "hrn", "hr", "handelsregister", "amtsgericht", "registergericht", "ust", "ustid", "ust-id", "ust-idnr", "ustidnr", "uid", "uidnr", "umsatzsteuer", "umsatzsteuer-id", "steuernummer", "steuer-nr", "stnr", "st-nr", "steuernr", "vat", "vatno", "vatnr", "vat-no", "vat-nr", "tva", "btw", "btwnr", "btw-nr", "iva", "p.iva", "piva", "partita", "c.f", "cf", "codice", "cod", "codfisc", "r.e.a", "rea", "nif", "cif", "nit", "rut", "ruc", "rfc", "curp", "siret", "siren", "rcs", "ape", "naf", "iban", "bic", "swift", "blz", "konto", "kontonr", "kto", "kto-nr", "konto-nr", "bank", "account", "acct", "a/c", "acc", "ifsc", "sort", "bankgiro", "plusgiro", "ein", "tin", "ssn", "abn", "acn", "arbn", "gst", "gstin", "cin", "pan", "cst", "lst", "tan", "kvk", "nip", "regon", "krs", "ico", "dic", "ic", "dic", "cui", "cvr", "orgnr", "org.nr", "org-nr", "y-tunnus", "reg", "regno", "reg.no", "registered", "registration", "registro", "registre", "register", "registry", "company", "licence", "license", "lic", "licencia", "matricula", "iso", "en", "din", "isbn", "issn", "duns", "d-u-n-s", "naics", "serial", "ref", "reference", "invoice", "order", "id", "idnr", "customer", "member", "membership", "mitgliedsnummer", "cep", "plz", "zip", "postcode", "postal", "cp", "c.p", "cap", "pobox", "p.o.box", "postfach", "box", "bp", "b.p", "casella", "apartado", "apdo", "cx", "caixa", "caselle", "postbus", "postboks", "lat", "lon", "long", "lng", "gps", "est", "established", "since", "seit", "fundada", "depuis", "gegr", "gegrundet", "fondee", "fondata", "n.mla", "mla", "nmls", "dre", "bre", "calbre", "ml", "room", "rm", "unit", "suite", "ste", "floor", "flr", "apt", "flat", "block", "blk", "bldg", "building", "booth", "stand", "lot", "plot", "door", "zimmer", "raum", "etage", "sala", "salas", "cj", "conj", "conjunto", "apto", "loja", "lojas", "andar", "bloco", "lote", "quadra", "km", "hausnummer", "no", "nr", "n°", "nº", "npi", "dea", "bar", "ordre", "albo", "ordem"]
"""What stands before a registration, tax, bank or box number."""

EXTENSIONS = (
    r"(?:ext(?:ension|n|ens)?|extn|exts|x|ramal|ramais|r(?=\.\s?\d)|interno|int|poste|durchwahl|dw|app|apparaat|anexo|toestel|tst|wew|linka|klapka|anknytning|#)"
)

PLAIN = frozenset(
    ["tel", "tels", "telef", "telephone", "telefon", "telefone", "telefones", "telefono", "telefonos", "telefoon", "phone", "phones", "fon", "fone", "fones", "ph", "tlf", "tfno", "fax", "telefax", "faks", "mobile", "mobil", "mob", "cell", "cellphone", "cellulare", "cel", "celular", "handy", "gsm", "natel", "movil", "telemovel", "tlm", "mobiel", "whatsapp"]
)
"""Labels that mean nothing else, so that they may be dropped when they stand alone."""

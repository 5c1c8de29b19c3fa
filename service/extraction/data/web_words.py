"""Words around web addresses: labels, social networks, abbreviations that look like sites."""

LABEL = (
    r"(?:web(?:\s?-?\s?(?:site|page|adresse|seite|sitio))?|site(?:\s?(?:web|internet))?|siti?o(?:\s?(?:web|internet))?|webb?(?:plats)?|strona(?:\s?www)?|"
    r"home\s?page|homepage|p[aá]gina(?:\s?web)?|internet|url|w{1,3}|visit(?:\s+us)?(?:\s+at)?|online|blog|www)"
)

NETWORKS = {
    "linkedin": "linkedin", "facebook": "facebook", "fb.com": "facebook", "fb.me": "facebook",
    "instagram": "instagram", "instagr.am": "instagram", "twitter": "twitter", "x.com": "twitter",
    "xing": "xing", "youtube": "youtube", "youtu.be": "youtube", "tiktok": "tiktok", "github": "github",
    "skype": "skype", "whatsapp": "whatsapp", "wa.me": "whatsapp", "t.me": "telegram",
    "telegram.me": "telegram", "telegram": "telegram", "wechat": "wechat", "line.me": "line",
    "behance": "behance", "pinterest": "pinterest", "snapchat": "snapchat", "vimeo": "vimeo",
    "dribbble": "dribbble", "threads.net": "threads", "lnkd.in": "linkedin", "vk.com": "vk",
    "medium.com": "medium", "flickr": "flickr", "soundcloud": "soundcloud", "viadeo": "viadeo",
}  # fmt: skip
"""Registrable domain, or registrable name alone, → network."""

ABBREVIATIONS = frozenset(
    ["st", "dr", "mr", "mrs", "ms", "prof", "ing", "dipl", "med", "sc", "ph", "phd", "msc", "bsc", "mba", "str", "no", "nr", "tel", "fax", "mob", "inc", "ltd", "co", "llc", "corp", "bros", "jr", "sr", "ave", "av", "rd", "blvd", "dept", "ext", "apt", "ste", "bldg", "fl", "floor", "art", "abt", "vol", "ed", "eng", "arch", "av", "cel", "tlf", "sig", "dott", "avv", "geom", "rag", "gmbh", "spa", "srl", "sas", "sarl", "eirl", "bv", "nv", "ag", "kg", "ohg", "sa", "ltda", "cia", "eireli", "me", "epp", "a.m", "p.m", "am", "pm", "e.g", "i.e", "etc", "u.s", "u.k", "asp.net", "node.js", "vb.net", "ado.net", "s.a", "s.p", "r.l", "e.v", "i.v", "w.l", "m.b", "dr.med", "dr.ing", "med.dr", "rer.nat", "dott.ing", "co.ltd", "pvt.ltd", "pty.ltd", "mr.dr", "prof.dr", "hon.sc"]
)

HANDLE_LABELS = {
    "linkedin": "linkedin", "linked in": "linkedin", "facebook": "facebook", "fb": "facebook",
    "instagram": "instagram", "insta": "instagram", "ig": "instagram", "twitter": "twitter", "x": "twitter",
    "xing": "xing", "youtube": "youtube", "tiktok": "tiktok", "tik tok": "tiktok", "github": "github",
    "skype": "skype", "telegram": "telegram", "tg": "telegram", "wechat": "wechat", "we chat": "wechat",
    "weixin": "wechat", "line": "line", "line id": "line", "behance": "behance", "pinterest": "pinterest",
    "snapchat": "snapchat", "vimeo": "vimeo", "qq": "qq", "whatsapp": "whatsapp", "signal": "signal",
    "viber": "viber", "kakaotalk": "kakaotalk", "kakao": "kakaotalk", "threads": "threads",
}  # fmt: skip

PROFILES = {
    "linkedin": "www.linkedin.com/in/", "facebook": "www.facebook.com/", "instagram": "www.instagram.com/",
    "twitter": "twitter.com/", "xing": "www.xing.com/profile/", "youtube": "www.youtube.com/@",
    "tiktok": "www.tiktok.com/@", "github": "github.com/", "telegram": "t.me/", "behance": "www.behance.net/",
    "pinterest": "www.pinterest.com/", "vimeo": "vimeo.com/", "threads": "www.threads.net/@",
}  # fmt: skip
"""Where a handle lives, without the scheme."""

"""Words before a colon: which are the person who pasted, and which are nobody's name."""

from __future__ import annotations

import re

_OWN = (
    "me myself i you ich moi je yo io eu ik jag jeg ja ben я ego mig mir tú tu du jij minä én أنا "
    "我"
)
OWN = frozenset({*_OWN.split(), "you (me)", "me (victim)"})
"""How people call themselves in a chat that they copied. What a program writes («You sent») is
the same person: the one who copied."""

_LOG = (
    "trace debug info information notice warn warning error err fatal critical alert emerg severe "
    "verbose kernel systemd sshd cron nginx apache root main worker stdout stderr http https"
)
_RECORD = (
    "name first surname age sex gender address street city town postcode zip country phone tel "
    "telephone mobile fax email e-mail mail web website url link date time day month year from to "
    "cc bcc subject sent received reply-to re fw fwd betreff von an datum gesendet objet de à "
    "para asunto enviado fecha oggetto da assunto onderwerp van aan id key value type status state "
    "title titel titre título author version file filename path size description beschreibung "
    "summary total price cost amount quantity qty btc bitcoin eth ethereum usdt wallet password "
    "username user login account iban bic swift paypal cashapp reference ref invoice order"
)
_PROSE = (
    "note notes nb n.b. ps p.s. tip tips hint hinweis achtung attention nota important remember "
    "warning caution example examples e.g. i.e. question answer q a frage antwort pregunta "
    "respuesta domanda risposta réponse faq term definition step steps schritt étape paso first "
    "second third next then finally ingredients zutaten ingrédients ingredientes serves servings "
    "prep cook method preparation directions instructions makes yield update edit source sources "
    "conclusion result results reason background context contents chapter section part pros cons "
    "advantages disadvantages what who when where why how deadline todo done agenda attendees "
    "present apologies action actions decision minutes location venue option rule act scene dear "
    "hello hi hey warning! message text words body content options answer: solution problem"
)
_CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today "
    "tomorrow yesterday montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes "
    "sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag "
    "woensdag donderdag vrijdag zaterdag zondag january february march april june july august "
    "september october november december breakfast lunch dinner break arrival departure start end "
    "open closed monday-friday mon-fri"
)
NOBODY = frozenset(f"{_LOG} {_RECORD} {_PROSE} {_CALENDAR}".split()) | frozenset(
    {"good news", "bad news", "prep time", "cook time", "cooking time", "total time", "for example"}
)
"""Labels of logs, records, mails, recipes and advice. One of them heads no turn of a chat."""

_NUMBERED = re.compile(r".*(?:step|day|part|chapter|option|schritt|tag|item|week|q|a)\s*\d+")
_PERSON = re.compile(
    r"[^\W\d_](?:[\w.'’\-]| (?=[\w(]))*(?:\([\w ]{1,20}\))?|@?\w[\w.\-]{2,29}|\+\d[\d ()\-]{6,18}\d"
)
MAX_LABEL = 30


def is_name(label: str) -> bool:
    """Tell whether what stands before a colon, or alone above words, may be somebody's name."""
    label = label.strip()
    if not 0 < len(label) <= MAX_LABEL or label.count(" ") > 3:
        return False
    low = label.casefold()
    if low in NOBODY or _NUMBERED.fullmatch(low) or low.split()[-1] in {"error", "warning"}:
        return False
    return _PERSON.fullmatch(label) is not None


def is_log_label(name: str) -> bool:
    """Tell whether a name before a colon is a level or a part of a program, as in logs."""
    return re.split(r"[.\s/]", name.casefold())[-1] in _LOG_WORDS


_LOG_WORDS = frozenset(_LOG.split())


def is_own(label: str) -> bool:
    """Tell whether somebody who copied a chat calls themselves so."""
    return label.strip().casefold() in OWN

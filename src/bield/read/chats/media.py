"""What WhatsApp writes in place of a picture, and around a message that was changed."""

from __future__ import annotations

import re

_LRM = "[\u200e\u200f]*"
_ATTACHED_WORDS = (
    "file attached|attached|Datei angehängt|fichier joint|archivo adjunto|file allegato"
    "|arquivo anexado|ficheiro anexado|anexado|bestand bijgevoegd|bijgevoegd bestand"
    "|plik załączony|fil vedhæftet|bifogad fil|fil vedlagt|dosya eklendi|файл добавлен"
)
_ANDROID = re.compile(
    rf"{_LRM}((?:IMG|VID|PTT|AUD|DOC|STK)-\d{{8}}-WA\d{{1,8}}\.\w{{2,5}}(?= \([^()\n]{{3,40}}\))"
    rf"|[^\n/\\]{{1,150}}\.\w{{2,5}}(?= \((?:{_ATTACHED_WORDS})\)))"
    r" \([^()\n]{3,40}\)[ \t\r]*(?:\n|$)",
    re.IGNORECASE,
)
_IOS = re.compile(
    rf"{_LRM}<[^<>:\n\d]{{3,24}}[ \u00a0\u202f]?: ?([^<>\n]{{1,150}}\.\w{{2,5}})>{_LRM}\s*"
)
_OMITTED_WORDS = (
    "omitted|weggelassen|ausgeschlossen|ausgelassen|omis|omise|omises|absente?|omitid[oa]s?"
    "|omess[oai]|ocult[oa]|ocultad[oa]|no incluid[oa]|weggelaten|não revelado|utelämnad|pominięto"
    "|udeladt|dahil edilmedi|опущен"
)
_OMITTED_ANDROID = re.compile(rf"{_LRM}<([^<>\n]{{2,30}}(?:{_OMITTED_WORDS}))>\s*", re.IGNORECASE)
_OMITTED_IOS = re.compile(rf"\u200e([^<>\n]{{2,60}} (?:{_OMITTED_WORDS}))\s*$", re.IGNORECASE)
_OMITTED_PLAIN = re.compile(
    r"(?:image|video|audio|sticker|GIF|document|Contact card) omitted|(?:Bild|Video|Audio|Sticker"
    r"|GIF|Dokument) weggelassen|(?:image|vidéo|audio|sticker) absente?"
    r"|(?:imagen|video|audio|sticker) omitid[oa]|(?:afbeelding|video|audio|sticker) weggelaten"
    r"|(?:immagine|video|audio|sticker) omess[oa]|(?:imagem|vídeo|áudio|figurinha) ocultad[oa]"
)
"""Whole messages, from before iOS set its mark ahead of them."""
EDITED_MARKS = (
    "This message was edited",
    "Diese Nachricht wurde bearbeitet",
    "Ce message a été modifié",
    "Se editó este mensaje",
    "Este mensaje fue editado",
    "Questo messaggio è stato modificato",
    "Mensagem editada",
    "Esta mensagem foi editada",
    "Dit bericht is bewerkt",
    "Dit bericht werd bewerkt",
)
"""What WhatsApp sets in angle brackets after words that their sender changed."""
_EDITED = re.compile(rf"\s*[\u200e\u200f]*<(?:{'|'.join(EDITED_MARKS)})\.?>\s*$")
_ENCRYPTED = re.compile(
    r"end-to-end encrypt|Ende-zu-Ende|chiffrés? de bout en bout|cifrad[oa]s de extremo a extremo"
    r"|crittografat[ei] end-to-end|criptografia de ponta a ponta|encriptad[ao]s de ponta a ponta"
    r"|protegidas com a criptografia|end-to-end versleuteld",
    re.IGNORECASE,
)
_IN_IOS_SYSTEM = re.compile(
    r"security code (?:with|changed)|Sicherheitsnummer|created (?:this )?group"
    r"|changed the (?:subject|group)|changed this group|added you|joined using|You were added"
    r"|is a contact\.|Disappearing messages|turned (?:on|off) disappearing|blocked this contact"
    r"|unblocked this contact",
    re.IGNORECASE,
)


def media(text: str, start: int, end: int) -> tuple[tuple[str, ...], int, int]:
    """Find what is attached to a message, by name or kind.

    Args:
        text: The whole chat.
        start: Where the message begins in it.
        end: Where it ends.

    Returns:
        The attachments, and where the words that are left begin and end: still one piece.
    """
    names: list[str] = []
    while match := (
        _ANDROID.match(text, start, end)
        or _IOS.match(text, start, end)
        or _OMITTED_ANDROID.match(text, start, end)
    ):
        names.append(match[1])
        start = match.end()
    # iOS sets what is attached after the caption, behind a mark that nobody types.
    tail = text.rfind("\u200e", start, end)
    if tail >= 0:
        match = _IOS.match(text, tail, end)
        if match is None or match.end() != end:
            match = _OMITTED_IOS.match(text, tail, end)
        if match:
            names.append(match[1])
            end = tail
    elif match := _OMITTED_PLAIN.fullmatch(text, start, end):
        names.append(match[0])
        end = start
    while end > start and text[end - 1].isspace():
        end -= 1
    return tuple(names), start, end


def without_edited_mark(text: str, start: int, end: int) -> int:
    """Give where a message ends, without the words that say it was edited."""
    opening = text.rfind("<", max(start, end - 80), end)
    if opening < 0:
        return end
    stop = opening
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in "\u200e\u200f"):
        stop -= 1
    return stop if _EDITED.match(text, stop, end) else end


def said_by_the_service(text: str) -> bool:
    """Tell whether WhatsApp itself says this, though a name stands before it (iOS)."""
    return text.startswith("\u200e") and bool(
        _ENCRYPTED.search(text[:200]) or _IN_IOS_SYSTEM.search(text[:200])
    )

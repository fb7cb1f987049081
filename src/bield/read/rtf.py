"""RTF as Outlook keeps it: compressed (MS-OXRTFCP), and with HTML or plain text inside it
(MS-OXRTFEX). Only the words are taken; fonts matter for nothing but their alphabets."""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass, field
from itertools import islice

MAX_RTF_BYTES = 2 * 1024 * 1024
"""How much of a body is unpacked: twenty times the text that is read of one message."""

_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What a reference can point to before anything is unpacked. Source: MS-OXRTFCP 2.1.2.1."""
_RING = 4096
_MAX_TOKENS = 400_000
_MAX_GROUPS = 1_000
"""Groups within groups; what is deeper is left out, for nobody writes it."""


def decompress(data: bytes) -> bytes:
    """Give the RTF in a compressed body, as far as it can be unpacked.

    Args:
        data: The value of `PR_RTF_COMPRESSED`.

    Returns:
        At most `MAX_RTF_BYTES`; nothing where it is no such value.
    """
    if len(data) < 16:
        return b""
    _, _, kind = struct.unpack_from("<III", data)
    if kind == 0x414C454D:  # «MELA»: stored as it is
        return data[16 : 16 + MAX_RTF_BYTES]
    if kind != 0x75465A4C:  # «LZFu»
        return b""
    out = bytearray(_DICTIONARY)
    at, end = 16, len(data)
    while at < end and len(out) < MAX_RTF_BYTES:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 1 >= end:
                return bytes(out[len(_DICTIONARY) :])
            token = data[at] << 8 | data[at + 1]
            at += 2
            back = (len(out) - (token >> 4)) % _RING
            if back == 0:  # it points to where writing goes on: the end
                return bytes(out[len(_DICTIONARY) :])
            start = len(out) - back
            for offset in range((token & 15) + 2):
                # Byte by byte: a reference may run into what it writes itself. Before the
                # dictionary the ring holds NULs.
                out.append(out[start + offset] if start + offset >= 0 else 0)
    return bytes(out[len(_DICTIONARY) :])


_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr"
    b" footnote annotation listtable listoverridetable rsidtbl generator themedata datastore"
    b" xmlnstbl latentstyles filetbl revtbl bkmkstart bkmkend fldinst shppict nonshppict".split()
)
_SAID = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"page": "\n", b"sect": "\n", b"tab": "\t",
    b"cell": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"-": "\xad", b"\\": "\\", b"{": "{", b"}": "}",
            b"\r": "\n", b"\n": "\n"}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
"""`\\fcharset` → codec. Source: RTF 1.9.1, «Font Table»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What an RTF body holds."""

    text: str
    is_html: bool
    """The text is HTML, which Outlook put into RTF to keep it."""
    has_picture: bool


@dataclass(slots=True)
class _State:
    """What a group inherits from the one around it."""

    skipped: bool = False
    in_tag: bool = False
    html_off: bool = False
    after_unicode: int = 1
    font: int = -1
    in_fonts: bool = False

    def inner(self) -> _State:
        return _State(
            self.skipped, self.in_tag, self.html_off, self.after_unicode, self.font, self.in_fonts
        )


@dataclass(slots=True)
class _Reader:
    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    raw_codec: str = "cp1252"
    from_html: bool = False
    has_picture: bool = False

    def read(self, rtf: bytes) -> None:
        state = _State()
        stack: list[_State] = []
        to_skip = 0
        opened = starred = False
        for match in islice(_TOKEN.finditer(rtf), _MAX_TOKENS):
            if len(stack) > _MAX_GROUPS:
                break
            word, number, hexadecimal, symbol, brace, plain = match.groups()
            if brace == b"{":
                stack.append(state)
                state = state.inner()
                opened, starred, to_skip = True, False, 0
                continue
            if brace == b"}":
                self._flush()
                state = stack.pop() if stack else state
                opened = starred = False
                to_skip = 0
                continue
            if symbol == b"*" and opened:
                starred = True
                continue
            if word is not None:
                value = int(number) if number else None
                if word == b"u" and value is not None:
                    self._say(state, chr(value % 0x10000))
                    to_skip = state.after_unicode
                elif word == b"bin":
                    state.skipped = True  # its bytes are no text; all to the group's end go
                elif to_skip:
                    to_skip -= 1
                else:
                    self._word(state, word, value, opens=opened, starred=starred)
                opened = starred = False
                continue
            opened = starred = False
            if hexadecimal is not None:
                if to_skip:
                    to_skip -= 1
                else:
                    self._bytes(state, bytes.fromhex(hexadecimal.decode()))
            elif symbol is not None:
                if to_skip:
                    to_skip -= 1
                else:
                    self._say(state, _SYMBOLS.get(symbol, ""))
            elif plain is not None:
                plain, to_skip = plain[to_skip:], max(0, to_skip - len(plain))
                self._bytes(state, plain)
        self._flush()

    def _word(
        self, state: _State, word: bytes, value: int | None, *, opens: bool, starred: bool
    ) -> None:
        if word == b"htmlrtf":
            state.html_off = value != 0
        elif word == b"htmltag":
            state.in_tag = True
        elif word == b"fonttbl":
            state.in_fonts = state.skipped = True
        elif opens and (word in _SKIPPED or (starred and word != b"mhtmltag")):
            self.has_picture = self.has_picture or word in {b"pict", b"shppict", b"object"}
            state.skipped = True
        elif word == b"mhtmltag":
            state.skipped = True
        elif word == b"f" and value is not None:
            state.font = value
        elif word == b"fcharset" and state.in_fonts:
            self.fonts[state.font] = _CHARSETS.get(value or 0, self.codec)
        elif word == b"ansicpg" and value:
            self.codec = _codec(value) or self.codec
        elif word == b"fromhtml":
            self.from_html = True
        elif word == b"uc" and value is not None:
            state.after_unicode = min(max(value, 0), 8)
        elif word in _SAID and not (
            self.from_html and word in {b"par", b"line"} and state.html_off
        ):
            self._say(state, _SAID[word])

    def _say(self, state: _State, text: str) -> None:
        if not self._is_heard(state):
            return
        self._flush()
        self.pieces.append(text)

    def _bytes(self, state: _State, data: bytes) -> None:
        if not self._is_heard(state) or not data:
            return
        codec = self.codec if state.in_tag else self.fonts.get(state.font, self.codec)
        if codec != self.raw_codec:
            self._flush()
            self.raw_codec = codec
        self.raw += data

    def _is_heard(self, state: _State) -> bool:
        return not state.skipped and not (self.from_html and state.html_off)

    def _flush(self) -> None:
        # Together, since the two bytes of one letter may come as two tokens.
        if self.raw:
            self.pieces.append(self.raw.decode(self.raw_codec, errors="replace"))
            self.raw.clear()


def _codec(codepage: int) -> str:
    name = {65001: "utf-8", 936: "gbk", 10000: "mac_roman"}.get(codepage, f"cp{codepage}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def unpack_rtf(rtf: bytes) -> Unpacked:
    """Give the words of an RTF body, or the HTML that Outlook kept in it.

    Args:
        rtf: RTF, however broken; what is past `MAX_RTF_BYTES` is left out.
    """
    reader = _Reader()
    reader.read(rtf[:MAX_RTF_BYTES])
    text = "".join(reader.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Unpacked(text=text, is_html=reader.from_html, has_picture=reader.has_picture)

"""Values as they are written in a mail: encoded words, quoted-printable, base64.

All of it is written in the form that DKIM's `relaxed` leaves as it is: no two spaces in a row, none
at the end of a line. So what is sent is what is hashed.
"""

from __future__ import annotations

import base64
import binascii
import re

from bield.records.outgoing import Mailbox

LONGEST_LINE = 76
"""Of a text that is encoded: RFC 2045, 6.7 and 6.8; RFC 2047, 2."""
_WORD_BYTES = 45
"""They make an encoded word of 72 characters, of 75 at most."""
_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_PRINTABLE = re.compile(r"[!-~]+(?: [!-~]+)*")


def phrase(value: str) -> str:
    """Write a name for the head: as it is, in quotes, or as encoded words.

    Args:
        value: In one line, without two spaces in a row.
    """
    if "=?" not in value:
        if _PLAIN.fullmatch(value) is not None:
            return value
        if _PRINTABLE.fullmatch(value) is not None:
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return encoded_words(value)


def mailbox(value: Mailbox) -> str:
    """Write a name and an address that were checked before."""
    if not value.name:
        return value.address
    name = phrase(value.name)
    space = " " if len(name) + len(value.address) < LONGEST_LINE - 10 else "\r\n "
    return f"{name}{space}<{value.address}>"


def unstructured(value: str) -> str:
    """Write a line of words, such as a subject, folded."""
    if "=?" in value or _PRINTABLE.fullmatch(value) is None:
        return encoded_words(value)
    lines = [""]
    for word in value.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE - 12:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def encoded_words(value: str) -> str:
    """Write any characters in plain letters (RFC 2047), no word cut within a character."""
    words, held = [], b""
    for character in value:
        encoded = character.encode()
        if len(held) + len(encoded) > _WORD_BYTES:
            words.append(held)
            held = b""
        held += encoded
    words.append(held)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word).decode('ascii')}?=" for word in words)


def quoted_line(value: str) -> bytes:
    """Write one line of a text in quoted-printable, without its line end."""
    data = value.encode()
    # A tab, or two spaces in a row, would be made one space for the signature: these are encoded.
    every_space = b"  " in data or b"\t" in data
    written = binascii.b2a_qp(data, quotetabs=every_space)
    return written.replace(b"=\n", b"=\r\n") if len(written) > LONGEST_LINE else written


def base64_lines(data: bytes) -> bytes:
    """Write a file in base64, each line with its end."""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def file_parameter(name: str) -> str:
    """Write the name of a file as a parameter, with any characters (RFC 2231)."""
    if re.fullmatch(r"[A-Za-z0-9._ ()-]+", name) and "  " not in name:
        return f'filename="{name}"'
    safe = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-")
    return "filename*=utf-8''" + "".join(
        chr(byte) if byte in safe else f"%{byte:02X}" for byte in name.encode()
    )

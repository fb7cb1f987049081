"""Bytes locked with words: whoever has the file and the words reads it, nobody else, not we.

    magic 7 · version 1 · log2 N 1 · r 1 · p 1 · salt 16 · nonce 12 · ciphertext · tag 16

The key comes from the words by scrypt; AES-256 in GCM seals the bytes and everything before them.
Nothing in a file says what it is for.
"""

from __future__ import annotations

import re
import secrets
import struct
import unicodedata
from collections.abc import Sequence
from typing import Any

from Crypto.Cipher import AES
from Crypto.Protocol.KDF import scrypt

WORDS = 5
"""Of 2,048: 55 bits, of which each guess costs what `LOG2_N` asks for."""
LETTERS_THAT_TELL = 4
"""As in `bield.facts.words`: what stands after them in a word does not count."""
MAX_BYTES = 64 * 1024
"""The largest file that is looked at."""
LOG2_N = 17
"""scrypt with N = 2^17, r = 8, p = 1: 128 MB for 0.4 s. Source: OWASP, Password Storage Cheat
Sheet."""

_MAGIC = b"LOCKED\n"
_VERSION = 1
_HEADER = struct.Struct(f">{len(_MAGIC)}sBBBB16s12s")
_R, _P = 8, 1
_LOG2_N_TAKEN = range(14, LOG2_N + 1)
"""What a file may ask for: no more memory than our own files need."""
_TAG_BYTES = 16
_KEY_BYTES = 32
_LONGEST_TYPED = 1_000
_NO_LETTER = re.compile(r"[^\w]+|[\d_]+")


class UnableToUnlockError(ValueError):
    """A locked file could not be opened; `str()` of it says why and what to do."""


class NotALockedFileError(UnableToUnlockError):
    """It is not one of our files, or not whole."""


class TooNewError(UnableToUnlockError):
    """A newer Bield made it."""


class WrongWordsError(UnableToUnlockError):
    """The words do not open it: they are others, or the file is not as it was. Which of the two,
    nobody can tell."""


def new_words(listed: Sequence[str]) -> tuple[str, ...]:
    """Give words by chance, from a list; see `bield.facts.words`."""
    return tuple(secrets.choice(listed) for _ in range(WORDS))


def typed(text: str) -> tuple[str, ...]:
    """Give the words of what a person typed, whatever stands between them, in whatever case."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST_TYPED])
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in _NO_LETTER.split(bare.casefold()) if word)


def lock(data: bytes, words: Sequence[str], *, log2_n: int = LOG2_N) -> bytes:
    """Seal bytes with words, so that only the same words open them.

    Args:
        data: What to lock. Its length can be told from the result: fill it up before.
        words: From `new_words`. Of each, case and accents and what comes after the fourth letter
            do not count.
        log2_n: How dear each guess at the words is; see `LOG2_N`.

    Raises:
        ValueError: The words are too few, or the data is too large to be opened again.
    """
    if len(_typed_all(words)) < WORDS:
        raise ValueError(f"A lock takes {WORDS} words at least.")
    if log2_n not in _LOG2_N_TAKEN:
        raise ValueError(f"{log2_n}: a file that asks for this would not be opened again.")
    if _HEADER.size + len(data) + _TAG_BYTES > MAX_BYTES:
        raise ValueError(f"{len(data)} bytes are too many to lock: {MAX_BYTES} is the limit.")
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = _HEADER.pack(_MAGIC, _VERSION, log2_n, _R, _P, salt, nonce)
    sealed, tag = _cipher(words, log2_n, salt, nonce, header).encrypt_and_digest(data)
    return header + bytes(sealed) + bytes(tag)


def unlock(blob: bytes, words: Sequence[str]) -> bytes:
    """Give the bytes that were locked with these words.

    A file can ask for no more memory and time than our own do.

    Raises:
        NotALockedFileError: It is not one of our files, or was cut short.
        TooNewError: A newer Bield made it.
        WrongWordsError: The words are others, or the file was changed.
    """
    log2_n, salt, nonce = look_at(blob)
    header, sealed, tag = (
        blob[: _HEADER.size],
        blob[_HEADER.size : -_TAG_BYTES],
        blob[-_TAG_BYTES:],
    )
    cipher = _cipher(words, log2_n, salt, nonce, header)
    try:
        opened: bytes = cipher.decrypt_and_verify(sealed, tag)
    except ValueError:
        raise WrongWordsError(
            "These words do not open this file. Check each word and their order. If they are "
            "right, the file is another one, or it was changed after you saved it."
        ) from None
    return opened


def may_be_locked(beginning: bytes) -> bool:
    """Whether a file that begins like this may be one of ours."""
    return beginning.startswith(_MAGIC)


def look_at(blob: bytes) -> tuple[int, bytes, bytes]:
    """Tell how a file was locked, cheaply: log2 N, the salt and the nonce.

    Raises:
        NotALockedFileError: It is not one of our files, or was cut short.
        TooNewError: A newer Bield made it.
    """
    if not _HEADER.size + _TAG_BYTES <= len(blob) <= MAX_BYTES or not may_be_locked(blob):
        raise NotALockedFileError(
            "That is not a file that was saved here, or it is not whole. Choose the file that "
            "you saved; it was named notes.bin."
        )
    _, version, log2_n, r, p, salt, nonce = _HEADER.unpack_from(blob)
    if version > _VERSION:
        raise TooNewError(
            "A newer Bield made this file. Open it where you saved it, or bring this one up to "
            "date."
        )
    if version != _VERSION or (r, p) != (_R, _P) or log2_n not in _LOG2_N_TAKEN:
        raise NotALockedFileError(
            "That file was changed after it was saved, so it cannot be opened. If you have a "
            "copy of it, choose that."
        )
    return log2_n, salt, nonce


def _cipher(words: Sequence[str], log2_n: int, salt: bytes, nonce: bytes, header: bytes) -> Any:
    known = " ".join(word[:LETTERS_THAT_TELL] for word in _typed_all(words))
    key = scrypt(known, salt, _KEY_BYTES, 1 << log2_n, _R, _P)
    cipher = AES.new(key, AES.MODE_GCM, nonce=nonce, mac_len=_TAG_BYTES)
    cipher.update(header)
    return cipher


def _typed_all(words: Sequence[str]) -> tuple[str, ...]:
    return typed(" ".join(words))

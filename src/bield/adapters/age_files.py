"""Files locked with age (https://age-encryption.org/v1), to a unit's key or with words.

The work is `pyrage`'s. What stands in front of it refuses what it would take and should not: a
header that is no header, and a work factor with which opening would keep a machine busy for
minutes. A file in the form of text (`age --armor`), as it comes by mail, is one like any other.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from bield.keep import UnableToKeepError, UnableToReadRecordError

MAX_WORK_FACTOR = 21
"""2^18 rounds of scrypt is what age itself writes; pyrage takes what this machine does in a second
or two, 2^19 on many, 2^20 on the fastest. Each step more doubles time and memory: 2^19 take 512 MB.
"""
MAX_PASSPHRASE_BYTES = 512 * 1024 * 1024
"""The largest file locked with words: it is held in memory as a whole."""
_MAX_HEADER_BYTES = 64 * 1024
_MAX_BLANK_BYTES = 1024
_INTRO = b"age-encryption.org/v1\n"
_AS_TEXT = b"-----BEGIN AGE ENCRYPTED FILE-----"
_STANZA = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_SCRYPT = re.compile(rb"scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)")
_X25519 = re.compile(rb"X25519 [A-Za-z0-9+/]{43}")
_NEWER = re.compile(r"age1(?:pq|tag|tagpq)1|AGE-SECRET-KEY-PQ-1|AGE-PLUGIN-", re.I)
_MAX_STANZAS = 100


class NotForThisKeyError(UnableToReadRecordError):
    """It was not locked for this key, or not with these words, or its head was changed."""


class ChangedOnTheWayError(UnableToReadRecordError):
    """The key is the right one, and the file is not whole, or not as it was locked."""


class MalformedAgeError(UnableToReadRecordError):
    """It is no file of age, or one made to harm whoever opens it."""


class _Watched:
    """A stream that remembers how it failed: pyrage tells of that only in words."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.failed: OSError | None = None

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._stream.read(size)
        except OSError as error:
            self.failed = error
            raise

    def write(self, data: bytes, /) -> int:
        try:
            return self._stream.write(data)
        except OSError as error:
            self.failed = error
            raise

    def flush(self) -> None:
        self._stream.flush()


def is_locked(path: Path) -> bool:
    """Tell whether a file is one of age."""
    with path.open("rb") as file:
        start = file.read(_MAX_BLANK_BYTES + len(_AS_TEXT))
    return start.startswith(_INTRO) or start.lstrip().startswith(_AS_TEXT)


def refuse_harmful(file: IO[bytes]) -> bool:
    """Read the header of a file of age, strictly, and go to where it begins.

    Returns:
        Whether it is locked with words.

    Raises:
        MalformedAgeError: It is none, or its work factor is too high.
    """
    file.seek(0)
    start = file.read(2 * _MAX_HEADER_BYTES)
    bare = start.lstrip()
    if bare.startswith(_AS_TEXT):
        file.seek(len(start) - len(bare))
        start = _from_text(bare)
    else:
        file.seek(0)
    if not start.startswith(_INTRO):
        raise MalformedAgeError("It is not locked with age.")
    at = len(_INTRO)
    stanzas: list[bytes] = []
    while stanza := _STANZA.match(start, at, _MAX_HEADER_BYTES):
        stanzas.append(stanza[1])
        at = stanza.end()
    if not stanzas or len(stanzas) > _MAX_STANZAS or not _MAC.match(start, at):
        raise MalformedAgeError("The head of the locked file is broken.")
    with_words = [said for said in stanzas if said.startswith(b"scrypt")]
    for said in stanzas:
        if said.startswith(b"X25519") and not _X25519.fullmatch(said):
            raise MalformedAgeError("The head of the locked file is broken.")
    if not with_words:
        return False
    found = _SCRYPT.fullmatch(with_words[0])
    if len(stanzas) > 1 or found is None:
        raise MalformedAgeError("The head of the locked file is broken.")
    if int(found[2]) > MAX_WORK_FACTOR:
        raise MalformedAgeError(
            f"Opening it would take this machine minutes (work factor {int(found[2])}): it is "
            "refused. Ask for it to be locked anew."
        )
    return True


def _from_text(text: bytes) -> bytes:
    """Give the beginning of a file that stands as text; the whole of it is pyrage's to check."""
    first, _, body = text.partition(b"\n")
    if first.rstrip(b"\r") != _AS_TEXT:
        raise MalformedAgeError("The locked file is broken: its first line is not age's.")
    signs = b""
    for line in body.replace(b"\r\n", b"\n").split(b"\n"):
        if not line.startswith(b"-"):
            signs += line
        if len(line) != 64:
            break
    try:
        return base64.b64decode(signs[: len(signs) // 4 * 4], validate=True)
    except binascii.Error:
        raise MalformedAgeError("The locked file is broken: it is not the text of age.") from None


def lock_for_keys(plain: IO[bytes], locked: IO[bytes], recipients: Sequence[str]) -> None:
    """Lock a stream for the holders of keys.

    Args:
        plain: What is locked.
        locked: Where it goes.
        recipients: Public keys, `age1…`.

    Raises:
        UnableToKeepError: One is no public key; the error names it.
        OSError: One of the streams failed.
    """
    import pyrage

    refuse_strangers(recipients)
    source, sink = _Watched(plain), _Watched(locked)
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    try:
        pyrage.encrypt_io(source, sink, keys)
    except pyrage.EncryptError as error:
        raise source.failed or sink.failed or OSError(str(error)) from error


def refuse_strangers(recipients: Sequence[str]) -> None:
    """Let public keys of age pass.

    Raises:
        UnableToKeepError: One is none; the error names it.
    """
    import pyrage

    for recipient in recipients:
        try:
            pyrage.x25519.Recipient.from_str(recipient)
        except pyrage.RecipientError as error:
            raise UnableToKeepError(_no_key(recipient)) from error


def _no_key(recipient: str) -> str:
    if recipient.upper().startswith("AGE-SECRET-KEY-"):
        # Never repeated: it would stand in logs and on screens.
        return "That is a private key. Lock with the public one: bield keys show FILE"
    if _NEWER.match(recipient):
        return f"“{recipient[:12]}…” is a key of a kind that Bield cannot lock for yet."
    return f"“{recipient[:80]}” is no public key of age (age1 and 58 signs)."


def lock_with_words(plain: bytes, words: str) -> bytes:
    """Lock bytes with words."""
    import pyrage

    locked: bytes = pyrage.passphrase.encrypt(plain, words)
    return locked


def unlock_with_keys(locked: IO[bytes], plain: IO[bytes], identities: Sequence[str]) -> None:
    """Unlock a stream with private keys.

    What `plain` was given before an error is not to be used.

    Raises:
        MalformedAgeError: It is no file of age.
        NotForThisKeyError: None of the keys opens it.
        ChangedOnTheWayError: One does, and the rest of the file is not as it was locked.
        OSError: One of the streams failed.
    """
    import pyrage

    refuse_harmful(locked)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    source, sink = _Watched(locked), _Watched(plain)
    try:
        pyrage.decrypt_io(source, sink, keys)
    except pyrage.DecryptError as error:
        if failed := source.failed or sink.failed:
            raise failed from error
        raise NotForThisKeyError(
            "It does not open: it was not locked for this key, or it was changed on the way."
        ) from error
    except OSError as error:  # pyrage tells of a broken payload in this way, too
        if failed := source.failed or sink.failed:
            raise failed from error
        raise ChangedOnTheWayError(
            "The key is right, but the file was changed or cut short after it was locked. Ask "
            "for it again."
        ) from error


def unlock_with_words(locked: bytes, words: str) -> bytes:
    """Unlock bytes with words, after `refuse_harmful`.

    Raises:
        NotForThisKeyError: These are not the words, or it was changed.
    """
    import pyrage

    try:
        plain: bytes = pyrage.passphrase.decrypt(locked.lstrip(), words)
    except pyrage.DecryptError as error:
        raise NotForThisKeyError(
            "It does not open: these are not the words, or it was changed on the way."
        ) from error
    return plain


def new_key() -> tuple[str, str]:
    """Make a private key and its public one, both as age writes them."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def public_key(identity: str) -> str:
    """Give the public key of a private one.

    Raises:
        ValueError: It is no private key.
    """
    import pyrage

    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as error:
        raise ValueError("It is no private key of age.") from error

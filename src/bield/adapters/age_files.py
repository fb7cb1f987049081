"""Files locked with age (https://age-encryption.org/v1), to a unit's key or with words.

The work is `pyrage`'s. What stands in front of it refuses what it would take and should not: a
header that is no header, and a work factor with which opening would keep a machine busy for
minutes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from bield.keep import UnableToKeepError, UnableToReadRecordError

MAX_WORK_FACTOR = 21
"""2^18 rounds of scrypt is what age itself writes; pyrage takes what this machine does in a second
or two, 2^19 on many, 2^20 on the fastest. Each step more doubles time and memory."""
MAX_PASSPHRASE_BYTES = 512 * 1024 * 1024
"""The largest file locked with words: it is held in memory as a whole."""
_MAX_HEADER_BYTES = 64 * 1024
_INTRO = b"age-encryption.org/v1\n"
_STANZA = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)\n((?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_SCRYPT = re.compile(rb"scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)")
_X25519 = re.compile(rb"X25519 [A-Za-z0-9+/]{43}")
_MAX_STANZAS = 100


class NotForThisKeyError(UnableToReadRecordError):
    """It was not locked for this key, or not with these words, or it was changed."""


class MalformedAgeError(UnableToReadRecordError):
    """It is no file of age, or one made to harm whoever opens it."""


def is_locked(path: Path) -> bool:
    """Tell whether a file is one of age."""
    with path.open("rb") as file:
        return file.read(len(_INTRO)) == _INTRO


def refuse_harmful(file: IO[bytes]) -> bool:
    """Read the header of a file of age, strictly, and go back to its beginning.

    Returns:
        Whether it is locked with words.

    Raises:
        MalformedAgeError: It is none, or its work factor is too high.
    """
    start = file.read(_MAX_HEADER_BYTES)
    file.seek(0)
    if not start.startswith(_INTRO):
        raise MalformedAgeError("It is not locked with age.")
    at = len(_INTRO)
    stanzas: list[bytes] = []
    while stanza := _STANZA.match(start, at):
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


def lock_for_keys(plain: IO[bytes], locked: IO[bytes], recipients: Sequence[str]) -> None:
    """Lock a stream for the holders of keys.

    Args:
        plain: What is locked.
        locked: Where it goes.
        recipients: Public keys, `age1…`.

    Raises:
        UnableToKeepError: One is no public key; the error names it.
    """
    import pyrage

    refuse_strangers(recipients)
    pyrage.encrypt_io(
        plain, locked, [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    )


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
            raise UnableToKeepError(f"“{recipient}” is no public key of age.") from error


def lock_with_words(plain: bytes, words: str) -> bytes:
    """Lock bytes with words."""
    import pyrage

    locked: bytes = pyrage.passphrase.encrypt(plain, words)
    return locked


def unlock_with_keys(locked: IO[bytes], plain: IO[bytes], identities: Sequence[str]) -> None:
    """Unlock a stream with private keys.

    Raises:
        MalformedAgeError: It is no file of age.
        NotForThisKeyError: None of the keys opens it, or it was changed.
    """
    import pyrage

    refuse_harmful(locked)
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    try:
        pyrage.decrypt_io(locked, plain, keys)
    except pyrage.DecryptError as error:
        raise NotForThisKeyError(
            "It does not open: it was not locked for this key, or it was changed on the way."
        ) from error


def unlock_with_words(locked: bytes, words: str) -> bytes:
    """Unlock bytes with words.

    Raises:
        MalformedAgeError: It is no file of age.
        NotForThisKeyError: These are not the words, or it was changed.
    """
    import pyrage

    try:
        plain: bytes = pyrage.passphrase.decrypt(locked, words)
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

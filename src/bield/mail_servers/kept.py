"""What the report mailbox keeps: the offender's details, and nothing else.

One line of JSON a report, in a file a day, on the disk before the mail server is told that the
mail is taken. A report is known again by a digest with a secret salt, so that a mail that is
delivered twice is counted once; from the digest alone nobody can tell whose it was.
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from bield.adapters.disk import synced
from bield.records import Indicator, IndicatorKind, Tactic, Verdict

KNOWN_DAYS = 7
"""How long a report is known again. Source: a mail server gives up after 5 days
(Postfix, `maximal_queue_lifetime`)."""
_THREATS = frozenset({Verdict.SEXTORTION, Verdict.OTHER_EXTORTION})
_SALT_BYTES = 32
_KEY_CHARACTERS = 32


class FolderInUseError(OSError):
    """Another process keeps in this folder; two would count reports twice."""


class Kept:
    """The folder. One process at a time; its methods may be called from any thread."""

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        """Open the folder, making it where it is not there, and mend what a crash left.

        Args:
            folder: Where to keep; only its owner can read it.
            now: The clock, with its zone.

        Raises:
            FolderInUseError: Another process keeps in it.
            OSError: It cannot be used.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._now = now
        self._guard = threading.Lock()
        self._lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise FolderInUseError(
                f"Another Bield keeps in {folder}. Stop that one, or name another folder."
            ) from None
        self._salt = self._read_salt()
        self._counted: dict[str, date] = {}
        self._answered: dict[str, date] = {}
        self._load()
        self._forgot_on = self._today()

    def close(self) -> None:
        """Let another process have the folder."""
        os.close(self._lock)

    def key(self, *parts: bytes) -> str:
        """Give what a report is known by: the same for the same parts, and secret without the
        salt."""
        digest = hmac.new(self._salt, digestmod="sha256")
        for part in parts:
            digest.update(len(part).to_bytes(8, "big") + part)
        return digest.hexdigest()[:_KEY_CHARACTERS]

    def count(
        self,
        key: str,
        verdict: Verdict,
        tactic: Tactic,
        indicators: Iterable[Indicator],
        *,
        people: Iterable[str],
    ) -> int:
        """Keep the offender's details of a report, once.

        Args:
            key: What the report is known by.
            verdict: Only the details of a threat are kept.
            tactic: How they say they came by it.
            indicators: Everything found in the message.
            people: Addresses of the person, which are never kept.

        Returns:
            How many details are on the disk for it now that were not before.

        Raises:
            OSError: They could not be written; nothing of them is kept.
        """
        kept = offenders(indicators, tactic, people=people)
        if verdict not in _THREATS or not kept:
            return 0
        with self._guard:
            if key in self._counted:
                return 0
            today = self._today()
            line = {
                "day": today.isoformat(),
                "report": key,
                "verdict": verdict.value,
                "tactic": tactic.value,
                "indicators": [
                    {"kind": i.kind.value, "value": i.value, "valid": i.valid} for i in kept
                ],
            }
            text = json.dumps(line, ensure_ascii=True)
            _append(self._folder / f"indicators-{today}.jsonl", text)
            self._counted[key] = today
        return len(kept)

    def is_answered(self, key: str) -> bool:
        """Tell whether this report has been answered."""
        return key in self._answered

    def mark_answered(self, key: str) -> None:
        """Remember that this report has been answered.

        Raises:
            OSError: It could not be written.
        """
        with self._guard:
            today = self._today()
            _append(self._folder / f"answered-{today}.txt", key)
            self._answered[key] = today
            if today != self._forgot_on:
                self._forgot_on = today
                self._forget(today)

    def _today(self) -> date:
        return self._now().date()

    def _load(self) -> None:
        today = self._today()
        for path, day in _days(self._folder, "indicators-", ".jsonl"):
            _mend(path)
            if today - day <= timedelta(days=KNOWN_DAYS):
                for line in path.read_text("ascii").splitlines():
                    self._counted[json.loads(line)["report"]] = day
        for path, day in _days(self._folder, "answered-", ".txt"):
            _mend(path)
            self._answered |= dict.fromkeys(path.read_text("ascii").split(), day)
        self._forget(today)

    def _forget(self, today: date) -> None:
        """Forget which reports were answered, and counted, so long ago that none comes again."""
        for path, day in _days(self._folder, "answered-", ".txt"):
            if _is_old(day, today):
                path.unlink()
        for known in (self._answered, self._counted):
            for key in [k for k, day in known.items() if _is_old(day, today)]:
                del known[key]

    def _read_salt(self) -> bytes:
        path = self._folder / "salt"
        if not path.exists():
            fresh = self._folder / "salt.new"
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                _write(handle, secrets.token_bytes(_SALT_BYTES))
            finally:
                os.close(handle)
            fresh.rename(path)
            synced(self._folder)
        return path.read_bytes()


def offenders(
    indicators: Iterable[Indicator], tactic: Tactic, *, people: Iterable[str]
) -> tuple[Indicator, ...]:
    """Give those details that are the offender's, each once.

    A quoted password is the person's, and so is every address of theirs. A mass mail that quotes a
    phone number or a user name quotes the reader's, to frighten them.
    """
    theirs = {_plain(address) for address in people}
    never = {IndicatorKind.PASSWORD}
    if tactic is Tactic.BULK_EMAIL:
        never |= {IndicatorKind.PHONE, IndicatorKind.HANDLE}
    kept: dict[tuple[IndicatorKind, str], Indicator] = {}
    for indicator in indicators:
        if indicator.kind in never:
            continue
        if indicator.kind is IndicatorKind.EMAIL and _plain(indicator.value) in theirs:
            continue
        kept.setdefault((indicator.kind, indicator.value), indicator)
    return tuple(kept.values())


def _plain(address: str) -> str:
    """An address without the `+tag` that its owner may add."""
    local, at, domain = address.strip().casefold().rpartition("@")
    return local.partition("+")[0] + at + domain


def _append(path: Path, line: str) -> None:
    """Put a line at the end of a file, on the disk, whole or not at all."""
    is_new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        before = os.fstat(handle).st_size
        data = f"{line}\n".encode("ascii")
        try:
            _write(handle, data)
        except OSError:
            os.ftruncate(handle, before)
            raise
    finally:
        os.close(handle)
    if is_new:
        synced(path.parent)


def _write(handle: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError("the disk took only a part of it")
    os.fsync(handle)


def _mend(path: Path) -> None:
    """Cut off a last line that a crash left unfinished: its mail was not taken, and comes again."""
    with path.open("rb+") as file:
        data = file.read()
        end = data.rfind(b"\n") + 1
        if end != len(data):
            file.truncate(end)


def _days(folder: Path, start: str, end: str) -> list[tuple[Path, date]]:
    found = []
    for path in sorted(folder.glob(f"{start}????-??-??{end}")):
        day = path.name.removeprefix(start).removesuffix(end)
        found.append((path, date.fromisoformat(day)))
    return found


def _is_old(day: date, today: date) -> bool:
    return today - day > timedelta(days=KNOWN_DAYS)

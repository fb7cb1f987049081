"""Feed readers what a fuzzer thinks of: any bytes give messages or a named refusal, in time.

    python tests/fuzz/fuzz_readers.py FOLDER -max_total_time=3600

Not a test that the suite runs: atheris (coverage-guided, for CPython) is no part of the set-up;
install it by `pip install atheris`. The folder keeps the inputs that reach new code. Each fault
is printed once and its input written beside; it is then kept as a case in tests/read. Whatever is
read is judged too, so that the two never disagree on what a message may be.
"""

from __future__ import annotations

import hashlib
import sys
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bield", "email", "zipfile"]):
    from bield.read import UnableToReadError, read_all
    from bield.wiring import pipeline


_seen: set[tuple[str, str, int]] = set()


def one(data: bytes) -> None:
    try:
        _read_and_judge(data)
    except Exception as error:  # noqa: BLE001 -- each fault is kept once, and the hour goes on
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = (type(error).__name__, last.filename, last.lineno or 0)
        if where not in _seen:
            _seen.add(where)
            kept = Path(f"found-{hashlib.sha256(data).hexdigest()[:12]}")
            kept.write_bytes(data)
            print(f"\nFOUND {where} in {kept}", flush=True)
            traceback.print_exc()


def _read_and_judge(data: bytes) -> None:
    for _, message in read_all(data):
        if isinstance(message, UnableToReadError):
            assert str(message)
            continue
        finding = pipeline().recognise(message)
        for reason in finding.reasons:
            start, end = reason.span
            assert 0 <= start <= end <= len(message.text)
        if message.conversation is not None:
            for turn in message.conversation.turns:
                start, end = turn.span
                assert message.text[start:end] == turn.text


if __name__ == "__main__":
    pipeline().warm()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()

"""Feed readers what a fuzzer thinks of: any bytes give messages or a named refusal, in time.

    python tests/fuzz/fuzz_readers.py FOLDER -max_total_time=3600

Not a test that the suite runs: atheris (coverage-guided, for CPython) is no part of the set-up; install
it by `pip install atheris`. The folder keeps the inputs that reach new code. What it finds is kept
as a case in tests/read. Judged too: whatever is read is recognised, so that the two never
disagree on what a message may be.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["bield", "email", "zipfile"]):
    from bield.read import UnableToReadError, read_all
    from bield.wiring import pipeline


def one(data: bytes) -> None:
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

"""How fast mail passes a Postfix with Bield's milter, and without: mails a second, in one run.

python bench/milter_speed.py [MAILS]

As root, on a machine that has Postfix (apt-get install postfix). The mails are those of the tests:
threats, ordinary mail, broken mail, a few large ones. Each way goes once before it is measured.
"""

from __future__ import annotations

import itertools
import re
import statistics
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "mail_servers"))

import mails
from postfix import Postfix, running_postfix, wait_until
from served import served

_CONNECTIONS = 8


def mails_a_second(postfix: Postfix, port: int, number: int) -> float:
    before = postfix.count("sink")
    kinds = itertools.cycle(mails.templates())
    sent = [
        ("a@b.test", f"n{n}@sink.test", mail.sent)
        for n, mail in zip(range(number), kinds, strict=False)
    ]
    began = time.perf_counter()
    postfix.send(port, sent, connections=_CONNECTIONS)
    wait_until(lambda: postfix.count("sink") >= before + number, "all are delivered", seconds=300)
    return number / (time.perf_counter() - began)


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    try:
        with running_postfix() as postfix:
            without = postfix.plain
            with served("milter", "--listen", f"127.0.0.1:{postfix.bield_milter}") as server:
                for port in (without, postfix.milter):
                    mails_a_second(postfix, port, 50)
                fast = mails_a_second(postfix, without, number)
                slow = mails_a_second(postfix, postfix.milter, number)
                _, logged = server.stop()
    except pytest.skip.Exception as reason:
        print(f"milter speed: not measured: {reason}")
        return 0
    took = sorted(int(ms) for ms in re.findall(r" (\d+) ms$", logged, re.MULTILINE))
    print(f"{number} mails through Postfix, {_CONNECTIONS} connections")
    print(f"  without a milter           {fast:8.0f} mails/s")
    print(f"  with bield milter          {slow:8.0f} mails/s")
    print(
        f"  one mail in the milter     median {statistics.median(took):.0f} ms, "
        f"99th of 100 {took[len(took) * 99 // 100]} ms"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""How well the offender's details are found: precision and recall, kind by kind, beside a peer.

    python bench/indicators.py

The set is tests/recognise/indicator_set: `develop` was read while the finders were mended,
`held_out` was written before and not read. The peer is iocsearcher (IMDEA, MIT), the kept open
library nearest to this job: it checks the checksums of many coins. It is installed into
.venv-peers on the first run and asked in a process of its own. Passwords, deadlines, sums, user
names in running text and references of payments it does not look for.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "recognise"))

from indicator_set import Sentence, sentences  # noqa: E402
from indicator_set.score import Detail, Tally, score  # noqa: E402

from bield.recognise.fold import fold  # noqa: E402
from bield.recognise.indicators import find_indicators  # noqa: E402
from bield.records import IndicatorKind  # noqa: E402

PEERS = ROOT / ".venv-peers"
PEER = "iocsearcher"
PEER_KINDS = {
    "bitcoin": "bitcoin", "bitcoincash": "bitcoin_cash", "dashcoin": "dash",
    "dogecoin": "dogecoin", "ethereum": "ethereum", "litecoin": "litecoin", "monero": "monero",
    "ripple": "ripple", "solana": "solana", "tron": "tron", "zcash": "zcash", "email": "email",
    "url": "url", "phoneNumber": "phone", "iban": "iban",
}  # fmt: skip
_ASK_PEER = """
import json, sys
from iocsearcher.searcher import Searcher
searcher = Searcher()
for line in sys.stdin:
    found = searcher.search_data(json.loads(line))
    print(json.dumps([[ioc.name, ioc.value] for ioc in found]), flush=True)
"""


def details(text: str) -> Iterator[Detail]:
    """What Bield finds and holds for right."""
    for indicator in find_indicators(text, fold(text)):
        if indicator.valid:
            secret = indicator.kind is IndicatorKind.PASSWORD
            shown = text[slice(*indicator.span)]
            yield indicator.kind.value, shown if secret else indicator.value


def peer_python() -> Path | None:
    """The Python that has the peer; `None` where it can not be installed."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
    has_it = [str(python), "-c", f"import {PEER}"]
    if subprocess.run(has_it, capture_output=True, check=False).returncode:
        install = [str(python), "-m", "pip", "install", "-q", PEER]
        if subprocess.run(install, capture_output=True, check=False).returncode:
            return None
    return python


def peer_details(python: Path, texts: Sequence[str]) -> dict[str, list[Detail]]:
    """What the peer finds in each text, in the kinds of Bield."""
    asked = "".join(json.dumps(text) + "\n" for text in texts)
    run = subprocess.run(
        [str(python), "-c", _ASK_PEER], input=asked, capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    return {
        text: [(PEER_KINDS[n], _usual(PEER_KINDS[n], v)) for n, v in found if n in PEER_KINDS]
        for text, found in zip(texts, answers, strict=True)
    }


def _usual(kind: str, value: str) -> str:
    """The peer's way of writing a detail, turned to Bield's."""
    if kind == "phone":
        return "+" + "".join(c for c in value if c.isdigit())
    if kind == "iban":
        bare = "".join(value.split()).upper()
        return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))
    return value


def shares(tally: Tally | None) -> str:
    if tally is None or not (tally.found or tally.right):
        return "     -      -"
    return f"{tally.precision:6.3f} {tally.recall:6.3f}"


def measure(part: str, drawn: Sequence[Sentence], python: Path | None) -> None:
    began = time.perf_counter()
    ours = score(drawn, details)
    took = time.perf_counter() - began
    theirs: dict[str, Tally] = {}
    if python is not None:
        texts = list(dict.fromkeys(s.text for s in drawn))
        found = peer_details(python, texts)
        theirs = score(drawn, found.__getitem__)
    print(f"\n{part}: {len(drawn)} sentences, {len(drawn) / took:.0f} a second")
    print(f"  {'kind':16} {'n':>5}   Bield: P      R   {PEER}: P      R")
    for kind in IndicatorKind:
        tally = ours.get(kind.value, Tally())
        asked = kind.value in PEER_KINDS.values()
        peer = shares(theirs.get(kind.value)) if asked else "  not looked for"
        print(f"  {kind.value:16} {tally.labelled:5}   {shares(tally)}       {peer}")


def main() -> None:
    python = peer_python()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    if python is None:
        print(f"{PEER} could not be installed here: only Bield is measured.")
    for part in ("develop", "held_out"):
        measure(part, sentences(part), python)


if __name__ == "__main__":
    main()

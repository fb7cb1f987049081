"""How well messages are recognised: recall and false alarms, beside a plain rule as the peer.

    python bench/recognise.py

The peer is the rule that mail filters have for this mail at heart: a valid Bitcoin address
together with a word for a recording or a password. Both see the same messages in the same run.
The development corpus is used where it is on the machine (../shared/corpus); the messages of
tests/messages always.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bield.read import UnableToReadError, read
from bield.records import EventKind, Finding, Message, Verdict
from bield.wiring import pipeline

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
MESSAGES = ROOT / "tests" / "messages"
THREATS = {Verdict.SEXTORTION, Verdict.OTHER_EXTORTION}
_PEER_WORDS = re.compile(r"video|record|webcam|camera|password|kamera|passwort|vídeo", re.I)


@dataclass
class Tally:
    """What came of the messages of one kind."""

    messages: int = 0
    bield: int = 0
    peer: int = 0
    named: list[str] = field(default_factory=list)

    def share(self, hits: int) -> str:
        return f"{hits}/{self.messages} ({hits / self.messages:.4f})" if self.messages else "-"


def peer_flags(message: Message, finding: Finding) -> bool:
    wallet = any(i.kind.is_wallet and i.valid for i in finding.indicators)
    return wallet and bool(_PEER_WORDS.search(message.text))


def corpus_rows() -> Iterator[tuple[str, Path]]:
    for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mail = row["file"].startswith("mail/")
        kind = {
            "bulk_email": "sextortion mail" if mail else "threat quoted on a page",
            "social_lure": "threat quoted on a page",
            "about_sextortion": "advice about sextortion",
            "not_sextortion": "other mail",
        }.get(row["tactic"])
        if kind:
            yield kind, CORPUS / row["file"]


def own_rows(folder: Path, part: str = "") -> Iterator[tuple[str, Path]]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not part or row["part"] == part:
            yield row["verdict"], folder / row["file"]


def measure_languages() -> None:
    """Each language's own messages; `unseen` was not read while phrases were written."""
    print("\nOur own messages by language (named right / all; for threats also «not missed»: a")
    print("threat that is at least unsure, and so gets the careful plan)")
    head = f"{'threats':>10}{'not missed':>12}{'flagged':>10}"
    print(f"  {'':10}{head}   unseen:{head}")
    for folder in sorted((MESSAGES / "languages").iterdir()):
        if not (folder / "index.jsonl").exists():
            continue
        cells = []
        for part in ("develop", "unseen"):
            named = missed = threats = flagged = others = 0
            for wanted, path in own_rows(folder, part):
                verdict = pipeline().recognise(read(path.read_bytes())).verdict
                if wanted in {"sextortion", "other_extortion"}:
                    threats += 1
                    named += verdict.value == wanted
                    missed += verdict not in THREATS | {Verdict.UNSURE}
                else:
                    others += 1
                    flagged += verdict in THREATS
            shares = (f"{named}/{threats}", f"{threats - missed}/{threats}", f"{flagged}/{others}")
            cells.append(f"{shares[0]:>10}{shares[1]:>12}{shares[2]:>10}")
        print(f"  {folder.name:10}{cells[0]}          {cells[1]}")


def measure_chats() -> None:
    """The dialogues: what is told of each as a whole; who, when and paid of the threats only."""
    print("\nDialogues of tests/messages/chats (turn: within one message of where it turned)")
    tallies: dict[str, Counter[str]] = {}
    for line in (MESSAGES / "chats" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        message = read((MESSAGES / "chats" / row["file"]).read_bytes())
        got = pipeline().recognise(message)
        tally = tallies.setdefault(row["part"], Counter())
        kind = "threats" if row["verdict"] in {v.value for v in THREATS} else "others"
        right = got.verdict.value == row["verdict"]
        tally[kind] += 1
        tally[f"{kind} right"] += right if kind == "threats" else got.verdict not in THREATS
        tally[f"{kind} flagged by the plain rule"] += peer_flags(message, got)
        if kind == "threats" and row["offender"]:
            at = {e.kind: e.turn for e in reversed(got.course)}
            tally["chats"] += 1
            tally["offender"] += got.offender == row["offender"]
            turned = at.get(EventKind.TURNED)
            tally["turn"] += turned is not None and abs(turned - row["turned"]) <= 1
            tally["paid"] += (EventKind.PAID in at) is row["paid"]
    for part, n in tallies.items():
        told = ", ".join(f"{what} {n[what]}/{n['chats']}" for what in ("offender", "turn", "paid"))
        print(
            f"  {part:8} threats named {n['threats right']}/{n['threats']} (plain rule "
            f"{n['threats flagged by the plain rule']}), others flagged "
            f"{n['others'] - n['others right']}/{n['others']} (plain rule "
            f"{n['others flagged by the plain rule']}); {told}"
        )


def measure(title: str, rows: Iterator[tuple[str, Path]]) -> None:
    tallies: dict[str, Tally] = {}
    refused: list[str] = []
    began = time.perf_counter()
    count = 0
    for kind, path in rows:
        try:
            message = read(path.read_bytes())
        except UnableToReadError:
            refused.append(path.name)
            continue
        finding = pipeline().recognise(message)
        count += 1
        tally = tallies.setdefault(kind, Tally())
        tally.messages += 1
        tally.peer += peer_flags(message, finding)
        wants_other = kind == "other_extortion"
        wanted = Verdict.OTHER_EXTORTION if wants_other else Verdict.SEXTORTION
        harmless = kind in {"other mail", "advice about sextortion", "not_sextortion"} or (
            kind == "about_sextortion"
        )
        hit = finding.verdict in THREATS if harmless else finding.verdict is wanted
        tally.bield += hit
        if hit is harmless:
            tally.named.append(f"{path.name} ({finding.verdict.value} {finding.probability:.2f})")
    took = time.perf_counter() - began
    print(f"\n{title}: {count} messages, {count / took:.0f} a second")
    for kind, tally in tallies.items():
        print(
            f"  {kind:26} flagged by Bield {tally.share(tally.bield):18} "
            f"by the plain rule {tally.share(tally.peer)}"
        )
        if tally.named and "unseen" not in title:  # who writes phrases must not learn their names
            print(
                f"    wrong: {', '.join(tally.named[:12])}{' …' if len(tally.named) > 12 else ''}"
            )
    if refused:
        print(f"  nothing to read in: {', '.join(refused)}")


def main() -> None:
    pipeline()
    if (CORPUS / "index.jsonl").exists():
        measure("Development corpus (asked: recall 1.0; ≤ 1 in 2,000; advice 0)", corpus_rows())
    else:
        print("The development corpus (../shared/corpus) is not here: skipped.")
    for folder, note in (
        ("develop", "read while the phrases were written"),
        ("more", "read while the phrases were written"),
        ("unseen", "never read by whoever wrote the phrases"),
    ):
        measure(f"Our own messages, {folder} ({note})", own_rows(MESSAGES / folder))
    measure_languages()
    measure_chats()


if __name__ == "__main__":
    main()

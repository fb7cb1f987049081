"""Bield beside the mail filters that servers run: what each finds, and what it costs.

    python bench/mail_filters.py

The peers are Debian's SpamAssassin (in one process) and rspamd (one worker, asked over loopback),
with the rules of their packages and no network. All see the same mails in the same run. Texts
that are no mails (chats, quoted threats) are given to all three as a plain mail. A mail counts as
found by a filter when a rule of it for this kind of mail fires:

    SpamAssassin «extort»   BITCOIN_EXTORT_*, MONERO_EXTORT_*, *_MALWARE
    SpamAssassin «coin»     any rule on demands in bitcoin or monero
    rspamd                  LEAKED_PASSWORD_SCAM
    Bield                   the verdict sextortion (for other blackmail: other_extortion too)

Speed is processor time, of the process that does the work alone, so that three programs on a
shared machine can be compared. Beside it stands what the clock on the wall says of Bield's one
process and of rspamd's one worker: whatever else the machine does, and the asking of rspamd over
loopback, is in it. «per family» counts near-identical texts once, each by its share.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from bield.records import Verdict
from bield.scan.rows import look_at
from bield.wiring import pipeline
from peers import rspamd, spamassassin

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
MESSAGES = ROOT / "tests" / "messages"
MEAN_BYTES = 6_000
ROUNDS = 3
SLOW_SAMPLE = 100
"""How many mails SpamAssassin is timed on: it takes minutes for all."""
_LIST_HEADERS = ("list-", "mailing-list", "x-mailing-list", "precedence", "sender", "errors-to")


@dataclass(frozen=True)
class Item:
    kind: str
    family: str
    path: Path
    """A mail."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        items = list(_items(Path(folder)))
        if not items:
            sys.exit("There is neither a corpus nor a message to look at.")
        _found(items)
        _speed([i.path for i in items if i.kind in {"other mail", "our ordinary messages"}])


# ── what is looked at ───────────────────────────────────────────────────────────────


def _items(folder: Path) -> Iterator[Item]:
    if (CORPUS / "index.jsonl").exists():
        for line in (CORPUS / "index.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            path = CORPUS / row["file"]
            mail = row["file"].startswith("mail/")
            kind = {
                "bulk_email": "sextortion mail" if mail else "threat on a page",
                "about_sextortion": "advice about it",
                "not_sextortion": "other mail",
                "other_extortion": "other blackmail",
            }.get(row["tactic"], "threat on a page")
            family = str(row.get("family", row["file"]))
            yield Item(kind, family, path if mail else _wrapped(path, folder))
            if kind == "sextortion mail":
                bare = _without_list_headers(path, folder)
                yield Item("the same, list headers off", family, bare)
    for index in sorted(MESSAGES.rglob("index.jsonl")):
        for line in index.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            path = index.parent / row["file"]
            kind = {
                "sextortion": "our bulk mails"
                if row["tactic"] == "bulk_email"
                else "our lures, hacks, known persons",
                "other_extortion": "our other blackmail",
                "about_sextortion": "our advice about it",
            }.get(row["verdict"], "our ordinary messages")
            mail = path.suffix == ".eml"
            yield Item(kind, str(path), path if mail else _wrapped(path, folder))


def _wrapped(path: Path, folder: Path) -> Path:
    mail = EmailMessage()
    mail["From"] = "someone@example.org"
    mail["To"] = "you@example.org"
    mail["Subject"] = ""
    mail["Date"] = "Mon, 05 Oct 2026 10:00:00 +0000"
    mail["Message-ID"] = f"<{abs(hash(path))}@example.org>"
    mail.set_content(path.read_text(encoding="utf-8", errors="replace"))
    return _written(bytes(mail), path, folder)


def _without_list_headers(path: Path, folder: Path) -> Path:
    head, separator, body = path.read_bytes().replace(b"\r\n", b"\n").partition(b"\n\n")
    kept: list[bytes] = []
    dropping = False
    for line in head.split(b"\n"):
        if not line.startswith((b" ", b"\t")):
            dropping = line.lower().startswith(tuple(h.encode() for h in _LIST_HEADERS))
        if not dropping:
            kept.append(line)
    return _written(b"\n".join(kept) + separator + body, path, folder)


def _written(data: bytes, path: Path, folder: Path) -> Path:
    place = folder / f"{abs(hash(path))}.eml"
    place.write_bytes(data)
    return place


# ── what is found ───────────────────────────────────────────────────────────────────


def _found(items: Sequence[Item]) -> None:
    names: dict[str, Callable[[Item], bool]] = {}
    verdicts = {i.path: _verdict(i.path) for i in items}
    names["Bield"] = lambda i: (
        verdicts[i.path] is Verdict.SEXTORTION
        or ("blackmail" in i.kind and verdicts[i.path] is Verdict.OTHER_EXTORTION)
        or ("threat" not in i.kind and verdicts[i.path] is Verdict.OTHER_EXTORTION)
    )
    paths = [i.path for i in items]
    if spamassassin.available():
        hits = dict(zip(paths, spamassassin.check(paths).hits, strict=True))
        names["SA extort"] = lambda i: any(spamassassin.EXTORTION.search(h) for h in hits[i.path])
        names["SA coin"] = lambda i: any(spamassassin.BITCOIN.search(h) for h in hits[i.path])
    else:
        print("SpamAssassin is not here (apt-get install spamassassin): left out.")
    if rspamd.available():
        symbols = dict(zip(paths, rspamd.check(paths).hits, strict=True))
        names["rspamd"] = lambda i: rspamd.LEAKED_PASSWORD in symbols[i.path]
    else:
        print("rspamd is not here, or this is not root (apt-get install rspamd): left out.")
    print(f"{'':34}{'n':>6}" + "".join(f"{name:>20}" for name in names))
    kinds: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        kinds[item.kind].append(item)
    for kind, of_kind in kinds.items():
        cells = []
        for flags in names.values():
            hit = [flags(i) for i in of_kind]
            by_family: dict[str, list[bool]] = defaultdict(list)
            for i, flagged in zip(of_kind, hit, strict=True):
                by_family[i.family].append(flagged)
            families = sum(sum(f) / len(f) for f in by_family.values())
            cell = f"{sum(hit)} ({sum(hit) / len(hit):.1%})"
            if len(by_family) < len(of_kind):
                cell += f" f {families / len(by_family):.0%}"
            cells.append(f"{cell:>20}")
        print(f"  {kind:32}{len(of_kind):>6}" + "".join(cells))
    print("  «f»: per text family")


def _verdict(path: Path) -> Verdict | None:
    rows = list(look_at(pipeline(), path.name, path.read_bytes()))
    return rows[0].verdict


# ── what it costs ───────────────────────────────────────────────────────────────────


def _speed(paths: Sequence[Path]) -> None:
    sample: list[Path] = []
    total = 0
    for path in sorted(paths, key=lambda p: (p.stat().st_size, p.name)):
        size = path.stat().st_size
        if sample and (total + size) / (len(sample) + 1) > MEAN_BYTES:
            break
        sample.append(path)
        total += size
    mails = [p.read_bytes() for p in sample]
    pipeline().warm()
    _look(mails[:50])
    print(f"\n{len(mails):,} ordinary mails, mean {total / len(mails) / 1000:.1f} kB.")
    print("A second a core, each round all three in turn (the machine is shared); below it, by the")
    print("clock on the wall, one process of each:")
    few = sample[:: max(1, len(sample) // SLOW_SAMPLE)]
    for _ in range(ROUNDS):
        cpu_s, wall_s = _look(mails)
        ours, ours_wall = len(mails) / cpu_s, len(mails) / wall_s
        cells = [f"Bield {ours:,.0f}"]
        on_the_wall = [f"Bield {ours_wall:,.0f}"]
        if rspamd.available():
            outcome = rspamd.check(sample)
            peer = len(sample) / outcome.cpu_s
            cells.append(f"rspamd, one worker {peer:,.0f} (× {ours / peer:.1f})")
            peer = len(sample) / outcome.wall_s
            on_the_wall.append(f"rspamd, one worker {peer:,.0f} (× {ours_wall / peer:.1f})")
        if spamassassin.available():
            peer = len(few) / spamassassin.check(few).cpu_s
            cells.append(f"SpamAssassin, in process {peer:,.1f} (× {ours / peer:.0f})")
        print("  " + "   ".join(cells))
        print("    on the wall: " + "   ".join(on_the_wall))


def _look(mails: Sequence[bytes]) -> tuple[float, float]:
    """Give the seconds that looking at them took: of the processor, and on the wall."""
    stages = pipeline()
    began, began_wall = time.process_time(), time.perf_counter()
    for mail in mails:
        list(look_at(stages, "mail", mail))
    return time.process_time() - began, time.perf_counter() - began_wall


if __name__ == "__main__":
    main()

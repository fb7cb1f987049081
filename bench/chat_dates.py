"""WhatsApp's dates in sixteen forms: right, asked, or wrong without a word.

    python bench/chat_dates.py

The peers, in the same run: whatsapp-chat-parser (npm), whatstk and chat-miner (PyPI), each in an
environment of its own under .venv-peers/chats/. A peer that cannot be installed is named and left
out.

Three chats are written in each form. One goes over three weeks, so that its days settle its
order; one is of the night from the 7th to the 8th of September, and one of the evening of the 7th,
where in some forms nothing tells September from July. «right» is every message with its own
minute, its sender and all its words; «asked» is a date left open and the person told; «refused» is
an error or nothing read; «WRONG» is any other minute, or a lost message, given without a word.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bield.read import UnableToReadError, read
from bield.records import Clock

PEERS = Path(__file__).resolve().parent.parent / ".venv-peers" / "chats"

Turn = tuple[str, str, str]
"""The minute, the sender, the words."""


NBSP, NARROW = "\u00a0", "\u202f"


def half(at: datetime, am: str, pm: str, *, space: str = " ") -> str:
    return f"{at.hour % 12 or 12}:{at.minute:02}{space}{am if at.hour < 12 else pm}"


FORMS: dict[str, Callable[[datetime], str]] = {
    "en-GB Android": lambda t: f"{t:%d/%m/%Y, %H:%M} - ",
    "en-GB iOS": lambda t: f"[{t:%d/%m/%Y, %H:%M:%S}] ",
    "en-US Android": lambda t: f"{t.month}/{t.day}/{t:%y}, {half(t, 'AM', 'PM', space=NARROW)} - ",
    "en-US iOS": lambda t: (
        f"[{t.month}/{t.day}/{t:%y}, {t.hour % 12 or 12}:{t:%M:%S}{NARROW}{t:%p}] "
    ),
    "en-CA iOS": lambda t: f"[{t:%Y-%m-%d}, {t.hour % 12 or 12}:{t:%M:%S} {t:%p}] ",
    "de Android": lambda t: f"{t:%d.%m.%y, %H:%M} - ",
    "de iOS": lambda t: f"[{t:%d.%m.%y, %H:%M:%S}] ",
    "fr Android": lambda t: f"{t:%d/%m/%Y à %H:%M} - ",
    "es Android, 24 h": lambda t: f"{t.day}/{t.month}/{t:%y}, {t.hour}:{t:%M} - ",
    "es Android, 12 h": lambda t: (
        f"{t.day}/{t.month}/{t:%y}, {half(t, 'a.~m.', 'p.~m.').replace('~', NBSP)} - "
    ),
    "it Android": lambda t: f"{t:%d/%m/%y, %H:%M} - ",
    "pt-BR Android": lambda t: f"{t:%d/%m/%Y %H:%M} - ",
    "nl Android": lambda t: f"{t:%d-%m-%y %H:%M} - ",
    "el Android": lambda t: f"{t.day}/{t.month}/{t:%y}, {half(t, 'π.μ.', 'μ.μ.')} - ",
    "zh-TW iOS": lambda t: (
        f"[{t.year}/{t.month}/{t.day} {'上午' if t.hour < 12 else '下午'}"
        f"{t.hour % 12 or 12}:{t:%M:%S}] "
    ),
    "ko Android": lambda t: (
        f"{t.year}. {t.month}. {t.day}. {'오전' if t.hour < 12 else '오후'} "
        f"{t.hour % 12 or 12}:{t:%M} - "
    ),
}
CHATS = {
    "three weeks": ["03 03:45", "07 15:45", "08 00:05", "11 12:30", "19 23:59", "24 09:00"],
    "one night": ["07 15:45", "07 15:47", "07 23:59", "08 00:05", "08 03:45", "08 12:30"],
    "one evening": ["07 18:45", "07 18:47", "07 20:30", "07 21:05", "07 23:45", "07 23:59"],
}


def written(chat: str, form: str) -> tuple[str, list[Turn]]:
    text, turns = "", []
    for number, when in enumerate(CHATS[chat]):
        at = datetime.strptime(f"2017-09-{when}:10", "%Y-%m-%d %H:%M:%S")
        who = ("Anna Miller", "Bob")[number % 2]
        words = f"message {number}" + ("\nits second line" if number == 1 else "")
        text += f"{FORMS[form](at)}{who}: {words}\n"
        turns.append((at.strftime("%Y-%m-%dT%H:%M"), who, words))
    return text, turns


# ── who reads ───────────────────────────────────────────────────────────────────────


class RefusedError(Exception):
    """It said that it does not read this."""


@dataclass(frozen=True)
class Reader:
    name: str
    read: Callable[[str], list[Turn]]


def bield(text: str) -> list[Turn]:
    try:
        message = read(text.encode())
    except UnableToReadError as refusal:
        raise RefusedError from refusal
    assert message.conversation is not None
    turns = message.conversation.turns
    if any(t.when.clock is Clock.UNSETTLED for t in turns):
        assert any("Bield has not chosen" in n for n in message.notes), "open, and nobody told"
        raise RefusedError
    return [(f"{t.when.at:%Y-%m-%dT%H:%M}", t.who, t.text) for t in turns]


NODE = """
import { parseString } from 'whatsapp-chat-parser';
import { readFileSync } from 'node:fs';
const pad = n => String(n).padStart(2, '0');
console.log(JSON.stringify(parseString(readFileSync(process.argv[2], 'utf8')).map(m => [
  `${m.date.getFullYear()}-${pad(m.date.getMonth() + 1)}-${pad(m.date.getDate())}` +
  `T${pad(m.date.getHours())}:${pad(m.date.getMinutes())}`, m.author, m.message])));
"""
WHATSTK = """
import json, sys
from whatstk import WhatsAppChat
df = WhatsAppChat.from_source(filepath=sys.argv[1]).df
print(json.dumps([[d.strftime('%Y-%m-%dT%H:%M'), u, m]
                  for d, u, m in zip(df['date'], df['username'], df['message'])]))
"""
CHAT_MINER = """
import json, sys
from chatminer.chatparsers import WhatsAppParser
parser = WhatsAppParser(sys.argv[1])
parser.parse_file()
parser.parsed_messages.write_to_json(sys.argv[1] + ".json")
rows = json.load(open(sys.argv[1] + ".json"))
# It reads a file from its end.
print(json.dumps([[m["timestamp"][:16], m["author"], m["message"]] for m in reversed(rows)]))
"""


def outside(command: list[str], cwd: Path) -> Callable[[str], list[Turn]]:
    def run(text: str) -> list[Turn]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chat.txt"
            path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                [*command, str(path)],
                cwd=cwd,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
        if done.returncode:
            raise RefusedError(done.stderr.strip().splitlines()[-1:])
        rows = [(str(r[0]), str(r[1]), str(r[2])) for r in json.loads(done.stdout)]
        if not rows:
            raise RefusedError("nothing read")
        return rows

    return run


def peers() -> Iterable[Reader]:
    PEERS.mkdir(parents=True, exist_ok=True)
    try:
        yield Reader("whatsapp-chat-parser 4.0.2", node_peer())
    except (OSError, subprocess.SubprocessError):
        print("whatsapp-chat-parser could not be installed with npm; it is left out.")
    for package, script in (("whatstk==0.9.1", WHATSTK), ("chat-miner==0.6.0", CHAT_MINER)):
        try:
            yield Reader(package.replace("==", " "), python_peer(package, script))
        except (OSError, subprocess.SubprocessError):
            print(f"{package} could not be installed with pip; it is left out.")


def node_peer() -> Callable[[str], list[Turn]]:
    home = PEERS / "whatsapp-chat-parser"
    home.mkdir(exist_ok=True)
    (home / "package.json").write_text('{"private": true, "type": "module"}', encoding="utf-8")
    (home / "read.js").write_text(NODE, encoding="utf-8")
    if not (home / "node_modules").exists():
        install = ["npm", "install", "--silent", "whatsapp-chat-parser@4.0.2"]
        subprocess.run(install, cwd=home, check=True, capture_output=True, timeout=300)
    return outside(["node", "read.js"], home)


def python_peer(package: str, script: str) -> Callable[[str], list[Turn]]:
    home = PEERS / package.partition("==")[0]
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-qq", package]
        subprocess.run(install, check=True, capture_output=True, timeout=600)
        (home / "ready").touch()
    (home / "read.py").write_text(script, encoding="utf-8")
    return outside([str(python), "read.py"], home)


# ── the table ───────────────────────────────────────────────────────────────────────


def judged(reader: Reader, chat: str, form: str) -> str:
    text, wanted = written(chat, form)
    try:
        got = reader.read(text)
    except RefusedError:
        return "asked" if reader.name == "Bield" else "refused"
    flat = [(at, who, " ".join(words.split())) for at, who, words in got]
    return (
        "right"
        if flat == [(at, who, " ".join(words.split())) for at, who, words in wanted]
        else "WRONG"
    )


def main() -> None:
    readers = [Reader("Bield", bield), *peers()]
    failed = False
    for chat in CHATS:
        print(f"\nA chat of {chat}")
        print(f"{'':18}" + "".join(f"{r.name:>28}" for r in readers))
        totals = {r.name: {"right": 0, "asked": 0, "refused": 0, "WRONG": 0} for r in readers}
        for form in FORMS:
            results = [judged(r, chat, form) for r in readers]
            for reader, result in zip(readers, results, strict=True):
                totals[reader.name][result] += 1
            print(f"{form:18}" + "".join(f"{r:>28}" for r in results))
        for name, total in totals.items():
            said = ", ".join(f"{count} {word}" for word, count in total.items() if count)
            print(f"{name}: {said}, of {len(FORMS)}")
        failed |= bool(totals["Bield"]["WRONG"] or totals["Bield"]["refused"])
    if failed:
        sys.exit("Bield read a date wrong.")


if __name__ == "__main__":
    main()

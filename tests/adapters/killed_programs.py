"""Programs that keep a record, and are killed: at each step that they take, or at any moment.

As a program: `killed_programs.py MODE RECORD OUT …`, which says a line of what is on the disk as
soon as it is told that it is. It is killed by whoever started it, or kills itself at a step.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bield.adapters.bag_stores import verify_bag
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import write_sealed
from bield.keep import UnableToReadRecordError, seal

AT, MOMENT_S = "2026-12-01T10:00:00Z", 1_796_119_200
SIZES = (10, 3_000, 300_000, 2_500_000)
"""Of items. The last is copied in several pieces, with a thread for each digest."""


def item(number: int) -> bytes:
    """Give the bytes of an item; those of one number are always the same."""
    return random.Random(number).randbytes(SIZES[number % len(SIZES)])  # noqa: S311


def begun(record: Path, *, items: int = 0) -> Path:
    """Make a record with some items in it."""
    RecordFolder.create(record)
    with RecordFolder(record) as folder:
        folder.add({"kind": "opened", "at": AT, "by": "bield test", "picture_age": "unknown"})
        for number in range(items):
            _keep(folder, number)
    return record


def _keep(folder: RecordFolder, number: int) -> int:
    taken = folder.take_bytes(item(number))
    return folder.keep(taken, f"item {number}.bin", {"kind": "item", "at": AT, "what": "a file"})


def add(record: Path, out: Path) -> None:
    """Add one item after the other, and say so of each that is kept. See `lost`."""
    with RecordFolder(record) as folder:
        for number in range(sys.maxsize):
            entry = _keep(folder, number)
            _say(f"{entry} {hashlib.sha256(item(number)).hexdigest()}")
            entry = folder.add({"kind": "note", "at": AT, "words": "own", "text": f"No. {number}"})
            _say(f"{entry} No. {number}")


def add_one(record: Path, out: Path) -> None:
    """Add one item that is copied from a file, and say so."""
    with RecordFolder(record) as folder:
        entry = folder.keep(folder.take(out), "given.bin", {"kind": "item", "at": AT, "what": ""})
    _say(f"{entry} {hashlib.sha256(out.read_bytes()).hexdigest()}")


def seal_one(record: Path, out: Path) -> None:
    """Seal a record, and say its root."""
    with RecordFolder(record) as folder:
        made = seal(folder.chain, at=AT, made_by="bield test")
        write_sealed(made, record, out, name="case", moment_s=MOMENT_S, progress=lambda _: _step())
    _say(made.root)


def seal_all(record: Path, out: Path) -> None:
    """Seal a record again and again, each time into another file."""
    for number in range(sys.maxsize):
        seal_one(record, out.with_name(f"{out.name}-{number}"))


def seal_one_with_a_name(record: Path, out: Path) -> None:
    """Seal as on a disk that knows no files without a name."""
    del os.O_TMPFILE
    seal_one(record, out)


def sealed(record: Path) -> Path:
    """Seal a record into a file beside it."""
    out = record.with_name(f"{record.name}.tar")
    with RecordFolder(record) as folder:
        made = seal(folder.chain, at=AT, made_by="bield test")
        write_sealed(made, record, out, name="case", moment_s=MOMENT_S)
    return out


def _say(line: str) -> None:
    print(line, flush=True)


class _Life:
    """How many steps this program took, and after how many it dies."""

    steps = 0
    last = sys.maxsize


def _step() -> None:
    """Count a step, and die at the last one, as by a kill -9 just then."""
    _Life.steps += 1
    if _Life.steps == _Life.last:
        os.kill(os.getpid(), signal.SIGKILL)


def _watch() -> None:
    """Count every step that changes something on the disk, before and, of writing, amid it."""
    changing = {"open", "os.mkdir", "os.rename", "os.chmod", "os.remove", "os.link", "os.truncate"}
    sys.addaudithook(lambda event, _: _step() if event in changing else None)
    write, sync = os.write, os.fsync

    def written(handle: int, data: Any) -> int:
        _step()
        half = write(handle, memoryview(data)[: len(data) // 2])
        _step()
        return half + write(handle, memoryview(data)[half:])

    def synced(handle: int) -> None:
        _step()
        sync(handle)
        _step()

    os.write, os.fsync = written, synced  # type: ignore[assignment]


def at_each_step(
    mode: Callable[[Path, Path], None], prepared: Callable[[int], tuple[Path, Path]]
) -> Iterator[tuple[int, Path, Path, str]]:
    """Run a program once for each step that it takes, and kill it there.

    Args:
        mode: What it does.
        prepared: Gives the record and the other path, for a number of a step.

    Yields:
        The number of the step, the two paths, and what the program said.
    """
    for step in range(1, 1_000):
        record, out = prepared(step)
        said = record.with_name("said")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of threads; they only wait
            child = os.fork()
        if not child:
            _child(mode, record, out, step, said)
        _, status = os.waitpid(child, 0)
        yield step, record, out, said.read_text()
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, said.read_text()
            return
    raise AssertionError("It takes more steps than that, or was never killed.")


def _child(
    mode: Callable[[Path, Path], None], record: Path, out: Path, step: int, said: Path
) -> None:
    try:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(handle, 1)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        _Life.last = step
        _watch()
        mode(record, out)
    except BaseException as error:  # noqa: BLE001 -- nothing of the tests may go on in here
        with suppress(OSError):
            _say(f"failed: {error!r}")
        os._exit(1)
    os._exit(0)


def killed(mode: str, record: Path, out: Path, *, after_s: float) -> list[str]:
    """Start a program, kill it a while after it said its first line, and give what it said."""
    command = [sys.executable, __file__, mode, str(record), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(after_s)
        program.kill()
        rest = program.stdout.read()
    return [line for line in (first + rest).decode().splitlines(keepends=True) if line[-1:] == "\n"]


def lost(record: Path, said: Sequence[str]) -> list[str]:
    """Name what a program said was kept and is not there, or not as it was.

    Also opens the record again, as whoever goes on does, and adds to it.
    """
    missing = []
    with RecordFolder(record) as folder:
        entries = list(folder.chain.entries)
        for line in said:
            number, _, of = line.strip().partition(" ")
            entry = entries[int(number) - 1] if int(number) <= len(entries) else {}
            if of not in {entry.get("sha256"), entry.get("text")}:
                missing.append(line.strip())
        for entry in entries:
            if "path" in entry:
                data = (record / entry["path"]).read_bytes()
                if hashlib.sha256(data).hexdigest() != entry["sha256"]:
                    missing.append(entry["path"])
        _keep(folder, 1)
        folder.add({"kind": "note", "at": AT, "words": "own", "text": "and on"})
    return missing


def looks_sealed(folder: Path) -> list[Path]:
    """Name the files in a folder that somebody would take for a sealed record, and are not whole
    ones under the name that was asked for."""
    wrong = []
    for place in folder.iterdir():
        whole = False
        with suppress(UnableToReadRecordError):
            whole = verify_bag(place).unchanged
        if whole == place.name.endswith(".bield-part"):
            wrong.append(place)
    return wrong


if __name__ == "__main__":
    {"add": add, "seal": seal_all}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))

"""PDFs laid out in a process of their own, which may take no more than its share.

Pdfium, however well it is kept, draws for ever what was made to be drawn for ever, and it is
native code that reads what strangers send. So it runs in a child: one for each PDF, told to end
after some seconds, with bounded memory, and with nothing in it but that one PDF. It gives its
pages as it lays them out, so that those which came in time are not lost with the one that did not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

from bield.ports import Page, Raster
from bield.read import TooComplexToReadError, UnableToReadError, refusals
from bield.read.pdf_pages import MAX_PIXELS, bare_pages, lay_out

SECONDS = 8.0
"""How long the text of a PDF may take in all; 50 pages take 0.3 s."""
SECONDS_TO_DRAW = 20.0
"""How long its pages may take where they are drawn too; one takes about 0.1 s."""
MEMORY_BYTES = 640 * 1024 * 1024
"""Address space, not memory in use, of which Python with pdfium maps a good part unused."""
MAX_COPY_BYTES = 64 * 1024 * 1024
_LONGEST_LINE = 8 * 1024 * 1024

_TOOK_TOO_LONG = (
    "This PDF is made so that it cannot be laid out in time. Do not open it elsewhere; if you saw "
    "its words already, type them into a text file."
)


_NOT_STARTED = (
    "What lays out PDFs could not be started on this machine. Copy the words of the document into "
    "a text file."
)
_READY = b"ready\n"


class PaperApart:
    """Lays each PDF out in a child process."""

    def __init__(
        self, *, seconds: float = SECONDS, seconds_to_draw: float = SECONDS_TO_DRAW
    ) -> None:
        self._seconds, self._seconds_to_draw = seconds, seconds_to_draw

    def lay_out(self, document: bytes, *, draw: bool) -> Generator[Page, None, None]:
        """Give the pages in order; see `ports.Paper`.

        Raises:
            TooComplexToReadError: The child took too long or too much, or pdfium broke down.
            UnableToReadError: As `bield.read.pdf_pages.lay_out` refuses.
        """
        with self._child(document, "draw" if draw else "words") as told:
            yield from _pages(told)

    def bare(self, document: bytes) -> bytes:
        """Give the pages of a PDF as a new PDF, without what the file says of itself.

        Raises:
            TooComplexToReadError: As for `lay_out`, or the copy is very large.
            UnableToReadError: It is no PDF, is locked, or broken.
        """
        with self._child(document, "bare") as told:
            _refuse_unready(told)
            line = told.readline(_LONGEST_LINE)
            said: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"size": -1}
            if "refusal" in said:
                raise _refusal(str(said["refusal"]), str(said["says"]))
            size = int(said["size"])
            made = told.read(size) if 0 < size <= MAX_COPY_BYTES else b""
            if not made or len(made) != size:
                raise TooComplexToReadError(_TOOK_TOO_LONG)
            return made

    @contextmanager
    def _child(self, document: bytes, task: str) -> Iterator[IO[bytes]]:
        """Give what a child tells of a document; it ends with the block."""
        # -P: no module of the folder that the person happens to be in
        child = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-P", "-m", __name__, task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        seconds = self._seconds if task == "words" else self._seconds_to_draw
        watch = threading.Timer(seconds, child.kill)
        watch.daemon = True
        watch.start()
        try:
            if child.stdin is None or child.stdout is None:
                raise TypeError("a child without the pipes that it was started with")
            with suppress(BrokenPipeError):  # it ended before it had read all: told below
                child.stdin.write(document)
                child.stdin.close()
            yield child.stdout
        finally:
            watch.cancel()
            child.kill()
            with suppress(BrokenPipeError), child:  # closes its pipes and waits for it
                pass


def _refuse_unready(stream: IO[bytes]) -> None:
    if stream.readline(len(_READY)) != _READY:
        raise UnableToReadError(_NOT_STARTED)


def _pages(stream: IO[bytes]) -> Iterator[Page]:
    """What the child tells: a line of JSON for each page, and its pixels after it."""
    _refuse_unready(stream)
    while line := stream.readline(_LONGEST_LINE):
        if not line.endswith(b"\n"):
            break
        told: dict[str, Any] = json.loads(line)
        if told.get("end"):
            return
        if "refusal" in told:
            raise _refusal(str(told["refusal"]), str(told["says"]))
        drawn = None
        if told["drawn"]:
            width, height = (int(side) for side in told["drawn"])
            wanted = width * height
            # What the child says is not taken on trust: pdfium in it read a stranger's file.
            grey = stream.read(wanted) if 0 < wanted <= 2 * MAX_PIXELS else b""
            if len(grey) != wanted:
                break
            drawn = Raster(width, height, grey)
        yield Page(
            of=int(told["of"]),
            text=str(told["text"]),
            links=tuple(map(str, told["links"])),
            has_picture=bool(told["has_picture"]),
            drawn=drawn,
            broken=bool(told["broken"]),
            about=tuple((str(key), str(value)) for key, value in told["about"]),
        )
    raise TooComplexToReadError(_TOOK_TOO_LONG)


def _refusal(name: str, says: str) -> UnableToReadError:
    kind = getattr(refusals, name, UnableToReadError)
    is_refusal = isinstance(kind, type) and issubclass(kind, UnableToReadError)
    return kind(says) if is_refusal else UnableToReadError(says)


def _within_limits() -> None:
    """Bind this process to its share, where the system can: not on Windows."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, int(SECONDS_TO_DRAW) + 1),
        (resource.RLIMIT_CORE, 0),  # what it read must not lie about in a file after a crash
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit stands already
            resource.setrlimit(limit, (most, most))


def _bare(document: bytes) -> bytes:
    """A line that tells the size, and the bytes of the copy; or a line with the refusal."""
    try:
        made = bare_pages(document)
        return json.dumps({"size": len(made)}).encode() + b"\n" + made
    except UnableToReadError as refusal:
        told = {"refusal": type(refusal).__name__, "says": str(refusal)}
        return json.dumps(told).encode() + b"\n"


def main() -> None:
    """Do what the argument says with the PDF on standard input, and tell it on standard output."""
    _within_limits()
    out = sys.stdout.buffer
    out.write(_READY)
    out.flush()
    if sys.argv[1:] == ["bare"]:
        out.write(_bare(sys.stdin.buffer.read()))
        out.flush()
        return
    try:
        for page in lay_out(sys.stdin.buffer.read(), draw=sys.argv[1:] == ["draw"]):
            line = {
                "of": page.of,
                "text": page.text,
                "links": page.links,
                "has_picture": page.has_picture,
                "broken": page.broken,
                "about": page.about,
                "drawn": page.drawn and [page.drawn.width, page.drawn.height],
            }
            out.write(json.dumps(line).encode() + b"\n" + (page.drawn.grey if page.drawn else b""))
            out.flush()
        told: dict[str, Any] = {"end": True}
    except UnableToReadError as refusal:
        told = {"refusal": type(refusal).__name__, "says": str(refusal)}
    out.write(json.dumps(told).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()

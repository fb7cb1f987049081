"""`bield keep` on a real terminal: keys, pastes, Ctrl-C, Ctrl-D, and a window that is closed."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_keep_command import answers, keep, kept, notes

from bield.adapters.record_folder import RecordFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bield.keep import Entry

__all__ = ["notes"]
ENOUGH_S = 120
QUIET_S = 0.1
"""How long nothing must come after a prompt, to be sure that it waits."""


class Terminal:
    """A person at a terminal: sees what is shown, and types when they are asked."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            words = [sys.executable, "-m", "bield", "keep", str(folder)]
            os.execve(  # noqa: S606 -- nothing of it is anybody's but ours
                sys.executable, words, {**os.environ, "TERM": kind}
            )
        self.ended = False
        self.until_asked()

    def until_asked(self) -> str:
        """Read what is shown until an answer is waited for, or all is over."""
        seen, end = b"", time.monotonic() + ENOUGH_S
        while time.monotonic() < end:
            if not self._there():
                if seen.endswith(b"> "):
                    break
                continue
            try:
                more = os.read(self.handle, 65_536)
            except OSError:  # so a terminal says that nobody is at its other side
                break
            if not more:
                break
            seen += more
        else:
            pytest.fail(f"Nothing was asked: {seen[-500:]!r}")
        return " ".join(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode()).split())

    def types(self, *given: bytes) -> str:
        """Type each and wait for what comes; give the last."""
        seen = ""
        for keys in given:
            os.write(self.handle, keys)
            seen = self.until_asked()
        return seen

    def close_window(self) -> None:
        os.close(self.handle)
        self.handle = -1

    def exit_code(self) -> int:
        self.ended = True
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def leave(self) -> None:
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            self.exit_code()
        if self.handle >= 0:
            os.close(self.handle)

    def _there(self) -> bool:
        return bool(select.select([self.handle], [], [], QUIET_S)[0])


@pytest.fixture
def terminal(request: pytest.FixtureRequest, notes: Path) -> Iterator[Terminal]:
    """One that marks pastes, unless another is named; the first two questions are left."""
    made = Terminal(notes, getattr(request, "param", "xterm"))
    made.types(b"\n", b"\n")
    yield made
    made.leave()


PASTE = b"She wrote:\n\nPay me.\n\nOr else."


class TestATerminal:
    @pytest.mark.parametrize(
        ("terminal", "begin", "end"),
        [("xterm", b"\x1b[200~", b"\x1b[201~"), ("dumb", b"", b"")],
        indirect=["terminal"],
        ids=["marked", "unmarked"],
    )
    def test_keeps_a_paste_whole_edits_lines_and_ends_well(
        self, terminal: Terminal, notes: Path, begin: bytes, end: bytes
    ) -> None:
        terminal.types(begin + PASTE + end + b"\n")
        assert "What do you know of whoever threatens?" in terminal.types(b"\n")
        # The arrow to the left, behind what was typed; then Ctrl-D on an empty line.
        assert "app, game or site" in terminal.types(b"1\n", b"emily\x1b[D\n")
        said = terminal.types(b"\x04")
        assert "To go on, type:" in said
        assert "Traceback" not in said
        assert terminal.exit_code() == 0
        note, detail = kept(notes)[1:]
        assert note["text"] == PASTE.decode()
        assert detail["value"] == "emily"

    @pytest.mark.parametrize("way", ["Ctrl-C twice", "closed", "shut down"])
    def test_keeps_what_was_said_where_they_stop_in_a_payment(
        self, terminal: Terminal, notes: Path, way: str
    ) -> None:
        terminal.types(b"She wrote.\n", b"\n", b"\n", b"1\n", b"4\n", b"\xc2\xa3250\n")
        match way:
            case "Ctrl-C twice":
                assert "What you told is kept" in terminal.types(b"\x03\x03")
            case "closed":
                terminal.close_window()
            case "shut down":
                os.kill(terminal.pid, signal.SIGTERM)
                assert "What you told is kept" in terminal.until_asked()
        assert terminal.exit_code() == 0
        payment = kept(notes)[-1]
        assert (payment["way"], payment["amount"]) == ("western_union", "250")

    def test_keeps_the_lines_of_a_story_where_they_stop_in_it(
        self, terminal: Terminal, notes: Path
    ) -> None:
        said = terminal.types(b"She wrote to me.\n", b"Then she wanted money.\n", b"\x03")
        assert "What you told is kept" in said
        assert terminal.exit_code() == 0
        assert kept(notes)[-1]["text"] == "She wrote to me.\nThen she wanted money."


class TestCtrlC:
    def test_waits_for_the_answer_that_is_being_kept(
        self, notes: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        add = RecordFolder.add

        def pressed_meanwhile(record: RecordFolder, entry: Entry) -> int:
            if entry["kind"] == "note":
                os.kill(os.getpid(), signal.SIGINT)
            return add(record, entry)

        monkeypatch.setattr(RecordFolder, "add", pressed_meanwhile)
        result = keep(notes, answers(story=["My story."], who=["1", "@x", ""]))
        assert result.exit_code == 0
        assert "What you told is kept" in result.stdout
        assert [entry["kind"] for entry in kept(notes)] == ["opened", "note"]

"""The files of this machine as an inbox: an mbox of any size, a Maildir, folders."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from bield.adapters.files import STANDARD_INPUT, Files
from bield.ports import Given, Refused
from bield.read import MAX_BYTES, SeveralMessagesError
from bield.wiring import check

LINE = b"From one@example.org Tue Nov 24 11:00:00 2026\n"


def mail(subject: str) -> bytes:
    return f"From: one@example.org\nSubject: {subject}\n\nwords\n".encode()


def mbox(*subjects: str) -> bytes:
    return b"".join(LINE + mail(s) + b"\n" for s in subjects)


def opened(path: Path, **kinds: io.BytesIO) -> dict[str, bytes | str]:
    """What is given by the last part of its name: bytes, or the reason of a refusal."""
    found: dict[str, bytes | str] = {}
    for one in Files(**kinds).open(path):
        name = Path(one.name).name
        assert name not in found
        found[name] = one.data if isinstance(one, Given) else one.reason
    return found


class TestMbox:
    @pytest.mark.parametrize("name", ["all.mbox", "Inbox", "all.txt"])
    def test_gives_each_mail_by_its_number(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_bytes(mbox("one", "two", "three"))
        wanted = {f"{name}#{n}": mail(s) for n, s in enumerate(["one", "two", "three"], start=1)}
        assert opened(tmp_path / name) == wanted
        assert opened(tmp_path) == wanted

    def test_gives_a_single_mail_by_the_file_s_own_name(self, tmp_path: Path) -> None:
        (tmp_path / "one.mbox").write_bytes(mbox("one"))
        assert opened(tmp_path / "one.mbox") == {"one.mbox": mail("one")}

    def test_reads_standard_input_so_too(self) -> None:
        given = io.BytesIO(mbox("one", "two"))
        found = [one.name for one in Files(given).open(STANDARD_INPUT)]
        assert found == ["-#1", "-#2"]

    def test_is_streamed_however_large_and_refuses_a_mail_that_is_too_long(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "large.mbox"
        with path.open("wb") as file:
            file.write(mbox("one"))
            file.write(LINE + b"Subject: long\n\n")
            for _ in range(MAX_BYTES // 1_000_000 + 4):
                file.write(b"x" * 1_000_000)
            file.write(b"\n\n" + mbox("two") * 3)
        tracemalloc.start()
        names = []
        for one in Files().open(path):
            names.append(one.name.rpartition("#")[2])
            assert isinstance(one, Refused) == (names[-1] == "2")
            if isinstance(one, Refused):
                assert "29 MB" in one.reason or "28 MB" in one.reason
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert names == ["1", "2", "3", "4", "5"]
        assert peak < 4 * MAX_BYTES

    def test_is_no_single_message_where_one_is_asked_for(self, tmp_path: Path) -> None:
        path = tmp_path / "all.mbox"
        path.write_bytes(mbox("one", "two"))
        with pytest.raises(SeveralMessagesError, match="one at a time"):
            check(path)
        path.write_bytes(mbox("one"))
        assert check(path).message.subject == "one"


class TestMaildir:
    @pytest.fixture
    def maildir(self, tmp_path: Path) -> Path:
        for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"):
            (tmp_path / "Maildir" / folder).mkdir(parents=True)
        for place in (
            "cur/1764000000.M1P2.host:2,S",
            "cur/1764000001.M1P2.host,S=512:2,FRS",
            "new/1764000002.M1P2.host",
            "tmp/1764000003.M1P2.host",
            ".Sent/cur/1764000004.M1P2.host:2,",
            ".Sent/tmp/half.eml",
        ):
            (tmp_path / "Maildir" / place).write_bytes(mail(place))
        (tmp_path / "Maildir" / "dovecot-uidlist").write_bytes(b"3 V1764000000 N5\n1 :x\n")
        (tmp_path / "Maildir" / "cur" / ".hidden").write_bytes(mail("no"))
        return tmp_path / "Maildir"

    def test_gives_what_was_delivered_and_nothing_else(self, maildir: Path) -> None:
        assert sorted(opened(maildir)) == [
            "1764000000.M1P2.host:2,S",
            "1764000001.M1P2.host,S=512:2,FRS",
            "1764000002.M1P2.host",
            "1764000004.M1P2.host:2,",
        ]

    def test_takes_one_of_its_folders_too(self, maildir: Path) -> None:
        assert len(opened(maildir / "cur")) == 2
        assert len(opened(maildir.parent)) == 4


class TestFolders:
    def test_give_messages_of_each_kind_and_pass_over_the_rest(self, tmp_path: Path) -> None:
        files = {
            "a.eml": mail("a"),
            "b.txt": b"I have your nudes.",
            "c.msg": b"\xd0\xcf\x11\xe0 damaged",
            "d.pdf": b"%PDF-1.7 damaged",
            "e.docx": b"PK\x03\x04 damaged",
            "f.MBOX": mbox("f"),
            "song.mp3": b"ID3",
            "me.jpg": b"\xff\xd8\xff\xe0",
            "settings.json": b'{"tabs": 4}',
            "build.xml": b"<project/>",
            "README": b"read me",
            "photos.zip": b"PK\x03\x04 damaged",
        }
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        assert sorted(opened(tmp_path)) == ["a.eml", "b.txt", "c.msg", "d.pdf", "e.docx", "f.MBOX"]

    def test_say_when_there_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "song.mp3").write_bytes(b"ID3")
        (reason,) = opened(tmp_path).values()
        assert "no mail or text in this folder" in str(reason)


class TestOneFile:
    def test_a_file_that_is_too_large_is_refused_before_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "large.eml"
        with path.open("wb") as file:
            file.truncate(300 * 1024 * 1024)
        tracemalloc.start()
        (reason,) = opened(path).values()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert "300 MB" in str(reason)
        assert peak < 1_000_000

    @pytest.mark.parametrize("name", ["none.eml", "a\0b.eml"])
    def test_what_is_not_there_is_said(self, tmp_path: Path, name: str) -> None:
        (one,) = Files().open(tmp_path / name)
        assert isinstance(one, Refused)

"""A record from its first file to its seal, and whatever is done to it after that."""

from __future__ import annotations

import contextlib
import io
import random
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.adapters.bag_stores import verify_bag
from bield.adapters.record_folder import RecordFolder
from bield.adapters.sealing import write_sealed
from bield.keep import (
    START,
    ItemChangedError,
    LogBrokenError,
    PictureNotTakenError,
    UnableToReadRecordError,
    UnclearTimeError,
    UnsafeNameError,
    What,
    head_after,
    line_of,
    moment_of,
    read_chain,
    refuse_unsafe,
    safe,
    seal,
)
from bield.recording import Keeper, add_file, begin, note
from bield.records import PictureAge
from bield.wiring import pipeline

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
KEEPER = Keeper(now=lambda: AT, made_by="bield test")
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: hello\r\n\r\nPay me or else.\r\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
Sealer = Callable[[str], Path]


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "case"
    begin(path, picture_age=PictureAge.UNKNOWN, keeper=KEEPER)
    for name, data in (("threat.eml", MAIL), ("other.txt", b"I know where you live")):
        (tmp_path / name).write_bytes(data)
        with RecordFolder(path) as folder:
            add_file(
                folder, tmp_path / name, how="saved", when=None, stages=pipeline(), keeper=KEEPER
            )
    return path


@pytest.fixture
def sealed(record: Path, tmp_path: Path) -> Sealer:
    def make(name: str) -> Path:
        with RecordFolder(record) as folder:
            made = seal(folder.chain, at="2026-11-24T10:00:00Z", made_by="bield test")
        out = tmp_path / name
        write_sealed(made, record, out, name="case", moment_s=int(AT.timestamp()))
        return out

    return make


def files_of(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {m.name: archive.extractfile(m).read() for m in archive if m.isreg()}  # type: ignore[union-attr]


def unpacked(path: Path, folder: Path) -> Path:
    for name, data in files_of(path).items():
        place = folder / name.removeprefix("case/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


class TestASeal:
    def test_is_the_same_bytes_for_the_same_record_and_moment(self, sealed: Sealer) -> None:
        assert sealed("one.tar").read_bytes() == sealed("two.tar").read_bytes()

    def test_holds_each_item_byte_for_byte(self, sealed: Sealer) -> None:
        assert files_of(sealed("one.tar"))["case/data/0002/threat.eml"] == MAIL

    def test_is_found_whole(self, sealed: Sealer) -> None:
        verified = verify_bag(sealed("one.tar"))
        assert verified.problems == ()
        assert verified.sealed_at == "2026-11-24T10:00:00Z"

    def test_is_refused_where_an_item_was_changed_on_the_disk(
        self, record: Path, sealed: Sealer
    ) -> None:
        item = record / "data" / "0002" / "threat.eml"
        item.chmod(0o600)
        item.write_bytes(MAIL.replace(b"Pay", b"Buy"))
        with pytest.raises(ItemChangedError, match=r"threat\.eml"):
            sealed("one.tar")
        assert not list(record.parent.glob("one.tar*"))

    def test_shows_every_bit_that_is_changed(self, sealed: Sealer, tmp_path: Path) -> None:
        whole = sealed("one.tar").read_bytes()
        chance = random.Random(5)  # noqa: S311 -- the same places each time
        for _ in range(200):
            place = chance.randrange(len(whole))
            changed = bytearray(whole)
            changed[place] ^= 1 << chance.randrange(8)
            (tmp_path / "changed.tar").write_bytes(changed)
            # Refused by name, or every difference named: never «unchanged».
            with contextlib.suppress(UnableToReadRecordError):
                assert verify_bag(tmp_path / "changed.tar").problems, place

    def test_tells_another_or_older_record_by_its_root(self, record: Path, sealed: Sealer) -> None:
        older = verify_bag(sealed("one.tar")).root
        with RecordFolder(record) as folder:
            note(folder, "It happened again.", keeper=KEEPER)
        newer = sealed("two.tar")
        assert verify_bag(newer).unchanged
        (problem,) = verify_bag(newer, expected_root=older).problems
        assert problem.what is What.REPLACED


class TestAChangedBag:
    @pytest.mark.parametrize(
        ("what", "change"),
        [
            (What.CHANGED, lambda bag: (bag / "data/0002/threat.eml").write_bytes(b"x")),
            (What.REMOVED, lambda bag: (bag / "data/0002/threat.eml").unlink()),
            (What.ADDED, lambda bag: (bag / "data/0002/more.txt").write_bytes(b"x")),
            (
                What.RENAMED,
                lambda bag: (bag / "data/0002/threat.eml").rename(bag / "data/0002/new.eml"),
            ),
            (What.CHANGED, lambda bag: (bag / "README.txt").write_bytes(b"x")),
        ],
    )
    def test_is_told_by_name(
        self, sealed: Sealer, tmp_path: Path, what: What, change: Callable[[Path], object]
    ) -> None:
        bag = unpacked(sealed("one.tar"), tmp_path / "bag")
        assert verify_bag(bag).unchanged
        change(bag)
        assert what in {problem.what for problem in verify_bag(bag).problems}

    @pytest.mark.parametrize("name", ["../out", "/etc/x", "case/../../x"])
    def test_that_leads_out_of_itself_is_refused(
        self, sealed: Sealer, tmp_path: Path, name: str
    ) -> None:
        path = sealed("one.tar")
        with tarfile.open(path, "a") as archive:
            info = tarfile.TarInfo(name)
            info.size = 1
            archive.addfile(info, io.BytesIO(b"x"))
        with pytest.raises(UnableToReadRecordError):
            verify_bag(path)

    def test_with_a_link_in_it_is_refused(self, sealed: Sealer, tmp_path: Path) -> None:
        bag = unpacked(sealed("one.tar"), tmp_path / "bag")
        (bag / "data" / "link").symlink_to("/etc/passwd")
        with pytest.raises(UnsafeNameError, match="link"):
            verify_bag(bag)


class TestAPicture:
    def test_is_not_copied_unless_all_in_it_are_adults(self, record: Path, tmp_path: Path) -> None:
        picture = tmp_path / "picture.png"
        picture.write_bytes(PNG)
        with RecordFolder(record) as folder:
            before = len(folder.chain.entries)
            with pytest.raises(PictureNotTakenError, match="under 18"):
                add_file(folder, picture, how="", when=None, stages=pipeline(), keeper=KEEPER)
            assert len(folder.chain.entries) == before
        kept = [p for p in record.rglob("*") if p.is_file() and PNG[:8] in p.read_bytes()]
        assert kept == []

    def test_is_taken_where_they_are(self, tmp_path: Path) -> None:
        begin(tmp_path / "case", picture_age=PictureAge.ADULT, keeper=KEEPER)
        (tmp_path / "chat.png").write_bytes(PNG)
        with RecordFolder(tmp_path / "case") as folder:
            add_file(
                folder, tmp_path / "chat.png", how="", when=None, stages=pipeline(), keeper=KEEPER
            )
        assert list((tmp_path / "case").rglob("chat.png"))


class TestALog:
    @given(st.lists(st.text(), min_size=2, max_size=6), st.data())
    def test_shows_a_line_that_was_changed_removed_or_moved(
        self, texts: list[str], data: st.DataObject
    ) -> None:
        lines: list[bytes] = []
        head = START
        for number, text in enumerate(texts, start=1):
            lines.append(line_of({"kind": "note", "text": text}, number=number, previous=head))
            head = head_after(lines[-1])
        assert read_chain(b"".join(lines)).head == head
        place = data.draw(st.integers(0, len(lines) - 2))
        removed = lines[:place] + lines[place + 1 :]
        moved = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
        changed = [*lines]
        changed[place] = changed[place].replace(b'"note"', b'"nota"')
        for broken in (removed, moved, changed):
            with pytest.raises(LogBrokenError):
                read_chain(b"".join(broken))

    def test_that_was_cut_short_keeps_what_was_told_of(self, record: Path) -> None:
        with RecordFolder(record) as folder:
            told = len(folder.chain.entries)
        with (record / "log.jsonl").open("ab") as log:
            log.write(b'{"kind":"note","te')
        with RecordFolder(record) as folder:
            assert len(folder.chain.entries) == told
            note(folder, "and on", keeper=KEEPER)
            assert len(folder.chain.entries) == told + 1


class TestATime:
    @pytest.mark.parametrize("raw", ["03/04/2026 10:00", "yesterday", "2026-02-30 10:00"])
    def test_is_never_guessed(self, raw: str) -> None:
        with pytest.raises(UnclearTimeError):
            moment_of(raw)

    def test_keeps_what_was_typed(self) -> None:
        moment = moment_of("24 November 2026, 9:05pm")
        assert moment.raw == "24 November 2026, 9:05pm"
        assert moment.at == datetime(2026, 11, 24, 21, 5)


class TestAName:
    @given(st.text())
    def test_of_any_kind_becomes_one_that_every_machine_takes(self, name: str) -> None:
        refuse_unsafe(safe(name))

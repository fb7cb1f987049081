"""A record that goes to and fro within pages: verified in full, bounded, with no picture in it."""

from __future__ import annotations

import base64
import io
import tempfile
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from keeping_proof import MAIL, PNG, STORY, Keeping, file, member, names_in, repacked, whole
from visitor import Site, text_of

from bield.adapters.memory_record import MemoryRecord
from bield.adapters.sealing import pour
from bield.keep import seal
from bield.recording import Keeper, add_bytes, begin_in
from bield.records import PictureAge
from bield.wiring import pipeline
from bield_site.guide.carried import NotCarriedError, is_whole, packed, unpacked
from bield_site.operations import recording
from bield_site.operations.recording import MAX_SEALED_BYTES, Tools
from bield_site.operations.turns import BusyError, Turns
from documents import Sheet, docx, encoded, lines_of, paragraph, pdf, street
from documents import packed as zipped

AT = datetime(2026, 11, 24, 21, 5, tzinfo=UTC)
KEEPER = Keeper(now=lambda: AT, made_by="bield 0")


def sealed(picture_age: PictureAge, *files: tuple[str, bytes]) -> bytes:
    """A record as the command line seals it."""
    record = MemoryRecord()
    begin_in(record, picture_age=picture_age, keeper=KEEPER)
    for name, data in files:
        add_bytes(record, data, name, how="given", when=None, stages=pipeline(), keeper=KEEPER)
    sink = io.BytesIO()
    made = seal(record.chain, at=KEEPER.at(), made_by="bield 0")
    pour(made, record.opened, sink, name="case", moment_s=int(AT.timestamp()))
    return sink.getvalue()


def unmarked(tar: bytes) -> str:
    """A field that did not come from a page of ours."""
    return f"{'0' * 64}.{packed(tar).partition('.')[2]}"


@pytest.fixture(scope="module")
def person() -> Keeping:
    return whole()


@pytest.fixture
def busy() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bield_site.wiring.Tools", _busy_tools)
        yield


def _busy_tools(**given: object) -> Tools:
    return Tools(turns=Turns(at_once=0, waiting=0), **given)  # type: ignore[arg-type]


class TestField:
    def test_gives_back_what_was_packed(self) -> None:
        came = unpacked(packed(b"abc" * 1_000))
        assert (came.tar, came.looked_through) == (b"abc" * 1_000, True)
        assert is_whole(packed(b"abc"))

    def test_of_another_key_is_read_and_not_taken_for_ours(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        value = packed(b"abc")
        monkeypatch.setattr(settings, "SECRET_KEY", "another, after a restart")
        assert unpacked(value).tar == b"abc"
        assert not unpacked(value).looked_through

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "x",
            f"{'0' * 64}.",
            f"{'0' * 64}.!!!!",
            f"{'0' * 64}.QUJD",
            f"{'0' * 64}.{base64.urlsafe_b64encode(zlib.compress(b'x') + b'y').decode()}",
            f"{'0' * 64}.{base64.urlsafe_b64encode(zlib.compress(b'x' * 99)[:-3]).decode()}",
        ],
    )
    def test_that_holds_nothing_whole_is_refused(self, value: str) -> None:
        with pytest.raises(NotCarriedError):
            unpacked(value)
        if value:
            page = Site().ask("/notes", carried=value)
            assert page.status_code == 422
            assert "did not come back whole" in text_of(page)
            assert 'href="tel:' in page.content.decode()

    def test_that_unpacks_to_more_than_a_record_is_refused_in_little_memory(self) -> None:
        bomb = base64.urlsafe_b64encode(zlib.compress(bytes(4 * MAX_SEALED_BYTES))).decode()
        tracemalloc.start()
        try:
            with pytest.raises(NotCarriedError):
                unpacked(f"{'0' * 64}.{bomb}")
            assert tracemalloc.get_traced_memory()[1] < 2.5 * MAX_SEALED_BYTES
        finally:
            tracemalloc.stop()


class TestReceipt:
    def test_goes_on_after_the_server_was_started_again(
        self, person: Keeping, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(settings, "SECRET_KEY", "another, after a restart")
        page = Site().ask("/notes/words", carried=person.carried, add="yes", text="Again.")
        assert page.status_code == 200
        assert STORY in text_of(page)

    @pytest.mark.parametrize("action", ["", "/words", "/file", "/give", "/lock", "/fix"])
    def test_of_a_record_that_was_changed_is_refused_whatever_is_pressed(
        self, person: Keeping, action: str
    ) -> None:
        name = next(n for n in names_in(person.tar) if n.endswith("threat.eml"))
        for tar in (
            repacked(person.tar, [(name, MAIL.replace(b"900", b"100"))]),
            repacked(person.tar, [("notes/log.jsonl", member(person.tar, "notes/log.jsonl")[:-9])]),
            person.tar[: len(person.tar) // 2],
            person.tar.replace(b"school", b"office"),
            b"no tar at all",
        ):
            for field in (packed(tar), unmarked(tar)):
                page = Site().ask(
                    f"/notes{action}", carried=field, add="yes", text="x", entry="2", lock="words"
                )
                assert page.status_code == 422
                assert "Content-Disposition" not in page

    @pytest.mark.usefixtures("busy")
    def test_when_too_many_do_it_loses_nothing(self, person: Keeping) -> None:
        page = Site().ask("/notes/words", carried=person.carried, add="yes", text="My new words.")
        assert page.status_code == 503
        assert page["Retry-After"] == "5"
        html = page.content.decode()
        assert "Nothing you did is lost" in text_of(page)
        assert 'name="text" value="My new words."' in html
        assert f'name="carried" value="{person.carried}"' in html
        assert 'action="/notes/words"' in html

    @pytest.mark.usefixtures("busy")
    def test_when_too_many_do_it_asks_for_files_again_and_keeps_the_words(
        self, person: Keeping
    ) -> None:
        page = Site().ask(
            "/notes/letters", carried=person.carried, add="yes",
            files=[file("a.eml", MAIL)], pasted="Emily: pay",
        )  # fmt: skip
        assert page.status_code == 503
        assert "choose your files again" in text_of(page)
        assert ">Emily: pay</textarea>" in page.content.decode()
        assert f'name="carried" value="{person.carried}"' in page.content.decode()


class TestTurn:
    def test_is_given_back_after_a_record_that_was_refused(self) -> None:
        tools = Tools(stages=pipeline(), keeper=KEEPER, turns=Turns(at_once=1, waiting=0))
        for _ in range(3):
            with pytest.raises(recording.NotOurRecordError):
                recording.look(recording.Carried(tar=b"x", looked_through=True), tools=tools)
        with tools.turns.taken(), pytest.raises(BusyError):
            recording.look(recording.Carried(tar=b"x", looked_through=True), tools=tools)


def mail_with_a_picture() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.net", "b@example.org", "Hello"
    mail.set_content("I have your nudes. Pay me.")
    mail.add_attachment(PNG, maintype="image", subtype="png", filename="you.png")
    return mail.as_bytes()


class TestPicture:
    @pytest.mark.parametrize(
        "picture",
        [
            file("shot.png", b"words", "text/plain"),
            file("clip.MP4", b"words", "text/plain"),
            file("letter.txt", b"words", "image/jpeg"),
            file("letter.eml", PNG, "message/rfc822"),
            file("letter.txt", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99, "text/plain"),
            file("letter.pdf", pdf(Sheet(lines=lines_of(STORY), pictures=[street()]))),
            file("letter.docx", docx(paragraph(STORY), {"word/media/a.png": encoded(street())})),
            file("things.zip", zipped({"a.jpg": encoded(street())})),
            file("drawn.svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
            file("page.html", b"<p>x</p><img src='data:image/png;base64,"
                 + base64.b64encode(encoded(street())) + b"'>"),
        ],
        ids=["name", "video", "type", "bytes", "phone", "pdf", "docx", "zip", "svg", "html"],
    )  # fmt: skip
    def test_is_refused_at_its_name_its_type_its_bytes_and_inside_others(
        self, picture: SimpleUploadedFile
    ) -> None:
        picture.seek(0)
        someone = Keeping()
        text = text_of(someone.bring(picture, pasted="Emily: pay me"))
        assert "picture" in text[text.index("Not added") :][:120]
        assert encoded(street())[:60] not in someone.tar
        assert PNG[:60] not in someone.tar

    def test_in_a_mail_or_an_export_is_left_out_and_the_words_are_kept(self) -> None:
        chat = b"24/11/2026, 21:45 - Emily: I have your nudes. Pay me\n" * 2
        someone = Keeping()
        page = someone.bring(
            file("threat.eml", mail_with_a_picture()),
            file("chat.zip", zipped({"_chat.txt": chat, "IMG-1.jpg": encoded(street())})),
        )
        text = text_of(page)
        assert "Of these we took the words alone: threat.eml , chat.zip ." in text
        assert "you.png" in text
        assert PNG[:60] not in someone.tar
        assert encoded(street())[:60] not in someone.tar
        assert base64.b64encode(PNG)[:60] not in someone.tar
        assert chat in someone.tar

    def test_in_a_record_from_elsewhere_is_refused_at_every_door(self) -> None:
        allowed = sealed(PictureAge.ADULT, ("me.png", encoded(street())))
        without = sealed(PictureAge.ADULT, ("a.txt", b"I have your nudes"))
        # A picture that somebody smuggled in: begun for any age, and sealed by hand.
        record = MemoryRecord()
        begin_in(record, picture_age=PictureAge.UNKNOWN, keeper=KEEPER)
        said = {"kind": "item", "at": KEEPER.at(), "what": "a text", "words": "given", "how": ""}
        record.keep(record.take_bytes(encoded(street())), "a.txt", said)
        sink = io.BytesIO()
        made = seal(record.chain, at=KEEPER.at(), made_by="bield 0")
        pour(made, record.opened, sink, name="case", moment_s=int(AT.timestamp()))
        for tar in (allowed, without, sink.getvalue()):
            for action in ("", "/file", "/give", "/letters"):
                page = Site().ask(
                    f"/notes{action}", carried=unmarked(tar), add="yes", pasted="words"
                )
                assert page.status_code == 422, action
            page = Site().ask("/notes/open", file=file("notes.tar", tar))
            assert page.status_code == 422
            assert "made to hold pictures" in text_of(page)


class TestDisk:
    def test_is_never_reached(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a temporary file was made")

        for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"):
            monkeypatch.setattr(tempfile, name, refuse)
        someone = Keeping()
        assert someone.bring(file("a.txt", b"Pay me. " * 500_000)).status_code == 200
        assert someone.send("file").status_code == 200

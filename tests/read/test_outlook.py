"""Mails saved from Outlook, and files that only say they are."""

from __future__ import annotations

import struct
import tracemalloc

import pytest
from compound import (
    BODY,
    CODEPAGE,
    DATA,
    HEADERS,
    HTML,
    INTERNET_CODEPAGE,
    MEDIA_TYPE,
    NAME,
    RTF,
    SENDER_SMTP,
    SUBJECT,
    Tree,
    Value,
    compound_file,
    compressed,
    outlook_tree,
)
from hypothesis import given
from hypothesis import strategies as st

from bield.read import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    TooComplexToReadError,
    UnableToReadError,
    read,
)
from bield.read.kinds import Kind, kind_of
from bield.read.outlook import read_outlook
from bield.read.rtf import MAX_RTF_BYTES, decompress, unpack_rtf
from bield.records import Format, Message

THREAT = "I filmed you through your own camera. Send 900 dollars in bitcoin within two days."
PLAIN = outlook_tree(
    {SUBJECT: "Your secret life", BODY: THREAT, SENDER_SMTP: "nobody@threat.example"},
    to=["ada@home.example", "bo@home.example"],
)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def saved(**kinds: object) -> bytes:
    values = {SUBJECT: "Hello", SENDER_SMTP: "one@example.org", **kinds.pop("values", {})}  # type: ignore[dict-item]
    return compound_file(outlook_tree(values, **kinds))  # type: ignore[arg-type]


class TestReadOutlook:
    def test_gives_subject_body_sender_and_recipients(self) -> None:
        message = read(compound_file(PLAIN))
        assert message.format is Format.MAIL
        assert message.text == f"Your secret life\n\n{THREAT}"
        assert message.sender == "nobody@threat.example"
        assert message.recipients == ("ada@home.example", "bo@home.example")
        assert message.notes == ()

    @pytest.mark.parametrize(
        ("codepage", "codec"),
        [
            (1251, "cp1251"),
            (932, "cp932"),
            (65001, "utf-8"),
            (28592, "iso8859_2"),
            (20866, "koi8-r"),
        ],
    )
    def test_reads_letters_of_the_code_page_that_it_names(self, codepage: int, codec: str) -> None:
        words = {"cp932": "あなたの動画を持っている", "iso8859_2": "Mám tvé video, Františku"}.get(
            codec, "У меня есть твоё видео"
        )
        tree = outlook_tree({SUBJECT: words, BODY: words, CODEPAGE: codepage}, narrow=codec)
        assert read(compound_file(tree)).text == f"{words}\n\n{words}"

    def test_takes_the_html_that_outlook_shows(self) -> None:
        html = "<p>I have <span style='display:none'>зима</span>рecorded&nbsp;you</p>".encode()
        message = read(saved(values={BODY: "See below", HTML: html, INTERNET_CODEPAGE: 65001}))
        assert message.text == "Hello\n\nI have рecorded\xa0you"

    def test_takes_the_plain_words_where_the_html_says_almost_nothing(self) -> None:
        assert THREAT in read(saved(values={BODY: THREAT, HTML: b"<img src=x>"})).text

    def test_reads_the_html_that_outlook_keeps_in_compressed_rtf(self) -> None:
        rtf = (
            rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}"
            rb"{\f1\fcharset204 Arial;}}{\*\htmltag18 <html>}{\*\htmltag50 <body>}"
            rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 I know your secret\htmlrtf\par}\htmlrtf0"
            rb"{\*\htmltag72 </p>}{\*\htmltag64 <p style='display:none'>}winter{\*\htmltag72 </p>}"
            rb"{\*\htmltag64 <p>}{\f1 \'ef\'eb\'e0\'f2\'e8}{\*\htmltag84 &nbsp;}\u8364?900"
            rb"{\*\mhtmltag84 no}{\*\htmltag58 </body>}}"
        )
        message = read(saved(values={RTF: compressed(rtf)}))
        assert message.text == "Hello\n\nI know your secret\nплати\xa0€900"

    def test_reads_rtf_that_never_was_html(self) -> None:
        rtf = (
            rb"{\rtf1\ansi{\fonttbl{\f0 Calibri;}}{\colortbl;\red0;}{\*\generator Riched20;}"
            rb"{\info{\author Somebody}}Pay me\'85 or else\par \{900\} \u-10179?\u-8704?\line end}"
        )
        message = read(saved(values={RTF: compressed(rtf)}))
        assert message.text == "Hello\n\nPay me… or else\n{900} 😀\nend"

    def test_finds_the_sender_in_the_headers_where_the_file_has_an_exchange_name_only(self) -> None:
        tree = outlook_tree(
            {
                SUBJECT: "Hello",
                BODY: "words",
                0x0C1F: "/O=EXAMPLE/OU=FIRST/CN=RECIPIENTS/CN=ADA",
                HEADERS: "From: Ada <ada@home.example>\r\nTo: bo@home.example\r\n\r\n",
            }
        )
        message = read(compound_file(tree))
        assert message.sender == "ada@home.example"
        assert message.recipients == ("bo@home.example",)

    def test_names_what_is_attached_and_reads_attached_text(self) -> None:
        message = read(
            saved(
                values={BODY: "Look at these."},
                attached=[
                    {NAME: "archive.7z", DATA: b"7z\xbc\xaf\x27\x1c" + b"\0" * 5_000},
                    {NAME: "note.txt", DATA: THREAT.encode()},
                ],
            )
        )
        assert message.text == f"Hello\n\nLook at these.\n\n{THREAT}"
        assert message.notes == ("Not opened: archive.7z.",)

    def test_judges_the_mail_that_is_attached_and_not_who_passed_it_on(self) -> None:
        tree = outlook_tree(
            {
                SUBJECT: "FW: Your secret life",
                BODY: "Is this real?",
                SENDER_SMTP: "ada@home.example",
            },
            to=["help@school.example"],
            attached=[{NAME: "Your secret life.msg", DATA: dict(PLAIN)}],
        )
        message = read(compound_file(tree))
        assert message.text == f"Your secret life\n\n{THREAT}"
        assert message.sender == "nobody@threat.example"
        assert message.forwarded_by == "ada@home.example"
        assert "ada@home.example" in message.recipients
        assert "passed on by ada@home.example" in message.notes[0]

    def test_opens_a_saved_mail_that_is_attached_to_a_saved_mail(self) -> None:
        eml = b"From: nobody@threat.example\r\nTo: ada@home.example\r\nSubject: x\r\n\r\n" + (
            THREAT.encode()
        )
        for name, data in (("it.eml", eml), ("it.msg", compound_file(PLAIN))):
            message = read(saved(values={BODY: "I got this."}, attached=[{NAME: name, DATA: data}]))
            assert message.sender == "nobody@threat.example"
            assert message.forwarded_by == "one@example.org"

    @pytest.mark.parametrize("megabytes", [3, 9, 20])
    def test_answers_for_a_mail_with_a_large_attachment(self, megabytes: int) -> None:
        attachment = {NAME: "big.txt", DATA: b"x" * megabytes * 1_000_000 + b"last"}
        message = read(saved(values={BODY: THREAT}, attached=[attachment]))
        assert THREAT in message.text
        assert not any("damaged" in note for note in message.notes)


class TestPictures:
    @pytest.mark.parametrize(
        "made",
        [
            saved(values={BODY: "look"}, attached=[{NAME: "me.png", DATA: PNG}]),
            saved(
                values={BODY: "look"}, attached=[{NAME: "me", MEDIA_TYPE: "image/x", DATA: b"x"}]
            ),
            saved(values={BODY: "look"}, attached=[{NAME: "me", DATA: {"CONTENTS": PNG}}]),
            saved(values={HTML: b"<p>look<img src='data:image/png;base64,iVBORw0KGgo='>"}),
            saved(values={RTF: compressed(rb"{\rtf1 look{\pict\pngblip 89504e47}}")}),
        ],
        ids=["by its bytes", "by its media type", "as an object", "in the HTML", "in the RTF"],
    )
    def test_are_refused_where_they_are_not_taken_and_words_are_read_elsewhere(
        self, made: bytes
    ) -> None:
        assert "look" in read(made).text
        with pytest.raises(PictureRefusedError, match="stay on your own device"):
            read(made, pictures_allowed=False)


class TestRefusals:
    def test_says_when_a_compound_file_is_no_mail(self) -> None:
        other = compound_file({"WordDocument": b"x" * 5_000})
        assert kind_of(other) is Kind.BINARY
        with pytest.raises(NotAMessageError, match="old Office document"):
            read(other)
        with pytest.raises(NotAMessageError, match="damaged"):
            read_outlook(other)

    def test_says_when_there_are_no_words(self) -> None:
        with pytest.raises(NothingToReadError):
            read(compound_file(outlook_tree({SENDER_SMTP: "a@example.org"})))

    def test_refuses_or_says_what_is_missing_wherever_the_file_is_cut(self) -> None:
        whole = compound_file(PLAIN)
        for length in range(0, len(whole) - 1, 97):
            message = outcome(whole[:length])
            if isinstance(message, Message):
                assert message.text == read(whole).text or any(
                    "damaged" in n for n in message.notes
                )

    def test_refuses_mails_nested_deeper_than_anybody_nests_them(self) -> None:
        tree: Tree = outlook_tree({SUBJECT: "0", BODY: "words"}, inner=True)
        for depth in range(30):
            tree = outlook_tree({SUBJECT: str(depth)}, attached=[{DATA: tree}], inner=depth < 29)
        with pytest.raises(TooComplexToReadError):
            read(compound_file(tree))

    def test_refuses_a_directory_longer_than_any_mail_has(self) -> None:
        # In a hundred storages, so that it is long and nowhere deep.
        storage = {f"__substg1.0_{n:08X}": b"x" for n in range(90)}
        tree = dict(PLAIN) | {f"__attach_version1.0_#{n:08X}": storage for n in range(100)}
        with pytest.raises(TooComplexToReadError):
            read_outlook(compound_file(tree))

    def test_reads_no_more_than_the_file_holds_though_its_streams_share_their_sectors(
        self,
    ) -> None:
        data = b"\1" * 100_000
        attached: list[dict[int, Value]] = [
            {NAME: f"{n}.bin", DATA: data[: len(data) - n]} for n in range(20)
        ]
        tree = outlook_tree({SUBJECT: "Hello", BODY: "words"}, attached=attached)
        # Each attachment now says that it is as large as the whole file.
        whole = compound_file(tree)
        for n in range(20):
            whole = whole.replace(struct.pack("<Q", len(data) - n), struct.pack("<Q", len(whole)))
        tracemalloc.start()
        with pytest.raises(TooComplexToReadError):
            read_outlook(whole)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 100_000_000

    @pytest.mark.parametrize("place", [30, 32, 44, 48, 60, 64, 68, 72, 76, 80])
    @pytest.mark.parametrize("value", [0, 1, 2, 7, 0x7FFFFFFF, 0xFFFFFFFF])
    def test_takes_no_table_at_its_word(self, place: int, value: int) -> None:
        whole = bytearray(compound_file(PLAIN))
        struct.pack_into("<L", whole, place, value)
        outcome(bytes(whole))

    def test_unpacks_no_more_rtf_than_is_read(self) -> None:
        stored = struct.pack("<III4s", 0, 0, 0x75465A4C, b"") + (b"\x00" + b"letters ") * 400_000
        assert MAX_RTF_BYTES - 300 < len(decompress(stored)) <= MAX_RTF_BYTES

    def test_leaves_out_what_stands_in_more_groups_than_anybody_writes(self) -> None:
        assert unpack_rtf(b"{" * 900 + b"words").text == "words"
        assert unpack_rtf(b"{" * 1_100 + b"words").text == ""

    @pytest.mark.parametrize("rtf", [b"{" * 500_000, b"{}" * 500_000, b"\\'e9" * 500_000])
    @pytest.mark.timeout(20)
    def test_ends_soon_whatever_rtf_is_made_of(self, rtf: bytes) -> None:
        assert isinstance(unpack_rtf(rtf).text, str)


def outcome(data: bytes) -> Message | str:
    """The message or the sentence of a named refusal; anything else that is raised is a fault."""
    try:
        return read_outlook(data)
    except UnableToReadError as refusal:
        return str(refusal)


WHOLE = compound_file(PLAIN)


class TestNothingEscapes:
    @given(
        st.lists(
            st.tuples(st.integers(0, len(WHOLE) - 4), st.sampled_from([0, 1, 3, 0xFE, 0xFF, 0x7F])),
            max_size=40,
        ),
        st.integers(0, len(WHOLE)),
    )
    def test_any_damage_gives_words_or_a_named_refusal(
        self, changes: list[tuple[int, int]], length: int
    ) -> None:
        data = bytearray(WHOLE)
        for at, value in changes:
            data[at : at + 4] = bytes([value] * 4)
        for made in (bytes(data), bytes(data[:length])):
            message = outcome(made)
            if isinstance(message, Message):
                message.text.encode("utf-8")
                assert "\x00" not in message.text

    @given(st.binary(max_size=3_000))
    def test_any_bytes_are_unpacked_or_give_nothing(self, data: bytes) -> None:
        unpack_rtf(decompress(b"\0" * 8 + b"LZFu" + b"\0" * 4 + data)).text.encode("utf-8")
        unpack_rtf(rb"{\rtf1\fromhtml1 " + data).text.encode("utf-8")

    @given(st.text(alphabet="{}\\'* 0123456789abfuhtmlrc\n", max_size=400))
    def test_any_rtf_gives_text(self, rtf: str) -> None:
        assert "\x00" not in unpack_rtf(rtf.encode()).text.replace("\x00", "")

    @given(st.binary(min_size=1, max_size=3_000))
    def test_what_is_compressed_comes_back(self, rtf: bytes) -> None:
        assert decompress(compressed(rtf)) == rtf

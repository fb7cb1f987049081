"""PDF: the words on its pages, and what its codes say."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield import check
from bield.ports import Raster
from bield.read import (
    NotAMessageError,
    NothingToReadError,
    PictureRefusedError,
    UnableToReadError,
    read,
)
from bield.read.pdf import read_pdf
from bield.read.pdf_pages import MAX_PAGES
from bield.read.refusals import LockedError
from bield.read.seen import MAX_LOOKED_AT, MAX_READ_OFF
from bield.records import Format, IndicatorKind, Verdict
from documents import (
    PAYMENT,
    THREAT,
    WALLET,
    FakeEyes,
    Sheet,
    letter,
    lines_of,
    pdf,
    pdf_of,
    stream,
    street,
)

INLINE = b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
"""A picture of one pixel that stands among the words of a page, as PDF writes it."""
LETTER = Sheet(lines=lines_of(THREAT), pictures=[street()], links=["https://pay.example/jane"])


class TestWords:
    def test_stand_page_after_page(self) -> None:
        message = read(pdf(Sheet(lines=["One (first)", "Zwei für Jürgen"]), Sheet(lines=["Three"])))
        assert message.format is Format.DOCUMENT
        assert message.text == "One (first)\nZwei für Jürgen\n\nThree"
        assert message.notes == ()

    def test_are_followed_by_where_the_links_lead_unless_that_is_written_out(self) -> None:
        links = ["https://a.example/pay", "https://b.example/"]
        message = read(pdf(Sheet(lines=["Pay at https://b.example/ now"], links=links)))
        assert message.text.endswith("now\n\nLink: https://a.example/pay")

    def test_that_stand_beside_the_page_are_left_out(self) -> None:
        hidden = b"BT /F1 11 Tf 5000 500 Td (nobody sees this) Tj ET"
        assert "nobody" not in read(pdf(Sheet(lines=["Seen"], drawing=hidden))).text

    def test_name_sextortion_and_the_wallet_of_a_threat_in_a_pdf(self) -> None:
        finding = check(pdf(Sheet(lines=lines_of(f"{THREAT} {WALLET}")))).finding
        assert finding.verdict is Verdict.SEXTORTION
        assert [i.value for i in finding.indicators if i.kind is IndicatorKind.BITCOIN] == [WALLET]


class TestPictures:
    def test_are_named_as_not_looked_at_where_nothing_can(self) -> None:
        message = read_pdf(pdf(LETTER))
        assert "Jane Roe" in message.text
        assert message.notes == ("Not looked at: 1 picture in it.",)

    def test_are_looked_at_for_codes_and_for_words_only_on_a_page_without_any(self) -> None:
        eyes = FakeEyes(words="a scanned threat", codes=(PAYMENT,))
        message = read_pdf(pdf(LETTER, Sheet(pictures=[letter(THREAT)])), eyes=eyes)
        assert [words for _, words in eyes.shown] == [False, True]
        assert "a scanned threat" in message.text
        assert message.text.endswith(f"Link: https://pay.example/jane\nQR code: {PAYMENT}")
        assert any("some letters may be wrong" in note for note in message.notes)

    def test_are_shown_as_the_page_is_laid_out_in_grey_within_bounds(self) -> None:
        eyes = FakeEyes()
        read_pdf(pdf(LETTER, Sheet(lines=["x"], box="0 0 14400 3")), eyes=eyes)
        for shown, _ in eyes.shown:
            assert isinstance(shown, Raster)
            assert len(shown.grey) == shown.width * shown.height <= 6_100_000
        first = eyes.shown[0][0]
        assert isinstance(first, Raster)
        assert (first.width, first.height) == (2060, 2914)
        assert min(first.grey) < 60, "ink"

    def test_that_cannot_be_read_are_noted_and_the_words_stay(self) -> None:
        eyes = FakeEyes(refusal=UnableToReadError("Install this."))
        message = read_pdf(pdf(LETTER), eyes=eyes)
        assert "Jane Roe" in message.text
        assert message.notes == ("A picture in it could not be read. Install this.",)

    def test_alone_are_refused_with_what_to_do(self) -> None:
        with pytest.raises(NothingToReadError, match=r"pictures only.*Type the words"):
            read_pdf(pdf(Sheet(pictures=[letter(THREAT)])))

    def test_are_looked_at_within_bounds_and_it_says_so(self) -> None:
        eyes = FakeEyes()
        message = read_pdf(pdf(*[Sheet(lines=["9"], pictures=[street()])] * 25), eyes=eyes)
        assert len(eyes.shown) == MAX_LOOKED_AT
        assert sum(words for _, words in eyes.shown) == MAX_READ_OFF
        assert message.notes == (
            "Not looked at: 5 pictures in it.",
            "Only codes, and no words, were looked for in 10 of the pictures in it.",
        )


class TestOnTheSite:
    def test_words_and_drawn_lines_are_taken(self) -> None:
        data = pdf(Sheet(lines=lines_of(THREAT), drawing=b"0 0 m 500 800 l S"))
        assert "Jane Roe" in read(data, pictures_allowed=False).text

    @pytest.mark.parametrize(
        "data",
        [
            pdf(LETTER),
            pdf(LETTER).replace(b"/Image", b"/#49mage"),
            pdf(Sheet(lines=["Hello"], drawing=INLINE)),
            pdf(Sheet(lines=["Hello"])).replace(
                b"%%EOF", b"9 0 obj<</Type/EmbeddedFile/Length 1>>stream\nx\nendstream endobj"
            ),
        ],
        ids=["photograph", "in other letters", "within the page", "attached"],
    )  # fmt: skip
    def test_a_picture_or_another_file_in_it_is_refused(self, data: bytes) -> None:
        with pytest.raises(PictureRefusedError, match="own device"):
            read(data, pictures_allowed=False)

    def test_a_refusal_keeps_no_other_pdf_waiting(self) -> None:
        # The refusal holds on to the reader that raised it, and that to a lock if it could.
        with pytest.raises(PictureRefusedError) as kept:
            read_pdf(pdf(Sheet(lines=["Hello"], drawing=INLINE)), pictures_allowed=False)
        assert kept.value
        assert read(pdf(Sheet(lines=["Next"]))).text == "Next"


class TestRefusals:
    def test_of_a_locked_one_says_how_to_unlock_it(self) -> None:
        lock = (
            b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%b)/U(%b)>>/ID[(a)(a)]"
            % (b"o" * 32, b"u" * 32)
        )  # fmt: skip
        with pytest.raises(LockedError, match=r"password.*print it to a new PDF"):
            read(pdf(Sheet(lines=["secret"]), trailer=lock))

    @pytest.mark.parametrize("data", [b"%PDF-1.7 ...", pdf(LETTER)[:60], b"%PDF-" + b"\x00" * 900])
    def test_of_a_broken_one_says_what_to_do(self, data: bytes) -> None:
        with pytest.raises(NotAMessageError, match=r"broken.*copy the words"):
            read(data)

    def test_of_an_empty_one_says_what_to_do(self) -> None:
        with pytest.raises(NothingToReadError, match="No words were found"):
            read(pdf(Sheet()))


class TestBounds:
    def test_reads_so_many_pages_and_says_so(self) -> None:
        message = read(pdf(*[Sheet(lines=["page"])] * (MAX_PAGES + 7)))
        assert message.text.count("page") == MAX_PAGES
        assert message.notes == ("Only the first 50 of 57 pages were read.",)

    def test_reads_so_many_characters_and_says_so(self) -> None:
        message = read(pdf(*[Sheet(lines=["word " * 18] * 50)] * 40))
        assert len(message.text) == 100_000
        assert any("Only the first 100,000 characters" in note for note in message.notes)

    def test_a_page_that_is_broken_is_told_and_the_others_are_read(self) -> None:
        data = pdf(Sheet(lines=["One"]), Sheet(lines=["Two"]))
        page = data.rindex(b"<</Type/Page/Parent")
        data = data[:page] + data[page:].replace(b"<</Type/Page/", b"[</Type/Page/", 1)
        message = read(data)
        assert message.text == "One"
        assert message.notes == (
            "1 of its pages could not be read: that part of the file is broken.",
        )

    def test_a_tree_of_pages_that_leads_into_itself_ends(self) -> None:
        loop = pdf_of(
            [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"]
        )
        with pytest.raises(UnableToReadError):
            read(loop)


GOOD = pdf(LETTER, Sheet(lines=["Two"], links=["https://a.example"]))
PIECES = [GOOD[at : at + 97] for at in range(0, len(GOOD) - 97, 97)][:40]


class TestNothingEscapes:
    @given(
        st.integers(0, len(GOOD)),
        st.integers(0, 200),
        st.one_of(st.binary(max_size=40), st.sampled_from(PIECES)),
    )
    def test_any_damage_gives_words_or_a_named_refusal(self, at: int, cut: int, put: bytes) -> None:
        data = GOOD[:at] + put + GOOD[at + cut :]
        try:
            message = read_pdf(data, eyes=FakeEyes(codes=(PAYMENT,)))
        except UnableToReadError:
            return
        message.text.encode("utf-8")
        assert message.text.strip()

    def test_words_of_a_page_hold_no_half_letters(self) -> None:
        mapped = stream(b"/CIDInit /ProcSet findresource begin 1 beginbfchar <41> <D800> endbfchar")
        data = pdf(Sheet(lines=["AB"])).replace(
            b"/Encoding/WinAnsiEncoding", b"/ToUnicode 99 0 R/Encoding/WinAnsiEncoding"
        )
        data = data.replace(b"xref\n", b"99 0 obj\n" + mapped + b"\nendobj\nxref\n", 1)
        with suppress(UnableToReadError):
            read(data).text.encode("utf-8")

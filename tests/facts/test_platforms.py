"""What each app and each way of paying says of itself, and the entries that are refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bield.facts import FactsError, load_catalogue, read_catalogue
from bield.records import Band, Catalogue, Note, Paid, Topic

SMALL = Path(__file__).parent / "small"
"""A catalogue of a few entries; its one platform is Instagram, its one payment is crypto."""

PLATFORM = """\
instagram:
  name: Instagram
  pause: "yes"
  checked: 2026-11-24
  notes:
    pause:
      lines: [An account can be paused there.]
      sources: [police_page]
"""
PAYMENT = """\
crypto:
  name: Cryptocurrency
  stoppable: "no"
  checked: 2026-11-24
  note:
    lines: [A payment cannot be taken back.]
    sources: [police_message]
"""
Read = Callable[[str, str], Catalogue]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read the small catalogue with one of its files made anew."""

    def with_file(name: str, content: str) -> Catalogue:
        folder = tmp_path / "facts"
        shutil.copytree(SMALL, folder)
        (folder / name).write_text(content, encoding="utf-8")
        return read_catalogue(folder)

    return with_file


def every_note() -> list[tuple[str, Note]]:
    catalogue = load_catalogue()
    return [
        *((f"{p.id} {t}", n) for p in catalogue.platforms.values() for t, n in p.notes.items()),
        *((payment.id, payment.note) for payment in catalogue.payments.values()),
    ]


def said_of(platform: str, topic: Topic) -> str:
    return " ".join(load_catalogue().platforms[platform].notes[topic].lines)


HANDLING = re.compile(r"\b(screenshots?|screen-?grabs?|cop(y|ies|ied)|export|archive)\b", re.I)
NUDE = re.compile(r"\b(nudes?|pictures?|images?|photos?|videos?|media)\b", re.I)
LEFT_ALONE = re.compile(
    r"leave it to the police|so that no private picture|asks for the link, and not for the picture",
    re.I,
)


def asks_for_a_copy_of_a_nude(lines: tuple[str, ...]) -> bool:
    """Tell whether a note speaks of copying and of pictures, without saying to leave them out."""
    said = " ".join(lines)
    return bool(HANDLING.search(said) and NUDE.search(said) and not LEFT_ALONE.search(said))


def says_that_a_copy_may_hold_a_nude(lines: tuple[str, ...]) -> bool:
    said = " ".join(lines)
    return bool(NUDE.search(said) and LEFT_ALONE.search(said))


class TestAPlatformIsRefused:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('pause: "yes"', "pause: perhaps", "“instagram”, pause: “perhaps” is not one of yes"),
            ('  pause: "yes"\n', "", "“instagram”, pause: it is missing"),
            ("  checked: 2026-11-24\n", "", "“instagram”, checked: it is missing"),
            ("    pause:\n", "    deletion:\n", "“instagram” → “notes”, deletion: “deletion” is"),
            ("    pause:\n", "    stop_payment:\n", "notes”, stop_payment: this stands in"),
            ("      sources: [police_page]\n", "", "“notes” → “pause”, sources: it is missing"),
            ("[police_page]", "[]", "“pause”, sources: a note needs a source"),
            ("[police_page]", "[hearsay]", "“pause”, sources: “hearsay” is not in sources.yaml"),
            ("[An account can be paused there.]", "[]", "“pause”, lines: expected 1 to 4, found 0"),
            ("[An account can be paused there.]", "[One., Two., Three., Four., Five.]",
             "“pause”, lines: expected 1 to 4, found 5"),
            ("[An account can be paused there.]", "[It can. But do not.]",
             "“pause”, lines: expected one sentence"),
            ("there.]", "there; call 0800 1111.]", "“pause”, lines: “0800” looks like a number"),
            ("there.]", "at help.example.com.]", "“pause”, lines: “.com” looks like a number"),
            ("there.]", "there by abuse@example.]", "“pause”, lines: “@” looks like"),
            ("  name: Instagram\n", "  name: Instagram\n  headline: x\n", "headline: no such"),
        ],
    )  # fmt: skip
    def test_naming_the_file_the_entry_and_the_field(
        self, read: Read, old: str, new: str, message: str
    ) -> None:
        assert old in PLATFORM
        with pytest.raises(FactsError, match=rf"^platforms\.yaml, .*{re.escape(message)}"):
            read("platforms.yaml", PLATFORM.replace(old, new))

    @pytest.mark.parametrize("pause", ["no", "unclear"])
    def test_whose_pause_may_destroy_proof_and_that_does_not_say_so(
        self, read: Read, pause: str
    ) -> None:
        silent = PLATFORM.replace('"yes"', f'"{pause}"').replace("    pause:\n", "    report:\n")
        with pytest.raises(FactsError, match=rf"“notes”, pause: “{pause}” needs a note"):
            read("platforms.yaml", silent)

    def test_but_not_one_that_has_a_pause_or_is_closed_and_says_nothing_of_it(
        self, read: Read
    ) -> None:
        silent = PLATFORM.replace("    pause:\n", "    report:\n").replace('"yes"', "closed")
        assert read("platforms.yaml", silent).platforms["instagram"].pause == "closed"


class TestAPaymentIsRefused:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("crypto:", "seashells:", "“seashells”, name: “seashells” is no way of paying"),
            ('stoppable: "no"', "stoppable: maybe", "“crypto”, stoppable: “maybe” is not one of"),
            ("    sources: [police_message]\n", "", "“crypto” → “note”, sources: it is missing"),
            ("taken back.]", "taken back from 159.]", "“note”, lines: “159” looks like a number"),
            ("[A payment cannot be taken back.]", "[One., Two., Three., Four., Five.]",
             "“note”, lines: expected 1 to 4, found 5"),
        ],
    )  # fmt: skip
    def test_naming_the_file_the_entry_and_the_field(
        self, read: Read, old: str, new: str, message: str
    ) -> None:
        assert old in PAYMENT
        with pytest.raises(FactsError, match=rf"^payments\.yaml, .*{re.escape(message)}"):
            read("payments.yaml", PAYMENT.replace(old, new))


class TestTheHeading:
    def test_is_the_name_where_nothing_else_is_said(self, read: Read) -> None:
        notes = read("platforms.yaml", PLATFORM).platforms["instagram"].notes
        assert notes[Topic.PAUSE].heading == "On Instagram"

    def test_may_be_said(self) -> None:
        headings = {
            note.heading
            for name in ("dating_app", "other", "apple")
            for note in load_catalogue().platforms[name].notes.values()
        }
        assert headings == {"On dating apps", "On other apps and sites", "With an Apple account"}


class TestEachPlatform:
    def test_says_its_own_truth_about_a_pause(self) -> None:
        pauses = {p.id: p.pause for p in load_catalogue().platforms.values()}
        assert pauses == {
            "instagram": "yes", "facebook": "yes", "tiktok": "yes",
            "whatsapp": "no", "snapchat": "no", "x": "no", "telegram": "no",
            "discord": "unclear", "google": "unclear", "microsoft": "unclear",
            "apple": "unclear", "dating_app": "unclear", "other": "unclear",
            "skype": "closed",
        }  # fmt: skip

    @pytest.mark.parametrize("name", ["snapchat", "x"])
    def test_on_which_deactivating_deletes_says_so_and_how_to_turn_back(self, name: str) -> None:
        said = said_of(name, Topic.PAUSE)
        assert "the first step to deleting" in said
        assert "If you have done it already, sign in again" in said

    @pytest.mark.parametrize("name", ["whatsapp", "telegram"])
    def test_on_which_deleting_cannot_be_undone_says_not_to(self, name: str) -> None:
        said = said_of(name, Topic.PAUSE)
        assert "no pause" in said
        assert "Do not delete the account" in said

    @pytest.mark.parametrize("name", ["discord", "dating_app", "other"])
    def test_on_which_nobody_knows_says_to_leave_the_account_as_it_is(self, name: str) -> None:
        assert "leave the account as it is" in said_of(name, Topic.PAUSE)

    @pytest.mark.parametrize("name", ["instagram", "facebook", "tiktok"])
    def test_with_a_real_pause_tells_it_from_deleting(self, name: str) -> None:
        said = said_of(name, Topic.PAUSE)
        assert "a real pause, called “deactivate”" in said
        assert re.search(r"\bnot (to )?choose “delete”", said)

    @pytest.mark.parametrize("name", ["snapchat", "telegram", "dating_app", "instagram", "other"])
    def test_on_which_a_chat_can_vanish_says_so_before_it_is_blocked(self, name: str) -> None:
        assert re.search(
            r"go for good|go by themselves|wipe|disappear|by itself", said_of(name, Topic.CAPTURE)
        )

    def test_that_is_there_can_be_reported_to(self) -> None:
        silent = [p.id for p in load_catalogue().platforms.values() if Topic.REPORT not in p.notes]
        assert silent == ["apple"]  # no page was read that says where: see unverified.yaml

    def test_is_asked_about_in_some_step_for_each_thing_it_says(self) -> None:
        catalogue = load_catalogue()
        asked = {topic for entry in catalogue.advice for topic in entry.topics}
        said = {topic for p in catalogue.platforms.values() for topic in p.notes}
        assert said <= asked


class TestEachWayOfPaying:
    def test_has_an_entry(self) -> None:
        assert set(load_catalogue().payments) == set(Paid) - {Paid.NO, Paid.UNKNOWN}

    def test_that_nobody_has_collected_yet_can_be_stopped_and_cryptocurrency_cannot(self) -> None:
        stoppable = {p.id: p.stoppable for p in load_catalogue().payments.values()}
        assert {name for name, can in stoppable.items() if can == "yes"} == {
            Paid.WESTERN_UNION,
            Paid.MONEYGRAM,
        }
        assert {name for name, can in stoppable.items() if can == "no"} == {Paid.CRYPTO}

    def test_promises_nobody_their_money(self) -> None:
        for payment in load_catalogue().payments.values():
            said = " ".join(payment.note.lines)
            assert not re.search(r"\b(you|they) will get|must pay|has to pay|surely", said)

    def test_does_not_say_again_what_its_step_says(self) -> None:
        catalogue = load_catalogue()
        steps = {
            sentence
            for entry in catalogue.advice
            if entry.band is Band.STOP_MONEY
            for wording in (entry.wording, entry.helper_wording or entry.wording)
            for sentence in (wording.why, *wording.how)
        }
        for payment in catalogue.payments.values():
            assert steps.isdisjoint(payment.note.lines), payment.id

    def test_speaks_to_whoever_paid_and_to_whoever_helps(self) -> None:
        for payment in load_catalogue().payments.values():
            said = " ".join(payment.note.lines)
            assert not re.search(r"\byour? (money|bank|card|fault|paid)\b", said), payment.id


class TestNoNote:
    def test_asks_for_a_copy_of_a_nude(self) -> None:
        assert [name for name, n in every_note() if asks_for_a_copy_of_a_nude(n.lines)] == []

    def test_offers_a_copy_of_all_data_without_a_word_of_what_may_be_in_it(self) -> None:
        copies = {name: n.lines for name, n in every_note() if name.endswith(Topic.DATA_COPY)}
        assert len(copies) >= 4
        for name, lines in copies.items():
            assert says_that_a_copy_may_hold_a_nude(lines), name

    def test_stands_without_a_source_or_with_more_than_anyone_reads(self) -> None:
        for name, note in every_note():
            assert note.sources, name
            assert 1 <= len(note.lines) <= 4, name
            assert max(len(line.split()) for line in note.lines) <= 20, name

    @pytest.mark.parametrize(
        ("lines", "refused"),
        [
            (("Take a screenshot of the picture.",), True),
            (("Download a copy of the chat.", "The nudes are in it."), True),
            (("Export the chat with its media.",), True),
            (("Take a screenshot of the words.",), False),
            (("A copy can hold private pictures too, and then leave it to the police.",), False),
        ],
    )
    def test_the_rule_sees_one_that_does(self, lines: tuple[str, ...], refused: bool) -> None:
        assert asks_for_a_copy_of_a_nude(lines) is refused

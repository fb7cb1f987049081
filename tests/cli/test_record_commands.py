"""What a person says into a record by the command line, and what the record then holds."""

from __future__ import annotations

import io
import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from bield.cli.app import app

if TYPE_CHECKING:
    from typer.testing import Result

WALLET = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
IBAN = "GB82 WEST 1234 5698 7654 32"


def bield(*arguments: str | Path, given: str = "") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=given)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    assert bield("record", "new", tmp_path / "case").exit_code == 0
    return tmp_path / "case"


def said(*arguments: str | Path) -> str:
    result = bield("record", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str | Path) -> str:
    result = bield("record", *arguments)
    assert result.exit_code == 2, result.output
    return " ".join(result.output.split())


def last(record: Path) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads(said("list", record, "--json"))["entries"][-1]
    return entry


def count(record: Path) -> int:
    return len(json.loads(said("list", record, "--json"))["entries"])


class TestAPerson:
    def test_is_kept_field_by_field_in_their_own_words(self, record: Path) -> None:
        said("person", record, "--name", "Ann Smith", "--age", "15", "--country", "scotland")
        entry = last(record)
        assert (entry["kind"], entry["words"]) == ("person", "own")
        assert (entry["name"], entry["age"], entry["country"]) == (
            "Ann Smith",
            "13_to_17",
            "scotland",
        )
        assert "contact" not in entry
        said("person", record, "--contact", "07700 900123", "--address", "1 High Street")
        assert (last(record)["contact"], last(record)["address"]) == (
            "07700 900123",
            "1 High Street",
        )

    def test_who_says_nothing_is_asked(self, record: Path) -> None:
        assert "at least one" in refused("person", record)
        assert "from 0 to 120" in refused("person", record, "--age", "150")


class TestAPayment:
    def test_is_kept_with_all_that_is_said_of_it(self, record: Path) -> None:
        said(
            *("payment", record, "bank_transfer", "--gone", "--amount", "£1,300.50", "--to", IBAN),
            *("--reference", "REF 7", "--from-account", "12-34-56 12345678", "--text", "by phone"),
            *("--when", "2026-11-24 21:05", "--zone", "Europe/London"),
        )
        entry = last(record)
        assert (
            entry.items()
            >= {
                "kind": "payment",
                "way": "bank_transfer",
                "gone": True,
                "amount": "1300.50",
                "amount_raw": "£1,300.50",
                "currency": "GBP",
                "to": IBAN,
                "reference": "REF 7",
                "from": "12-34-56 12345678",
                "text": "by phone",
                "check": "right",
            }.items()
        )
        assert entry["when"] == {
            "raw": "2026-11-24 21:05",
            "clock": "certain",
            "at": "2026-11-24T21:05:00+00:00",
            "zone": "Europe/London",
        }

    @pytest.mark.parametrize("amount", ["1.234", "1,234"])
    def test_that_can_be_two_sums_is_asked_about_with_both(self, record: Path, amount: str) -> None:
        before = count(record)
        question = refused("payment", record, "card", "--asked", "--amount", amount)
        assert "1234" in question
        assert "1.2340" in question
        assert count(record) == before
        said("payment", record, "card", "--asked", "--amount", "1.2340")
        assert last(record)["amount"] == "1.2340"

    def test_must_say_whether_it_was_sent_and_by_which_way(self, record: Path) -> None:
        assert "--gone or --asked" in refused("payment", record, "card", "--amount", "5")
        assert "western_union" in refused("payment", record, "no", "--gone")
        assert "two" not in refused("payment", record, "unknown", "--gone")

    def test_in_dollars_is_asked_which(self, record: Path) -> None:
        assert "CAD" in refused("payment", record, "card", "--gone", "--amount", "$50")
        said("payment", record, "card", "--gone", "--amount", "$50", "--currency", "aud")
        assert (last(record)["amount"], last(record)["currency"]) == ("50", "AUD")

    def test_to_a_wallet_with_a_wrong_letter_is_kept_as_given_and_told(self, record: Path) -> None:
        wrong = WALLET[:-1] + "n"
        told = said("payment", record, "crypto", "--asked", "--to", wrong)
        assert "check figures of this bitcoin wallet are wrong" in told
        assert (last(record)["to"], last(record)["check"]) == (wrong, "wrong")


class TestADetail:
    def test_says_where_it_is(self, record: Path) -> None:
        said("detail", record, "account", "@kate", "--where", "Instagram", "--text", "wrote first")
        entry = last(record)
        assert (entry["what"], entry["value"], entry["where"]) == ("account", "@kate", "Instagram")
        assert "Instagram" not in (entry["value"], entry["text"])

    @pytest.mark.parametrize(
        ("kind", "value", "check"),
        [
            ("wallet", WALLET, "right"),
            ("wallet", f"bitcoin:{WALLET}", "right"),
            ("wallet", WALLET.replace("K", "O"), "wrong"),
            ("wallet", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "right"),
            ("wallet", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdo", "wrong"),
            ("wallet", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "right"),
            ("wallet", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "wrong"),
            ("wallet", "0x" + "ab" * 20, None),
            ("bank_account", IBAN, "right"),
            ("bank_account", IBAN.replace("82", "28"), "wrong"),
            ("bank_account", "12-34-56 12345678", None),
            ("wallet", "Revolut, I think", None),
            ("account", WALLET[:-1] + "n", None),
        ],
    )
    def test_is_kept_as_given_whatever_its_check_figures_say(
        self, record: Path, kind: str, value: str, check: str | None
    ) -> None:
        told = said("detail", record, kind, value)
        assert last(record)["value"] == value
        assert last(record).get("check") == check
        assert ("Look again" in told) is (check == "wrong")


class TestAMoment:
    def test_of_a_note_is_when_it_happened(self, record: Path) -> None:
        said("note", record, "They rang.", "--when", "24 November 2026, 9:05pm")
        when = last(record)["when"]
        assert when == {
            "raw": "24 November 2026, 9:05pm",
            "clock": "zone_unknown",
            "at": "2026-11-24T21:05:00",
        }

    def test_without_a_zone_is_said_to_have_none_and_listed_so(self, record: Path) -> None:
        told = said("note", record, "They rang.", "--when", "2026-11-24 21:05")
        assert "time zone is not known" in told
        assert "--zone Europe/London" in told
        assert "[2026-11-24 21:05, time zone not known]" in said("list", record)

    def test_with_a_zone_is_settled_and_listed_so(self, record: Path) -> None:
        told = said(
            *("note", record, "They rang.", "--when", "2026-07-24 21:05"),
            *("--zone", "Europe/London"),
        )
        assert "not known" not in told
        assert last(record)["when"]["at"] == "2026-07-24T20:05:00+00:00"
        assert "2026-07-24 21:05 in Europe/London: 2026-07-24T20:05:00+00:00" in said(
            "list", record
        )

    def test_that_names_its_own_zone_keeps_it(self, record: Path) -> None:
        when = ("--when", "2026-11-24T21:05:00+01:00", "--zone", "America/New_York")
        said("note", record, "They rang.", *when)
        assert last(record)["when"]["at"] == "2026-11-24T20:05:00+00:00"
        assert "zone" not in last(record)["when"]

    @pytest.mark.parametrize(
        ("when", "zone", "asked"),
        [
            ("03/04/2026 10:00", "", ("3 April 2026", "4 March 2026")),
            ("yesterday", "", ("is no date",)),
            ("2026-10-25 01:30", "Europe/London", ("01:30:00+01:00", "01:30:00+00:00")),
            ("2026-03-29 01:30", "Europe/London", ("was on no clock",)),
            ("2026-11-24 21:05", "Atlantis", ("no time zone",)),
            ("2026-11-24 21:05", "../etc/passwd", ("no time zone",)),
            ("", "Europe/London", ("without a time",)),
        ],
    )
    def test_that_is_not_settled_is_asked_about_and_nothing_is_kept(
        self, record: Path, when: str, zone: str, asked: tuple[str, ...]
    ) -> None:
        before = count(record)
        question = refused("note", record, "It happened.", "--when", when, "--zone", zone)
        assert all(reading in question for reading in asked)
        assert count(record) == before


class TestAnAddition:
    @pytest.fixture
    def threat(self, tmp_path: Path) -> Path:
        path = tmp_path / "threat.eml"
        path.write_bytes(
            b"From: kate@a.example\r\nTo: ann@b.example\r\nSubject: Pictures\r\n"
            b"Date: Tue, 24 Nov 2026 21:05:00 +0000\r\n\r\nI have your nudes. Pay 500 USD in "
            b"bitcoin to " + WALLET.encode() + b" or write to me: dark@c.example\r\n"
        )
        return path

    def test_says_what_in_it_tells_of_the_person(self, record: Path, threat: Path) -> None:
        told = said("add", record, threat)
        assert "names or addresses, which may be yours: To: ann@b.example." in told

    def test_gives_the_command_for_each_detail_which_then_works(
        self, record: Path, threat: Path
    ) -> None:
        told = said("add", record, threat)
        commands = [line.split() for line in told.splitlines() if "bield record detail" in line]
        assert [c[4] for c in commands] == ["email", "email"]
        assert [c[5] for c in commands] == ["dark@c.example", "kate@a.example"]
        assert WALLET not in told  # its check figures prove it: nothing to ask
        said(*commands[0][2:])
        assert last(record)["value"] == "dark@c.example"

    def test_of_a_picture_tells_the_place_and_the_device_in_it(self, tmp_path: Path) -> None:
        said("new", tmp_path / "adults", "--picture-age", "adult")
        exif = Image.Exif()
        exif[0x0110] = "Pixel 8"
        exif.get_ifd(0x8825).update({1: "N", 2: (57.0, 9.0, 0.0), 3: "W", 4: (2.0, 6.0, 0.0)})
        Image.new("RGB", (64, 64)).save(tmp_path / "shot.jpg", exif=exif)
        told = said("add", tmp_path / "adults", tmp_path / "shot.jpg")
        assert "a place, which may be yours: Place: 57.150000, -2.100000." in told
        assert "Model of the device: Pixel 8" in told

    def test_with_a_picture_says_what_was_not_copied(self, record: Path, threat: Path) -> None:
        message = message_from_bytes(threat.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        out = io.BytesIO()
        Image.new("RGB", (64, 64)).save(out, "JPEG")
        message.add_attachment(out.getvalue(), maintype="image", subtype="jpeg", filename="me.jpg")
        threat.write_bytes(message.as_bytes())
        told = said("add", record, threat)
        assert "Not copied: me.jpg, a picture or video, in the mail «threat.eml»" in told
        assert "Report Remove" in told

"""What the mailbox keeps: the offender's details, each report once, whatever ends it."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bield.mail_servers.kept import FolderInUseError, Kept, offenders
from bield.records import Indicator, IndicatorKind, Tactic, Verdict

DAY = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)


def indicator(kind: IndicatorKind, value: str) -> Indicator:
    return Indicator(kind=kind, value=value, span=(0, 1), valid=True)


WALLET = indicator(IndicatorKind.BITCOIN, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")


class Clock:
    def __init__(self) -> None:
        self.at = DAY

    def __call__(self) -> datetime:
        return self.at


def lines(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted(folder.glob("indicators-*.jsonl"))
        for line in path.read_text("ascii").splitlines()
    ]


def count(kept: Kept, key: str, verdict: Verdict = Verdict.SEXTORTION) -> int:
    return kept.count(key, verdict, Tactic.BULK_EMAIL, [WALLET], people=["me@example.org"])


class TestKept:
    def test_is_one_line_a_report_that_names_nobody(self, tmp_path: Path) -> None:
        kept = Kept(tmp_path, now=Clock())
        key = kept.key(b"me@example.org", b"<id@example.org>")
        assert count(kept, key) == 1
        assert lines(tmp_path) == [
            {
                "day": "2026-11-24",
                "report": key,
                "verdict": "sextortion",
                "tactic": "bulk_email",
                "indicators": [{"kind": "bitcoin", "value": WALLET.value, "valid": True}],
            }
        ]

    def test_counts_a_report_once_also_after_it_was_started_again(self, tmp_path: Path) -> None:
        clock = Clock()
        kept = Kept(tmp_path, now=clock)
        assert count(kept, "a") == 1
        assert count(kept, "a") == 0
        kept.mark_answered("a")
        kept.close()
        clock.at += timedelta(days=2)
        again = Kept(tmp_path, now=clock)
        assert count(again, "a") == 0
        assert again.is_answered("a")
        assert not again.is_answered("b")
        assert len(lines(tmp_path)) == 1

    def test_keeps_nothing_of_what_is_no_threat(self, tmp_path: Path) -> None:
        kept = Kept(tmp_path, now=Clock())
        for verdict in (Verdict.UNSURE, Verdict.NOT_SEXTORTION, Verdict.ABOUT_SEXTORTION):
            assert count(kept, "a", verdict) == 0
        assert lines(tmp_path) == []

    def test_drops_a_line_that_a_crash_left_unfinished(self, tmp_path: Path) -> None:
        kept = Kept(tmp_path, now=Clock())
        count(kept, "a")
        kept.close()
        path = tmp_path / "indicators-2026-11-24.jsonl"
        with path.open("ab") as file:
            file.write(b'{"day":"2026-11-24","report":"b","verd')
        again = Kept(tmp_path, now=Clock())
        assert count(again, "b") == 1
        assert [line["report"] for line in lines(tmp_path)] == ["a", "b"]

    def test_leaves_no_half_a_line_where_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = Kept(tmp_path, now=Clock())
        count(kept, "a")
        real = os.write

        def half(handle: int, data: bytes) -> int:
            real(handle, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", half)
        with pytest.raises(OSError, match="No space"):
            count(kept, "b")
        monkeypatch.setattr(os, "write", real)
        assert count(kept, "b") == 1
        assert [line["report"] for line in lines(tmp_path)] == ["a", "b"]

    def test_forgets_after_a_week_who_was_answered(self, tmp_path: Path) -> None:
        clock = Clock()
        kept = Kept(tmp_path, now=clock)
        kept.mark_answered("a")
        clock.at += timedelta(days=8)
        kept.mark_answered("b")
        assert not kept.is_answered("a")
        assert [p.name for p in tmp_path.glob("answered-*")] == ["answered-2026-12-02.txt"]

    def test_is_its_owners_alone_and_of_one_process(self, tmp_path: Path) -> None:
        folder = tmp_path / "keep"
        kept = Kept(folder, now=Clock())
        count(kept, "a")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
        with pytest.raises(FolderInUseError, match="Another Bield"):
            Kept(folder, now=Clock())
        kept.close()
        Kept(folder, now=Clock()).close()

    def test_knows_a_report_by_a_digest_that_needs_the_salt(self, tmp_path: Path) -> None:
        one, other = Kept(tmp_path / "a", now=Clock()), Kept(tmp_path / "b", now=Clock())
        assert one.key(b"x", b"y") == one.key(b"x", b"y")
        assert one.key(b"x", b"y") != one.key(b"xy", b"")
        assert one.key(b"x", b"y") != other.key(b"x", b"y")


class TestOffenders:
    def test_never_are_a_password_or_an_address_of_the_person(self) -> None:
        found = [
            indicator(IndicatorKind.PASSWORD, "h•••"),
            indicator(IndicatorKind.EMAIL, "Me@Example.org"),
            indicator(IndicatorKind.EMAIL, "me+shop@example.org"),
            indicator(IndicatorKind.EMAIL, "evil@example.net"),
            WALLET,
            WALLET,
        ]
        kept = offenders(found, Tactic.SOCIAL_LURE, people=["me@example.org"])
        assert [i.value for i in kept] == ["evil@example.net", WALLET.value]

    def test_never_are_the_phone_that_a_mass_mail_quotes(self) -> None:
        phone = indicator(IndicatorKind.PHONE, "+447700900123")
        assert offenders([phone], Tactic.BULK_EMAIL, people=[]) == ()
        assert offenders([phone], Tactic.SOCIAL_LURE, people=[]) == (phone,)

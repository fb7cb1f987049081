"""Offenders for tests: one of whom everything is known, and any at all."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from bield.hand_over.analysts import Tlp, analysts_package
from bield.records import (
    Clock,
    Demand,
    DetailKind,
    Moment,
    Offender,
    OffenderDetail,
    Package,
    Paid,
    Words,
)

MADE_AT = "2026-12-01T10:00:00Z"
EXPIRES_AT = "2027-12-01T00:00:00Z"
WALLET = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
ETHEREUM = "0x52908400098527886E0F7030069857D2E4169EE7"
IBAN = "GB29NWBK60161331926819"
TRANSACTION = "ab" * 32
CERTAIN = Moment(
    raw="Tue, 24 Nov 2026 21:05:00 +0000",
    clock=Clock.CERTAIN,
    at=datetime(2026, 11, 24, 21, 5, tzinfo=UTC),
)
UNSETTLED = Moment(raw="03/04/2026", clock=Clock.UNSETTLED)


def detail(
    kind: DetailKind,
    value: str,
    where: str = "",
    *,
    words: Words = Words.OWN,
    seen: Moment | None = None,
    entry: int = 0,
) -> OffenderDetail:
    return OffenderDetail(kind=kind, value=value, where=where, words=words, seen=seen, entry=entry)


def package(offender: Offender, *, tlp: Tlp = Tlp.AMBER) -> Package:
    return analysts_package(
        offender, made_at=MADE_AT, made_by="bield 0.1.0", tlp=tlp, expires_at=EXPIRES_AT
    )


def files(offender: Offender, *, tlp: Tlp = Tlp.AMBER) -> dict[str, bytes]:
    return {file.name: file.data for file in package(offender, tlp=tlp).files}


KNOWN = Offender(
    details=(
        detail(DetailKind.EMAIL, "Jess <jess.k@Example.COM>", seen=CERTAIN, entry=3),
        detail(DetailKind.LINK, "https://www.example.com/a b/ü?x=1#f", seen=UNSETTLED),
        detail(DetailKind.LINK, "instagram.com"),
        detail(DetailKind.LINK, "t.me/jess_x"),
        detail(DetailKind.LINK, "192.0.2.7"),
        detail(DetailKind.LINK, "2001:db8::1"),
        detail(DetailKind.PHONE, "\u202a+44 20 7946 0000\u202c"),
        detail(DetailKind.PHONE, "07700 900123"),
        detail(DetailKind.ACCOUNT, "@jess", "Instagram", entry=4),
        detail(DetailKind.ACCOUNT, "je'ss\\x", "A site!"),
        detail(DetailKind.WALLET, WALLET, words=Words.OCR),
        detail(DetailKind.WALLET, f"{WALLET[:-1]}n"),
        detail(DetailKind.WALLET, ETHEREUM, words=Words.READ),
        detail(DetailKind.BANK_ACCOUNT, "GB29 NWBK 6016 1331 9268 19"),
        detail(DetailKind.BANK_ACCOUNT, "12-34-56 12345678"),
        detail(DetailKind.REFERENCE, "ticket 12"),
        detail(DetailKind.ACCOUNT, "je\u202ess\nx"),
        detail(DetailKind.EMAIL, "x" * 1_000_000),
    ),
    demands=(
        Demand(
            way=Paid.CRYPTO,
            amount="0.01",
            currency="BTC",
            to=WALLET,
            reference=TRANSACTION,
            gone=True,
            when=CERTAIN,
            entry=9,
        ),
        Demand(
            way=Paid.MONEYGRAM,
            amount="250.00",
            currency="GBP",
            to="JOHN DOE",
            reference="12345678",
            when=UNSETTLED,
        ),
        Demand(way=Paid.GIFT_CARD, amount="100", currency="USD", reference="X4K2-99", gone=True),
        Demand(way=Paid.BANK_TRANSFER, amount="300", to="DE89370400440532013000"),
        Demand(way=Paid.PAYPAL, to="pay@example.com"),
        Demand(way=Paid.OTHER, to="a name"),
    ),
)
"""One of whom everything is known, some of it odd."""

_TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        WALLET,
        IBAN,
        "+44 20 7946 0000",
        "@jess",
        "http://[::1",
        "https://xn--/%",
        "=cmd|' /C calc'!A0",
        "\ud800",
        "a\u0000b",
        "…" * 3000,
    ]
)
_MOMENTS = st.none() | st.builds(
    Moment,
    raw=_TEXTS,
    clock=st.sampled_from(Clock),
    at=st.none() | st.datetimes(timezones=st.none() | st.timezones() | st.just(UTC)),
)
ANY = st.builds(
    Offender,
    details=st.lists(
        st.builds(
            OffenderDetail,
            kind=st.sampled_from(DetailKind),
            value=_TEXTS,
            where=_TEXTS,
            seen=_MOMENTS,
            words=st.sampled_from(Words),
            entry=st.integers(0, 9),
        ),
        max_size=4,
    ).map(tuple),
    demands=st.lists(
        st.builds(
            Demand,
            way=st.sampled_from(Paid),
            amount=_TEXTS,
            currency=_TEXTS,
            to=_TEXTS,
            reference=_TEXTS,
            gone=st.booleans(),
            when=_MOMENTS,
        ),
        max_size=3,
    ).map(tuple),
)
"""Whatever a record may say of one."""

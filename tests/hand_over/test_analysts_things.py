"""What somebody called a thing, and what it is: nothing is changed into something else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from offenders import CERTAIN, ETHEREUM, IBAN, TRANSACTION, WALLET, detail

from bield.hand_over.analysts.forms import thing_of
from bield.hand_over.analysts.known import known
from bield.hand_over.analysts.things import Form
from bield.hand_over.analysts.words import MAX_CHARACTERS, visible
from bield.records import Clock, Demand, DetailKind, Moment, Offender, Paid, Words

K = DetailKind


@pytest.mark.parametrize(
    ("kind", "said", "form", "value"),
    [
        (K.EMAIL, "a@b.co", Form.EMAIL, "a@b.co"),
        (K.EMAIL, "mailto:A@B.CO", Form.EMAIL, "A@b.co"),
        (K.EMAIL, "\u200e<a@b.co>\n", Form.EMAIL, "a@b.co"),
        (K.LINK, "hxxps://bad[.]example/x", Form.URL, "https://bad.example/x"),
        (K.LINK, "HTTPS://Example.COM:8443/Ä b", Form.URL, "https://example.com:8443/%C3%84%20b"),
        (K.LINK, "tg://resolve?domain=jess", Form.URL, "tg://resolve?domain=jess"),
        (K.LINK, "example.com/%zz", Form.URL, "https://example.com/%25zz"),
        (K.LINK, "Example.com", Form.DOMAIN, "example.com"),
        (K.LINK, "192.0.2.7", Form.IPV4, "192.0.2.7"),
        (K.LINK, "2001:DB8::1", Form.IPV6, "2001:db8::1"),
        (K.PHONE, "\u202a+44 (0)20 7946 0000\u202c", Form.PHONE, "+442079460000"),
        (K.ACCOUNT, "@jess", Form.ACCOUNT, "jess"),
        (K.ACCOUNT, "https://t.me/jess", Form.URL, "https://t.me/jess"),
        (K.WALLET, WALLET, Form.WALLET, WALLET),
        (K.WALLET, f"bitcoin:{WALLET}?amount=0.1", Form.WALLET, WALLET),
        (K.WALLET, ETHEREUM, Form.WALLET, ETHEREUM),
        (K.WALLET, "rN7n7otQDd6FczFgLdSqtcsAUxDkw6fzRH", Form.WALLET, None),
        (K.BANK_ACCOUNT, "gb29 nwbk 6016 1331 9268 19", Form.IBAN, IBAN),
        (K.BANK_ACCOUNT, "12-34-56  12345678", Form.BANK_ACCOUNT, "12-34-56 12345678"),
    ],
)
def test_has_the_form_that_programs_compare(
    kind: DetailKind, said: str, form: Form, value: str | None
) -> None:
    thing = thing_of(detail(kind, said))
    assert (thing.form, thing.value) == (form, value or said)
    assert thing.why == ""


@pytest.mark.parametrize(
    ("kind", "said", "why"),
    [
        (K.EMAIL, "jess at example dot com", "no address of mail"),
        (K.EMAIL, "a@b", "no address of mail"),
        (K.LINK, "look at my story", "no link"),
        (K.LINK, "https://straße.example/", "letters other than a to z"),
        (K.LINK, "https://user:word@example.com/", "no link"),
        (K.PHONE, "07700 900123", "of which country"),
        (K.PHONE, "+44", "no telephone number"),
        (K.PHONE, "+44 12", "too few"),
        (K.ACCOUNT, "@", "no name of an account"),
        (K.WALLET, f"{WALLET[:-1]}n", "check figures are wrong"),
        (K.WALLET, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "check figures are wrong"),
        (K.WALLET, "my cash app", "not the form"),
        (K.BANK_ACCOUNT, "GB29NWBK60161331926818", "check figures of this IBAN"),
        (K.BANK_ACCOUNT, "the one from before", "no number of an account"),
        (K.ACCOUNT, "jess\u202egnp", "nobody sees"),
        (K.ACCOUNT, "j" * (MAX_CHARACTERS + 1), "too long"),
    ],
)
def test_is_carried_in_words_where_it_has_another_form(
    kind: DetailKind, said: str, why: str
) -> None:
    thing = thing_of(detail(kind, said))
    assert thing.form is Form.TEXT
    assert why in thing.why
    assert thing.value == visible(said)
    assert not thing.points


class TestWhatIsKnown:
    def test_of_one_thing_from_two_places_is_one_thing_by_whom_it_is_surest(self) -> None:
        earlier = Moment(
            raw="", clock=Clock.CERTAIN, at=datetime(2026, 11, 24, 21, 5, tzinfo=UTC) - timedelta(1)
        )
        found = known(
            Offender(
                details=(
                    detail(K.WALLET, WALLET, words=Words.OCR, seen=CERTAIN, entry=2),
                    detail(K.WALLET, f" {WALLET}", words=Words.READ, entry=4),
                ),
                demands=(Demand(way=Paid.CRYPTO, to=WALLET, when=earlier, entry=7),),
            )
        )
        (wallet,) = found.things
        assert (wallet.words, wallet.seen, wallet.entries) == (Words.OWN, earlier, (2, 4, 7))

    def test_holds_one_account_on_two_apps_apart(self) -> None:
        found = known(
            Offender(details=(detail(K.ACCOUNT, "jess", "A"), detail(K.ACCOUNT, "jess", "B")))
        )
        assert [thing.where for thing in found.things] == ["A", "B"]

    def test_takes_a_hash_for_a_transaction_only_where_its_coin_is_known(self) -> None:
        def of(currency: str, to: str = "") -> list[Form]:
            demand = Demand(way=Paid.CRYPTO, currency=currency, to=to, reference=TRANSACTION)
            return [thing.form for thing in known(Offender(demands=(demand,))).things]

        assert of("") == []
        assert of("usdt") == [Form.TRANSACTION]
        assert of("", WALLET) == [Form.WALLET, Form.TRANSACTION]

    def test_takes_the_name_of_a_receiver_for_no_account(self) -> None:
        demand = Demand(way=Paid.WESTERN_UNION, to=IBAN, reference="1234567890")
        assert known(Offender(demands=(demand,))).things == ()

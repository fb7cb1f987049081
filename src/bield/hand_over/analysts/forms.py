"""From what somebody called a thing to what it is.

What has not the form of what it was called is carried on as words: never changed into something
else, never left out without being told.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bield.hand_over.analysts.coins import address_of
from bield.hand_over.analysts.links import link_of, mail_address_of
from bield.hand_over.analysts.things import Form, Thing
from bield.hand_over.analysts.words import MAX_CHARACTERS, visible
from bield.records import DetailKind, OffenderDetail

_UNSEEN = r"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_AROUND = re.compile(f"^[{_UNSEEN}]+|[{_UNSEEN}]+$")
"""What stands about a number or a link that was copied from a chat."""
_ACCOUNT_NUMBER = re.compile(r"(?=(?:.*\d){4})[A-Za-z0-9][A-Za-z0-9 ./-]{2,62}[A-Za-z0-9]")
_LIKE_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_LONGEST_ACCOUNT = 256


def thing_of(detail: OffenderDetail) -> Thing:
    """Tell what a detail is.

    Args:
        detail: Whose value may be anything.
    """
    bare = Thing(
        kind=detail.kind,
        form=Form.TEXT,
        value=visible(detail.value),
        as_given=visible(detail.value),
        where=visible(detail.where, 100),
        words=detail.words,
        seen=detail.seen,
        entries=(detail.entry,) if detail.entry else (),
    )
    if detail.kind not in _FORMS:
        return bare
    value = _AROUND.sub("", detail.value[: MAX_CHARACTERS + 1])
    if len(value) > MAX_CHARACTERS:
        return replace(bare, why="It is too long to be what it was called.")
    if not value.isprintable():
        return replace(bare, why="It has signs in it that nobody sees.")
    return _FORMS[detail.kind](bare, value)


def _email(bare: Thing, value: str) -> Thing:
    address = mail_address_of(value)
    if address is None:
        return replace(bare, why="It is no address of mail.")
    return replace(bare, form=Form.EMAIL, value=address)


def _link(bare: Thing, value: str) -> Thing:
    link = link_of(value)
    if link is None:
        return replace(bare, why="It is no link, or its site has letters other than a to z.")
    return replace(bare, form=Form(link.form), value=link.value, shared=link.shared)


def _phone(bare: Thing, value: str) -> Thing:
    import phonenumbers

    if not value.startswith(("+", "＋")):
        return replace(bare, why="Nobody said of which country the number is.")
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return replace(bare, why="It is no telephone number.")
    if not phonenumbers.is_possible_number(number):
        return replace(bare, why="It has too many figures for a telephone number, or too few.")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return replace(bare, form=Form.PHONE, value=e164)


def _account(bare: Thing, value: str) -> Thing:
    if "://" in value and (link := link_of(value)) is not None:
        return replace(bare, form=Form(link.form), value=link.value, shared=link.shared)
    login = value.removeprefix("@")
    if not login or len(login) > _LONGEST_ACCOUNT:
        return replace(bare, why="It is no name of an account.")
    return replace(bare, form=Form.ACCOUNT, value=login)


def _wallet(bare: Thing, value: str) -> Thing:
    address = address_of(value)
    if address is None:
        return replace(bare, why="It has not the form of a wallet's address.")
    if not address.right:
        return replace(bare, why="Its check figures are wrong: something in it is mistyped.")
    return replace(bare, form=Form.WALLET, value=address.value, coin=address.coin)


def _bank_account(bare: Thing, value: str) -> Thing:
    from stdnum import iban

    compact = re.sub(r"[\s-]", "", value).upper()
    if iban.is_valid(compact):
        return replace(bare, form=Form.IBAN, value=compact)
    if _LIKE_IBAN.fullmatch(compact):
        return replace(bare, why="The check figures of this IBAN are wrong.")
    if _ACCOUNT_NUMBER.fullmatch(value):
        return replace(bare, form=Form.BANK_ACCOUNT, value=" ".join(value.split()))
    return replace(bare, why="It is no number of an account.")


_FORMS = {
    DetailKind.EMAIL: _email,
    DetailKind.LINK: _link,
    DetailKind.PHONE: _phone,
    DetailKind.ACCOUNT: _account,
    DetailKind.WALLET: _wallet,
    DetailKind.BANK_ACCOUNT: _bank_account,
}

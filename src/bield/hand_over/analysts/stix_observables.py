"""A thing as an object that STIX observes, and as the pattern by which it is met again.

Wallets, bank accounts, telephones and transactions are objects of the extensions that
`stix2extensions` defines.
"""

from __future__ import annotations

import re
from typing import Any

from bield.hand_over.analysts.things import Form, Thing

_PATTERNS = {
    Form.EMAIL: "email-addr:value",
    Form.URL: "url:value",
    Form.IPV4: "ipv4-addr:value",
    Form.IPV6: "ipv6-addr:value",
    Form.PHONE: "phone-number:value",
    Form.WALLET: "cryptocurrency-wallet:value",
    Form.IBAN: "bank-account:iban",
    Form.BANK_ACCOUNT: "bank-account:account_number",
    Form.TRANSACTION: "cryptocurrency-transaction:value",
    Form.ACCOUNT: "user-account:account_login",
}


def observable_of(thing: Thing, *, marking: str) -> Any:
    """Give the object; its id is made from its value, as STIX asks.

    Args:
        thing: Not of words only.
        marking: The id of how far it may go.
    """
    import stix2  # here and not above: 0.2 s, and 0.3 s for the extensions
    import stix2extensions as more

    marked = {"object_marking_refs": [marking]}
    value = _written(thing)
    match thing.form:
        case Form.EMAIL:
            return stix2.EmailAddress(value=value, **marked)
        case Form.URL:
            return stix2.URL(value=value, **marked)
        case Form.DOMAIN:
            return stix2.DomainName(value=value, **marked)
        case Form.IPV4:
            return stix2.IPv4Address(value=value, **marked)
        case Form.IPV6:
            return stix2.IPv6Address(value=value, **marked)
        case Form.PHONE:
            return more.Phonenumber(value=value, **marked)
        case Form.WALLET:
            return more.CryptocurrencyWallet(value=value, **marked)
        case Form.IBAN:
            return more.BankAccount(iban=value, **marked)
        case Form.BANK_ACCOUNT:
            return more.BankAccount(account_number=value, **marked)
        case Form.TRANSACTION:
            return more.CryptocurrencyTransaction(value=value, symbol=thing.coin, **marked)
        case _:
            kind = _account_type(thing)
            return stix2.UserAccount(
                account_login=value,
                display_name=thing.as_given,
                **({"account_type": kind} if kind else {}),
                **marked,
            )


def pattern_of(thing: Thing) -> str:
    """Give the pattern by which a thing is met again; it `points`."""
    own = f"{_PATTERNS[thing.form]} = {_quoted(_written(thing))}"
    if thing.form is Form.ACCOUNT and (kind := _account_type(thing)):
        own += f" AND user-account:account_type = {_quoted(kind)}"
    return f"[{own}]"


def definitions_of(types: set[str]) -> tuple[Any, ...]:
    """Give the definitions of the extensions that objects of these types use."""
    import stix2extensions as more

    kinds = (
        more.BankAccount,
        more.CryptocurrencyTransaction,
        more.CryptocurrencyWallet,
        more.Phonenumber,
    )
    return tuple(kind.extension_definition for kind in kinds if kind._type in types)


def _written(thing: Thing) -> str:
    """The value as STIX has it: a telephone number without its plus."""
    return thing.value.removeprefix("+") if thing.form is Form.PHONE else thing.value


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _account_type(thing: Thing) -> str:
    """The app or site in the form of an open vocabulary; empty where it has none."""
    kind = re.sub(r"[\s_.]+", "-", thing.where.strip().lower())
    return kind if re.fullmatch(r"[a-z0-9][a-z0-9-]{1,49}", kind) else ""

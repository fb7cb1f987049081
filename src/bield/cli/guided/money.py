"""Money that was sent or asked for, and when. What can be read in two ways is asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from types import MappingProxyType

from bield.cli.guided import words
from bield.cli.guided.keeping_it import Keeping
from bield.cli.guided.talking import EndedError, Talk
from bield.cli.guided.typed_answers import short
from bield.hand_over.chronology import day_alone
from bield.keep import UnclearAmountError, UnclearTimeError, amount_of, moment_of
from bield.recording import payment
from bield.records import Clock, Moment, Paid
from bield.wiring import clock

_NEEDS_CURRENCY = " Name it with --currency."
_COINS = frozenset({"USDT", "USDC", "DOGE"})
"""Codes of more than three letters."""
_IN_WORDS = re.compile(r"(?P<sum>.*\d)\s*(?P<name>[^\W\d][\w ]{3,})")
"""A sum with the name of its money, such as pounds, which may be that of several countries."""
_CURRENCY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("£", "pound", "pounds", "quid", "sterling"), "GBP"),
        **dict.fromkeys(("€", "euro", "euros"), "EUR"),
        **dict.fromkeys(("₹", "rupee", "rupees"), "INR"),
        **dict.fromkeys(("₿", "bitcoin", "bitcoins"), "BTC"),
    }
)
"""What names one of `words.CURRENCIES` alone."""
_HOUR_ALONE = re.compile(r"(?<![\d:.])(\d{1,2})\s*([ap])\.?m\b\.?", re.IGNORECASE)
_SHARED_SIGNS = "$¥krKR \u00a0"
_HALF = re.compile(r"\b([ap])\.m\b\.?", re.IGNORECASE)


@dataclass(slots=True)
class Payment:
    """A payment, as far as it was said."""

    gone: bool
    way: Paid | None = None
    amount: str = ""
    currency: str = ""
    to: str = ""
    reference: str = ""
    text: str = ""
    """The sum as it was typed, where it is kept without a part of that."""
    when: Moment | None = None


def ask_money(keeping: Keeping, *, again: bool) -> None:
    """Ask for payments until there is no more.

    Raises:
        EndedError: They stop; what they said of a payment until then is kept.
    """
    question, hint = words.MONEY_MORE if again else words.MONEY, words.MONEY_HINT
    while True:
        # Not a question for yes and no: «no» means that there was no money in it.
        options = {True: words.SENT, False: words.ASKED_FOR}
        gone = keeping.talk.pick(question, options, hint).value
        if gone is None:
            return
        _ask_payment(keeping, Payment(gone))
        question, hint = words.MONEY_MORE, words.NO_MORE


def _ask_payment(keeping: Keeping, said: Payment) -> None:
    ended = False
    try:
        _ask_each(keeping, said)
    except EndedError:
        ended = True
    if said == Payment(gone=False):
        keeping.talk.say(words.NOTHING_SAID)
    else:
        _note(keeping, said)
    if ended:
        raise EndedError


def _note(keeping: Keeping, said: Payment) -> None:
    keeping.note(
        partial(
            payment,
            way=said.way or Paid.OTHER,
            gone=said.gone,
            amount=said.amount,
            currency=said.currency,
            to=said.to,
            reference=said.reference,
            text=said.text,
            when=said.when,
            stages=keeping.stages,
            keeper=keeping.keeper,
        )
    )


def _ask_each(keeping: Keeping, said: Payment) -> None:
    talk = keeping.talk
    said.way = talk.pick(words.WAY, words.WAYS).value
    if said.gone:
        talk.say(words.RING_FIRST)
        for sentence in keeping.stages.catalogue.payments[said.way or Paid.OTHER].note.lines:
            talk.say(sentence, indent="    ", first="  – ")
    _ask_amount(talk, said)
    said.to = talk.ask(words.TO)
    said.reference = talk.ask(words.REFERENCE)
    _ask_when(talk, said)


def _ask_amount(talk: Talk, said: Payment) -> None:
    """Ask for a sum until it can be read in one way; `said` holds only what can."""
    typed = talk.ask(words.AMOUNT)
    while typed:
        named = _IN_WORDS.fullmatch(typed)
        in_words = named is not None and named["name"].upper() not in _COINS
        told = named["sum"] if named and in_words else typed
        try:
            figures, code = _sum(told)
        except UnclearAmountError as problem:
            typed = talk.ask(str(problem))
            continue
        if _is_code(code):
            said.amount, said.currency = told, code
            said.text = typed if in_words else ""
            return
        said.amount, said.text = figures, typed if typed != figures else ""
        said.currency = _asked_currency(talk)
        return


def _sum(told: str) -> tuple[str, str]:
    """Read a sum, also one in a money that several countries have a sign for."""
    try:
        return amount_of(told)
    except UnclearAmountError as problem:
        if _NEEDS_CURRENCY not in str(problem):
            raise
        return amount_of(told.strip(_SHARED_SIGNS))


def _asked_currency(talk: Talk) -> str:
    question, hint = words.CURRENCY, words.CURRENCY_OTHER
    while True:
        picked = talk.pick(question, words.CURRENCIES, hint, also=_CURRENCY_NAMES, words_too=True)
        if not picked.typed:
            return picked.value or ""
        if _is_code(picked.typed.upper()):
            return picked.typed.upper()
        question, hint = words.CURRENCY_WRONG.format(typed=f"«{short(picked.typed)}»"), ""


def _is_code(code: str) -> bool:
    return code in _COINS or (len(code) == 3 and code.isascii() and code.isalpha())


def _ask_when(talk: Talk, said: Payment) -> None:
    """Ask for a day, and an hour if it is known. What is not known is never made up."""
    now = clock().now()
    example = f"{day_alone(now - timedelta(days=1))}, 9:05pm"
    typed = talk.ask(words.WHEN.format(example=example, today=day_alone(now)))
    while typed:
        try:
            said.when = _moment(typed)
        except UnclearTimeError as problem:
            if not _is_day_alone(typed):
                typed = talk.ask(str(problem).replace(_plain(typed), typed))
                continue
            said.when = Moment(raw=f"{typed}, hour not known", clock=Clock.UNSETTLED)
            _ask_hour(talk, said, typed)
        return


def _ask_hour(talk: Talk, said: Payment, day: str) -> None:
    hour = talk.ask(words.HOUR)
    while hour:
        try:
            said.when = _moment(f"{day} {hour}")
        except UnclearTimeError:
            hour = talk.ask(words.HOUR_WRONG)
            continue
        return


def _moment(typed: str) -> Moment:
    return replace(moment_of(_plain(typed)), raw=typed)


def _is_day_alone(typed: str) -> bool:
    try:
        moment_of(f"{_plain(typed)} 00:00")
    except UnclearTimeError:
        return False
    return True


def _plain(typed: str) -> str:
    """With «9pm» and «9:05 p.m.» as `moment_of` reads them."""
    return _HOUR_ALONE.sub(r"\1:00\2m", _HALF.sub(r"\1m", typed))

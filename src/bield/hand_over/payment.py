"""For a bank, a money transfer, a card, a gift card, an exchange: please stop this payment.

It says that the payment was made under blackmail, and no more of what happened. A demand that
nobody paid is no payment, and is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bield.hand_over.letters import (
    BLANK,
    fitting,
    letter,
    line,
    numbered,
    sum_in_words,
    way_in_words,
    when_in_words,
)
from bield.hand_over.refusals import NothingToHandOverError
from bield.records import (
    Country,
    Demand,
    Package,
    Paid,
    Payment,
    PaymentRoute,
    Recipient,
    Transfer,
    shown,
)

_STOP = (
    "Please stop this payment, or hold it, if that can still be done.",
    "If it is too late for that, please take a claim, and tell me what became of the money.",
)
_ASKS: Mapping[Paid, tuple[str, ...]] = MappingProxyType(
    {
        Paid.WESTERN_UNION: (
            "Please tell me whether the money was collected. If not, please cancel it.",
            "If it was, please take a fraud claim, and tell me where and when it was collected.",
        ),
        Paid.MONEYGRAM: (
            "Please tell me whether the money was collected. If not, please cancel it.",
            "If it was, please take a complaint, and tell me where and when it was collected.",
        ),
        Paid.BANK_TRANSFER: (
            "Please stop this payment, or ask the other bank to hold it and send it back.",
            "Please tell me whether I can claim it back from you, and take my claim.",
        ),
        Paid.CARD: (
            "Please stop this payment if it is not complete, or dispute it for me (chargeback).",
            "Please let no more payments through to whoever got it.",
        ),
        Paid.PAYPAL: (
            "Please cancel this payment if it has not been accepted yet.",
            "If it has, please take a report on the account that got it.",
        ),
        Paid.GIFT_CARD: (
            "Please freeze what is left on this card, so that nobody can spend it.",
            "Please give me back what was not spent, and tell me what you need for that.",
        ),
        Paid.CRYPTO: (
            "Please mark the address that it went to as one that is used for blackmail.",
            "If the coins reach an account with you, or with a firm you work with, please hold it.",
        ),
    }
)
"""What is asked for, by way; `_STOP` for others."""
_ASKED_OF_ALL = (
    "Please keep all you hold on whoever got it: the police may ask for it.",
    "Please do not tell the other side that I have reported it.",
    "Please give me a number for this report.",
)
_LOOK_IT_UP = f"{BLANK} (look on the receipt or the statement)"
_IS_IT_GONE: Mapping[Paid, str] = MappingProxyType(
    {
        Paid.GIFT_CARD: "Is there anything left on it? Please freeze it now.",
        Paid.CRYPTO: "Can you mark the address, and hold what reaches it?",
        Paid.WESTERN_UNION: "Has it been collected? If not, please cancel it now.",
        Paid.MONEYGRAM: "Has it been collected? If not, please cancel it now.",
    }
)


def ways_paid(transfers: Sequence[Transfer]) -> tuple[Paid, ...]:
    """Give the ways by which money has gone, each once, in the order of the record."""
    return tuple(dict.fromkeys(_way(t.demand) for t in transfers if t.demand.gone))


def payment(
    transfers: Sequence[Transfer],
    way: Payment,
    route: PaymentRoute,
    *,
    country: Country = Country.UNKNOWN,
    name: str = "",
    contact: str = "",
) -> Package:
    """Ask whoever carried the money to stop it.

    Args:
        transfers: Of the case. Those that went this way are in the letter; of each, when, how
            much, to whom, from which account and under which number.
        way: What can still be done.
        route: Where to ask.
        country: Where the person is: which number they can ring.
        name: Of the person, where they want it in; otherwise a blank is left for it.
        contact: The same.

    Returns:
        A letter to paste or to hand over, and what to say on the phone.

    Raises:
        NothingToHandOverError: No money is known to have gone this way.
    """
    sent = [t for t in transfers if t.demand.gone and _way(t.demand) == way.id]
    own_words = [t.demand.entry for t in transfers if _is_in_own_words(t)]
    unpaid = sum(not t.demand.gone for t in transfers) - len(own_words)
    if not sent:
        raise NothingToHandOverError(_nothing(way, own_words))
    stem = way.id.replace("_", "-")
    return Package(
        recipient=Recipient.PAYMENT,
        title=f"{way.name}: please stop {_these(sent)}",
        holds=tuple(_holds(sent, way, name, contact)),
        leaves_out=tuple(_leaves_out(own_words, unpaid, name)),
        files=(
            letter(f"stop-{stem}.txt", _letter(sent, way, route, name, contact)),
            letter(f"phone-{stem}.txt", _script(sent, way, route, country)),
        ),
        next_steps=tuple(_next_steps(way, route, country)),
    )


def _letter(
    sent: Sequence[Transfer], way: Payment, route: PaymentRoute, name: str, contact: str
) -> Iterator[str]:
    yield f"PLEASE STOP {_these(sent).upper()}"
    yield ""
    yield f"To: {route.name}"
    yield ""
    made = "This payment was" if len(sent) == 1 else "These payments were"
    yield f"{made} made under blackmail. I report it to you so that it can be stopped."
    for number, transfer in enumerate(sent, start=1):
        yield ""
        yield f"Payment {number} of {len(sent)}"
        yield from _payment_lines(transfer, route)
    yield ""
    yield "What I ask of you"
    yield from numbered((*_ASKS.get(_paid(way), _STOP), *_ASKED_OF_ALL))
    yield ""
    yield line("My name", name, otherwise=BLANK)
    yield line("How to reach me", contact, otherwise=BLANK)
    yield f"Number of my report to the police, if there is one: {BLANK}"


def _payment_lines(transfer: Transfer, route: PaymentRoute) -> Iterator[str]:
    demand = transfer.demand
    yield line(route.reference, demand.reference, otherwise=_LOOK_IT_UP)
    yield f"Amount: {sum_in_words(demand)}"
    yield f"When: {when_in_words(demand.when)}"
    yield line("Sent to", demand.to)
    yield line("Sent from", transfer.from_account, otherwise=BLANK)


def _script(
    sent: Sequence[Transfer], way: Payment, route: PaymentRoute, country: Country
) -> Iterator[str]:
    yield "READ THIS ON THE PHONE"
    yield ""
    yield from _whom_to_ring(route, country)
    yield ""
    yield "Say:"
    one = len(sent) == 1
    yield f"«Hello. I need to stop {'a payment' if one else f'{len(sent)} payments'}.»"
    yield f"«I was blackmailed into making {'it' if one else 'them'}.»"
    for transfer in sent:
        yield from (f"«{sentence}»" for sentence in _spoken(transfer, route))
    yield f"«{_IS_IT_GONE.get(_paid(way), 'Can it still be stopped? Please stop it now.')}»"
    yield "«Please write down that it was blackmail, and give me a number for this report.»"
    yield ""
    yield "If they ask what the blackmail is about, you can say:"
    yield "«I would rather not say. What matters is that I was threatened.»"
    yield ""
    yield "Do not tell them a password or a PIN. If anyone wants money to help you, hang up."
    yield ""
    yield f"I spoke to: {BLANK}"
    yield f"Day and time: {BLANK}"
    yield f"Number of the report: {BLANK}"


def _spoken(transfer: Transfer, route: PaymentRoute) -> Iterator[str]:
    demand = transfer.demand
    yield f"It is {sum_in_words(demand)}." if demand.amount else "I will look up the sum."
    if demand.when is not None and demand.when.raw.strip():
        yield f"I sent it on {when_in_words(demand.when)}."
    if demand.reference:
        plain = shown(demand.reference.strip())
        aloud = " ".join(plain) if plain.isdecimal() else plain
        yield f"{route.reference}: {aloud}"
    if demand.to:
        yield f"It went to: {shown(demand.to.strip())}"


def _whom_to_ring(route: PaymentRoute, country: Country) -> Iterator[str]:
    """The number to ring first, or where one stands that can be trusted."""
    known = False
    for service in fitting(route.services, country):
        for channel in service.channels:
            if channel.kind == "phone":
                known = True
                yield f"Ring: {way_in_words(channel)}, {service.name}"
    if not known:
        yield f"Ring the number that stands {route.look}."
    yield "Take no number from a message they sent you, or from a search on the web."


def _next_steps(way: Payment, route: PaymentRoute, country: Country) -> Iterator[str]:
    yield "Ring first, now: it is faster than writing. Then send the letter."
    yield from _whom_to_ring(route, country)
    for service in fitting(route.services, country):
        for channel in service.channels:
            if channel.kind != "phone":
                yield f"{service.name}: {way_in_words(channel)} – {service.what}"
    if route.asks:
        yield f"Have these ready: {' '.join(route.asks)}"
    yield from route.says
    yield from way.note.lines
    if not any("police" in line for line in way.note.lines):
        yield "Tell the police too."
    yield "Do not send any more money, whatever they say."


def _holds(sent: Sequence[Transfer], way: Payment, name: str, contact: str) -> Iterator[str]:
    count = "One payment" if len(sent) == 1 else f"{len(sent)} payments"
    yield f"{count} ({way.name}): when, how much, to whom, and its number."
    if any(t.from_account for t in sent):
        yield "Your own account that it was sent from."
    yield "That it was made under blackmail. It does not say what the blackmail is about."
    if name.strip():
        yield "Your name, as you gave it."
    if contact.strip():
        yield "How to reach you, as you gave it."


def _leaves_out(own_words: Sequence[int], unpaid: int, name: str) -> Iterator[str]:
    yield "What happened, in your words and in theirs."
    yield "Every picture, and every file of your record."
    if unpaid:
        yield "Money that was demanded and that you did not send."
    if not name.strip():
        yield "Your name: there is a blank for it."
    if own_words:
        yield (
            f"What you wrote of a payment in your own words ({_entries(own_words)} of the record): "
            "if it went this way, write it in."
        )


def _nothing(way: Payment, own_words: Sequence[int]) -> str:
    said = f"Your record has no payment that went by «{way.name}». "
    if own_words:
        said += (
            f"You wrote of one in your own words ({_entries(own_words)}). If it went this way, "
            "add it as a payment: when, how much, to whom, and its number."
        )
    else:
        said += "A demand that you did not pay needs no stopping. Do not pay it."
    return said


def _these(sent: Sequence[Transfer]) -> str:
    return "this payment" if len(sent) == 1 else f"these {len(sent)} payments"


def _entries(numbers: Sequence[int]) -> str:
    return ("entry " if len(numbers) == 1 else "entries ") + ", ".join(map(str, numbers))


def _way(demand: Demand) -> Paid:
    return Paid.OTHER if demand.way in {Paid.NO, Paid.UNKNOWN} else demand.way


def _paid(way: Payment) -> Paid:
    return Paid(way.id)


def _is_in_own_words(transfer: Transfer) -> bool:
    """Whether nothing is known of a payment but what the person wrote about it."""
    demand = transfer.demand
    nothing = not (demand.gone or demand.amount or demand.to or demand.reference)
    return nothing and bool(transfer.text.strip())

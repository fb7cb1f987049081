"""Addresses of cryptocurrencies, told by their form and proven by their checksum.

Whole, hidden among characters that nobody sees or that look like others, or cut into pieces
that the reader is told to join.
"""

from __future__ import annotations

import re

from bield.recognise.indicators.checksums import (
    BASE58,
    base58_kind,
    cash_is_valid,
    ethereum_is_valid,
    may_be_solana,
    monero_is_valid,
    ripple_is_valid,
    segwit_is_valid,
)
from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading, words
from bield.records import IndicatorKind

_FIRST_LETTERS = {
    "1": IndicatorKind.BITCOIN, "3": IndicatorKind.BITCOIN, "L": IndicatorKind.LITECOIN,
    "M": IndicatorKind.LITECOIN, "D": IndicatorKind.DOGECOIN, "A": IndicatorKind.DOGECOIN,
    "9": IndicatorKind.DOGECOIN, "T": IndicatorKind.TRON, "X": IndicatorKind.DASH,
    "7": IndicatorKind.DASH, "t": IndicatorKind.ZCASH, "r": IndicatorKind.RIPPLE,
}  # fmt: skip
_B58 = f"[{BASE58}]"
_RUN = re.compile(r"[A-Za-z0-9]{25,}")
"""No address of a coin has fewer letters."""
_WHOLE = re.compile(
    r"(?P<segwit>(?:bc|ltc)1[a-z0-9]{8,87}|(?:BC|LTC)1[A-Z0-9]{8,87})"
    r"|(?P<ethereum>0x[0-9a-fA-F]{40})"
    r"|(?P<cash>[qp][02-9ac-hj-np-z]{41}|[QP][02-9AC-HJ-NP-Z]{41})"
    rf"|(?P<monero>[48]{_B58}{{94}}(?:{_B58}{{11}})?)"
    rf"|(?P<base58>[13LMDA9TX7tr]{_B58}{{24,34}})"
    rf"|(?P<solana>{_B58}{{43,44}})"
)
_CASH_PREFIX = "bitcoincash:"
_LOOKALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧаԁеһіјорԛѕсԝухοɑɡѵ",
    "ABCEHIJKMOPSTYXABEZHIKMNOPTYXadehijopqscwyxoagv",
)
"""Letters of other alphabets that look like a Latin one, and in the same case, which counts."""
_MAY_LOOK_ALIKE = re.compile(r"[\u0251\u0261\u0370-\u052f]")
_COIN_WORDS = frozenset(
    words(
        "bitcoin bitcoins btc litecoin ltc dogecoin doge usdt tron trc trc20 trx tether eth "
        "ethereum "
        "monero xmr crypto cryptocurrency krypto cripto wallet wallets walet bch dash zcash zec "
        "xrp "
        "ripple portefeuille portfolio cartera carteira monedero portafoglio geldbeutel geldbörse "
        "brieftasche portfel peněženka plånbok bitcoinplånbok tegnebog lommebok lompakko cüzdan "
        "cüzdanım кошелек кошелёк гаманець биткоин биткоинов биткоинах біткоїн πορτοφόλι portofel "
        "tárca tárcám بيتكوين البيتكوين बिटकॉइन"
    )
)
_ADDRESS_WORDS = _COIN_WORDS | frozenset(
    words(
        "address adresse adres adresă dirección endereço indirizzo osoite адрес адресу cím "
        "διεύθυνση"
    )
)
_INSIDE_WORDS = words(
    "ビットコイン ウォレット 比特币 比特幣 钱包 錢包 비트코인 지갑 بيتكوين بالبيتكوين"
)
_SPACED_BITCOIN = re.compile(r"b\W?i\W?t\W?c\W?o\W?i\W?n")
_COIN_STEMS = ("coin", "crypto", "krypto", "wallet")
_SOLANA_WORD = re.compile(r"\bsol(?:ana)?\b|phantom")
_PIECE = re.compile(
    r"[0-9](?<![A-Za-z0-9][0-9])[A-Za-z0-9]{2,}|[BLTMDAXbltrqp](?<![A-Za-z0-9].)[A-Za-z]*[0-9][A-Za-z0-9]*"
)
"""The first piece: it begins as addresses do and is no word, for it holds a figure."""
_TELLING_PIECE = re.compile(
    rf"[13](?<![A-Za-z0-9].)(?=[1-9]*[A-Za-z]){_B58}{{2,34}}(?![A-Za-z0-9])"
    r"|1(?<=(?<![A-Za-z0-9])[bB][cC]1)[A-Za-z0-9]{2,}"
)
"""A first piece that tells by itself, in a text with no word for coins or wallets."""
_STARTS = re.compile(r"[13LMDAT48Xtrqp]|[bB][cC]1|0x|ltc1")
_NOT_BASE58 = re.compile(r"[0OIl]")
_NEXT_PIECE = re.compile(
    r"[ \t]*[*\-_.|~+]*[ \t]*(?:\r?\n[ \t>]*)?[*\-_.|~+]*[ \t]*([A-Za-z0-9]{1,95})"
)
_PIECES = 30
_LONGEST = 106
_CONTEXT_CHARACTERS = 160


def find_coins(read: Reading) -> list[Found]:
    """Give the coin addresses of a text, whole or cut into pieces.

    An address whose checksum fails is given as not valid where a word for coins or wallets
    stands near, for a person may have mistyped it; elsewhere it is no address at all.
    """
    text = read.clean
    if not text.isascii() and _MAY_LOOK_ALIKE.search(text):
        text = text.translate(_LOOKALIKES)
    found: list[Found] = []
    for run in _RUN.finditer(text):
        match = _WHOLE.fullmatch(text, *run.span())
        if match is not None:
            found += _judged(read, match)
    if not any(f.valid for f in found):
        found = [*_pieces(text, _PIECE if _speaks_of_coins(read) else _TELLING_PIECE), *found]
    return found


def _speaks_of_coins(read: Reading) -> bool:
    if not _COIN_WORDS.isdisjoint(read.words):
        return True
    if not read.ascii and any(word in read.lower for word in _INSIDE_WORDS):
        return True
    if any(stem in read.lower for stem in _COIN_STEMS):
        return True
    return _SPACED_BITCOIN.search(read.lower) is not None


def _judged(read: Reading, match: re.Match[str]) -> list[Found]:
    form, (start, end), address = match.lastgroup, match.span(), match[0]
    kind: IndicatorKind | None
    match form:
        case "segwit":
            likely = IndicatorKind.LITECOIN if address[0] in "lL" else IndicatorKind.BITCOIN
            kind = likely if segwit_is_valid(address) else None
        case "ethereum":
            likely = IndicatorKind.ETHEREUM
            kind = likely if ethereum_is_valid(address) else None
        case "cash":
            likely = IndicatorKind.BITCOIN_CASH
            kind = likely if cash_is_valid(address) else None
        case "monero":
            likely = IndicatorKind.MONERO
            kind = likely if monero_is_valid(address) else None
        case "solana":
            likely = IndicatorKind.SOLANA
            near = read.lower[max(0, start - _CONTEXT_CHARACTERS) : end + _CONTEXT_CHARACTERS]
            said = _SOLANA_WORD.search(near) is not None
            return [Found(likely, address, start, end)] if said and may_be_solana(address) else []
        case _:
            likely = _FIRST_LETTERS[address[0]]
            kind = _base58_kind(address)
    if kind is not None:
        if form == "cash" and read.lower.startswith(_CASH_PREFIX, start - len(_CASH_PREFIX)):
            start -= len(_CASH_PREFIX)
            address = read.clean[start:end]
        return [Found(kind, address, start, end)]
    near = read.lower[max(0, start - _CONTEXT_CHARACTERS) : end + _CONTEXT_CHARACTERS]
    around = read.clean[max(0, start - 1) : start] + read.clean[end : end + 1]
    if any(c in "/=%&_-?" for c in around):
        return []  # a piece of a web address
    mixed = sum(c.isdigit() for c in address) >= 2
    if mixed and any(word in near for word in _ADDRESS_WORDS):
        return [Found(likely, address, start, end, valid=False)]
    return []


def _base58_kind(address: str) -> IndicatorKind | None:
    if address[0] == "r" and ripple_is_valid(address):
        return IndicatorKind.RIPPLE
    return base58_kind(address)


def _pieces(text: str, first: re.Pattern[str]) -> list[Found]:
    """Addresses cut in pieces by line ends, spaces, stars: only where the checksum agrees."""
    found: list[Found] = []
    behind = 0
    for match in first.finditer(text):
        start, end = match.span()
        if text[start] == "1" and text[max(0, start - 2) : start].lower() == "bc":
            start -= 2
        joined = text[start:end]
        if start < behind or not _STARTS.match(joined):
            continue
        base58 = joined[0] in _FIRST_LETTERS or joined[0] in "48"
        for _ in range(_PIECES):
            piece = _NEXT_PIECE.match(text, end)
            if piece is None or len(joined) > _LONGEST:
                break
            if base58 and _NOT_BASE58.search(piece[1]):
                break
            joined, end = joined + piece[1], piece.end()
            kind = kind_of_wallet(joined)
            if kind is not None:
                found.append(Found(kind, joined, start, end))
                behind = end
                break
    return found


def kind_of_wallet(joined: str) -> IndicatorKind | None:
    """Tell whose wallet this is by its checksum; `None` where it has none, or another's."""
    whole = _WHOLE.fullmatch(joined)
    if whole is None:
        return None
    kind = None
    match whole.lastgroup:
        case "segwit" if segwit_is_valid(joined):
            kind = IndicatorKind.LITECOIN if joined[0] in "lL" else IndicatorKind.BITCOIN
        case "cash" if cash_is_valid(joined):
            kind = IndicatorKind.BITCOIN_CASH
        # In one case an Ethereum address has no checksum that tells it from other pieces.
        case "ethereum" if joined.lower() != joined and ethereum_is_valid(joined):
            kind = IndicatorKind.ETHEREUM
        case "monero" if monero_is_valid(joined):
            kind = IndicatorKind.MONERO
        case "base58":
            kind = _base58_kind(joined)
    return kind


_NEARLY = re.compile(r"(?:[13LMDA9TX7tr][A-Za-z0-9]{24,34}|[48][A-Za-z0-9]{94})")
_SEGWIT_FORM = re.compile(r"(?:bc|ltc)[1lI|][A-Za-z0-9]{8,87}", re.IGNORECASE)
_HEXADECIMAL_FORM = re.compile(r"[0Oo]x[0-9a-zA-Z]{38,42}")


def looks_like_wallet(joined: str) -> IndicatorKind | None:
    """Tell whose wallet this would be by its form alone, letters that none has among it."""
    if _SEGWIT_FORM.fullmatch(joined):
        return IndicatorKind.LITECOIN if joined[0] in "lL" else IndicatorKind.BITCOIN
    if _HEXADECIMAL_FORM.fullmatch(joined):
        return IndicatorKind.ETHEREUM
    if _NEARLY.fullmatch(joined) and sum(c.isdigit() for c in joined) >= 2:
        return _FIRST_LETTERS.get(joined[0], IndicatorKind.MONERO)
    return None

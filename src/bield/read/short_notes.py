"""Telling a short note above a mail that is passed on from words that could be a threat."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bield.read.forwards import ADDRESS, UNSEEN

MAX_NOTE_WORDS = 80
"""What somebody writes above a mail that they pass on is short. A threat that says how to pay
seldom is."""

_MEANS = re.compile(
    r"""
    \b(?:bc1|ltc1|tb1)[a-z0-9]{20,}            # coins: the newer addresses
    | \b0x[0-9a-f]{40}\b
    | \b(?=[a-z]*\d)[a-z0-9]{25,}\b            # … and the older ones, keys, vouchers
    | \b[a-z]{2}\d{2}(?:[ ]?[a-z0-9]{4}){3,}   # an IBAN
    | \b(?:t|wa|telegram|signal|snapchat|paypal|cash|instagram|discord|kik)\.(?:me|app|gg|com)\b
    | \.onion\b
    | https?://(?!(?:aka\.ms|go\.microsoft\.com|mail\.onelink\.me|proton\.me|overview\.mail\.yahoo
      \.com)/)[^\s/]+/\S{2}                    # but for «Get Outlook for iOS» and its like
    | \b(?:telegram|whats\s?app|snapchat|snap|wickr|kik|icq|tox|session\ id|google\ chat|wire)
      \b[^\w\n]{0,3}(?:\w+[^\w\n]{1,3}){0,4}(?:@?\w*\d|[+@])
    | (?<![\w.])@\w{3}
    | [$€£¥₹₽₴₺₩₦₱฿₫₿]\s?\d | \d\s?[$€£¥₹₽₴₺₩₦₱฿₫₿]
    | \b\d[\d.,' ]*\s?(?:k\s?)?(?:usdt?|eur|gbp|btc|eth|xmr|aud|cad|chf|jpy|inr|brl|pln|rub
      |dollars?|euros?|pounds?|bitcoins?|dólares|dollari|dolar\w*|долларов|złotych|kronor|kroner)\b
    | \b(?:usdt?|eur|gbp|btc|xmr)\s?\d
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_short_note(text: str, *, own: Iterable[str] = ()) -> bool:
    """Tell whether words above a mail that is passed on are a note, not a threat's own.

    That is so for at most `MAX_NOTE_WORDS` words that offer no way to be paid or answered: no
    wallet, account or sum, no link, messenger name or other address.

    Args:
        text: The words.
        own: Addresses that may stand in it, such as that of whoever passed it on.
    """
    if len(text) > 40 * MAX_NOTE_WORDS or len(text.split()) > MAX_NOTE_WORDS:
        return False
    # Chinese, Japanese and Thai put no spaces between words; two letters make about one.
    if sum(c >= "\u0e00" for c in text) > 2 * MAX_NOTE_WORDS:
        return False
    allowed = {a.lower() for a in own}
    if any(a.lower() not in allowed for a in ADDRESS.findall(text)):
        return False
    return not _MEANS.search(UNSEEN.sub("", text))

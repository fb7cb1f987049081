"""Bounces that keep to no standard: an address and a sentence, in a text for people.

Read in three steps that hold for all programs, in place of one reader for each: the notice ends
where the mail that came back begins; in it, the addresses are taken that stand most surely for a
recipient; what is said near each is its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bield.records.returned import Action, Fate, OpenedMail, Permanence, Why
from bield.warn.returned.causes import MAX_SAID, one_line, permanence_and_why
from bield.warn.returned.notice_words import DAEMON, DELAYED, FAILED, ORIGINAL_BEGINS
from bield.warn.returned.status import status_in

MAX_NOTICE = 12_000
"""How many characters of a notice are looked at: what a person would read of it."""
MAX_ADDRESSES = 200
_MAX_TEXTS = 3

_A = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.\-]{0,250}[A-Za-z0-9])?"
_OPEN, _SHUT = r"[<\"'(\[]{0,2}(?:mailto:)?", r"[>\"')\]]{0,2}"
_SURE = re.compile(
    rf"""
    ^[ \t>*•|-]*<(?P<led>{_A})>[ \t]*(?:[:;,(]|\.\.\.|[ ]|$)
    | (?:recipient|addressee|receiver|mailbox|user|address|userid|rcpt|error-for
        |failed[ ]\d+[ ]attempts|undeliverable)(?:[ ](?:unknown|not[ ][a-z]+|error|name|is))?
        [ \t]*[:=][ \t]*(?:rfc822;[ \t]*|\[SMTP:)?{_OPEN}(?P<named>{_A}){_SHUT}
    | \*[ \t]*\[(?P<listed>{_A})\][ \t]*:
    | RCPT[ ]TO:[ ]?<(?P<asked>{_A})>
    | SMTP=(?P<x400>{_A})
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_ALONE = re.compile(
    rf"^[ \t>*•|\-–—]*(?:to:[ \t]*)?{_OPEN}(?P<a>{_A}){_SHUT}[ \t:;,.]*$", re.MULTILINE | re.I
)
_LEADING = re.compile(rf"^[ \t>*•|\-–—]*{_OPEN}(?P<a>{_A}){_SHUT}(?=[\s:;,(.-])", re.MULTILINE)
_WITHIN = re.compile(rf"(?<![A-Za-z0-9._%+@=-])(?<!from )(?P<a>{_A})")
_TO = re.compile(rf"^[ \t]*to:[ \t]*{_OPEN}(?P<a>{_A}){_SHUT}[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SOURCE = re.compile(rf"\((?:expanded|generated) from:? {_OPEN}(?P<a>{_A})", re.IGNORECASE)
_EXPANDED = re.compile(rf"{_SHUT}\s{{0,20}}{_SOURCE.pattern}", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s|\n[ \t]*\n")
_MID_SENTENCE = re.compile(r"[a-z,]$")
_OF_ADDRESSES = frozenset({Why.NO_SUCH_ADDRESS, Why.DISABLED, Why.MAILBOX_FULL})
_EXAMPLE = re.compile(r"\be\.g\.|for example|such as|instead", re.IGNORECASE)
_QUOTED = re.compile(
    r"^[ \t>*|-]*(?:from|sender|reply-to|return-path|message-id|in-reply-to|date|subject|cc|sent"
    r"|received|envelope-from|x-[\w-]+|von|de|da|od|van|betreff|references|to)[ \t]*:",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\b(?:contact|assistance|questions|kontakt\w*|write to|further help|mailto|visit)\b(?![@.])",
    re.IGNORECASE,
)


def notice_of(mail: OpenedMail) -> str:
    """Give what a program says to people, without the mail that came back."""
    text = _text_of(mail)[:MAX_NOTICE]
    began = next((m for m in ORIGINAL_BEGINS.finditer(text) if text[: m.start()].strip()), None)
    return text[: began.start()] if began else text


def _text_of(mail: OpenedMail) -> str:
    """Give the text of a notice: of one in two forms, the first; a later one is what came back.

    A first text that tells nothing, such as a disclaimer put before it, is passed over.
    """
    texts = [p.text for p in mail.parts if p.kind in {"text/plain", "text/html"} and p.text.strip()]
    for text in texts[:_MAX_TEXTS]:
        if says_failed(text[:MAX_NOTICE]) or says_delayed(text[:MAX_NOTICE]):
            return text
    return texts[0] if texts else ""


def original_of(mail: OpenedMail) -> str:
    """Give what stands in the text behind the notice: the mail that came back, as letters."""
    return _text_of(mail)[len(notice_of(mail)) :]


def says_delayed(notice: str) -> bool:
    """Tell whether a notice says that it is still being tried."""
    return bool(DELAYED.search(notice))


def says_failed(notice: str) -> bool:
    """Tell whether a notice says that something was not delivered."""
    return bool(FAILED.search(notice))


def fates_in(notice: str, *, ours: Iterable[str], subject: str = "") -> tuple[Fate, ...]:
    """Give the recipients that a notice names, with what it says of each.

    Args:
        notice: As `notice_of` gives it.
        ours: Addresses that are ours or the reporter's, which no notice means.
        subject: Of the mail: looked at where the notice names nobody.
    """
    action = Action.DELAYED if says_delayed(notice) else Action.FAILED
    never = {address.lower() for address in ours}
    found = _addresses(notice, never)
    if not found:
        found = _addresses(subject, never)
        notice = f"{subject}\n{notice}"
    places = sorted(found.values())
    fates = []
    for address, place in found.items():
        after = next((p for p in places if p > place), len(notice))
        near = notice[place : min(after, place + MAX_SAID)]
        fate = _fate(address, action, near, notice, alone=len(found) == 1)
        expanded = _EXPANDED.match(notice, place + len(address))
        fates.append(replace(fate, asked_for=expanded["a"]) if expanded else fate)
    return tuple(fates)


def _fate(address: str, action: Action, near: str, notice: str, *, alone: bool) -> Fate:
    # An address holds words of its own («unknown@…»), which say nothing of it.
    said = near.replace(address, "…")
    permanence, why = permanence_and_why(status_in(said), said)
    if why is Why.NOT_SAID and alone:
        said = notice.replace(address, "…")
        permanence, why = permanence_and_why(status_in(near), said)
    if action is Action.DELAYED:
        permanence = Permanence.TEMPORARY
    return Fate(
        address=address,
        action=action,
        status=status_in(near),
        permanence=permanence,
        why=why,
        said=one_line(near[len(address) :].lstrip(">\"')]:;,. \t\n")),
    )


def _addresses(text: str, never: set[str]) -> dict[str, int]:
    """The addresses that most surely are recipients, and where each stands."""
    lines = _without_quoted(text)
    for pattern in (_SURE, _ALONE, _LEADING, _SOURCE):
        if found := _found(pattern, lines, never):
            return found
    found = {}
    for sentence in _telling(lines):
        named = _found(_WITHIN, sentence, never)
        if len(named) > 1:
            return {}  # several in one sentence may be anybody
        found.update((address, lines.find(address)) for address in named)
    if not found:
        found = _found(_TO, text, never)
    return found


def _found(pattern: re.Pattern[str], text: str, never: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    seen: set[str] = set()
    for match in pattern.finditer(text):
        if pattern is _LEADING and _goes_on(text[: match.start()]):
            continue
        address = match[match.lastgroup or "a"].strip(".'`")
        if address.lower() not in seen and _may_be_recipient(address, never):
            seen.add(address.lower())
            found[address] = text.find(address)
        if len(found) >= MAX_ADDRESSES:
            break
    return found


def _without_quoted(text: str) -> str:
    """Blank out the lines that name other people: quoted headers, and whom to ask for help."""
    kept = []
    for line in text.split("\n"):
        out = _QUOTED.match(line) or (_CONTACT.search(line) and "<" not in line.lstrip()[:1])
        kept.append(" " * len(line) if out else line)
    return "\n".join(kept)


def _goes_on(before: str) -> bool:
    """Tell whether the next line goes on with a sentence, so that its first word is no entry."""
    line = before.removesuffix("\n").rpartition("\n")[2]
    return bool(_MID_SENTENCE.search(line)) and not _LEADING.match(line)


def _telling(text: str) -> Iterator[str]:
    """Give the sentences that tell of a failure, and are no example."""
    for sentence in _SENTENCE_END.split(text):
        if "@" not in sentence:
            continue
        # The dots of an address end no sentence, and its words say nothing.
        words = _WITHIN.sub("…", sentence)
        if not _EXAMPLE.search(words) and (
            FAILED.search(words)
            or DELAYED.search(words)
            or permanence_and_why("", words)[1] in _OF_ADDRESSES
        ):
            yield sentence


def _may_be_recipient(address: str, never: set[str]) -> bool:
    local, _, domain = address.rpartition("@")
    return (
        address.lower() not in never
        and not DAEMON.match(local)
        and "." in domain
        and ".." not in domain
    )

"""Chat that somebody copied from a screen or typed down: plainly a conversation, or left as it is.

The words stay exactly as they were given, and every turn points into them. Letters, recipes,
records, logs and mails have lines with a colon too; where there is doubt it is no chat, because
nothing is lost by reading it as plain text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bield.read.chats.conversation import MAX_TURNS
from bield.read.chats.dates import DATE, TIME, Evidence, Stamp, settle
from bield.read.chats.labels import is_log_label, is_name, is_own
from bield.read.chats.media import media
from bield.read.chats.whatsapp import Export, is_whatsapp
from bield.records import Clock, Conversation, Moment, Turn

_CLOCK = rf"{TIME}(?:[ \u00a0\u202f]?[AaPp]\.?[ \u00a0\u202f]?[Mm]\.?)?"
_NAMED_DAY = (
    r"(?:(?P<m1>[A-Z][a-z]{2})[a-z]{0,6} (?P<d1>\d{1,2}),?|(?P<d2>\d{1,2})"
    r" (?P<m2>[A-Z][a-z]{2})[a-z]{0,6},?) (?P<y>\d{4})"
)
_RELATIVE = "today|yesterday|heute|gestern|aujourd’hui|hier|hoy|ayer|oggi|ieri"
_DAY = rf"(?:{DATE}|{_NAMED_DAY}|(?i:{_RELATIVE}))"
_WHEN = rf"(?P<when>(?:{_DAY}[,.]? ?(?:(?:at|um|à|a las|alle)[ ])?)?{_CLOCK})"
_WHEN = re.sub(r"\((?!\?[:iP])|\(\?P<(?!when)\w+>", "(?:", _WHEN)  # read in parts by `_moment`
_LABEL = r"(?P<who>[^\s:<>\[\]|=;{}](?:[^:\n<>\[\]|=;{}]{0,38}?[^\s:<>\[\]|=;{}])?)"

_INLINE = re.compile(
    rf"[ \t]*[\[(]?{_WHEN}[\])]?[ \t]*[-–—|]?[ \t]*"
    rf"(?:{_LABEL}:|<(?P<nick>[^<>\n]{{1,30}}>))[ \t]*"
)
_NICK = re.compile(r"[ \t]*<(?P<who>[\w@+][\w.\-@+ ]{0,28})>[ \t]+")
_HEADER = re.compile(
    rf"[ \t]*{_LABEL}(?:,? [\[(]| ?[—–•·|-] ?|, ?|[ \t]+)"
    rf"{_WHEN}[\])]?:?[ \t]*(?=\r?$)",
    re.MULTILINE,
)
_COLON = re.compile(rf"[ \t]*{_LABEL}[ \u00a0]?:(?:[ \t]+|(?=\r?$))", re.MULTILINE)
_SENT = re.compile(
    r"[ \t]*(?P<who>[^\s:](?:[^:\n]{0,38}?[^\s:])?) sent[ \t]*(?=\r?$)", re.MULTILINE
)
_CAPITALS = re.compile(r"[ \t]*(?P<who>[^\W\d_][\w .'’\-]{0,28})[ \t]*(?=\r?$)", re.MULTILINE)
_STAMPED = re.compile(rf"{DATE}([^\d\n]{{1,18}}?){TIME}(.{{0,8}})")
_NAMED = re.compile(rf"{_NAMED_DAY}\D{{1,8}}(?P<time>\d.*)")
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {m: n for n, m in enumerate(_MONTH_NAMES.split(), start=1)}
_CHROME = re.compile(
    r"(?:Enter|Seen(?: .{0,20})?|Delivered|Sent|Opened|Read(?: .{0,20})?|.{1,40}’s profile picture"
    r"|.{1,40}'s profile picture|You replied to .{1,40}|Original message:)[ \t]*"
)
"""What the page around a chat says, and nobody in it."""
_CODE_ENDS = (";", "{", "}", ",", "):", "=>")


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a turn begins."""

    who: str
    when: str
    start: int
    """Of its heading."""
    body: int
    """Of its words."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int


def pasted_chat(text: str) -> tuple[Conversation, tuple[str, ...]] | None:
    """Give the conversation in words that were pasted, where they plainly are one.

    Args:
        text: The words. They are not changed.

    Returns:
        The conversation, whose spans point into `text`, and notes for the person; or `None` where
        the words are not plainly a chat.
    """
    if is_whatsapp(text):
        return _exported(text)
    lines = [_Line(m.start(), m.end()) for m in re.finditer(r"[^\r\n]*\S[^\r\n]*", text)]
    if len(lines) < 2:
        return None
    for find, plainly in _FORMS:
        openings = list(find(text, lines))
        if len(openings) >= 2 and plainly(text, lines, openings):
            return _conversation(text, openings)
    return None


def _exported(text: str) -> tuple[Conversation, tuple[str, ...]] | None:
    chat = Export(text)
    turns = tuple(chat[:MAX_TURNS])
    if len(turns) < 2 or not any(t.who for t in turns):
        return None
    notes = chat.form.notes
    if len(chat) > len(turns):
        notes += (f"Only its first {len(turns):,} messages are told apart.",)
    conversation = Conversation(service="WhatsApp", title=chat.title(), turns=turns)
    return conversation, notes


# ── where turns begin, a form each ──────────────────────────────────────────────────


def _by(pattern: re.Pattern[str]) -> Callable[[str, Sequence[_Line]], Iterator[_Opening]]:
    def find(text: str, lines: Sequence[_Line]) -> Iterator[_Opening]:
        for line in lines:
            match = pattern.match(text, line.start, line.end)
            if match is None:
                continue
            groups = match.groupdict()
            who = (groups.get("who") or (groups.get("nick") or "").rstrip(">")).strip()
            if is_name(who) and not is_log_label(who):
                yield _Opening(who, groups.get("when") or "", line.start, match.end())

    return find


def _capitals(text: str, lines: Sequence[_Line]) -> Iterator[_Opening]:
    """Snapchat: a name in capitals stands alone above the words; one's own is «ME»."""
    for opening in _by(_CAPITALS)(text, lines):
        if opening.who.isupper():
            yield opening


# ── whether they plainly are a chat, a form each ────────────────────────────────────


def _stamped_plainly(text: str, lines: Sequence[_Line], openings: Sequence[_Opening]) -> bool:
    people = Counter(o.who for o in openings)
    return len(openings) * 5 >= len(lines) * 2 and (len(people) >= 2 or len(openings) >= 3)


def _headed_plainly(text: str, lines: Sequence[_Line], openings: Sequence[_Opening]) -> bool:
    """Each heading has words under it, and not a page of them."""
    people = Counter(o.who for o in openings)
    bodies = [text[a.body : b.start].strip() for a, b in pairwise(openings)]
    bodies.append(text[openings[-1].body :].strip())
    return (
        all(bodies)
        and 2 <= len(people) <= 12
        and len(lines) <= 10 * len(openings)
        and openings[0].start <= lines[min(2, len(lines) - 1)].start
    )


def _sent_plainly(text: str, lines: Sequence[_Line], openings: Sequence[_Opening]) -> bool:
    return any(is_own(o.who) for o in openings) and _headed_plainly(text, lines, openings)


def _capitals_plainly(text: str, lines: Sequence[_Line], openings: Sequence[_Opening]) -> bool:
    people = Counter(o.who for o in openings)
    return (
        any(is_own(o.who) for o in openings)
        and len(people) == 2
        and _headed_plainly(text, lines, openings)
    )


def _colons_plainly(text: str, lines: Sequence[_Line], openings: Sequence[_Opening]) -> bool:
    people = Counter(o.who for o in openings)
    own = any(is_own(who) for who in people)
    if not 2 <= len(people) <= 6 or len(openings) < (2 if own else 4):
        return False
    if len(openings) * 2 < len(lines) or openings[0].start > lines[min(2, len(lines) - 1)].start:
        return False
    code = sum(text[line.start : line.end].rstrip().endswith(_CODE_ENDS) for line in lines)
    if code * 4 > len(lines):
        return False
    if own:
        return True
    said = [text[o.body : text.find("\n", o.body) % (len(text) + 1)].strip() for o in openings]
    figures = sum(not s or not s[0].isalpha() for s in said)
    several_words = sum(" " in s for s in said)
    return (
        max(people.values()) >= 2
        and any(who[0].isupper() or not who.isalpha() for who in people)
        and figures * 2 < len(said)
        and several_words * 2 > len(said)
        and not _records(openings, len(people))
    )


def _records(openings: Sequence[_Opening], people: int) -> bool:
    """The same labels in the same order, again and again: a table, where there are three."""
    names = [o.who for o in openings]
    return people >= 3 and all(a == b for a, b in zip(names, names[people:], strict=False))


_Find = Callable[[str, Sequence[_Line]], Iterator[_Opening]]
_Plainly = Callable[[str, Sequence[_Line], Sequence[_Opening]], bool]
_FORMS: tuple[tuple[_Find, _Plainly], ...] = (
    (_by(_INLINE), _stamped_plainly),
    (_by(_NICK), _stamped_plainly),
    (_by(_HEADER), _headed_plainly),
    (_by(_SENT), _sent_plainly),
    (_capitals, _capitals_plainly),
    (_by(_COLON), _colons_plainly),
)


# ── the turns ───────────────────────────────────────────────────────────────────────


def _conversation(text: str, openings: Sequence[_Opening]) -> tuple[Conversation, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    if len(openings) > MAX_TURNS:
        notes = (f"Only its first {MAX_TURNS:,} messages are told apart.",)
    evidence = Evidence()
    for opening in openings:
        if stamp := _stamp(opening.when):
            evidence.add(stamp)
    form = settle(evidence)
    ends = [o.start for o in openings[1:]] + [len(text)]
    turns = []
    for opening, end in list(zip(openings, ends, strict=True))[:MAX_TURNS]:
        stamp = _stamp(opening.when)
        when = form.moment(stamp) if stamp else _with_named_month(opening.when)
        attachments, start, stop = media(text, *_trimmed(text, opening.body, end))
        turns.append(
            Turn(
                who=opening.who,
                when=when,
                text=text[start:stop],
                attachments=attachments,
                span=(start, stop),
            )
        )
    own = next((o.who for o in openings if is_own(o.who)), "")
    people = dict.fromkeys(o.who for o in openings if o.who != own)
    conversation = Conversation(
        service="", title=", ".join(list(people)[:3]), turns=tuple(turns), owner=own
    )
    return conversation, notes + form.notes


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out white space and what only the page says, before and after the words."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        last = max(text.rfind("\n", start, end), text.rfind("\r", start, end)) + 1
        if last > start and _CHROME.fullmatch(text, last, end):
            end = last
            continue
        return start, end


def _stamp(when: str) -> Stamp | None:
    match = _STAMPED.match(when)
    return Stamp.of(when, match.groups()) if match else None


def _with_named_month(when: str) -> Moment:
    """Give the moment of «Nov 24, 2026 at 12:31 PM»; a time alone, or «today», is no date."""
    match = _NAMED.match(when)
    month = _MONTHS.get((match["m1"] or match["m2"]).lower()) if match else None
    if match is None or month is None:
        return Moment(raw=when, clock=Clock.NONE)
    # Set as numbers with the year first, it is read as every other date.
    day = match["d1"] or match["d2"]
    stamp = _stamp(f"{match['y']}-{month}-{day} {match['time']}")
    evidence = Evidence()
    if stamp:
        evidence.add(stamp)
    read = settle(evidence).moment(stamp) if stamp else Moment(raw=when, clock=Clock.UNSETTLED)
    return Moment(raw=when, clock=read.clock, at=read.at)

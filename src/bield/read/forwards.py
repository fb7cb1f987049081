"""Finding the original in words that somebody passed on.

A person who is threatened sends the mail on to a friend, a school, the police; what has to be
judged is the mail below, and who passed it on is a victim or a helper, never the offender.

A sender can write such a marker too, with harmless words below it. So what stands above it is
left out only where it is a short note, which `short_notes.py` tells. In every other case all of it
is judged. What is judged is never less than what could be the threat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from bield.read.forward_words import FORWARD_PREFIXES, REPLY_PREFIXES, WORDS, WROTE

_MAX_HEADING = 32
_MAX_CONTINUED = 3
"""Lines that one heading of a block may run on for: a long list of recipients, a long subject."""
_MAX_TRIED = 10

ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTED = re.compile(r"[ \t]{0,3}>[ \t]?")
_DECORATION = " \t\xa0>|*_"


class Role(Enum):
    SENDER = auto()
    SENT = auto()
    TO = auto()
    SUBJECT = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """A place in some words at which another mail begins."""

    above: str
    """What whoever passed it on wrote over it."""
    dropped: str
    """What else the block says: the date, names, copies. A sender could hide words there too."""
    below: str
    """The words of the original, without the marks of quoting where all of it is quoted."""
    sender: str
    """Empty where the block names nobody, or by name only."""
    recipients: tuple[str, ...]
    subject: str


def find_forward(text: str, *, subject: str | None = None) -> Forward | None:
    """Find the mail that these words pass on.

    An answer is none, though Outlook writes the same lines over it: those count only where the
    subject says that the mail is passed on, or where nothing stands above them.

    Args:
        text: The words of a mail's body, or pasted ones.
        subject: The mail's own subject; `None` for pasted words.

    Returns:
        The first mail passed on in it, or `None` when there is none.
    """
    if subject is not None and is_reply(subject):
        return None
    lines = text.split("\n")
    told = subject is not None and is_forward(subject)
    tried, nothing_above = 0, True
    for at, line in enumerate(lines):
        mark = _mark(line)
        # A mail that has a subject of its own and begins with headings lists a mail's details,
        # as a patch does; who passes one on leaves the program's marker in it.
        top = nothing_above and (mark is not _Mark.NONE or not subject)
        if top or told or mark in _SURE:
            found = _forward_at(lines, at, mark)
            tried += found is not None
            if found is not None and found.below and not _ATTRIBUTION.search(found.above):
                return found
            if tried == _MAX_TRIED:
                break
        nothing_above = nothing_above and not line.strip(_DECORATION + "-–—=~\r")
    return None


def _forward_at(lines: list[str], at: int, mark: _Mark) -> Forward | None:
    if mark is _Mark.NONE:
        block = _block(lines, at) if _heading(lines[at]) else None
    else:
        near = range(at + 1, min(at + 5, len(lines)))
        after = next((i for i in near if lines[i].strip(_DECORATION + "\r")), None)
        block = None if after is None else _block(lines, after)
        if block is None and mark is _Mark.DASHED_FORWARD:
            block = _Block(end=at + 1)
    if block is None:
        return None
    return Forward(
        above="\n".join(lines[:at]).strip(_DECORATION + "-–—=~\r\n"),
        dropped=block.dropped,
        below=_unquoted(lines[block.end :]).strip("\n\r \t\xa0"),
        sender=block.sender,
        recipients=block.recipients,
        subject=block.value(Role.SUBJECT),
    )


def passed_on_note(by: str, *, left_out: bool) -> str:
    """Say that somebody passed the message on, and what was judged of it."""
    return (
        f"This was passed on{f' by {by}' if by else ''}. What is judged is the original message "
        f"below it.{' The words above it were left out.' if left_out else ''}"
    )


def all_judged_note(by: str = "") -> str:
    """Say that there is another mail in this one, and that all of it was judged."""
    if by:
        return (
            f"This was passed on by {by}. All of it was judged: a threat may stand in the words "
            "above the original too."
        )
    return (
        "There is another mail inside this one. We cannot tell whose words stand above it, so all "
        "of it was judged."
    )


def is_forward(subject: str) -> bool:
    """Tell whether a subject says that the mail is passed on."""
    return bool(_FORWARD_PREFIX.match(UNSEEN.sub("", subject)))


def is_reply(subject: str) -> bool:
    """Tell whether a subject says that the mail answers another."""
    return bool(_REPLY_PREFIX.match(UNSEEN.sub("", subject)))


def without_prefix(subject: str) -> str:
    """Give the subject that the original had: without «Fwd:» and its like."""
    for _ in range(10):
        shorter = _FORWARD_PREFIX.sub("", subject, count=1)
        if shorter == subject:
            break
        subject = shorter
    return subject.strip()


def _prefix(words: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\A\s*(?:{any_of})\s?(?:\[\d{{1,3}}\]|\(\d{{1,3}}\))?\s?[:：]\s*", re.I)


_FORWARD_PREFIX = _prefix(FORWARD_PREFIXES)
_REPLY_PREFIX = _prefix(REPLY_PREFIXES)


# ── markers ─────────────────────────────────────────────────────────────────────────


class _Mark(Enum):
    NONE = auto()
    ORIGINAL = auto()
    """Over a forward or over a quoted answer."""
    FORWARD = auto()
    DASHED_FORWARD = auto()
    """With the dashes round it that nobody types: it counts with no block below it."""


def _plain(text: str) -> str:
    """The same for upper and lower case, Turkish dots and composed letters."""
    return " ".join(UNSEEN.sub("", text).replace("İ", "i").casefold().split())


_FORWARDED = frozenset(_plain(m) for words in WORDS.values() for m in words.forwarded)
_ORIGINAL = frozenset(_plain(m) for words in WORDS.values() for m in words.original)
_DASHED = re.compile(r"-{2,}|–{2,}|—{2,}|_{5,}|={2,}|\*{3,}")
_LOTUS = re.compile(r"-{2,} ?forwarded by .{3,120}-{2,}$", re.IGNORECASE)


_LONGEST_LINE = 200
_LONGEST_MARK = max(map(len, _FORWARDED | _ORIGINAL))
_NO_WORDS = " \t\xa0-–—_=*~:：.>|\r"


def _mark(line: str) -> _Mark:
    if len(line) > _LONGEST_LINE:
        return _Mark.NONE
    if line.isascii() and "--" not in line:
        # Most lines by far: nothing unseen to take out, and no marker that has names in it.
        words = line.strip(_NO_WORDS)
        if len(words) > _LONGEST_MARK or not words:
            return _Mark.NONE
    bare = UNSEEN.sub("", line).lstrip(_DECORATION)
    words = _plain(bare.strip(_NO_WORDS))
    if words in _FORWARDED:
        return _Mark.DASHED_FORWARD if _DASHED.match(bare) else _Mark.FORWARD
    if words in _ORIGINAL:
        return _Mark.ORIGINAL
    return _Mark.DASHED_FORWARD if _LOTUS.match(bare.rstrip()) else _Mark.NONE


_SURE = frozenset({_Mark.FORWARD, _Mark.DASHED_FORWARD})
_ATTRIBUTION = re.compile(
    "(?:" + "|".join(re.escape(w) for w in sorted(WROTE, key=len, reverse=True)) + r")\s?[:：]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
"""The line over a quoted answer: what stands above it answers what stands below."""


# ── the block of headings ───────────────────────────────────────────────────────────

_HEADINGS: dict[str, list[tuple[str, Role]]] = {}
for _language, _words in WORDS.items():
    for _role, _names in (
        (Role.SENDER, _words.sender),
        (Role.SENT, _words.sent),
        (Role.TO, _words.to),
        (Role.SUBJECT, _words.subject),
        (Role.OTHER, _words.other),
    ):
        for _name in _names:
            _HEADINGS.setdefault(_plain(_name), []).append((_language, _role))


@dataclass(slots=True)
class _Block:
    """The lines that name the original's sender, date, recipients and subject."""

    end: int = 0
    values: dict[Role, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    """What stands in it besides: a heading that comes twice, or in another language."""

    def value(self, role: Role) -> str:
        return " ".join(self.values.get(role, "").split()).strip("* ")

    @property
    def sender(self) -> str:
        return next(iter(ADDRESS.findall(self.value(Role.SENDER))), "")

    @property
    def recipients(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ADDRESS.findall(self.value(Role.TO))[:50]))

    @property
    def dropped(self) -> str:
        said = [v for role, v in self.values.items() if role is not Role.SUBJECT] + self.rest
        return " ".join(ADDRESS.sub(" ", " ".join(said)).split())


def _heading(line: str) -> tuple[list[tuple[str, Role]], str] | None:
    """What a line of a block may be in each language, and its value."""
    start = line[: _MAX_HEADING + 16]
    places = [at for at in (start.find(":"), start.find("：")) if at > 0]
    if not places:
        return None
    at = min(places)
    roles = _HEADINGS.get(_plain(start[:at].strip(_DECORATION)))
    return (roles, line[at + 1 :].strip(_DECORATION + "\r")) if roles else None


def _block(lines: list[str], start: int) -> _Block | None:
    """The block that begins at a line; it ends at the first line that cannot belong to it."""
    rows: list[tuple[list[tuple[str, Role]], str]] = []
    at = end = start
    while at < len(lines) and len(rows) < 12:
        found = _heading(lines[at])
        if found is None:
            ahead = _next_heading(lines, at) if rows else None
            if ahead is None:
                break
            run_on = [piece.strip(_DECORATION + "\r") for piece in lines[at:ahead]]
            rows[-1] = (rows[-1][0], " ".join([rows[-1][1], *run_on]))
            at = ahead
            continue
        rows.append(found)
        at += 1
        end = at
    if rows and end < len(lines) and _runs_on(lines, end):
        rows[-1] = (rows[-1][0], f"{rows[-1][1]} {lines[end].strip(_DECORATION)}")
        end += 1
    return _settled(rows, end)


def _next_heading(lines: list[str], at: int) -> int | None:
    """Where the block goes on after a line that is no heading: empty, or the rest of a value."""
    empty = not lines[at].strip(_DECORATION + "\r")
    for ahead in range(at + 1, min(at + 1 + (1 if empty else _MAX_CONTINUED), len(lines))):
        if _heading(lines[ahead]):
            return ahead
        if not lines[ahead].strip(_DECORATION + "\r"):
            return None  # an empty line: what follows is the mail itself
    return None


def _runs_on(lines: list[str], at: int) -> bool:
    """Whether a line belongs to the last heading, which ended where programs break a line."""
    before, line = lines[at - 1].rstrip(), lines[at]
    if before.endswith((",", ";")) and "@" in before and "@" in line:
        return True
    return (
        len(before) >= 60
        and bool(line.strip())
        and len(line) < 60
        and (at + 1 == len(lines) or not lines[at + 1].strip(_DECORATION + "\r"))
    )


def _settled(rows: list[tuple[list[tuple[str, Role]], str]], end: int) -> _Block | None:
    """Read the rows in the one language that makes most of them; English goes with every one."""
    best = _Block()
    for language in {name for roles, _ in rows for name, _ in roles}:
        block = _Block(end=end)
        for roles, value in rows:
            spoken = [r for name, r in roles if name == language]
            spoken = spoken or [r for name, r in roles if name == "en"]
            role = next((r for r in spoken if r not in block.values), None)
            if role is None:
                block.rest.append(value)
            else:
                block.values[role] = value
        if len(block.values) > len(best.values):
            best = block
    named = {Role.SENDER} | ({Role.SUBJECT, Role.SENT} & set(best.values))
    return best if len(best.values) >= 3 and named <= set(best.values) and len(named) > 1 else None


def _unquoted(lines: list[str]) -> str:
    """The lines, without one mark of quoting each where nearly all of them have it."""
    for _ in range(3):
        filled = [line for line in lines if line.strip()]
        if not filled or sum(bool(_QUOTED.match(line)) for line in filled) < 0.8 * len(filled):
            break
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
    return "\n".join(lines)

"""The time that is left to the reader: «within 48 hours», «bis Freitag 18 Uhr», «48時間以内»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bield.recognise.indicators import time_words as t
from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading, occurrences
from bield.records import IndicatorKind

_COUNT_BEFORE = re.compile(
    r"(?:(?<![\w.,:/\-])(?P<n>\d{1,3})"
    r"|(?P<words>(?:(?<=[^\w-])|^)[^\W\d_]+(?:[ '-][^\W\d_]+){0,2}))"
    r"(?:\s?\(\w{1,12}\))?(?P<gap>[ \t]*[\n-]?[ \t]*(?:de )?|')\Z"
)
_LAST = frozenset(re.split(r"[ '-]", word)[-1] for word in t.COUNTS) | frozenset(t.COUNTS)
_DAYS_IN_PARTS = frozenset(day for day in t.EVERY_DAY if not day.isalpha())
"""«segunda-feira» and «ce soir» are found by their parts: the whole is looked for as well."""
_LAST_WORDS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|:")
_BEHIND = re.compile(rf"\W{{0,3}}(?:\([^)]{{0,20}}\)\W*)?(?:\w+ )?(?:{t.LIMITS_BEHIND})")
_PAST_BEHIND = re.compile(rf"\W{{0,2}}(?:{'|'.join(map(re.escape, t.PAST_BEHIND))})(?!\w)")
_ASIDE = re.compile(r"[^\W\d_] \(\Z")
"""«48 hours (2 days)» gives the same time twice."""
_TIME_BEHIND = re.compile(
    r"(?:,?\s+(?:at|um|a|a las|alle|à|às|om|o|v|kl\.?|klo|в|о|u|ora|at\sthe\slatest|до|,))?\s*"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?"
    r"(?:\s?(?:uhr|h|heures|horas|uur|ore|hodin)\b)?(?![\w:])"
)
_DEMAND = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, t.DEMANDS))})|{'|'.join(t.CJK_DEMANDS)}")
_FAR = 120
"""How near, in characters, a demand must stand."""
_CJK_DURATION = re.compile(
    rf"(?P<n>\d{{1,3}}|[{''.join(t.CJK_COUNTS)}])\s?"
    rf"(?P<unit>{'|'.join(sorted(t.CJK_UNITS, key=len, reverse=True))})"
)
_CJK_BEHIND = re.compile(rf"\s?(?:{'|'.join(t.CJK_LIMITS_BEHIND)})")
_CJK_BEFORE = re.compile(rf"(?:{'|'.join(t.CJK_LIMITS_BEFORE)})\s?\Z")
_CJK_POINT = re.compile(
    rf"(?P<day>{'|'.join(sorted(t.CJK_DAYS, key=len, reverse=True))})\s?"
    r"(?:(?P<hour>\d{1,2})[時时点點시])?\s?"
    rf"(?:{'|'.join(t.CJK_BY)})"
)


def find_deadlines(read: Reading, demanded: Sequence[Found] = ()) -> list[Found]:
    """Give the deadlines of a text: a span of time, «48 hours», or a point, «by friday 18:00».

    Neither is a deadline unless a word makes it one («within», «you have», «until») and a
    demand stands near: how long a journey takes, or until when a shop is open, is none.

    Args:
        read: The text.
        demanded: Sums and wallets found before: each is a demand.
    """
    found: list[Found] = []
    near = _Demands(read.lower, demanded)
    units = read.words & t.EVERY_UNIT
    if units:
        found += _durations(read, units, near)
    days = read.words & t.EVERY_DAY
    if days:
        found += _points(read, days | _DAYS_IN_PARTS, near)
    if read.far_eastern:
        found += _cjk(read.lower, near)
    return found


class _Demands:
    """Where something is asked of the reader."""

    def __init__(self, text: str, demanded: Sequence[Found]) -> None:
        self._text = text
        self._places = [(f.start, f.end) for f in demanded]

    def near(self, start: int, end: int) -> bool:
        if any(a < end + _FAR and start - _FAR < b for a, b in self._places):
            return True
        return _DEMAND.search(self._text, max(0, start - _FAR), end + _FAR) is not None


def _durations(read: Reading, units: Iterable[str], near: _Demands) -> Iterator[Found]:
    text = read.lower
    for word, start, end in occurrences(read, units):
        if word in t.UNITS_OF_TWO:
            count, first, unit = 2, start, t.UNITS_OF_TWO[word]
        else:
            counted = _count_before(text, start, t.UNITS[word])
            if counted is None:
                continue
            count, unit, first = counted
        before = text[max(0, first - 40) : first]
        after = text[end : end + 30]
        if not _is_limit(before, after) or not near.near(first, end):
            continue
        # «a minute», «an hour» is how people speak of any short time.
        if text[first:start].strip() in _ARTICLES and not _strictly_limited(before):
            continue
        value = f"{count} {unit}{'s' if count != 1 else ''}"
        yield Found(IndicatorKind.DEADLINE, value, first, end)


def _count_before(text: str, unit: int, names: Mapping[str, str]) -> tuple[int, str, int] | None:
    """The number before a unit, in figures or in words, which unit, and where that begins.

    A number in words is one of the same language as the unit: Danish «to timer», Turkish «on
    gün» and no others.
    """
    from_ = max(0, unit - 40)
    # Most units stand behind a word that is no number: look at that alone first.
    near = re.split(r"[ \t\n'-]+", text[max(0, unit - 24) : unit].rstrip(" \t\n-'"))[-1]
    if not near or not (near[-1].isdigit() or near[-1] == ")" or near == "de" or near in _LAST):
        return None
    match = _COUNT_BEFORE.search(text, from_, unit)
    if match is None:
        return None
    if match["n"]:
        count = int(match["n"])
        return (count, next(iter(names.values())), match.start("n")) if count else None
    # The longest of the last one, two, three words that is a number.
    start = match.start("words")
    several = match["words"]
    while True:
        counts = t.COUNTS.get(several, {})
        language = next((c for c in counts if c in names), None)
        if language is not None:
            return counts[language], names[language], start
        cut = re.search(r"[ '-]", several)
        if cut is None:
            return None
        start += cut.end()
        several = several[cut.end() :]


def _is_limit(before: str, after: str) -> bool:
    last = _LAST_WORDS.findall(before)
    joined = " ".join(last[-3:])
    if any(f" {joined} ".find(f" {past} ") >= 0 for past in t.PAST_BEFORE):
        return False
    if _PAST_BEHIND.match(after) or _ASIDE.search(before):
        return False
    if any(phrase in joined for phrase in t.LIMIT_PHRASES_BEFORE):
        return True
    if before.rstrip().endswith(":") or any(w in t.LIMITS_BEFORE for w in last[-3:]):
        return True
    return bool(_BEHIND.match(after))


_ARTICLES = frozenset(["a", "an", "one", "eine", "ein", "une", "un", "una", "uma", "o", "en", "et"])
_STRICT = re.compile(r"(?:\W|^)(\w+)\W*\Z")


def _strictly_limited(before: str) -> bool:
    last = _STRICT.search(before)
    return last is not None and last[1] in t.LIMITS_BEFORE and last[1] not in {"than", "only", "is"}


def _points(read: Reading, days: Iterable[str], near: _Demands) -> Iterator[Found]:
    text = read.lower
    for word, day, day_end in occurrences(read, days):
        start, end = day, day_end
        before = text[max(0, start - 40) : start]
        if word not in t.DAYS_ENDING_THEN:
            by = _by_before(before, word)
            if by is not None:
                start -= by
            else:
                behind = re.match(r"\s(?:\w+\s)?(\w+)", text[end : end + 30])
                said = re.match(r"\s(\w+)", text[end : end + 20])
                last = next((m for m in (said, behind) if m and m[1] in t.BY_BEHIND), None)
                until = re.match(r"\sдо\s(?=\d)", text[end : end + 6])
                if last is not None:
                    end += last.end()
                elif until is None:
                    continue
        hour = _TIME_BEHIND.match(text, end)
        if not near.near(start, end):
            continue
        name = t.DAYS.get(word) or t.DAYS_ENDING_THEN[word]
        value = f"by {name}"
        if hour is not None and int(hour["hour"]) <= 24:
            end = hour.end()
            value = f"{value} {_clock(hour)}"
        yield Found(IndicatorKind.DEADLINE, value, start, end)


def _by_before(before: str, day: str) -> int | None:
    """How far before a day the word stands that makes it a deadline."""
    marks = list(_LAST_WORDS.finditer(before))
    if before.rstrip().endswith(":"):
        marks = marks[:-1]
    for back, mark in enumerate(reversed(marks[-3:])):
        word = mark[0]
        if word in t.BY_BEFORE and not (word == "for" and day in _ENGLISH_DAYS):
            return len(before) - mark.start()
        if word not in t.BETWEEN or back == 2:
            return None
    return None


_ENGLISH_DAYS = frozenset(
    ["today", "tomorrow", "tonight", "monday", "friday", "sunday", "midnight"]
)
"""«for friday» is a Danish deadline and no English one."""


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    half = (match["half"] or "")[:1]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{match['minute'] or '00'}"


def _cjk(text: str, near: _Demands) -> Iterator[Found]:
    for match in _CJK_DURATION.finditer(text):
        start, end = match.span()
        if not (
            _CJK_BEHIND.match(text, end) or _CJK_BEFORE.search(text[max(0, start - 8) : start])
        ):
            continue
        count = t.CJK_COUNTS.get(match["n"]) or int(match["n"])
        if count and near.near(start, end):
            unit = t.CJK_UNITS[match["unit"]]
            value = f"{count} {unit}{'s' if count != 1 else ''}"
            yield Found(IndicatorKind.DEADLINE, value, start, end)
    for match in _CJK_POINT.finditer(text):
        start, end = match.span()
        if near.near(start, end):
            value = f"by {t.CJK_DAYS[match['day']]}"
            if match["hour"]:
                value += f" {int(match['hour']):02}:00"
            yield Found(IndicatorKind.DEADLINE, value, start, end)

"""The words that stand beside a clock time, and what each is known to say.

A word that is not here is never taken for morning or afternoon: its times stay unsettled.
Source: the day periods of Unicode CLDR 47, as Babel 2.17 ships them, for the languages that phones
are set to; single Latin letters are left out, because «a» is morning in one language and afternoon
in another.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Half(Enum):
    """Which half of the day a word says, or a part of it that settles the half."""

    MORNING = auto()
    AFTERNOON = auto()
    NOON = auto()
    """Chinese 中午: from eleven to one, on either side of twelve."""


_UNSEEN = re.compile("[\\s.,،、'’״\"()\u200b-\u200f\u202a-\u202f\u2066-\u2069\ufeff]+")


def folded(word: str) -> str:
    """Give a word beside a time without what only sets it: spaces, dots, direction marks."""
    return _UNSEEN.sub("", word).casefold()


_MORNING = (
    "am fm vm ap de dop dopoldne prp πμ öö sa pg priekšp priekšpusdienā "
    "priekšpusdiena priešpiet paradite eparadites pd förmiddag vorm vormittag manhã damanhã "
    "пробсл проб дп претпл пријеподне ам ص صباحا صباحًا قظ ق\u200cظ قبل\u200cازظهر לפנהצ "
    "पूर्वाह्न ก่อนเที่ยง ກ່ອນທ່ຽງ နံနက် ጥዋት පෙව ਪੂਦੁ ఉ ա 上午 午前 오전 凌晨 清晨 早上"
)
_AFTERNOON = (
    "pm em nm ip du odp pop popoldne μμ ös ch ptg pēcp pēcpusd pēcpusdienā pēcpusdiena popiet "
    "pasdite epasdites md eftermiddag nachm nachmittag tarde datarde слоб пп попл поподне "
    "послијеподне пм م مساء مساءً بظ ب\u200cظ بعدازظهر אחהצ अपराह्न หลังเที่ยง ຫຼັງທ່ຽງ ညနေ "
    "ከሰዓት පව ਬਾਦੁ సా հ 下午 午後 오후 傍晚 晚上"
)
HALVES: dict[str, Half] = (
    dict.fromkeys(_MORNING.split(), Half.MORNING)
    | dict.fromkeys(_AFTERNOON.split(), Half.AFTERNOON)
    | {"中午": Half.NOON}
)
"""Folded word → the half of the day."""

ENGLISH_HALVES = frozenset({"am", "pm"})
"""The only marks of a half that a locale with the month first also writes (CLDR 47: en-US,
fil-PH, es-PA, …); every other word above stands beside dates with the day or the year first."""

YEAR_FIRST_HALVES = frozenset({"오전", "오후", "午前", "午後"})
"""Korean and Japanese: every locale of theirs writes the year, the month, the day."""

GLUE_BEFORE = frozenset(
    [
        "at",
        "à",
        "um",
        "às",
        "ás",
        "as",
        "alle",
        "ore",
        "om",
        "kl",
        "klo",
        "kello",
        "u",
        "ob",
        "o",
        "la",
        "a",
        "las",
        "alas",
        "v",
        "в",
        "у",
        "г",
        "ж",
        "lúc",
        "pukul",
        "jam",
        "den",
        "saat",
    ]
)
"""What joins a date to a time, or ends the date, and says nothing of the half."""

GLUE_AFTER = frozenset({"h", "ч", "uhr", "min", "น", "น."})
"""What only says that a time was a time."""

DAY_FIRST_GLUE = frozenset({"à", "um", "uhr", "às", "klo", "kl", "alle", "ore", "lúc", "pukul"})
"""Joining words of languages none of whose locales writes the month first."""

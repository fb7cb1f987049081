"""References of payments and bank accounts: told by the words beside them, or a checksum."""

from __future__ import annotations

import re

from stdnum import iban

from bield.recognise.indicators.found import Found
from bield.recognise.indicators.reading import Reading
from bield.records import IndicatorKind

# The search leaps from figure to figure: the two letters are looked for behind it.
_IBAN = re.compile(
    r"\d(?<=(?<![A-Za-z0-9])[A-Za-z]{2}\d)\d(?:[ \-]?[A-Za-z0-9]{2,4}){3,8}(?![A-Za-z0-9])"
)
_SORT_CODE = re.compile(r"(?<!\d)(\d{2})[- ]?(\d{2})[- ]?(\d{2})(?!\d)")
_SORT_CODE_WORD = re.compile(r"sort ?code|\bs/?c\b")
_ACCOUNT = re.compile(r"(?<![\d-])(\d{8}|\d{4}[ -]\d{4})(?![\d-])")
_MTCN = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)")
_MTCN_WORD = re.compile(r"m\.?t\.?c\.?n|western ?union|control (?:number|no)")
_MONEYGRAM = re.compile(r"(?<!\d)\d{8}(?!\d)")
_MONEYGRAM_WORD = re.compile(r"money ?gram")
_NEAR = 80


def find_payments(read: Reading) -> list[Found]:
    """Give IBANs, UK accounts, Western Union and MoneyGram references.

    A ten-digit number is an MTCN, and an eight-digit one a MoneyGram reference, only where the
    words for it stand within 80 characters.
    """
    return _ibans(read) + _uk_accounts(read) + _references(read)


def _ibans(read: Reading) -> list[Found]:
    found = []
    for match in _IBAN.finditer(read.clean):
        # The words behind an IBAN may look like one more group of it: the longest run of
        # groups that checks out is the IBAN.
        start = match.start() - 2
        whole = read.clean[start : match.end()]
        groups = list(re.finditer(r"[A-Za-z0-9]+", whole))
        for last in range(len(groups) - 1, -1, -1):
            text = whole[: groups[last].end()]
            if iban.is_valid(text):
                value = iban.format(text)
                found.append(Found(IndicatorKind.IBAN, value, start, start + len(text)))
                break
        else:
            before = read.lower[max(0, start - 20) : start]
            if "iban" in before:
                value = re.sub(r"[ \-]", "", whole).upper()
                found.append(Found(IndicatorKind.IBAN, value, start, match.end(), valid=False))
    return found


def _uk_accounts(read: Reading) -> list[Found]:
    found: list[Found] = []
    if (
        "sort" not in read.words
        and "sortcode" not in read.words
        and "sc" not in read.words
        and "s/c" not in read.lower
    ):
        return found
    for word in _SORT_CODE_WORD.finditer(read.lower):
        code = _SORT_CODE.search(read.clean, word.start(), word.end() + 30)
        if code is None:
            continue
        account = _ACCOUNT.search(read.clean, code.end(), code.end() + _NEAR) or next(
            iter(_ACCOUNT.finditer(read.clean, max(0, word.start() - _NEAR), word.start())), None
        )
        number = f"{code[1]}-{code[2]}-{code[3]}"
        if account is None:
            found.append(
                Found(IndicatorKind.UK_BANK_ACCOUNT, number, code.start(), code.end(), valid=False)
            )
            continue
        start, end = min(code.start(), account.start()), max(code.end(), account.end())
        value = f"{number} {re.sub(r'[ -]', '', account[0])}"
        found.append(Found(IndicatorKind.UK_BANK_ACCOUNT, value, start, end))
    return found


def _references(read: Reading) -> list[Found]:
    found = []
    for pattern, word, hints, kind in (
        (_MTCN, _MTCN_WORD, ("mtcn", "m.t.", "western", "control n"), IndicatorKind.MTCN),
        (_MONEYGRAM, _MONEYGRAM_WORD, ("gram",), IndicatorKind.MONEYGRAM),
    ):
        if not any(hint in read.lower for hint in hints) or not word.search(read.lower):
            continue
        for match in pattern.finditer(read.clean):
            near = read.lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if word.search(near):
                value = re.sub(r"[- ]", "", match[0])
                found.append(Found(kind, value, match.start(), match.end()))
    return found

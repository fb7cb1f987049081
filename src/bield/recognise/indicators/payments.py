"""References of payments and bank accounts: told by the words beside them, or a checksum."""

from __future__ import annotations

import re

from stdnum import iban

from bield.recognise.fold import Folded
from bield.recognise.indicators.found import Found
from bield.records import IndicatorKind

_IBAN = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ \-]?[A-Z0-9]{2,4}){3,8}(?![A-Za-z0-9])", re.I
)
_SORT_CODE = re.compile(r"(?<!\d)(\d{2})[- ]?(\d{2})[- ]?(\d{2})(?!\d)")
_SORT_CODE_WORD = re.compile(r"sort ?code|\bs/?c\b")
_ACCOUNT = re.compile(r"(?<![\d-])(\d{8}|\d{4}[ -]\d{4})(?![\d-])")
_MTCN = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)")
_MTCN_WORD = re.compile(r"m\.?t\.?c\.?n|western ?union|control (?:number|no)")
_MONEYGRAM = re.compile(r"(?<!\d)\d{8}(?!\d)")
_MONEYGRAM_WORD = re.compile(r"money ?gram")
_NEAR = 80


def find_payments(folded: Folded) -> list[Found]:
    """Give IBANs, UK accounts, Western Union and MoneyGram references.

    A ten-digit number is an MTCN, and an eight-digit one a MoneyGram reference, only where the
    words for it stand within 80 characters.
    """
    return _ibans(folded) + _uk_accounts(folded) + _references(folded)


def _ibans(folded: Folded) -> list[Found]:
    found = []
    for match in _IBAN.finditer(folded.clean):
        # The words behind an IBAN may look like one more group of it: the longest run of
        # groups that checks out is the IBAN.
        groups = list(re.finditer(r"[A-Za-z0-9]+", match[0]))
        for last in range(len(groups) - 1, -1, -1):
            text = match[0][: groups[last].end()]
            if iban.is_valid(text):
                value = iban.format(text)
                found.append(
                    Found(IndicatorKind.IBAN, value, match.start(), match.start() + len(text))
                )
                break
        else:
            before = folded.lower[max(0, match.start() - 20) : match.start()]
            if "iban" in before:
                value = re.sub(r"[ \-]", "", match[0]).upper()
                found.append(
                    Found(IndicatorKind.IBAN, value, match.start(), match.end(), valid=False)
                )
    return found


def _uk_accounts(folded: Folded) -> list[Found]:
    found = []
    for word in _SORT_CODE_WORD.finditer(folded.lower):
        code = _SORT_CODE.search(folded.clean, word.start(), word.end() + 30)
        if code is None:
            continue
        account = _ACCOUNT.search(folded.clean, code.end(), code.end() + _NEAR) or next(
            iter(_ACCOUNT.finditer(folded.clean, max(0, word.start() - _NEAR), word.start())), None
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


def _references(folded: Folded) -> list[Found]:
    found = []
    for pattern, word, kind in (
        (_MTCN, _MTCN_WORD, IndicatorKind.MTCN),
        (_MONEYGRAM, _MONEYGRAM_WORD, IndicatorKind.MONEYGRAM),
    ):
        if not word.search(folded.lower):
            continue
        for match in pattern.finditer(folded.clean):
            near = folded.lower[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if word.search(near):
                value = re.sub(r"[- ]", "", match[0])
                found.append(Found(kind, value, match.start(), match.end()))
    return found

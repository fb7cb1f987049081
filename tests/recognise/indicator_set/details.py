"""Details as offenders write them, drawn by chance, each with its usual written form."""

from __future__ import annotations

import random
import re

import phonenumbers
from stdnum import iban

from indicator_set import addresses

Drawn = tuple[str, str]
"""The usual form, and the words that stand in the sentence."""

_HOURS = (12, 24, 36, 48, 72)
_HOURS_AFTER_MANY = (12, 36, 48)
"""Those that take the same form of «hours» in languages that tell few from many."""
_FEW_AND_MANY = frozenset(["pl", "cs", "ru", "uk", "ar", "ro"])
_COUNTS = {"minutes": (10, 15, 30, 45), "days": (5, 6, 7, 10), "weeks": (2, 3)}
_THOUSANDS = {
    **dict.fromkeys(["en", "ja", "zh", "ko", "hi", "ar"], (",", "")),
    **dict.fromkeys(["de", "it", "es", "pt", "nl", "tr", "el", "da", "ro"], (".", "", " ")),
    **dict.fromkeys(["fr", "pl", "cs", "sv", "no", "fi", "ru", "uk", "hu"], (" ", "\u00a0", "")),
}
_CENTS = {"en": ".", "ja": ".", "zh": ".", "ko": ".", "hi": ".", "ar": "."}
_SMALL_COINS = frozenset(["JPY", "KRW", "HUF", "NGN", "XOF", "PHP", "RUB", "INR", "pesos", "ARS"])
"""Of which hundreds buy nothing: sums run to tens of thousands, and nobody writes cents."""
_FIRST = [
    "sara",
    "lena",
    "mike",
    "tobi",
    "anna",
    "kevin",
    "julia",
    "mark",
    "nina",
    "leo",
    "ella",
    "jonas",
    "amy",
    "david",
    "rosa",
    "chris",
    "maya",
    "paul",
]
_LAST = [
    "jones",
    "keller",
    "silva",
    "rossi",
    "novak",
    "kim",
    "petrov",
    "cruz",
    "blanc",
    "wolf",
    "hart",
    "lane",
    "stone",
]
_SECRETS = [
    "Tobermory77",
    "hunter2",
    "sunshine",
    "qwerty123",
    "iloveyou2",
    "Fluffy!2015",
    "P@ssw0rd",
    "liverpool",
    "monkey12",
    "xK9#mQ2v",
    "Mausi1984",
    "princesa2010",
    "dragonfly",
    "azerty75",
    "Sommer!2019",
    "blink182",
    "nutella",
    "qazwsx88",
    "superman99",
    "trustno1",
    "letme!n5",
    "charlie09",
    "Passat#16",
    "barcelona10",
    "welcome1",
]
_HOSTS = ("example.com", "mail.example.org", "example.net", "secure-post.example.com")
_TOP = ("com", "net", "org", "io", "me", "ru", "xyz")


def draw(
    kind: str, label: str, words: str | None, *, chance: random.Random, language: str, before: str
) -> Drawn:
    """Draw a detail of a kind.

    Args:
        kind: As in `IndicatorKind`.
        label: What stands behind it in the braces: a value, a way of writing it.
        words: The words behind the bar.
        chance: Where the draw comes from.
        language: Tells how numbers are written.
        before: The sentence so far.
    """
    match kind:
        case "amount" | "deadline" if words is not None:
            return _numbered(kind, label, words, chance, language)
        case "password":
            secret = words or chance.choice(_SECRETS)
            return secret, secret
        case "phone":
            return _phone(label, chance)
        case "handle":
            return _handle(label, chance, named=before.rstrip().endswith((":", "：")))
        case "email":
            return _email(label, chance)
        case "url":
            return _url(label, chance)
        case "mtcn":
            digits = str(chance.randint(10**9, 10**10 - 1))
            shown = chance.choice(
                [digits, f"{digits[:3]}-{digits[3:6]}-{digits[6:]}", _groups(digits, 3, 3)]
            )
            return digits, shown
        case "moneygram":
            digits = str(chance.randint(10**7, 10**8 - 1))
            return digits, digits
        case "iban":
            return _iban(label, chance)
        case "uk_bank_account":
            code = (
                f"{chance.randint(1, 99):02}-{chance.randint(0, 99):02}-{chance.randint(0, 99):02}"
            )
            account = f"{chance.randint(10**7, 10**8 - 1)}"
            said = chance.choice([", account ", " account number: ", " acc no ", " / "])
            shown = chance.choice([code, code.replace("-", ""), code.replace("-", " ")])
            return f"{code} {account}", f"{shown}{said}{account}"
        case _:
            address = addresses.draw(kind, chance)
            return address, addresses.mangle(address, label, chance)


def _numbered(kind: str, label: str, words: str, chance: random.Random, language: str) -> Drawn:
    if "#" not in label:
        return label, words
    if kind == "deadline":
        unit = label.split()[1]
        hours = _HOURS_AFTER_MANY if language in _FEW_AND_MANY else _HOURS
        count = chance.choice(_COUNTS.get(unit, hours))
        return label.replace("#", str(count)), words.replace("#", str(count))
    small = label.split()[0] in _SMALL_COINS
    number = chance.choice([300, 450, 500, 750, 800, 950, 1000, 1190, 1300, 1750, 2000, 12500])
    if small:
        number *= 100
    shown = f"{number:,}".replace(",", chance.choice(_THOUSANDS[language]))
    value = str(number)
    if not small and chance.random() < 0.15:
        shown, value = f"{shown}{_CENTS.get(language, ',')}50", f"{value}.5"
    return label.replace("#", value), words.replace("#", shown)


def _phone(label: str, chance: random.Random) -> Drawn:
    region = label.lstrip("+")
    kind = phonenumbers.PhoneNumberType.MOBILE
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    form = phonenumbers.PhoneNumberFormat
    stem = phonenumbers.format_number(example, form.E164)[:-5]
    while True:
        number = phonenumbers.parse(f"{stem}{chance.randint(0, 99_999):05}")
        if phonenumbers.is_valid_number(number):
            break
    e164 = phonenumbers.format_number(number, form.E164)
    if label.startswith("+"):
        spaced = phonenumbers.format_number(number, form.INTERNATIONAL)
        return e164, chance.choice([e164, spaced, spaced.replace("+", "00", 1)])
    at_home = phonenumbers.format_number(number, form.NATIONAL)
    return e164, chance.choice([at_home, at_home.replace("-", "."), re.sub(r"[ ]", "", at_home)])


def _handle(sign: str, chance: random.Random, *, named: bool) -> Drawn:
    if sign == "session":
        account = f"05{chance.randbytes(32).hex()}"  # of the messenger Session
        return account, account
    first, last, year = chance.choice(_FIRST), chance.choice(_LAST), chance.randint(1, 99)
    shapes = [
        f"{first}_{last}", f"{first}.{last}{year}", f"{first}{year:02}", f"{first}_x{year:02}",
        f"its_{first}{year}", f"{first[0]}{last}_{year}", f"{last}.{first}",
    ]  # fmt: skip
    if sign or named:
        shapes += [f"{first}{last}", f"real{first}"]
    if sign == "$":
        shapes = [f"{first}{last}{year}", f"{first}{last}"]
    name = f"{sign}{chance.choice(shapes)}"
    return name, name


def _email(label: str, chance: random.Random) -> Drawn:
    name = chance.choice(
        [f"{chance.choice(_FIRST)}.{chance.choice(_LAST)}", f"pay{chance.randint(10, 999)}-now"]
    )
    host = chance.choice(_HOSTS)
    shown = f"{name}@{host}"
    if label == "defanged":
        at = chance.choice(["[at]", "(at)", " [at] ", " (at) ", " at ", "[@]"])
        dot = chance.choice(["[.]", "(dot)", " [dot] ", " dot "])
        shown = f"{name}{at}{host.replace('.', dot)}"
    return f"{name}@{host}", shown


def _url(label: str, chance: random.Random) -> Drawn:
    name = f"{chance.choice(_FIRST)}{chance.choice(_LAST)}"
    tag = {
        "paypal.me": f"paypal.me/{name}/500",
        "cash.app": f"cash.app/${name}",
        "revolut.me": f"revolut.me/{name}",
        "t.me": f"t.me/{name}",
        "wa.me": "wa.me/447911123456",
    }.get(label)
    if tag:
        scheme = chance.choice(["https://", ""])
        return f"https://{tag}", f"{scheme}{tag}"
    host = f"{name}.{chance.choice(_TOP)}"
    path = chance.choice(["/v/8f3a2", "/p?id=77&k=a1", "/leak/index.html", "/~x/clip.mp4"])
    if label == "defanged":
        shown = chance.choice(["hxxp://", "hxxps://", "http[:]//"]) + host.replace(".", "[.]")
        scheme = "https" if shown.startswith("hxxps") else "http"
        return f"{scheme}://{host}{path}", f"{shown}{path}"
    if label == "onion":
        letters = "abcdefghijklmnopqrstuvwxyz234567"
        host = "".join(chance.choice(letters) for _ in range(56)) + ".onion"
        return f"http://{host}{path}", f"http://{host}{path}"
    shown = chance.choice([f"https://{host}{path}", f"http://{host}{path}", f"www.{host}{path}"])
    return (f"http://{shown}" if shown.startswith("www.") else shown), shown


def _iban(country: str, chance: random.Random) -> Drawn:
    digits = "".join(str(chance.randint(0, 9)) for _ in range(_IBAN_DIGITS[country]))
    bare = f"{_IBAN_BANK.get(country, '')}{digits}"
    if country == "FR":
        bare += f"{97 - _rest(bare + '00', 97):02}"
    if country == "ES":
        bare = _spanish(digits)
    number = f"{country}{iban.calc_check_digits(f'{country}00{bare}')}{bare}"
    assert iban.is_valid(number), number
    shown = chance.choice([number, iban.format(number), number.lower()])
    return iban.format(number), shown


_IBAN_DIGITS = {"DE": 18, "GB": 14, "FR": 21, "PL": 24, "NL": 10, "ES": 16, "LT": 16}
_IBAN_BANK = {"GB": "MONZ", "NL": "INGB"}


def _rest(digits: str, by: int) -> int:
    """France's key: bank × 89, branch × 15, account × 3, then the rest by 97."""
    bank, branch, account = int(digits[:5]), int(digits[5:10]), int(digits[10:21])
    return (bank * 89 + branch * 15 + account * 3) % by


def _spanish(digits: str) -> str:
    """Spain's two own check digits stand between the bank and the account."""
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    bank = digits[:8]
    account = digits[8:16] + "00"

    def check(ten: str) -> str:
        rest = 11 - sum(int(d) * w for d, w in zip(ten, weights, strict=True)) % 11
        return str({10: 1, 11: 0}.get(rest, rest))

    return f"{bank}{check('00' + bank)}{check(account)}{account}"


def _groups(digits: str, *sizes: int) -> str:
    parts = []
    for size in sizes:
        parts.append(digits[:size])
        digits = digits[size:]
    return " ".join([*parts, digits])

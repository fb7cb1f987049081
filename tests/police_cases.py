"""Records for the police, from the smallest to the largest, in many scripts and from an enemy."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone

from bield.records import (
    Age,
    Case,
    Clock,
    Country,
    Demand,
    Derived,
    DetailKind,
    Exhibit,
    Moment,
    Offender,
    OffenderDetail,
    Paid,
    Person,
    Said,
    Transfer,
    Words,
)

ROOT = "58ffac7b0e5b1c1d3c0a4e6f2b9d8a7c6e5f4d3c2b1a09f8e7d6c5b4a3928170"
WALLET = "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m"
SCRIPTS = {
    "Arabic": "أرسل المال وإلا سأنشر الصور يوم ٢٠",
    "Urdu": "پیسے بھیجو ورنہ میں تصویریں بھیج دوں گا۔ یہ آخری موقع ہے",
    "Persian": "می‌خواهم پول بفرستی",
    "Hebrew": "תשלח כסף או שאפרסם את התמונות",
    "Chinese": "汇款，否则我就把照片发给你的家人。",
    "Japanese": "送金しなければ写真を家族に送ります。",
    "Korean": "돈을 보내지 않으면 사진을 가족에게 보내겠다.",
    "Hindi": "पैसे भेजो वरना मैं तस्वीरें भेज दूँगा",
    "Punjabi": "ਪੈਸੇ ਭੇਜੋ ਨਹੀਂ ਤਾਂ ਮੈਂ ਤਸਵੀਰਾਂ ਭੇਜ ਦੇਵਾਂਗਾ",
    "Bengali": "টাকা পাঠাও নাহলে ছবি পাঠিয়ে দেব",
    "Tamil": "பணம் அனுப்பு இல்லையெனில் படங்களை அனுப்புவேன்",
    "Thai": "โอนเงินมา ไม่อย่างนั้นฉันจะส่งรูปให้ครอบครัวของคุณ",
    "Greek": "Στείλε λεφτά αλλιώς θα στείλω τις φωτογραφίες",
    "Russian": "Отправь деньги, иначе я отправлю фотографии",
    "Vietnamese": "Gửi tiền đi, nếu không tôi sẽ gửi ảnh",
    "Georgian": "გამოგზავნე ფული",
    "Amharic": "ገንዘብ ላክ",
    "Emoji": "pay 😀 👍🏽 👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️ 1️⃣",
}
LYING = "transfer \u202etxt.exe\u202c to\u2066 me\u2069 \u200bnow\u00ad"
HOSTILE = (
    '#panic("no") *bold* _it_ $x^2$ = Heading\n#import "@preview/x:1.0.0"\n'
    '"quotes" \\ <label> @ref `code` // /* {"a": [1]} ]} \u0000 \ud800 \udfff \x1b[31m \x7f '
    "ZZ\ue000\uffff\U0010ffff e\u0301\u0301\u0301 a\ufe0f\r\r\n\u2028\u2029 \\u202e [U+202E]"
)


def tiny() -> Case:
    """Only the seal."""
    return Case(
        person=Person(),
        story=(),
        not_copied=(),
        corrections=(),
        exhibits=(),
        offender=Offender(),
        transfers=(),
        root=ROOT,
        sealed_at="",
        made_by="",
    )


def exhibit(number: int, *, entry: int = 0, **fields: object) -> Exhibit:
    """An exhibit that is filled in."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    given: dict[str, object] = {
        "number": number,
        "entry": entry or number + 10,
        "name": f"message {number}.eml",
        "path": f"data/{number + 10:04}/message {number}.eml",
        "what": "a mail",
        "size": 14_321 + number,
        "sha256": digest,
        "sha512": digest * 2,
        "how": "Saved from my mailbox.",
        "added_at": "2026-11-24T10:01:00Z",
    }
    return Exhibit(**(given | fields))  # type: ignore[arg-type]


def typical(country: Country = Country.SCOTLAND, age: Age = Age.ADULT) -> Case:
    """What somebody keeps in an evening."""
    evening = Moment(
        raw="20/11/2026 9.05 pm",
        clock=Clock.CERTAIN,
        at=datetime(2026, 11, 20, 21, 5, tzinfo=timezone(timedelta(hours=0))),
        zone="Europe/London",
    )
    later = Moment(
        raw="21.11.2026, 08:15", clock=Clock.ZONE_UNKNOWN, at=datetime(2026, 11, 21, 8, 15)
    )
    unclear = Moment(raw="03/04/2026", clock=Clock.UNSETTLED)
    demand = Demand(
        way=Paid.WESTERN_UNION,
        amount="250.00",
        currency="GBP",
        to="Jean Example, Abidjan",
        reference="1234567890",
        gone=True,
        when=later,
        entry=6,
    )
    coins = Demand(way=Paid.CRYPTO, amount="0.05", currency="BTC", to=WALLET, when=evening, entry=7)
    return Case(
        person=Person(
            name="Ada Lovelace",
            contact="07700 900123, ada@example.org",
            address="1 Example Street, Elgin",
            age=age,
            country=country,
        ),
        story=(
            Said(
                entry=2,
                text="Somebody called Jess wrote to me on Instagram.\n\nWe talked for two days. "
                "Then they said that they had a video of me, and that they would send it to my "
                "family if I did not pay £500.",
                noted_at="2026-11-24T10:00:00Z",
                when=evening,
            ),
            Said(entry=3, text="They wrote again this morning.", noted_at="2026-11-24T10:05:00Z"),
        ),
        not_copied=(
            Said(
                entry=8,
                text="A picture, on my phone, in the chat with @jess_1999.",
                noted_at="2026-11-24T10:07:00Z",
            ),
        ),
        corrections=(
            Said(
                entry=9,
                text="Entry 3 («They wrote again this morning.»): It was yesterday.",
                noted_at="2026-11-24T10:09:00Z",
                corrects=3,
            ),
        ),
        exhibits=(
            exhibit(
                1,
                when=evening,
                derived=(
                    Derived(
                        entry=12,
                        path="data/0012/words.txt",
                        words=Words.READ,
                        tool="bield 0.1, read",
                        what="words",
                        text="I have your video. Pay 0.05 BTC to\n" + WALLET + "\nor I share it.",
                    ),
                    Derived(
                        entry=13,
                        path="data/0013/metadata.json",
                        words=Words.READ,
                        tool="bield 0.1, metadata",
                        what="metadata",
                        text='[\n["Received", "from mail.example (203.0.113.7)"],\n'
                        '["From", "x@example.net"]\n]\n',
                    ),
                ),
            ),
            exhibit(
                2,
                name="IMG_0042.png",
                what="a picture or video",
                how="A screenshot of the chat.",
                when=unclear,
                derived=(
                    Derived(
                        entry=14,
                        path="data/0014/words.txt",
                        words=Words.OCR,
                        tool="tesseract 5",
                        what="words",
                        text="You have 24 hours. l will send it to everybody.",
                    ),
                ),
            ),
            exhibit(
                3,
                name="chat.txt",
                what="a chat",
                words=Words.READ,
                original_sha256="ab" * 32,
                how="",
            ),
        ),
        offender=Offender(
            details=(
                OffenderDetail(
                    kind=DetailKind.ACCOUNT,
                    value="@jess_1999",
                    where="Instagram",
                    seen=evening,
                    entry=4,
                ),
                OffenderDetail(kind=DetailKind.PHONE, value="+225 01 23 45 67 89", entry=5),
                OffenderDetail(kind=DetailKind.EMAIL, value="x@example.net", entry=5),
                OffenderDetail(kind=DetailKind.LINK, value="http://203.0.113.7/v", entry=5),
                OffenderDetail(
                    kind=DetailKind.WALLET, value=WALLET, words=Words.OCR, entry=12, seen=unclear
                ),
            ),
            demands=(demand, coins),
        ),
        transfers=(
            Transfer(demand=demand, from_account="my current account", text="I sent it in a shop."),
            Transfer(demand=coins),
            Transfer(demand=Demand(way=Paid.OTHER, entry=15), text="They wanted gift cards too."),
        ),
        root=ROOT,
        sealed_at="2026-11-24T10:30:00Z",
        made_by="bield 0.1.0",
        file_name="case.tar",
    )


def huge(exhibits: int = 200, words: int = 50_000) -> Case:
    """Far more than anybody keeps, with what has no place to break a line."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    lines: list[str] = []
    written = 0
    while written < words:
        lines.append(f"Line {len(lines)}: " + "they wrote that I must pay and I said no " * 5)
        written += 52
    unbroken = "x" * 300
    return Case(
        person=Person(name="N" * 300, contact=unbroken, address="A long road " * 40),
        story=(
            Said(entry=1, text="\n".join(lines), noted_at="2026-11-24T10:00:00Z"),
            Said(entry=2, text=f"{unbroken} {'W' * 300} {'ا' * 300} {'漢' * 300}", noted_at=""),
        ),
        not_copied=tuple(Said(entry=n, text=unbroken, noted_at="") for n in range(3, 6)),
        corrections=(),
        exhibits=tuple(
            exhibit(
                n,
                name=f"{n} {unbroken}.txt" if n % 10 == 0 else f"file {n}.txt",
                when=Moment(raw="", clock=Clock.CERTAIN, at=day + timedelta(hours=n)),
                derived=(
                    Derived(
                        entry=1000 + n,
                        path="data/words.txt",
                        words=Words.READ,
                        tool="t",
                        what="words",
                        text="You have one day to pay. " * 400,
                    ),
                )
                if n % 20 == 0
                else (),
            )
            for n in range(1, exhibits + 1)
        ),
        offender=Offender(
            details=tuple(
                OffenderDetail(
                    kind=DetailKind.LINK,
                    value=f"https://example.net/{n}/{'a' * 300}",
                    where="S" * 60,
                    entry=n,
                )
                for n in range(1, 60)
            )
        ),
        transfers=tuple(
            Transfer(
                demand=Demand(
                    way=Paid.CRYPTO, amount="1" * 20, currency="BTC", to=unbroken, gone=n % 2 == 0
                ),
                text="They said so. " * 50,
            )
            for n in range(20)
        ),
        root=ROOT,
        sealed_at="2026-11-24T10:30:00Z",
        made_by="bield 0.1.0",
        file_name=f"{unbroken}.tar",
    )


def in_many_scripts() -> Case:
    """A note in each script, and signs that lie about their direction."""
    texts = [f"{name}: {text}\n{text}" for name, text in SCRIPTS.items()]
    said = (*texts, LYING)
    return Case(
        person=Person(name="محمد", contact="+44 7700 900123"),
        story=tuple(Said(entry=n, text=t, noted_at="") for n, t in enumerate(said, start=1)),
        not_copied=(),
        corrections=(),
        exhibits=(exhibit(1, name="صورة\u202egpj.exe", how=SCRIPTS["Hebrew"]),),
        offender=Offender(
            details=(
                OffenderDetail(kind=DetailKind.ACCOUNT, value="@\u202eكاذب", where="تيليجرام"),
                OffenderDetail(kind=DetailKind.ACCOUNT, value="@a\u200cb", where="Telegram"),
            )
        ),
        transfers=(),
        root=ROOT,
        sealed_at="2026-11-24T10:30:00Z",
        made_by="bield 0.1.0",
        file_name="記録.tar",
    )


def hostile() -> Case:
    """Every value is one that a program could take for something else."""
    demand = Demand(
        way=Paid.CARD,
        amount=HOSTILE,
        currency=HOSTILE,
        to=HOSTILE,
        reference=HOSTILE,
        gone=True,
        when=Moment(raw=HOSTILE, clock=Clock.UNSETTLED),
    )
    said = Said(entry=1, text=HOSTILE, noted_at=HOSTILE)
    return Case(
        person=Person(name=HOSTILE, contact=HOSTILE, address=HOSTILE),
        story=(said,),
        not_copied=(said,),
        corrections=(said,),
        exhibits=(
            exhibit(
                1,
                name=HOSTILE,
                path=HOSTILE,
                what="a mail",
                how=HOSTILE,
                sha256=HOSTILE,
                added_at=HOSTILE,
                original_sha256=HOSTILE,
                derived=(
                    Derived(
                        entry=2,
                        path=HOSTILE,
                        words=Words.OCR,
                        tool=HOSTILE,
                        what="words",
                        text=HOSTILE,
                    ),
                    Derived(
                        entry=3,
                        path="m",
                        words=Words.READ,
                        tool="t",
                        what="metadata",
                        text="[" * 100_000,
                    ),
                ),
            ),
        ),
        offender=Offender(
            details=(OffenderDetail(kind=DetailKind.ACCOUNT, value=HOSTILE, where=HOSTILE),)
        ),
        transfers=(Transfer(demand=demand, from_account=HOSTILE, text=HOSTILE),),
        root=ROOT,
        sealed_at=HOSTILE,
        made_by=HOSTILE,
        file_name=HOSTILE,
    )

"""Mails that somebody passed on: the original is judged, and who passed it on is no offender."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.read import read
from bield.read.forward_words import WORDS
from bield.read.forwards import find_forward, is_forward, is_reply, without_prefix
from bield.read.short_notes import MAX_NOTE_WORDS, is_short_note
from bield.read.text import text_message
from bield.records import Format, IndicatorKind, Message, Verdict
from bield.wiring import check

THREAT = (
    "I got into your computer in June and recorded you through its camera while you were on an "
    "adult site.\nSend 900 USD in bitcoin to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa within 48 hours, "
    "or the video goes to all your contacts."
)
NEWS = "Dear reader,\nthe allotment society meets on Thursday at seven. Bring seeds to swap."
NOTE = "Sam, this came this morning and I feel sick. Is it true?"
OFFENDER, VICTIM, HELPER = "nobody@threat.example", "ada@home.example", "sam@school.example"


def sent(body: str, *, subject: str = "Fwd: I know your secret", sender: str = VICTIM) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"Somebody <{sender}>", HELPER, subject
    mail.set_content(body)
    return mail.as_bytes()


def gmail(original: str = THREAT, *, note: str = NOTE, subject: str = "I know your secret") -> str:
    return (
        f"{note}\n\n---------- Forwarded message ---------\nFrom: Your Hacker <{OFFENDER}>\n"
        f"Date: Tue, 24 Nov 2026 at 06:12\nSubject: {subject}\nTo: Ada <{VICTIM}>\n\n\n{original}\n"
    )


OUTLOOK = f"""{NOTE}

________________________________
From: Your Hacker <{OFFENDER}>
Sent: 24 November 2026 06:12
To: Ada <{VICTIM}>
Subject: I know your secret

{THREAT}
"""
OUTLOOK_OLD = f"""{NOTE}

-----Original Message-----
From: Your Hacker [mailto:{OFFENDER}]
Sent: Tuesday, November 24, 2026 6:12 AM
To: {VICTIM}
Cc: a-list@home.example; another@home.example
Subject: I know your secret
Importance: High

{THREAT}
"""
OUTLOOK_GERMAN = f"""{NOTE}

Von: Your Hacker <{OFFENDER}>
Gesendet: Dienstag, 24. November 2026 06:12
An: Ada <{VICTIM}>
Betreff: I know your secret

{THREAT}
"""
OUTLOOK_FRENCH = f"""{NOTE}

De : Your Hacker <{OFFENDER}>
Envoyé\xa0: mardi 24 novembre 2026 06:12
À\xa0: Ada <{VICTIM}>
Objet : I know your secret

{THREAT}
"""
APPLE = f"""{NOTE}

Begin forwarded message:

From: Your Hacker <{OFFENDER}>
Subject: I know your secret
Date: 24 November 2026 at 06:12:47 GMT
To: Ada <{VICTIM}>
Reply-To: {OFFENDER}

{THREAT}
"""
APPLE_QUOTED = NOTE + "\n\n" + "".join(
    f"> {line}\n" for line in APPLE.partition("\n\n")[2].splitlines()
)  # fmt: skip
APPLE_SPANISH = f"""{NOTE}

Inicio del mensaje reenviado:

De: Your Hacker <{OFFENDER}>
Asunto: I know your secret
Fecha: 24 de noviembre de 2026, 6:12:47 GMT
Para: {VICTIM}

{THREAT}
"""
THUNDERBIRD = f"""{NOTE}


-------- Forwarded Message --------
Subject: \tI know your secret
Date: \tTue, 24 Nov 2026 06:12:47 +0000
From: \tYour Hacker <{OFFENDER}>
To: \t{VICTIM}



{THREAT}
"""
THUNDERBIRD_GERMAN = f"""{NOTE}

-------- Weitergeleitete Nachricht --------
Betreff:        I know your secret
Datum:  Tue, 24 Nov 2026 06:12:47 +0000
Von:    Your Hacker <{OFFENDER}>
An:     {VICTIM}

{THREAT}
"""
YAHOO = f"""{NOTE}

 ----- Forwarded Message -----
  From: Your Hacker <{OFFENDER}>
To: Ada <{VICTIM}>
Sent: Tuesday, November 24, 2026 at 06:12:47 AM GMT
Subject: I know your secret

{THREAT}
"""
GMAIL_GERMAN = f"""{NOTE}

---------- Forwarded message ---------
Von: Your Hacker <{OFFENDER}>
Date: Di., 24. Nov. 2026 um 06:12 Uhr
Subject: I know your secret
To: <{VICTIM}>


{THREAT}
"""
BOLD = f"""{NOTE}

*From:* Your Hacker <{OFFENDER}>
*Sent:* Tuesday, 24 November 2026 06:12
*To:* {VICTIM}
*Subject:* I know your secret

{THREAT}
"""
WRAPPED = f"""{NOTE}

---------- Forwarded message ---------
From: Your Hacker With A Very Long Name That No Line Can Hold Whole Without
 Breaking <{OFFENDER}>
Date: Tue, 24 Nov 2026 at 06:12
Subject: I know
 your secret
To: <{VICTIM}>, <second@home.example>,
 <third@home.example>


{THREAT}
"""
QUOTED_BELOW = NOTE + "\n\n" + gmail(note="").lstrip().partition("\n\n")[0] + "\n\n" + "".join(
    f"> {line}\n" for line in THREAT.splitlines()
)  # fmt: skip
STYLES = {
    "Gmail": gmail(), "Gmail in German": GMAIL_GERMAN, "Outlook": OUTLOOK,
    "Outlook of old": OUTLOOK_OLD, "Outlook in German": OUTLOOK_GERMAN,
    "Outlook in French": OUTLOOK_FRENCH, "Apple Mail": APPLE, "Apple Mail, quoted": APPLE_QUOTED,
    "Apple Mail in Spanish": APPLE_SPANISH, "Thunderbird": THUNDERBIRD,
    "Thunderbird in German": THUNDERBIRD_GERMAN, "Yahoo": YAHOO, "headings in bold": BOLD,
    "headings that run on": WRAPPED, "quoted below the block": QUOTED_BELOW,
}  # fmt: skip


def is_the_original(message: Message) -> bool:
    return message.text == f"I know your secret\n\n{THREAT}" and message.sender == OFFENDER


class TestPassedOnInAMail:
    @pytest.mark.parametrize("style", STYLES)
    def test_gives_the_original_of_each_program(self, style: str) -> None:
        message = read(sent(STYLES[style]))
        assert is_the_original(message)
        assert message.format is Format.MAIL
        assert message.subject == "I know your secret"
        assert message.forwarded_by == VICTIM
        assert VICTIM in message.recipients
        assert OFFENDER not in message.recipients
        assert message.notes[0] == (
            f"This was passed on by {VICTIM}. What is judged is the original message below it. "
            "The words above it were left out."
        )

    @pytest.mark.parametrize("language", WORDS)
    def test_gives_the_original_in_each_language(self, language: str) -> None:
        words = WORDS[language]
        for sender, when, to, subject in zip(
            *(pad(w) for w in (words.sender, words.sent, words.to, words.subject)), strict=True
        ):
            block = (
                f"{sender}: X <{OFFENDER}>\n{when}: 24/11/2026\n{to}: <{VICTIM}>\n"
                f"{subject}: I know your secret\n\n{THREAT}"
            )
            for above in ("", *(f"{NOTE}\n\n-------- {m} --------\n" for m in words.forwarded)):
                assert is_the_original(read(sent(above + block))), (sender, to, above)
            for marker in words.original:
                assert is_the_original(read(sent(f"{NOTE}\n\n-----{marker}-----\n{block}")))

    def test_reads_the_block_that_html_lays_out(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = VICTIM, HELPER, "FW: I know your secret"
        mail.set_content("see the HTML")
        html_threat = THREAT.replace("\n", "<br>")
        mail.add_alternative(
            f"<p>{NOTE}</p><div style='border-top:1px'><p class=MsoNormal><b>From:</b> Hacker "
            f"&lt;{OFFENDER}&gt;<br><b>Sent:</b> 24 November 2026<br><b>To:</b> {VICTIM}<br>"
            f"<b>Subject:</b> I know your secret</p></div><p>&nbsp;</p><div>{html_threat}</div>",
            subtype="html",
        )
        assert is_the_original(read(mail.as_bytes()))

    def test_never_shows_who_passed_it_on_as_a_detail_of_the_offender(self) -> None:
        answer = check(sent(gmail(THREAT + f"\nYour mail is {VICTIM}.")))
        assert answer.finding.verdict is Verdict.SEXTORTION
        assert not answer.finding.has(IndicatorKind.EMAIL)
        assert answer.finding.has(IndicatorKind.BITCOIN)

    def test_knows_when_the_original_says_it_comes_from_the_address_it_went_to(self) -> None:
        message = read(sent(gmail().replace(OFFENDER, VICTIM)))
        assert message.claims_own_address

    def test_follows_a_mail_that_was_passed_on_twice(self) -> None:
        inner = gmail(note="Ada, see this").replace(VICTIM, "first@home.example")
        outer = (
            f"And on\n\nVon: F <first@home.example>\nGesendet: heute\nAn: <{VICTIM}>\n"
            f"Betreff: Fwd: I know your secret\n\n{inner}"
        )
        message = read(sent(outer, subject="WG: Fwd: I know your secret"))
        assert is_the_original(message)
        assert message.forwarded_by == VICTIM
        assert {VICTIM, "first@home.example"} <= set(message.recipients)

    def test_takes_the_subject_above_where_the_block_names_none(self) -> None:
        body = f"---------- Forwarded message ---------\nFrom: <{OFFENDER}>\nDate: today\n"
        message = read(sent(f"{body}To: <{VICTIM}>\n\n{THREAT}", subject="TR: Fwd: The secret"))
        assert message.text == f"The secret\n\n{THREAT}"
        assert "left out" not in message.notes[0]

    def test_takes_a_marker_whose_block_was_taken_out(self) -> None:
        message = read(sent(f"{NOTE}\n\n---------- Forwarded message ----------\n{THREAT}"))
        assert (message.text, message.sender) == (f"I know your secret\n\n{THREAT}", "")
        assert message.forwarded_by == VICTIM


class TestPassedOnAsAnAttachment:
    def attached(
        self,
        note: str,
        *,
        subject: str = "suspicious",
        more: Mapping[str, bytes] = MappingProxyType({}),
    ) -> bytes:
        inner = EmailMessage()
        inner["From"], inner["To"], inner["Subject"] = OFFENDER, VICTIM, "I know your secret"
        inner.set_content(THREAT)
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = VICTIM, HELPER, subject
        mail.set_content(note)
        mail.add_attachment(inner)
        for name, data in more.items():
            mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        return mail.as_bytes()

    def test_gives_the_mail_that_is_attached(self) -> None:
        message = read(self.attached(NOTE))
        assert is_the_original(message)
        assert (message.forwarded_by, message.subject) == (VICTIM, "I know your secret")
        assert "left out" in message.notes[0]

    def test_gives_a_saved_mail_that_is_attached_as_a_file(self) -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = VICTIM, HELPER, "look"
        mail.set_content("")
        data = f"From: {OFFENDER}\nTo: {VICTIM}\nSubject: I know your secret\n\n{THREAT}".encode()
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename="a.eml")
        assert is_the_original(read(mail.as_bytes()))

    def test_keeps_all_where_the_words_above_could_be_the_threat(self) -> None:
        for note in ("word " * 90, "Pay 500 dollars. My wallet: bc1q" + "a2" * 19, "Write @boss88"):
            message = read(self.attached(note, subject="Fwd: this"))
            assert note.split()[0] in message.text
            assert THREAT in message.text
            # The original was sent to her: so she passed it on, whatever she wrote.
            assert message.notes[0].startswith(f"This was passed on by {VICTIM}. All of it was")
            assert (message.forwarded_by, message.sender) == (VICTIM, OFFENDER)

    def test_keeps_all_where_another_document_could_be_the_threat(self) -> None:
        message = read(self.attached(NOTE, more={"pay.txt": b"x", "pay.pdf": b"%PDF-1.7 no"}))
        assert NOTE in message.text

    def test_takes_a_mail_server_s_report_for_what_it_is(self) -> None:
        raw = self.attached("Your mail could not be delivered.").replace(
            b"multipart/mixed", b"multipart/report"
        )
        message = read(raw)
        assert "could not be delivered" in message.text
        assert message.forwarded_by == ""

    def test_keeps_a_threat_that_comes_with_another_mail_as_its_proof(self) -> None:
        inner = EmailMessage()
        inner["From"], inner["To"], inner["Subject"] = "x@y.example", "z@y.example", "Receipt"
        inner.set_content(NEWS)
        threat = EmailMessage()
        threat["From"], threat["To"], threat["Subject"] = OFFENDER, VICTIM, "Last warning"
        threat.set_content("Your wife gets this and the video unless you answer me.")
        threat.add_attachment(inner)
        outer = EmailMessage()
        outer["From"], outer["To"], outer["Subject"] = VICTIM, HELPER, "help"
        outer.add_attachment(threat)
        message = read(outer.as_bytes())
        assert "unless you answer me" in message.text
        assert message.sender == OFFENDER


class TestFakedForwards:
    """A sender who writes harmless words below a faked marker must gain nothing by it."""

    LONG = "I have the video of you. " + "You will do as I say or all of them see it. " * 12

    @pytest.mark.parametrize(
        "threat",
        [
            LONG,
            THREAT,
            "Pay to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq or they all see it.",
            "Pay me $500 or they all see it.",
            "Pay me 500 euros or they all see it.",
            "Answer at dark@threat2.example or they all see it.",
            "Answer on telegram: darkboss77 or they all see it.",
            "Answer on t.me/darkboss or they all see it.",
            "See https://paste.example/x1 before I send it to them.",
        ],
    )
    def test_keep_the_words_above_the_marker(self, threat: str) -> None:
        body = gmail(NEWS, note=threat, subject="Allotments")
        for subject in ("Fwd: Allotments", "Allotments"):
            message = read(sent(body, subject=subject, sender=OFFENDER))
            assert threat.split("\n")[0].strip() in message.text
            assert NEWS in message.text
            assert message.forwarded_by == ""
        pasted = text_message(body)
        assert pasted.text == body
        assert pasted.notes[0].startswith("There is another mail inside")

    def test_keep_a_subject_that_is_the_threat(self) -> None:
        message = read(
            sent(gmail(NEWS, note="", subject="Allotments"), subject="I HAVE YOUR NUDES")
        )
        assert "I HAVE YOUR NUDES" in message.text

    def test_keep_words_that_stand_in_the_block_itself(self) -> None:
        for heading in ("Date", "To", "Cc"):
            body = (
                f"---------- Forwarded message ---------\nFrom: A <a@b.example>\nSent: now\n"
                f"Subject: Allotments\n{heading}: pay $900 or they all see it\n\n{NEWS}"
            )
            message = read(sent(body, subject="Fwd: Allotments", sender=OFFENDER))
            assert "pay $900" in message.text

    def test_keep_words_that_follow_the_block_at_once(self) -> None:
        body = (
            "---------- Forwarded message ---------\nFrom: A <a@b.example>\nSubject: Allotments\n"
            f"To: me\n\nI filmed you.\nDate: in two days you are done\n\n{NEWS}"
        )
        message = read(sent(body, subject="Fwd: Allotments", sender=OFFENDER))
        assert "I filmed you." in message.text

    def test_are_still_found_to_be_threats(self) -> None:
        body = gmail(NEWS, note=THREAT, subject="Allotments")
        for given_as in (sent(body, subject="Fwd: Allotments", sender=OFFENDER), body):
            assert check(given_as).finding.verdict is Verdict.SEXTORTION

    def test_gain_nothing_when_the_victim_passes_them_on(self) -> None:
        faked = gmail(NEWS, note=THREAT, subject="Allotments")
        message = read(sent(gmail(faked)))
        assert THREAT in message.text
        assert (message.sender, message.forwarded_by) == (OFFENDER, VICTIM)

    def test_nobody_is_named_where_it_cannot_be_told_who_wrote_what(self) -> None:
        letter = "It began in June, and I do not know what I should do about it. " * 9
        message = read(sent(gmail(note=letter)))
        assert message.text.startswith("Fwd: I know your secret")
        assert letter.strip() in message.text
        # The original was sent to her: so she passed it on.
        assert (message.sender, message.forwarded_by) == (OFFENDER, VICTIM)
        stranger = read(sent(gmail(note=letter).replace(VICTIM, "other@home.example")))
        assert (stranger.sender, stranger.forwarded_by) == ("", "")
        assert VICTIM in stranger.recipients


class TestWhatIsNoForward:
    @pytest.mark.parametrize(
        ("subject", "body"),
        [
            ("Re: your offer", OUTLOOK_OLD),
            ("AW: your offer", OUTLOOK_GERMAN),
            ("Re: Fwd: your offer", gmail()),
            ("Re: your offer", f"No.\n\nOn Tue, 24 Nov 2026 Your Hacker wrote:\n> {THREAT}"),
            ("[list] patch", f"I agree.\n\nAm 24.11.2026 schrieb Bo:\n> {NEWS}\n> -- \n> Bo"),
            ("offers", f"On Tue, Bo wrote:\n> see this\n> {gmail()}"),
            ("To do", "From: now on\nwe meet at ten.\n\nTo: everybody\nSubject: to change"),
            ("[PATCH] fix", f"From: Bo <bo@list.example>\nDate: today\nSubject: fix\n\n{NEWS}"),
            ("minutes", "De: facto\nA: b\nDo: it\nOd: no\n\n" + NEWS),
        ],
    )
    def test_is_left_as_it_is(self, subject: str, body: str) -> None:
        message = read(sent(body, subject=subject))
        assert message.forwarded_by == ""
        assert message.sender == VICTIM
        assert message.text.startswith(subject)
        assert body.split("\n")[0].strip() in message.text

    def test_an_answer_pasted_without_its_subject_is_kept_whole(self) -> None:
        body = OUTLOOK_OLD.replace(NOTE, "I told you: pay tonight, or they see it all.")
        assert text_message(body).text == body


class TestPasted:
    @pytest.mark.parametrize("style", [s for s in STYLES if "Outlook" not in s and "bold" not in s])
    def test_gives_the_original_of_what_a_person_copied(self, style: str) -> None:
        message = read(STYLES[style].encode())
        assert is_the_original(message)
        assert message.format is Format.TEXT
        assert message.forwarded_by == ""
        assert message.notes[0].startswith("This was passed on. What is judged is the original")

    @pytest.mark.parametrize("style", [OUTLOOK_OLD, OUTLOOK_GERMAN, OUTLOOK_FRENCH])
    def test_gives_the_original_where_nothing_stands_above_the_headings(self, style: str) -> None:
        message = read(style.removeprefix(NOTE).encode())
        assert is_the_original(message)
        assert "left out" not in message.notes[0]

    def test_places_in_the_text_are_those_of_what_was_judged(self) -> None:
        answer = check(gmail())
        for reason in answer.finding.reasons:
            start, end = reason.span
            assert answer.message.text[start:end]
        wallet = next(i for i in answer.finding.indicators if i.kind is IndicatorKind.BITCOIN)
        assert answer.message.text[slice(*wallet.span)] == wallet.value


class TestSubjects:
    @pytest.mark.parametrize(
        "subject",
        ["Fwd: x", "FW: x", "WG: x", "TR : x", "RV: x", "I: x", "ENC: x", "Doorst: x", "VS: x",
         "VB: x", "PD: x", "İLT: x", "ΠΡΘ: x", "转发：x", "転送: x", "전달: x", "Fwd[2]: x",
         "fwd: WG: TR: x"],
    )  # fmt: skip
    def test_lose_what_says_that_they_were_passed_on(self, subject: str) -> None:
        assert is_forward(subject)
        assert not is_reply(subject)
        assert without_prefix(subject) == "x"

    @pytest.mark.parametrize(
        "subject", ["Re: x", "AW: x", "SV: x", "Odp: x", "回复：x", "RE[4]: x"]
    )
    def test_tell_an_answer(self, subject: str) -> None:
        assert is_reply(subject)
        assert not is_forward(subject)

    @pytest.mark.parametrize("subject", ["Forward march: x", "Internet", "Tri: x", "Fwd x"])
    def test_are_left_alone_otherwise(self, subject: str) -> None:
        assert not is_forward(subject)
        assert without_prefix(subject) == subject


class TestShortNotes:
    @pytest.mark.parametrize(
        "note",
        ["", NOTE, "FYI\n\n-- \nSam Reid\nHead teacher\nTel 0131 496 0000\nwww.school.example",
         "Get Outlook for iOS<https://aka.ms/o0ukef>", "これは本当ですか", "word " * MAX_NOTE_WORDS,
         "Please call me. Sam Reid, sam@school.example"],
    )  # fmt: skip
    def test_are_what_people_write_above_a_mail(self, note: str) -> None:
        assert is_short_note(note, own=[HELPER])

    @pytest.mark.parametrize(
        "note",
        ["word " * (MAX_NOTE_WORDS + 1), "払え" * 100, "a" * 5_000, "0x" + "ab" * 20, "£20", "20 £",
         "GB29 NWBK 6016 1331 9268 19", "whatsapp me at +44 7700 900000", "x.onion"],
    )  # fmt: skip
    def test_are_nothing_that_could_be_a_demand(self, note: str) -> None:
        assert not is_short_note(note)


def pad(words: tuple[str, ...]) -> list[str]:
    return [words[i % len(words)] for i in range(5)]


_PIECES = [
    "---------- Forwarded message ---------\n", "From: a <a@b.example>\n", "Date: x\n", "To: \n",
    "Subject: s\n", "\n", "> ", "-----Original Message-----\n", "Von: x\n", "words\n", "A: b\n",
    "Begin forwarded message:\n", "On Tue, Bo wrote:\n", "*From:* b@c.example\n", "\u200f", "：",
    "\r\n", "x" * 70 + "\n",
]  # fmt: skip


class TestNothingEscapes:
    @given(st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=20)), max_size=80))
    def test_any_words_give_a_forward_of_words_or_none(self, pieces: list[str]) -> None:
        text = "".join(pieces)
        for subject in (None, "", "Fwd: s", "Re: s", "s"):
            forward = find_forward(text, subject=subject)
            assert forward is None or (forward.below and len(forward.below) <= len(text))

    @given(st.lists(st.sampled_from(_PIECES), max_size=80))
    def test_what_is_below_is_never_lost(self, pieces: list[str]) -> None:
        text = "".join(pieces) + "\n\nthe last words"
        message = text_message(text)
        assert "the last words" in message.text

    @pytest.mark.timeout(20)
    @pytest.mark.parametrize(
        "piece", ["From: a\n", "From: a\nTo: b\nSubject: c\n", "-----Original Message-----\n",
                  "Forwarded message\n", "From: a\nDate: b\nTo: c\n\nx\n", ">" * 50 + "\n",
                  "On a wrote:\nForwarded message\nFrom: a\nTo: b\nDate: c\n\nx\n"]
    )  # fmt: skip
    def test_ends_soon_whatever_the_words_are_made_of(self, piece: str) -> None:
        text = piece * (100_000 // len(piece))
        for subject in (None, "Fwd: s"):
            find_forward(text, subject=subject)

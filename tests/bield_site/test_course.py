"""How a chat went, as the answer page tells it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from visitor import Stranger, text_of

SITE = Stranger()


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


CHAT = """\
12/03/2026, 21:14 - Jess: hey cutie, found you online
12/03/2026, 21:16 - Jess: do you have snap?
12/03/2026, 21:31 - Jess: send me a pic and i'll send one back
13/03/2026, 21:35 - Cal: <Media omitted>
14/03/2026, 22:02 - Jess: I have your nudes, pay me £200 or i send it to your mum and everyone
14/03/2026, 22:40 - Cal: i sent you £50, mail me at cal@home.example
14/03/2026, 22:41 - Jess: not enough. send another £150 or i post it now
"""


class TestAChat:
    def test_is_told_from_its_beginning_to_the_last_demand(self) -> None:
        shown = text_of(SITE.ask("/look", file=file("chat.txt", CHAT.encode())))
        told = shown[shown.index("How it went", shown.index("What to do now") + 200) :]
        steps = ["It began", "another app", "asked for pictures", "It turned", "named a sum"]
        places = [told.index(step) for step in steps]
        assert places == sorted(places)
        assert "“Jess”" in told
        assert "14 March 2026, 22:02" in told
        assert "by the clock of whoever saved the chat" in told
        assert "Somebody said that it was paid" in told

    def test_that_tells_of_a_payment_asks_after_it(self) -> None:
        shown = text_of(SITE.ask("/look", file=file("chat.txt", CHAT.encode())))
        assert "some payments can still be stopped" in shown

    def test_keeps_the_victims_own_address_out_of_the_details(self) -> None:
        shown = text_of(SITE.ask("/look", file=file("chat.txt", CHAT.encode())))
        details = shown[shown.index("Details to keep for a report", len(shown) // 3) :]
        assert "cal@home.example" not in details

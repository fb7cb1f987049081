"""Ways to reach a service, as links."""

from __future__ import annotations

from typing import Literal

import pytest

from bield.facts import load_catalogue
from bield.records import Channel
from bield_site.guide.links import href, linked, says


class TestHref:
    @pytest.mark.parametrize(
        ("kind", "value", "address", "words"),
        [
            ("phone", "0800 1111", "tel:08001111", "Call 0800 1111"),
            ("phone", "1-800-CALL-FBI", "tel:18002255324", "Call 1-800-CALL-FBI"),
            ("text", "999", "sms:999", "Text 999"),
            ("text", "SHOUT to 85258", "sms:85258?body=SHOUT", "Text SHOUT to 85258"),
            ("email", "a@example.org", "mailto:a@example.org", "Write to a@example.org"),
            ("web", "https://www.example.org/x", "https://www.example.org/x", "example.org"),
        ],
    )
    def test_is_one_that_a_thumb_can_press(
        self,
        kind: Literal["phone", "text", "web", "email", "chat"],
        value: str,
        address: str,
        words: str,
    ) -> None:
        channel = Channel(kind=kind, value=value)
        assert href(channel) == address
        assert says(channel) == words

    def test_refuses_what_is_no_number(self) -> None:
        with pytest.raises(ValueError, match="not the form of a phone"):
            href(Channel(kind="phone", value="javascript:alert(1)"))

    def test_is_there_for_every_channel_of_the_catalogue(self) -> None:
        for service in load_catalogue().services.values():
            for channel in service.channels:
                assert href(channel)
                assert says(channel)


class TestLinked:
    @pytest.mark.parametrize(
        ("sentence", "addresses"),
        [
            ("Ring them first.", []),
            ("Meta: https://about.example.org/a – what to do.", ["https://about.example.org/a"]),
            ("Use https://a.example/x.", ["https://a.example/x"]),
            ("Look (https://a.example/ or https://b.example).", ["https://a.example/", "https://b.example"]),
            ("http://a.example and javascript:alert(1)", []),
        ],
    )  # fmt: skip
    def test_finds_the_addresses_and_keeps_every_word(
        self, sentence: str, addresses: list[str]
    ) -> None:
        found = linked(sentence)
        assert "".join(stretch.text for stretch in found) == sentence
        assert [stretch.href for stretch in found if stretch.href] == addresses

"""Where reports go: each route has a source and a day, and what cannot be used is refused."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bield.facts import FactsError, load_catalogue, read_catalogue
from bield.facts.review import CHECK_AGAIN_AFTER, due_reviews
from bield.facts.routes import load_routes, read_routes
from bield.records import Channel, Country, Paid, Routes

SMALL = Path(__file__).parent / "small"
UNITED_KINGDOM = {Country.SCOTLAND, Country.ENGLAND, Country.WALES, Country.NORTHERN_IRELAND}

GOOD = """\
mail_here:
  for: mail
  name: an office for mails
  countries: [scotland]
  channels:
    - {email: mails@example.org}
  says:
    - It may come back.
  sources: [police_page]
  checked: 2026-12-01

on_instagram:
  for: platform
  of: instagram
  called: [insta]
  hosts: [instagram.com]
  account: User name
  services: [tool]
  sources: [police_page]
  checked: 2026-12-01

by_crypto:
  for: payment
  of: crypto
  name: the exchange
  reference: Hash
  look: in the app
  sources: [police_page]
  checked: 2026-12-01

a_law:
  for: law
  name: a law
  cite: Act 1
  within_hours: 48
  since: 2026-05-19
  countries: [united_states]
  asks:
    - A signature.
  sources: [police_page]
  checked: 2026-12-01

pictures:
  {for: pictures, name: those, services: [tool], sources: [police_page], checked: 2026-12-01}
school: {for: school, name: a school, sources: [police_page], checked: 2026-12-01}
"""
Read = Callable[[str], Routes]


def own_channels(routes: Routes) -> Iterator[Channel]:
    for route in routes.every:
        yield from route.channels
    for platform in routes.platforms.values():
        yield from platform.removal


def words(routes: Routes) -> Iterator[tuple[str, str]]:
    """All of the routes that a person may be shown."""
    for route in routes.every:
        for text in (route.name, *route.asks, *route.says):
            yield route.id, text
    for platform in routes.platforms.values():
        for text in (platform.account, platform.link, *platform.removal_asks):
            yield platform.id, text
    for payment in routes.payments.values():
        yield payment.id, payment.reference
        yield payment.id, payment.look
    for channel in own_channels(routes):
        yield channel.value, f"{channel.value} {channel.label}"


def on_platform(routes: Routes, platform: str) -> str:
    return " ".join(c.value for c in routes.platforms[platform].removal)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    folder = tmp_path / "facts"
    shutil.copytree(SMALL, folder)

    def with_routes(content: str) -> Routes:
        (folder / "routes.yaml").write_text(content, encoding="utf-8")
        return read_routes(folder, read_catalogue(folder))

    return with_routes


class TestTheShippedRoutes:
    def test_load_once(self) -> None:
        assert load_routes() is load_routes()

    def test_each_have_a_source_that_was_read_by_the_day_they_were_checked_on(self) -> None:
        for route in load_routes().every:
            assert route.sources, route.id
            assert route.checked_on >= max(s.read_on for s in route.sources), route.id
            assert route.checked_on <= date(2026, 12, 1), route.id

    def test_are_each_looked_at_again_half_a_year_after_they_were_checked(self) -> None:
        catalogue, routes = load_catalogue(), load_routes()
        due = due_reviews(catalogue, date(2100, 1, 1), routes=routes)
        found = {review.id: review for review in due if review.file == "routes.yaml"}
        assert found.keys() == {route.id for route in routes.every}
        for route in routes.every:
            assert found[route.id].due_on == route.checked_on + CHECK_AGAIN_AFTER

    def test_show_nothing_that_is_unverified(self) -> None:
        for fact in load_catalogue().unverified:
            for mark in fact.looks_like:
                for where, text in words(load_routes()):
                    assert mark.casefold() not in text.casefold(), (fact.id, where)

    def test_repeat_no_number_and_no_address_of_the_directory(self) -> None:
        services = load_catalogue().services.values()
        known = {channel.value for service in services for channel in service.channels}
        assert not known & {channel.value for channel in own_channels(load_routes())}

    def test_write_no_number_and_no_address_into_a_sentence(self) -> None:
        for where, text in words(load_routes()):
            if "://" not in text and "@" not in where:
                assert not re.search(r"\d{3,}|@|www\.", text), (where, text)

    def test_promise_nothing_and_ask_for_no_picture(self) -> None:
        for where, text in words(load_routes()):
            assert not re.search(r"\bguarantee|always|you will get|must pay\b", text, re.I), where
            assert not re.search(r"\b(send|attach|show|upload)\b.*\b(nude|picture)", text, re.I), (
                where
            )

    def test_take_mails_in_the_countries_where_somebody_collects_them(self) -> None:
        by_country = {c: r for r in load_routes().mail for c in r.countries}
        assert by_country.keys() == UNITED_KINGDOM | {
            Country.IRELAND,
            Country.UNITED_STATES,
            Country.CANADA,
            Country.AUSTRALIA,
            Country.NEW_ZEALAND,
        }
        for country in UNITED_KINGDOM:
            (way,) = by_country[country].ways("email")
            assert way.value == "report@phishing.gov.uk"
        (way,) = by_country[Country.UNITED_STATES].ways("email")
        assert way.value == "reportphishing@apwg.org"
        assert not by_country[Country.IRELAND].ways("email")
        assert "Gardaí" in by_country[Country.IRELAND].says[0]

    def test_stop_every_way_of_paying_that_a_record_can_hold(self) -> None:
        assert load_routes().payments.keys() == {p.value for p in Paid} - {"no", "unknown"}

    def test_know_every_platform_of_the_catalogue_but_those_without_terms_of_their_own(
        self,
    ) -> None:
        unknown = load_catalogue().platforms.keys() - load_routes().platforms.keys()
        assert unknown == {"apple", "skype", "other"}

    def test_call_no_two_platforms_the_same_and_give_no_site_to_two(self) -> None:
        for names in (
            [name for p in load_routes().platforms.values() for name in p.called],
            [host for p in load_routes().platforms.values() for host in p.hosts],
        ):
            assert len(names) == len(set(names))
            assert all(name == name.casefold() for name in names)

    def test_know_the_law_on_removal_as_it_stands(self) -> None:
        (law,) = load_routes().laws
        assert (law.cite, law.within_hours, law.since) == (
            "47 U.S.C. 223a",
            48,
            date(2026, 5, 19),
        )
        assert [word in ask for word, ask in zip(
            ("signature", "where it is", "good faith", "reach you"), law.asks, strict=True
        )] == [True] * 4  # fmt: skip
        assert on_platform(load_routes(), "x").endswith("/take-it-down")
        assert on_platform(load_routes(), "discord") == "https://discord.com/report"


class TestAFileIsRead:
    def test_with_all_that_it_says(self, read: Read) -> None:
        routes = read(GOOD)
        (mail,) = routes.mail
        assert mail.countries == {Country.SCOTLAND}
        assert [way.value for way in mail.ways("email")] == ["mails@example.org"]
        assert routes.platforms["instagram"].name == "Instagram"
        assert routes.platforms["instagram"].link == "Link"
        assert [way.value for way in routes.platforms["instagram"].ways("web")]
        assert routes.payments["crypto"].look == "in the app"
        assert routes.laws[0].within_hours == 48


class TestAFileIsRefused:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("for: mail", "for: pigeon", "“mail_here”, for: “pigeon” is not one of mail, platform"),
            ("  countries: [scotland]\n", "", "“mail_here”, countries: it is missing"),
            ("[scotland]", "[]", "“mail_here”, countries: name them"),
            ("[scotland]", "[alba]", "“mail_here”, countries: “alba” is not one of"),
            ("[police_page]", "[hearsay]", "sources: “hearsay” is not in sources.yaml"),
            ("[police_page]", "[]", "“mail_here”, sources: a route needs a source"),
            ("  checked: 2026-12-01\n", "", "“mail_here”, checked: it is missing"),
            ("mails@example.org", "mails at example", "channels 1”, email: .*not an e-mail"),
            ("- {email: mails@example.org}",
             "- {email: mails@example.org}\n    - {email: b@example.org}", "sent to one address"),
            ("It may come back.", "Call 0800 1111.", "says: “0800” looks like a number"),
            ("It may come back.", "It may. Or not.", "says: expected one sentence"),
            ("    - It may come back.\n", "    - A.\n    - B.\n    - C.\n    - D.\n    - E.\n",
             "says: expected 4 at most, found 5"),
            ("  says:\n    - It may come back.\n", "  tells: x\n", "“mail_here”, tells: no such"),
            ("of: instagram", "of: friendster", "“on_instagram”, of: “friendster” is not in platf"),
            ("of: crypto", "of: shells", "“by_crypto”, of: “shells” is not in payments.yaml"),
            ("[tool]", "[spade]", "“on_instagram”, services: “spade” is not in services.yaml"),
            ("account: User name", "account: 0800 1111", "account: “0800” looks like a number"),
            ("look: in the app", "look: on 0800 1111", "look: “0800” looks like a number"),
            ("  look: in the app\n", "", "“by_crypto”, look: it is missing"),
            ("within_hours: 48", "within_hours: soon", "“soon” is no number of hours"),
            ("within_hours: 48", "within_hours: 0", "“0” is no number of hours"),
            ("{for: pictures,", "{for: school,",
             "“pictures”: there is exactly one"),
        ],
    )  # fmt: skip
    def test_naming_the_entry_and_the_field(
        self, read: Read, old: str, new: str, message: str
    ) -> None:
        assert old in GOOD
        with pytest.raises(FactsError, match=rf"(?s)^routes\.yaml, .*{message}"):
            read(GOOD.replace(old, new, 1))

    def test_that_has_two_routes_for_one_platform(self, read: Read) -> None:
        start, end = GOOD.index("on_instagram"), GOOD.index("by_crypto")
        twice = GOOD + "\nagain" + GOOD[start:end].removeprefix("on_instagram")
        with pytest.raises(FactsError, match="“again”, of: “instagram” has a route already"):
            read(twice)

    def test_that_is_for_a_mail_and_names_nobody(self, read: Read) -> None:
        channels = "  channels:\n    - {email: mails@example.org}\n"
        nobody = GOOD.replace(channels, "").replace("  says:\n    - It may come back.\n", "")
        with pytest.raises(FactsError, match="“mail_here”, says: where nobody collects"):
            read(nobody)

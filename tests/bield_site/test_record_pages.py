"""Putting proof together on the site: what goes in, what is refused, and what the pages say."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from typing import TYPE_CHECKING, cast

import pytest
from django.conf import settings
from keeping_proof import MAIL, PNG, STORY, Keeping, file, member, names_in, whole
from visitor import Site, text_of

from bield.keep import read_chain
from bield_site.guide import record_words
from bield_site.guide.carried import packed
from bield_site.guide.record_parts import PARTS
from bield_site.operations import recording
from bield_site.operations.recording import MAX_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

textstat = pytest.importorskip("textstat")


def entries(person: Keeping) -> list[Mapping[str, object]]:
    return list(read_chain(member(person.tar, "notes/log.jsonl")).entries)


class TestStart:
    def test_says_that_nothing_is_kept_and_no_picture_taken(self) -> None:
        text = text_of(Site().get("/notes"))
        assert "We keep nothing" in text
        assert "do not take a screenshot of one" in text
        assert "what is not saved is gone" in text
        assert "If others use this device" in text

    def test_is_reached_from_the_first_page_the_plan_and_an_answer(self) -> None:
        site = Site().told("talk", today="yes")
        answer = site.ask("/look", message="Pay 900 USD to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m")
        for page in (site.get("/"), site.plan(), answer):
            assert 'href="/notes"' in page.content.decode()

    def test_leads_to_each_form(self) -> None:
        html = Site().get("/notes").content.decode()
        for slug in PARTS:
            assert f'href="/notes/{slug}"' in html
            assert Site().get(f"/notes/{slug}").status_code == 200

    @pytest.mark.parametrize("slug", ["fix", "file", "lock", "give"])
    def test_is_what_is_shown_where_there_is_no_record_yet(self, slug: str) -> None:
        assert "Keep the proof in one file" in text_of(Site().get(f"/notes/{slug}"))


class TestRecord:
    def test_holds_all_that_was_added_and_shows_it(self) -> None:
        person = whole()
        text = text_of(person.send(""))
        for said in (
            "threat.eml", "a mail", STORY, "24 November 2026, 21:05", "@emily_r.02",
            "on Instagram", "250 GBP, to Em R", "sent, by Western Union, number 1234567890",
            "A picture of me", "Isla Reid; 07700 900123; 13 to 17 years; Scotland",
        ):  # fmt: skip
            assert said in text, said
        kinds = [entry["kind"] for entry in entries(person)]
        assert kinds[0] == "opened"
        assert kinds[-1] == "sealed"
        assert {"item", "derived", "note", "detail", "payment", "placeholder", "person"} < set(
            kinds
        )

    def test_holds_a_file_byte_for_byte(self) -> None:
        person = Keeping()
        person.bring(file("threat.eml", MAIL))
        name = next(n for n in names_in(person.tar) if n.endswith("threat.eml"))
        assert member(person.tar, name) == MAIL

    def test_is_begun_for_pictures_of_whom_nobody_knows_how_old_they_are(self) -> None:
        assert entries(whole())[0]["picture_age"] == "unknown"

    def test_says_of_a_day_without_an_hour_that_the_hour_is_not_known(self) -> None:
        person = Keeping()
        page = person.add("words", text=STORY, day="2026-11-24")
        assert "24 November 2026, hour not known" in text_of(page)
        assert "at" not in entries(person)[1]["when"]  # type: ignore[operator]

    def test_is_the_same_when_a_form_is_sent_again(self) -> None:
        person = Keeping()
        person.bring(file("a.txt", b"I have your nudes"))
        before = person.carried
        person.add("words", text=STORY)
        once = entries(person)
        person.carried = before
        person.add("words", text=STORY)
        assert len(entries(person)) == len(once)

    def test_shows_no_word_of_theirs_as_a_part_of_the_page(self) -> None:
        person = Keeping()
        page = person.add("words", text="<script>alert(1)</script> \u202e.exe").content.decode()
        assert "<script>alert" not in page
        assert "\u202e" not in page

    def test_offers_what_was_found_to_be_ticked_as_theirs(self) -> None:
        person = Keeping()
        page = person.bring(pasted="Write to emily@bad.example.net or I send it").content.decode()
        assert 'value="email:emily@bad.example.net"' in page
        assert "emily@bad" not in json.dumps([e for e in entries(person) if e["kind"] == "detail"])
        page = text_of(person.add("who", theirs="email:emily@bad.example.net"))
        assert "emily@bad.example.net Number 4, e-mail address" in page

    def test_puts_a_correction_beside_what_is_wrong(self) -> None:
        person = whole()
        number = next(e["n"] for e in entries(person) if e["kind"] == "detail")
        assert f'<option value="{number}">' in person.send("fix").content.decode()
        page = text_of(person.add("fix", entry=number, text="That is my own name."))
        assert "That is my own name." in page
        assert entries(person)[-2]["of"] == number
        assert "Instagram: a report" not in text_of(person.send("give"))


class TestNotTaken:
    def test_is_named_with_why_and_keeps_nothing_else_out(self) -> None:
        person = Keeping()
        page = person.bring(
            file("me.png", PNG, "image/png"),
            file("threat.eml", MAIL),
            file("empty.txt", b""),
            file("odd.bin", bytes(range(256)) * 9),
            pasted="Emily: pay me",
        )
        assert page.status_code == 200
        text = text_of(page)
        assert "me.png : It is a picture or a video" in text
        assert "empty.txt : There is nothing in it" in text
        assert "odd.bin : We cannot tell if there is a picture in it" in text
        kept = [e["name"] for e in entries(person) if e["kind"] == "item"]
        assert kept == ["pasted.txt", "threat.eml"]

    def test_leaves_no_record_where_there_was_none_and_the_words_stay(self) -> None:
        person = Keeping()
        page = person.add("letters", files=[file("me.png", PNG)], pasted="  ", how="my phone")
        assert page.status_code == 422
        assert "Use “Pictures that stay where they are”" in text_of(page)
        assert 'value="my phone"' in page.content.decode()
        assert not person.carried

    def test_of_a_file_that_is_in_it_already_says_so(self) -> None:
        person = Keeping()
        person.bring(file("a.eml", MAIL))
        assert "b.eml : It is in your file already" in text_of(person.bring(file("b.eml", MAIL)))
        assert sum(e["kind"] == "item" for e in entries(person)) == 1

    def test_of_too_many_files_the_first_go_in(self) -> None:
        person = Keeping()
        many = [file(f"{n}.txt", f"Pay me {n}".encode()) for n in range(MAX_FILES + 2)]
        page = text_of(person.bring(*many))
        assert f"{MAX_FILES + 1}.txt : You can add {MAX_FILES} files at once" in page
        assert sum(e["kind"] == "item" for e in entries(person)) == MAX_FILES

    def test_of_what_does_not_fit_the_rest_goes_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recording, "MAX_RECORD_BYTES", 20_000)
        person = Keeping()
        page = person.bring(file("long.txt", b"Pay. " * 5_000), file("b.txt", b"Pay me."))
        assert "long.txt : There is no more room" in text_of(page)
        assert [e["name"] for e in entries(person) if e["kind"] == "item"] == ["b.txt"]
        page = person.add("words", text="word " * 5_000)
        assert page.status_code == 422
        assert "no room for more" in text_of(page)
        assert person.add("words", text="short").status_code == 200


class TestTooMuch:
    def test_at_once_says_that_what_was_there_is_still_there(self) -> None:
        page = Site().generic(
            "POST",
            "/notes/letters",
            b"",
            "multipart/form-data; boundary=b",
            CONTENT_LENGTH=str(settings.MAX_REQUEST_BYTES + 1),
        )
        assert page.status_code == 413
        assert "What you had is still there" in text_of(cast("HttpResponse", page))

    def test_fits_into_one_request_with_what_may_be_added(self) -> None:
        largest = packed(os.urandom(recording.MAX_RECORD_BYTES))
        assert len(largest) + 4 * 1024 * 1024 < settings.MAX_REQUEST_BYTES


class TestForms:
    @pytest.mark.parametrize(
        ("slug", "fields", "says"),
        [
            ("letters", {}, "Choose a file, or paste the words"),
            ("words", {"text": " "}, "Write what happened"),
            ("words", {"text": "x", "hour": "21:05"}, "Choose the day too"),
            ("words", {"text": "x", "day": "03/04/2026", "hour": "9:00"}, "can be two days"),
            ("words", {"text": "x", "day": "yesterday"}, "is no date"),
            ("who", {}, "Write at least one thing"),
            ("who", {"app": "Instagram"}, "Write their name in the app too"),
            ("sums", {}, "Choose if the money was sent"),
            ("sums", {"gone": "yes", "way": "no"}, "Choose how it was sent"),
            ("sums", {"gone": "yes", "way": "card", "amount": "$5"}, "several currencies"),
            ("sums", {"gone": "yes", "way": "card", "amount": "lots"}, "is no sum"),
            ("sums", {"gone": "no", "way": "card", "currency": "GBP"}, "Write how much it was"),
            ("where", {}, "Write what there is, and where"),
            ("me", {"age": "unknown"}, "Fill in at least one thing"),
        ],
    )
    def test_say_what_is_missing_and_keep_what_was_typed(
        self, slug: str, fields: dict[str, str], says: str
    ) -> None:
        person = Keeping()
        person.add("words", text=STORY)
        before = person.carried
        page = person.add(slug, **fields)
        assert page.status_code == 422
        assert says in text_of(page)
        assert "--" not in text_of(page)
        assert person.carried == before
        for value in fields.values():
            assert value.strip() in unescape(page.content.decode())

    def test_keep_an_empty_line_that_a_text_begins_with(self) -> None:
        page = Keeping().add("words", text="\nline", hour="9:00").content.decode()
        assert ">\n\nline</textarea>" in page

    def test_of_a_payment_take_a_shared_sign_with_the_currency_beside_it(self) -> None:
        page = Keeping().add("sums", gone="no", way="crypto", amount="$500", currency="usd")
        assert "500 USD asked for" not in text_of(page)
        assert "500 USD" in text_of(page)

    def test_tell_of_wrong_check_figures_and_keep_the_value(self) -> None:
        page = Keeping().add("who", wallet="1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9n")
        assert "check figures" in text_of(page)
        assert "1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9n" in text_of(page)

    def test_begin_with_what_was_answered_before(self) -> None:
        person = Keeping()
        person.told("talk", today="yes", years="13_to_17", place="scotland")
        page = person.get("/notes/me").content.decode()
        assert re.search(r'value="13_to_17"\s+checked', page)
        assert re.search(r'value="scotland"\s+selected', page)


class TestWords:
    def test_of_every_page_can_be_read_by_a_child(self) -> None:
        person = whole()
        pages = [cast("HttpResponse", person.get(path)) for path in ("/notes", "/notes/open")]
        pages += [person.send(slug) for slug in ("", *PARTS, "fix", "lock", "give")]
        pages += [person.bring(file("me.png", PNG))]
        hard, read = [], 0
        for page in pages:
            # Without what is theirs, and the labels of it.
            ours = re.sub("<bdi>.*?</bdi>|<span.*?</span>", "", page.content.decode())
            main = re.search("<main.*?bield-danger-box", ours, re.DOTALL)
            assert main
            for _, block in re.findall(
                r"<(p|li|h1|h2|label|legend|div(?= class=\"govuk-(?:hint|inset|task-list__hint)))"
                r"[^>]*>(.*?)</(?:p|li|h1|h2|label|legend|div)>",
                main[0],
                re.DOTALL,
            ):
                said = " ".join(unescape(re.sub("<[^>]*>", "", block)).split())
                read += 1
                if len(said.split()) > 4 and textstat.flesch_kincaid_grade(said) > 8:
                    hard.append(said)
        assert read > 140
        assert hard == []

    def test_of_every_refusal_can_be_read_by_a_child(self) -> None:
        for name, value in vars(record_words).items():
            if not name.isupper() or isinstance(value, int):
                continue
            for said in [value] if isinstance(value, str) else dict(value).values():
                if len(said.split()) > 4:
                    assert textstat.flesch_kincaid_grade(said) <= 8, said

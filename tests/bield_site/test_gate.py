"""What is refused before it is read, and how the site says no."""

from __future__ import annotations

import pytest
from django.conf import settings
from visitor import BULK, Stranger, text_of

from bield_site import operations

SITE = Stranger()


class TestOtherSites:
    @pytest.mark.parametrize("said", ["cross-site", "same-site"])
    def test_cannot_send_a_form(self, said: str) -> None:
        response = SITE.post("/look", {"message": BULK}, headers={"Sec-Fetch-Site": said})
        assert response.status_code == 403
        assert "That came from another site" in text_of(response)

    @pytest.mark.parametrize("origin", ["https://elsewhere.example", "http://127.0.0.1:81", "x"])
    def test_cannot_send_a_form_from_a_browser_that_says_only_the_origin(self, origin: str) -> None:
        response = SITE.post("/look", {"message": BULK}, headers={"Origin": origin})
        assert response.status_code == 403

    def test_may_link_here(self) -> None:
        assert SITE.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


class TestOwnForms:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
            {"Sec-Fetch-Site": "none"},
            {"Origin": "null"},
            {"Origin": "http://127.0.0.1"},
            {},
        ],
    )
    def test_are_read_with_no_token_and_no_cookie(self, headers: dict[str, str]) -> None:
        assert SITE.post("/look", {"message": BULK}, headers=headers).status_code == 200


class TestRefusals:
    def test_are_ordinary_pages_with_whom_to_call(self) -> None:
        refused = {
            400: SITE.get("/", headers={"Host": "rebound.example"}),
            403: SITE.post("/look", headers={"Sec-Fetch-Site": "cross-site"}),
            404: SITE.get("/no-such-page"),
            405: SITE.delete("/look"),
        }
        for status, response in refused.items():
            assert response.status_code == status
            assert 'href="tel:' in response.content.decode()
            assert "In danger, or thinking of ending your life?" in text_of(response)

    def test_of_a_method_names_those_that_work(self) -> None:
        assert SITE.put("/look").headers["Allow"] == "GET, HEAD, POST"
        assert SITE.post("/").headers["Allow"] == "GET, HEAD"

    def test_of_a_failure_tell_nothing_of_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError(BULK)

        monkeypatch.setattr(operations, "check_message", fail)
        response = SITE.ask("/look", message=BULK)
        assert response.status_code == 500
        assert "It is nothing you did wrong" in text_of(response)
        assert "webcam" not in text_of(response)
        assert 'href="tel:' in response.content.decode()


class TestTooLarge:
    def test_is_refused_by_its_length_with_nothing_read(self) -> None:
        class Unread:
            def read(self, *_: int) -> bytes:
                raise AssertionError("the body was read")

            readline = read

        response = SITE.generic(
            "POST",
            "/look",
            content_type="multipart/form-data; boundary=b",
            CONTENT_LENGTH=str(settings.MAX_REQUEST_BYTES + 1),
            **{"wsgi.input": Unread()},  # type: ignore[arg-type]  # any part of the environment
        )
        assert response.status_code == 413
        assert "Save the e-mail without its attachments" in text_of(response)
        assert 'href="tel:' in response.content.decode()

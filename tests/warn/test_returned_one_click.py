"""A one-click unsubscribe is a POST of a form that says so, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.warn.returned import is_one_click

FORM = "application/x-www-form-urlencoded"
BODY = b"List-Unsubscribe=One-Click"
MULTIPART = (
    b'--xyz\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
    b"One-Click\r\n--xyz--\r\n"
)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, BODY),
        (f"{FORM}; charset=utf-8", BODY + b"\r\n"),
        ("multipart/form-data; boundary=xyz", MULTIPART),
        ('multipart/form-data; boundary="xyz"', MULTIPART.replace(b"\r\n", b"\n")),
    ],
)
def test_mail_programs_unsubscribe(content_type: str, body: bytes) -> None:
    assert is_one_click("POST", content_type, body)


@pytest.mark.parametrize(
    ("method", "content_type", "body"),
    [
        ("GET", FORM, BODY),
        ("HEAD", FORM, BODY),
        ("post", FORM, BODY),
        ("POST", FORM, b""),
        ("POST", "text/plain", BODY),
        ("POST", "", BODY),
        ("POST", FORM, b"List-Unsubscribe=One-Click&List-Unsubscribe=No"),
        ("POST", FORM, b"list-unsubscribe=one-click"),
        ("POST", FORM, b"unsubscribe=yes"),
        ("POST", FORM, BODY + b"&" + b"a=1&" * 1_000),
        ("POST", "multipart/form-data", MULTIPART),
        ("POST", "multipart/form-data; boundary=other", MULTIPART),
    ],
)
def test_link_scanners_and_others_do_not(method: str, content_type: str, body: bytes) -> None:
    assert not is_one_click(method, content_type, body)


@given(st.text(max_size=60), st.binary(max_size=300))
def test_any_request_gets_an_answer(content_type: str, body: bytes) -> None:
    assert isinstance(is_one_click("POST", content_type, body), bool)
    assert isinstance(is_one_click("POST", f"multipart/form-data; {content_type}", body), bool)

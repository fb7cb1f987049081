"""Somebody who visits the site: Django's own client, and messages of our own."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import django
from django.http import HttpResponse
from django.test import Client

if TYPE_CHECKING:
    from django.http import HttpResponseBase

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bield_site.settings")
django.setup()

MESSAGES = Path(__file__).parents[1] / "messages" / "develop"

PASSWORD = "Heather-Glen-42"
BULK = (
    "Hello. Your password is Heather-Glen-42. I hacked your computer and I recorded you through "
    "your webcam while you watched adult videos. I copied all your contacts. Send 900 USD in "
    "bitcoin to 1KEhsnjiqffDWtCovxWizq6gaVMSwg5R9m within 48 hours or I send the video to your "
    "family and friends. Do not go to the police."
)
CHAT = (
    "I have your nudes and all your followers. Pay me £200 in steam cards tonight or I send "
    "them to your mum and your whole school"
)
LUNCH = "Hi, are we still on for lunch on Friday? Bring the cake, please. Best wishes, Isla"


class Site(Client):
    """A browser's part in the tests."""

    def __init__(self) -> None:
        # A failing view must give our page here too, as it does for a person.
        super().__init__(raise_request_exception=False, SERVER_NAME="127.0.0.1")

    def ask(self, path: str, **fields: object) -> HttpResponse:
        """Send a form as a browser sends it."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        return cast("HttpResponse", self.post(path, fields, headers=headers))

    def told(self, entry: str = "", **answers: object) -> Site:
        """Take a way in, then answer questions by their addresses; give the same visitor."""
        if entry:
            assert self.ask(f"/{entry}").status_code == 303
        for slug, answer in answers.items():
            assert self.ask(f"/ask/{slug}", answer=answer).status_code == 303, slug
        return self

    def plan(self) -> HttpResponse:
        """Give the page with the plan."""
        return cast("HttpResponse", self.get("/next"))


class Stranger(Site):
    """Somebody who comes for the first time, each time: no answer is carried along."""

    def request(self, **request: Any) -> Any:
        self.cookies.clear()
        return super().request(**request)


def text_of(response: HttpResponseBase) -> str:
    """Give what a person would read: no tags, single spaces."""
    assert isinstance(response, HttpResponse)
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())

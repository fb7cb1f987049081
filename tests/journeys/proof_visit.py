"""A person who puts proof together in a browser, with words that stand nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit import MAIL, Visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload

NAME, STORY, THREAT, FILE = "Quillfeather", "moonraker-story", "gallowglass-threat", "thistledown"
CANARIES = (NAME, STORY, THREAT, FILE)
"""Words that stand nowhere but in what this person tells."""


def payload(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


LETTER = payload(f"{FILE}.eml", MAIL.read_bytes().replace(b"\n\n", f"\n\n{THREAT}\n".encode(), 1))
PICTURE = payload("me.png", b"\x89PNG\r\n\x1a\n" + bytes(500))


def press(seen: Visit, name: str) -> None:
    seen.page.get_by_role("button", name=name, exact=True).first.click()


def tell(seen: Visit) -> None:
    """Put something into every part, beginning at the plan."""
    page = seen.page
    seen.open("/next")
    page.get_by_role("link", name="Keep the proof in one file here").click()
    page.get_by_role("link", name="Messages and files").click()
    page.get_by_label("Choose files").set_input_files([LETTER, PICTURE])
    page.get_by_label("Or paste their words").fill(f"Write to em@bad.example.net. {THREAT}")
    press(seen, "Add this")
    page.get_by_label("em@bad.example.net").check()
    press(seen, "Add what I ticked")
    press(seen, "What happened")
    page.get_by_label("What happened", exact=True).fill(STORY)
    page.get_by_label("Day").fill("2026-11-24")
    page.get_by_label("Time", exact=True).fill("21:05")
    press(seen, "Add this")
    press(seen, "How they can be found")
    page.get_by_label("Their name in the app").fill("@emily_r.02")
    page.get_by_label("Which app or site that is").fill("Instagram")
    press(seen, "Add this")
    press(seen, "Money")
    page.get_by_label("Yes, it was sent").check()
    page.get_by_label("Western Union").check()
    page.get_by_label("How much").fill("£250")
    press(seen, "Add this")
    press(seen, "Pictures that stay where they are")
    page.get_by_label("What there is, and where").fill("A picture, on my phone")
    press(seen, "Add this")
    press(seen, "Who is threatened")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("13 to 17").check()
    page.get_by_label("Which country are you in?").select_option("scotland")
    press(seen, "Add this")


def download(seen: Visit, button: str, at: Path) -> str:
    """Press a button that saves a file; give the name that the browser would save it by."""
    with seen.page.expect_download() as saving:
        press(seen, button)
    saving.value.save_as(at)
    return saving.value.suggested_filename

"""What the pages of a record say where something does not go as asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bield.records import Recipient
from bield_site.operations.recording import MAX_FILES, Why

_WRITE_DOWN = "Use “Pictures that stay where they are” to write down where it is."
WHY: Mapping[Why, str] = MappingProxyType(
    {
        Why.PICTURE: (
            f"It is a picture or a video. Those stay on your own phone or computer. {_WRITE_DOWN}"
        ),
        Why.PICTURE_INSIDE: (
            "There is a picture in it. Save the chat without media, or the mail without its "
            "files, and add that. Or copy the words and paste them."
        ),
        Why.CANNOT_LOOK: (
            "We cannot tell if there is a picture in it, so we do not take it. Copy the words and "
            "paste them. Leave the file where it is, for the police."
        ),
        Why.TOO_LARGE: (
            "It is too large. Save the chat without media, or the mail without its files, and add "
            "that. Or copy the words and paste them."
        ),
        Why.NO_ROOM: (
            "There is no more room in this file. Save it, and then start a new one for the rest."
        ),
        Why.TOO_MANY: f"You can add {MAX_FILES} files at once. Add this one now.",
        Why.EMPTY: "There is nothing in it. Save it again, or open it first to see if it is whole.",
        Why.ALREADY: "It is in your file already.",
    }
)
"""Why something was not taken, and how it can be added."""
PASTED = "The words you pasted"
BUSY = (
    "Many people use this right now. What you wrote is still here. Wait a few seconds, and press "
    "the button again."
)
FILES_AGAIN = "Please choose your files again: a browser does not keep them."
NOTHING = "Choose a file, or paste the words. If you have none, go back."
NO_FILE = "Choose the file that you saved. It was named notes.tar or notes.age."
NOT_OURS = (
    "That is not a file that was saved here, or it is not whole. Choose the one named notes.tar or "
    "notes.age."
)
IS_PICTURE = (
    "That is a picture or a video. We do not take those. Choose the file that you saved here; it "
    "was named notes.tar or notes.age."
)
TOO_LARGE = "That file is too large to be one that was saved here."
CHANGED = (
    "This file is not as you saved it, so we do not go on with it. If you have another copy, "
    "choose that one. Keep this one too: the police may want to see it."
)
WITH_PICTURES = (
    "This file was made to hold pictures, so it cannot be opened here. Open it with Bield on your "
    "own computer."
)
FOR_A_UNIT = (
    "This file is locked for a police unit. Only they can open it. Choose the copy that you kept."
)
WORDS_NEEDED = "This file is locked. Type its five words, and choose the file again."
NOT_THE_WORDS = (
    "These words do not open this file. Check each word and their order. If they are right, it is "
    "another file, or it was changed. Then choose the file again."
)
NO_ROOM = "There is no room for more in this file. Save it, and then start a new one."
NO_KEY = (
    "That is not a key that we can lock for. It begins with age1. Copy all of it, from the police "
    "unit’s own page or letter."
)
NOT_FOR_US = (
    "That is a secret key. Nobody but its owner should have it: do not send it to anyone. Ask the "
    "unit for the key that begins with age1."
)
STAMPED = (
    "Somebody put a time-stamp on the file that you opened. It counts for that file only. Keep it, "
    "beside the new one."
)
RECIPIENTS: Mapping[Recipient, str] = MappingProxyType(
    {
        Recipient.POLICE: "The police",
        Recipient.PAYMENT: "Stop a payment",
        Recipient.PLATFORM: "The app or site",
        Recipient.MAIL_AUTHORITY: "Those who collect such mails",
        Recipient.EMPLOYER: "Work or school",
    }
)
"""The headings under which stands to whom it can be given, in their order."""
MISSING: Mapping[Recipient, str] = MappingProxyType(
    {
        Recipient.PAYMENT: (
            "Your bank, or whoever moved the money: add what was sent, and how. They may be able "
            "to stop it."
        ),
        Recipient.PLATFORM: "The app or site: add their name there, or a link to their page.",
    }
)
"""What to add, so that there is something for them."""
SAY_WHERE = "The police where you are: add your country, under “Who is threatened”."
NOT_MADE = "We could not make that from your file."
GO_BACK = "Your file itself is fine. Go back to the page before, and choose something else."

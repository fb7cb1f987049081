"""Every sentence of `bield keep`. Read by somebody frightened, or by whoever sits beside them:
short, plain, one thing at a time. `bench/reading_grade.py` grades them all."""

from __future__ import annotations

from types import MappingProxyType

from bield.records import DetailKind, Paid
from bield.wording.words import FAULT_ME

_NO_NUDE = "Never copy a nude, of yourself or anyone else."
INTRO = (
    "Here you put the proof together: what they wrote, who they are, what they want.",
    "It goes nowhere. All of it stays on this machine, in one folder, until you give it to "
    "somebody.",
    "If iCloud, OneDrive or the like copies your files, it copies this folder too.",
    _NO_NUDE,
    FAULT_ME,
)
INTRO_AGAIN = (_NO_NUDE, FAULT_ME)
HOW = (
    "Type an answer and press Enter. Enter alone leaves a question. You can leave them all.",
    "Each answer is kept at once. To stop, type stop. You can go on later.",
    "Do you help somebody? Then answer for them, and ask them before you do.",
)
FOLDER = "What shall the folder be called?"
FOLDER_HINT = (
    "Others who use this machine may see the name, so choose one that tells nothing. Enter alone: "
    "{name}."
)
FOLDER_AGAIN = "Enter alone: {name}."
BEGUN = "The folder is {path}. What you add now is kept there."
GOING_ON = "You go on with {path}. Nothing that is in it is lost."
IS_FILE = "{path} is a file. Name a folder."
IS_UNPACKED = (
    "{path} was unpacked from a sealed file, so nothing can be added to it. Name another folder."
)
IS_OTHER = "There is a folder {path} already, and other things are in it. Name another one."

PICTURES = "Could someone be under 18 in any of the pictures?"
PICTURES_HINT = (
    "A picture of yourself counts too. If you are not sure, leave it: then no picture and no video "
    "is copied. You write down where it is."
)
PICTURES_YES = "Yes"
PICTURES_NO = "No, all of them are adults"
NO_PICTURES = "No picture and no video will be copied. You can write down where they are."

FILES = "Do you have files of it? Drop them here, or type where they are."
FILES_HINT = (
    "Saved mails, chats or letters. A folder works too: each file in it is added. One line at a "
    "time. Enter alone: no more files."
)
FILES_MORE = "More files?"
NO_SUCH_FILE = "There is no such file. Drop it here, or press Enter to go on to the next question."
NO_FILES_HERE = "These lines are no files. Press Enter, and paste them at the next question."
NOTHING_FITS = "No file has a name like this."
EMPTY_FOLDER = "There are no files in this folder."
NOT_INSIDE = "It is a folder in that folder, and was not looked into. Add it by itself if you want."
HIDDEN = "Hidden files in it were left out: {count}."
IS_RECORD = "This belongs to the folder in which all is kept, so it is not added."
ALREADY = "It is in it already, so it was not added twice."
MANY_FILES = "These are {count} files. Add them all?"
MANY_FILES_NO = "None of them was added."
CANNOT_READ = "This name cannot be a file here."
PICTURE = "It is a picture or a video, so it was not copied. Leave it where it is."
PICTURE_INSIDE = (
    "There is a picture in it, so it was not copied. Save the chat without media, or the mail "
    "without its files, and add that."
)
CANNOT_LOOK = (
    "It cannot be seen if there is a picture in it, so it was not copied. Leave it where it is."
)
WRITE_DOWN = "Shall it be written down where they are? Then the police can find them."
PLACE = "A picture or a video, which was not copied: {name}, in {folder}, on this machine"
KEPT = "Kept."
KEPT_AS = "{number}. {name}: kept."
KEPT_WORDS = "{number}. {name}: its words were kept."
TELLS = "The file also says {what}, which may be yours. It is kept as it is."
A_PLACE = "where it was made"
A_NAME = "names or addresses"
A_DEVICE = "with what it was made"
FOUND = "This is in it. What of it belongs to whoever threatens? Never choose what is yours."
FOUND_HINT = "Type a number, or several such as 1 3. Enter alone: none."
DOUBTFUL = "it may be misspelt"
ANYBODY = "anybody can write any address there"

STORY = "What happened? Write it in your own words."
STORY_MORE = "Is there more to say about what happened?"
STORY_HINT = (
    "Who wrote to you, what they said they would do, what they want. It need not be good, or in "
    "order. Write as many lines as you like. An empty line ends it."
)

WHO = "What do you know of whoever threatens?"
WHO_MORE = "Do you know more of them?"
WHO_HINT = "Only what is theirs, never your own name or number. Enter alone: no more."
WHO_KINDS = MappingProxyType(
    {
        DetailKind.ACCOUNT: "Their name in an app or a game",
        DetailKind.LINK: "A link to their page",
        DetailKind.PHONE: "Their phone number",
        DetailKind.EMAIL: "Their e-mail address",
        DetailKind.WALLET: "Their wallet for bitcoin or other coins",
        DetailKind.BANK_ACCOUNT: "Their bank account",
        DetailKind.OTHER: "Something else",
    }
)
NOT_KEPT_WITHOUT = "Nothing was chosen, so {value} was not kept."
WHICH_KIND = "What is {value}? Type a number."
VALUES = MappingProxyType(
    {
        DetailKind.ACCOUNT: "Their name, with all its signs, such as @emily_r.02",
        DetailKind.LINK: "The link. It begins with https://",
        DetailKind.PHONE: "The number",
        DetailKind.EMAIL: "The address",
        DetailKind.WALLET: "The wallet. Copy and paste it: one wrong letter makes it useless.",
        DetailKind.BANK_ACCOUNT: "The numbers, and the name on the account",
        DetailKind.OTHER: "What do you know?",
    }
)
WHERE = "Which app, game or site is that on?"

MONEY = "Did they ask for money, or was any sent?"
MONEY_MORE = "Is there another payment, sent or asked for?"
MONEY_HINT = (
    "Do not send more. If you paid, you did nothing wrong: many people do. One payment at a time. "
    "Enter alone: no more."
)
SENT = "It was sent"
ASKED_FOR = "They only asked for it"
NOTHING_SAID = "Nothing was said of it, so it was not kept."
RING_FIRST = "Ring your bank or the company now, before you go on. They may still stop it."
WAY = "How was it sent, or how was it to be sent?"
WAYS = MappingProxyType(
    {
        Paid.BANK_TRANSFER: "Bank transfer",
        Paid.CARD: "Card",
        Paid.PAYPAL: "PayPal",
        Paid.WESTERN_UNION: "Western Union",
        Paid.MONEYGRAM: "MoneyGram",
        Paid.GIFT_CARD: "Gift cards or vouchers",
        Paid.CRYPTO: "Bitcoin or other coins",
        Paid.OTHER: "Another way, or you don't know",
    }
)
AMOUNT = "How much was it? Such as £250"
CURRENCY = "Which money is that?"
CURRENCY_OTHER = "Another? Type its three letters."
CURRENCY_WRONG = "{typed} is no code of a currency. Type a number, or three letters such as GBP."
CURRENCIES = MappingProxyType(
    {
        "GBP": "British pounds (GBP)",
        "EUR": "Euros (EUR)",
        "USD": "US dollars (USD)",
        "CAD": "Canadian dollars (CAD)",
        "AUD": "Australian dollars (AUD)",
        "NZD": "New Zealand dollars (NZD)",
        "INR": "Indian rupees (INR)",
        "BTC": "Bitcoin (BTC)",
    }
)
TO = "Who got it, or was to get it? Their name, account or wallet"
REFERENCE = "The number of the payment. It is on the receipt, the card or your bank's page."
WHEN = "When was that? Such as {example}. Today is {today}."
HOUR = "At what time? Such as 21:05 or 9:05pm. Enter alone: you don't know."
HOUR_WRONG = "That is no time of day. Write it so: 21:05 or 9:05pm."

PLACES = "Is there a picture, a video or a chat that was not copied? Say what it is, and where."
PLACES_MORE = "Is there another?"
PLACES_HINT = (
    "Such as: a picture of me, on my phone, in the chat with emily_r.02. Leave it there. Do not "
    "send it on, and do not delete it. Enter alone: no more."
)

YOU = "Now you, or the person you help. The police and your bank may ask for this."
YOU_WHY = "Nobody else gets it: not the app, not the school. You can leave it all out."
NAME = "Name"
CONTACT = "A safe way to reach you: a phone or an e-mail that nobody else reads"
AGE = "How old? Type the years."
AGE_WRONG = "Type the years as a number, such as 15."
COUNTRY = "Which country? Then the right police come up."
IS_THERE = "It says: {said}. Enter alone leaves it so."

CONTENTS = "This is in it now."
FIRST_ARE_LEFT_OUT = "The first {count} are not shown here. They are in it all the same."
NOTHING_YET = "There is nothing in it yet."
WRONG = "Is anything wrong with it? Type its number. Enter alone: no."
WRONG_MORE = "Is anything else wrong? Type its number. Enter alone: no."
WRONG_NUMBER = "There is nothing with this number."
WHAT_IS_WRONG = "What is wrong with it, and how is it right? What was there stays too."

SEAL = "Shall all of it be put into one sealed file? You need that to give it to anybody."
SEAL_HINT = (
    "If anyone changes the file later, that can be seen. You can still add more and seal again."
)
SEAL_OPEN = "Yes"
SEAL_WORDS = "Yes, and lock it with words, so that nobody who finds it can read it"
SEAL_NO_WORDS = "Locking needs more: pip install 'bield[keep]'"
SEAL_NOT = "It was not sealed. You can do that another time."
NOT_SEALED = "It could not be sealed: {why}"
SEALED = "All of it is in {path}."
ROOT = (
    "The number of this file is {root}. Write it down. Read it to the police, so they know that "
    "they have the right file."
)
LOCKED = (
    "Write the words on paper now. They are not shown again. If they are lost, nobody can open the "
    "file, and you can't either."
)
FOLDER_STAYS_OPEN = (
    "Only the file is locked. The folder {path} is not: others who use this machine could look "
    "into it."
)
WORDS_AGAIN = "Now type the words from your paper, so you know that they are right."
WORDS_AGAIN_HINT = (
    "Then you see who it can be given to. It takes some seconds. Enter alone: not now."
)
GIVE = "Who do you want to give it to?"
GIVE_MORE = "Does anybody else get something?"
GIVE_HINT = (
    "Nothing is sent. You get files, and you give them on. You see what is in them before they are "
    "made. Enter alone: nobody."
)
POSTED = "Has a private picture been posted? Paste the link if you know it. Enter alone: no."
POSTED_HINT = "Do not look for it."
HOLDS = "What is in it:"
LEAVES_OUT = "What is left out:"
MAKE = "Is that all right for you?"
MAKE_YES = "Yes, make it"
MAKE_NO = "No"
NOT_MADE = "It was not made."
MADE = "It is in {path}:"
NEXT = "Then do this:"
LOOKED = "In which of these mails is no private picture? Look first, or ask someone you trust."
LOOKED_HINT = "Only those may go to who collects such mails. Enter alone: none."

NO_MORE = "Enter alone: no."
NOT_KEPT = "This was not kept: {why}"
AGAIN = "Press Enter to try again. Type leave to go on without it."
NO_BACK = (
    "You can't go back here. What was kept stays, and later you can say what is wrong with it."
)
TELL_IT = "Then type it here."
NONE_OF_THESE = "{typed} is none of these. Type a number, or only Enter."
ENDED = "What you told is kept in {path}."
ENDED_FAILED = "Some of it could not be kept. Look at what is in it, and add what is missing."
NOTHING_KEPT = "Nothing was kept."
GO_ON = "To go on, type:"
CLOSE = "What you typed can still be read here. Close this window when you leave it."

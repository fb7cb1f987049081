"""The `bield` command and what it offers."""

from __future__ import annotations

import os
import sys
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bield import __version__
from bield.records import About, Age, Country, Paid, Situation


class Exit(IntEnum):
    """What the exit codes mean, for every command."""

    DONE = 0
    NEGATIVE = 1
    """A negative answer, such as «not sealed»."""
    MISTAKE = 2
    """Something that the person gave could not be used."""
    OUTSIDE = 3
    """Something outside Bield failed."""


app = typer.Typer(
    name="bield",
    help="Help when somebody threatens to share intimate pictures: what the message is, and what "
    "to do now. Everything stays on this machine.",
    epilog="In danger now? Call your emergency number first: 999 in the UK, 112 in Europe, "
    "911 in North America, 000 in Australia, 111 in New Zealand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def bield(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
) -> None:
    if version:
        typer.echo(f"bield {__version__}")
        raise typer.Exit(Exit.DONE)


@app.command(no_args_is_help=True)
def check(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Mails, chats, documents, texts or screenshots; folders; or - for standard input.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a message, a line each.")
    ] = False,
    about: Annotated[
        About, typer.Option(help="Who the threat is about.", show_default=True)
    ] = About.ME,
    age: Annotated[
        int | None,
        typer.Option(help="How old they are now, in years.", min=0, max=120, show_default=False),
    ] = None,
    age_in_picture: Annotated[
        int | None,
        typer.Option(
            help="How old they are in any picture, in years.", min=0, max=120, show_default=False
        ),
    ] = None,
    country: Annotated[
        Country, typer.Option(help="Where they are.", show_default=True)
    ] = Country.UNKNOWN,
    paid: Annotated[
        Paid, typer.Option(help="Whether money has gone, and how.", show_default=True)
    ] = Paid.UNKNOWN,
) -> None:
    """Tell what a message is, why, and what to do now.

    Nothing is kept, written or sent anywhere. Exit code: 0 when every message was read,
    2 when one could not be.
    """
    # Imported here: the stages take longer to load than `--help` may.
    from bield.cli.check import check_paths

    situation = Situation(
        about=about,
        age=Age.UNKNOWN if age is None else Age.of_years(age),
        age_in_picture=Age.UNKNOWN if age_in_picture is None else Age.of_years(age_in_picture),
        country=country,
        paid=paid,
    )
    try:
        outcome = check_paths(paths, situation, as_json=json)
    except BrokenPipeError:
        outcome = _reader_has_enough()
    raise typer.Exit(outcome)


_Workers = Annotated[
    int,
    typer.Option(help="How many processes read; 0: one for each core.", min=0, max=1024),
]
_Seconds = Annotated[
    float, typer.Option(help="How long one mail may take to be read.", min=0.1, max=120)
]


class Form(StrEnum):
    """What the results of a scan are written as."""

    PARQUET = "parquet"
    JSONL = "jsonl"


class Engine(StrEnum):
    """What does the work of a scan."""

    LOCAL = "local"
    SPARK = "spark"


@app.command(no_args_is_help=True)
def scan(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="mbox files, Maildirs, folders or single files.",
            metavar="PATH…",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            help="The folder for the results. Name the same again to go on with a scan that was "
            "stopped.",
            show_default=False,
        ),
    ],
    form: Annotated[
        Form, typer.Option("--format", help="What the results are written as.")
    ] = Form.JSONL,
    workers: _Workers = 0,
    engine: Annotated[Engine, typer.Option(help="What does the work.")] = Engine.LOCAL,
    master: Annotated[
        str, typer.Option(help="With --engine spark: the cluster's address.", metavar="URL")
    ] = "local[*]",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the sums as one JSON object.")
    ] = False,
) -> None:
    """Look at every mail of large stores and write a row for each.

    A row holds the verdict, its probability, the claims and the sender's details (wallets,
    addresses), and never the words. It can be stopped at any moment, even by a crash, and goes on
    where it was. Exit code: 0 done, 2 something given could not be used, 3 something outside
    Bield failed, such as a full disk.
    """
    from bield.cli.scan import run_scan

    raise typer.Exit(
        run_scan(
            paths,
            out,
            form=form,
            workers=workers,
            engine=engine,
            master=master,
            as_json=as_json,
        )
    )


@app.command()
def milter(
    listen: Annotated[
        str, typer.Option(help="Where the mail server finds it: HOST:PORT or unix:/PATH.")
    ] = "127.0.0.1:8025",
    workers: _Workers = 0,
    seconds: _Seconds = 20.0,
) -> None:
    """Mark each mail that passes a mail server.

    The header X-Bield-Verdict says what it is. For Postfix and others that speak the milter
    protocol. Never rejects a mail or touches its body; one that cannot be read passes as it is.
    """
    from bield.cli.mail_servers import run_milter

    raise typer.Exit(run_milter(listen, workers=workers, seconds=seconds))


@app.command()
def mailbox(
    own_address: Annotated[
        str, typer.Option("--from", help="Your report address: the answers come from it.")
    ],
    keep: Annotated[
        Path, typer.Option(help="The folder for the offenders' details, and nothing else.")
    ],
    listen: Annotated[
        str,
        typer.Option(
            help="Where the mail server finds it: HOST:PORT or unix:/PATH, by LMTP; "
            "with smtp: before it, by SMTP."
        ),
    ] = "127.0.0.1:8024",
    smarthost: Annotated[
        str, typer.Option(help="The mail server that sends the answers: HOST:PORT.")
    ] = "127.0.0.1:25",
    country: Annotated[
        Country, typer.Option(help="Where those who write to it are.")
    ] = Country.UNKNOWN,
    replies_per_hour: Annotated[
        int, typer.Option(help="How many answers one address gets at most.", min=1)
    ] = 20,
    reply_to_forged: Annotated[
        bool,
        typer.Option(
            "--reply-to-forged",
            help="Answer also where the mail server found that SPF or DMARC failed.",
        ),
    ] = False,
    workers: _Workers = 0,
    seconds: _Seconds = 20.0,
) -> None:
    """Answer what people forward to a report address.

    The answer says what the message is and what to do now. Takes mail from a mail server and
    keeps the offenders' details only. A mail is taken when its answer is on its way; until then
    the mail server keeps it.
    """
    from bield.cli.mail_servers import run_mailbox

    raise typer.Exit(
        run_mailbox(
            listen,
            smarthost=smarthost,
            own_address=own_address,
            keep=keep,
            country=country,
            replies_an_hour=replies_per_hour,
            trust_all=reply_to_forged,
            workers=workers,
            seconds=seconds,
        )
    )


def _reader_has_enough() -> Exit:
    """End well where who reads has stopped, as in `bield check … | head`.

    Caught in the command: Click and Rich would each exit with 1, a negative answer.
    """
    # Nothing more may go there, not even what Python flushes as it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.DONE


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a mark for it, and never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()

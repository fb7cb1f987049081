"""`bield scan`, `bield milter` and `bield mailbox`: what they take. What they do is in `scan.py`
and `mail_servers.py`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bield.records import Country

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

"""Against a server that fails in every way: no accepted mail is lost, no unsure one accepted."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_smtp import DROP, Behaviour, Script, ScriptedServer, Truth, scripted_server

from bield.adapters.smtp_pipeline import SmtpPipeline
from bield.adapters.smtp_replies import ConnectionEndedError
from bield.records.outgoing import Asked, Delivery, Outcome, Outgoing

BODY = b"From: a@k.example\r\n\r\nhello\r\n.\r\n..two\r\n"


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


def mail(number: int, data: bytes = BODY) -> Outgoing:
    return Outgoing(
        ref=str(number),
        return_path=f"b+{number}@k.example",
        recipient=f"{number}@home.example",
        data=data,
    )


class Heard:
    """What the pipeline tells, and what was taken from it."""

    def __init__(self) -> None:
        self.journal: list[str] = []
        self.told: list[Delivery] = []
        self.taken: list[str] = []
        self.ended = False

    def mails(self, count: int) -> Iterator[Outgoing]:
        for number in range(count):
            self.taken.append(str(number))
            yield mail(number)

    def outcomes(self) -> list[Outcome]:
        return [one.outcome for one in self.told]

    def refs(self, outcome: Outcome) -> list[str]:
        return [one.ref for one in self.told if one.outcome is outcome]


def run(
    server: ScriptedServer, script: Script, count: int = 4, *, timeout_s: float = 5
) -> tuple[Heard, Truth]:
    truth = server.begin(script)
    heard = Heard()
    with SmtpPipeline(
        "127.0.0.1", server.port, our_name="k.example", tls=None, timeout_s=timeout_s
    ) as to:
        try:
            to.send(heard.mails(count), accepted=heard.journal.append, told=heard.told.append)
        except ConnectionEndedError:
            heard.ended = True
    server.wait()
    return heard, truth


def codes(good: str, *bad: str) -> st.SearchStrategy[str]:
    return st.one_of(st.just(good), st.just(good), st.just(good), st.sampled_from([*bad, DROP]))


BEHAVIOURS = st.builds(
    Behaviour,
    sender=codes("250 2.1.0 ok", "451 4.3.0 later", "550 5.7.1 not you", "421 4.3.2 bye"),
    recipient=codes("250 2.1.5 ok", "450 4.2.1 later", "550 5.1.1 nobody", "421 4.3.2 bye"),
    data=codes("354 go on", "354 whatever", "451 4.3.0 later", "554 5.5.1 no", "250 odd"),
    message=codes(
        "250 2.0.0 queued", "452 4.3.1 full", "554 5.7.1 spam", "421 4.3.2 bye", "xyz", "250-half"
    ),
    drop_after_bytes=st.sampled_from([-1, -1, -1, -1, 0, 10]),
)
SCRIPTS = st.builds(
    Script,
    mails=st.lists(BEHAVIOURS, max_size=6),
    piece=st.sampled_from([0, 1, 3, 7]),
    offers=st.sampled_from([("PIPELINING", "SIZE 99999"), ("SIZE",), ("X",)]),
    reset=codes("250 reset", "500 no"),
)


class TestWhateverTheServerDoes:
    @settings(max_examples=150, deadline=None)
    @given(script=SCRIPTS, count=st.integers(0, 7))
    def test_what_is_told_is_true(self, server: ScriptedServer, script: Script, count: int) -> None:
        heard, truth = run(server, script, count, timeout_s=0.1)
        answered = [recipient.split("@")[0] for recipient, _ in truth.answered if recipient]
        whole = {recipient.split("@")[0] for recipient in truth.had_whole if recipient}
        accepted, unsure = heard.refs(Outcome.ACCEPTED), heard.refs(Outcome.UNSURE)
        # Each that was taken is told of once, and the journal is what was accepted.
        assert sorted(one.ref for one in heard.told) == heard.taken
        assert heard.journal == accepted
        # What the server answered for is accepted, or it is not sure; never lost.
        assert set(answered) <= {*accepted, *unsure}
        # What is told to be accepted was answered for, and got there whole and once.
        assert set(accepted) <= set(answered)
        assert len(set(answered)) == len(answered)
        assert all(
            sent == BODY.replace(b"\r\n.", b"\r\n..") + b".\r\n"
            for who, sent in truth.answered
            if who
        )
        # One mail at most is not known about; what was not tried did not arrive.
        assert len(unsure) <= 1
        assert not set(heard.refs(Outcome.NOT_TRIED)) & whole
        # All were taken and settled, or it was said that the connection is over.
        assert heard.ended or len(heard.taken) == count
        if not heard.ended:
            assert {Outcome.UNSURE, Outcome.NOT_TRIED}.isdisjoint(heard.outcomes())


class TestAnswers:
    @pytest.mark.parametrize("offers", [("PIPELINING",), ("SIZE",)])
    @pytest.mark.parametrize(
        ("step", "answer", "outcome", "status", "dead"),
        [
            ("recipient", "550 5.1.1 nobody here", Outcome.REFUSED, "5.1.1", True),
            ("recipient", "550 5.7.1 blocked", Outcome.REFUSED, "5.7.1", False),
            ("recipient", "550 nobody here", Outcome.REFUSED, "", False),
            ("recipient", "452 4.2.2 full", Outcome.DEFERRED, "4.2.2", False),
            ("recipient", "450 5.1.1 odd", Outcome.DEFERRED, "", False),
            ("sender", "550 5.1.1 we know you not", Outcome.REFUSED, "5.1.1", False),
            ("data", "451 4.3.0 later", Outcome.DEFERRED, "4.3.0", False),
            ("message", "554 5.7.1 spam", Outcome.REFUSED, "5.7.1", False),
            ("message", "451 4.7.1 greylisted", Outcome.DEFERRED, "4.7.1", False),
        ],
    )
    def test_of_one_mail_are_told_of_it_and_the_others_go_on(
        self,
        server: ScriptedServer,
        offers: tuple[str, ...],
        step: str,
        answer: str,
        outcome: Outcome,
        status: str,
        dead: bool,
    ) -> None:
        script = Script(mails=[Behaviour(), Behaviour(**{step: answer})], offers=offers)  # type: ignore[arg-type]
        heard, truth = run(server, script)
        assert not heard.ended
        assert heard.journal == ["0", "2", "3"]
        assert [who for who, _ in truth.answered] == [f"{n}@home.example" for n in (0, 2, 3)]
        (one,) = (one for one in heard.told if one.ref == "1")
        assert one.outcome is outcome
        assert one.asked is Asked(step)
        assert (one.code, one.status) == (int(answer[:3]), status)
        assert one.said in answer
        assert one.address_is_dead == dead

    def test_are_read_to_the_end_of_several_lines(self, server: ScriptedServer) -> None:
        said = "550-5.1.1 nobody\r\n550-5.1.1 here\r\n550 5.1.1 at all"
        heard, _ = run(server, Script(mails=[Behaviour(recipient=said)], piece=2), 1)
        assert heard.told[0].said == "nobody here at all"

    def test_that_never_come_leave_the_one_mail_unsure(self, server: ScriptedServer) -> None:
        heard, truth = run(server, Script(mails=[Behaviour(), Behaviour(message=DROP)]))
        assert heard.ended
        assert {one.ref: one.outcome for one in heard.told} == {
            "0": Outcome.ACCEPTED,
            "1": Outcome.UNSURE,
            "2": Outcome.NOT_TRIED,
            "3": Outcome.NOT_TRIED,
        }
        assert truth.had_whole[-1] == "1@home.example"

    def test_that_drip_are_waited_for_no_longer_than_was_said(self, server: ScriptedServer) -> None:
        slow = Script(mails=[Behaviour(message="250-" + "x" * 60)], piece=1, pause_s=0.05)
        began = time.monotonic()
        heard, truth = run(server, slow, 1, timeout_s=0.3)
        assert time.monotonic() - began < 2.5  # it would drip for 3.2 s
        assert heard.ended
        assert heard.outcomes() == [Outcome.UNSURE]
        assert truth.had_whole == ["0@home.example"]

    def test_of_two_kinds_in_one_are_no_answer(self, server: ScriptedServer) -> None:
        heard, _ = run(server, Script(mails=[Behaviour(message="250-yes\r\n550 no")]), 1)
        assert heard.ended
        assert heard.outcomes() == [Outcome.UNSURE]

    def test_that_refused_are_told_though_the_connection_breaks(
        self, server: ScriptedServer
    ) -> None:
        nobody = Behaviour(recipient="550 5.1.1 nobody", data=DROP)
        heard, _ = run(server, Script(mails=[nobody]), 2)
        assert heard.ended
        assert heard.outcomes() == [Outcome.REFUSED, Outcome.NOT_TRIED]

    def test_that_make_no_sense_get_no_empty_mail(self, server: ScriptedServer) -> None:
        odd = Behaviour(sender="550 5.7.1 not you", data="354 but do send it")
        heard, truth = run(server, Script(mails=[odd]), 2)
        assert heard.ended
        assert heard.outcomes() == [Outcome.REFUSED, Outcome.NOT_TRIED]
        assert truth.had_whole == []


class TestWhatIsSent:
    def test_is_not_tried_where_the_server_was_gone_before_its_end(
        self, server: ScriptedServer
    ) -> None:
        server.begin(Script(mails=[Behaviour(drop_after_bytes=10)], offers=("PIPELINING",)))
        heard = Heard()
        large = mail(0, (b"x" * 70 + b"\r\n") * 400_000)
        with (
            SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None) as to,
            pytest.raises(ConnectionEndedError),
        ):
            to.send([large, mail(1)], accepted=heard.journal.append, told=heard.told.append)
        assert heard.outcomes() == [Outcome.NOT_TRIED] * 2

    def test_is_one_wait_for_each_mail(self, server: ScriptedServer) -> None:
        _, truth = run(server, Script(), 2)
        assert truth.commands == [
            b"EHLO k.example\r\n",
            b"MAIL FROM:<b+0@k.example> SIZE=%d\r\n" % len(BODY),
            b"RCPT TO:<0@home.example>\r\n",
            b"DATA\r\n",
            b"MAIL FROM:<b+1@k.example> SIZE=%d\r\n" % len(BODY),
            b"RCPT TO:<1@home.example>\r\n",
            b"DATA\r\n",
            b"QUIT\r\n",
        ]

    def test_has_its_dots_doubled_wherever_a_line_begins(self, server: ScriptedServer) -> None:
        truth = server.begin(Script())
        data = b".\r\n..\r\na.b\r\n.\r\n"
        heard = Heard()
        with SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None) as to:
            to.send([mail(0, data)], accepted=heard.journal.append, told=heard.told.append)
        assert truth.answered == [("0@home.example", b"..\r\n...\r\na.b\r\n..\r\n.\r\n")]

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            (Outgoing(ref="x", return_path="", recipient="a@b.c\r\nRSET", data=BODY), "recipient"),
            (Outgoing(ref="x", return_path="", recipient="a@b.c> X=<", data=BODY), "recipient"),
            (Outgoing(ref="x", return_path="", recipient="", data=BODY), "recipient"),
            (Outgoing(ref="x", return_path="a\n@b.c", recipient="a@b.c", data=BODY), "return path"),
            (mail(9, b"a\n.\nMAIL FROM:<>\r\n"), "CRLF"),
            (mail(9, b"a\r.\r\r\n"), "CRLF"),
            (mail(9, b"no end"), "CRLF"),
            (mail(9, b"x" * 1_000_001 + b"\r\n"), "1,000,000 bytes"),
        ],
    )
    def test_is_never_a_command_or_a_mail_within_a_mail(
        self, server: ScriptedServer, changed: Outgoing, why: str
    ) -> None:
        truth = server.begin(Script())
        heard = Heard()
        with SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None) as to:
            to.send(
                [mail(0), changed, mail(1)], accepted=heard.journal.append, told=heard.told.append
            )
        server.wait()
        assert heard.journal == ["0", "1"]
        assert len(truth.answered) == 2
        (refused,) = (one for one in heard.told if one.outcome is Outcome.REFUSED)
        assert why in refused.said
        assert not refused.address_is_dead

    def test_is_settled_when_making_the_next_mail_fails(self, server: ScriptedServer) -> None:
        server.begin(Script())
        heard = Heard()

        def failing() -> Iterator[Outgoing]:
            yield from heard.mails(3)
            raise KeyError("a template broke")

        with (
            SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None) as to,
            pytest.raises(KeyError),
        ):
            to.send(failing(), accepted=heard.journal.append, told=heard.told.append)
        assert [one.outcome for one in heard.told][:2] == [Outcome.ACCEPTED] * 2
        assert heard.refs(Outcome.NOT_TRIED) == ["2"]

    def test_is_journalled_before_anything_is_told(self, server: ScriptedServer) -> None:
        server.begin(Script())
        seen: list[str] = []
        with SmtpPipeline("127.0.0.1", server.port, our_name="k.example", tls=None) as to:
            for first in (0, 2):
                to.send(
                    map(mail, range(first, first + 2)),
                    accepted=lambda ref: seen.append(f"journal {ref}"),
                    told=lambda one: seen.append(f"told {one.ref}"),
                )
        assert seen == list(
            itertools.chain.from_iterable((f"journal {n}", f"told {n}") for n in range(4))
        )

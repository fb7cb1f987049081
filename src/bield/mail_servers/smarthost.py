"""Sending the answers: by the mail server beside us, or one that takes mail for us."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from email.message import EmailMessage

from bield.mail_servers.listening import Address

TIMEOUT_S = 30.0


class UnableToSendError(Exception):
    """The server did not take it now; it may later."""


class RefusedForGoodError(Exception):
    """The server will never take it: trying again is of no use."""


class Smarthost:
    """The server that the answers are handed to."""

    def __init__(self, address: Address, *, our_name: str) -> None:
        """Name the server.

        Args:
            address: Its host and port.
            our_name: The name that we greet it with.
        """
        self._address = address
        self._our_name = our_name

    def send(self, mail: EmailMessage, *, to: str) -> None:
        """Hand a mail over, with an empty sender in its envelope: nothing answers it.

        To another machine only under TLS with a certificate that holds.

        Raises:
            UnableToSendError: The server cannot be reached, or does not take it now.
            RefusedForGoodError: The server refuses it for good.
        """
        address = self._address
        options = () if to.isascii() else ("SMTPUTF8",)
        try:
            with smtplib.SMTP(
                address.host, address.port, local_hostname=self._our_name, timeout=TIMEOUT_S
            ) as server:
                if not _is_here(address.host):
                    server.starttls(context=ssl.create_default_context())
                server.ehlo_or_helo_if_needed()
                server.sendmail("", [to], mail.as_bytes(), mail_options=options)
        except smtplib.SMTPRecipientsRefused as refusal:
            ((code, _),) = refusal.recipients.values()
            raise _refusal(code) from refusal
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as refusal:
            raise _refusal(refusal.smtp_code) from refusal
        except (OSError, smtplib.SMTPException) as problem:
            raise UnableToSendError(type(problem).__name__) from problem


def _refusal(code: int) -> Exception:
    # The server's sentence names the address: the code is enough.
    return RefusedForGoodError(str(code)) if 500 <= code < 600 else UnableToSendError(str(code))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

"""E-mail by SMTP, with TLS from the first byte or by STARTTLS."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from hashlib import sha256

from workflow.channels.sending import Sending, Undelivered, require_email
from workflow.errors import OutsideRefused

SECONDS = 20.0
PORTS = {"tls": 465, "starttls": 587, "none": 25}


class GuardedMail(smtplib.SMTP):
    """A connection to a mail server, made by whoever may connect."""

    def __init__(self, connect: Callable[[str, int], socket.socket]) -> None:
        self._connect = connect
        super().__init__(timeout=SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        return self._connect(host, port)


class GuardedTlsMail(GuardedMail):
    """The same, encrypted from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float | None) -> socket.socket:
        return ssl.create_default_context().wrap_socket(
            self._connect(host, port), server_hostname=host
        )


def send(sending: Sending) -> None:
    """The mail server has taken the message. Raises Undelivered."""
    message = message_of(sending, require_email(sending))
    security = sending.option("security", "tls")
    host = sending.option("host")
    port = int(sending.option("port") or PORTS[security])
    kind = GuardedTlsMail if security == "tls" else GuardedMail
    mail = kind(sending.connect)
    try:
        mail.connect(host, port)
        # What STARTTLS checks the certificate against.
        mail._host = host  # type: ignore[attr-defined] # smtplib sets it in its constructor only
        if security == "starttls":
            mail.starttls(context=ssl.create_default_context())
        if sending.parts:
            mail.login(sending.parts["username"], sending.parts["password"])
        mail.send_message(message)
        mail.quit()
    except OutsideRefused as refused:
        raise Undelivered(refused.code, may_pass=refused.code == "host_unknown") from refused
    except smtplib.SMTPAuthenticationError as error:
        raise Undelivered("credential_refused", note=said(error.smtp_error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise Undelivered("address_unknown", may_pass=code < 500, note=said(words)) from error
    except smtplib.SMTPResponseException as error:
        may_pass = error.smtp_code < 500
        code_said = "provider_failing" if may_pass else "provider_refused"
        raise Undelivered(code_said, may_pass=may_pass, note=said(error.smtp_error)) from error
    except ssl.SSLError as error:
        raise Undelivered("untrusted", may_pass=True) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Undelivered("unreachable", may_pass=True) from error
    finally:
        mail.close()


def message_of(sending: Sending, address: str) -> EmailMessage:
    """The message; its id is the same in every attempt, so that a mailbox may tell."""
    sender = sending.option("from")
    message = EmailMessage()
    message["From"] = formataddr((sending.option("from_name"), sender))
    message["To"] = address
    message["Subject"] = " ".join(sending.heading.split())
    message["Date"] = format_datetime(sending.now)
    domain = sender.rpartition("@")[2] or "localhost"
    message["Message-ID"] = f"<{sha256(sending.key.encode()).hexdigest()[:32]}@{domain}>"
    message.set_content(sending.text)
    return message


def said(words: object) -> str:
    """What a mail server says, short."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return text[:200]

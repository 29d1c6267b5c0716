"""The mail server that reminders go through: its settings, in a file beside the board."""

import smtplib
import ssl
import stat
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any

from logbook.domain.refusals import NotAllowed, Refusal
from logbook.storage.beside.files import added

FILE = "remind.toml"
PASSWORD = "LOGBOOK_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
TIMEOUT = 30
"""Seconds to wait for the mail server."""
HERE = frozenset({"localhost", "127.0.0.1", "::1"})

TEMPLATE = """\
# How logbook remind sends mail. A reminder says a level, a reference and a time, and nothing else.
# This file is for the account that runs it: nobody else should be able to read it.

host = "smtp.example.org"
security = "starttls"    # or "tls"; "none" only for a mail server on this computer
port = 587               # 465 for "tls"
sender = "logbook@example.org"

# Where the server asks who you are. The password may stand in a file of its own, or in the
# environment as LOGBOOK_SMTP_PASSWORD, instead of here.
# user = "logbook@example.org"
# password_file = "/etc/logbook/smtp-password"
# password = ""

# Where the server's certificate comes from an authority of your own:
# ca_file = "/etc/ssl/our-authority.pem"
"""


class Security(StrEnum):
    """How the way to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS: Mapping[Security, int] = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class NotSent(Refusal):
    """The mail server could not be reached, or did not take it."""


class BadSettings(NotAllowed):
    """The file of the mail server's settings cannot be used as it stands."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """How mail is sent."""

    host: str
    sender: str
    security: Security = Security.STARTTLS
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""

    @contextmanager
    def opened(self) -> Iterator["Sending"]:
        """The mail server, signed in to.

        Raises:
            NotSent: it cannot be reached, is not who it says, or does not let us in.
        """
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                yield Sending(server, self.sender)
        except (OSError, smtplib.SMTPException) as fault:
            raise NotSent(f"{self.host} did not take the mail: {_because(fault)}.") from None

    def _connected(self) -> smtplib.SMTP:
        port = self.port or PORTS[self.security]
        if self.security is Security.TLS:
            return smtplib.SMTP_SSL(self.host, port, timeout=TIMEOUT, context=self._context())
        server = smtplib.SMTP(self.host, port, timeout=TIMEOUT)
        if self.security is Security.STARTTLS:
            try:
                server.starttls(context=self._context())
            except BaseException:
                server.close()
                raise
        return server

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file or None)


@dataclass(frozen=True)
class Sending:
    """An open way to the mail server."""

    server: smtplib.SMTP
    sender: str

    def send(self, to: str, subject: str, lines: list[str]) -> None:
        """Send one message.

        Raises:
            NotSent: the server refuses this address; others may still be served.
        """
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n".join(lines))
        try:
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as fault:
            code, words = next(iter(fault.recipients.values()))
            raise NotSent(f"{to} was refused: {code} {_plain(words)}.") from None


def settings(folder: Path, environment: Mapping[str, str]) -> Post | None:
    """The mail server's settings; None where none are set.

    Raises:
        BadSettings: the file cannot be read as it stands; the text says what to change.
    """
    path = folder / FILE
    try:
        written = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    _refuse_others(path)
    try:
        plain = tomllib.loads(written)
    except tomllib.TOMLDecodeError as fault:
        raise BadSettings(f"{path} cannot be read: {fault}.") from None
    return _post(path, plain, environment)


def lay_out(folder: Path) -> Path:
    """Write a file of settings to fill in.

    Raises:
        NotAllowed: there is one already.
    """
    path = folder / FILE
    if path.exists():
        raise NotAllowed(f"There is a {path} already. Change that one.")
    added(path, TEMPLATE.encode())
    return path


def _post(path: Path, plain: Mapping[str, Any], environment: Mapping[str, str]) -> Post:
    known = {each.name: type(each.default) for each in fields(Post)} | {"password_file": str}
    for name, value in plain.items():
        if name not in known:
            raise BadSettings(f"{path}: there is no setting “{name}”. Look for a slip in its name.")
        if not isinstance(value, int if name == "port" else str):
            kind = "a number" if name == "port" else "text between quotation marks"
            raise BadSettings(f"{path}: {name} is {kind}.")
    for needed in ("host", "sender"):
        if not plain.get(needed):
            raise BadSettings(f"{path}: {needed} is missing.")
    said = {name: value for name, value in plain.items() if name != "password_file"}
    post = Post(
        **{
            **said,
            "security": _security(path, plain),
            "password": _password(path, plain, environment),
        }
    )
    if post.security is Security.NONE and (post.host not in HERE or post.user):
        raise BadSettings(
            f"{path}: without security, mail goes only to a server on this computer, and with no "
            'password. Set security to "starttls" or "tls".'
        )
    return post


def _security(path: Path, plain: Mapping[str, Any]) -> Security:
    try:
        return Security(plain.get("security", Security.STARTTLS))
    except ValueError:
        raise BadSettings(f'{path}: security is "starttls", "tls" or "none".') from None


def _password(path: Path, plain: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    if environment.get(PASSWORD):
        return environment[PASSWORD]
    if not plain.get("password_file"):
        return str(plain.get("password", ""))
    kept = Path(plain["password_file"])
    try:
        _refuse_others(kept)
        return kept.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSettings(f"{path}: the password file {kept} cannot be read.") from None


def _refuse_others(path: Path) -> None:
    if sys.platform != "win32" and path.stat().st_mode & stat.S_IRWXO:
        raise BadSettings(
            f"Every account on this computer can read {path}. Take that away: chmod 600 {path}"
        )


def _because(fault: Exception) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        return f"{fault.smtp_code} {_plain(fault.smtp_error)}"
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({fault.verify_message})"
    return " ".join(str(fault).split()) or type(fault).__name__


def _plain(words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(said.split()).rstrip(".")

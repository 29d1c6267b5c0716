"""A real mail server on this computer that keeps what it is given, or refuses it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from functools import cache
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, PASSWORD = "logbook", "a password of its own"


@dataclass
class Kept:
    """What the server was given; `refuses` names addresses that it does not take."""

    port: int = 0
    messages: list[Message] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    signed_in: list[str] = field(default_factory=list)

    @property
    def to(self) -> list[str]:
        return [str(each["To"]) for each in self.messages]

    async def handle_RCPT(  # noqa: N802 - the server calls it so
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - the same
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(message_from_bytes(content))
        return "250 OK"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if good:
            self.signed_in.append(data.login.decode())
        return AuthResult(success=good, handled=False)


class _AnyPort(Controller):
    """Takes a port that is free, and looks at it there once it listens."""

    def _trigger_server(self) -> None:
        listening: Any = self.server
        self.port = listening.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(*, tls: Path | None = None) -> Iterator[Kept]:
    """With `tls`, a folder for its certificate, it insists on STARTTLS and on a password."""
    kept = Kept()
    how: dict[str, Any] = {}
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tls))
        how = {
            "tls_context": context,
            "require_starttls": True,
            "authenticator": kept.authenticate,
            "auth_required": True,
        }
    server = _AnyPort(kept, hostname=HOST, port=0, **how)
    server.start()
    try:
        kept.port = server.port
        yield kept
    finally:
        server.stop()


def certificate(folder: Path) -> Path:
    """A certificate for this computer that nobody vouches for, and its key, in one file."""
    path = folder / "server.pem"
    path.write_bytes(_certificate())
    return path


@cache
def _certificate() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

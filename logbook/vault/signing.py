"""Checking signatures with a raw Ed25519 public key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the public key signed exactly this; damaged keys verify nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True

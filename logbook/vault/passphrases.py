"""Passphrases: how they are read, which are refused and why, and four words to propose."""

import unicodedata


def as_bytes(passphrase: str) -> bytes:
    """The bytes that a passphrase stands for, whatever the keyboard composed them with.

    Every kind of space is a space, then NFC (RFC 8265, OpaqueString), UTF-8. NFC and not NFKC,
    which would take different signs for the same. Nothing is trimmed and capitals count. A
    keyboard's broken bytes open nothing rather than stopping the program.
    """
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in passphrase)
    return unicodedata.normalize("NFC", spaced).encode("utf-8", "surrogatepass")

"""Whom it is about: someone we support, from the directory or not listed."""

from logbook.domain.questions import Who


def who(words: str, missing: str, *, short: str = "", banner: str = "") -> Who:
    return Who(
        "person",
        words,
        short=short,
        hint="Type a name or initials, or choose someone not listed.",
        missing=missing,
        banner=banner,
    )

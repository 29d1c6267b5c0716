"""What is said of a fault in the program: where it was, and nothing of what anybody wrote."""

import traceback
from pathlib import Path

_OURS = "logbook"


def reference_of(error: BaseException) -> str:
    """The same fault has the same reference: its type and the places it passed through."""
    import hashlib  # noqa: PLC0415 - only a fault needs it

    frames = traceback.extract_tb(error.__traceback__)
    passed = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    spelled = "|".join([type(error).__name__, *passed])
    digest = hashlib.sha256(spelled.encode()).hexdigest()[:8].upper()
    return f"{digest[:4]}-{digest[4:]}"


def place_of(error: BaseException) -> str:
    """The last file and line of ours; the last of all where none is ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _OURS in Path(frame.filename).parts]
    last = (ours or frames)[-1:]
    return f"{Path(last[0].filename).name} line {last[0].lineno}" if last else "nowhere known"


def told_of(error: BaseException) -> str:
    """The whole report. An error's own message is never part of it."""
    inner = cause_of(error)
    return (
        f"logbook stopped because of a fault in the program"
        f" ({type(inner).__name__}, {place_of(inner)}, reference {reference_of(inner)}).\n"
        "What was saved is safe, and what you were typing is kept as a draft. Start logbook again."
        " If it happens again, tell whoever looks after it the line above."
    )


def cause_of(error: BaseException) -> BaseException:
    """The fault itself, where a worker only passes it on."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error

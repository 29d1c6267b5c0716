"""What the command line can do, as its first page says it; nothing is imported to say so."""

from collections.abc import Iterable, Mapping

from logbook import __version__

USAGE = "Usage: logbook [--in DIR] [--ascii] [--slow-link] [COMMAND] ..."
ABOUT = "An incident and request logbook for social care. Without a command, the screen opens."
EXAMPLE = "Example: logbook demo"
OPTIONS: Mapping[str, str] = {
    "--in DIR": "The data folder, instead of LOGBOOK_HOME or your own.",
    "--ascii": "Draw the screen in ASCII alone, for old terminals.",
    "--slow-link": "Draw less, for a thin line.",
    "--version": "Say which version this is.",
    "--help": "Show this page.",
}
WIDTH = 80


COMMANDS: Mapping[str, str] = {
    "demo": "Try it: an invented service that is thrown away afterwards.",
    "init": "Set up a logbook, question by question.",
    "accept": "Use the code you were given to choose a passphrase.",
    "passphrase": "Change your own passphrase.",
    "people": "Who has an account, and who is supported.",
    "settings": "How the service works, and who changed it.",
    "record": "Record what happened, line by line.",
    "import": "Bring in people or old records from a file.",
    "search": "Find entries by their words.",
    "person": "Write a service user's chronology or record.",
    "notes": "Write one worker's notes for supervision.",
    "figures": "A period in numbers, for managers.",
    "pack": "Write the file of a supervision, to read, print and sign.",
    "paper": "Print empty prompts, for when the power is out.",
    "export": "Write the entries you may read as data.",
    "verify": "Read everything again: is it what was saved?",
    "backup": "Copy the logbook and its keys into one verified file.",
    "restore": "Put a backup back; what it replaces is kept.",
    "remind": "Print what is due, and mail it; it needs no passphrase.",
    "entrust": "Let the leads into sealed entries, with the recovery key.",
    "recovery-key": "Make a new recovery key, with the present one's paper.",
    "doctor": "Say how this computer, terminal and logbook are.",
}
_SHARED = {
    "accept": "account",
    "import": "importing",
    "passphrase": "account",
    "verify": "keeping",
    "backup": "keeping",
    "restore": "keeping",
}


def module_of(command: str) -> str:
    """The module that brings a command: its own, or the one of its group."""
    return f"logbook.cli.{_SHARED.get(command, command).replace('-', '_')}"


def version_line() -> str:
    return f"logbook {__version__}"


def help_text() -> str:
    return "\n".join(
        [
            USAGE,
            "",
            f"  {ABOUT}",
            "",
            f"  {EXAMPLE}",
            "",
            "Options:",
            *_aligned(OPTIONS.items()),
            "",
            "Commands:",
            *_aligned(COMMANDS.items()),
            "",
            "Each command says more: logbook COMMAND --help",
        ]
    )


def _aligned(pairs: Iterable[tuple[str, str]]) -> list[str]:
    listed = list(pairs)
    room = max(len(name) for name, _ in listed)
    return [f"  {name:{room}}  {does}" for name, does in listed]

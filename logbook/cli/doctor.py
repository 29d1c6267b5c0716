"""`logbook doctor`: how everything is, in sentences to read down a telephone."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from logbook.cli import asking
from logbook.cli.options import Command, as_somebody, in_folder
from logbook.cli.saying import one_line, say
from logbook.cli.somebody import PASSPHRASE, key_file, somebody
from logbook.domain.refusals import Refusal
from logbook.services import checkup, signing_in
from logbook.services.checkup import Machine, Said

MARK = "! "


class SomethingWrong(Refusal):
    """Something here needs somebody; the marked sentences say what."""


@click.command(cls=Command)
@as_somebody
@in_folder
def doctor(name: str, folder: Path) -> None:
    """Say how this computer, the terminal and the logbook are, one sentence a line.

    What needs somebody is marked with !, and the exit status is then 1. Nothing is changed, and
    nothing has to be set up. With a name the passphrase is asked for and the logbook is opened.

    Example: logbook doctor
    Example: logbook doctor --as "Helen Marsden"
    """
    wrong = 0
    for said in _everything(folder, name):
        say(f"{MARK if said.wrong else ''}{one_line(said.words)}")
        wrong += said.wrong
    if wrong:
        things = "One thing needs" if wrong == 1 else f"{wrong} things need"
        raise SomethingWrong(f"{things} somebody: look for the lines that begin with !.")


def _everything(folder: Path, name: str) -> Iterator[Said]:
    yield from checkup.look(folder, _machine(), datetime.now(UTC))
    if name:
        yield from _inside(folder, name)
    else:
        yield Said(words="To look inside too, add --as NAME; the passphrase is asked for.")


def _inside(folder: Path, name: str) -> Iterator[Said]:
    slot = somebody(key_file(folder), name)
    typed = asking.secret(PASSPHRASE)
    try:
        signed_in = signing_in.sign_in(folder, slot.member_id, typed)
    except Refusal as refusal:
        yield checkup.does_not_open(refusal)
        return
    try:
        yield from (Said(words=notice) for notice in signed_in.notices)
        yield from checkup.look_inside(signed_in.desk)
    finally:
        signed_in.desk.close()


def _machine() -> Machine:
    size = shutil.get_terminal_size(fallback=(0, 0))
    is_terminal = sys.stdout.isatty() or sys.stderr.isatty()
    return Machine(
        platform=sys.platform,
        python=platform.python_version(),
        system=platform.platform(terse=True),
        environment=os.environ,
        encoding=sys.stdout.encoding or "unknown",
        size=(size.columns, size.lines) if is_terminal else None,
    )

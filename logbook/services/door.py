"""What the sign-in screen says of people and of whom to ring, kept as the log says it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from logbook.domain.directory import Directory
from logbook.domain.people import Member
from logbook.vault import keyfile, slots
from logbook.vault.disk import HeldElsewhere
from logbook.vault.keyfile import KeyFile, KeyFileRefusal, Slot


def say_at_the_door(folder: Path, directory: Directory) -> None:
    """Write names, roles, houses and who is on call into the key file, where they differ.

    Raises:
        KeyFileRefusal, HeldElsewhere: it cannot be written; the log has it all the same.
    """
    if _as_the_log_says(keyfile.load(folder), directory) is None:
        return
    with keyfile.changing(folder) as held:
        changed = _as_the_log_says(held.keyfile, directory)
        if changed is not None:
            held.save(changed)


def mend_the_door(folder: Path, directory: Directory) -> None:
    """At sign-in: catch up with what an interruption kept from the door. Nobody waits for it."""
    with suppress(KeyFileRefusal, HeldElsewhere):
        say_at_the_door(folder, directory)


def _as_the_log_says(present: KeyFile, directory: Directory) -> KeyFile | None:
    """The key file as it should be; None where it is so already."""
    said, members = present, directory.staff.members
    for slot in present.slots:
        member = members.get(slot.member_id)
        if member is not None and not _says(slot, member):
            said = slots.relabel(said, member)
    settings = directory.settings
    service = settings.service_name or said.service
    if (said.on_call, said.service) != (settings.on_call, service):
        said = replace(said, on_call=settings.on_call, service=service)
    return None if said is present else said


def _says(slot: Slot, member: Member) -> bool:
    return (slot.name, slot.role_words, slot.house, slot.ends_on) == (
        member.name,
        member.role_words,
        member.house,
        member.ends_on,
    )

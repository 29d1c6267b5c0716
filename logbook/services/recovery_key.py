"""A new recovery key in place of the present one, with the present one's paper at hand."""

from logbook.domain import staffing
from logbook.domain.events import new_id
from logbook.domain.refusals import NotAllowed
from logbook.services import accounts
from logbook.services.desk import Desk
from logbook.vault import keyfile, recovery
from logbook.vault.recovery import AnotherLogbooksKey, RecoveryKey


def check_may_replace(desk: Desk) -> None:
    """Refuse before anybody fetches the paper from the safe."""
    refusal = staffing.why_not_replace_recovery_key(desk.member)
    if refusal:
        raise NotAllowed(refusal)


def read_present(desk: Desk, typed: str) -> RecoveryKey:
    """The present recovery key, as it was typed from its paper.

    Raises:
        NotTypedRight: naming the wrong group, if its check can tell.
        AnotherLogbooksKey: it is not the one that things are sealed to now.
    """
    present = recovery.read(typed)
    recovery.sign_in(keyfile.load(desk.folder), present)
    if present.public.sealing != desk.directory.recovery_key:
        raise AnotherLogbooksKey("That recovery key was replaced. Look for the newer paper.")
    return present


def replace(desk: Desk, present: RecoveryKey, new: RecoveryKey) -> None:
    """Put a key that its owner typed back from paper in the present one's place.

    The logbook is encrypted anew first, so that the old paper with an old copy of the key file
    opens nothing saved from now on. Then the key file has both, until the log knows of the new
    one: cut off anywhere, a paper that somebody holds opens everything. What was sealed to the old
    one opens with the new one, which has the old one's secret sealed to it.

    Raises:
        NotAllowed: it is not theirs to do.
        AnotherLogbooksKey: the present one was replaced meanwhile.
        KeysUnknownToTheLog: somebody has to sign in first; the text says who. Nothing changed.
    """
    check_may_replace(desk)
    read_present(desk, present.text)
    accounts.rotate(desk)
    with keyfile.changing(desk.folder) as held:
        held.save(recovery.with_new(held.keyfile, present, new))
        desk.append(
            staffing.replace_recovery_key(
                desk.member,
                at=desk.now,
                event_id=new_id(),
                logbook_id=desk.directory.logbook_id,
                recovery_key=new.public.sealing,
            )
        )
        held.save(recovery.only(held.keyfile, new.public.sealing))

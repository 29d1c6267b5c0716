"""A real logbook in a folder: set up, staffed and signed in through the services, in milliseconds.

It is set up once for all tests, with the least costly key derivation, and copied for each.
"""

import functools
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from logbook.domain.people import Member, Person, Role
from logbook.domain.questions import Typed
from logbook.services import accounts, drafts, people, reading, recording, setting_up, signing_in
from logbook.services.desk import Desk
from logbook.vault import recovery
from logbook.vault.keys import Keys
from logbook.vault.recovery import RecoveryKey

NOW = datetime(2026, 11, 18, 14, 5, tzinfo=UTC)
"""A Wednesday afternoon, on which every test begins."""
PASSPHRASE = "four quiet random words"
"""Everybody's, which is why it is only for tests."""
TEMPORARY = tempfile.gettempdir()
"""Where temporary folders are, whatever a test says of them while it runs."""
ON_CALL = "R. Hale · 01632 960 118"

GENERAL_MANAGER, DEPUTY, LEAD = "Grace Adeyemi", "Dev Patel", "Lena Fox"
SANDRA, HENRY = "Sandra Whitlow", "Henry Cole"
SAM, SAUL, NIA = "Sam Okafor", "Saul Brennan", "Nia Rees"
DANIEL, MINA, ALICE = "Daniel Webb", "Mina Torr", "Alice Reed"

_OTHERS = (
    setting_up.Named(name=DEPUTY, roles=frozenset({Role.DEPUTY})),
    setting_up.Named(name=LEAD, roles=frozenset({Role.LEAD})),
)
_MANAGERS = ((SANDRA, "Maple House"), (HENRY, "Oak House"))
_WORKERS = ((SAM, "Maple House", SANDRA), (NIA, "Maple House", SANDRA), (SAUL, "Oak House", HENRY))
_PEOPLE = ((DANIEL, "Maple House"), (MINA, "Maple House"), (ALICE, "Oak House"))


@dataclass
class FixedClock:
    """A clock that goes on only when told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@dataclass(frozen=True)
class _Template:
    folder: Path
    keys: dict[str, Keys]
    recovery_key: RecoveryKey
    kept: tempfile.TemporaryDirectory[str]


@dataclass
class BirchLane:
    """A service with a General Manager, a deputy, a lead, two managers and three workers.

    Sam and Nia answer to Sandra, Saul to Henry, both managers to Grace.
    """

    folder: Path
    keys: dict[str, Keys]
    recovery_key: RecoveryKey
    clock: FixedClock = field(default_factory=FixedClock)
    desks: list[Desk] = field(default_factory=list)

    def desk(self, name: str) -> Desk:
        """Somebody signed in, at a terminal of their own, without the cost of a passphrase."""
        desk = signing_in.open_desk(self.folder, self.keys[name], clock=self.clock)
        self.desks.append(desk)
        return desk

    def sign_in(self, name: str) -> signing_in.SignedIn:
        """Somebody signed in by passphrase, as they do it."""
        signed_in = signing_in.sign_in(
            self.folder, self.keys[name].member_id, PASSPHRASE, clock=self.clock
        )
        self.desks.append(signed_in.desk)
        return signed_in

    def member(self, name: str) -> Member:
        return accounts.by_name(self.desk(name), name)

    def person(self, name: str) -> Person:
        desk = self.desk(GENERAL_MANAGER)
        return next(each for each in desk.directory.people.values() if each.name == name)

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


def birch_lane(folder: Path) -> BirchLane:
    """A fresh copy of the service in a folder; close it at the end."""
    template = _template()
    shutil.copytree(template.folder, folder, dirs_exist_ok=True)
    return BirchLane(folder, dict(template.keys), template.recovery_key)


ORDINARY: dict[str, Typed] = {
    "person": "D.W.",
    "asked": "someone is posting as me",
    "happened": "today 2pm",
    "platform": "instagram",
    "help": "privacy",
    "relative": "no",
    "careful": "none",
    "did": "theirs-they: he changed the setting while we talked",
    "next": "he wants it to stop",
}
"""An ordinary help request, as somebody types it."""

WORRIED: dict[str, Typed] = {
    **ORDINARY,
    "careful": "money",
    "worried": "yes",
    "danger": "no",
    "life": "no",
    "at-risk": "yes",
    "forced": "no",
    "saw": "a message that asked him for his card",
    "said": "he says she is his girlfriend",
    "heard": "",
    "think": "",
    "light": "saw-it",
    "noticed": "today 1pm",
    "harm": "contact",
    "contact-harm": "romance-fraud",
    "other-handle": "@sunny_k",
    "other-platform": "instagram",
    "relationship": "online-only",
    "signs": "money",
    "wishes": "said: he wants his money back",
    "consent": "yes",
    "capacity": "no",
    "understanding": "",
    "done-now": "kept-evidence",
    "evidence": "",
    "told": [{"who": SANDRA, "role": "line-manager", "how": "phone", "when": "today 2pm"}],
}
"""A help request that leads to the safety questions."""
CONDUCT: dict[str, Typed] = {
    "whose": "other",
    "staff": SANDRA,
    "sort": "bullying",
    "facts": "she wrote zebrafinch about him",
    "happened": "today 2pm",
    "supporting": "no",
    "hurt": "no",
    "platform": "facebook",
    "identifiable": "no",
    "exact": "",
    "found": "",
    "kept": "no",
    "told": [{"nobody": "I only saw it now"}],
}
"""What a colleague did; every part of it is sealed."""
NAMED: dict[str, Typed] = {
    "person": "D.W.",
    "asked": "someone is posting as me",
    "happened": "today 2pm",
    "platform": "instagram",
    "help": "privacy",
    "relative": "no",
    "careful": "staff",
    "staff": SANDRA,
    "staff-did": "she wrote zebrafinch about him",
    "worried": "no",
    "did": "theirs-they: he changed the setting while we talked",
    "next": "he wants it to stop",
}
"""A help request that names a colleague, which leaves as two parts."""


def answered(desk: Desk, typed: dict[str, Typed], kind: str = "help-request") -> drafts.Open:
    """A draft with these answers in it, as far as they reach."""
    opened = recording.begin(desk, kind)
    draft = opened.draft
    while (question := draft.journey(desk.now).current) is not None and question.key in typed:
        draft = recording.answer(desk, draft, question, typed[question.key])
    drafts.keep(desk, opened, draft)
    return opened


def sent(desk: Desk, typed: dict[str, Typed] = ORDINARY) -> reading.OpenEntry:
    """An entry that this person wrote."""
    done = recording.send(desk, answered(desk, typed))
    return reading.open_entry(desk, done.entry)


@functools.cache
def _template() -> _Template:
    kept = tempfile.TemporaryDirectory(prefix="birch-lane-", dir=TEMPORARY)
    folder, clock = Path(kept.name) / "data", FixedClock(NOW - timedelta(days=30))
    recovery_key = recovery.new_recovery_key()
    plan = setting_up.Plan(
        service="Birch Lane Support",
        general_manager=GENERAL_MANAGER,
        passphrase=PASSPHRASE,
        others=_OTHERS,
        on_call=ON_CALL,
        demo=True,
    )
    made = setting_up.set_up(folder, plan, recovery_key.public, clock=clock)
    desks = {GENERAL_MANAGER: made.desk}

    def welcome(code: accounts.Code) -> None:
        desks[code.member.name] = signing_in.accept_invitation(
            folder, code.member.id, code.code, PASSPHRASE, clock=clock
        ).desk

    for code in made.codes:
        welcome(code)
    for name, house in _MANAGERS:
        welcome(
            accounts.add(made.desk, name=name, roles=frozenset({Role.LINE_MANAGER}), house=house)
        )
    for name, house, manager in _WORKERS:
        welcome(
            accounts.add(desks[manager], name=name, roles=frozenset({Role.WORKER}), house=house)
        )
    for name, house in _PEOPLE:
        people.add_person(made.desk, name=name, house=house)
    for desk in desks.values():
        desk.close()
    keys = {name: desk.keys for name, desk in desks.items()}
    return _Template(folder, keys, recovery_key, kept)

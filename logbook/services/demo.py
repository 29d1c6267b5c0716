"""The demo: an invented service in a throw-away folder, written by the services everybody uses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from logbook.domain import dates, managing
from logbook.domain import triage as moves
from logbook.domain.actions import Every
from logbook.domain.events import Event, Logged, Verb, new_id, part_id
from logbook.domain.folding.entries import fold
from logbook.domain.levels import Level
from logbook.domain.moments import LONDON
from logbook.domain.people import Member, Role
from logbook.domain.questions import Asking
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.settings import Settings
from logbook.domain.source import Source
from logbook.domain.standing import How, Standing
from logbook.domain.supervision import Action
from logbook.policy.clauses import VERSION
from logbook.policy.kinds import kind_of
from logbook.services import (
    accepting,
    accounts,
    drafts,
    people,
    queue,
    reading,
    recording,
    review,
    setting_up,
    signing_in,
    supervision,
    triage,
)
from logbook.services.desk import Clock, Desk, wall_clock
from logbook.services.drafts import Draft
from logbook.services.reading import OpenEntry
from logbook.services.samples import (
    SampleDraft,
    SampleEntry,
    SampleMeeting,
    SampleMove,
    SampleService,
    answered,
    load,
)
from logbook.services.synthetic import synthetic
from logbook.storage.folders import FILE
from logbook.vault import keyfile, passphrases, recovery
from logbook.vault.keyfile import KEY_FILE

AT_ONCE = 200
"""How many synthetic entries are saved together."""
SEED = 2026
NOT_YET = "ruth-ellison"
"""The one whom the demo shows as not having accepted the policy yet."""
READ_WITHIN = timedelta(days=4)
"""How old something is that its author has certainly been back to read."""

Progress = Callable[[int, int], None]


class NotADemoFolder(NotAllowed):
    """The folder holds something that the demo did not make."""


@dataclass(frozen=True, kw_only=True)
class Login:
    """Somebody the demo can be tried as."""

    name: str
    role: str
    passphrase: str


@dataclass(frozen=True, kw_only=True)
class Demo:
    """A demo ready to be opened."""

    folder: Path
    service: str
    logins: tuple[Login, ...]
    recovery_key: str
    entries: int


@dataclass
class Cast:
    """Everybody in the demo at their desk, all on one store, all by one clock that can be set."""

    desks: Mapping[str, Desk]
    """By the sample's id, which is not the member's."""
    passphrases: Mapping[str, str]
    recovery_key: str
    set_clock: Callable[[datetime], None]

    def __getitem__(self, sample_id: str) -> Desk:
        return self.desks[sample_id]

    def member_id(self, sample_id: str) -> str:
        return self.desks[sample_id].keys.member_id

    def close(self) -> None:
        for desk in self.desks.values():
            desk.close()


def check_folder(folder: Path, clock: Clock = wall_clock) -> None:
    """Take only an empty folder, or one with an earlier demo, which is put aside and kept.

    Raises:
        NotADemoFolder: it holds something else; nothing was touched.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / KEY_FILE).exists() or not keyfile.load(folder).demo:
        raise NotADemoFolder(
            f"{folder} is not empty, and what is in it is no demo. Choose an empty folder."
        )
    aside = folder / f"earlier-{clock():%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for left in (KEY_FILE, FILE, f"{FILE}-wal", f"{FILE}-shm"):
        if (folder / left).exists():
            (folder / left).rename(aside / left)


def make(
    folder: Path,
    *,
    entries: int = 0,
    clock: Clock = wall_clock,
    progress: Progress = lambda _done, _of: None,
) -> Demo:
    """Fill a folder with the sample data; with `entries`, with that many made-up ones instead.

    Raises:
        NotADemoFolder: the folder is neither empty nor a demo.
    """
    check_folder(folder, clock)
    sample, now = load(), clock()
    cast = _gather(folder, sample, now)
    try:
        if entries:
            _write_synthetic(cast, sample, entries, now, progress)
        else:
            _write_samples(cast, sample, now, progress)
    finally:
        cast.close()
    return Demo(
        folder=folder,
        service=sample.name,
        logins=tuple(
            Login(
                name=member.name,
                role=member.member(now.date()).role_words,
                passphrase=cast.passphrases[member.id],
            )
            for member in sample.logins
        ),
        recovery_key=cast.recovery_key,
        entries=entries or len(sample.entries),
    )


# who is in it


def _gather(folder: Path, sample: SampleService, now: datetime) -> Cast:
    """Set the service up before its first entry, everybody with a passphrase of their own."""
    at = [_start(sample, now)]
    clock = partial(at.__getitem__, 0)
    words = {each.id: passphrases.propose(own_name=each.name) for each in sample.members}
    paper = recovery.new_recovery_key()
    top, early = _first_people(sample)
    made = setting_up.set_up(
        folder,
        setting_up.Plan(
            service=sample.name,
            general_manager=sample.members[top].name,
            passphrase=words[sample.members[top].id],
            others=tuple(
                setting_up.Named(name=each.name, roles=each.roles, house=each.house)
                for each in early
            ),
            on_call=sample.on_call,
            demo=True,
        ),
        paper.public,
        clock=clock,
    )
    codes = {code.member.name: code for code in made.codes}
    members = {sample.members[top].id: made.desk.keys.member_id}
    for each in sample.members:
        if each.id in members:
            continue
        if each.name not in codes:
            member = each.member(now.date())
            codes[each.name] = accounts.add(
                made.desk,
                name=member.name,
                roles=member.roles,
                house=member.house,
                manager=members[each.manager],
                ends_on=member.ends_on,
            )
        members[each.id] = codes[each.name].member.id
    for person in sample.people:
        people.add_person(made.desk, name=person.name, house=person.house, initials=person.initials)
    desks = {sample.members[top].id: made.desk}
    for each in sample.members:
        if each.id not in desks:
            signed_in = signing_in.accept_invitation(
                folder, members[each.id], codes[each.name].code, words[each.id], clock=clock
            )
            signed_in.desk.close()
            desks[each.id] = replace(signed_in.desk, store=made.desk.store)
    for each in sample.members:
        if each.id != NOT_YET:
            accepting.accept(desks[each.id])
    return Cast(
        desks=desks,
        passphrases=words,
        recovery_key=paper.text,
        set_clock=partial(at.__setitem__, 0),
    )


def _first_people(sample: SampleService) -> tuple[int, tuple[Any, ...]]:
    """Where the General Manager stands, and the deputy and leads, whom set-up names."""
    top = next(
        place for place, each in enumerate(sample.members) if Role.GENERAL_MANAGER in each.roles
    )
    named = tuple(
        each
        for each in sample.members
        if each.roles & {Role.DEPUTY, Role.LEAD} and Role.GENERAL_MANAGER not in each.roles
    )
    return top, named


def _start(sample: SampleService, now: datetime) -> datetime:
    """A week before the first entry, in the morning."""
    zone = ZoneInfo(LONDON)
    first = min(each.sent.seen_from(now, zone) for each in sample.entries)
    return first.astimezone(UTC).replace(hour=8, minute=0) - timedelta(days=7)


# the sample entries, one act after the other as it happened


def _write_samples(cast: Cast, sample: SampleService, now: datetime, progress: Progress) -> None:
    acts = sorted(_acts(cast, sample, now), key=lambda act: act[0])
    for done, (at, act) in enumerate(acts, 1):
        cast.set_clock(at)
        act()
        progress(done, len(acts))
    cast.set_clock(now)
    _read_what_is_old(cast, sample, now)


def _read_what_is_old(cast: Cast, sample: SampleService, now: datetime) -> None:
    """What came back some days ago has been read, as it would have been."""
    zone = ZoneInfo(LONDON)
    for entry in sample.entries:
        sent = entry.sent.seen_from(now, zone)
        newest = max((each.when.seen_from(sent, zone) for each in entry.moves), default=sent)
        if now - newest > READ_WITHIN:
            desk = cast[entry.by]
            reading.mark_read(desk, reading.open_entry(desk, entry.id))


Act = tuple[datetime, Callable[[], object]]


def _acts(cast: Cast, sample: SampleService, now: datetime) -> Iterator[Act]:
    zone = ZoneInfo(LONDON)
    for entry in sample.entries:
        sent = entry.sent.seen_from(now, zone)
        yield sent, partial(_send, cast[entry.by], entry)
        for move in entry.moves:
            yield move.when.seen_from(sent, zone), partial(_move, cast, entry.id, move)
    for meeting in sample.meetings:
        held = meeting.held.seen_from(now, zone)
        yield held, partial(_hold, cast, meeting)
        if meeting.confirmed is not None:
            signed = meeting.confirmed.seen_from(held, zone)
            yield signed, partial(supervision.confirm, cast[meeting.worker])
    for draft in sample.drafts:
        yield draft.started.seen_from(now, zone), partial(_leave_unfinished, cast[draft.by], draft)


def _send(desk: Desk, entry: SampleEntry) -> None:
    kind = kind_of(entry.kind)
    journey = answered(kind, entry.answers, desk.asking())
    opened = drafts.start(
        desk,
        Draft(
            id=entry.id,
            kind=kind,
            started=desk.now,
            answers=journey.answers,
            source=_source(entry.source),
            raised_to=entry.raised_to,
            raised_because=entry.raised_because,
            practice=entry.practice,
        ),
    )
    recording.send(desk, opened)


def _source(words: str) -> Source | None:
    """“Tendai Moyo, by phone”: a name, and how it came."""
    name, _, how = words.partition(", ")
    return Source(name=name, how=f"other: {how}" if how else "") if words else None


def _move(cast: Cast, entry_id: str, move: SampleMove) -> None:
    desk = cast[move.by]
    spelled, words = _spelled(move, desk.asking(), cast)
    about = part_id(entry_id) if move.of_part else entry_id
    if move.verb is Verb.REFUSED:
        triage.refuse(desk, reading.open_entry(desk, about), move.says["words"])
        return
    if move.review:
        _decide_by_review(desk, reading.open_entry(desk, about), move)
        return
    opened = reading.open_entry(desk, about)
    with suppress(*[NotFound] if move.verb is Verb.ABOUT_NAMED else ()):
        triage.act(desk, opened, spelled, **words)


def _decide_by_review(desk: Desk, opened: OpenEntry, move: SampleMove) -> None:
    begun = review.begin(desk, opened, queue.earlier(desk, opened))
    typed = {**move.says, **move.review}
    journey = answered(begun.draft.kind, typed, desk.asking())
    review.decide(desk, opened, replace(begun, draft=replace(begun.draft, answers=journey.answers)))


def _hold(cast: Cast, meeting: SampleMeeting) -> None:
    """A supervision of everything since the last one, held and signed by the manager."""
    desk = cast[meeting.by]
    prepared = supervision.prepare(desk, desk.staff[cast.member_id(meeting.worker)])
    today = supervision.today(desk)
    supervision.hold(
        desk,
        prepared,
        held_on=today,
        picked=meeting.entries,
        discussed=meeting.discussed,
        agreed=[
            Action(id=new_id(), what=each.what, who=each.who, by=today + timedelta(each.days))
            for each in meeting.agreed
        ],
        reviewed={
            action.id: done for action, done in zip(prepared.before, meeting.reviewed, strict=True)
        },
    )


def _leave_unfinished(desk: Desk, draft: SampleDraft) -> None:
    kind = kind_of(draft.kind)
    journey = answered(kind, draft.answers, desk.asking())
    drafts.start(
        desk,
        Draft(
            id=draft.id,
            kind=kind,
            started=desk.now,
            answers=journey.answers,
            typed=draft.typed,
            at=draft.at,
        ),
    )


Move = Callable[..., Event]


def _spelled(  # noqa: PLR0911 - one return for each sort of move
    move: SampleMove, asking: Asking, cast: Cast
) -> tuple[Move, dict[str, Any]]:
    """The move that a sample's words stand for, with what it needs."""
    says = move.says
    match move.verb:
        case Verb.DISCUSSED:
            return moves.discussed, _talk(move, asking, cast)
        case Verb.LEVEL_SET:
            words = {"level": Level.of(says["level"]), "because": says.get("because", "")}
            return moves.set_level, words
        case Verb.DECIDED:
            return moves.decide, _decision(says)
        case Verb.NOTED:
            return managing.note, {"text": says["note"]}
        case Verb.ACTION_AGREED:
            return managing.agree, _action(says, asking, cast)
        case Verb.ACTION_DONE:
            today = asking.now.astimezone(ZoneInfo(LONDON)).date()
            return _newest_done, {"note": says["note"], "today": today}
        case Verb.ABOUT_NAMED:
            named = [cast.member_id(says["who"])]
            return moves.name_about, {"members": named, "because": says["because"]}
        case Verb.OFFERED:
            return moves.offer, {"to": cast[says["to"]].keys.member_id, "words": says["words"]}
        case verb:
            spelled, names = _PLAINLY[verb]
            return spelled, {name: says.get(word, "") for word, name in names.items()}


_PLAINLY: Mapping[Verb, tuple[Move, Mapping[str, str]]] = {
    Verb.SEEN: (moves.see, {}),
    Verb.TAKEN: (moves.take, {}),
    Verb.ASKED: (moves.ask, {"question": "question"}),
    Verb.ANSWERED: (moves.answer, {"answer": "text"}),
    Verb.TOLD: (moves.tell, {"words": "words"}),
    Verb.WAITING: (moves.wait, {"for": "for_whom"}),
    Verb.RESUMED: (moves.resume, {}),
    Verb.CLOSED: (moves.close, {}),
    Verb.REOPENED: (moves.reopen, {"because": "because"}),
    Verb.ACCEPTED: (moves.accept, {}),
    Verb.REFUSED: (moves.refuse, {"words": "words"}),
    Verb.OFFER_ENDED: (moves.recall, {"words": "words"}),
    Verb.WITHDRAWN: (moves.withdraw, {"because": "because"}),
    Verb.AMENDED: (moves.amend, {"note": "note", "reason": "reason"}),
    Verb.UNDONE: (moves.undo, {}),
}
"""Moves that take only words: what a sample calls each, and what the move does."""


def _action(says: Mapping[str, str], asking: Asking, cast: Cast) -> dict[str, Any]:
    today = asking.now.astimezone(ZoneInfo(LONDON)).date()
    return {
        "what": says["what"],
        "who": cast[says["who"]].keys.member_id,
        "due": today + timedelta(days=int(says["days"])),
        "today": today,
        "every": Every(says.get("every", Every.ONCE)),
    }


def _newest_done(standing: Standing, **words: Any) -> Event:
    return managing.finish(standing, action=standing.actions[-1].id, **words)


def _decision(says: Mapping[str, str]) -> dict[str, Any]:
    return {
        "outcome": says["outcome"],
        "shown": triage.outcome_words(Settings(), says["outcome"]),
        "because": says["because"],
        "next_step": says.get("next", ""),
        "words": says.get("words", ""),
    }


def _talk(move: SampleMove, asking: Asking, cast: Cast) -> dict[str, Any]:
    says = move.says
    who = says["who"]
    when = dates.read(says.get("time", "now"), asking.now, asking.zone)
    return {
        "who": cast.member_id(who) if who in cast.desks else who,
        "role": says.get("role", ""),
        "how": How(says.get("how", How.PHONE)),
        "when": when.utc or asking.now,
        "answer": says.get("answer", ""),
        "reference": says.get("reference", ""),
    }


# made-up entries by the thousand, saved many at a time


def _write_synthetic(
    cast: Cast, sample: SampleService, count: int, now: datetime, progress: Progress
) -> None:
    members = [each.member(now.date()) for each in sample.members]
    people = tuple(next(iter(cast.desks.values())).directory.people.values())
    made = synthetic(SEED, count, now, members, people)
    done = 0
    while some := list(islice(made, AT_ONCE)):
        _write_some(cast, some, now)
        done += len(some)
        progress(done, count)
    cast.set_clock(now)


def _write_some(cast: Cast, some: Sequence[SampleEntry], now: datetime) -> None:
    """All the sendings by their authors, then all first moves by whoever made them, and so on."""
    logged: dict[str, list[Logged]] = {each.id: [] for each in some}
    zone = ZoneInfo(LONDON)
    sent = {each.id: each.sent.seen_from(now, zone) for each in some}
    events = [(each.by, partial(_sent, cast[each.by], each, sent[each.id])) for each in some]
    _append(cast, events, logged)
    for step in range(max(len(each.moves) for each in some)):
        events = [
            (move.by, partial(_moved, cast, move, logged[each.id], sent[each.id]))
            for each in some
            for move in each.moves[step : step + 1]
        ]
        _append(cast, events, logged)


def _append(
    cast: Cast,
    events: Iterable[tuple[str, Callable[[], Event]]],
    logged: Mapping[str, list[Logged]],
) -> None:
    by_actor: dict[str, list[Event]] = {}
    for actor, made in events:
        by_actor.setdefault(actor, []).append(made())
    for actor, theirs in by_actor.items():
        for line in cast[actor].append(*theirs):
            logged[line.about].append(line)


def _sent(desk: Desk, entry: SampleEntry, at: datetime) -> Event:
    asking = replace(desk.asking(), now=at)
    journey = answered(kind_of(entry.kind), entry.answers, asking)
    made = journey.entry(entry_id=entry.id, author=desk.keys.member_id, policy=VERSION)
    return moves.send(made, at=at, event_id=entry.id)


def _moved(cast: Cast, move: SampleMove, logged: Sequence[Logged], sent: datetime) -> Event:
    desk = cast[move.by]
    at = move.when.seen_from(sent, ZoneInfo(LONDON))
    spelled, words = _spelled(move, replace(desk.asking(), now=at), cast)
    staff = desk.staff
    by: Member = staff[desk.keys.member_id]
    return spelled(fold(logged), by=by, staff=staff, at=at, event_id=new_id(), **words)

"""What the detail of an entry says, as plain sections: no widget, no width, no colour."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from logbook.domain import rights
from logbook.domain.actions import Every, due_words, who_words
from logbook.domain.entries import BroughtIn, Response
from logbook.domain.events import reference
from logbook.domain.folding.arrival import OLD_RECORD
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.people import Role
from logbook.domain.refusals import NotFound
from logbook.domain.showing import short, show, until
from logbook.domain.standing import UNDECIDED, Decision, How, State, Talk
from logbook.domain.triage import named_openly
from logbook.domain.wording import within_sentence
from logbook.policy.for_managers import care_act_types, notes, pattern_note, pattern_reason
from logbook.policy.kinds import kind_of
from logbook.services import patterns
from logbook.services.contacts import ASK_THE_LEAD
from logbook.services.patterns import Found
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.readers import PRACTICE
from logbook.tui.widgets.pages import Tone

MANY = 50
"""Earlier entries that are counted; beyond that the number helps nobody."""
NOTHING_SAID = "–"
NOBODY_KEEPS = (
    "It is about everybody who looks at what is past its years: it is on nobody's list then, and "
    "stays. A new deputy would have it."
)
SOON = timedelta(hours=1)
"""What is due within it is said in minutes."""


@dataclass(frozen=True)
class Part:
    """One line, or one label with what belongs to it."""

    words: str
    label: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True)
class Section:
    """Parts under a heading, set off by space."""

    heading: str
    parts: tuple[Part, ...]


def sections(opened: OpenEntry, earlier: Sequence[Line] = ()) -> tuple[Section, ...]:
    """Everything there is to read in an entry, what needs somebody first."""
    words = _Words(opened, _patterns(opened, earlier))
    found = (
        Section("", tuple(words.head())),
        Section("Now", tuple(words.now())),
        Section("Added later", tuple(words.notes())),
        *words.answers(),
        Section("Told by voice", tuple(words.talks())),
        Section("Policy", tuple(words.policy())),
        Section("For the manager", tuple(words.for_manager())),
        Section("Agreed", tuple(words.agreed())),
        *words.reviews(),
        Section("Managers only, disclosable", tuple(words.managers_notes())),
        Section("Before this", tuple(words.before(earlier))),
        Section("Same contact", tuple(words.same_contact())),
        Section("History", tuple(Part(line.words) for line in opened.history)),
    )
    return tuple(section for section in found if section.parts)


def _behind(found: Found) -> str:
    """The entries behind a pattern; all of them are about one person."""
    return f"Also {', '.join(found.references)} (b to read them)" if found.references else ""


def heading(opened: OpenEntry) -> str:
    """Which entry it is: reference, kind, person, house."""
    entry = opened.standing.entry
    parts = (f"{opened.reference}  {entry.title}", opened.person, opened.house)
    return " · ".join(part for part in parts if part)


def sealed_words(opened: OpenEntry) -> Iterator[Part]:
    """That it is sealed, and where its other half is, for whoever may read either."""
    standing = opened.standing
    if standing.sealed:
        yield Part("Sealed: only the safeguarding leads and whoever wrote it can open it.")
        for member in opened.lacking:
            yield Part(
                f"{member.name} cannot open it yet. Press g to give it to them.", tone=Tone.WARN
            )
    if standing.linked and (standing.sealed or opened.reader.id == standing.author):
        other = "The rest of it" if standing.sealed else "What was said about staff"
        yield Part(f"{other} is in {reference(standing.linked)}.", tone=Tone.MUTED)


def source_words(opened: OpenEntry) -> Iterator[Part]:
    """For whom it was written down; its author is told to pass on what they cannot open."""
    standing, staff = opened.standing, opened.directory.staff
    source = standing.entry.source
    if not source:
        return
    yield Part(f"Written down for a colleague: {source}")
    hears = standing.entry.source_member in rights.readers(standing, staff)
    if opened.reader.id == standing.author and not hears and not standing.entry.practice:
        yield Part("Tell them yourself what you hear back.", tone=Tone.MUTED)


def _patterns(opened: OpenEntry, earlier: Sequence[Line]) -> tuple[Found, ...]:
    """For whoever judges it: its author is asked what happened, not what it amounts to."""
    if opened.reader.id == opened.standing.author:
        return ()
    return patterns.of_entry(opened, earlier)


@dataclass(frozen=True)
class _Words:
    opened: OpenEntry
    patterns: tuple[Found, ...] = ()

    def head(self) -> Iterator[Part]:
        standing = self.opened.standing
        yield Part(heading(self.opened), tone=Tone.ACCENT)
        urgent = standing.level >= Level.HIGH and standing.state in UNDECIDED
        yield Part(self._where_it_stands(), tone=Tone.WARN if urgent else Tone.PLAIN)
        yield from self._due()
        yield from sealed_words(self.opened)
        yield from self._levels()
        yield from self._sent()
        yield from self._marks()

    def _where_it_stands(self) -> str:
        standing = self.opened.standing
        parts = [standing.level.marked, standing.state.words]
        if standing.holder and standing.is_open:
            mine = standing.holder == self.opened.reader.id
            parts.append("with you" if mine else f"with {self.opened.holder}")
        return " · ".join(parts)

    def _due(self) -> Iterator[Part]:
        due = self.opened.due
        if due is None:
            return
        now, late = self.opened.now, due < self.opened.now
        full = show(Moment.at(due, self._zone), now)
        if late or due - now < SOON:
            full = f"{full.partition(' (')[0]}: {until(due, now, self._zone)}"
        tone = Tone.WARN if late else Tone.PLAIN
        words = f"{self._what_is_due()} by {full}"
        if self.opened.is_copy:
            role = Role(self.opened.standing.straight_to).words
            words = f"For the {role}: {words[0].lower()}{words[1:]}"
        yield Part(words, tone=tone)

    def _what_is_due(self) -> str:
        standing = self.opened.standing
        if standing.unread_since is not None:
            return "Read it"
        if standing.state in UNDECIDED:
            return "Decide"
        return "Close" if standing.told else f"Tell {self.opened.author}"

    def _levels(self) -> Iterator[Part]:
        standing, entry = self.opened.standing, self.opened.standing.entry
        reasons = "; ".join(entry.suggested.reasons)
        if reasons:
            yield Part(f"Suggested {entry.suggested.level.word}: {reasons}", tone=Tone.MUTED)
        beside = self._beside_the_level()
        if beside:
            yield Part(f"Beside it: {'; '.join(beside)}", tone=Tone.WARN)
        if entry.level > entry.suggested.level:
            because = (
                f", because {within_sentence(entry.raised_because)}" if entry.raised_because else ""
            )
            yield Part(f"Sent as {entry.level.word} by {self.opened.author}{because}")
        before = standing.levels[0].level
        for change in standing.levels[1:]:
            moved = "Lowered" if change.level < before else "Raised"
            because = f", because {within_sentence(change.because)}" if change.because else ""
            yield Part(
                f"{moved} to {change.level.word} by {self._name(change.by)}"
                f" {self._when(change.at)}{because}"
            )
            before = change.level

    def _beside_the_level(self) -> list[str]:
        days = self._pattern_days
        found = [pattern_reason(each.pattern, days) for each in self.patterns]
        return [*found, *(["same contact"] if self.opened.same_contact.is_any else [])]

    def _sent(self) -> Iterator[Part]:
        entry = self.opened.standing.entry
        at = self._when(self.opened.standing.sent_at)
        done = "Sent" if entry.brought_in is None else "Brought in"
        said = [f"{done} {at} by {self.opened.author}"]
        if entry.happened:
            said.append(f"happened {self._moment(entry.happened)}")
        if entry.noticed and entry.noticed != entry.happened:
            said.append(f"noticed {self._moment(entry.noticed)}")
        yield Part(" · ".join(said))
        if entry.brought_in is not None:
            yield Part(self._old_record(entry.brought_in), tone=Tone.MUTED)
        yield from source_words(self.opened)
        if entry.late_because:
            yield Part(f"Written down later. What kept it: {entry.late_because}", tone=Tone.MUTED)

    def _old_record(self, old: BroughtIn) -> str:
        parts = [f"Old record, {old.file} line {old.line}"]
        if old.author:
            parts.append(f"written by {old.author}")
        if old.written:
            parts.append(f"written down {self._moment(old.written)}")
        return " · ".join(parts)

    def _marks(self) -> Iterator[Part]:
        standing = self.opened.standing
        if standing.is_discussed is False:
            yield Part("Not yet discussed with a manager", tone=Tone.WARN)
        climbed = self.opened.climbed_at
        if climbed is not None:
            at_once = not standing.entry.sealed and climbed <= standing.clock_from
            why = "because nobody could be told" if at_once else "because it waited"
            yield Part(f"↑ Climbed {self._when(climbed)}, {why}", tone=Tone.WARN)
        if standing.entry.practice:
            yield Part(PRACTICE, tone=Tone.WARN)
        yield from self._handing_over()
        for mark in standing.entry.clock_marks:
            yield Part(f"About the time: {mark}", tone=Tone.WARN)
        if standing.erased:
            yield Part("The words of this entry were erased", tone=Tone.MUTED)
        if rights.reads_managers_words(self.opened.reader, standing):
            yield from self._kept_from()

    def _kept_from(self) -> Iterator[Part]:
        """For those who judge it: who is kept from it, and what that leaves undone."""
        standing, staff = self.opened.standing, self.opened.directory.staff
        names = sorted(staff.name(each) for each in named_openly(standing))
        if not names:
            return
        yield Part(f"About {' and '.join(names)}, and kept from them")
        if not standing.is_open and not standing.erased and not rights.keepers(standing, staff):
            yield Part(NOBODY_KEEPS, tone=Tone.WARN)

    def _handing_over(self) -> Iterator[Part]:
        """A copy, an offer that waits, or the last one that was refused."""
        standing, me = self.opened.standing, self.opened.reader.id
        if self.opened.is_copy:
            role = Role(standing.straight_to).words
            yield Part(f"A copy: it went straight to the {role}, who answers it.", tone=Tone.WARN)
        offer = self.opened.offer
        if offer is not None:
            said = f": “{offer.words}”" if offer.words else "."
            if offer.to == me:
                words = f"{self._name(offer.by)} offers you this{said} v accepts or refuses it."
            else:
                back = " v takes it back." if offer.by == me else ""
                words = f"Offered to {self._name(offer.to)} {self._when(offer.at)}{said}{back}"
            yield Part(words, tone=Tone.WARN)
        elif standing.offer is not None:
            to = self._name(standing.offer.to)
            yield Part(f"Offered to {to}, who is not here now: it is where it was.")
        if standing.declined and standing.declined[-1].offer.by == standing.holder:
            last = standing.declined[-1]
            who = self._name(last.offer.to)
            yield Part(f"{who} refused it {self._when(last.at)}: “{last.words}”")

    def now(self) -> Iterator[Part]:
        """What was asked, decided and told, and what is still owed to somebody."""
        standing = self.opened.standing
        if standing.question is not None:
            asked = standing.question
            by = f"{self._name(asked.by)}, {self._when(asked.at)}"
            yield Part(f"“{asked.text}”\n{by}; not answered yet", "Open question", Tone.WARN)
        for answer in reversed(standing.answers):
            yield Part(f"“{answer.question.text}”", "Asked")
            yield Part(f"“{answer.text}”\n{self._when(answer.at)}", "Answered")
        if standing.waiting_for and standing.state is State.WAITING_OUTSIDE:
            yield Part(standing.waiting_for, "Waits for")
        if standing.reopened_because:
            yield Part(standing.reopened_because, "Opened again")
        if standing.withdrawn_because:
            yield Part(standing.withdrawn_because, "Withdrawn")
        yield from self._decision()

    def _decision(self) -> Iterator[Part]:
        standing, decision = self.opened.standing, self.opened.standing.decision
        if decision is None:
            return
        because = f", because {within_sentence(decision.because)}" if decision.because else ""
        yield Part(f"{decision.shown}{because}\n{self._decided_by(decision)}", "Decided")
        if decision.next_step:
            yield Part(decision.next_step, "Next")
        if standing.told is not None:
            said = f"“{standing.told.words}”\n{self._when(standing.told.at)}"
            yield Part(said, f"{self._first_name} was told")
        elif standing.is_open:
            yield Part(f"{self.opened.author} has not heard back yet", "Told", Tone.WARN)

    def _decided_by(self, decision: Decision) -> str:
        if decision.by == OLD_RECORD:
            return f"as {OLD_RECORD} says"
        by = "the policy itself" if decision.by_policy else self._name(decision.by)
        return f"{by}, {self._when(decision.at)}"

    def notes(self) -> Iterator[Part]:
        """What its author added, newest first; changed answers stand with their questions."""
        for each in reversed(self.opened.standing.amendments):
            said = [each.note] if each.note else []
            changed = [_label(self._kind, response) for response in each.responses]
            if changed:
                said.append(f"Changed: {', '.join(changed)}. {each.reason}".strip())
            if each.discussed:
                said.append("Talked about it with a manager")
            if said:
                by = f"{self._name(each.by)}, {self._when(each.at)}"
                yield Part("\n".join([*said, by]), "Added")

    def answers(self) -> Iterator[Section]:
        """The answers under their topics: worries first, then the rest in the order of asking."""
        groups: dict[str, list[Part]] = {}
        for response in self.opened.standing.current_responses:
            groups.setdefault(response.topic, []).append(self._answer(response))
        for topic in sorted(groups, key=lambda topic: topic not in _WORRIES):
            heading = _TOPICS.get(topic, topic.replace("-", " ").capitalize())
            yield Section(heading, tuple(groups[topic]))
        former = self.opened.standing.former_responses
        yield Section(
            "No longer applies, since an answer changed",
            tuple(Part(each.shown, _label(self._kind, each), Tone.MUTED) for each in former),
        )

    def _answer(self, response: Response) -> Part:
        label = _label(self._kind, response)
        if response.key not in self.opened.standing.amended_keys:
            muted = response.shown == NOTHING_SAID
            return Part(response.shown, label, Tone.MUTED if muted else Tone.PLAIN)
        newest, *older = self.opened.standing.versions(response.key)
        reason = f", because {within_sentence(newest.reason)}" if newest.reason else ""
        said = [f"{newest.response.shown}", f"(changed {self._when(newest.at)}{reason})"]
        said += [f"Before that: {version.response.shown}" for version in older]
        return Part("\n".join(said), label)

    def talks(self) -> Iterator[Part]:
        for talk in self.opened.standing.talks:
            yield Part(self._talk(talk), self._name(talk.who))

    def _talk(self, talk: Talk) -> str:
        said = [_HOW.get(talk.how, "")]
        if talk.when is not None:
            said.append(self._when(talk.when))
        said.append(f"written down by {self._name(talk.by)}")
        lines = [", ".join(part for part in (talk.role, *said) if part)]
        if talk.answer:
            lines.append(f"“{talk.answer}”")
        if talk.reference:
            lines.append(f"Reference {talk.reference}")
        return "\n".join(lines)

    def policy(self) -> Iterator[Part]:
        titles = dict.fromkeys(
            f"{each.title} · v{each.version}" for each in self.opened.standing.entry.applied
        )
        yield from (Part(title, tone=Tone.MUTED) for title in titles)

    def for_manager(self) -> Iterator[Part]:
        """Only for whoever judges it: its author is asked what happened, not what it amounts to."""
        standing = self.opened.standing
        if self.opened.reader.id == standing.author:
            return
        types = care_act_types(standing.current_responses)
        if types:
            yield Part(", ".join(types), "Care Act type")
        entry = standing.entry
        for note in notes(entry.kind, entry.outcome, standing.current_responses):
            yield Part(note.words, note.label)
        for each in self.patterns:
            note = pattern_note(each.pattern, self.opened.person, self._pattern_days)
            yield Part(f"{note.words}\n{_behind(each)}".rstrip(), note.label)

    def agreed(self) -> Iterator[Part]:
        """What somebody was given to do; whoever wrote the entry has none of it here."""
        staff, now = self.opened.directory.staff, self.opened.now
        today = now.astimezone(ZoneInfo(self._zone)).date()
        for action in self.opened.standing.actions:
            who = who_words(action, staff)
            state = due_words(action, today) if action.is_open else action.became.words
            again = f", {action.every.words}" if action.every is not Every.ONCE else ""
            notes = [f"“{step.note}”" for step in action.steps if step.note]
            tone = Tone.WARN if action.overdue(today) else Tone.PLAIN
            yield Part("\n".join([f"{action.what}{again}", state, *notes]), who, tone)

    def reviews(self) -> Iterator[Section]:
        """What a manager answered before deciding, the newest first."""
        for review in reversed(self.opened.standing.reviews):
            by = f"{self._name(review.by)}, {self._when(review.at)}"
            answers = (Part(each.shown, each.question) for each in review.responses)
            yield Section(f"Review by {by}", tuple(answers))

    def managers_notes(self) -> Iterator[Part]:
        for note in reversed(self.opened.standing.notes):
            yield Part(f"{note.text}\n{self._name(note.by)}, {self._when(note.at)}", "Note")

    def before(self, earlier: Sequence[Line]) -> Iterator[Part]:
        if not earlier:
            return
        count = f"{MANY} or more" if len(earlier) >= MANY else str(len(earlier))
        noun = "entry" if len(earlier) == 1 else "entries"
        newest = earlier[0].entry
        yield Part(f"{count} {noun} about {self.opened.person} (b to read them)")
        yield Part(
            f"the last: {newest.title}, {self._when(newest.sent_at)}, {State(newest.state).words}",
            tone=Tone.MUTED,
        )

    def same_contact(self) -> Iterator[Part]:
        same = self.opened.same_contact
        if same.named:
            references = ", ".join(each.reference for each in same.named)
            yield Part(f"Also in {references} (m to read them)")
        if same.ask_lead:
            yield Part(ASK_THE_LEAD)

    # how things are called

    @property
    def _pattern_days(self) -> int:
        return self.opened.directory.settings.pattern_days

    @property
    def _zone(self) -> str:
        return self.opened.directory.settings.zone

    @property
    def _kind(self) -> Mapping[str, str]:
        return short_labels(self.opened.standing.entry.kind)

    @property
    def _first_name(self) -> str:
        return self.opened.author.partition(" ")[0]

    def _name(self, member: str) -> str:
        """A colleague's name; somebody without an account is named as they were written down."""
        staff = self.opened.directory.staff
        return staff.name(member) if member in staff else member

    def _when(self, at: datetime) -> str:
        return short(Moment.at(at, self._zone), self.opened.now)

    def _moment(self, plain: Mapping[str, object]) -> str:
        return short(Moment.from_plain(plain), self.opened.now)


_HOW: Mapping[str, str] = {
    How.IN_PERSON: "in person",
    How.PHONE: "by phone",
    How.MESSAGE: "left a message",
}
_TOPICS = {
    "": "What happened",
    "help": "Help",
    "tracing": "Finding a relative",
    "safety": "Safety",
    "identifying": "Who can be identified",
    "staff": "Staff",
}
_WORRIES = frozenset({"safety", "tracing", "identifying", "staff"})


def short_labels(kind_key: str) -> Mapping[str, str]:
    """How today's questions are called for short; an old entry of an old kind has none."""
    try:
        kind = kind_of(kind_key)
    except NotFound:
        return {}
    return {question.key: question.label for question in kind.questions}


def _label(labels: Mapping[str, str], response: Response) -> str:
    return labels.get(response.key, response.question)

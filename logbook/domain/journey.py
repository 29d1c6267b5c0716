"""The way through a kind's questions: one forward pass over what has been answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Self

from logbook.domain.answers import LATE_AFTER, Answer, Answers, Someones
from logbook.domain.entries import Applied, Entry, Response, Suggested
from logbook.domain.events import Plain
from logbook.domain.kinds import Advise, Apply, Kind, Outcome, Route, Suggest
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.questions import Clause, Question, Told, WhichStaff
from logbook.domain.refusals import Refusal


class NotFinished(Refusal):
    """A question on the way has no answer yet."""


LEADS_KNOW = Response(
    key="leads-know",
    question="Is a member of staff part of this?",
    value="yes",
    shown="A member of staff is part of this; the safeguarding leads know.",
    topic="staff",
)
"""What an ordinary entry says in place of answers that left as a sealed one."""


@dataclass(frozen=True)
class Journey:
    """A kind and the answers so far.

    Answers left behind on an abandoned branch are kept, so that going back and forth loses
    nothing, but they never count. `at` is the instant the answers are weighed at.
    """

    kind: Kind
    at: datetime
    answers: Mapping[str, Answer] = field(default_factory=dict)
    late_after: timedelta = LATE_AFTER

    @cached_property
    def path(self) -> tuple[Question, ...]:
        """The questions that these answers lead to, answered or not, in order."""
        return tuple(question for question, _ in self._walk[0])

    @cached_property
    def counting(self) -> Answers:
        """The answers on the path: the only ones that count."""
        return self._walk[1]

    @cached_property
    def _walk(self) -> tuple[tuple[tuple[Question, bool], ...], Answers]:
        """One forward pass: each question asked and whether it is optional, and what counts."""
        given: dict[str, Answer] = {}
        walked = []
        for question in self.kind.questions:
            answers = Answers(given, self.at, self.late_after)
            if not question.when.holds(answers):
                continue
            optional = question.optional.holds(answers)
            answer = self.answers.get(question.key)
            asked = question if answer is None else question.keeping(answer)
            walked.append((asked, optional))
            if answer is not None and question.counts(answer, optional=optional):
                given[question.key] = answer
        return tuple(walked), Answers(given, self.at, self.late_after)

    def is_optional(self, question: Question) -> bool:
        return next(optional for each, optional in self._walk[0] if each.key == question.key)

    @property
    def current(self) -> Question | None:
        """The first question on the path whose answer does not count yet; None when all do."""
        return next((each for each in self.path if each.key not in self.counting.given), None)

    @property
    def finished(self) -> bool:
        return self.current is None

    def answer(self, key: str, answer: Answer) -> Self:
        return replace(self, answers={**self.answers, key: answer})

    def number(self, key: str) -> tuple[int, int]:
        """Where a question stands, and of about how many."""
        keys = [question.key for question in self.path]
        return keys.index(key) + 1, len(keys)

    def before(self, key: str) -> Question | None:
        keys = [question.key for question in self.path]
        place = keys.index(key)
        return self.path[place - 1] if place else None

    def after(self, key: str) -> Question | None:
        keys = [question.key for question in self.path]
        place = keys.index(key) + 1
        return self.path[place] if place < len(keys) else None

    @cached_property
    def suggested(self) -> Suggested:
        """The level the answers suggest: the highest of the rules that hold, with all reasons."""
        holding = [
            rule
            for rule in self.kind.all_rules
            if isinstance(rule, Suggest) and rule.when.holds(self.counting)
        ]
        level = max([self.kind.level, *(rule.level for rule in holding)])
        holding.sort(key=lambda rule: -rule.level)
        return Suggested(
            level=level, reasons=tuple(dict.fromkeys(rule.because for rule in holding))
        )

    @property
    def advice(self) -> tuple[Advise, ...]:
        """What the answers call for, the urgent first.

        What an outcome tells its author is advice too, so that they do read what the log says
        they were told.
        """
        rules = [
            rule
            for rule in self.kind.all_rules
            if isinstance(rule, Advise) and rule.when.holds(self.counting)
        ]
        if self._settled is not None and self._settled.words:
            rules.append(Advise(self._settled.words, self._settled.when))
        return tuple(sorted(rules, key=lambda rule: not rule.urgent))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause shown on the way or brought into force, each once."""
        shown = [question.clause for question in self.path if question.clause]
        advised = [advice.clause for advice in self.advice if advice.clause]
        applied = [
            rule.clause
            for rule in self.kind.all_rules
            if isinstance(rule, Apply) and rule.when.holds(self.counting)
        ]
        return tuple(dict.fromkeys((*shown, *advised, *applied)))

    @property
    def topics(self) -> tuple[str, ...]:
        topics = (self.kind.topic, *(each.topic for each in self.path))
        return tuple(dict.fromkeys(topic for topic in topics if topic))

    @property
    def routes(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                rule.role
                for rule in self.kind.all_rules
                if isinstance(rule, Route) and rule.when.holds(self.counting)
            )
        )

    @property
    def straight_to(self) -> str:
        """The role that answers it in place of the line manager; empty where nobody does."""
        return next(
            (
                rule.role
                for rule in self.kind.all_rules
                if isinstance(rule, Route) and rule.straight and rule.when.holds(self.counting)
            ),
            "",
        )

    @property
    def outcome(self) -> str:
        return "" if self._settled is None else self._settled.outcome

    @property
    def outcome_words(self) -> str:
        """What its author is told at once, where the policy itself settles it."""
        return "" if self._settled is None else self._settled.words

    @property
    def _settled(self) -> Outcome | None:
        return next(
            (
                rule
                for rule in self.kind.all_rules
                if isinstance(rule, Outcome) and rule.when.holds(self.counting)
            ),
            None,
        )

    @property
    def about_staff(self) -> tuple[str, ...]:
        """The accounts that the structured answers name as part of what happened."""
        named = [
            id_
            for question in self.path
            if isinstance(question, WhichStaff)
            and isinstance(answer := self.counting.given.get(question.key), Someones)
            for id_ in answer.ids
        ]
        return tuple(dict.fromkeys(named))

    @property
    def discussed(self) -> bool | None:
        """Whether a manager was reached by voice; None where the policy does not ask for it."""
        duties = [each for each in self.path if isinstance(each, Told) and each.duty]
        if not duties:
            return None
        given = self.counting.given
        return all(
            each.key in given and each.fulfilled(given[each.key], self.about_staff)
            for each in duties
        )

    def responses(self) -> tuple[Response, ...]:
        """Every answer that counts, as it will be read years later."""
        given = self.counting.given
        return tuple(
            Response(
                key=question.key,
                question=question.words,
                value=question.to_plain(given[question.key]),
                shown=question.wording(given[question.key]),
                topic=question.topic,
            )
            for question in self.path
            if question.key in given
        )

    def entry(
        self,
        *,
        entry_id: str,
        author: str,
        policy: str,
        raised_to: Level | None = None,
        raised_because: str = "",
        source: str = "",
        source_member: str = "",
        practice: bool = False,
        clock_marks: tuple[str, ...] = (),
    ) -> Entry:
        """The entry that these answers make.

        Somebody who names themselves reports on themselves: they stay a reader, and hear back.

        Raises:
            NotFinished: a question on the path has no answer.
        """
        if self.current is not None:
            raise NotFinished(f"One question has no answer yet: {self.current.words}")
        return Entry(
            id=entry_id,
            kind=self.kind.key,
            title=self.kind.title,
            policy=policy,
            author=author,
            responses=self.responses(),
            suggested=self.suggested,
            level=max(self.suggested.level, raised_to or Level.LOW),
            raised_because=raised_because,
            applied=tuple(
                Applied(clause=each.key, title=each.title, version=each.version)
                for each in self.clauses
            ),
            topics=self.topics,
            person=self._person[0],
            person_shown=self._person[1],
            about=tuple(member for member in self.about_staff if member != author),
            routes=self.routes,
            straight_to=self.straight_to,
            people=self._people,
            discussed=self.discussed,
            happened=self._moment("happened"),
            noticed=self._moment("noticed"),
            late_because=self._shown("late"),
            source=source,
            source_member=source_member,
            practice=practice,
            outcome=self.outcome,
            clock_marks=clock_marks,
            sealed=self.kind.sealed,
        )

    def names_colleagues(self, author: str) -> bool:
        """Whether a sealed block of an ordinary kind names staff other than who writes it."""
        keys = self.kind.sealed_keys
        return any(
            isinstance(question, WhichStaff)
            and isinstance(answer := self.counting.given.get(question.key), Someones)
            and any(each.id != author for each in answer.people)
            for question in self.path
            if question.key in keys
        )

    def parted(self, entry: Entry, part: str) -> tuple[Entry, ...]:
        """The entry that these answers make; where they name colleagues, as two that are linked.

        The first keeps the ids of whoever is named, so that they never read it, and no name, no
        word and no reason that was said of them; the second has those, and is sealed.
        """
        if entry.practice or not self.names_colleagues(entry.author):
            return (entry,)
        return self.without_colleagues(entry, part), self._part(entry, part)

    def without_colleagues(self, entry: Entry, part: str) -> Entry:
        keys = self.kind.sealed_keys
        kept = [each for each in entry.responses if each.key not in keys]
        before = next(nth for nth, each in enumerate(entry.responses) if each.key in keys)
        reasons = {
            rule.because
            for rule in self.kind.all_rules
            if isinstance(rule, Suggest) and not rule.when.reads & keys
        }
        suggested = entry.suggested
        return replace(
            entry,
            responses=(*kept[:before], LEADS_KNOW, *kept[before:]),
            suggested=replace(
                suggested, reasons=tuple(each for each in suggested.reasons if each in reasons)
            ),
            linked=part,
        )

    def _part(self, entry: Entry, part: str) -> Entry:
        kind = self.kind.part
        if kind is None:
            raise NotFinished(f"“{self.kind.title}” has nothing that leaves sealed.")
        keys = self.kind.sealed_keys
        level = max(entry.level, kind.level)
        return replace(
            entry,
            id=part,
            kind=kind.key,
            title=kind.title,
            responses=tuple(each for each in entry.responses if each.key in keys),
            suggested=Suggested(level=level, reasons=(LEADS_KNOW.shown,)),
            level=level,
            raised_because="",
            topics=(kind.topic,),
            routes=(),
            straight_to="",
            discussed=None,
            outcome="",
            sealed=True,
            linked=entry.id,
        )

    @property
    def _person(self) -> tuple[str, str]:
        answer = self.counting.given.get("person")
        if not isinstance(answer, Someones) or not answer.people:
            return "", ""
        return answer.people[0].id, answer.people[0].name

    @property
    def _people(self) -> tuple[str, ...]:
        """The ids of several; one alone is named as the person."""
        answer = self.counting.given.get("person")
        ids = answer.ids if isinstance(answer, Someones) else ()
        return () if ids in {(), (self._person[0],)} else ids

    def _moment(self, key: str) -> Mapping[str, Plain] | None:
        answer = self.counting.given.get(key)
        return answer.to_plain() if isinstance(answer, Moment) else None

    def _shown(self, key: str) -> str:
        answer = self.counting.given.get(key)
        return self.kind.question(key).wording(answer) if answer else ""


def journey_of(kind: Kind, entry: Entry, at: datetime) -> Journey:
    """The journey that an entry came from, as far as today's questions still ask it."""
    questions = {question.key: question for question in kind.questions}
    known: dict[str, Answer] = {}
    for response in entry.responses:
        question = questions.get(response.key)
        if question is None:
            continue
        answer = question.from_plain(response.value)
        if question.still_offers(answer):
            known[response.key] = answer
    return Journey(kind, at, known)

"""What an entry says to whoever wrote it: the news first, then every answer in each version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.moments import Moment
from logbook.domain.showing import short
from logbook.domain.standing import UNDECIDED, Version
from logbook.domain.wording import news_for_worker, within_sentence
from logbook.services.queue import Line
from logbook.services.reading import OpenEntry
from logbook.tui.readers import PRACTICE
from logbook.tui.widgets.entry_detail import EntryDetail
from logbook.tui.widgets.entry_words import (
    Part,
    Section,
    heading,
    sealed_words,
    short_labels,
    source_words,
)
from logbook.tui.widgets.pages import Tone

BESIDE = " "
"""The label of what belongs to the answer above it."""


class OwnDetail(EntryDetail):
    """The same page, worded for its author."""

    def show(self, opened: OpenEntry, earlier: Sequence[Line] = ()) -> None:
        super().show(opened, earlier)
        self._text.show(own_sections(opened))


def own_sections(opened: OpenEntry) -> tuple[Section, ...]:
    """Everything there is to read in one's own entry, what came back first."""
    words = _Words(opened)
    found = (
        Section("", tuple(words.head())),
        Section("What came of it", tuple(words.came_back())),
        Section("Asked and answered", tuple(words.answered())),
        Section("Added later, newest first", tuple(words.notes())),
        Section("What you wrote", tuple(words.answers())),
        Section("No longer applies, since an answer changed", tuple(words.former())),
        Section("Our policy", tuple(words.policy())),
        Section("History", tuple(Part(line.words) for line in opened.history)),
    )
    return tuple(section for section in found if section.parts)


@dataclass(frozen=True)
class _Words:
    opened: OpenEntry

    def head(self) -> Iterator[Part]:
        standing = self.opened.standing
        yield Part(heading(self.opened), tone=Tone.ACCENT)
        yield Part(f"{standing.level.marked} · {self._where_it_is()}")
        yield from sealed_words(self.opened)
        yield from source_words(self.opened)
        if standing.is_discussed is False and standing.state in UNDECIDED:
            yield Part(
                "Not yet talked about with a manager. Tell one, then press a.", tone=Tone.WARN
            )

    def _where_it_is(self) -> str:
        standing = self.opened.standing
        if standing.withdrawn_because:
            return f"you withdrew it: {standing.withdrawn_because}"
        if standing.entry.practice:
            return PRACTICE
        if standing.state not in UNDECIDED:
            return standing.state.words
        if standing.holder:
            return f"{self.opened.holder} is dealing with it"
        if standing.seen_by:
            return standing.state.words
        return "sent, not read yet"

    def came_back(self) -> Iterator[Part]:
        staff = self.opened.directory.staff
        question = self.opened.standing.question
        if question is not None:
            asks = f"{staff.name(question.by)} asks: “{question.text}”"
            yield Part(asks, tone=Tone.WARN)
            yield Part("Press Enter to answer.", tone=Tone.WARN)
        for news in news_for_worker(self.opened.standing, staff, self._when):
            if not news.answer:
                yield Part(news.words)

    def answered(self) -> Iterator[Part]:
        for each in reversed(self.opened.standing.answers):
            asked = f"{self._name(each.question.by)}, {self._when(each.question.at)}"
            yield Part(f"“{each.question.text}”", asked)
            yield Part(f"“{each.text}”", f"You, {self._when(each.at)}")

    def notes(self) -> Iterator[Part]:
        for each in reversed(self.opened.standing.amendments):
            if each.note:
                yield Part(each.note, self._when(each.at))

    def answers(self) -> Iterator[Part]:
        """Each answer as it is now; a changed one says so, and what it was before."""
        labels = short_labels(self.opened.standing.entry.kind)
        for response in self.opened.standing.current_responses:
            label = labels.get(response.key, response.question)
            newest, *older = self.opened.standing.versions(response.key)
            yield Part(response.shown, label)
            if newest.reason or older:
                yield Part(self._changed(newest, older), BESIDE, Tone.MUTED)

    def former(self) -> Iterator[Part]:
        labels = short_labels(self.opened.standing.entry.kind)
        for each in self.opened.standing.former_responses:
            yield Part(each.shown, labels.get(each.key, each.question), Tone.MUTED)

    def _changed(self, newest: Version, older: Sequence[Version]) -> str:
        because = f", because {within_sentence(newest.reason)}" if newest.reason else ""
        lines = [f"newest, {self._when(newest.at)}{because}"]
        lines += [f"before, {self._when(each.at)}: {each.response.shown}" for each in older]
        return "\n".join(lines)

    def policy(self) -> Iterator[Part]:
        """The parts that applied, each once, however many of their rules did."""
        applied = self.opened.standing.entry.applied
        for words in dict.fromkeys(f"{each.title} · {each.version}" for each in applied):
            yield Part(words)

    def _name(self, member: str) -> str:
        return self.opened.directory.staff.name(member)

    def _when(self, at: datetime) -> str:
        return short(Moment.at(at, self.opened.directory.settings.zone), self.opened.now)

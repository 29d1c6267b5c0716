"""The questions of a supervision: other days, a new action, holding it, and the worker's turn."""

from datetime import date
from textwrap import shorten

from logbook.domain.moments import day_words
from logbook.domain.people import Member
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.domain.supervision import Action, Meeting
from logbook.services import absence, supervision
from logbook.services.desk import Desk
from logbook.services.exporting import leaving
from logbook.tui.screens.asked import Asked, AskedScreen, Said, needed
from logbook.tui.screens.people.form import choice, line
from logbook.tui.screens.supervision.kept import SECRET, OnSheetScreen
from logbook.tui.screens.supervision.preparing import Preparing
from logbook.tui.session import Session
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.moment_line import DayLine
from logbook.tui.widgets.story import Story

OTHER = "other"
SHORT, MOST_SHOWN = 200, 4
"""How much of what was agreed is above the signature; all of it is on the page beneath."""
DAYS_KEPT, ACTION_KEPT, HELD_KEPT = "form-period", "form-action", "form-held"


def _needed_day(day: date | None, sentence: str) -> date:
    if day is None:
        raise NotAllowed(sentence)
    return day


class PeriodScreen(OnSheetScreen[bool]):
    """Which days are talked about."""

    def __init__(self, preparing: Preparing) -> None:
        super().__init__(preparing, "Which days?", DAYS_KEPT)

    @property
    def about(self) -> str:
        return f"Supervision with {self.preparing.worker.name}"

    @property
    def act_words(self) -> str:
        return "Gather these days"

    @property
    def afterwards(self) -> str:
        return "What you ticked and wrote stays."

    def questions(self) -> tuple[Asked, ...]:
        prepared = self.preparing.prepared
        return (
            self._day_asked("start", "From which day?", prepared.start),
            self._day_asked("end", "To which day? It counts too.", prepared.end),
        )

    def _day_asked(self, key: str, words: str, before: date) -> Asked:
        desk = self.preparing.desk

        def reads(typed: str) -> date | None:
            return supervision.day_over(desk, typed)

        return Asked(
            key=key,
            words=words,
            hint="Like “1 October”, “last Monday” or “today”.",
            field=lambda typed: DayLine(reads, desk.now, typed or f"{before:%d/%m/%Y}"),
            check=lambda said: _check(reads(said[key])),
            recap=lambda typed: f"From {day_words(_needed_day(reads(typed), ''))}",
        )

    def save(self, said: Said) -> bool:
        desk = self.preparing.desk
        start, end = (supervision.day_over(desk, said[key]) for key in ("start", "end"))
        first, last = _needed_day(start, NO_DAY), _needed_day(end, NO_DAY)
        if last < first:
            raise NotAllowed("The last day is before the first. Swap them.")
        self.preparing.words.pop(DAYS_KEPT, None)
        self.preparing.set_period(first, last)
        self.preparing.keep()
        self.preparing.gather()
        return True


NO_DAY = "Write a day, like “1 October”."


def _check(day: date | None) -> None:
    _needed_day(day, NO_DAY)


class ActionScreen(OnSheetScreen[bool]):
    """Something agreed: what, who and by when."""

    def __init__(self, preparing: Preparing, action: Action | None = None) -> None:
        self.action = action
        kept_as = f"{ACTION_KEPT}:{action.id}" if action else ACTION_KEPT
        super().__init__(preparing, "A new action" if action is None else "An action", kept_as)

    @property
    def about(self) -> str:
        return f"Agreed with {self.preparing.worker.name}"

    @property
    def act_words(self) -> str:
        return "Add it" if self.action is None else "Change it"

    @property
    def afterwards(self) -> str:
        return "It is agreed once the meeting is held, and comes first next time."

    def questions(self) -> tuple[Asked, ...]:
        before = self.action
        desk = self.preparing.desk
        return (
            line(
                "what",
                "What was agreed?",
                "In a few words; people we support by their initials.",
                before=before.what if before else "",
                check=needed("what", "Write what was agreed."),
            ),
            choice(
                "who",
                "Who does it?",
                self._people(),
                missing="Choose who does it.",
                before=self._who_before(),
            ),
            Asked(
                key="day",
                words="By when?",
                hint="Like “Friday”, “in 2 weeks” or “3 December”.",
                field=lambda typed: DayLine(
                    lambda said: absence.day_to_come(desk, said),
                    desk.now,
                    typed or (f"{before.by:%d/%m/%Y}" if before and before.by else ""),
                ),
                check=lambda said: _check(absence.day_to_come(desk, said["day"])),
            ),
        )

    def _people(self) -> list[Option]:
        worker, manager = self.preparing.worker, self.preparing.session.member
        return [
            Option("worker", worker.name),
            Option("manager", manager.name),
            Option(OTHER, "Somebody else", detail="Write who"),
        ]

    def _who_before(self) -> str:
        if self.action is None:
            return ""
        names = {each.label: each.key for each in self._people()}
        return names.get(self.action.who, f"{OTHER}: {self.action.who}")

    def save(self, said: Said) -> bool:
        key, _, words = said["who"].partition(":")
        names = {each.key: each.label for each in self._people()}
        who = words.strip() if key == OTHER else names[key]
        if not who:
            raise NotAllowed("Write who does it.")
        by = _needed_day(absence.day_to_come(self.preparing.desk, said["day"]), NO_DAY)
        self.preparing.agree(
            said["what"].strip(), who, by, instead_of=self.action.id if self.action else ""
        )
        self.preparing.words.pop(self.kept_as, None)
        self.preparing.keep()
        return True


class HoldMeetingScreen(OnSheetScreen[Meeting]):
    """It took place: when, what was said, and the manager's signature."""

    def __init__(self, preparing: Preparing) -> None:
        super().__init__(preparing, "Hold it", HELD_KEPT)

    @property
    def about(self) -> str:
        preparing = self.preparing
        entries, actions = len(preparing.picked), len(preparing.agreed)
        return (
            f"Supervision with {preparing.worker.name}: "
            f"{_many(entries, 'entry', 'entries')} talked over, "
            f"{_many(actions, 'new action', 'new actions')}."
        )

    @property
    def act_words(self) -> str:
        return "Sign it as held"

    @property
    def afterwards(self) -> str:
        return f"{self.preparing.worker.name} signs next: here, or later at their own Home."

    def questions(self) -> tuple[Asked, ...]:
        desk = self.preparing.desk

        def reads(typed: str) -> date | None:
            return supervision.day_over(desk, typed)

        hint = "In a few words; people we support by their initials."
        if self.preparing.elsewhere:
            hint = f"{hint}\nAt another terminal you wrote: {self.preparing.elsewhere}"
        return (
            Asked(
                key="held-on",
                words="When was it?",
                hint="Like “today” or “last Friday”.",
                field=lambda typed: DayLine(reads, desk.now, typed or "today"),
                check=lambda said: _check(reads(said["held-on"])),
                recap=lambda typed: f"On {day_words(_needed_day(reads(typed), ''))}",
            ),
            Asked(
                key="discussed",
                words="What did you talk about?",
                hint=hint,
                field=Story,
                check=needed("discussed", "Write what you talked about, in a few words."),
                recap=lambda _typed: "",
            ),
            Asked(
                key=SECRET,
                words="Your passphrase, as your signature",
                hint="The meeting is then in the log and cannot be changed.",
                field=lambda _typed: AnswerLine(secret=True),
                check=needed(SECRET, "Type your passphrase. It is your signature."),
            ),
        )

    def save(self, said: Said) -> Meeting:
        preparing, desk = self.preparing, self.preparing.desk
        held_on = _needed_day(supervision.day_over(desk, said["held-on"]), NO_DAY)
        leaving.prove(desk, said[SECRET])
        meeting = supervision.hold(
            desk,
            preparing.prepared,
            held_on=held_on,
            picked=preparing.picked,
            discussed=said["discussed"],
            agreed=preparing.agreed,
            reviewed=preparing.reviewed,
            sheet=preparing.sheet_id,
        )
        preparing.finish()
        return meeting


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


class SignHereScreen(AskedScreen[Meeting]):
    """The worker signs at their manager's screen. Esc leaves it for their own Home."""

    def __init__(self, session: Session, worker: Member, meeting: Meeting) -> None:
        self.worker = worker
        self.meeting = meeting
        super().__init__(session, f"{worker.name} signs", f"sign:{worker.id}")

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def _keep(self) -> None:
        """A passphrase is kept nowhere."""

    @property
    def about(self) -> str:
        said = shorten(" ".join(self.meeting.discussed.split()), SHORT, placeholder=" …")
        agreed = [shorten(action_words(each), SHORT) for each in self.meeting.agreed[:MOST_SHOWN]]
        more = len(self.meeting.agreed) - len(agreed)
        lines = [f"Held {day_words(self.meeting.held_on)}: {said}"]
        lines += [f"Agreed: {each}" for each in agreed] or ["Nothing new was agreed."]
        return "\n".join([*lines, *([f"and {more} more"] if more else [])])

    @property
    def act_words(self) -> str:
        return f"I am {self.worker.name}, and I agree"

    @property
    def afterwards(self) -> str:
        return "Esc: sign later, at your own Home. It is the same there."

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key=SECRET,
                words=f"{self.worker.name}, is this what you agreed? Then type your passphrase.",
                hint="Nobody else can sign for you. You stay signed out.",
                field=lambda _typed: AnswerLine(secret=True),
                check=needed(SECRET, "Type your passphrase, or press Esc to sign later."),
            ),
        )

    def save(self, said: Said) -> Meeting:
        return supervision.confirm_here(self.desk, self.worker, said[SECRET], self.meeting.id)


def action_words(action: Action) -> str:
    by = f", by {day_words(action.by)}" if action.by else ""
    return f"{action.what} ({action.who}{by})"

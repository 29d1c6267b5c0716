"""Who was told, one short prompt at a time; and whoever else was told; or why nobody is yet."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.conditions import ALWAYS
from logbook.domain.moments import Moment
from logbook.domain.people import Member
from logbook.domain.questions import Asking, MomentOf, NotAnAnswer, OneOf, Question, ShortText, Told
from logbook.domain.questions.told import NOBODY
from logbook.domain.showing import short
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering, Typed
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.moment_line import MomentLine
from logbook.tui.widgets.name_picker import NamePicker
from logbook.tui.widgets.person_picker import NOT_LISTED as NOT_LISTED_PREFIX

WHO, ROLE, ANYONE_ELSE = "who", "role", "anyone-else"
SOMEONE_ELSE = "Someone who is not staff here"
WHY_NOBODY = "Why is nobody told yet, and when will you tell them?"

One: TypeAlias = dict[str, str]
"""One telling as it is typed: part and text."""


class Telling(Vertical, Answering, can_focus=False):
    """Tellings, typed as the question reads them.

    The prompts are the question's own parts. A colleague is chosen from the staff, and their role
    is known where it is one that the question offers. `back` goes to the prompt before.
    """

    DEFAULT_CSS = """
    Telling { height: 1fr; width: 100%; }
    Telling #told { height: auto; color: $muted; }
    Telling #told.-any { margin-bottom: 1; }
    Telling #part { height: 1fr; }
    Telling .telling--acts { height: 1; }
    Telling .telling--acts Act { margin-right: 1; }
    Telling .telling--acts Static { width: auto; color: $muted; margin: 0 1; }
    Telling #anyone-else { margin-top: 1; }
    Telling Choices { height: 1fr; }
    """

    def __init__(
        self,
        question: Told,
        asked_now: Callable[[], Asking],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.question = question
        self.asked_now = asked_now
        self.parts = {part.key: part for part in question.parts}
        self.told: list[One] = []
        self.now_telling: One = {}
        self.because = ""
        self.at = WHO
        self.waits_for_focus = False
        """Whether its first prompt leaves the keys where they are: there are other fields."""
        self._cannot_say = False
        self._list = Static(id="told")
        self._part = Vertical(id="part")
        self._field: Answering | None = None

    def compose(self) -> ComposeResult:
        yield self._list
        yield self._part

    async def on_mount(self) -> None:
        await self._show()

    # what it says

    @property
    def typed(self) -> Typed:
        if self._cannot_say:
            return CANNOT_SAY_WORDS
        if self.at == NOBODY:
            return [{NOBODY: self.because}] if self.because else ""
        tellings = [*self.told, *([self.now_telling] if self.now_telling else [])]
        return [dict(each) for each in tellings] or ""

    def restore(self, typed: Typed) -> None:
        """Show what a draft kept: an unfinished telling goes on where it was left."""
        if isinstance(typed, str):
            self._cannot_say = typed == CANNOT_SAY_WORDS
            return
        for each in typed:
            if NOBODY in each:
                self.because, self.at = each[NOBODY], NOBODY
            elif self._is_whole(each):
                self.told.append(dict(each))
                self.at = ANYONE_ELSE
            else:
                self.now_telling = dict(each)
                self.at = [key for key in self.parts if key in each][-1]

    def _is_whole(self, telling: Mapping[str, str]) -> bool:
        """Whether every prompt was passed; one that may stay empty is passed by its key."""
        return all(key in telling for key in self.parts)

    def focus(self, scroll_visible: bool = True) -> "Telling":  # noqa: FBT001, FBT002 - Textual's signature
        target: Widget | None = self._field
        if target is None and self.is_mounted:
            target = next(iter(self.query(Act)), None)
        if target is not None:
            target.focus(scroll_visible)
        return self

    # one prompt

    async def _show(self) -> None:
        self.post_message(self.Mended(self))
        self._list.update(plain("\n".join(self._told_words())))
        self._list.set_class(bool(self.told or self.now_telling), "-any")
        await self._part.remove_children()
        self._field = None
        await self._part.mount(*self._prompt())
        if not self.waits_for_focus:
            self.focus()
        self.waits_for_focus = False

    def _told_words(self) -> list[str]:
        lines = [f"✓ {self._words(each)}" for each in self.told]
        if self.now_telling and self.at != WHO:
            lines.append(f"  {self._words(self.now_telling)}")
        return lines

    def _words(self, telling: Mapping[str, str]) -> str:
        """A telling on one line, as far as it goes."""
        asking, said = self.asked_now(), []
        for key in (WHO, ROLE, "how", "when"):
            part = self.parts[key]
            try:
                answer = part.read(telling.get(key, ""), asking)
            except NotAnAnswer:
                continue
            said.append(
                short(answer, asking.now) if isinstance(answer, Moment) else part.wording(answer)
            )
        return " · ".join(said)

    def _prompt(self) -> list[Widget]:
        match self.at:
            case key if key == NOBODY:
                return self._asked(WHY_NOBODY, AnswerLine(self.because))
            case key if key == ANYONE_ELSE:
                return [
                    Static("Did you tell anyone else?", classes="heading"),
                    Horizontal(
                        Act("No, go on", id="enough"),
                        Act("Yes, another", id="another"),
                        Act("Take the last out", id="take-out"),
                        id="anyone-else",
                        classes="telling--acts",
                    ),
                ]
            case key:
                part = self.parts[key]
                optional = " (optional)" if self._may_be_empty(part) else ""
                return self._asked(f"{part.words}{optional}", self._field_of(part))

    def _asked(self, words: str, field: Answering) -> list[Widget]:
        self._field = field
        widgets: list[Widget] = [Static(plain(words), classes="heading")]
        if self.at == WHO and not self.told:
            acts = [Act("Nobody yet, because …", id="nobody"), Act(CANNOT_SAY_WORDS, id="unsaid")]
            widgets.append(Horizontal(Static("or"), *acts, classes="telling--acts"))
        return [*widgets, field]

    def _field_of(self, part: Question) -> Answering:
        typed = self.now_telling.get(part.key, "")
        match part:
            case ShortText() if part.key == WHO and not self.question.outside:
                picker = NamePicker(self._staff(), not_listed=SOMEONE_ELSE)
                picker.restore(self._picked(typed))
                return picker
            case OneOf():
                return Choices(part.options, typed=typed)
            case MomentOf():
                return MomentLine(part, self.asked_now, typed=typed)
            case _:
                return AnswerLine(typed)

    def _staff(self) -> list[tuple[str, str, str]]:
        return [
            (each.id, each.name, " · ".join(filter(None, (each.role_words, each.house))))
            for each in self.asked_now().staff.present()
        ]

    def _picked(self, name: str) -> str:
        """How the picker would say a name."""
        if not name:
            return ""
        ids = [each.id for each in self.asked_now().staff.present() if each.name == name]
        if ids:
            return ids[0]
        was_chosen = ROLE in self.now_telling
        return f"{NOT_LISTED_PREFIX}: {name}" if was_chosen else name

    def _may_be_empty(self, part: Question) -> bool:
        return part.optional is ALWAYS

    # answers

    def on_answering_edited(self, event: Answering.Edited) -> None:
        if event.answering is self:
            return
        event.stop()
        self._take(event.typed)

    async def on_answering_answered(self, event: Answering.Answered) -> None:
        if event.answering is self:
            return
        event.stop()
        self._take(event.typed)
        if self.at == NOBODY:
            self._answer()
        else:
            await self._go_on(str(event.typed))

    def on_answering_refused(self, event: Answering.Refused) -> None:
        if event.answering is not self:
            event.stop()
            self.post_message(self.Refused(self, event.sentence))

    def _take(self, typed: Typed) -> None:
        """Keep what stands in the field now."""
        self._cannot_say = False
        words = typed if isinstance(typed, str) else ""
        if self.at == NOBODY:
            self.because = words
        elif words or self.at in self.now_telling:
            self.now_telling[self.at] = self._name_of(words) if self.at == WHO else words
        self.post_message(self.Edited(self, self.typed))

    async def _go_on(self, typed: str) -> None:
        """On to the next prompt, if this one was answered."""
        part = self.parts[self.at]
        name = self._name_of(typed) if self.at == WHO else typed
        try:
            part.read(name, self.asked_now(), optional=self._may_be_empty(part))
        except NotAnAnswer as why:
            self.post_message(self.Refused(self, str(why)))
            return
        self.now_telling[self.at] = name
        if self.at == WHO:
            self._know_role(typed)
        self.at = self._after(self.at)
        if self.at == ANYONE_ELSE:
            self.told.append(self.now_telling)
            self.now_telling = {}
        self.post_message(self.Edited(self, self.typed))
        await self._show()

    def _name_of(self, typed: str) -> str:
        member = self._member(typed)
        return member.name if member else typed.partition(":")[2].strip() or typed

    def _member(self, typed: str) -> Member | None:
        return self.asked_now().staff.members.get(typed)

    def _know_role(self, typed: str) -> None:
        """A colleague's account says what they are; only one offered role leaves no doubt."""
        member, roles = self._member(typed), self.parts[ROLE]
        if not isinstance(roles, OneOf):
            return
        if self.question.outside and len(roles.offered) == 1:
            self.now_telling[ROLE] = roles.offered[0].key
        if member is None:
            return
        offered = {option.key for option in roles.offered} & {role.value for role in member.roles}
        if len(offered) == 1:
            self.now_telling[ROLE] = offered.pop()

    def _after(self, key: str) -> str:
        keys = list(self.parts)
        rest = keys[keys.index(key) + 1 :]
        if key == WHO and self.now_telling.get(ROLE):
            rest.remove(ROLE)
        return rest[0] if rest else ANYONE_ELSE

    async def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        match event.act.id:
            case "enough":
                self._answer()
                return
            case "unsaid":
                self._cannot_say = True
                self._answer()
                return
            case "nobody":
                self.at, self.now_telling = NOBODY, {}
            case "another":
                self.at = WHO
            case _:
                self.told.pop()
                self.at = ANYONE_ELSE if self.told else WHO
                self.post_message(self.Edited(self, self.typed))
        await self._show()

    def _answer(self) -> None:
        self.post_message(self.Answered(self, self.typed))

    # going back

    async def back(self) -> bool:
        """To the prompt before; False where there is none, and the page itself goes back."""
        if self.at == WHO and not self.told:
            return False
        if self.at == WHO:
            self.now_telling, self.at = {}, ANYONE_ELSE
        elif self.at == NOBODY:
            self.at = WHO
        elif self.at == ANYONE_ELSE:
            self.now_telling = self.told.pop()
            self.at = list(self.parts)[-1]
        else:
            keys = list(self.parts)
            self.at = keys[keys.index(self.at) - 1]
        self.post_message(self.Edited(self, self.typed))
        await self._show()
        return True

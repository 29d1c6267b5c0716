"""The settings as F4 lists them: what each is now, who changed it when, and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Role, Staff
from logbook.domain.settings import Settings
from logbook.domain.showing import short
from logbook.policy.clauses import VERSION
from logbook.services import accepting
from logbook.services import settings as services
from logbook.services.desk import Desk
from logbook.services.settings import Change, Setting, whole
from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.widgets.pages import ListRow, Tone, Toned

LEADS, POLICY, CHANGES = "leads", "policy", "changes"
"""Rows that are no setting: who stands in, who accepted the policy, and every change."""
MOST_CHANGES = 100
_LABELS = {"acknowledge": "Acknowledge", "decide": "Decide", "climbs": "Climbs"}
_CELLS = (
    ("acknowledge", "Acknowledge within another time"),
    ("decide", "Decide within another time"),
    ("climbs", "Climb to others, or at other times"),
)


@dataclass(frozen=True, kw_only=True)
class SettingsNow:
    """Every setting at one instant, as one person may change it."""

    all: tuple[Setting, ...]
    changes: tuple[Change, ...]
    settings: Settings
    staff: Staff
    not_accepted: tuple[str, ...]
    shows_who: bool
    """Whether this person is told by name who has not accepted the policy yet."""
    now: datetime

    def rows(self) -> Sequence[ListRow]:
        """In the order of the groups; who stands in comes after the times, changes at the end."""
        return (
            *map(self._row, self.all),
            ListRow(LEADS, LEADS, ("Deputy and leads", ", ".join(self._stand_in), "")),
            ListRow(POLICY, POLICY, ("Policy accepted", self._accepted, "")),
            ListRow(CHANGES, CHANGES, ("What was changed", self._how_often, "")),
        )

    def called(self) -> Iterable[tuple[str, str]]:
        """Each row with what it may be found by."""
        titles = {name: group for group, names in services.GROUPS.items() for name in names}
        for each in self.all:
            yield each.name, f"{each.label} {titles[each.name]}"
        yield LEADS, "Deputy and safeguarding leads"
        yield POLICY, "Policy accepted by everybody"
        yield CHANGES, "What was changed"

    def _row(self, setting: Setting) -> ListRow:
        changed = "" if setting.last is None else self._when(setting.last)
        cells = (setting.label, self._short(setting), Toned(changed, Tone.MUTED))
        return ListRow(setting.name, setting.name, cells)

    def _short(self, setting: Setting) -> str:
        """A row of the clocks has the two times that matter, and its page has the rest."""
        if whole(setting.name) != "clocks":
            return setting.words
        cells = ("acknowledge", "decide")
        words = (services.cell_words(self.settings, setting.name, each) for each in cells)
        return " · ".join(words)

    def _when(self, change: Change) -> str:
        at = short(Moment.at(change.at, self.settings.zone), self.now)
        return f"{change.by}, {at}"

    @property
    def _stand_in(self) -> tuple[str, ...]:
        roles = (Role.DEPUTY, Role.LEAD)
        return tuple(each.name for role in roles for each in self.staff.holding(role))

    # one of them

    def card(self, wanted: str) -> Card | None:
        if wanted == CHANGES:
            return self._changes_card()
        if wanted == LEADS:
            return self._leads_card()
        if wanted == POLICY:
            return self._policy_card()
        setting = next((each for each in self.all if each.name == wanted), None)
        return None if setting is None else self._card(setting)

    def _card(self, setting: Setting) -> Card:
        changed = ("Changed", self._told(setting.last) if setting.last else "never")
        return Card(
            id=setting.name,
            name=setting.label,
            facts=(*self._facts(setting), changed),
            offers=tuple(self._offers(setting)),
        )

    def _told(self, change: Change) -> str:
        """Of the times of a level, only those that are others now."""
        before, after = change.before, change.after
        if change.name.startswith("clocks."):
            pairs = zip(before.split(", "), after.split(", "), strict=False)
            others = [(one, other) for one, other in pairs if one != other]
            if others and before.count(", ") == after.count(", "):
                before, after = (", ".join(each) for each in zip(*others, strict=True))
        return f"{self._when(change)}: from {before} to {after}"

    def _facts(self, setting: Setting) -> Iterable[tuple[str, str]]:
        group, _, part = setting.name.partition(".")
        match group:
            case "clocks":
                for cell, words in _LABELS.items():
                    yield words, services.cell_words(self.settings, setting.name, cell)
            case "lists":
                yield "Now", setting.words
                yield "Offered", " · ".join(services.offered_now(self.settings, part))
            case "outside_contacts":
                for each in self.settings.outside_contacts:
                    checked = f"last checked {day_words(each.checked)}" if each.checked else ""
                    said = (each.telephone, checked or "not checked yet")
                    yield each.name, " · ".join(said)
                if not self.settings.outside_contacts:
                    yield "Now", "nobody yet"
            case "retention":
                yield "Now", setting.words
                yield "Then", "it is on the list “Past their years”. Nothing is deleted by itself"
            case _:
                yield "Now", setting.words
                yield "It is", setting.hint

    def _offers(self, setting: Setting) -> Iterable[Offer]:
        why_not = setting.why_not
        match whole(setting.name):
            case "clocks":
                offered: Sequence[tuple[str, str]] = _CELLS
            case "lists":
                offered = (
                    ("add-answer", "Add an answer of our own"),
                    ("stop-answer", "Leave an answer out of new questions"),
                    ("offer-answer", "Offer an answer again"),
                )
            case "outside_contacts":
                offered = (
                    ("add-contact", "Add somebody"),
                    ("checked-contact", "I tried a number today and it is right"),
                    ("change-contact", "Change a name or a number"),
                    ("remove-contact", "Take somebody off"),
                )
            case _:
                offered = (("set", "Change it"),)
        for key, words in offered:
            yield Offer(key=key, words=words, why_not=why_not or self._why_nothing(setting, key))

    def _why_nothing(self, setting: Setting, key: str) -> str:
        if key in _NEED_A_CONTACT and not self.settings.outside_contacts:
            return "Nobody is on this list yet."
        if key == "offer-answer":
            part = setting.name.partition(".")[2]
            if not self.settings.own_list(part).disabled:
                return "Every answer of this list is offered."
        return ""

    def _leads_card(self) -> Card:
        names = {
            role: ", ".join(each.name for each in self.staff.holding(role)) or "nobody"
            for role in (Role.DEPUTY, Role.LEAD)
        }
        return Card(
            id=LEADS,
            name="Deputy and safeguarding leads",
            facts=(
                ("Deputy", names[Role.DEPUTY]),
                ("Leads", names[Role.LEAD]),
                ("Change it", "on the Staff list: Tab, then open somebody and choose What they do"),
            ),
            offers=(),
        )

    @property
    def _how_often(self) -> str:
        return "once" if len(self.changes) == 1 else f"{len(self.changes):,} times"

    @property
    def _accepted(self) -> str:
        here = len(self.staff.present())
        return f"by {here - len(self.not_accepted)} of {here}"

    def _policy_card(self) -> Card:
        names = ", ".join(self.not_accepted) or "everybody has"
        if not self.shows_who:
            names = "the General Manager sees who"
        return Card(
            id=POLICY,
            name="Policy accepted",
            facts=(
                ("Version", VERSION),
                ("Accepted", self._accepted),
                ("Not yet", names),
                ("How", "each of them is shown what is new at their next sign-in"),
            ),
            offers=(),
        )

    def _changes_card(self) -> Card:
        facts = [(each.label, self._told(each)) for each in self.changes[:MOST_CHANGES]]
        return Card(
            id=CHANGES,
            name="What was changed, the newest first",
            facts=tuple(facts) or (("Nothing", "was changed yet"),),
            offers=(),
        )


_NEED_A_CONTACT = frozenset({"checked-contact", "change-contact", "remove-contact"})


def settings_now(desk: Desk) -> SettingsNow:
    """The settings as they are now. Called in a thread."""
    directory = desk.directory
    return SettingsNow(
        all=services.all_of(desk),
        changes=services.history(desk),
        settings=directory.settings,
        staff=directory.staff,
        not_accepted=tuple(each.name for each in accepting.not_yet(directory)),
        shows_who=Role.GENERAL_MANAGER in desk.member.roles,
        now=desk.now,
    )

"""Everybody at one instant: the rows of each list, what is said of each, and what can be done."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from logbook.domain import configuring, staffing, supported
from logbook.domain import houses as housing
from logbook.domain.directory import Directory
from logbook.domain.houses import House
from logbook.domain.moments import Moment
from logbook.domain.people import MANAGING, Member, Person, Role
from logbook.domain.showing import short, show
from logbook.services import absence, accounts, people
from logbook.services.desk import Desk
from logbook.tui.matching import Listed, matching
from logbook.tui.screens.people.cards import Card, Offer
from logbook.tui.screens.people.past_cards import PastNow, past_now
from logbook.tui.screens.people.settings_cards import SettingsNow, settings_now
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned

ADD = "add"
"""The row that adds somebody."""
ON_CALL = "on-call"
"""The only row of that list."""


class ListOf(StrEnum):
    """What is listed, in the order of the tabs."""

    STAFF = "staff"
    SUPPORTED = "supported"
    HOUSES = "houses"
    ON_CALL = "on-call"
    PAST = "past"
    SETTINGS = "settings"

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def columns(self) -> tuple[Column, ...]:
        return _COLUMNS[self]


_WORDS = {
    ListOf.STAFF: "Staff",
    ListOf.SUPPORTED: "Service users",
    ListOf.HOUSES: "Houses",
    ListOf.ON_CALL: "On call",
    ListOf.PAST: "Past their years",
    ListOf.SETTINGS: "Settings",
}
_COLUMNS = {
    ListOf.STAFF: (
        Column("Name", 20),
        Column("What they do", 21),
        Column("House", 13),
        Column("", from_width=40),
    ),
    ListOf.SUPPORTED: (
        Column("Name", 26),
        Column("Shown as", 8),
        Column("House", 14),
        Column("", from_width=40),
    ),
    ListOf.HOUSES: (Column("House", 24), Column("Live there", 12), Column("Work there", 12)),
    ListOf.ON_CALL: (Column("Who", 24), Column("Telephone", 20), Column("Last tried")),
    ListOf.PAST: (
        Column("Entry", 9),
        Column("What", 32),
        Column("Past since", 18),
        Column("", from_width=56),
    ),
    ListOf.SETTINGS: (
        Column("Setting", 30),
        Column("Now", 24),
        Column("Changed", from_width=72),
    ),
}
_ADDS = {
    ListOf.STAFF: "+ Add somebody",
    ListOf.SUPPORTED: "+ Add somebody",
    ListOf.HOUSES: "+ Add a house",
}


def in_few_words(roles: Collection[Role]) -> str:
    """What somebody is trusted with, short enough to stand whole in the list."""
    words = [role.words for role in Role if role in roles]
    if len(words) > 1:
        words = [each.replace("safeguarding lead", "lead") for each in words]
    if len(words) > 2:  # noqa: PLR2004 - three of them, with two commas
        words = [each.replace("line manager", "manager") for each in words]
    return ", ".join(words)


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The directory as one person may change it."""

    directory: Directory
    me: Member
    ways_in: Mapping[str, str]
    now: datetime
    today: date
    settings: SettingsNow
    past: PastNow | None = None
    """Read only where it is looked at: it goes through every closed entry."""

    # the lists

    def rows(self, which: ListOf, typed: str = "") -> tuple[ListRow, ...]:
        """Those whom the text may mean, the surest first; everybody where nothing is typed."""
        rows = {row.id: row for row in self._all(which)}
        if typed.strip():
            fitting = matching(self._called(which), typed)
            rows = {each.id: rows[each.id] for each in fitting}
            return (*rows.values(), *self._adding(which))
        return (*self._adding(which), *rows.values())

    def _adding(self, which: ListOf) -> tuple[ListRow, ...]:
        if which not in _ADDS or self.why_not_add(which):
            return ()
        return (ListRow(ADD, ADD, (Toned(_ADDS[which], Tone.ACCENT),)),)

    def why_not_add(self, which: ListOf) -> str:
        match which:
            case ListOf.STAFF:
                return staffing.why_not_add(self.me)
            case ListOf.SUPPORTED:
                return supported.why_not_keep_people(self.me)
            case _:
                return housing.why_not_keep_houses(self.me)

    def _all(self, which: ListOf) -> Iterable[ListRow]:
        match which:
            case ListOf.STAFF:
                return map(self._member_row, self.members)
            case ListOf.SUPPORTED:
                return map(self._person_row, self.supported)
            case ListOf.HOUSES:
                return map(self._house_row, self.houses)
            case ListOf.ON_CALL:
                return (self._on_call_row(),)
            case ListOf.PAST:
                return self.past.rows() if self.past else ()
            case ListOf.SETTINGS:
                return self.settings.rows()

    def _called(self, which: ListOf) -> Iterable[Listed]:
        match which:
            case ListOf.STAFF:
                return (Listed(each.id, each.name) for each in self.members)
            case ListOf.SUPPORTED:
                return (
                    Listed(each.id, " ".join((each.name, each.initials, *each.aliases)))
                    for each in self.supported
                )
            case ListOf.HOUSES:
                return (Listed(each.name, each.name) for each in self.houses)
            case ListOf.ON_CALL:
                return (Listed(ON_CALL, self.directory.settings.on_call),)
            case ListOf.PAST:
                called = self.past.called() if self.past else ()
                return (Listed(key, words) for key, words in called)
            case ListOf.SETTINGS:
                return (Listed(key, words) for key, words in self.settings.called())

    @property
    def members(self) -> Sequence[Member]:
        return sorted(self.directory.staff.present(), key=lambda each: each.name.casefold())

    @property
    def supported(self) -> Sequence[Person]:
        """Those whose file is closed come last."""
        return sorted(
            self.directory.people.values(),
            key=lambda each: (each.closed is not None, each.name.casefold()),
        )

    @property
    def houses(self) -> Sequence[House]:
        return sorted(
            self.directory.houses.values(), key=lambda each: (each.closed, each.name.casefold())
        )

    @property
    def open_houses(self) -> tuple[str, ...]:
        return housing.open_houses(self.directory.houses)

    def _member_row(self, member: Member) -> ListRow:
        does = in_few_words(member.roles)
        return ListRow(member.id, member.id, (member.name, does, member.house, self._mark(member)))

    def _mark(self, member: Member) -> Toned:
        if member.ends_on is not None and member.ends_on < self.today:
            return Toned("ended", Tone.WARN)
        if self.ways_in.get(member.id):
            return Toned("code not used", Tone.WARN)
        if member.away:
            return Toned("away", Tone.MUTED)
        if member.ends_on is not None:
            return Toned(f"until {self._near(member.ends_on)}", Tone.MUTED)
        return Toned("")

    def _person_row(self, person: Person) -> ListRow:
        closed = "file closed" if person.closed is not None else ", ".join(person.aliases)
        return ListRow(
            person.id,
            person.id,
            (person.name, person.initials, person.house, Toned(closed, Tone.MUTED)),
        )

    def _house_row(self, house: House) -> ListRow:
        if house.closed:
            return ListRow(house.name, house.name, (house.name, Toned("closed", Tone.MUTED)))
        live, work = self._in_house(house.name)
        return ListRow(house.name, house.name, (house.name, str(len(live)), str(len(work))))

    def _in_house(self, name: str) -> tuple[list[str], list[str]]:
        live = [each.name for each in self.supported if each.house == name and not each.closed]
        return live, [each.name for each in self.members if each.house == name]

    def _on_call_row(self) -> ListRow:
        settings = self.directory.settings
        name, telephone = people.on_call_parts(settings)
        tried = self._near(settings.on_call_checked) if settings.on_call_checked else "not yet"
        return ListRow(ON_CALL, ON_CALL, (name or "Nobody yet", telephone, tried))

    def _near(self, day: date) -> str:
        return short(Moment.on(day), self.now)

    def _day(self, day: date) -> str:
        return show(Moment.on(day), self.now)

    # what is said of one of them

    def card(self, which: ListOf, wanted: str) -> Card | None:
        """None for whoever is not listed any more, and for the row that adds."""
        match which:
            case ListOf.STAFF:
                member = self.directory.staff.members.get(wanted)
                return self._member_card(member) if member and not member.left else None
            case ListOf.SUPPORTED:
                person = self.directory.people.get(wanted)
                return self._person_card(person) if person else None
            case ListOf.HOUSES:
                house = self.directory.houses.get(wanted)
                return self._house_card(house) if house else None
            case ListOf.ON_CALL:
                return self._on_call_card()
            case ListOf.PAST:
                return self.past.card(wanted) if self.past else None
            case ListOf.SETTINGS:
                return self.settings.card(wanted)

    def _member_card(self, member: Member) -> Card:
        staff = self.directory.staff
        under = absence.answering_to(staff, member)
        last_day = self._day(member.ends_on) if member.ends_on else "none"
        facts = [
            ("What they do", member.role_words),
            ("House", member.house or "nowhere in particular"),
            ("Answers to", absence.above(staff, member) if member.manager else "nobody"),
            ("Last day", last_day),
            ("Email", member.email or "none; reminders reach them only on the screen"),
        ]
        if self.ways_in.get(member.id):
            facts.append(("Sign-in", f"{self.ways_in[member.id]}."))
        if member.away:
            until = f"until {self._day(member.away_until)}; " if member.away_until else ""
            facts.append(("Away", f"{until}{absence.covers(staff, member)} covers"))
        if under:
            facts.append(("They manage", ", ".join(under)))
        return Card(
            id=member.id, name=member.name, facts=tuple(facts), offers=self._member_offers(member)
        )

    def _member_offers(self, member: Member) -> tuple[Offer, ...]:
        staff, me = self.directory.staff, self.me

        def may(field: str) -> str:
            return staffing.why_not_change(staff, member, {field}, me)

        away = Offer(key="back", words="They are back") if member.away else self._away(member)
        return (
            Offer(
                key="reset",
                words="A new code, for a forgotten passphrase",
                why_not=staffing.why_not_reset(staff, member, me),
            ),
            Offer(key="last-day", words="Last day", why_not=may("ends_on")),
            Offer(key="house", words="House", why_not=may("house")),
            Offer(key="name", words="Name", why_not=may("name")),
            Offer(key="roles", words="What they do", why_not=may("roles")),
            Offer(key="manager", words="Whom they answer to", why_not=self._line(member, may)),
            Offer(key=away.key, words=away.words, why_not=away.why_not or may("away")),
            Offer(key="email", words="Email address", why_not=may("email")),
            Offer(
                key="leave",
                words="They leave, and their account closes",
                why_not=staffing.why_not_remove(staff, member, me),
            ),
        )

    @staticmethod
    def _away(member: Member) -> Offer:
        why_not = "Nothing waits for them, so nobody has to cover."
        if member.manages or Role.DEPUTY in member.roles:
            why_not = ""
        elif Role.LEAD in member.roles:
            why_not = "What is sealed goes to the next lead by itself after 24 hours."
        return Offer(key="away", words="Away, and who covers", why_not=why_not)

    @staticmethod
    def _line(member: Member, may: Callable[[str], str]) -> str:
        if Role.GENERAL_MANAGER in member.roles:
            return "The General Manager answers to nobody here."
        return may("manager")

    def _person_card(self, person: Person) -> Card:
        why_not = supported.why_not_keep_people(self.me)
        facts = [
            ("Shown as", person.initials),
            ("House", person.house or "not said"),
            ("Other names", ", ".join(person.aliases) or "none"),
        ]
        if person.closed is not None:
            facts.append(("File", f"closed: {person.closed.words}"))
        file = (
            Offer(key="close-file", words="Close their file", why_not=why_not)
            if person.closed is None
            else Offer(key="reopen-file", words="Open their file again", why_not=why_not)
        )
        return Card(
            id=person.id,
            name=person.name,
            facts=tuple(facts),
            offers=(
                Offer(key="person-house", words="House", why_not=why_not),
                Offer(key="initials", words="Initials", why_not=why_not),
                Offer(key="aliases", words="Other names", why_not=why_not),
                Offer(key="person-name", words="Name", why_not=why_not),
                file,
                Offer(key="chronology", words="Chronology: what was recorded, by when it happened"),
                *self._record_offers(),
            ),
        )

    def _record_offers(self) -> tuple[Offer, ...]:
        """Both are files about one person, for that person."""
        roles = self.me.roles
        return (
            Offer(
                key="what-we-wrote",
                words="What we wrote about them, in easy words, to read together",
                why_not="" if roles & MANAGING else "A manager makes this with them.",
            ),
            Offer(
                key="access-request",
                words="Everything about them, for an access request",
                why_not=""
                if Role.GENERAL_MANAGER in roles
                else "The General Manager answers access requests. Tell them that one came.",
            ),
        )

    def _house_card(self, house: House) -> Card:
        why_not = housing.why_not_keep_houses(self.me)
        live, work = self._in_house(house.name)
        if house.closed:
            offers = (Offer(key="open-house", words="Open it again", why_not=why_not),)
            return Card(id=house.name, name=house.name, facts=(("House", "closed"),), offers=offers)
        there = housing.why_not_close(
            house.name, self.directory.staff, tuple(self.directory.people.values())
        )
        return Card(
            id=house.name,
            name=house.name,
            facts=(
                ("Live there", ", ".join(live) or "nobody"),
                ("Work there", ", ".join(work) or "nobody"),
            ),
            offers=(
                Offer(key="rename-house", words="Call it something else", why_not=why_not),
                Offer(key="close-house", words="Close it", why_not=why_not or there),
            ),
        )

    def _on_call_card(self) -> Card:
        settings = self.directory.settings
        name, telephone = people.on_call_parts(settings)
        checked = settings.on_call_checked
        why_not = configuring.why_not_set("on_call", self.me)
        nobody = "" if settings.on_call else "Nobody is on call yet. Say who first: 1."
        return Card(
            id=ON_CALL,
            name="On call",
            facts=(
                ("Who", name or "nobody yet"),
                ("Telephone", telephone or "none yet"),
                ("Last tried", self._day(checked) if checked else "not yet"),
                ("Shown", "at the sign-in screen, at home, and where somebody may be in danger"),
            ),
            offers=(
                Offer(key="on-call", words="Somebody else, or another number", why_not=why_not),
                Offer(
                    key="on-call-tried",
                    words="I tried the number today and it is right",
                    why_not=why_not or nobody,
                ),
            ),
        )


def read(desk: Desk, which: ListOf = ListOf.STAFF) -> Roster:
    """Everybody as they are now. Called in a thread."""
    return Roster(
        directory=desk.directory,
        me=desk.member,
        ways_in=accounts.ways_in(desk),
        now=desk.now,
        today=desk.today,
        settings=settings_now(desk),
        past=past_now(desk) if which is ListOf.PAST else None,
    )

"""Every key of the program, once: screens, footer, help page and the key sheet read this table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from logbook.domain.people import MANAGING, Role
from logbook.tui.places import BEFORE, INSIDE, Place

if TYPE_CHECKING:
    from textual.binding import Binding

FOOTER_KEYS = 5
"""More than this overflows a line of 80 columns."""

DECIDING = MANAGING | {Role.DEPUTY, Role.LEAD}
ANYBODY = frozenset(Role)


@dataclass(frozen=True, kw_only=True)
class Command:
    """Something a key does.

    `id` is stable; the action of the same name (with `_` for `-`) does it. The first key is the
    one shown. A key that `works_while_typing` is asked for before the field that has focus.
    """

    id: str
    keys: tuple[str, ...]
    words: str
    help: str
    places: frozenset[Place]
    roles: frozenset[Role] = ANYBODY
    action: str = ""
    told: str = ""
    """How the key is named where it is not pressed once, as in “Hold Enter”."""

    @property
    def does(self) -> str:
        return self.action or self.id.replace("-", "_")

    @property
    def key(self) -> str:
        return self.told or key_name(self.keys[0])

    def is_for(self, place: Place, roles: Iterable[Role]) -> bool:
        """Whether it answers there; before sign-in nobody has a role and none is asked for."""
        held = frozenset(roles)
        return place in self.places and (self.roles == ANYBODY or bool(self.roles & held))


_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "slash": "/",
    "question_mark": "?",
    "equals_sign": "=",
    "plus": "+",
    "comma": ",",
    "asterisk": "*",
    "ctrl+q": "Ctrl+Q",
    "ctrl+p": "Ctrl+P",
    "ctrl+f": "Ctrl+F",
    "backspace": "Backspace",
}


def key_name(key: str) -> str:
    """A key as it is printed on a keyboard."""
    named = _NAMES.get(key)
    if named:
        return named
    return key.upper() if works_while_typing(key) else key


def works_while_typing(key: str) -> bool:
    """Function keys, Ctrl+F and Ctrl+Q are nobody's text, so no field keeps them to itself."""
    return (key[0] == "f" and key[1:].isdigit()) or key in ("ctrl+q", "ctrl+f")


def _in(*places: Place) -> frozenset[Place]:
    return frozenset(places)


_LISTS = _in(
    *(Place.HOME, Place.TRIAGE, Place.FIND, Place.PERSON, Place.PEOPLE),
    *(Place.CHRONOLOGY, Place.FILTER, Place.FILTERS, Place.CHOICES),
    *(Place.SINCE, Place.BEHIND, Place.SAME_CONTACT, Place.FIGURES),
    *(Place.SUPERVISION, Place.PREPARE, Place.REDACT),
)
_RECORDING = _in(Place.KINDS, Place.SHARE, Place.QUESTION, Place.FORM, Place.STOP, Place.CHECK)
_ON_AN_ENTRY = _in(Place.TRIAGE, Place.ENTRY)
_READING = INSIDE - _RECORDING

COMMANDS: tuple[Command, ...] = (
    # everywhere
    Command(
        id="help",
        keys=("f1", "question_mark"),
        words="help",
        help="What this place is for, and its keys.",
        places=INSIDE | BEFORE,
    ),
    Command(
        id="record",
        keys=("f2",),
        words="record",
        help="Record something that happened.",
        places=INSIDE,
    ),
    Command(
        id="desk",
        keys=("f3",),
        words="home",
        help="Your home; for a manager, triage.",
        places=INSIDE,
    ),
    Command(
        id="people",
        keys=("f4",),
        words="people",
        help="Staff, service users, houses, who is on call, and settings.",
        places=INSIDE,
        roles=DECIDING,
    ),
    Command(
        id="exports",
        keys=("f10",),
        words="exports",
        help="Exports of yours on this computer; for managers, a new one of what is listed.",
        places=_in(Place.HOME, Place.TRIAGE, Place.FIND),
    ),
    Command(
        id="supervision",
        keys=("j",),
        words="supervision",
        help="Supervision: your own; for managers, who is due, and preparing and holding it.",
        places=_in(Place.HOME, Place.TRIAGE),
    ),
    Command(
        id="not-you",
        keys=("f6",),
        words="not you?",
        help="Sign in as yourself. The other person's unfinished work is kept for them.",
        places=INSIDE,
    ),
    Command(
        id="policy",
        keys=("f8",),
        words="policy",
        help="The part of the policy that matters here.",
        places=INSIDE,
    ),
    Command(
        id="cover",
        keys=("f9",),
        words="cover",
        help="Cover the screen at once; your passphrase uncovers it.",
        places=INSIDE,
    ),
    Command(
        id="back",
        keys=("escape",),
        words="back",
        help="Go back. Nothing is lost.",
        places=(INSIDE - {Place.HELP}) | {Place.SET_UP, Place.CHOOSE},
    ),
    Command(
        id="close-help",
        keys=("escape", "enter"),
        words="back",
        help="Back to where you were.",
        places=_in(Place.HELP),
    ),
    Command(
        id="find",
        keys=("slash",),
        words="find",
        help="Find an entry by any of its words.",
        places=_READING - {Place.HELP, Place.EXPORT, Place.ERASE},
    ),
    Command(
        id="leave",
        keys=("ctrl+q",),
        words="leave",
        help="Leave logbook. What is unfinished is kept.",
        action="quit",
        places=frozenset(Place),
    ),
    # signing in
    Command(
        id="sign-in",
        keys=("enter",),
        words="sign in",
        help="Choose the name, then sign in with the passphrase.",
        places=_in(Place.FRONT),
    ),
    Command(
        id="next-step",
        keys=("enter",),
        words="continue",
        help="On to the next step.",
        places=_in(
            Place.SET_UP,
            Place.CHOOSE,
            Place.CODES,
            Place.CODE,
            Place.EXPORT,
            Place.FIGURE_DATES,
            Place.ERASE,
        ),
    ),
    Command(
        id="uncover",
        keys=("enter",),
        words="go on",
        help="Go on where you were.",
        places=_in(Place.COVER),
    ),
    Command(
        id="sign-in-instead",
        keys=("tab",),
        words="sign in as yourself",
        help="Sign in as yourself instead.",
        places=_in(Place.COVER),
    ),
    # lists
    Command(
        id="open",
        keys=("enter",),
        words="open",
        help="Open what the cursor is on.",
        places=_LISTS,
    ),
    Command(
        id="next-list",
        keys=("tab",),
        words="next list",
        help="Turn to the next list.",
        places=_in(Place.PEOPLE),
    ),
    Command(
        id="show-more",
        keys=("e",),
        words="everything",
        help="In triage everything open, all you may read, then yours; at home all that came back.",
        places=_in(Place.TRIAGE, Place.HOME),
    ),
    Command(
        id="figures",
        keys=("i",),
        words="figures",
        help="For managers: a period in numbers, with the entries behind each.",
        places=_in(Place.HOME, Place.TRIAGE),
    ),
    Command(
        id="since",
        keys=("comma",),
        words="since you were on",
        help="What happened since you were last on.",
        places=_in(Place.HOME, Place.TRIAGE),
    ),
    Command(
        id="four-weeks",
        keys=("1",),
        words="4 weeks",
        help="The last four weeks.",
        places=_in(Place.FIGURES),
    ),
    Command(
        id="twelve-weeks",
        keys=("2",),
        words="12 weeks",
        help="The last twelve weeks.",
        places=_in(Place.FIGURES),
    ),
    Command(
        id="one-year",
        keys=("3",),
        words="a year",
        help="The last 52 weeks.",
        places=_in(Place.FIGURES),
    ),
    Command(
        id="own-dates",
        keys=("4",),
        words="own dates",
        help="From one day to another.",
        places=_in(Place.FIGURES),
    ),
    Command(
        id="throw-away",
        keys=("delete",),
        words="throw away",
        help="Throw away what is not finished, after a question.",
        places=_in(Place.HOME),
    ),
    Command(
        id="delete-export",
        keys=("delete",),
        words="delete it",
        help="Delete the export that the cursor is on, after a question.",
        places=_in(Place.EXPORTS),
    ),
    # supervision, and what is printed
    Command(
        id="tick",
        keys=("space",),
        words="in or out, done or not",
        help="Take an entry in or out; say what became of something agreed.",
        places=_in(Place.PREPARE),
    ),
    Command(
        id="take-away",
        keys=("delete",),
        words="take away",
        help="Take away the new action, or the words to leave out, that the cursor is on.",
        places=_in(Place.PREPARE, Place.REDACT),
    ),
    Command(
        id="print",
        keys=("ctrl+p",),
        words="print",
        help=(
            "Write a file to print: at home the hand-over slip, of an entry the entry, the figures,"
            " and on the menu the empty prompts, for when the power is out."
        ),
        places=_in(
            *(Place.HOME, Place.TRIAGE, Place.ENTRY, Place.KINDS, Place.PREPARE, Place.REDACT),
            Place.FIGURES,
            Place.CHRONOLOGY,
        ),
    ),
    # filters and chronologies
    Command(
        id="filter",
        keys=("ctrl+f",),
        words="filter",
        help="Narrow the list: by kind, level, house, person, worker and more.",
        places=_in(Place.FIND, Place.TRIAGE),
    ),
    Command(
        id="widen",
        keys=("backspace",),
        words="last filter away",
        help="Take the last filter away; on Find, where nothing is typed.",
        places=_in(Place.FIND, Place.TRIAGE),
    ),
    Command(
        id="clear-filter",
        keys=("delete",),
        words="clear",
        help="Clear what the cursor is on.",
        places=_in(Place.FILTER),
    ),
    Command(
        id="keep-filter",
        keys=("plus",),
        words="keep",
        help="Keep these filters under a name.",
        places=_in(Place.FILTER),
    ),
    Command(
        id="kept-filters",
        keys=("tab",),
        words="kept ones",
        help="Pick one of the filters that you keep.",
        places=_in(Place.FILTER),
    ),
    Command(
        id="rename-filter",
        keys=("space",),
        words="rename",
        help="Call it something else.",
        places=_in(Place.FILTERS),
    ),
    Command(
        id="delete-filter",
        keys=("delete",),
        words="delete it",
        help="Delete the filter that the cursor is on, after a question.",
        places=_in(Place.FILTERS),
    ),
    Command(
        id="chronology",
        keys=("y",),
        words="chronology",
        help="All about the same person by when it happened. On Find: Tab to the list first.",
        places=_ON_AN_ENTRY | {Place.FIND},
    ),
    Command(
        id="turn-round",
        keys=("tab",),
        words="turn round",
        help="The oldest first; once more for the newest first.",
        places=_in(Place.CHRONOLOGY),
    ),
    # recording
    Command(
        id="choose",
        keys=("enter",),
        words="choose",
        help="Begin; a digit chooses too.",
        places=_in(Place.KINDS),
    ),
    Command(
        id="on-one-page",
        keys=("q",),
        words="on one page",
        help="Have all questions on one page; once more for one at a time.",
        places=_in(Place.KINDS),
    ),
    Command(
        id="for-a-colleague",
        keys=("f",),
        words="for a colleague",
        help="Say for which colleague you write it down, and how they told you.",
        places=_in(Place.KINDS, Place.CHECK),
    ),
    Command(
        id="practise",
        keys=("p",),
        words="practice",
        help="Begin one for practice: nothing of it counts and nobody else reads it.",
        places=_in(Place.KINDS),
    ),
    Command(
        id="continue",
        keys=("enter",),
        words="continue",
        help="On to the next question. In a long text: Tab, then Enter.",
        places=_in(Place.QUESTION, Place.FORM),
    ),
    Command(
        id="same",
        keys=("equals_sign",),
        words="same as last time",
        help="Give the same person or platform as in your last entry, where it is offered.",
        places=_in(Place.QUESTION, Place.FORM),
    ),
    Command(
        id="switch-way",
        keys=("f7",),
        words="one page / one by one",
        help="From one question at a time to all on one page, and back. Nothing is lost.",
        places=_in(Place.QUESTION, Place.FORM),
    ),
    Command(
        id="go-on",
        keys=("enter",),
        told="Hold Enter",
        words="or type  stop  then Enter",
        help="Go on recording, once the page is read.",
        places=_in(Place.STOP),
    ),
    Command(
        id="send",
        keys=("enter",),
        words="send to your manager",
        help="Send it. It cannot be changed after that, only added to.",
        places=_in(Place.CHECK),
    ),
    Command(
        id="go-home",
        keys=("enter",),
        words="home",
        help="Home, or back to triage.",
        places=_in(Place.SENT),
    ),
    # an entry
    Command(
        id="add",
        keys=("a",),
        words="add",
        help="Add to the entry. Both versions stay readable.",
        places=_ON_AN_ENTRY,
    ),
    Command(
        id="seen",
        keys=("s",),
        words="seen",
        help="Say that you have read it; the worker is shown that.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="take",
        keys=("t",),
        words="take",
        help="Take it: you deal with it from now on.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="level",
        keys=("l",),
        words="level",
        help="Change the level, with a reason.",
        places=_ON_AN_ENTRY | {Place.CHECK},
    ),
    Command(
        id="ask",
        keys=("w",),
        words="ask the worker",
        help="Ask the worker one question.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="decide",
        keys=("d",),
        words="decide",
        help="Decide what is done, and why.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="told",
        keys=("o",),
        words="told",
        help="Say in one sentence what the worker is told of the outcome.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="hold",
        keys=("h",),
        words="hold",
        help="Wait for somebody outside; once more to go on.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="discuss",
        keys=("k",),
        words="talked",
        help="Write down a talk about it: with whom, how and when.",
        places=_ON_AN_ENTRY,
    ),
    Command(
        id="answer",
        keys=("enter",),
        words="answer",
        help="Answer what your manager asks you.",
        places=_in(Place.ENTRY),
    ),
    Command(
        id="close",
        keys=("c",),
        words="close",
        help="Close it, once it is decided and the worker was told.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="reopen",
        keys=("r",),
        words="reopen",
        help="Open it again, with a reason.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="earlier",
        keys=("b",),
        words="before this",
        help="Earlier entries about the same person.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="same-contact",
        keys=("m",),
        words="same contact",
        help="Other entries in which the same contact stands; for safeguarding leads, all of them.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="name-staff",
        keys=("n",),
        words="this is about …",
        help="Say that it is about a member of staff. It moves out of their sight at once.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="give",
        keys=("g",),
        words="give to read",
        help="Give a sealed entry to another safeguarding lead, who cannot open it yet.",
        places=_ON_AN_ENTRY,
        roles=frozenset({Role.LEAD}),
    ),
    Command(
        id="hand-over",
        keys=("v",),
        words="hand over",
        help="Offer it to another manager; accept or refuse what is offered to you.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="withdraw",
        keys=("x",),
        words="withdraw",
        help="Withdraw your own entry, with a reason. It stays readable.",
        places=_in(Place.ENTRY),
    ),
    Command(
        id="note",
        keys=("asterisk",),
        words="note for managers",
        help="Write a note for managers only. It can be disclosed, and the worker never sees it.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="agree",
        keys=("plus",),
        words="agree an action",
        help="Agree who does what by when. It waits on their list until it is done.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
    Command(
        id="actions",
        keys=("z",),
        words="actions",
        help="What was agreed and is still to be done: yours, and for managers their entries'.",
        places=_in(Place.HOME, Place.TRIAGE, Place.ENTRY),
    ),
    Command(
        id="action-done",
        keys=("enter",),
        words="done",
        help="Say that it was done. What comes again has its next date then.",
        places=_in(Place.ACTIONS),
        action="open",
    ),
    Command(
        id="not-needed",
        keys=("delete",),
        words="not needed",
        help="Say that it is not needed any more, and why.",
        places=_in(Place.ACTIONS),
    ),
    Command(
        id="undo",
        keys=("u",),
        words="undo",
        help="Undo your last step here, as long as nobody was told of it.",
        places=_ON_AN_ENTRY,
        roles=DECIDING,
    ),
)

_BY_ID = {command.id: command for command in COMMANDS}

FOOTERS: dict[Place, tuple[str, ...]] = {
    Place.FRONT: ("sign-in", "help", "leave"),
    Place.SET_UP: ("next-step", "back", "help", "leave"),
    Place.CODES: ("next-step", "help"),
    Place.CHOOSE: ("next-step", "back", "help"),
    Place.HOME: ("record", "open", "find", "cover", "help"),
    Place.KINDS: ("choose", "back", "policy", "cover", "help"),
    Place.SHARE: ("back", "policy", "cover", "help"),
    Place.QUESTION: ("continue", "back", "policy", "cover", "help"),
    Place.FORM: ("continue", "switch-way", "back", "policy", "help"),
    Place.STOP: ("go-on", "back", "cover"),
    Place.CHECK: ("send", "back", "not-you", "help"),
    Place.SENT: ("go-home", "record", "help"),
    Place.TRIAGE: ("seen", "take", "decide", "ask", "help"),
    Place.ENTRY: ("back", "add", "cover", "help"),
    Place.ACTIONS: ("action-done", "not-needed", "back", "cover", "help"),
    Place.FIND: ("open", "filter", "back", "cover", "help"),
    Place.POLICY: ("back", "cover", "help"),
    Place.PERSON: ("open", "back", "cover", "help"),
    Place.CHRONOLOGY: ("open", "turn-round", "print", "back", "help"),
    Place.FILTER: ("open", "clear-filter", "keep-filter", "kept-filters", "back"),
    Place.FILTERS: ("open", "rename-filter", "delete-filter", "back", "help"),
    Place.CHOICES: ("open", "back", "cover", "help"),
    Place.SINCE: ("open", "back", "cover", "help"),
    Place.BEHIND: ("open", "back", "cover", "help"),
    Place.FIGURES: ("open", "one-year", "own-dates", "print", "help"),
    Place.FIGURE_DATES: ("next-step", "back", "cover", "help"),
    Place.SAME_CONTACT: ("open", "back", "cover", "help"),
    Place.PEOPLE: ("open", "next-list", "back", "cover", "help"),
    Place.DETAILS: ("back", "cover", "help"),
    Place.CODE: ("next-step", "cover", "help"),
    Place.SUPERVISION: ("open", "back", "cover", "help"),
    Place.PREPARE: ("tick", "open", "print", "back", "help"),
    Place.REDACT: ("open", "take-away", "print", "back", "help"),
    Place.EXPORTS: ("delete-export", "back", "cover", "help"),
    Place.EXPORT: ("next-step", "back", "cover", "help"),
    Place.ERASE: ("next-step", "back", "cover", "help"),
    Place.HELP: ("close-help", "cover"),
    Place.COVER: ("uncover", "sign-in-instead"),
}
"""What the last line of each place shows, the most wanted first."""


def command(command_id: str) -> Command:
    return _BY_ID[command_id]


def commands_at(place: Place, roles: Iterable[Role] = ()) -> tuple[Command, ...]:
    held = frozenset(roles)
    return tuple(each for each in COMMANDS if each.is_for(place, held))


def footer_of(place: Place, roles: Iterable[Role] = ()) -> tuple[Command, ...]:
    held = frozenset(roles)
    named = (command(each) for each in FOOTERS[place])
    return tuple(each for each in named if each.is_for(place, held))


def _bound(commands: Iterable[Command], prefix: str = "") -> "list[Binding]":
    from textual.binding import Binding  # noqa: PLC0415 - the key sheet is made without Textual

    return [
        Binding(
            key,
            f"{prefix}{each.does}",
            each.words,
            show=False,
            key_display=key_name(key),
            priority=works_while_typing(key),
            tooltip=each.help,
            id=each.id,
        )
        for each in commands
        for key in each.keys
    ]


def _is_the_apps(each: Command) -> bool:
    """The App answers what means the same on every screen."""
    return works_while_typing(each.keys[0]) or each.id in ("find", "supervision", "print")


def app_bindings() -> "list[Binding]":
    """What the App answers: the keys that mean the same everywhere."""
    return _bound(each for each in COMMANDS if _is_the_apps(each))


def bindings_of(place: Place) -> "list[Binding]":
    """What a screen answers itself; roles are asked when the key is pressed, not here."""
    return _bound(each for each in COMMANDS if place in each.places and not _is_the_apps(each))


def key_sheet() -> str:
    """The README's table of keys."""
    lines = ["| key | what it does | where |", "| --- | --- | --- |"]
    for each in COMMANDS:
        keys = " ".join(f"`{key_name(key)}`" for key in each.keys)
        lines.append(f"| {keys} | {each.help} | {_where(each)} |")
    return "\n".join(lines)


def _where(each: Command) -> str:
    if each.places >= INSIDE - {Place.HELP}:
        return "everywhere"
    return ", ".join(place.heading for place in Place if place in each.places)

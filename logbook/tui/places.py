"""The places of the program: where somebody can be, and what a person should know there."""

from enum import StrEnum


class Place(StrEnum):
    """A screen as people think of it; the word is stable and never shown."""

    FRONT = "front"
    SET_UP = "set-up"
    CODES = "codes"
    CHOOSE = "choose"
    HOME = "home"
    KINDS = "kinds"
    SHARE = "share"
    QUESTION = "question"
    FORM = "form"
    STOP = "stop"
    CHECK = "check"
    SENT = "sent"
    TRIAGE = "triage"
    ENTRY = "entry"
    FIND = "find"
    POLICY = "policy"
    PERSON = "person"
    CHRONOLOGY = "chronology"
    FILTER = "filter"
    FILTERS = "filters"
    CHOICES = "choices"
    SINCE = "since"
    BEHIND = "behind"
    SAME_CONTACT = "same-contact"
    FIGURES = "figures"
    FIGURE_DATES = "figure-dates"
    PEOPLE = "people"
    DETAILS = "details"
    CODE = "code"
    SUPERVISION = "supervision"
    PREPARE = "prepare"
    REDACT = "redact"
    EXPORTS = "exports"
    EXPORT = "export"
    ERASE = "erase"
    ACTIONS = "actions"
    HELP = "help"
    COVER = "cover"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]

    @property
    def about(self) -> str:
        """What the help page says about this place, above its keys."""
        return _ABOUT[self]


BEFORE = frozenset({Place.FRONT, Place.SET_UP, Place.CODES, Place.CHOOSE})
"""Before anybody is signed in."""

OUTSIDE = BEFORE | {Place.COVER}
"""Where nobody is known to be at the keyboard."""

INSIDE = frozenset(Place) - OUTSIDE

_HEADINGS = {
    Place.FRONT: "Sign in",
    Place.SET_UP: "Set up a logbook",
    Place.CODES: "Codes to hand over",
    Place.CHOOSE: "Choose a passphrase",
    Place.HOME: "Home",
    Place.KINDS: "Record",
    Place.SHARE: "Before you share",
    Place.QUESTION: "A question",
    Place.ACTIONS: "Actions",
    Place.FORM: "Questions on one page",
    Place.STOP: "Stop",
    Place.CHECK: "Check your answers",
    Place.SENT: "Sent",
    Place.TRIAGE: "Triage",
    Place.ENTRY: "An entry",
    Place.FIND: "Find",
    Place.POLICY: "Policy",
    Place.PERSON: "A person",
    Place.CHRONOLOGY: "Chronology",
    Place.FILTER: "Filters",
    Place.FILTERS: "Filters that you keep",
    Place.CHOICES: "Choose",
    Place.SINCE: "Since you were last on",
    Place.BEHIND: "The entries behind it",
    Place.SAME_CONTACT: "Same contact",
    Place.FIGURES: "Figures",
    Place.FIGURE_DATES: "Figures of which days?",
    Place.PEOPLE: "People",
    Place.DETAILS: "One of them",
    Place.CODE: "A code to hand over",
    Place.SUPERVISION: "Supervision",
    Place.PREPARE: "Prepare a supervision",
    Place.REDACT: "An access request",
    Place.EXPORTS: "Exports",
    Place.EXPORT: "New export",
    Place.ERASE: "Confirm an erasing",
    Place.HELP: "Help",
    Place.COVER: "Cover",
}

_ABOUT = {
    Place.FRONT: (
        "Type part of your name or your initials, choose yourself, then type your passphrase."
        " If you have forgotten it, your manager can give you a code that lets you choose a"
        " new one."
    ),
    Place.SET_UP: (
        "There is no logbook in this folder yet. A few questions make one. Nothing is written"
        " before the recovery key was typed back from paper."
    ),
    Place.CODES: (
        "Each person named gets a code. It is good once, for 24 hours, and shown only now."
    ),
    Place.CHOOSE: (
        "You were given a code. Choose a passphrase of your own: at least 15 characters, such as"
        " four words that have nothing to do with each other. Nobody else can see it or set it."
    ),
    Place.HOME: (
        "What came back to you is first, then what you have not finished, then your entries."
        " What you have not finished is kept here and nobody else is shown it."
    ),
    Place.KINDS: (
        "Choose what happened. If two fit, choose either: the questions lead to the other."
    ),
    Place.SHARE: (
        "What to look at before you share one of our posts, or write about our work on your own"
        " page. Nothing is asked and nothing is kept."
    ),
    Place.ACTIONS: (
        "What was agreed and is still to be done, the most overdue first: what you were given,"
        " and for managers what is about the entries they read."
    ),
    Place.QUESTION: (
        "One question at a time. What you type is kept as you type it, so you can go back, or"
        " leave and come back, without losing a word. “I cannot say now” is always an answer."
    ),
    Place.FORM: (
        "The same questions on one page. Enter or Tab goes to the next, Shift+Tab to the one"
        " before. They come and go as you answer; what is missing is said beside its question when"
        " you continue."
    ),
    Place.STOP: (
        "Our policy does not allow this, and nobody is in trouble for asking. What happened is"
        " still recorded: go on when you have read the page."
    ),
    Place.CHECK: (
        "Nothing is sent yet. Read it through; change any answer by its number. It says who"
        " will read it and by when."
    ),
    Place.SENT: "It is sent. You will see at home what your manager says about it.",
    Place.TRIAGE: (
        "The most urgent is first. An entry is seen only when you say so with its key, never"
        " because the list passed over it. A key that cannot be used now says why. Beside the"
        " list, Tab goes into the entry to scroll it and Esc comes back."
    ),
    Place.ENTRY: (
        "Everything about one entry, newest words first. Nothing can be changed in it, only"
        " added to it."
    ),
    Place.FIND: "Type any words from an entry, initials, or its reference. Newest are first.",
    Place.POLICY: "The parts of the policy that matter here, in plain words.",
    Place.PERSON: "What was recorded about one person, newest first.",
    Place.CHRONOLOGY: (
        "What was recorded about one person, in order of when it happened, or of when it was"
        " noticed or recorded where that is not known. It holds what you may read, and nothing"
        " that is sealed. A row of its own says where nothing was recorded for weeks or more."
    ),
    Place.FILTER: (
        "What the list is narrowed by. Enter chooses on the row that the cursor is on; everything"
        " chosen has to be true. Esc shows what is left. What is sealed has no filters."
    ),
    Place.FILTERS: "The filters that you keep by name. Nobody else is shown them.",
    Place.CHOICES: "Type part of it, or go up and down, then Enter. Esc changes nothing.",
    Place.SINCE: (
        "What others did since you were last on, to the entries that you may read: each once, by"
        " what happened to it last, the newest first. What you did yourself is not among it."
    ),
    Place.BEHIND: (
        "The entries behind a number or a pattern, newest first: those that you may read."
    ),
    Place.FIGURES: (
        "A period in numbers, of the entries that you may read. Enter on a number opens the entries"
        " behind it. Practice entries, staff conduct and sealed entries are never counted."
    ),
    Place.FIGURE_DATES: "The first and the last day that count, as you would say them.",
    Place.SAME_CONTACT: (
        "A name, number or payment name that stands in entries about different people, for the"
        " safeguarding leads. It gives references and levels, and whom to ask; of an entry that you"
        " may not read it shows no word. It is a reason to ask, and proves nothing about anybody."
    ),
    Place.PEOPLE: (
        "Staff, service users, houses, who is on call and settings: Tab or ← → turn to the list."
        " Type part of a name to find somebody, however it is spelled; Enter opens them. The first"
        " line adds somebody. A list of service users in a file comes in with: logbook import"
        " people FILE. Staff get their accounts one by one, each with a code."
    ),
    Place.DETAILS: (
        "What is said of somebody, and under it what can be done. Press a number to do what stands"
        " beside it. What you may not do has no number, and says who may. Nothing is saved before"
        " the button that names it."
    ),
    Place.CODE: (
        "Read the code out or write it down: it is shown only now. It is good once, for 24 hours."
        " Its owner picks their name at the sign-in screen, types the code and chooses a"
        " passphrase. If it is lost, make another."
    ),
    Place.SUPERVISION: (
        "Whom you supervise, when the last one was and when the next one is; whoever is most"
        " overdue is first. Enter opens one of them: prepare, hold and sign it there, and print it."
    ),
    Place.PREPARE: (
        "What there is to talk about, gathered for you. Space takes an entry out or back in, and"
        " says what became of something agreed; Enter opens an entry, adds an action or changes the"
        " days. It is kept as you type it, for you alone, until the meeting is held: Tab, Enter."
    ),
    Place.REDACT: (
        "Everything in the entries about one person, for them. Names of other people are left out"
        " by themselves; add what else has to be left out, and why. The reasons are printed and"
        " kept in the log; the words are not."
    ),
    Place.EXPORTS: (
        "A new export holds what the list you came from shows, and only what you may read; sealed"
        " entries are never in it. Below are the exports of yours that are still on this computer."
    ),
    Place.EXPORT: (
        "Three questions, then the file is written. It holds personal data and logbook does not"
        " protect it: keep it where only those who need it can read it."
    ),
    Place.ERASE: (
        "Erasing takes two people: the General Manager asks, and you confirm it with your own"
        " passphrase, or go back. Afterwards it says which backups and exports may still hold the"
        " entry."
    ),
    Place.HELP: "The keys of the place you came from.",
    Place.COVER: (
        "Somebody is signed in and the screen is covered. Their passphrase uncovers it;"
        " anybody else can sign in as themselves, and nothing of theirs is lost."
    ),
}

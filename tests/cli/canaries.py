"""A logbook with a word of its own at every place where somebody types, for a test to look for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from service_makers import (
    ALICE,
    DANIEL,
    DEPUTY,
    GENERAL_MANAGER,
    HENRY,
    LEAD,
    MINA,
    NIA,
    ORDINARY,
    PASSPHRASE,
    SAM,
    SANDRA,
    SAUL,
    WORRIED,
    BirchLane,
    answered,
    birch_lane,
)

from logbook.domain.events import reference
from logbook.domain.filters import Facet, Filter
from logbook.domain.levels import Level
from logbook.domain.questions import Typed
from logbook.domain.standing import How
from logbook.domain.supervision import Action
from logbook.services import (
    actions,
    amending,
    drafts,
    erasing,
    filtering,
    queue,
    reading,
    recording,
    retention,
    review,
    supervision,
    triage,
    worksheets,
)
from logbook.services.desk import Desk
from logbook.services.reading import OpenEntry

EVERYBODY = (SAM, NIA, SAUL, SANDRA, HENRY, GENERAL_MANAGER, DEPUTY, LEAD)
REDACTED = "redacted-because"
"""The place of the reason why something is left out of an answer to an access request."""
PAST = timedelta(days=3 * 365 + 2)
"""After which a request for help is past its years."""


def bird(place: str) -> str:
    """The word that stands at one place; no word is a part of another."""
    return f"qz{place.replace('-', '')}zq"


@dataclass
class Aviary:
    """The logbook, the words in it, and its entries by what they are called here."""

    lane: BirchLane
    words: set[str] = field(default_factory=set)
    entries: dict[str, str] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)

    def desk(self, who: str) -> Desk:
        """Somebody's own, the same all the time: opening one costs more than what is done at it."""
        if who not in self.desks:
            self.desks[who] = self.lane.desk(who)
        return self.desks[who]

    def said(self, place: str) -> str:
        self.words.add(place)
        return bird(place)

    def send(self, who: str, name: str, typed: Mapping[str, Typed], kind: str = "") -> str:
        desk = self.desk(who)
        done = recording.send(desk, answered(desk, dict(typed), kind or "help-request"))
        self.entries[name] = done.entry
        part = reading.open_entry(desk, done.entry).standing.linked
        if part:
            self.entries[f"{name}-part"] = part
        return done.entry

    def open(self, who: str, name: str) -> tuple[Desk, OpenEntry]:
        desk = self.desk(who)
        return desk, reading.open_entry(desk, self.entries[name])

    @property
    def marks(self) -> Mapping[str, str]:
        """What to look for: each word, and each entry's reference, by what it is called here."""
        self.words.add(REDACTED)
        references = {f"# {name}": reference(entry) for name, entry in self.entries.items()}
        return {each: bird(each) for each in self.words} | references

    def ordinary(self, place: str, person: str = MINA) -> dict[str, Typed]:
        return {**ORDINARY, "person": person, "asked": self.said(place)}

    def naming(self, place: str, staff: str) -> dict[str, Typed]:
        """Somebody's part in it leaves as a sealed entry of its own."""
        return {
            **self.ordinary(place, DANIEL),
            "careful": "staff",
            "staff": staff,
            "staff-did": self.said(f"{place}-sealed"),
            "worried": "no",
        }


def aviary(folder: Path) -> Aviary:
    """Everything typed once, by whoever types it."""
    made = Aviary(birch_lane(folder))
    _past(made)
    _worry(made)
    _reviewed(made)
    _about_staff(made)
    _sealed(made)
    _others(made)
    _unsent(made)
    _supervised(made)
    return made


def _past(made: Aviary) -> None:
    """Closed years ago: one each is kept, held, to be erased, refused, and erased."""
    lane = made.lane
    names = ("kept", "held", "to-erase", "refused", "erased", "let-go")
    for name in names:
        lane.clock.pass_(minutes=1)
        made.send(SAM, name, made.ordinary(f"{name}-words"))
        if name == "erased":
            _said_of_what_is_erased(made)
        sandra, opened = made.open(SANDRA, name)
        opened = triage.decide(
            sandra, opened, outcome="help-given", because="Done.", next_step="", words="Thank you."
        )
        triage.close(sandra, opened)
    lane.clock.now += PAST
    grace, lead = made.desk(GENERAL_MANAGER), lane.member(LEAD).id
    known = {name: reference(made.entries[name]) for name in names}
    retention.keep_on(grace, known["kept"], made.said("kept-because"))
    retention.hold(grace, known["held"], made.said("held-because"))
    retention.hold(grace, known["let-go"], made.said("let-go-hold"))
    retention.let_go(grace, known["let-go"], made.said("let-go-because"))
    erasing.ask(grace, known["to-erase"], lead, made.said("to-erase-because"))
    asked = erasing.ask(grace, known["refused"], lead, made.said("refused-ask"))
    erasing.end(made.desk(LEAD), asked.request.id, made.said("refused-because"))
    asked = erasing.ask(grace, known["erased"], lead, made.said("erased-because"))
    erasing.confirm(made.desk(LEAD), asked.request.id, PASSPHRASE)


def _said_of_what_is_erased(made: Aviary) -> None:
    """Words of others about it, sent and half written, that have to go with it."""
    sandra, opened = made.open(SANDRA, "erased")
    opened = triage.ask(sandra, opened, made.said("erased-question"))
    sam, own = made.open(SAM, "erased")
    triage.answer(sam, own, made.said("erased-answer"))
    adding = amending.begin(sam, own.id)
    drafts.keep(sam, adding, adding.draft.with_typed(amending.NOTE, made.said("erased-draft")))
    sandra, opened = made.open(SANDRA, "erased")
    at = review.begin(sandra, opened, queue.earlier(sandra, opened))
    review.keep(sandra, at, at.draft.with_typed("because", made.said("erased-review")))
    opened = actions.note(sandra, opened, made.said("erased-note"))
    henry, what = made.lane.member(HENRY).id, made.said("erased-action")
    actions.agree(sandra, opened, what=what, who=henry, due=sandra.today)


def _worry(made: Aviary) -> None:
    """All that can be said of an entry, save its review."""
    lane, said = made.lane, made.said
    typed = {
        **WORRIED,
        "asked": said("asked"),
        "did": f"theirs-they: {said('did')}",
        "next": said("next"),
        "saw": said("saw"),
        "said": said("own-words"),
        "heard": said("heard"),
        "think": said("think"),
        "wishes": f"said: {said('wishes')}",
        "told": [{"who": said("told-who"), "role": "police", "how": "phone", "when": "today 2pm"}],
    }
    made.send(SAM, "worry", typed)
    sandra, opened = made.open(SANDRA, "worry")
    opened = triage.take(sandra, opened)
    opened = triage.set_level(sandra, opened, Level.MEDIUM, said("level-because"))
    opened = triage.ask(sandra, opened, said("question"))
    sam = made.desk(SAM)
    triage.answer(sam, made.open(SAM, "worry")[1], said("answer"))
    adding = amending.begin(sam, made.entries["worry"])
    adding.draft = adding.draft.with_typed(amending.NOTE, said("added"))
    amending.send(sam, adding)
    sandra, opened = made.open(SANDRA, "worry")
    opened = triage.discussed(
        sandra,
        opened,
        who=said("talked-to"),
        role="police",
        how=How.PHONE,
        when=lane.clock.now,
        answered=said("talk"),
        reference=said("talk-reference"),
    )
    opened = triage.resume(sandra, triage.wait(sandra, opened, said("waiting-for")))
    opened = triage.offer(sandra, opened, lane.member(HENRY).id, said("offer"))
    triage.refuse(*made.open(HENRY, "worry"), words=said("offer-refused"))
    sandra, opened = made.open(SANDRA, "worry")
    opened = triage.offer(sandra, opened, lane.member(HENRY).id, said("offer-again"))
    opened = triage.recall(sandra, opened, said("recalled"))
    opened = actions.note(sandra, opened, said("note"))
    for what, who in (
        ("action", said("action-who")),
        ("action-of-sam", lane.member(SAM).id),
        ("action-of-henry", lane.member(HENRY).id),
    ):
        opened = actions.agree(sandra, opened, what=said(what), who=who, due=sandra.today)
    actions.done(sandra, opened.standing.actions[0], said("action-note"))


def _reviewed(made: Aviary) -> None:
    """A review that was decided, told, closed and opened again."""
    said = made.said
    made.send(NIA, "reviewed", {**WORRIED, "asked": said("reviewed-words")})
    sandra, opened = made.open(SANDRA, "reviewed")
    at = review.begin(sandra, opened, queue.earlier(sandra, opened))
    draft, typed = at.draft, _review(made)
    while (question := draft.journey(sandra.now).current) is not None:
        draft = recording.answer(sandra, draft, question, typed[question.key])
    opened = review.decide(sandra, opened, replace(at, draft=draft))
    opened = triage.close(sandra, opened)
    triage.reopen(sandra, opened, said("reopened-because"))


def _review(made: Aviary) -> dict[str, Typed]:
    said = made.said
    return {
        "earlier": "looked",
        "level": "agree",
        "s42-needs": "yes",
        "s42-risk": "yes",
        "s42-unable": "no",
        "cqc": "none",
        "outside": "none",
        "least": f"yes: {said('least')}",
        "outcome": "advice",
        "because": said("decision-because"),
        "risk": "reduced",
        "wishes": "partly",
        "actions": "yes",
        "action-1-what": said("review-action"),
        "action-1-who": SANDRA,
        "action-1-by": "friday",
        "action-1-every": "once",
        "action-1-more": "no",
        "next": said("decision-next"),
        "look-again": "in 2 weeks",
        "feedback": f"given: {said('feedback')}",
        "words": said("told-words"),
    }


def _about_staff(made: Aviary) -> None:
    """About a line manager, about the General Manager, and about somebody a reader named."""
    made.send(SAM, "names-sandra", made.naming("names-sandra", SANDRA))
    made.send(NIA, "names-grace", made.naming("names-grace", GENERAL_MANAGER))
    made.send(SAUL, "about-henry", made.ordinary("about-henry-words", ALICE))
    grace, opened = made.open(GENERAL_MANAGER, "about-henry")
    henry = made.lane.member(HENRY).id
    triage.name_about(grace, opened, [henry], made.said("about-henry-because"))


def _sealed(made: Aviary) -> None:
    said = made.said
    conduct: dict[str, Typed] = {
        "whose": "other",
        "staff": HENRY,
        "sort": "bullying",
        "facts": said("sealed-facts"),
        "happened": "today 2pm",
        "supporting": "no",
        "hurt": "no",
        "platform": "facebook",
        "identifiable": "no",
        "exact": said("sealed-exact"),
        "found": said("sealed-found"),
        "kept": "no",
        "told": [{"nobody": said("sealed-nobody")}],
    }
    made.send(SAUL, "sealed", conduct, "staff-conduct")
    lena, opened = made.open(LEAD, "sealed")
    opened = triage.ask(lena, opened, said("sealed-question"))
    triage.answer(*made.open(SAUL, "sealed"), text=said("sealed-answer"))
    lena, opened = made.open(LEAD, "sealed")
    opened = actions.note(lena, opened, said("sealed-note"))
    opened = actions.agree(
        lena, opened, what=said("sealed-action"), who=lena.keys.member_id, due=lena.today
    )
    triage.decide(
        lena,
        opened,
        outcome="advice",
        because=said("sealed-because"),
        next_step=said("sealed-next"),
        words=said("sealed-told"),
    )


def _others(made: Aviary) -> None:
    made.send(NIA, "withdrawn", made.ordinary("withdrawn-words"))
    nia, opened = made.open(NIA, "withdrawn")
    triage.withdraw(nia, opened, made.said("withdrawn-because"))
    made.send(GENERAL_MANAGER, "by-grace", made.ordinary("by-grace-words"))
    made.send(SANDRA, "by-sandra", made.ordinary("by-sandra-words"))
    grace, opened = made.open(GENERAL_MANAGER, "by-sandra")
    opened = actions.note(grace, opened, made.said("note-on-sandra"))
    made.send(
        SAUL,
        "same-contact",
        {**WORRIED, "person": ALICE, "asked": made.said("same-contact-words")},
    )
    nia = made.desk(NIA)
    opened_draft = recording.begin(nia, "help-request", recording.Begun(practice=True))
    draft, typed = opened_draft.draft, made.ordinary("practice-words")
    while (question := draft.journey(nia.now).current) is not None:
        draft = recording.answer(nia, draft, question, typed[question.key])
    drafts.keep(nia, opened_draft, draft)
    made.entries["practice"] = recording.send(nia, opened_draft).entry


def _unsent(made: Aviary) -> None:
    """Half of a new entry, of an addition and of a review, and a filter kept by name."""
    lane, said = made.lane, made.said
    nia, sam, sandra = made.desk(NIA), made.desk(SAM), made.desk(SANDRA)
    answered(nia, {"person": MINA, "asked": said("draft")})
    adding = amending.begin(sam, made.entries["worry"])
    drafts.keep(sam, adding, adding.draft.with_typed(amending.REASON, said("draft-added")))
    opened = reading.open_entry(sandra, made.entries["worry"])
    at = review.begin(sandra, opened, queue.earlier(sandra, opened))
    review.keep(sandra, at, at.draft.with_typed("because", said("draft-review")))
    sheet = worksheets.open_sheet(sandra, f"supervision:{lane.member(SAM).id}")
    worksheets.keep(sandra, sheet, {"discussed": said("draft-sheet")})
    filtering.keep(sandra, said("filter-name"), Filter().having(Facet.LEVEL, "high"))


def _supervised(made: Aviary) -> None:
    sandra, said = made.desk(SANDRA), made.said
    prepared = supervision.prepare(sandra, made.lane.member(NIA))
    what, who = said("supervision-action"), said("supervision-who")
    agreed = Action(id="a1", what=what, who=who, by=sandra.today)
    supervision.hold(
        sandra,
        prepared,
        held_on=supervision.today(sandra),
        picked=[each.id for each in prepared.entries],
        discussed=said("supervision-words"),
        agreed=(agreed,),
        reviewed={},
    )

"""Every question of every kind on the smallest screen: nothing that is needed is out of sight."""

from dataclasses import replace

from at_work import at_work
from pages import settled, text
from service_makers import BirchLane

from logbook.domain.conditions import ALWAYS, NEVER
from logbook.domain.kinds import Kind
from logbook.domain.questions import LongText, OneOf, Question, Stop, Told
from logbook.policy.kinds import KINDS
from logbook.services import drafts
from logbook.services.drafts import Draft
from logbook.tui.recording import Recording
from logbook.tui.screens.way import page_of


def alone(question: Question) -> Question:
    """The question as it is asked, whatever was answered before."""
    return replace(question, when=ALWAYS, optional=NEVER)


def wanted(question: Question) -> list[str]:
    """What has to be read on its page."""
    if isinstance(question, Stop):
        return [
            "STOP",
            question.words,
            "Hold Enter, or type stop then press Enter, to go on",
            question.after,
        ]
    words = [question.words, question.hint, question.banner]
    if isinstance(question, LongText):
        words += ["[ Continue ]", "Tab, then Enter"]
    if isinstance(question, OneOf):
        words += [question.offered[0].label]
    elif not isinstance(question, Told):
        words += ["[ I cannot say now ]"]
    else:
        words += ["[ Nobody yet, because … ]"]
    return [each for each in words if each]


def every_question() -> list[tuple[Kind, Question]]:
    """Each question once, however many kinds share it, with a kind of its own to stand in."""
    found = {alone(each): kind for kind in KINDS for each in kind.questions}
    return [(Kind(kind.key, kind.title, (each,)), each) for each, kind in found.items()]


async def test_nothing_needed_is_out_of_sight_at_80_by_24(lane: BirchLane) -> None:
    missing = []
    async with at_work(lane) as worker:
        desk = worker.session.desk
        asking = desk.asking()
        for nth, (only, question) in enumerate(every_question()):
            draft = Draft(id=f"d{nth}", kind=only, started=desk.now, at=question.key)
            recording = Recording(worker.session, drafts.start(desk, draft), asking, page_of)
            page = page_of(recording)
            # One in the place of the other: Home beneath them would read every draft each time.
            await (worker.app.switch_screen(page) if nth else worker.app.push_screen(page))
            await settled(worker.pilot)
            shown = " ".join(text(worker.app).split())
            missing += [(question.key, each) for each in wanted(question) if each not in shown]
            page.is_over = True
    assert missing == []

"""The way through a recording: how one begins, and which page a draft is on."""

from logbook.domain.questions import Stop
from logbook.domain.source import FOR_WHOM, HOW_IT_CAME
from logbook.services import amending, drafts, reading
from logbook.services import recording as services
from logbook.services.last import last_given
from logbook.services.raising import LEVEL
from logbook.services.recording import ORDINARY, Begun
from logbook.tui.recording import Recording
from logbook.tui.screens.amend import AmendScreen
from logbook.tui.screens.answering import AnsweringScreen
from logbook.tui.screens.beside import BesideScreen
from logbook.tui.screens.check import CheckScreen
from logbook.tui.screens.colleague import ColleagueScreen
from logbook.tui.screens.form import FormScreen
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.screens.question import QuestionScreen
from logbook.tui.screens.stop import StopScreen
from logbook.tui.session import Session

_FOR_A_COLLEAGUE = frozenset({FOR_WHOM.key, HOW_IT_CAME.key})
_BESIDE = frozenset({amending.NOTE, amending.REASON, LEVEL})


def page_of(recording: Recording) -> KeptScreen:
    """The page that a draft is on; the list of its answers where every question has one."""
    at = recording.draft.at
    if at == amending.ANSWER and recording.entry is not None:
        return AnsweringScreen(recording, recording.entry)
    if at in _FOR_A_COLLEAGUE | _BESIDE:
        return (
            ColleagueScreen(recording, at)
            if at in _FOR_A_COLLEAGUE
            else BesideScreen(recording, at)
        )
    question = next((each for each in recording.journey.path if each.key == at), None)
    if question is None and recording.entry is None:
        question = recording.journey.current
    if isinstance(question, Stop):
        return StopScreen(recording, question)
    if question is not None:
        return (FormScreen if recording.is_form else QuestionScreen)(recording, question)
    return list_of(recording)


def list_of(recording: Recording) -> KeptScreen:
    if recording.entry is not None:
        return AmendScreen(recording, recording.entry)
    return CheckScreen(recording)


# called in a thread


def begin(session: Session, kind_key: str, begun: Begun = ORDINARY) -> Recording:
    """Start recording."""
    return _opened(session, services.begin(session.desk, kind_key, begun))


def beside(session: Session, entry_id: str) -> Recording:
    """Start the ordinary entry that a sealed one calls for, without what is sealed."""
    return _opened(session, services.begin_beside(session.desk, entry_id))


def resume(session: Session, draft_id: str) -> Recording:
    """Go on with what was not finished.

    Raises:
        DraftGone: it was sent or thrown away elsewhere.
        NotFound: what it adds to is not this person's to read any more.
    """
    return _opened(session, drafts.resume(session.desk, draft_id))


def amend(session: Session, entry_id: str) -> Recording:
    """Add to an entry, or go on adding.

    Raises:
        NotAllowed: it is not this person's to add to, or not now.
    """
    return _opened(session, amending.begin(session.desk, entry_id))


def answer(session: Session, entry_id: str) -> Recording:
    """Answer what a manager asked, or go on answering.

    Raises:
        NotAllowed: nothing is asked any more.
    """
    return _opened(session, amending.begin_answer(session.desk, entry_id))


def _opened(session: Session, opened: drafts.Open) -> Recording:
    recording = Recording(session, opened, session.desk.asking(), page_of)
    recording.last = last_given(session.desk, opened.draft.kind)
    if opened.draft.amends:
        recording.entry = reading.open_entry(session.desk, opened.draft.amends)
    return recording

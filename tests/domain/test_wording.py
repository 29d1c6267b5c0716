"""What happened to an entry, in sentences."""

from dataclasses import replace
from datetime import datetime

from happenings import MONDAY, STAFF, Happenings, entry, response

from logbook.domain.events import Plain, Verb, utc_text
from logbook.domain.folding.reading import CONTENT_GONE
from logbook.domain.levels import Level
from logbook.domain.wording import history, news_for_worker, within_sentence


def when(at: datetime) -> str:
    return f"{at:%H:%M}"


def lines(log: Happenings) -> list[str]:
    return [line.words for line in history(log.events, STAFF, when)]


def news(log: Happenings) -> list[str]:
    return [each.words for each in news_for_worker(log.standing, STAFF, when)]


def test_history_reads_as_sentences() -> None:
    log = Happenings.of(entry(level=Level.HIGH)).then(Verb.TAKEN, "sandra")
    log.then(Verb.LEVEL_SET, "sandra", {"level": "low", "because": "he is safe"})
    log.then(Verb.ASKED, "sandra", {"question": "Which account?"})
    log.then(Verb.ANSWERED, "sam", {"answer": "The old one."})
    log.then(Verb.WAITING, "sandra", {"for": "the bank"}).then(Verb.RESUMED, "sandra")
    log.then(
        Verb.DECIDED,
        "sandra",
        {"outcome": "advice-given", "because": "in time", "next": "check on Friday"},
    )
    log.then(Verb.TOLD, "sandra", {"words": "Well done."}).then(Verb.CLOSED, "sandra")
    assert lines(log) == [
        "13:02 sent by Sam",
        "14:02 taken by Sandra",
        "15:02 Sandra lowered it to Low because he is safe",
        "16:02 Sandra asked: “Which account?”",
        "17:02 Sam answered: “The old one.”",
        "18:02 Sandra waits for the bank",
        "19:02 taken up again by Sandra",
        "20:02 Sandra decided: advice given because in time. Next: check on Friday.",
        "21:02 Sandra told whoever wrote it: “Well done.”",
        "22:02 closed by Sandra",
    ]


def test_what_the_page_told_its_author_is_nobodys_telling() -> None:
    log = Happenings.of(entry()).then(Verb.TOLD, "sam", {"words": "Thank you."})
    assert lines(log)[-1] == "14:02 Sam was told at once: “Thank you.”"


def test_history_keeps_what_was_undone_and_says_so() -> None:
    log = Happenings.of(entry(level=Level.HIGH)).then(Verb.SEEN, "sandra")
    log.then(Verb.LEVEL_SET, "sandra", {"level": "low", "because": "slip"})
    log.then(Verb.UNDONE, "sandra", {"event": "event3"})
    log.then(Verb.LEVEL_SET, "sandra", {"level": "emergency", "because": "he is outside"})
    assert lines(log)[2:] == [
        "15:02 Sandra lowered it to Low because slip (undone)",
        "16:02 newest step undone by Sandra",
        "17:02 Sandra raised it to Emergency because he is outside",
    ]


def test_history_tells_a_talk_from_a_message_left() -> None:
    log = Happenings.of(entry())
    talk = {"who": "sandra", "role": "line manager", "when": utc_text(MONDAY)}
    log.then(Verb.DISCUSSED, "sam", {**talk, "how": "message"})
    log.then(Verb.DISCUSSED, "sam", {**talk, "how": "phone", "answer": "Stay with her."})
    log.then(Verb.DISCUSSED, "sam", {"who": "R. Hale", "how": "in-person"})
    assert lines(log)[1:] == [
        "14:02 Sam left a message for Sandra, line manager, at 13:02",
        "15:02 Sam talked with Sandra, line manager, on the phone at 13:02: “Stay with her.”",
        "16:02 Sam talked with R. Hale in person",
    ]


def test_history_says_what_was_added_and_changed() -> None:
    log = Happenings.of(entry())
    changed: list[Plain] = [response("platform", "Snapchat").to_plain()]
    log.then(
        Verb.AMENDED,
        "sam",
        {"note": "He came.", "responses": changed, "reason": "mistaken", "level": "high"},
    )
    log.then(Verb.ABOUT_NAMED, "sandra", {"members": ["henry", "amir"]})
    log.then(Verb.EXPORTED, "sandra")
    assert lines(log)[1:] == [
        (
            "14:02 Sam added to it and changed “What about platform?”, raising it to High, "
            "because mistaken: “He came.”"
        ),
        "15:02 Sandra said that this is about Henry and Amir",
        "16:02 exported by Sandra",
    ]


def test_history_without_its_words_is_still_a_history() -> None:
    log = Happenings.of(entry()).then(Verb.SEEN, "sandra").then(Verb.ASKED, "sandra")
    log.events[:] = [replace(event, body=None) for event in log.events]
    assert lines(log) == [
        "13:02 sent by Sam",
        "14:02 seen by Sandra",
        f"15:02 Sandra: asked {CONTENT_GONE}",
    ]


def test_a_worker_hears_first_that_it_was_read() -> None:
    log = Happenings.of(entry())
    assert news(log) == []
    assert news(log.then(Verb.SEEN, "sandra")) == ["Sandra read it 14:02."]


def test_a_worker_hears_the_question_and_is_asked_to_answer() -> None:
    log = Happenings.of(entry()).then(Verb.ASKED, "sandra", {"question": "Which account?"})
    (asked,) = news_for_worker(log.standing, STAFF, when)
    assert asked.words == "Sandra asks: Which account?"
    assert asked.answer


def test_a_worker_hears_a_decision_once_they_were_told_it() -> None:
    log = Happenings.of(entry()).then(Verb.SEEN, "sandra")
    log.then(
        Verb.DECIDED,
        "sandra",
        {"outcome": "advice-given", "because": "it was in time", "next": "check on Friday"},
    )
    assert news(log) == ["Sandra read it 14:02."]
    assert news(log.then(Verb.TOLD, "sandra", {"words": "You did well."})) == [
        (
            "Sandra read it 14:02 and decided: advice given, because it was in time. "
            "Next: check on Friday. “You did well.”"
        )
    ]


def test_what_the_page_told_already_is_no_news() -> None:
    log = Happenings.of(entry(level=Level.LOW, outcome="ignored-as-policy"))
    assert news(log.then(Verb.TOLD, "sam", {"words": "Nothing more to do."})) == []


def test_a_worker_hears_that_it_was_opened_again() -> None:
    log = Happenings.of(entry()).then(
        Verb.DECIDED,
        "sandra",
        {"outcome": "advice-given", "because": "in time", "next": "", "words": "Well done."},
    )
    log.then(Verb.REOPENED, "amir", {"because": "it happened again"})
    assert news(log) == ["Amir opened it again because it happened again"]
    log.then(Verb.TAKEN, "gail")
    assert news(log) == ["Amir opened it again because it happened again"]
    log.then(Verb.DECIDED, "gail", {"outcome": "advice-given", "words": "Thank you."})
    log.then(Verb.CLOSED, "gail").then(Verb.AMENDED, "sam", {"note": "worse", "level": "emergency"})
    assert news(log) == []


def test_whoever_it_turned_out_to_be_about_did_not_read_it_for_anybody() -> None:
    log = Happenings.of(entry()).then(Verb.SEEN, "amir").then(Verb.SEEN, "sandra")
    assert news(log) == ["Sandra read it 15:02."]
    log.then(Verb.ABOUT_NAMED, "amir", {"members": ("sandra",)})
    assert news(log) == ["Amir read it 14:02."]


def test_a_reason_stands_within_a_sentence_and_names_keep_their_capital() -> None:
    assert within_sentence("An older contact came back") == "an older contact came back"
    assert within_sentence("I saw it") == "I saw it"
    assert within_sentence("Amina asked for it") == "Amina asked for it"
    assert within_sentence("") == ""


def test_an_agreed_action_is_told_with_its_day() -> None:
    log = Happenings.of(entry())
    log.then(
        Verb.ACTION_AGREED,
        "sandra",
        {"action": "1", "what": "ring the bank", "who": "sam", "due": "2026-11-26"},
    )
    assert lines(log)[-1].endswith(
        "Sandra agreed an action for Sam by Thursday 26 November 2026: ring the bank"
    )

"""The policy page, and which widget asks which question."""

from collections.abc import Iterator
from typing import Any, get_args

from at_work import at_work, begun, resume
from service_makers import ORDINARY, SAM, BirchLane

from logbook.domain import questions
from logbook.domain.questions import Question
from logbook.policy.clauses import CLAUSES, VERSION
from logbook.policy.kinds import KINDS
from logbook.tui.screens.policy import PolicyScreen
from logbook.tui.widgets.asking import field_for, how_to_answer


async def test_every_clause_is_there_under_its_section_with_the_version(
    lane: BirchLane,
) -> None:
    async with at_work(lane, size=(120, 60)) as worker:
        await worker.press("f8")
        await worker.waits_for("Our social media policy", VERSION, "Birch Lane Support's positions")
        for clause in CLAUSES:
            assert worker.sees(" ".join(clause.text.split()), clause.title)
        assert "For the question you are at" not in worker.shown
        assert worker.shown.count("The views expressed on this site") == 1


async def test_the_clause_of_the_question_stands_first_and_esc_leads_back(
    lane: BirchLane,
) -> None:
    begun(lane, {key: ORDINARY[key] for key in ("person", "asked", "happened", "platform")})
    async with at_work(lane) as worker:
        await resume(worker, "What kind of help did they ask for?")
        await worker.type("3")
        await worker.press("f8")
        await worker.waits_for("For the question you are at")
        assert isinstance(worker.screen, PolicyScreen)
        assert "Help with care." in worker.shown.partition("Using personal")[0]
        await worker.press("f8", "escape")
        await worker.waits_for("What kind of help did they ask for?", "☑ 3")


async def test_a_question_without_a_clause_opens_it_at_the_nearest(lane: BirchLane) -> None:
    begun(lane, {})
    async with at_work(lane) as worker:
        await resume(worker, "Who asked?")
        await worker.press("f8")
        await worker.waits_for("For what you are recording")
        assert "Help with care." in worker.shown.partition("Using personal")[0]


def test_every_type_of_question_is_named_where_the_type_checker_looks() -> None:
    def below(kind: type[Any]) -> Iterator[type[Any]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    ours = {each for each in below(Question) if each.__module__.startswith("logbook.")}
    assert ours == set(get_args(questions.AnyQuestion))


def test_every_question_of_every_kind_has_a_field(lane: BirchLane) -> None:
    asking = lane.desk(SAM).asking()
    for kind in KINDS:
        for question in kind.questions:
            assert field_for(question, lambda: asking, required=True) is not None
            assert isinstance(how_to_answer(question), str)

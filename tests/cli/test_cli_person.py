"""`logbook person`, and filters on the command line: rights, what is on record, and words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import BirchLane, at_birch_lane, birch_lane
from service_makers import DANIEL, GENERAL_MANAGER, HENRY, NIA, ORDINARY, SAM, SANDRA, WORRIED, sent

from logbook.services import filtering
from logbook.services.filtering import EVERYTHING, Facet


@pytest.fixture
def birch(tmp_path: Path) -> Iterator[BirchLane]:
    birch = birch_lane(tmp_path / "data")
    sent(birch.desk(SAM), WORRIED)
    sent(birch.desk(NIA), {**ORDINARY, "person": "M.T."})
    high = EVERYTHING.having(Facet.LEVEL, "high")
    filtering.keep(birch.desk(SANDRA), "Urgent", high)
    birch.close()
    (tmp_path / "out").mkdir()
    yield birch
    birch.close()


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_chronology_is_a_file_on_record(birch: BirchLane, tmp_path: Path, form: str) -> None:
    answer = at_birch_lane(
        *(birch, SANDRA, "person", "daniel", "--chronology"),
        *("--format", form, "--out", tmp_path / "out"),
    )
    (made,) = (tmp_path / "out").iterdir()
    assert answer.done.startswith(f"{made}: 1 entry. It contains personal data")
    assert made.name.startswith("logbook-chronology-")
    person = birch.person(DANIEL).id
    bodies = [each.body or {} for each in birch.desk(SANDRA).stored_events_of(person)]
    (said,) = [each for each in bodies if "what" in each]
    assert said["what"] == "chronology"


def test_it_holds_what_its_maker_may_read_and_is_for_managers(
    birch: BirchLane, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = at_birch_lane(birch, HENRY, "person", "daniel", "--chronology", "--out", out)
    assert ": 0 entries." in answer.done
    for whose, how in ((SAM, "--chronology"), (SAM, "--record"), (SANDRA, "--access-request")):
        before = len(list(out.iterdir()))
        assert at_birch_lane(birch, whose, "person", "daniel", how, "--out", out).status == 1
        assert len(list(out.iterdir())) == before


def test_a_record_in_easy_words_is_written(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    at_birch_lane(
        *(birch, SANDRA, "person", "Daniel Webb", "--record", "--format", "md", "--out", out)
    )
    (made,) = out.iterdir()
    assert "What we wrote about you" in made.read_text(encoding="utf-8")


def test_one_of_three_is_chosen(birch: BirchLane) -> None:
    for how in ((), ("--chronology", "--record")):
        assert at_birch_lane(birch, SANDRA, "person", "daniel", *how).status == 2


def test_search_takes_filters_with_words_and_alone(birch: BirchLane) -> None:
    for given, many in (
        (("--filter", "urgent"), 1),
        (("--house", "Maple House"), 2),
        (("--house", "maple", "--level", "high", "posting"), 1),
        (("--person", "mina", "--harm", "Romance fraud"), 0),
        (("--mine", "--from", "today"), 2),
    ):
        told = at_birch_lane(birch, SANDRA, "search", "--json", *given).done
        assert f'"found": {many}' in told, given
    assert at_birch_lane(birch, SANDRA, "search").status == 2
    assert at_birch_lane(birch, HENRY, "search", "--filter", "urgent").status == 1


def test_an_export_takes_a_filter_that_was_kept(birch: BirchLane, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = at_birch_lane(birch, SANDRA, "export", "csv", "--filter", "Urgent", "--out", out)
    assert ": 1 entry." in answer.done
    events = birch.desk(GENERAL_MANAGER).stored_events_of(
        birch.desk(GENERAL_MANAGER).store.logbook_id
    )
    said = events[-1].body or {}
    assert "Level: !! High" in str(said["filter_words"])


def test_an_access_request_leaves_words_out_and_keeps_why_alone(
    birch: BirchLane, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = at_birch_lane(
        *(birch, GENERAL_MANAGER, "person", "daniel", "--access-request"),
        *("--format", "md", "--out", out),
        typed="girlfriend\nanother person's life\n\n",
    )
    assert "Left out in 1 place: another person's life" in answer.done
    (made,) = out.iterdir()
    assert "girlfriend" not in made.read_text(encoding="utf-8")
    desk = birch.desk(GENERAL_MANAGER)
    (said,) = [e.body or {} for e in desk.stored_events_of(birch.person(DANIEL).id)][-1:]
    assert said["left_out"] == [{"reason": "another person's life", "places": 1}]

"""Files that leave: whole or not there, named by the program, and only in the chosen folder."""

import hashlib
import os
import re
import stat
from io import BufferedRandom
from pathlib import Path

import pytest
from hostile import HOSTILE
from service_makers import DEPUTY, GENERAL_MANAGER, PASSPHRASE, SAM, SANDRA, BirchLane, sent

from logbook.domain.events import Verb
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.services import accounts
from logbook.services.desk import Desk
from logbook.services.exporting import files, leaving, left
from logbook.services.exporting.files import NoPlace, NotWritten, Place
from logbook.services.exporting.leaving import Leaving, What, Written
from logbook.storage.beside import exports_left
from logbook.vault.slots import WrongPassphrase

NAME = re.compile(r"logbook-notes-2026-11-18-1405-[0-9a-z]{5}\.csv")
WORDS = b"a few words"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    out.mkdir()
    return out


@pytest.fixture
def sandra(lane: BirchLane) -> Desk:
    return lane.desk(SANDRA)


def something(about: str) -> Leaving:
    return Leaving(what=What.NOTES, form="csv", about=about, readers=(), said={"chosen": "all"})


def few_words(file: BufferedRandom, _scratch: Path) -> int:
    file.write(WORDS)
    return 3


def written(desk: Desk, folder: Path) -> Written:
    return leaving.write(
        desk,
        leaving.proven_at_the_door(desk),
        leaving.place_at(desk, folder),
        something(desk.keys.member_id),
        few_words,
    )


def on_record(desk: Desk) -> list[dict[str, object]]:
    lines = desk.store.events_of(desk.keys.member_id)
    return [dict(each.body or {}) for each in lines if each.verb is Verb.EXPORTED]


# writing


def test_a_file_is_whole_readable_by_one_account_and_named_by_the_program(
    sandra: Desk, out: Path
) -> None:
    made = written(sandra, out)
    (only,) = out.iterdir()
    assert only == made.path
    assert NAME.fullmatch(only.name)
    assert only.read_bytes() == WORDS
    assert stat.S_IMODE(only.stat().st_mode) == 0o600
    assert "contains personal data" in made.words


def test_it_is_on_record_with_its_hash_before_it_has_its_name(sandra: Desk, out: Path) -> None:
    made = written(sandra, out)
    (body,) = on_record(sandra)
    assert body["sha256"] == made.sha256 == hashlib.sha256(WORDS).hexdigest()
    assert (body["entries"], body["size"], body["format"]) == (3, len(WORDS), "csv")
    assert (body["where"], body["chosen"]) == (made.path.name, "all")
    assert (body["what"], body["readers"]) == ("notes", [])


def test_the_passphrase_is_asked_again_and_good_for_five_minutes(
    lane: BirchLane, sandra: Desk, out: Path
) -> None:
    with pytest.raises(WrongPassphrase):
        leaving.prove(sandra, "not this one at all")
    proven = leaving.prove(sandra, PASSPHRASE)
    lane.clock.pass_(minutes=6)
    place = leaving.place_at(sandra, out)
    with pytest.raises(NotAllowed, match="passphrase again"):
        leaving.write(sandra, proven, place, something("x"), few_words)
    somebody_else = leaving.proven_at_the_door(lane.desk(SAM))
    with pytest.raises(NotAllowed, match="passphrase again"):
        leaving.write(sandra, somebody_else, place, something("x"), few_words)
    assert not list(out.iterdir())


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left"), ValueError()])
def test_what_stops_half_way_leaves_nothing_and_is_not_on_record(
    sandra: Desk, out: Path, fault: BaseException
) -> None:
    def stops(file: BufferedRandom, scratch: Path) -> int:
        file.write(WORDS)
        (scratch / "meanwhile").write_text("more words")
        raise fault

    said = NotWritten if isinstance(fault, OSError) else type(fault)
    with pytest.raises(said):
        leaving.write(
            sandra,
            leaving.proven_at_the_door(sandra),
            leaving.place_at(sandra, out),
            something(sandra.keys.member_id),
            stops,
        )
    assert not list(out.iterdir())
    assert on_record(sandra) == []
    assert sandra.read(exports_left.noted) == ()


def test_where_the_log_takes_nothing_no_file_is_kept(
    sandra: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise NotAllowed("The disk is full.")

    monkeypatch.setattr(sandra, "append", refuses)
    with pytest.raises(NotAllowed, match="full"):
        written(sandra, out)
    assert not list(out.iterdir())


def test_a_name_that_is_taken_meanwhile_is_not_written_over(
    sandra: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "named", lambda *_: "logbook-notes-2026-11-18-1405-aaaaa.csv")
    planted = out / "logbook-notes-2026-11-18-1405-aaaaa.csv"
    planted.write_text("somebody else's")
    with pytest.raises(NotWritten, match="could not be written"):
        written(sandra, out)
    assert planted.read_text() == "somebody else's"
    assert [each.name for each in out.iterdir()] == [planted.name]
    assert left.still_here(sandra) == ()


# the folder


def test_a_link_is_refused_as_a_folder(sandra: Desk, out: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(out)
    with pytest.raises(NoPlace, match="is a link to somewhere else"):
        leaving.place_at(sandra, tmp_path / "link")


def test_a_link_that_somebody_planted_on_the_way_is_refused(
    sandra: Desk, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "deep").mkdir()
    (tmp_path / "link").symlink_to(out)
    monkeypatch.setattr(files, "THE_SYSTEM", -1)
    with pytest.raises(NoPlace, match="link is a link to somewhere else"):
        leaving.place_at(sandra, tmp_path / "link" / "deep")


def test_a_folder_exchanged_for_a_link_meanwhile_gets_nothing(
    sandra: Desk, out: Path, tmp_path: Path
) -> None:
    elsewhere, moved = tmp_path / "elsewhere", tmp_path / "moved"
    elsewhere.mkdir()

    def exchanged(file: BufferedRandom, _scratch: Path) -> int:
        file.write(WORDS)
        out.rename(moved)
        out.symlink_to(elsewhere)
        return 1

    made = leaving.write(
        sandra,
        leaving.proven_at_the_door(sandra),
        leaving.place_at(sandra, out),
        something("x"),
        exchanged,
    )
    assert not list(elsewhere.iterdir())
    assert (moved / made.path.name).read_bytes() == WORDS


def test_no_folder_a_file_and_the_logbooks_own_folder_are_refused(sandra: Desk, out: Path) -> None:
    (out / "file").write_text("")
    for folder in (out / "none", out / "file"):
        with pytest.raises(NoPlace, match="There is no folder"):
            leaving.place_at(sandra, folder)
    with pytest.raises(NoPlace, match="holds the logbook itself"):
        leaving.place_at(sandra, sandra.folder)


def test_a_folder_that_is_copied_elsewhere_is_warned_of(sandra: Desk, out: Path) -> None:
    synced = out / "OneDrive - Birch Lane"
    synced.mkdir()
    assert leaving.place_at(sandra, out).warnings == ()
    (said,) = leaving.place_at(sandra, synced).warnings
    assert said.startswith("OneDrive copies what is in this folder to other computers.")
    synced.chmod(0o777)
    assert "can write into this folder" in leaving.place_at(sandra, synced).warnings[1]


def names_of_people() -> list[str]:
    """Five hundred names that would leave the folder, if they were ever part of a path."""
    ways = (
        "../{}",
        "/etc/{}",
        "..\\{}",
        "{}\x00.csv",
        "CON",
        "a/{}/b",
        "\n{}",
        "-{}",
        "~{}",
        "{}:x",
    )
    return [way.format(each) for each in HOSTILE.values() for way in ways][:500]


def test_no_name_of_anybody_is_in_a_path(sandra: Desk, out: Path, tmp_path: Path) -> None:
    names = names_of_people()
    assert len(names) == 500
    before = {each for each in tmp_path.rglob("*") if out not in each.parents}
    place = Place(out)
    for nth, name in enumerate(names):
        made = files.named(What.NOTES, "csv", sandra.now)
        part = files.part_of(place, made)
        if nth % 10 == 0:
            (out / made).symlink_to(tmp_path / f"planted-{nth}")
            with pytest.raises(NotWritten):
                kept(place, made, name)
        elif nth % 10 == 1:
            part.symlink_to(tmp_path)
            with pytest.raises(NotWritten), files.being_written(place, made):
                pytest.fail("a link was taken for a folder")
        else:
            kept(place, made, name)
            assert NAME.fullmatch(made)
    assert {each for each in tmp_path.rglob("*") if out not in each.parents} == before


def kept(place: Place, made: str, name: str) -> None:
    with files.being_written(place, made) as half:
        half.file.write(name.encode("utf-8", "replace"))
        half.keep(made)


# what is still here


def test_one_is_told_of_ones_own_exports_until_they_are_gone(
    lane: BirchLane, sandra: Desk, out: Path
) -> None:
    made = written(sandra, out)
    assert [each.path for each in left.still_here(sandra)] == [made.path]
    assert left.still_here(lane.desk(SAM)) == ()
    assert "An export of yours, made today 2.05pm, is still" in left.notice(sandra)
    assert left.notice(sandra) in lane.sign_in(SANDRA).notices
    made.path.unlink()
    assert left.still_here(sandra) == ()
    assert sandra.read(exports_left.noted) == ()


def test_deleting_writes_over_it_and_forgets_it(
    sandra: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(sandra, out)
    second = out / "kept open"
    os.link(made.path, second)
    second.unlink()
    seen = []
    real = Path.unlink

    def look(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 - as it is called
        seen.append(path.read_bytes())
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", look)
    (export,) = left.still_here(sandra)
    assert "is deleted" in left.delete(sandra, export)
    assert seen == [bytes(len(WORDS))]
    assert left.still_here(sandra) == ()
    with pytest.raises(NotFound, match="not there any more"):
        left.delete(sandra, export)


def test_what_a_killed_program_left_is_listed_and_deleted(sandra: Desk, out: Path) -> None:
    place = leaving.place_at(sandra, out)
    part = files.part_of(place, files.named(What.NOTES, "csv", sandra.now))
    leaving._remember(sandra, part)
    part.mkdir()
    (part / "export").write_bytes(WORDS)
    (export,) = left.still_here(sandra)
    assert not export.whole
    left.delete(sandra, export)
    assert not list(out.iterdir())


def test_nothing_but_an_export_is_ever_deleted(sandra: Desk, out: Path, tmp_path: Path) -> None:
    made = written(sandra, out)
    precious = tmp_path / "precious"
    precious.write_text("not ours")
    leaving._remember(sandra, precious)
    exports = {each.path: each for each in left.still_here(sandra)}
    with pytest.raises(NotAllowed, match="did not give precious its name"):
        left.delete(sandra, exports[precious])
    made.path.unlink()
    made.path.symlink_to(precious)
    with pytest.raises(NotFound):
        left.delete(sandra, exports[made.path])
    assert precious.read_text() == "not ours"


def test_a_folder_that_is_not_there_just_now_is_no_reason_to_forget(
    sandra: Desk, out: Path
) -> None:
    stick = out / "stick"
    stick.mkdir()
    made = written(sandra, stick)
    stick.rename(out / "away")
    assert left.still_here(sandra) == ()
    (out / "away").rename(stick)
    assert [each.path for each in left.still_here(sandra)] == [made.path]


def test_what_a_leaver_left_is_the_general_managers_to_delete(lane: BirchLane, out: Path) -> None:
    sent(lane.desk(SAM))
    made = written(lane.desk(SAM), out)
    grace = lane.desk(GENERAL_MANAGER)
    assert left.still_here(grace) == ()
    accounts.remove(grace, lane.member(SAM).id)
    assert [each.path for each in left.still_here(grace)] == [made.path]
    assert left.still_here(lane.desk(DEPUTY)) == ()

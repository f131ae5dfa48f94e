"""Nothing that may speak of others is handed over before somebody has read it and decided."""

import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from upstander.kernel.audit.record import events_for
from upstander.kernel.errors import Refused
from upstander.kernel.subjects.changes import write_message
from upstander.kernel.subjects.deciding import LEFT_OUT, Undecided, decided, places_of
from upstander.kernel.subjects.gathering import gather
from upstander.kernel.subjects.others import MASK
from upstander.kernel.subjects.suspects import PERHAPS, mask_words, suspected
from upstander.kernel.subjects.tests.everything import MARKS, somebody
from upstander.kernel.testing.people import person

BY = "system:test"
OWN = {"amara", "zebra", "nowak"}
STORY = "Amara was hit by Dave Bloggs. My neighbour karen saw it, and Dave’s brother Tariq too."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (STORY, ["Dave", "Bloggs", "karen", "Dave’s", "Tariq"]),
        ("He is called dave and lives at number 4.", ["dave"]),
        ("Yesterday Mrs O’Brien-Smith rang.", ["O’Brien-Smith"]),
        ("Mr. Okonkwo-Adeyemi shouted", ["Okonkwo-Adeyemi"]),
        ("Krzysztof rzucił kamieniem", ["Krzysztof"]),
        ("It was Sivakumar, from London Road, on Monday.", ["Sivakumar"]),
        ("AMARA WAS HIT BY DAVE", ["DAVE"]),
        ("I was afraid. They came to the house, and we rang the police.", []),
        ("Amara Nowak’s door was broken.", []),
        ("", []),
    ],
)
def test_words_that_may_name_others_are_found_in_free_text(text, names):
    assert suspected(text, OWN) == names


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_masking_never_fails_and_leaves_no_word_that_was_to_be_hidden(text, words):
    said = mask_words(text, suspected(text, ()), "#")

    assert suspected(said, ()) == []
    assert isinstance(mask_words(text, words), str)


def run(subject, **options):
    said = StringIO()
    call_command("subject_access", str(subject.pk), stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def told(amara):
    write_message(amara, text=STORY, from_person=True, by="system:reporter")
    return amara


@pytest.fixture
def officer(db):
    return person("information_governance").email


def review(subject, tmp_path, officer, **decision):
    """Write the places out and decide the same on each."""
    run(subject, review=tmp_path / "review.json", by=officer)
    filled = json.loads((tmp_path / "review.json").read_text())
    for place in filled["places"]:
        place.update(decision)
    path = tmp_path / "decided.json"
    path.write_text(json.dumps(filled))
    return path


def test_a_draft_masks_names_that_stand_in_free_text_alone_and_says_that_it_is_one(told, tmp_path):
    said = run(told, out=tmp_path / "draft.json")

    draft = (tmp_path / "draft.json").read_text()
    assert "not to be handed over" in said
    assert json.loads(draft)["draft"]
    assert not any(name in draft for name in ("Dave", "Bloggs", "karen", "Tariq"))
    assert f"Amara was hit by {PERHAPS} {PERHAPS}." in draft
    assert events_for(told)[0].facts["as"] == "draft"


def test_what_somebody_decided_is_what_is_handed_over(told, tmp_path, officer):
    path = review(told, tmp_path, officer, release=True, mask=["Dave", "Bloggs", "karen"])

    run(told, out=tmp_path / "answer.json", decisions=path, by=officer)

    answer = json.loads((tmp_path / "answer.json").read_text())
    (text,) = [
        value for entry in answer["records"] for name, value in entry["facts"] if name == "Text"
    ]
    assert text == (
        f"Amara was hit by {MASK} {MASK}. My neighbour {MASK} saw it, and {MASK}’s brother "
        "Tariq too."
    )
    assert not answer["draft"]
    kinds = [event.kind for event in events_for(told)]
    assert kinds[:2] == ["subjects.gathered", "subjects.answer_decided"]
    assert events_for(told)[1].actor_name
    assert events_for(told)[1].facts == {"places": 1, "left_out": 0}


def test_a_text_that_is_kept_back_is_left_out_whole(told, tmp_path, officer):
    path = review(told, tmp_path, officer, release=False)

    run(told, out=tmp_path / "answer.json", decisions=path, by=officer)

    assert LEFT_OUT in (tmp_path / "answer.json").read_text()
    assert "Amara was hit" not in (tmp_path / "answer.json").read_text()


@pytest.mark.parametrize("release", [None, "yes", 1])
def test_an_answer_with_a_place_on_which_nobody_decided_is_not_written(
    told, tmp_path, officer, release
):
    path = review(told, tmp_path, officer, release=release)

    with pytest.raises(Undecided, match=r"subjects\.channelmessage:") as refused:
        run(told, out=tmp_path / "answer.json", decisions=path, by=officer)

    assert not (tmp_path / "answer.json").exists()
    assert "Dave" not in refused.value.message


def test_what_came_since_somebody_decided_has_to_be_decided_as_well(told, tmp_path, officer):
    path = review(told, tmp_path, officer, release=True)
    write_message(told, text="Dave came again", by=BY)

    with pytest.raises(Undecided):
        run(told, out=tmp_path / "answer.json", decisions=path, by=officer)


def test_a_decision_on_other_words_does_not_count(told, tmp_path, officer):
    path = review(told, tmp_path, officer, release=True, text="Amara was hit.")

    with pytest.raises(Undecided):
        run(told, out=tmp_path / "answer.json", decisions=path, by=officer)


def test_whoever_decides_is_named_and_answers_for_records(told, tmp_path, officer):
    path = review(told, tmp_path, officer, release=True)

    with pytest.raises(Refused, match="--by"):
        run(told, out=tmp_path / "answer.json", decisions=path)
    with pytest.raises(Refused, match="nobody who answers"):
        run(told, out=tmp_path / "x.json", decisions=path, by=person("caseworker").email)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"places": [{"place": 1}]}', '{"places": 3}'])
def test_a_file_that_is_no_decision_is_refused(told, tmp_path, officer, content):
    path = tmp_path / "decided.json"
    path.write_text(content)

    with pytest.raises(Refused):
        run(told, out=tmp_path / "answer.json", decisions=path, by=officer)


def test_one_says_where_to_write_once(told, tmp_path):
    with pytest.raises(Refused, match="Say where"):
        run(told)
    with pytest.raises(Refused, match="Say where"):
        run(told, out=tmp_path / "a.json", review=tmp_path / "b.json")


@pytest.mark.slow
@pytest.mark.usefixtures("kinds")
def test_files_are_decided_on_too_and_one_that_is_kept_back_is_not_in_the_archive(
    db, tmp_path, officer
):
    subject, _ = somebody()
    path = review(subject, tmp_path, officer, release=True)
    filled = json.loads(path.read_text())
    (photo,) = [each for each in filled["places"] if "vault.storedfile" in each["place"]]
    photo["release"] = False
    path.write_text(json.dumps(filled))

    run(subject, out=tmp_path / "answer.zip", decisions=path, by=officer)

    names = ZipFile(BytesIO((tmp_path / "answer.zip").read_bytes())).namelist()
    assert not [name for name in names if name.startswith("files")]
    answer = ZipFile(tmp_path / "answer.zip").read("answer.json").decode()
    assert MARKS["file"] not in answer
    assert MARKS["from_person"] in answer


def test_what_another_part_has_marked_is_a_place_as_well(told):
    gathered = gather(told, by=BY)

    names = [place.name for place in places_of(gathered)]

    assert len(names) == len(set(names)) == gathered.by_hand
    with pytest.raises(Undecided):
        decided(gathered, {})

"""The compounds of a lab: which version holds, what two computers have entered, and what a library lacks."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    Body,
    ChainStarted,
    CompoundShared,
    CompoundWithdrawn,
    ComputerNamed,
    Entry,
    LabRuleSet,
    QuestionAnswered,
    RecipeRemoved,
    SolutionAdded,
)
from benchapp.domain.journal.lab_compounds import EDITS, Differences, LabCompound, SharedVersion, differences
from benchapp.domain.journal.questions import QuestionKind, answering, open_questions
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.domain.journal.state import LabState, replay
from tests.making import BEGIN, solution


def told(number: int, chain: str, body: Body) -> Entry:
    at = BEGIN + timedelta(minutes=number)
    return Entry(f"e{number}", chain, number, number, at, "UTC", at, "", body)


def state_of(*bodies: tuple[str, Body]) -> LabState:
    return replay([told(number, chain, body) for number, (chain, body) in enumerate(bodies, 1)])


def version(compound: str, content: str, was: str = "", name: str = "", cas: str = "") -> CompoundShared:
    return CompoundShared(compound, content, name or f"Compound {compound}", "{}", cas, was)


def asked(state: LabState) -> list[tuple[QuestionKind, str, str, tuple[str, ...]]]:
    return [(one.kind, one.about, one.other, one.answers) for one in open_questions(state)]


def test_who_corrects_what_they_saw_is_not_asked() -> None:
    state = state_of(("a", version("x", "1")), ("b", version("x", "2", "1")), ("a", version("x", "3", "2")))

    known = state.compounds["x"]
    assert [one.hash for one in known.versions] == ["1", "2", "3"]
    assert (known.first.chain, known.current.entry, known.unseen) == ("a", "e3", ())
    assert asked(state) == []


def test_two_corrections_of_one_version_are_both_kept_and_one_is_chosen() -> None:
    entries = [
        told(1, "a", version("x", "1")),
        told(2, "a", version("x", "2", "1")),
        told(3, "b", version("x", "3", "1")),
    ]
    state = replay(entries)
    (question,) = open_questions(state)
    assert (question.kind, question.about, question.entry, question.other) == (QuestionKind.COMPOUND, "x", "e3", "e2")
    assert state.compounds["x"].current.hash == "3"

    def find(name: str) -> Entry | None:
        return next((entry for entry in entries if entry.id == name), None)

    said, again = answering(question, "first", state, find)
    assert again == version("x", "2", "3")
    after = replay([*entries, told(4, "b", said), told(5, "b", again)])
    assert (after.compounds["x"].current.hash, asked(after)) == ("2", [])
    # What holds already is not recorded once more, nor what is not there.
    assert answering(question, "second", state, find) == (QuestionAnswered(question.key, "second"),)
    assert answering(question, "first", state, lambda _: None) == (QuestionAnswered(question.key, "first"),)


def test_one_content_entered_twice_is_one_version() -> None:
    state = state_of(("a", version("x", "1")), ("b", version("x", "1")))

    assert len(state.compounds["x"].versions) == 1
    assert asked(state) == []


def test_two_compounds_of_one_name_or_number_are_asked_about_where_two_computers_entered_them() -> None:
    first, second = version("x", "1", name="Testimib", cas="50-00-0"), version("y", "2", name="TESTIMIB", cas="50-00-0")
    other = version("z", "3", name="Another", cas="50-00-0")

    assert asked(state_of(("a", first), ("a", second))) == []
    assert asked(state_of(("a", first), ("b", second))) == [
        (QuestionKind.SAME_NAME, "y", "x", ("both", "first", "second"))
    ]
    assert asked(state_of(("a", first), ("b", other))) == [
        (QuestionKind.SAME_NAME, "z", "x", ("both", "first", "second"))
    ]
    used = replace(solution("s1"), compound="y")
    assert asked(state_of(("a", first), ("b", second), ("b", SolutionAdded(used)))) == [
        (QuestionKind.SAME_NAME, "y", "x", ("both", "second"))
    ]


def test_who_keeps_one_of_two_removes_the_other() -> None:
    state = state_of(("a", version("x", "1", name="T")), ("b", version("y", "2", name="T")))
    (question,) = open_questions(state)

    assert answering(question, "both", state, lambda _: None) == (QuestionAnswered("name:e2", "both"),)
    for answer, gone in (("first", ("y", "2")), ("second", ("x", "1"))):
        _, body = answering(question, answer, state, lambda _: None)
        assert body == CompoundWithdrawn(gone[0], "T", gone[1])
    after = state_of(
        ("a", version("x", "1", name="T")), ("b", version("y", "2", name="T")), ("a", CompoundWithdrawn("y", "T", "2"))
    )
    assert asked(after) == []


def test_what_was_removed_unseen_after_a_correction_stays_and_can_be_entered_again() -> None:
    corrected = state_of(
        ("a", version("x", "1")), ("b", version("x", "2", "1")), ("a", CompoundWithdrawn("x", "Compound x", "1"))
    )
    assert not corrected.compounds["x"].withdrawn
    gone: list[tuple[str, Body]] = [("a", version("x", "1")), ("a", CompoundWithdrawn("x", "Compound x", "1"))]
    assert state_of(*gone).compounds["x"].withdrawn
    assert not state_of(*gone, ("b", version("x", "1"))).compounds["x"].withdrawn
    assert not state_of(*gone, ("b", version("x", "2", "1"))).compounds["x"].withdrawn
    assert state_of(("a", CompoundWithdrawn("no such compound", "", ""))).compounds == {}


def test_who_keeps_the_earlier_value_of_a_rule_sets_it_again() -> None:
    state = state_of(("a", LabRuleSet("overage_percent", 15, 10)), ("b", LabRuleSet("overage_percent", 25, 10)))
    (question,) = open_questions(state)

    said = QuestionAnswered(question.key, "first")
    assert answering(question, "first", state, lambda _: None) == (
        said, LabRuleSet("overage_percent", 15, 25, (), in_months=False),
    )  # fmt: skip
    assert answering(question, "second", state, lambda _: None) == (replace(said, answer="second"),)


# -- what a library and the journal lack of each other -----------------------------------------------------------------


def known(*hashes: str, withdrawn: bool = False) -> LabCompound:
    versions = tuple(SharedVersion(one, f"e{one}", "a", "", BEGIN, "T") for one in hashes)
    return LabCompound(versions, withdrawn=withdrawn)


def lacking(lab: LabCompound | None, here: str, agreed: str = "", used: Sequence[str] = ()) -> Differences:
    return differences(
        {} if lab is None else {"x": lab}, {"x": here} if here else {}, {"x": agreed} if agreed else {}, lambda: used
    )


def test_what_a_library_has_and_the_lab_has_not_is_given_and_the_other_way_round_taken() -> None:
    assert lacking(None, "1") == Differences(give={"x": ""})
    assert lacking(known("1"), "") == Differences(take={"x": ""})
    assert lacking(known("1"), "1") == Differences(same={"x": "1"})
    assert lacking(None, "") == Differences()


def test_what_is_missing_here_was_removed_by_nobody() -> None:
    assert lacking(known("1"), "", agreed="1") == Differences(take={"x": ""})


def test_a_correction_here_is_given_and_one_there_is_taken() -> None:
    assert lacking(known("1"), "2", agreed="1") == Differences(give={"x": "1"})
    assert lacking(known("1", "2"), "1", agreed="1") == Differences(take={"x": "1"})
    # Both corrected it: given as what it is, and somebody is asked.
    assert lacking(known("1", "2"), "3", agreed="1") == Differences(give={"x": "1"})
    # What was put back as it was is a correction too.
    assert lacking(known("1", "2"), "1", agreed="2") == Differences(give={"x": "2"})
    # Nothing kept of when both were alike.
    assert lacking(known("1", "2"), "1") == Differences(take={"x": "1"})
    assert lacking(known("1", "2"), "3") == Differences(give={"x": ""})


def test_what_was_removed_for_the_lab_goes_unless_something_is_made_of_it() -> None:
    gone = known("1", withdrawn=True)

    assert lacking(gone, "1", agreed="1") == Differences(drop=("x",))
    assert lacking(gone, "1", agreed="1", used=("x",)) == Differences()
    assert lacking(gone, "1") == Differences(give={"x": "1"})
    assert lacking(gone, "") == Differences()


def test_edits_of_a_bundled_compound_are_taken_back_whatever_was_made_of_it() -> None:
    one, other = f"{EDITS}1", f"{EDITS}2"
    gone = known(one, withdrawn=True)

    assert lacking(gone, one, agreed=one, used=("x",)) == Differences(drop=("x",))
    assert lacking(gone, other, agreed=one) == Differences(give={"x": one})
    assert lacking(known(one), "", agreed=one) == Differences(take={"x": ""})
    assert (known(one).current.edits, known("1").current.edits) == (True, False)


def test_edits_on_two_computers_are_asked_about_and_are_no_compound_of_the_same_name() -> None:
    first, other = (version("x", f"{EDITS}{number}", name="Lenalidomide") for number in "12")
    state = state_of(("a", first), ("b", other), ("a", version("y", "7", name="Lenalidomide")))

    assert asked(state) == [(QuestionKind.COMPOUND, "x", "e1", ("first", "second"))]


ACT = st.sampled_from(["1", "2", "3", "sync", "sync", "remove"])
ACTS = st.lists(st.tuples(st.sampled_from("ab"), ACT), min_size=1, max_size=20)


@given(ACTS)
def test_two_libraries_that_exchange_end_alike(acts: list[tuple[str, str]]) -> None:
    entries: list[Entry] = []
    here: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    agreed: dict[str, dict[str, str]] = {"a": {}, "b": {}}

    def exchange(chain: str) -> None:
        found = differences(replay(entries).compounds, here[chain], agreed[chain])
        agreed[chain] |= found.same
        for name, was in found.give.items():
            entries.append(told(len(entries) + 1, chain, version(name, here[chain][name], was)))
        for name in found.take:
            here[chain][name] = agreed[chain][name] = replay(entries).compounds[name].current.hash
        for name in found.drop:
            del here[chain][name]
            agreed[chain].pop(name, None)

    for chain, act in acts:
        if act == "sync":
            exchange(chain)
        elif act != "remove":
            here[chain]["x"] = act
        elif here[chain].pop("x", None) is not None and "x" in (lab := replay(entries).compounds):
            body = CompoundWithdrawn("x", "", lab["x"].current.hash)
            entries.append(told(len(entries) + 1, chain, body))
            agreed[chain].pop("x", None)
    for chain in "abab" * 2:
        exchange(chain)

    assert here["a"] == here["b"]
    lab = replay(entries).compounds
    assert here["a"] == {name: one.current.hash for name, one in lab.items() if not one.withdrawn}


# -- recipes -----------------------------------------------------------------------------------------------------------


def started(chain: str) -> list[tuple[str, Body]]:
    return [(chain, ChainStarted(f"installation-{chain}")), (chain, ComputerNamed(f"computer {chain}"))]


def test_a_recipe_that_two_save_unseen_is_there_twice_and_one_that_was_seen_is_replaced() -> None:
    begun = [*started("a"), *started("b")]
    first = recipe_saved({}, "PBS", "", "buffer", {"volume": "1 L"})
    unseen = recipe_saved({}, "PBS", "", "buffer", {"volume": "2 L"})
    state = state_of(*begun, ("a", first), ("b", unseen))
    assert {name: one.inputs["volume"] for name, one in state.recipes.items()} == {
        "PBS": "1 L",
        "PBS (computer b)": "2 L",
    }
    assert state.recipes["PBS (computer b)"].name == "PBS (computer b)"

    seen = recipe_saved(state_of(*begun, ("a", first)).recipes, "PBS", "", "buffer", {"volume": "2 L"})
    assert {
        name: one.inputs["volume"] for name, one in state_of(*begun, ("a", first), ("b", seen)).recipes.items()
    } == {"PBS": "2 L"}
    # The same content, or one's own, or one that does not say what it replaces.
    assert list(state_of(*begun, ("a", first), ("b", first)).recipes) == ["PBS"]
    assert list(state_of(*begun, ("a", first), ("a", unseen)).recipes) == ["PBS"]
    assert list(state_of(*begun, ("a", first), ("b", RecipeRemoved("PBS"))).recipes) == []

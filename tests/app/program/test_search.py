"""What Ctrl+K finds: pages, commands, solutions and incubations, and that each is opened or done."""

from collections.abc import Iterator

import pytest

from benchapp.app.program.help import HelpController
from benchapp.app.program.search import Search
from benchapp.app.program.side_windows import SideWindows
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.ui.window.commands import COMMANDS
from benchapp.ui.window.pages import PAGES, PageName
from tests.making import solution


@pytest.fixture
def search(services: Services, shell: Shell, rooms: Rooms, side: SideWindows) -> Iterator[Search]:
    helping = HelpController(services, shell)
    yield Search(services, shell, rooms, side, helping, None)
    helping.end()
    rooms.end()


def test_every_command_of_the_table_has_what_does_it_but_the_examples_in_the_examples(search: Search) -> None:
    assert {command.name for command in COMMANDS} - set(search.commands) == {"examples"}
    assert {f"page:{page.name.name}" for page in PAGES.values() if page.found} <= set(search.commands)


def test_a_page_and_a_command_are_found_by_how_a_word_begins(search: Search) -> None:
    assert search.find("jour") == (("Journal", "page:JOURNAL"),)
    assert search.find("alarm") == (("Test the alarm", "settings"),)
    assert search.find("j") == ()
    assert len(search.find("")) == len(search.commands)


def test_a_solution_is_found_by_every_word_of_its_line(services: Services, search: Search) -> None:
    services.session.record(SolutionAdded(solution("s1", made=services.session.now())))

    assert [key for _, key in search.find_more("box lenalid")] == ["label:BC-S10000"]
    assert search.find_more("box pomalid") == ()


@pytest.mark.parametrize(("key", "page"), [("page:JOURNAL", PageName.JOURNAL), ("help", PageName.HELP)])
def test_what_is_chosen_is_opened(shell: Shell, search: Search, key: str, page: PageName) -> None:
    shell.window.finder.other_chosen.emit(key)

    assert shell.window.page is page


def test_a_substance_without_a_page_opens_the_form_filled(search: Search, rooms: Rooms, shell: Shell) -> None:
    found = {key: words for words, key in search.find("verapamil hcl")}

    (words,) = found.values()
    assert words.startswith("Verapamil hcl · 491.06 g/mol with HCl\nCAS 152-11-4")
    assert "Identity only: check the label" in words
    search.do(next(iter(found)))

    assert shell.window.page is PageName.FORM
    entered = rooms.compounds.form.entered
    assert entered.text(Field.MOLAR_MASS) == "491.06"
    assert entered.text(Field.FORM) == "HCl"
    assert "check the label" in entered.source_of(Field.MOLAR_MASS)


def test_what_has_a_page_is_no_identity(search: Search) -> None:
    assert not [key for _, key in search.find_more("dimethyl sulfoxide") if "67-68-5" in key]


def test_what_is_called_exactly_so_comes_before_what_is_only_called_alike(search: Search) -> None:
    """“Tris” is found in the name of trichostatin too, which Enter would open."""
    words, key = search.find("Tris")[0]

    assert key.startswith("identity:77-86-1:")
    assert "121.14" in words
    assert key not in [other for _, other in search.find_more("Tris")]
    assert not [one for one in search.find("doxorubicin") if one[1].startswith("identity:")], "it has a page"


def test_a_command_is_found_by_any_of_its_words_together(search: Search) -> None:
    for typed in ("something else", "calc else", "Calculate with some"):
        assert ("Calculate with something else…", "other") in search.find(typed)
    assert not [key for _, key in search.find("something missing") if key == "other"]


def test_a_recipe_comes_before_compounds_only_where_it_is_called_so(search: Search) -> None:
    """FBS is a compound, and a word of what is made with it."""
    ripa, rpmi = "RIPA, buffer or medium", "RPMI-1640 complete, buffer or medium"
    assert not any(key.startswith("recipe:") for _, key in search.find("FBS"))
    assert rpmi not in dict(search.find("RPMI-1640"))
    assert rpmi in dict(search.find_more("RPMI-1640"))
    assert ripa in dict(search.find("ripa"))
    assert ripa not in dict(search.find_more("ripa"))
    assert "PBS 1×, buffer or medium" in dict(search.find("pbs 1x"))
    assert "TAE 50×, buffer or medium" in dict(search.find_more("50x"))

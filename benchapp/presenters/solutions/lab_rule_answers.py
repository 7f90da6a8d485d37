"""A lab's answer to how long it keeps a stock: a rule, which holds for the stocks too that had waited for it."""

from collections.abc import Sequence

from benchapp.domain.journal.entries import LabRuleSet
from benchapp.domain.solutions.freshness import rule_for_stock, rule_to_ask
from benchapp.domain.solutions.solutions import Limit, Storage
from benchapp.presenters.session.journal_session import JournalSession


def open_rule(book: JournalSession, limits: Sequence[Limit], solvent: str, storage: Storage | None) -> str:
    """Return the rule that the lab has to be asked before a stock is made; "" where there is none.

    Args:
        book: For the rules that are set.
        limits: Those that will hold for the stock.
        solvent: What it is dissolved in.
        storage: How it will be kept.
    """
    return rule_for_stock(limits, solvent, storage, book.bench.rules)


def answer_rule(book: JournalSession, rule: str, value: float, person: str = "") -> None:
    """Write a lab rule that was asked for.

    Args:
        book: Where it is written.
        rule: Its name.
        value: What it is from now on.
        person: Who says so.

    Raises:
        BenchError: It could not be saved.
    """
    bench = book.bench
    waiting = [one.solution.id for one in bench.in_hand() if rule_to_ask(one.solution, bench.rules) == rule]
    body = LabRuleSet(rule, value, float(getattr(bench.rules, rule)), tuple(reversed(waiting)))
    book.record(body, person=person)

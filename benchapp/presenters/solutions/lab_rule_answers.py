"""A lab's answer to how long it keeps a stock: a rule, which holds for the stocks too that had waited for it."""

from collections.abc import Sequence

from benchapp.domain.journal.entries import LabRuleSet
from benchapp.domain.solutions.freshness import rule_for_stock, rule_to_ask
from benchapp.domain.solutions.solutions import Limit, Storage
from benchapp.domain.units.spans import days_in_months
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


def answer_rule(book: JournalSession, rule: str, months: int, person: str = "") -> None:
    """Write how long the lab stores a stock, as it was asked.

    Args:
        book: Where it is written.
        rule: Its name.
        months: How many months of the calendar; 0 for no limit.
        person: Who says so.

    Raises:
        BenchError: It could not be saved.
    """
    bench = book.bench
    waiting = [one.solution.id for one in bench.in_hand() if rule_to_ask(one.solution, bench.rules) == rule]
    was, was_in_months = float(getattr(bench.rules, rule)), rule in bench.rules.in_months
    also = tuple(reversed(waiting))
    body = LabRuleSet(rule, float(days_in_months(months)), was, also, bool(months), was_in_months)
    book.record(body, person=person)

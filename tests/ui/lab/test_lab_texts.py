"""How the exchange goes, in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.lab_exchange import ExchangeState, LabMember
from benchapp.store.lab.exchange import Looked
from benchapp.store.lab.taking import Forked
from benchapp.ui.lab.lab_texts import badge_text, state_text, tone_of, trouble_text
from benchapp.ui.text.language import ENGLISH, set_language
from tests.making import moment

MEMBER = LabMember("/share", "id", "Lab")
WELL = ExchangeState(MEMBER, moment(0))
AWAY = replace(WELL, error=BenchError(Message.LAB_AWAY, folder="/share", reason="no route"))


@pytest.mark.parametrize(
    ("state", "hours", "tone", "said", "badge"),
    [
        (ExchangeState(MEMBER), 0, "soon", "looking into the folder…", ""),
        (WELL, 0, "fresh", "exchanged just now", ""),
        (WELL, 0.1, "fresh", "exchanged 6 min ago", ""),
        (WELL, 3, "soon", "exchanged 3 h ago", "Lab: 3 h ago"),
        (WELL, 25, "past", "exchanged 1 d 1 h ago", "Lab: 1 d 1 h ago"),
        (AWAY, 0.1, "soon", "not exchanged for 6 min", "Lab: not exchanged"),
        (AWAY, 3, "soon", "not exchanged for 3 h", "Lab: 3 h ago"),
        (replace(WELL, looked=Looked(forked=(Forked("c", 3),))), 0, "past", "not exchanged", "Lab: not exchanged"),
        (replace(WELL, looked=Looked(awaited=("c",))), 0, "soon", "exchanged just now", ""),
        (ExchangeState(), 0, "soon", "looking into the folder…", ""),
    ],
)  # fmt: skip
def test_how_it_goes(state: ExchangeState, hours: float, tone: str, said: str, badge: str) -> None:
    set_language(ENGLISH)
    now = replace(moment(0), wall=moment(0).wall + timedelta(hours=hours), boot_s=moment(0).boot_s + hours * 3600)

    words = (tone_of(state, now), plain_spaces(state_text(state, now)), plain_spaces(badge_text(state, now)))
    assert words == (tone, said, badge)


def test_what_is_wrong_is_said_with_what_to_do() -> None:
    set_language(ENGLISH)
    unfit = BenchError(Message.SEGMENT_CUT, file="x.gz", entry=0)

    assert trouble_text(WELL) == ""
    assert "is exchanged when the folder is there again" in trouble_text(AWAY)
    assert "installation.json" in trouble_text(replace(WELL, looked=Looked(forked=(Forked("c", 3),))))
    assert "not complete yet" in trouble_text(replace(WELL, looked=Looked(unfit=(unfit,))))
    assert "on its way here" in trouble_text(replace(WELL, looked=Looked(awaited=("c",))))

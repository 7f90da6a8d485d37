"""The codes of messages: each has one name and one text."""

from benchapp.domain.messages import Message, every_message


def test_every_code_is_listed_once_by_its_name() -> None:
    found = every_message()

    assert found["NO_MEMORY"] == Message.NO_MEMORY
    assert len(set(found.values())) == len(found) > 400

"""In which code page a text file is written: read from its marks, tried, and where neither decides, guessed and said.

A list is short, with a few letters beside ASCII in it. Detectors made for web pages (charset-normalizer, chardet) take
"示例化合物" in GBK for Korean and "ü" in MacRoman for Czech at such a length; so each code page that a laboratory's
programs write is tried, and what it gives is judged by what names, units and storage conditions are written with.
"""

from msgspec import Struct

from benchapp.domain.messages import BenchError, Message

# The code pages that can be chosen, by the codec's name: what they are called.
CODE_PAGES = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Western)",
    "mac_roman": "MacRoman",
    "gb18030": "GBK (Chinese)",
    "big5": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp850": "DOS 850 (Western)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
_GUESSED = ("cp1252", "mac_roman", "cp850", "gb18030", "cp932", "cp949", "big5", "cp1251", "cp1250")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
# What is used beside ASCII in Western lists of compounds.
_COMMON = frozenset("ïÉÈÀÇÑäöüÄÖÜßéèêëàâáçñóòôíìîúùûåÅæøØ°µ±®™–—’‘“”•×½¼²³·…≥≤αβ")
# Of these the most: they tell one Western code page from another.
_DAILY = frozenset("äöüÄÖÜßéèáíóú°µ±®™–≥≤αβ")
_CENTRAL = frozenset("šťčřžýěůňďľŠČŘŽąęłśćźżńőűŁŚŻ")
_LINES_SAID = 3
# So many lines and bytes of a file tell in which code page it is written.
_MOST_LINES, _MOST_BYTES = 2000, 200_000


class Decoded(Struct, frozen=True):
    """A text file as text.

    Attributes:
        text: What it says.
        encoding: The codec it was read by.
        remarks: What is to be compared: a code page that was guessed, lines that are written in another.
        guessed: Whether the code page is a guess, which a person may know better.
    """

    text: str
    encoding: str
    remarks: tuple[BenchError, ...] = ()
    guessed: bool = False


def decode(data: bytes, name: str, encoding: str = "") -> Decoded:
    """Return the text of a file.

    Args:
        data: Its bytes.
        name: Its name, for what is said.
        encoding: The code page as a person says; "" to find out.

    Raises:
        BenchError: There is no such code page, or the file is not written in it.
    """
    if encoding:
        return Decoded(_as_said(data, name, encoding), encoding)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Decoded(_as_said(data[len(mark) :], name, codec), codec)
    wide = _wide(data)
    if wide:
        return Decoded(_as_said(data, name, wide), wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data, name)


def _as_said(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BenchError(
            Message.LIST_CODE_PAGE_WRONG, file=name, line=line, encoding=CODE_PAGES.get(encoding, encoding)
        ) from error
    except LookupError as error:
        found = ", ".join(CODE_PAGES)
        raise BenchError(Message.LIST_CODE_PAGE_UNKNOWN, encoding=encoding[:40], found=found) from error


def _wide(data: bytes) -> str:
    """Return UTF-16 without its mark, by the empty byte of each ASCII letter; "" where it is none."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 8 or 5 * max(even, odd) < len(head) or 10 * min(even, odd) > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _guessed(data: bytes, name: str) -> Decoded:
    lines = data.split(b"\n")
    strange = [(place, line) for place, line in enumerate(lines) if not line.isascii()]
    bad = [(place, line) for place, line in strange if not _is_utf8(line)]
    mixed = 2 * len(bad) <= len(strange)
    encoding = _best([line for _, line in bad][:_MOST_LINES])
    shown = CODE_PAGES[encoding]
    if mixed:
        places = {place for place, _ in bad}
        text = "\n".join(
            line.decode(encoding if place in places else "utf-8", errors="replace") for place, line in enumerate(lines)
        )
        remarks = tuple(
            BenchError(Message.LIST_BAD_LINE, file=name, line=place + 1, encoding=shown, text=_shown(line, encoding))
            for place, line in bad[:_LINES_SAID]
        )
        return Decoded(text, "utf-8", remarks, guessed=True)
    place, line = strange[0]
    remark = BenchError(Message.LIST_CODE_PAGE, file=name, encoding=shown, line=place + 1, text=_shown(line, encoding))
    return Decoded(data.decode(encoding, errors="replace"), encoding, (remark,), guessed=True)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _shown(line: bytes, encoding: str) -> str:
    text = line.decode(encoding, errors="replace").strip()
    return text if len(text) <= 80 else f"{text[:80]}…"


def _best(lines: list[bytes]) -> str:
    """Return the code page in which lines look most like what lists are written with."""
    text = b"\n".join(lines)[:_MOST_BYTES]
    scored = []
    for place, encoding in enumerate(_GUESSED):
        try:
            decoded = text.decode(encoding)
        except UnicodeDecodeError as error:
            # The last letter may be cut in two; anything before is no text in this code page.
            if error.start < len(text) - 2 or len(text) < _MOST_BYTES:
                continue
            decoded = text[: error.start].decode(encoding)
        scored.append((-_score(decoded, encoding), place, encoding))
    # In MacRoman and DOS 850 every byte is a letter, so that there is at least one.
    return min(scored)[2]


def _score(text: str, encoding: str) -> float:
    """Return how much like a list a text reads: 1 where every letter beside ASCII is a common one, less for others."""
    total = weight = 0.0
    before = " "
    for sign in text:
        if not sign.isascii():
            size = (
                2.0 if encoding in {"gb18030", "big5", "cp932", "cp949"} and not "\uff61" <= sign <= "\uff9f" else 1.0
            )
            total += size * _likely(sign, before, encoding)
            weight += size
        before = sign
    return total / weight if weight else 0.0


def _likely(sign: str, before: str, encoding: str) -> float:
    if encoding == "cp1251":
        if not "\u0400" <= sign <= "\u04ff":
            return 0.0 if sign in "°µ±№–—«»" else -1.0
        if not ("\u0410" <= sign <= "\u044f" or sign in "ёЁ") or (before.isascii() and before.isalpha()):
            # Letters of Serbian or Macedonian, or one in a Latin word, are another code page read as this one.
            return -1.0
        return 0.9 if sign.islower() or not before.isalpha() else 0.5 if before.isupper() else -0.5
    if encoding in {"cp1252", "mac_roman", "cp850", "cp1250"}:
        if encoding == "cp1250" and sign in _CENTRAL:
            return 0.7
        # Two such letters side by side are rare in every Western language, and a capital behind a small letter too.
        likely = (
            1.0
            if sign in _DAILY
            else 0.9
            if sign in _COMMON
            else 0.2
            if sign.isalpha() and encoding == "cp1250"
            else -1.0
        )
        return likely - (1.0 if sign.isalpha() and not before.isascii() and before.isalpha() else 0.0)
    if "\u3040" <= sign <= "\u30ff":
        return 1.0 if encoding == "cp932" else 0.3
    if "\uac00" <= sign <= "\ud7a3":
        # Bytes of Chinese give a hanja among them nearly always; a text of Hangul in daily use alone is Korean.
        code = sign.encode("cp949") if encoding == "cp949" else b"\x00\x00"
        return 1.02 if code[0] >= 0xB0 and code[1] >= 0xA1 else -0.8
    if "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff5e" or sign in _COMMON or sign == "℃":
        return 0.8
    if "\u4e00" <= sign <= "\u9fff":
        first = sign.encode(encoding)[0]
        # The characters in daily use come first in each of these sets.
        first_level = {"gb18030": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "cp932": (0x88, 0x98)}.get(encoding)
        return 1.0 if first_level and first_level[0] <= first <= first_level[1] else -0.5
    return -1.0

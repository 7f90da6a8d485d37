"""Make the alarm sound: three short strokes of two tones, as a small WAV file."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
STROKES = 3
STROKE_S = 0.45


def sample(second: float) -> float:
    """Return the loudness at a moment of one stroke, -1 to 1."""
    fade = math.exp(-6 * second)
    return fade * (0.6 * math.sin(2 * math.pi * 880 * second) + 0.4 * math.sin(2 * math.pi * 1318.5 * second))


def main() -> None:
    """Write resources/sounds/bell.wav."""
    file = Path(__file__).parent.parent / "resources" / "sounds" / "bell.wav"
    stroke = [sample(place / RATE) for place in range(int(RATE * STROKE_S))]
    with wave.open(str(file), "wb") as bell:
        bell.setnchannels(1)
        bell.setsampwidth(2)
        bell.setframerate(RATE)
        bell.writeframes(b"".join(struct.pack("<h", round(value * 26_000)) for value in stroke * STROKES))


if __name__ == "__main__":
    main()

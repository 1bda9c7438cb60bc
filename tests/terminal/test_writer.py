"""The writer: order, a line that is slow, a line that is dead; and signs for terminals without UTF-8."""

import os
import select
import threading
import time
from collections.abc import Iterator

import pytest

from bef_tui.terminal.plain_signs import to_ascii, to_utf8
from bef_tui.terminal.writer import MOST_WAITING, LineWriter, write_what_fits


class Pipe:
    """A line of limited room, read by hand."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.write_end, False)
        self.clear = threading.Event()
        self.writer = LineWriter(self.write_end, to_utf8, self.clear.set)
        self.writer.start()

    def fill(self) -> None:
        """Wait until the line takes no more."""
        poll = select.poll()
        poll.register(self.write_end, select.POLLOUT)
        while poll.poll(0):
            time.sleep(0.01)

    def read_all(self) -> bytes:
        os.set_blocking(self.read_end, True)
        data = b""
        while not data.endswith(b"the end"):
            data += os.read(self.read_end, 65536)
        return data


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    made.writer.abandon(0)
    made.writer.join(5)
    for fd in (made.read_end, made.write_end):
        if fd >= 0:
            os.close(fd)


def test_everything_arrives_in_order(pipe: Pipe) -> None:
    for number in range(1000):
        pipe.writer.write(f"{number}·")
    pipe.writer.write("the end")
    assert pipe.read_all().decode() == "".join(f"{number}·" for number in range(1000)) + "the end"
    pipe.writer.stop(5)
    assert not pipe.writer.is_alive() and not pipe.clear.is_set()


def test_a_slow_line_loses_frames_but_no_modes_and_asks_for_all_again(pipe: Pipe) -> None:
    for _ in range(200):
        pipe.writer.write("frame" * 2000)
    pipe.writer.write("\x1b[?25h")
    assert not pipe.clear.is_set()
    pipe.writer.write("the end")
    data = pipe.read_all()
    assert data.endswith(b"\x1b[?25hthe end")
    assert len(data) < 2 * MOST_WAITING + 200_000 < 200 * 10_000
    assert pipe.clear.wait(5)


def test_a_dead_line_takes_everything_in_silence(pipe: Pipe) -> None:
    os.close(pipe.read_end)
    pipe.read_end = -1
    for _ in range(100):
        pipe.writer.write("frame" * 2000)
    pipe.writer.join(5)
    assert not pipe.writer.is_alive()
    pipe.writer.write("more")
    pipe.writer.stop(1)


def test_abandoning_a_stalled_line_does_not_wait(pipe: Pipe) -> None:
    for _ in range(100):
        pipe.writer.write("frame" * 2000)
    pipe.fill()
    pipe.writer.abandon(1)
    assert not pipe.writer.is_alive()
    pipe.writer.write("more")
    assert 0 < len(os.read(pipe.read_end, 1_000_000)) < 100 * 10_000


def test_a_goodbye_to_a_full_line_is_given_up() -> None:
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    write_what_fits(write_end, b"x" * 1_000_000, 0.05)
    assert 0 < len(os.read(read_end, 2_000_000)) < 1_000_000
    os.close(read_end)
    os.close(write_end)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("╭─ Today ─╮│", "+- Today -+|"),
        ("● ○ ✓ ✗ ▲ ▼ …", "* o v x ^ v ."),
        ("Zoë Müller, naïve", "Zoe Muller, naive"),
        ("日本", "????"),
        ("\x1b[1mé\x1b[0m", "\x1b[1me\x1b[0m"),
        ("½ ﬁ", "? ?"),
    ],
)
def test_other_signs_become_ascii_of_the_same_width(text: str, plain: str) -> None:
    assert to_ascii(text) == plain.encode()


def test_half_a_character_does_not_break_the_writer() -> None:
    assert to_utf8("a\ud800b") == b"a?b"

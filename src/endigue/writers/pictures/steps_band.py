"""A count that grows in steps, between what is likely at least and at most."""

from collections.abc import Sequence

from endigue.writers.pictures.hour_axis import Tick
from endigue.writers.pictures.svg import WIDTH, area, line, path, picture, text, tick_text, wide

HEIGHT = 260.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 16.0, 34.0, 34.0
_APART = 78.0


def steps_band(
    hours: Sequence[float],
    least: Sequence[int],
    middle: Sequence[int],
    most: Sequence[int],
    top: int,
    ticks: Sequence[Tick],
    legend: tuple[str, str],
    title: str,
) -> str:
    """The middle as a line over the band from `least` to `most`; all of one length. `top` is the
    count that is all; `legend` says the line and the band.
    """
    span = max([*hours, *(tick.hour for tick in ticks)], default=0.0) or 1.0
    base, full = HEIGHT - _BOTTOM, max(top, 1)

    def at(hour: float, count: float) -> tuple[float, float]:
        x = _LEFT + (WIDTH - _LEFT - _RIGHT) * hour / span
        return x, base - (base - _TOP) * count / full

    parts = [line(_LEFT, base, WIDTH - _RIGHT, base)]
    for count in sorted({0, full // 2, full}):
        y = at(0, count)[1]
        parts += [
            line(_LEFT, y, WIDTH - _RIGHT, y),
            text(_LEFT - 8, y + 4, str(count), "soft", "end"),
        ]
    last = -float(WIDTH)
    for tick in ticks:
        x = at(tick.hour, 0)[0]
        parts.append(line(x, base, x, base + 5))
        if x - last >= max(_APART, wide(tick.said)):
            parts.append(tick_text(x, base + 20, tick.said))
            last = x
    if hours:
        low, high = _stairs(hours, least), _stairs(hours, most)
        parts.append(area([at(*point) for point in [*high, *reversed(low)]], "pale"))
        parts.append(path([at(*point) for point in _stairs(hours, middle)], "stroke"))
    parts += [line(10, 14, 32, 14, "stroke", 2), text(38, 18, legend[0], "soft")]
    x = 60 + 6.6 * len(legend[0])
    parts += [area([(x, 8), (x + 22, 8), (x + 22, 20), (x, 20)], "pale")]
    parts.append(text(x + 28, 18, legend[1], "soft"))
    return picture(HEIGHT, title, parts)


def _stairs(hours: Sequence[float], counts: Sequence[int]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for hour, count in zip(hours, counts, strict=True):
        if points:
            points.append((hour, points[-1][1]))
        points.append((hour, float(count)))
    return points

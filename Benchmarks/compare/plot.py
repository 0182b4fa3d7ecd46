"""Speed over accuracy as an SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from results import Results
from systems import BY_NAME

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 46, 62
# Nearer to fp32 than this is shown as this: it is fp32's own rounding.
NEAREST = 1e-7
OURS, PEERS = "#0b7a4b", "#5b6472"
LABEL_HEIGHT = 15
# The width of a letter of the labels, roughly.
LETTER = 7.0
# Between a point and its label.
GAP = 10


@dataclass(frozen=True)
class Point:
    label: str
    error: float
    rate: float
    ours: bool


@dataclass(frozen=True)
class Axis:
    """A scale from numbers to places; both axes are logarithmic, so that ratios are distances."""

    least: float
    most: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = math.log(value / self.least) / math.log(self.most / self.least)
        return self.start + share * (self.end - self.start)


def points(results: Results, work: str) -> list[Point]:
    found = []
    for name in results.systems(work):
        accuracy, rate = results.accuracy.get(name), results.rate(name, work)
        if accuracy and rate:
            system, error = BY_NAME[name], max(NEAREST, 1 - accuracy.least)
            found.append(Point(system.label, error, rate, system.ours))
    return sorted(found, key=lambda point: -point.rate)


def text(x: float, y: float, body: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(body)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, color: str = "#e3e6ea") -> str:
    places = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {places} stroke="{color}"/>'


def rate_ticks(axis: Axis) -> list[int]:
    steps = (step * 10**power for power in range(1, 6) for step in (1, 2, 3, 5, 7))
    return [step for step in steps if axis.least <= step <= axis.most]


def grid(across: Axis, up: Axis) -> Iterator[str]:
    for power in range(-7, 0):
        x = across.place(10.0**power) if across.most <= 10.0**power <= across.least else None
        if x is None:
            continue
        name = "≤ 1e-7" if power == -7 else f"1e{power}"
        yield line(x, TOP, x, HEIGHT - BOTTOM)
        yield text(x, HEIGHT - BOTTOM + 18, name, 'text-anchor="middle"')
    for rate in rate_ticks(up):
        y = up.place(rate)
        yield line(LEFT, y, WIDTH - RIGHT, y)
        yield text(LEFT - 8, y + 4, f"{rate}", 'text-anchor="end"')


@dataclass(frozen=True)
class Label:
    """Where a label's text begins, or ends if it lies left of its point."""

    x: float
    y: float
    ends_there: bool
    width: float

    def crosses(self, other: Label) -> bool:
        near = abs(self.y - other.y) < LABEL_HEIGHT
        return near and self.left < other.left + other.width and other.left < self.left + self.width

    @property
    def left(self) -> float:
        return self.x - self.width if self.ends_there else self.x


def label(x: float, y: float, body: str, others: list[Label]) -> Label:
    """Right of its point, or left where there is no room, moved down until it is free."""
    width = LETTER * len(body)
    ends_there = x + GAP + width > WIDTH - RIGHT
    place = Label(x - GAP if ends_there else x + GAP, y + 4, ends_there, width)
    while any(place.crosses(other) for other in others):
        place = replace(place, y=place.y + 2)
    return place


def marks(found: list[Point], across: Axis, up: Axis) -> Iterator[str]:
    labels: list[Label] = []
    for point in found:
        x, y = across.place(point.error), up.place(point.rate)
        color = OURS if point.ours else PEERS
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="{color}"/>'
        labels.append(label(x, y, point.label, labels))
        style = f'fill="{color}"' + (' font-weight="600"' if point.ours else "")
        style += ' text-anchor="end"' if labels[-1].ends_there else ""
        yield text(labels[-1].x, labels[-1].y, point.label, style)


def svg(results: Results, work: str = "b") -> str:
    """The tokens a second of `work` over 1 − cosine, fp32's side on the right."""
    found = points(results, work)
    rates = [point.rate for point in found] or [100, 1000]
    errors = [point.error for point in found] or [1e-3]
    across = Axis(max(2e-2, 2 * max(errors)), NEAREST / 1.5, LEFT, WIDTH - RIGHT)
    up = Axis(min(rates) / 1.25, max(rates) * 1.25, HEIGHT - BOTTOM, TOP)
    title = "Speed over accuracy, 32 texts of 128 tokens"
    under = f"{results.machine['cpu']}, {results.threads} threads; both axes logarithmic"
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="12.5" fill="#30363d">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        text(LEFT, 22, title, 'font-size="16" font-weight="600"'),
        text(LEFT, 38, under, 'font-size="11.5"'),
        *grid(across, up),
        text(
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 18,
            "1 − cosine to fp32, the worst check text (more accurate →)",
            'text-anchor="middle"',
        ),
        f'<g transform="translate(18 {(TOP + HEIGHT - BOTTOM) / 2:.0f}) rotate(-90)">',
        text(0, 0, "tokens a second (faster →)", 'text-anchor="middle"'),
        "</g>",
        *marks(found, across, up),
        "</svg>",
    ]
    return "\n".join(body) + "\n"

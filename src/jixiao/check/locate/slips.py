"""What may have happened to a figure: usual slips of the hand that turn the right value into the printed one.

Each has a price, the logarithm (base ten) of how unlikely it is that this slip and no other gave the printed value:
the share of such slips among all mistakes, divided by the values that the slip could have given and by the values that
the relations leave open. The shares are estimates; a factor of two in them changes no verdict.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from jixiao.check.locate.problem import Problem, Slip
from jixiao.check.relations.constraints import ZERO

_HUNDRED = Decimal(100)
_MOST_VALUES = 60  # printed values that the relations may leave open for digits to be compared
_SIGNIFICANT = 3  # digits that a value needs for its standing elsewhere to be no coincidence
OTHER_PRICE = 3.8  # a value that no usual slip explains: one of thousands

# slip → (share among all mistakes, values that it could have given instead; those of digits count per digit)
_DIGITS: dict[Slip, tuple[float, int]] = {"transposed": (0.15, 1), "typed": (0.3, 9), "dropped": (0.08, 1)}
_DIGITS |= {"doubled": (0.08, 10)}
_WHOLE: dict[Slip, tuple[float, int]] = {"shifted": (0.1, 4), "unit": (0.1, 2), "sign": (0.1, 1), "prior": (0.1, 1)}
_WHOLE |= {"neighbour": (0.02, 1), "inverse": (0.05, 1), "difference": (0.2, 1)}
_LOST_DIGITS = 0.7  # the slip would have lost or made up digits: the price on top
_PARTS = 0.1  # a total that lacks a part or has one twice
_POWERS: dict[Slip, tuple[int, ...]] = {"shifted": (-2, -1, 1, 2), "unit": (-4, 4)}


class Guess(NamedTuple):
    """A slip with its price and the right value that it implies, in the figure's own unit; None where none is."""

    slip: Slip
    price: float
    right: Decimal | None = None
    part: int | None = None  # the part left out of a total or counted twice
    sure: bool = True  # the slip leads from no other value


class Open(NamedTuple):
    """The values that the relations leave open for a figure, in its own unit, None where there is no bound."""

    low: Decimal | None
    high: Decimal | None
    places: int

    def many(self) -> int | None:
        """Give how many printed values there are, None where one bound or both are missing."""
        if self.low is None or self.high is None:
            return None
        return int((self._last() - self._first()).scaleb(self.places)) + 1

    def values(self) -> Iterator[Decimal]:
        """Give every printed value; both bounds must be known."""
        step = _unit(self.places)
        first = self._first()
        for number in range(self.many() or 0):
            yield first + number * step

    def has(self, value: Decimal, slack: Decimal = ZERO) -> bool:
        """Say whether a value may be the right one, give or take what printing it cut off."""
        return (self.low is None or value >= self.low - slack) and (self.high is None or value <= self.high + slack)

    def _first(self) -> Decimal:
        assert self.low is not None
        return self.low.quantize(_unit(self.places), ROUND_CEILING)

    def _last(self) -> Decimal:
        assert self.high is not None
        return self.high.quantize(_unit(self.places), ROUND_FLOOR)


def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def best_guess(
    problem: Problem, figure: int, right: Open, likeliest: Decimal, parts: Iterable[int] = (), rate: bool = False
) -> Guess:
    """Give the likeliest slip: from a right value that the relations leave open to the printed one.

    `likeliest` is the right value that other printed figures imply; `parts` are the figures that add up to this one,
    where a broken relation says so; `rate` says that it is a percentage of two figures.
    """
    other = Guess("other", OTHER_PRICE)
    count = right.many()
    if count is None or count < 1:
        return other
    printed = problem.system.values[figure] / problem.figures[figure].factor
    guesses = [*_of_whole(problem, figure, printed, right, rate), *_of_parts(problem, figure, printed, right, parts)]
    if printed and count <= _MOST_VALUES:  # 0.00 is no mistyped number
        guesses += _of_digits(printed, right, likeliest)
    open_price = math.log10(count)
    # the change copied as its rate is no less likely for the many rates that would be right
    priced = (guess._replace(price=guess.price + (guess.slip != "difference") * open_price) for guess in guesses)
    return min((other, *priced), key=lambda guess: guess.price)


def _price(share: float, values: int) -> float:
    return math.log10(values / share)


def _of_digits(printed: Decimal, right: Open, likeliest: Decimal) -> Iterator[Guess]:
    """Give each slip of digits once: the more values it leads from, the likelier, and the less sure is the value."""
    shown = f"{abs(printed):.{right.places}f}"
    found: dict[Slip, list[Decimal]] = {}
    for value in right.values():
        if (value < 0) == (printed < 0) and (slip := _between(f"{abs(value):f}", shown)):
            found.setdefault(slip, []).append(value)
    for slip, values in found.items():
        share, each = _DIGITS[slip]
        nearest = min(values, key=lambda value: abs(value - likeliest))
        yield Guess(slip, _price(share * len(values), each * len(shown)), nearest, sure=len(values) == 1)


def _between(right: str, printed: str) -> Slip | None:
    """Give the slip that turns the digits of one number into those of the other."""
    if len(right) == len(printed):
        differing = [place for place, (a, b) in enumerate(zip(right, printed, strict=True)) if a != b]
        if len(differing) == 1:
            return "typed"
        return "transposed" if _exchanged(right, printed, differing) else None
    if len(right) == len(printed) + 1:
        return "dropped" if _without_one(right, printed) else None
    if len(printed) == len(right) + 1:
        return "doubled" if _without_one(printed, right) else None
    return None


def _exchanged(right: str, printed: str, differing: Sequence[int]) -> bool:
    if len(differing) != 2:
        return False
    first, second = differing
    beside = second == first + 1 or (second == first + 2 and right[first + 1] == ".")
    return beside and right[first] == printed[second] and right[second] == printed[first]


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _of_whole(problem: Problem, figure: int, printed: Decimal, right: Open, rate: bool) -> Iterator[Guess]:
    known = problem.figures[figure]
    if rate and printed and right.has(upside := (_HUNDRED / printed * _HUNDRED).quantize(_unit(right.places))):
        yield _whole("inverse", upside)
    for slip, powers in _POWERS.items():
        if not (rate and slip == "unit"):
            yield from (guess for power in powers if (guess := _moved(slip, printed, power, right)) is not None)
    if printed and right.has(-printed):
        yield _whole("sign", -printed)
    if known.prior is not None and _same(problem, figure, known.prior):
        yield _whole("prior", None)
    if any(_same(problem, figure, neighbour) for neighbour in known.neighbours):
        yield _whole("difference", None) if rate else _whole("neighbour", None, len(known.neighbours))


def _moved(slip: Slip, printed: Decimal, power: int, right: Open) -> Guess | None:
    """Give the guess that the point stands elsewhere, or that 元 stands for 万元 (power 4).

    A shift that lost digits or made some up is less likely. Of the values that the relations leave open only those
    count that differ in a printed digit, which a shift to the right makes fewer.
    """
    value = printed.scaleb(power)
    shown = value.quantize(_unit(right.places))
    if not shown or not right.has(value, Decimal(5).scaleb(max(power, 0) - right.places - 1)):
        return None
    kept = right.has(value) and (slip == "unit" or (power < 0 and value == shown))
    guess = _whole(slip, shown if kept and value == shown else None)
    fewer = min(max(power, 0), math.log10(right.many() or 1))
    return guess._replace(price=guess.price - fewer + (0 if kept else _LOST_DIGITS))


def _whole(slip: Slip, right: Decimal | None, values: int = 1) -> Guess:
    share, each = _WHOLE[slip]
    return Guess(slip, _price(share, each * values), right)


def _same(problem: Problem, figure: int, other: int) -> bool:
    value = problem.system.values[figure]
    digits = f"{abs(value):f}".replace(".", "").strip("0")
    return value == problem.system.values[other] and len(digits) >= _SIGNIFICANT


def _of_parts(problem: Problem, figure: int, printed: Decimal, right: Open, parts: Iterable[int]) -> Iterator[Guess]:
    listed = list(parts)
    factor = problem.figures[figure].factor
    for part in listed:
        value = problem.system.values[part] / factor
        if value and right.has(printed + value):
            yield Guess("left_out", _price(_PARTS, 2 * len(listed)), printed + value, part)
        if value and right.has(printed - value):
            yield Guess("counted_twice", _price(_PARTS, 2 * len(listed)), printed - value, part)

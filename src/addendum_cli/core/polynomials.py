"""Polynomials with exact coefficients, and their roots of 0 or more: exact where they are fractions, else enclosed.

Source: Sturm's theorem counts the roots in an interval; halving it encloses each as narrowly as asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import isqrt
from typing import NamedTuple

ZERO = Fraction(0)
NARROW = Fraction(1, 2**60)
"""How narrowly a root that is no fraction is enclosed, as a share of the interval that holds all roots."""


class Polynomial(tuple[Fraction, ...]):
    """Coefficients, the constant first, without zeros at the end."""

    __slots__ = ()

    def __new__(cls, coefficients: Iterable[Fraction] = ()) -> Polynomial:
        """Return the polynomial, zeros at its end taken off."""
        found = list(coefficients)
        while found and not found[-1]:
            found.pop()
        return super().__new__(cls, found)

    def at(self, value: Fraction) -> Fraction:
        """Return the polynomial's value at ``value``."""
        return reduce(lambda total, one: total * value + one, reversed(self), ZERO)

    def __add__(self, other: object) -> Polynomial:
        """Return the sum."""
        assert isinstance(other, Polynomial), "polynomials add to polynomials"  # noqa: S101 - for the type checker
        n = max(len(self), len(other))
        return Polynomial(
            (self[k] if k < len(self) else ZERO) + (other[k] if k < len(other) else ZERO) for k in range(n)
        )

    def __sub__(self, other: Polynomial) -> Polynomial:
        """Return the difference."""
        return self + other * Polynomial((Fraction(-1),))

    def __mul__(self, other: object) -> Polynomial:
        """Return the product."""
        assert isinstance(other, Polynomial), "polynomials multiply polynomials"  # noqa: S101 - for the type checker
        if not self or not other:
            return Polynomial(())
        found = [ZERO] * (len(self) + len(other) - 1)
        for m, one in enumerate(self):
            for n, two in enumerate(other):
                found[m + n] += one * two
        return Polynomial(found)

    def derived(self) -> Polynomial:
        """Return the derivative."""
        return Polynomial(n * one for n, one in enumerate(self) if n)

    def remainder(self, other: Polynomial) -> Polynomial:
        """Return what is left of a division by ``other``."""
        return _divided(self, other)[1]

    def once(self) -> Polynomial:
        """Return the polynomial with the same roots, each of them once."""
        a, b = self, self.derived()
        while b:
            a, b = b, a.remainder(b)
        return _divided(self, a)[0] if len(a) > 1 else self


class Root(NamedTuple):
    """A root: between ``low`` and ``high``, which are one where it is a fraction."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Return whether the root is known as a fraction."""
        return self.low == self.high

    @property
    def value(self) -> Fraction:
        """Return the root, the middle of its enclosure."""
        return (self.low + self.high) / 2


def roots(polynomial: Polynomial) -> list[Root]:
    """Return the roots of 0 or more, from low to high; none of a polynomial that is 0 everywhere."""
    if len(polynomial) < 2:
        return []
    simple = polynomial.once()
    top = Fraction(1 + max(abs(one / simple[-1]) for one in simple[:-1]))  # Cauchy: no root lies beyond
    chain = _sturm(simple)
    found: list[tuple[Fraction, Fraction]] = []
    if not simple.at(ZERO):
        found.append((ZERO, ZERO))
    _isolate(simple, chain, ZERO, top, found)
    return [Root(*_narrowed(simple, low, high, top * NARROW)) for low, high in found]


def _divided(one: Polynomial, other: Polynomial) -> tuple[Polynomial, Polynomial]:
    rest = list(one)
    quotient = [ZERO] * max(0, len(rest) - len(other) + 1)
    while len(rest) >= len(other):
        factor = rest[-1] / other[-1]
        shift = len(rest) - len(other)
        quotient[shift] = factor
        for n, value in enumerate(other):
            rest[n + shift] -= factor * value
        rest.pop()
        while rest and not rest[-1]:
            rest.pop()
    return Polynomial(quotient), Polynomial(rest)


def _sturm(simple: Polynomial) -> list[Polynomial]:
    chain = [simple, simple.derived()]
    while len(chain[-1]) > 1:
        rest = chain[-2].remainder(chain[-1])
        if not rest:
            break
        chain.append(rest * Polynomial((Fraction(-1),)))
    return chain


def _changes(chain: list[Polynomial], value: Fraction) -> int:
    signs = [one for one in (each.at(value) for each in chain) if one]
    return sum((a > 0) != (b > 0) for a, b in pairwise(signs))


def _isolate(
    simple: Polynomial, chain: list[Polynomial], low: Fraction, high: Fraction, found: list[tuple[Fraction, Fraction]]
) -> None:
    """Add an interval (low, high] for each root in it, from low to high."""
    waiting = [(low, high)]
    parts = []
    while waiting:
        low, high = waiting.pop()
        n = _changes(chain, low) - _changes(chain, high)
        if n == 1:
            parts.append((low, high))
        elif n > 1:
            middle = (low + high) / 2
            waiting += [(low, middle), (middle, high)]
    found.extend(sorted(parts))


def _narrowed(simple: Polynomial, low: Fraction, high: Fraction, width: Fraction) -> tuple[Fraction, Fraction]:
    """Return an interval of at most ``width`` around the one root in (low, high]; a point where it is a fraction."""
    if low == high:
        return low, high
    if not simple.at(high):
        return high, high
    fraction = _rational(simple, low, high)
    if fraction is not None:
        return fraction, fraction
    sign = simple.at(high) > 0
    while high - low > width:
        middle = (low + high) / 2
        value = simple.at(middle)
        if not value:
            return middle, middle
        if (value > 0) == sign:
            high = middle
        else:
            low = middle
    return low, high


def _rational(simple: Polynomial, low: Fraction, high: Fraction) -> Fraction | None:
    """Return the root as a fraction where the polynomial is linear, or quadratic with a square to take the root of."""
    if len(simple) == 2:
        return -simple[0] / simple[1]
    if len(simple) != 3:
        return None
    c, b, a = simple
    inside = b * b - 4 * a * c
    scale = inside.denominator
    whole = int(inside * scale * scale)
    root = isqrt(whole)
    if root * root != whole:
        return None
    for sign in (1, -1):
        value = (-b + Fraction(sign * root, scale)) / (2 * a)
        if low < value <= high:
            return value
    return None

"""Statements about finitely many choices, kept so that equal statements are the same number: decided, never sampled.

A decision diagram with many-valued variables. Equality, "can never hold" and "always holds" are comparisons of two
integers, which is what makes questions about thousands of combinations of answers decidable at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

FALSE = 0
TRUE = 1
MAX_NODES = 400_000
MAX_DEPTH = 600


class TooComplicated(Exception):
    """The question needs more work than the budget allows; no answer is given rather than a guess."""


class Diagram:
    """A set of statements over variables; a variable made later stands nearer to the top.

    Questions are numbered in file order and speak about earlier ones only. With the latest on top, a chain of
    conditions grows by one node for each link.
    """

    def __init__(self, budget: int = MAX_NODES) -> None:
        """Start with no variables; `budget` bounds the work."""
        self.sizes: list[int] = []
        self._budget = budget
        self._variables: list[int] = [-1, -1]
        self._children: list[tuple[int, ...]] = [(), ()]
        self._distance: list[int] = [1 << 30, 0]
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._opposite: dict[int, int] = {}

    def variable(self, size: int) -> int:
        """Return a new variable with choices 0 … size - 1."""
        self.sizes.append(size)
        return len(self.sizes) - 1

    def literal(self, variable: int, choices: Collection[int]) -> int:
        """Return the statement that the variable takes one of these choices."""
        children = tuple(TRUE if choice in choices else FALSE for choice in range(self.sizes[variable]))
        return self._node(variable, children)

    def both(self, *statements: int) -> int:
        """Return the statement that all of them hold."""
        result = TRUE
        for statement in statements:
            result = self._combine(result, statement, self._both, FALSE, 0)
        return result

    def either(self, *statements: int) -> int:
        """Return the statement that at least one of them holds."""
        result = FALSE
        for statement in statements:
            result = self._combine(result, statement, self._either, TRUE, 0)
        return result

    def opposite(self, statement: int, depth: int = 0) -> int:
        """Return the statement that this one does not hold."""
        if statement in {FALSE, TRUE}:
            return TRUE - statement
        known = self._opposite.get(statement)
        if known is None:
            self._spend(depth)
            children = tuple(self.opposite(child, depth + 1) for child in self._children[statement])
            known = self._opposite[statement] = self._node(self._variables[statement], children)
        return known

    def witness(self, statement: int) -> dict[int, int] | None:
        """Return choices that make the statement hold, as few as possible; None when it can never hold."""
        if statement == FALSE:
            return None
        chosen: dict[int, int] = {}
        while statement != TRUE:
            children = self._children[statement]
            choice = min(range(len(children)), key=lambda index: self._distance[children[index]])
            chosen[self._variables[statement]] = choice
            statement = children[choice]
        return chosen

    def _node(self, variable: int, children: tuple[int, ...]) -> int:
        if all(child == children[0] for child in children):
            return children[0]
        key = (variable, children)
        found = self._unique.get(key)
        if found is None:
            self._spend(0)
            found = self._unique[key] = len(self._variables)
            self._variables.append(variable)
            self._children.append(children)
            self._distance.append(1 + min(self._distance[child] for child in children))
        return found

    def _combine(self, left: int, right: int, cache: dict[tuple[int, int], int], decisive: int, depth: int) -> int:
        """Join two statements; `decisive` is the constant that settles the joint (false for both, true for either)."""
        if decisive in (left, right):
            return decisive
        if left == right or right == TRUE - decisive:
            return left
        if left == TRUE - decisive:
            return right
        key = (left, right) if left < right else (right, left)
        found = cache.get(key)
        if found is None:
            self._spend(depth)
            top = max(self._variables[left], self._variables[right])
            pairs = zip(self._branches(left, top), self._branches(right, top), strict=True)
            children = tuple(self._combine(a, b, cache, decisive, depth + 1) for a, b in pairs)
            found = cache[key] = self._node(top, children)
        return found

    def _branches(self, statement: int, variable: int) -> tuple[int, ...]:
        if self._variables[statement] == variable:
            return self._children[statement]
        return (statement,) * self.sizes[variable]

    def _spend(self, depth: int) -> None:
        self._budget -= 1
        if self._budget < 0 or depth > MAX_DEPTH:
            raise TooComplicated


def best_sum(diagram: Diagram, offers: list[list[tuple[int, int]]], budget: int = 20_000) -> tuple[int, int]:
    """Choose at most one (statement, gain) from each offer so that all chosen hold together and the gains sum highest.

    Returns the sum and the statement that all chosen hold. Exact: branch and bound, TooComplicated beyond the budget.
    """
    ordered = sorted(([*sorted(offer, key=_gain, reverse=True)] for offer in offers if offer), key=lambda o: -o[0][1])
    rest = [0]
    for offer in reversed(ordered):
        rest.append(rest[-1] + offer[0][1])
    rest.reverse()
    best = (-1, FALSE)
    stack = [(0, 0, TRUE)]
    while stack:
        budget -= 1
        if budget < 0:
            raise TooComplicated
        position, total, statement = stack.pop()
        if total + rest[position] <= best[0]:
            continue
        if position == len(ordered):
            best = (total, statement)
            continue
        stack.append((position + 1, total, statement))
        stack.extend(_choices(diagram, ordered[position], position, total, statement))
    return best


def _gain(offer: tuple[int, int]) -> int:
    return offer[1]


def _choices(
    diagram: Diagram,
    offer: list[tuple[int, int]],
    position: int,
    total: int,
    statement: int,
) -> list[tuple[int, int, int]]:
    """Return the next steps of the search, the most promising last, as a stack wants them."""
    steps = []
    for condition, gain in reversed(offer):
        joined = diagram.both(statement, condition)
        if joined != FALSE:
            steps.append((position + 1, total + gain, joined))
    return steps

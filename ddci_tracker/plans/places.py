"""Where each value of a file stands, what could not be read there, and every problem found.

The reader fills it, the checks ask it. It knows nothing of YAML or of plans.
"""

from __future__ import annotations

from ddci_tracker.plans.problems import Argument, PlanFileError, Problem, ProblemCode


def join(path: str, key: str) -> str:
    """The path of a key below a path: ``sub_indices[2]`` and ``code`` make one."""
    return f"{path}.{key}" if path else key


def item(path: str, number: int) -> str:
    """The path of an item of a list, counted from 0."""
    return f"{path}[{number}]"


class Places:
    """The lines of one file's values by path, and its problems.

    A value that could not be read has a stand-in, so that the rest can still be looked at;
    what is said about a stand-in is dropped.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._lines: dict[str, int] = {}
        self._unread: set[str] = set()
        self._problems: list[Problem] = []

    def mark(self, path: str, line: int) -> None:
        """Note that the value at ``path`` begins on ``line``."""
        self._lines[path] = line

    def line(self, path: str) -> int:
        """The line of a value, or of what it would stand in where it is absent."""
        while path and path not in self._lines:
            path = _parent(path)
        return self._lines.get(path, 1)

    def refuse(
        self, path: str, code: ProblemCode, line: int | None = None, /, **arguments: Argument
    ) -> None:
        """Record a problem at ``path`` (on ``line``, if given) and that nothing was read there."""
        self._unread.add(path)
        self._add(path, code, line, arguments)

    def give_up(self, path: str) -> None:
        """Note that nothing was read at ``path``, for a problem that is told elsewhere."""
        self._unread.add(path)

    def contradict(
        self,
        path: str,
        code: ProblemCode,
        *,
        relies_on: tuple[str, ...] = (),
        **arguments: Argument,
    ) -> None:
        """Record a contradiction at ``path``, unless it or a value it relies on was not read."""
        if all(self.was_read(each) for each in (path, *relies_on)):
            self._add(path, code, None, arguments)

    def was_read(self, path: str) -> bool:
        """Whether the value at ``path`` is what the file says, not a stand-in."""
        while path:
            if path in self._unread:
                return False
            path = _parent(path)
        return "" not in self._unread

    def raise_problems(self) -> None:
        """Raise PlanFileError with all problems by line, if there are any."""
        if self._problems:
            raise PlanFileError(sorted(self._problems, key=lambda problem: problem.line or 0))

    def _add(
        self, path: str, code: ProblemCode, line: int | None, arguments: dict[str, Argument]
    ) -> None:
        self._problems.append(
            Problem(
                code=code,
                file=self.file,
                line=line or self.line(path),
                field=path or None,
                arguments=tuple(arguments.items()),
            )
        )


def _parent(path: str) -> str:
    return path[: max(path.rfind("."), path.rfind("["), 0)]

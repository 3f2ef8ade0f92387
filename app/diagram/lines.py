"""Turns paths over nodes and their tracks into polylines in pixels."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Final

from app.diagram.picture import Frame, Point, Rect
from app.diagram.place import Cell, Grid
from app.diagram.route import Path
from app.diagram.space import Space
from app.diagram.streets import Node
from app.diagram.tracks import Gap, Run, Tracks

PLATE_MARGIN: Final = 10
TOUCH: Final = 3.0


class Polylines:
    """The points of every path; a path that joins a trunk ends on it."""

    def __init__(self, grid: Grid, space: Space, tracks: Tracks, frames: Mapping[str, Frame]) -> None:
        self._grid, self._space, self._tracks, self._frames = grid, space, tracks, frames
        self._cards: dict[Cell, Rect] = {cell: space.card(role) for role, cell in grid.cells.items()}
        self._coordinates = {
            (index, at): self._coordinate(index, at) for index, runs in tracks.runs.items() for at in range(len(runs))
        }

    def points(self, path: Path) -> tuple[Point, ...]:
        """The polyline of a path: from the side of its source over its corners to its target, or to the trunk."""
        runs = self._tracks.runs[path.index]
        points = [self._end(path, 0, 1)]
        for at in range(len(runs) - 1):
            if path.joint is not None and runs[at].last >= path.joint:
                break
            points.append(self._corner(path.index, at, path.index, at + 1))
        if path.joint is None:
            points.append(self._end(path, len(path.nodes) - 1, -1))
        else:
            points += self._meeting(path, path.joint)
        return tuple(points)

    def clashes(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Pairs of runs of different bundles that lie on each other, as (path, number of the run)."""
        spans: dict[Gap, list[tuple[float, float, float, int, int]]] = defaultdict(list)
        for index, path in self._tracks.paths.items():
            for at, run in enumerate(self._tracks.runs[index]):
                low, high = self._span(path, at)
                spans[run.gap].append((low, high, self._coordinates[index, at], index, at))
        found = []
        for members in spans.values():
            for one, other in combinations(sorted(members), 2):
                if (
                    other[0] > one[1] + TOUCH
                    or self._tracks.paths[one[3]].bundle == self._tracks.paths[other[3]].bundle
                ):
                    continue
                if abs(one[2] - other[2]) < TOUCH:
                    found.append(((one[3], one[4]), (other[3], other[4])))
        return found

    def _span(self, path: Path, at: int) -> tuple[float, float]:
        last = len(self._tracks.runs[path.index]) - 1
        axis = 0 if self._tracks.runs[path.index][at].gap[0] == "h" else 1
        start = self._end(path, 0, 1) if at == 0 else self._corner(path.index, at - 1, path.index, at)
        end = (
            self._end(path, len(path.nodes) - 1, -1) if at == last else self._corner(path.index, at, path.index, at + 1)
        )
        low, high = sorted((start[axis], end[axis]))
        return low, high

    def _meeting(self, path: Path, joint: int) -> list[Point]:
        """The points with which a path ends: on a run of its trunk that it meets at a right angle, or at its end."""
        node = path.nodes[joint]
        own = next(at for at, run in enumerate(self._tracks.runs[path.index]) if run.last >= joint)
        axis = self._tracks.runs[path.index][own].gap[0]
        across = [(index, at) for index, at, run in self._runs_through(path, node) if run.gap[0] != axis]
        if not across:
            return [self._end(path, len(path.nodes) - 1, -1)]
        point = self._corner(path.index, own, *across[0])
        spans = [self._span(self._tracks.paths[index], at) for index, at in across if index != path.index]
        along = point.y if axis == "h" else point.x
        if not spans or any(low <= along <= high for low, high in spans):
            return [point]
        nearest = min((end for span in spans for end in span), key=lambda end: abs(end - along))
        return [point, Point(point.x, nearest) if axis == "h" else Point(nearest, point.y)]

    def _runs_through(self, path: Path, node: Node) -> list[tuple[int, int, Run]]:
        found = []
        for index, other in self._tracks.paths.items():
            if other.bundle != path.bundle:
                continue
            for at, run in enumerate(self._tracks.runs[index]):
                if node in other.nodes[run.first : run.last + 1]:
                    found.append((index, at, run))
        return found

    def _corner(self, path: int, at: int, other: int, after: int) -> Point:
        here, there = self._coordinates[path, at], self._coordinates[other, after]
        return Point(there, here) if self._tracks.runs[path][at].gap[0] == "h" else Point(here, there)

    def _end(self, path: Path, node: int, onwards: int) -> Point:
        """The point on the border of the card or frame at one end of a path; `onwards` is 1 at its start, else -1."""
        here, after = path.nodes[node], path.nodes[node + onwards]
        at = 0 if onwards == 1 else len(self._tracks.runs[path.index]) - 1
        along = self._coordinates[path.index, at]
        frame = path.strand.starts if onwards == 1 else path.strand.ends
        rect = self._frames[frame].rect if frame else self._cards[Cell(here[0] // 2, here[1] // 2)]
        if here[1] == after[1]:
            return Point(rect.right if after[0] > here[0] else rect.x, along)
        return Point(along, rect.bottom if after[1] > here[1] else rect.y)

    def _coordinate(self, index: int, at: int) -> float:
        run, track = self._tracks.runs[index][at], self._tracks.track(index, at)
        place = self._space.place_of(run.gap, track)
        if run.gap[0] == "h" or not run.gap[1] % 2:
            return place
        low, high = self._space.room(run.gap)
        crowd = [(index, at)] if track.of == 1 else self._crowd(run.gap)
        start = min(max([low, *(self._title_end(*member) for member in crowd)]), high)
        places = [self._space.place_of(run.gap, self._tracks.track(*member)) for member in crowd]
        first, last = min(places), max(places)
        if first >= start:
            return place
        if last - first <= high - start:  # all of them step aside
            return round(place + start - first, 1)
        return round(start + (place - first) * (high - start) / (last - first), 1)

    def _crowd(self, gap: Gap) -> list[tuple[int, int]]:
        """The runs that share a column with others, as (path, number of the run); they are moved aside together."""
        return [
            (index, at)
            for index, runs in self._tracks.runs.items()
            for at, run in enumerate(runs)
            if run.gap == gap and self._tracks.track(index, at).of > 1
        ]

    def _title_end(self, index: int, at: int) -> float:
        """The x at which the widest title ends that a run up or down a column would cross."""
        run, nodes = self._tracks.runs[index][at], self._tracks.paths[index].nodes
        low, high = self._space.room(run.gap)
        top, bottom = sorted((nodes[run.first][1], nodes[run.last][1]))
        plates = [
            self._frames[block.id].plate
            for block in self._grid.blocks
            if block.left <= run.gap[1] // 2 <= block.right and top <= 2 * block.top <= bottom
        ]
        return max(
            (plate.right + PLATE_MARGIN for plate in plates if low < plate.right and plate.x < high), default=low
        )

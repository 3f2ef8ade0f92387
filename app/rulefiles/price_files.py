"""Reading and writing price files: one CSV for each region, `global.csv` for global points, one row for each tier.

A file is written beside the old one and then replaces it, so that a failure leaves the old one.
"""

import csv
import io
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.domain.model.prices import GLOBAL, PriceBook, PriceKey, PricePoint, price_points, price_rows
from app.errors import AdvisorError, Problem, RulebookInvalid

COLUMNS = ("service", "item", "unit", "region", "usd", "tier_from", "tier_to", "as_of", "source")


def read_points(folder: Path, name: str) -> tuple[dict[str, dict[PriceKey, PricePoint]], list[Problem]]:
    """The price points of every file of a folder, by stem, and the problems; `name` is the folder's name in these."""
    return points_in({path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}, name)


def points_in(files: Mapping[str, bytes], name: str) -> tuple[dict[str, dict[PriceKey, PricePoint]], list[Problem]]:
    """The price points of price files (content by file name), by stem, and the problems."""
    found, problems = {}, []
    for file, content in files.items():
        place = f"{name}/{file}"
        try:
            rows = list(csv.DictReader(content.decode("utf-8").splitlines()))
            found[file.removesuffix(".csv")] = price_points(rows)
        except UnicodeDecodeError:
            problems.append(Problem(place, 1, "not readable as UTF-8"))
        except ValueError as fault:
            problems.append(Problem(place, 0, str(fault)))
        except KeyError as fault:
            problems.append(Problem(place, 1, f"the column {fault.args[0]} is missing"))
    shared = found.get(GLOBAL, {}).keys()
    for stem, points in found.items():
        twice = sorted(shared & points.keys()) if stem != GLOBAL else []
        problems.extend(
            Problem(f"{name}/{stem}.csv", 0, f"{service} {item}: stands in {GLOBAL}.csv too") for service, item in twice
        )
    return found, problems


def open_points(folder: Path) -> dict[str, dict[PriceKey, PricePoint]]:
    """The price points of a folder by stem; RulebookInvalid with every problem, or if it has no price file."""
    points, problems = read_points(folder, str(folder))
    if not points and not problems:
        problems = [Problem(str(folder), 0, "there is no price file (<region>.csv) here")]
    if problems:
        raise RulebookInvalid(problems)
    return points


def price_books(points: Mapping[str, Mapping[PriceKey, PricePoint]]) -> dict[str, PriceBook]:
    """The price book of every region: its own points and the global ones."""
    shared = points.get(GLOBAL, {})
    return {region: PriceBook(region, {**shared, **own}) for region, own in points.items() if region != GLOBAL}


def with_points(text: str, points: Mapping[PriceKey, PricePoint]) -> str:
    """The text of a price file with some points replaced or added; sorted by key, other rows unchanged."""
    rows: dict[PriceKey, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        rows.setdefault((row["service"], row["item"]), []).append(row)
    rows.update((key, price_rows(point)) for key, point in points.items())
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for key in sorted(rows):
        writer.writerows(rows[key])
    return written.getvalue()


def refresh_files(folder: Path, points: Mapping[str, Mapping[PriceKey, PricePoint]]) -> list[Path]:
    """Put points into price files by their stem: new files are written beside the old ones, then replace them."""
    ready: list[tuple[Path, Path]] = []
    try:
        for name, own in points.items():
            target = folder / f"{name}.csv"
            ready.append((_beside(target, with_points(target.read_text(encoding="utf-8"), own)), target))
        for written, target in ready:
            written.replace(target)
    except OSError as fault:
        raise AdvisorError(f"The price files cannot be written: {fault}") from None
    finally:
        for written, _ in ready:
            written.unlink(missing_ok=True)
    return [target for _, target in ready]


def _beside(target: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".csv.part", dir=target.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    shutil.copymode(target, name)
    return Path(name)

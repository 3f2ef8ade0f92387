"""Loads a rules folder into a Rulebook, or raises all problems in it, each with file and line."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from app.domain.model.architecture import ComponentType
from app.domain.model.decisions import Decision
from app.domain.model.guardrails import Guardrail
from app.domain.model.inputs import Topic
from app.domain.model.prices import Allowance, PriceBook, with_allowance
from app.domain.model.usage import FigureType
from app.domain.pipeline.account import ForgottenLine, FreeAllowance
from app.domain.pipeline.comparisons import Comparison, PricedComparison, comparison_faults, price_comparison
from app.domain.pipeline.cost_tables import cost_table
from app.domain.pipeline.growth import Growth
from app.domain.pipeline.savings import Saving
from app.domain.rulebook import Fact, Roles, Rulebook, Scales, Source, Story, numbers_of
from app.errors import Problem, RulebookInvalid
from app.rulefiles.growth import growth_findings
from app.rulefiles.link import Finding, link_problems
from app.rulefiles.order import deciding_order, figure_order, requirements_graph
from app.rulefiles.price_files import price_books, read_points
from app.rulefiles.yaml_reader import KeyPath, RuleFile, read_yaml

Model = TypeVar("Model", bound=BaseModel)


@dataclass
class Contents:
    """The entries read so far, with their places (file and key), and the problems found."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    lost: bool = False
    places: dict[str, tuple[RuleFile, KeyPath]] = field(default_factory=dict)

    def files(self, pattern: str) -> Iterator[RuleFile]:
        """Read the files that match a pattern, sorted by name; a file that cannot be read becomes a problem."""
        for path in sorted(self.folder.glob(pattern)):
            read, problems = read_yaml(path, f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}")
            self.problems.extend(problems)
            self.lost |= read.data is None
            if read.data is not None:
                yield read

    def parse(self, model: type[Model], file: RuleFile, path: KeyPath, data: object) -> Model | None:
        """Validate data by a model; None if it is invalid, every fault then being a problem with its line."""
        try:
            return model.model_validate(data)
        except ValidationError as fault:
            self.lost = True
            for error in fault.errors():
                location = (*path, *_known_keys(error["loc"]))
                self.problems.append(file.problem(location, _sentence(error)))
            return None

    def named(self, kind: str, name: str, file: RuleFile, path: KeyPath) -> None:
        """Record the place of a name; the same name twice is a problem."""
        key = f"{kind}:{name}"
        if key in self.places:
            other = self.places[key]
            self.problems.append(
                file.problem(path, f"the {kind} {name} already stands at {other[0].name}:{other[0].line(other[1])}")
            )
        self.places[key] = (file, path)

    def placed(self, findings: Iterable[Finding]) -> list[Problem]:
        """Findings as problems with file and line, sorted."""
        problems = []
        for owner, path, message in findings:
            file, base = self.places.get(owner, (None, ()))
            where = (
                file.problem((*base, *path), message) if file else Problem(self.folder.name, 0, f"{owner}: {message}")
            )
            problems.append(where)
        return _sorted(problems)

    def listed(self, model: type[Model], kind: str, pattern: str) -> list[Model]:
        """The entries of files that each hold a list of entries with an id."""
        found = []
        for file in self.files(pattern):
            if not isinstance(file.data, list):
                self.problems.append(file.problem((), "write a list of entries"))
                continue
            for index, data in enumerate(file.data):
                entry = self.parse(model, file, (index,), data)
                if entry is not None:
                    self.named(kind, str(getattr(entry, "id", "")), file, (index,))
                    found.append(entry)
        return found

    def mapped(self, model: type[Model], kind: str, *patterns: str) -> dict[str, Model]:
        """The entries of files that each hold entries by id."""
        found = {}
        for pattern in patterns:
            for file in self.files(pattern):
                if not isinstance(file.data, dict):
                    self.problems.append(file.problem((), "write entries by id"))
                    continue
                for name, data in file.data.items():
                    entry = self.parse(model, file, (name,), data)
                    if entry is not None:
                        self.named(kind, name, file, (name,))
                        found[name] = entry
        return found

    def singles(self, model: type[Model], kind: str, pattern: str) -> list[Model]:
        """The entries of files that each hold one entry, named like the file."""
        entries = [self.single(model, kind, file) for file in self.files(pattern)]
        return [entry for entry in entries if entry is not None]

    def single(self, model: type[Model], kind: str, file: RuleFile) -> Model | None:
        """The entry of a file that holds one, named like the file; None if it is invalid."""
        stem = file.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        data = file.data
        if kind == "story" and isinstance(data, dict):
            data = {"id": stem, **data}
        entry = self.parse(model, file, (), data)
        if entry is None:
            return None
        name = str(getattr(entry, "id", stem))
        if kind in ("decision", "comparison", "story") and name != stem:
            self.problems.append(file.problem(("id",), f"the id {name} must be the name of the file, {stem}"))
        self.named(kind, name, file, ())
        if kind == "comparison":  # its table is a decision beside the others
            self.named("decision", name, file, ())
        return entry

    def only(self, model: type[Model], kind: str, name: str) -> Model | None:
        """Read the one file of its kind; a missing file is a problem."""
        found = next(iter(self.singles(model, kind, name)), None)
        if found is None and not (self.folder / name).exists():  # what is wrong with a file is told already
            self.problems.append(Problem(f"{self.folder.name}/{name}", 1, "the file is missing"))
        return found


def load_rulebook(folder: Path) -> Rulebook:
    """The rulebook of a folder; RulebookInvalid with every problem."""
    return load_with_places(folder)[0]


def load_with_places(folder: Path) -> tuple[Rulebook, Contents]:
    """The rulebook of a folder, and the places of its entries; RulebookInvalid with every problem."""
    contents = Contents(folder)
    if not folder.is_dir():
        raise RulebookInvalid([Problem(str(folder), 0, "there is no folder with rules here")])
    rulebook = _linked(contents)
    problems = [*contents.problems, *contents.placed([*link_problems(rulebook), *growth_findings(rulebook)])]
    if problems:
        raise RulebookInvalid(_sorted(problems))
    return rulebook, contents


def _linked(contents: Contents) -> Rulebook:
    roles = contents.only(Roles, "roles", "roles.yaml")
    scales = contents.only(Scales, "scales", "scales.yaml")
    growth = contents.only(Growth, "growth", "growth.yaml")
    topics = _topics(contents)
    figures = contents.listed(FigureType, "figure", "usage/*.yaml")
    decisions = {item.id: item for item in contents.singles(Decision, "decision", "decisions/*.yaml")}
    compared = contents.singles(Comparison, "comparison", "comparisons/*.yaml")
    guardrails = contents.listed(Guardrail, "guardrail", "guardrails/*.yaml")
    savings = contents.listed(Saving, "saving", "savings.yaml")
    components = {item.id: item for item in contents.listed(ComponentType, "component type", "components/*.yaml")}
    facts = contents.mapped(Fact, "fact", "facts.yaml", "facts/*.yaml")
    sources = contents.mapped(Source, "source", "sources.yaml", "sources/*.yaml")
    forgotten = contents.listed(ForgottenLine, "forgotten line", "forgotten.yaml")
    stories = sorted(contents.singles(Story, "story", "examples/*.yaml"), key=lambda story: (story.order, story.id))
    allowances = contents.listed(FreeAllowance, "free allowance", "allowances.yaml")
    books = _price_books(contents, allowances)
    if contents.lost or roles is None or scales is None or growth is None:  # what is lost would be missed elsewhere
        raise RulebookInvalid(_sorted(contents.problems))
    comparisons = _priced(contents, compared, topics, facts, books)
    decisions |= {name: cost_table(priced) for name, priced in comparisons.items()}
    graph = requirements_graph(topics, decisions, guardrails, roles)
    return Rulebook(
        topics=tuple(topics),
        figures=figure_order(figures),
        comparisons=comparisons,
        decisions=deciding_order(decisions, graph),
        guardrails=tuple(guardrails),
        components=components,
        roles=roles,
        facts=facts,
        sources=sources,
        prices=books,
        forgotten=tuple(forgotten),
        allowances=tuple(allowances),
        examples=tuple(stories),
        scales=scales,
        savings=tuple(savings),
        growth=growth,
        fingerprint=_fingerprint(contents.folder),
        requirements=graph,
    )


def _price_books(contents: Contents, allowances: Iterable[FreeAllowance]) -> dict[str, PriceBook]:
    points, faults = read_points(contents.folder / "prices", f"{contents.folder.name}/prices")
    contents.problems.extend(faults)
    return {region: _with_allowances(book, allowances) for region, book in price_books(points).items()}


def _priced(
    contents: Contents,
    compared: Iterable[Comparison],
    topics: Iterable[Topic],
    facts: Mapping[str, Fact],
    books: Mapping[str, PriceBook],
) -> dict[str, PricedComparison]:
    """Price every comparison; one that cannot be priced is a problem here, as all that reads it would fail."""
    inputs, numbers = {item.id: item for topic in topics for item in topic.inputs}, numbers_of(facts)
    compared = list(compared)
    found: list[Finding] = []
    for item in compared:
        faults = comparison_faults(item, inputs, numbers, books)
        found.extend((f"comparison:{item.id}", path, sentence) for path, sentence in faults)
    if found:
        raise RulebookInvalid(_sorted([*contents.problems, *contents.placed(found)]))
    return {item.id: price_comparison(item, inputs, numbers, books) for item in compared}


def _topics(contents: Contents) -> list[Topic]:
    found = []
    for file in contents.files("inputs/*.yaml"):
        topic = contents.single(Topic, "topic file", file)
        if topic is not None:
            found.append(topic)
        _name_inputs(contents, file)
    return found


def _name_inputs(contents: Contents, file: RuleFile) -> None:
    fields = file.data if isinstance(file.data, dict) else {}
    for kind, key in (("input", "inputs"), ("question", "together")):
        for index, data in enumerate(fields.get(key, [])):
            if isinstance(data, dict) and "id" in data:
                contents.named(kind, data["id"], file, (key, index))


def _with_allowances(book: PriceBook, allowances: Iterable[FreeAllowance]) -> PriceBook:
    points = {key: with_allowance(point) for key, point in book.points.items()}
    for free in allowances:
        allowance = Allowance(free.id, free.amount, free.unverified)
        for key in points.keys() & {(free.service, item) for item in free.items}:
            points[key] = replace(points[key], allowance=allowance)
    return PriceBook(book.region, points)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".csv"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _known_keys(location: tuple[int | str, ...]) -> KeyPath:
    return tuple(key for key in location if not str(key).startswith(("function-", "constrained-", "union", "[")))


def _sentence(error: Any) -> str:  # noqa: ANN401
    message = str(error["msg"]).removeprefix("Value error, ")
    return "unknown key" if error["type"] == "extra_forbidden" else message


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line, problem.message))

"""Faults planted in the small rulebook: each is told where it is, with a brief that shows it, and nothing else is."""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.domain.model.decisions import decide
from app.domain.report.brief import brief_from_query
from app.rulefiles.check import check
from tests.builders import NOON, edited, text_of, write_rules
from tests.domain.reasoning.extra_rules import EXTRA, REVIEW

ANY = "because: {en: Words., ko: 말.}"
API, JOB, FILES = "decisions/api_code.yaml", "decisions/job_code.yaml", "decisions/files.yaml"
DATABASE, LEVEL, ZONES = "decisions/database.yaml", "decisions/level.yaml", "decisions/zones.yaml"
BLOCKERS, VISITORS, ALL = "decisions/blockers.yaml", "decisions/visitors.yaml", "components/all.yaml"
LIMITS, TONE_FILE, REVIEW_FILE = "guardrails/limits.yaml", "inputs/03-extra.yaml", "decisions/review.yaml"
RDS_ROW = "  - {when: {records: relational, parts: [has api, has job]}, then: rds, " + ANY + ', sources: ["aws:doc"]}\n'
GAP = "gap"


@dataclass(frozen=True)
class Told:
    """What must be told: file, a piece of the line, the sentence, the brief, and what decides in that brief."""

    file: str
    marker: str
    sentence: str
    brief: str | None
    shows: dict | str = field(default_factory=dict)


def row(when, then):
    return f"  - {{when: {{{when}}}, then: {then}, {ANY}}}\n"


FAULTS = {
    "dropped row": (
        {DATABASE: ((RDS_ROW, ""),)},
        [
            Told(DATABASE, "rules:", "no row fits records = relational, parts = {api}", "records=relational", GAP),
            Told(DATABASE, "  rds:", "the outcome rds never comes out: no row gives it", "pin.database=rds"),
        ],
    ),
    "overlap of unique rows": (
        {DATABASE: (("[empty, only site]", "[empty, only site, has job]"),)},
        [
            Told(
                DATABASE,
                "then: rds",
                "rows 2 and 3 overlap for records = relational, parts = {api, job}",
                "parts=api&parts=job&records=relational",
                {"database": "none"},
            )
        ],
    ),
    "widened interval": (
        {REVIEW_FILE: (("{api_code: container, job_code: task}", '{api_code: container, run_minutes: ">= 15"}'),
                       ("{api_code: container, job_code: not task}", '{api_code: container, run_minutes: "[0..15]"}'))},
        [
            Told(
                REVIEW_FILE,
                "[0..15]",
                "rows 1 and 2 overlap for api_code = container, run_minutes = 15",
                "run_minutes=15&skills=kubernetes",
                {"review": "both", "api_code": "container"},
            )
        ],
    ),
    "shadowed row": (
        {VISITORS: (("  - {otherwise", row("parts: only job", "people") + "  - {otherwise"),)},
        [Told(VISITORS, "then: people", "row 2 never fires: row 1 always comes first", "parts=job",
              {"visitors": "none"})],
    ),
    "row shadowed by two others together": (
        {
            VISITORS: (
                ("  - {otherwise", row("parts: has api", "people") + row("parts: lacks api", "people")
                 + row("records: none", "none") + "  - {otherwise"),
            )
        },
        [
            Told(VISITORS, "records: none", "row 4 never fires: one of rows 2, 3 always comes first", "",
                 {"visitors": "people"}),
            Told(VISITORS, "otherwise", "row 5 never fires: one of rows 2, 3 always comes first", "",
                 {"visitors": "people"}),
        ],
    ),
    "row shadowed through a table upstream": (
        {API: (("  - {when: {blockers: has habit}", row("skills: has kubernetes", "function")
                + "  - {when: {blockers: has habit}"),)},
        [
            Told(API, "blockers: has habit}, then", "row 3 never fires: row 2 always comes first",
                 "skills=kubernetes", {"api_code": "function"}),
            Told(API, "  container:", "the outcome container never comes out: row 3 never fires",
                 "pin.api_code=container"),
        ],
    ),
    "outcome that only the traits upstream forbid": (
        {
            ZONES: (
                ("  - {otherwise", row('in_vpc: "yes", api_code: none, database: none, job_code: none', "three")
                 + "  - {otherwise"),
                ("outcomes:\n", "outcomes:\n  three: {label: {en: Three zones, ko: 3개}}\n"),
            )
        },
        [
            Told(ZONES, "then: three", "row 2 never fires: in_vpc: yes and", None),
            Told(ZONES, "  three:", "the outcome three never comes out: row 2 never fires", "pin.zones=three"),
        ],
    ),
    "outcome that the answers upstream forbid": (
        {
            ZONES: (
                ("  - {otherwise", row("blockers: has habit, api_code: function", "three") + "  - {otherwise"),
                ("outcomes:\n", "outcomes:\n  three: {label: {en: Three zones, ko: 3개}}\n"),
                ('{in_vpc: "no"}, then', '{in_vpc: "no", blockers: lacks habit}, then'),
            )
        },
        [
            Told(ZONES, "then: three", "row 2 fires only under pins, never otherwise", None, {"zones": "three"}),
            Told(ZONES, "  three:", "the outcome three never comes out", "pin.zones=three"),
        ],
    ),
    "row that only a contradiction reaches": (
        {"guardrails/extra.yaml": (("{parts: lacks api, skills: has kubernetes}", "{skills: has kubernetes}"),)},
        [
            Told(BLOCKERS, "has kubernetes", "row 2 fires only for answers that contradict each other",
                 "skills=kubernetes", {"blockers": "habit"}),
            Told(BLOCKERS, "  habit:", "the outcome habit never comes out", "pin.blockers=habit"),
        ],
    ),
    "gap that appears only under a pin": (
        {
            REVIEW_FILE: (
                ("{api_code: container, job_code: task}", "{api_code: container, blockers: has habit, job_code: task}"),
                ("{api_code: container, job_code: not task}",
                 "{api_code: container, blockers: has habit, job_code: not task}"),
            )
        },
        [Told(REVIEW_FILE, "rules:", "no row fits api_code = container, blockers = {}", "pin.api_code=container", GAP)],
    ),
    "required end that can be empty": (
        {FILES: (("{parts: has job}", "{parts: only job}"),)},
        [
            Told(JOB, "from: job, to: files", "the connection “files” needs files, which can be empty",
                 "parts=api&parts=job&run_minutes=16", {"job_code": "task", "files": "none"}),
            Told(JOB, "  function: … from: job, to: files", "the connection “files” needs files, which can be empty",
                 "parts=api&parts=job", {"job_code": "function", "files": "none"}),
        ],
    ),
    "guardrail that never speaks": (
        {LIMITS: (("when: {api_code: container}", 'when: {api_code: container, code_in_vpc: "no"}'),)},
        [Told(LIMITS, "when: {api_code", "never speaks: api_code: container and code_in_vpc: no never hold together",
              None)],
    ),
    "row whose own test never holds": (
        {LEVEL: (("  - {otherwise", row('run_minutes: "< 0"', "growth") + "  - {otherwise"),)},
        [Told(LEVEL, "< 0", "row 3 never fires: run_minutes: < 0 never holds", "")],
    ),
    "outcome that no row gives": (
        {LEVEL: (("outcomes:\n", "outcomes:\n  huge: {label: {en: Huge, ko: 대규모}}\n"),)},
        [Told(LEVEL, "  huge:", "the outcome huge never comes out: no row gives it", "pin.level=huge",
              {"level": "huge"})],
    ),
    "closed service": (
        {
            ALL: (("- {id: gateway_endpoint,", "- {id: gateway_endpoint, status: endpoint_status,"),),
            "facts.yaml": (("run_limit:", ('endpoint_status: {value: end_of_life, text: {en: Over., ko: 종료.}, '
                            'source: "aws:doc", checked_on: "2026-11-23"}\nrun_limit:')),),
        },
        [Told("decisions/egress.yaml", "  endpoint:", "adds gateway_endpoint, which is end_of_life", None,
              {"egress": "endpoint"})],
    ),
    "component type that nobody adds": (
        {ALL: (("- {id: users,", ("- {id: lonely, service: S, resource: R, icon: users, place: outside, tier: 1}\n"
                "- {id: users,")),)},
        [Told(ALL, "id: lonely", "no outcome ever adds this component type", None)],
    ),
    "type that no setting leads to": (
        {LEVEL: ((", settings: {platform: fargate}", ""),)},
        [Told(ALL, "id: fargate_service", "no outcome ever adds this component type", None)],
    ),
    "input that never matters": (
        {LEVEL: (("  - {when: {database: rds},", row("database: rds, tone: low", "growth")
                  + "  - {when: {database: rds},"),)},
        [Told(TONE_FILE, "id: tone", "read by level, but no answer to it ever changes an outcome", "tone=high",
              {"level": "minimal"})],
    ),
    "value that never matters": (
        {TONE_FILE: (("{id: high, ", ("{id: shrill, label: {en: Shrill, ko: 날카로움}}, "
                      "{id: mild, label: {en: Mild, ko: 부드러움}, awaits: Amazon Echo}, {id: high, ")),),
         LEVEL: (("  - {when: {database: rds},", row("database: rds, tone: high", "minimal")
                  + "  - {when: {database: rds},"),)},
        [Told(TONE_FILE, "id: shrill", "shrill, chosen instead of the usual value, never changes an outcome",
              "tone=shrill")],
    ),
    "role filled with two types": (
        {VISITORS: (("{role: users, type: users,", ("{role: users, type: users, for: {en: A., ko: 가.}}, "
                     "{role: files, type: users,")),)},
        [Told(VISITORS, "  people:", "fills files with users, which files (s3) fills with s3", "parts=api&parts=job",
              {"files": "s3", "visitors": "people"})],
    ),
    "contradiction that leaves nothing over": (
        {"guardrails/extra.yaml": (("{parts: lacks api, skills: has kubernetes}", "{tone: [low, high]}"),)},
        [Told("guardrails/extra.yaml", "when:", "every answer set is a contradiction", "")],
    ),
}  # fmt: skip


def planted(folder, changed):
    texts = dict(EXTRA)
    for file, replacements in changed.items():
        text = EXTRA.get(file)
        if text is None:
            texts[file] = edited(file, *replacements)
            continue
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        texts[file] = text
    return write_rules(folder, texts), texts


def line_of(text, marker):
    """The line that holds the last piece of the marker, after the lines that hold the pieces before it."""
    lines, at = text.splitlines(), -1
    for piece in marker.split(" … "):
        at = next(number for number in range(at + 1, len(lines)) if piece in lines[number])
    return at + 1


def decided(rulebook, query):
    """The outcomes of a brief as it stands in a sentence; the gap where there is one."""
    brief, _ = brief_from_query(rulebook, parse_qsl(query), lenient=False)
    try:
        choices = decide(rulebook.decisions.values(), rulebook.facts_of(brief), brief.pins)
    except LookupError:
        return GAP
    return {name: ", ".join(choice.outcomes) for name, choice in choices.items()}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_told_with_its_place_and_a_brief_and_nothing_else_is(tmp_path, fault):
    changed, expected = fault
    rules, texts = planted(tmp_path, changed)
    checked = check(rules, NOON.date())
    proven = [str(problem) for problem in checked.problems if is_proven(problem)]
    assert len(proven) == len(expected), proven
    for told in expected:
        place = f"rules/{told.file}:{line_of(texts.get(told.file) or text_of(told.file), told.marker)}: "
        briefs = [shown(problem) for problem in proven if problem.startswith(place) and told.sentence in problem]
        assert briefs, (told, proven)
        assert told.brief is None or told.brief in briefs
        outcomes = decided(checked.rulebook, briefs[0] if told.brief is None else told.brief)
        assert told.shows.items() <= outcomes.items() if isinstance(told.shows, dict) else outcomes == told.shows


def shown(problem):
    """The brief at the end of a sentence, as a query string; none for a type that nobody adds."""
    query = problem.partition("; shown by ")[2]
    return "" if query == "a brief without answers" else query.removeprefix("?")


def is_proven(problem):
    """Examples that no longer come out, and traits and inputs left over, are told beside what was proven."""
    others = ("examples.", "source ", "no example of", "no outcome carries", "no table and no formula")
    return not any(word in problem.message for word in others)


@pytest.mark.parametrize("name", FAULTS)
def test_the_command_ends_with_1_on_a_planted_fault(tmp_path, name):
    rules, _ = planted(tmp_path, FAULTS[name][0])
    result = CliRunner().invoke(main, ["check", "--rules", str(rules)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert FAULTS[name][1][0].sentence in result.stderr


CIRCLE = (JOB, ("{blockers: has long_run}", "{egress: nat}"), "these need each other in a circle")
MISSPELT = (API, ("{blockers: has habit}", "{blockers: has habits}"), "habits is not possible here")
UNKNOWN = (API, ("{blockers: has habit}", "{blocker: has habit}"), "no input, decision or trait has this name")


@pytest.mark.parametrize(("file", "change", "message"), [CIRCLE, MISSPELT, UNKNOWN], ids=["circle", "value", "name"])
def test_rules_that_cannot_be_linked_end_with_1_before_anything_is_proven(tmp_path, file, change, message):
    result = CliRunner().invoke(main, ["check", "--rules", str(write_rules(tmp_path, {file: edited(file, change)}))])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("rules/decisions/")
    assert message in result.stderr


def test_an_old_fact_is_a_warning_and_no_problem(tmp_path):
    rules = write_rules(tmp_path)
    assert check(rules, date(2027, 11, 23)).warnings == []
    checked = check(rules, date(2027, 11, 24))
    assert checked.problems == []
    assert [str(warning) for warning in checked.warnings] == [
        "rules/facts.yaml:1: run_limit.checked_on: checked on 2026-11-23, more than 12 months ago",
        "rules/facts.yaml:2: requests_a_task.checked_on: checked on 2026-11-23, more than 12 months ago",
    ]


def test_the_extra_rules_are_sound(tmp_path):
    rules, _ = planted(tmp_path, {})
    assert [problem for problem in check(rules, NOON.date()).problems if is_proven(problem)] == []
    assert REVIEW.count("then:") == 5

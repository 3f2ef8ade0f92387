from decimal import Decimal

import pytest

from app.errors import RulebookInvalid
from app.rulefiles.load import load_rulebook
from tests.builders import edited, small_rulebook, text_of, write_rules


def problems(folder):
    with pytest.raises(RulebookInvalid) as refused:
        load_rulebook(folder)
    return [str(problem) for problem in refused.value.problems]


def line_of(text, marker):
    return next(number for number, line in enumerate(text.splitlines(), 1) if marker in line)


def test_the_small_rulebook_holds_everything(small_rulebook):
    assert list(small_rulebook.inputs) == [
        "parts", "region", "run_minutes", "records", "skills", "monthly_requests", "export_gb", "budget_usd",
    ]  # fmt: skip
    assert len(small_rulebook.decisions) == 9
    assert small_rulebook.facts["run_limit"].number == 15
    assert small_rulebook.examples[0].id == "export"
    assert small_rulebook.regions == ("ap-northeast-2", "us-east-1")
    assert small_rulebook.prices["us-east-1"].find("NAT", "gb").tiers[0].usd == Decimal("0.045")
    assert small_rulebook.prices["us-east-1"].find("Lambda", "request").region == "global"


def test_each_decision_comes_after_what_it_needs(small_rulebook):
    order = list(small_rulebook.decisions)
    for before, after in [
        ("blockers", "api_code"), ("blockers", "job_code"), ("job_code", "egress"), ("api_code", "egress"),
        ("database", "zones"), ("database", "level"),
    ]:  # fmt: skip
        assert order.index(before) < order.index(after)
    assert small_rulebook.requirements.has_edge("code_in_vpc", "egress")
    assert small_rulebook.requirements.has_edge("run_minutes", "guardrail run_too_long")


def test_the_fingerprint_follows_the_words_of_the_files_alone(tmp_path):
    first = load_rulebook(write_rules(tmp_path / "first"))
    same = load_rulebook(write_rules(tmp_path / "same"))
    other = small_rulebook(tmp_path / "other", {"facts.yaml": edited("facts.yaml", ("50 requests", "51 requests"))})
    price = edited("prices/us-east-1.csv", ("0.045", "0.046"))
    dearer = small_rulebook(tmp_path / "dearer", {"prices/us-east-1.csv": price})
    assert first.fingerprint == same.fingerprint
    assert len({first.fingerprint, other.fingerprint, dearer.fingerprint}) == 3


API = "decisions/api_code.yaml"
JOB = "decisions/job_code.yaml"
BLOCKERS = "decisions/blockers.yaml"
ALL = "components/all.yaml"
FAULTS = {
    "unknown key": (API, "hit_policy: first", "hit_policy: first\nweight: 3", "weight: 3", "weight: unknown key"),
    "duplicate key": (API, "core: true", "core: true\nkind: shared", "kind: shared", "kind: written twice"),
    "no YAML": (API, "axis: [time, cost]", "axis: [time, cost", "door:", "not readable as YAML"),
    "missing key": (API, "kind: part\n", "", "id: api_code", "kind: Field required"),
    "word outside the list": (
        API,
        "hit_policy: first",
        "hit_policy: best",
        "hit_policy",
        "hit_policy: Input should be",
    ),
    "language missing": (API, "{en: No API, ko: API 없음}", "{en: No API}", "{en: No API}", "label.ko: Field required"),
    "name of no fact": (API, "{blockers: has habit}", "{blocker: has habit}", "blocker:", "when.blocker: no input"),
    "wrong kind for a set": (API, "{parts: lacks api}", '{parts: "> 3"}', "> 3", "does not fit: this is a set"),
    "wrong kind for a number": (
        BLOCKERS,
        '{run_minutes: "> 15"}',
        "{run_minutes: long}",
        "run_minutes: long",
        "does not fit: this is a number",
    ),
    "wrong kind for a value": (
        "decisions/level.yaml",
        "{database: rds}, then",
        "{database: has rds}, then",
        "has rds",
        "this is a value",
    ),
    "unknown value of an input": (API, "lacks api", "lacks apis", "lacks apis", "apis is not possible here; known are"),
    "unknown outcome of a decision": (
        JOB,
        "has long_run",
        "has long_runs",
        "has long_runs",
        "long_runs is not possible here; known are: long_run",
    ),
    "test that cannot be read": (API, "lacks api", "lacks api or job", "lacks api or job", "cannot read the test"),
    "then of no outcome": (API, "then: container, because", "then: vm, because", "then: vm", "vm is not an outcome"),
    "otherwise missing": (API, "  - {otherwise: function", "  # {otherwise: function", "rules:", "first ends with one"),
    "missing source": (
        API,
        '["aws:doc"]}\n  - {otherwise',
        '["aws:dog"]}\n  - {otherwise',
        "aws:dog",
        "aws:dog stands",
    ),
    "missing fact": (JOB, '["fact:run_limit"]', '["fact:run_limits"]', "run_limits", "fact:run_limits stands neither"),
    "missing overruled source": (
        JOB,
        '["notes:habit"]',
        '["notes:hobby"]',
        "notes:hobby",
        "notes:hobby stands neither",
    ),
    "unknown fact in braces": (BLOCKERS, "A run of {run_minutes}", "A run of {minutes}", "{minutes}", "a fact to put"),
    "unknown trait": (
        API,
        "traits: [code_in_vpc, in_vpc]",
        "traits: [fast]",
        "traits: [fast]",
        "fast is not in the list",
    ),
    "unknown setting": (
        API,
        "{platform: eks}",
        "{platfrom: eks}",
        "platfrom",
        "platfrom is not in the list of settings",
    ),
    "setting without a type": (
        API,
        "{platform: eks}",
        "{platform: ec2}",
        "platform: ec2",
        "has no type for platform ec2",
    ),
    "own type by setting without a type": (
        API,
        "type: compute_by_platform",
        "type: {by: platform, values: {fargate: lambda}}",
        "{platform: eks}",
        "the api of api_code has no type for platform eks",
    ),
    "default setting without a type": (
        "roles.yaml",
        "{platform: fargate,",
        "{platform: ec2,",
        "{platform: ec2,",
        "compute_by_platform has no type for platform ec2",
    ),
    "type by no setting": (
        API,
        "type: compute_by_platform",
        "type: {by: weather, values: {fine: lambda}}",
        "by: weather",
        "weather is not in the list of settings",
    ),
    "unknown role": (API, "role: api, type: compute", "role: apis, type: compute", "apis", "apis is not in the list"),
    "unknown component type": (JOB, "type: fargate_task", "type: fargate", "type: fargate,", "not a component type"),
    "unknown end": (
        API,
        "from: users, to: api",
        "from: user, to: api",
        "from: user,",
        "user is not a role or a role set",
    ),
    "unknown kind of load": (API, "{requests: api", "{calls: api", "{calls: api", "calls is not a kind of load"),
    "unknown name in a load": (
        API,
        "{requests: api_requests}",
        "{requests: apis}",
        "requests: apis",
        "names apis, which",
    ),
    "load that cannot be read": (
        API,
        "{requests: api_requests}",
        '{requests: "2 *"}',
        '"2 *"',
        "cannot read the formula '2 *'",
    ),
    "pin of no decision": (
        API,
        "{api_code: container}",
        "{code: container}",
        "{code:",
        "pins code, which is no decision",
    ),
    "pin to no outcome": (API, "{api_code: container}", "{api_code: vm}", "api_code: vm", "pins api_code to vm, which"),
    "example of no outcome": (
        API,
        "given: {}, then: function",
        "given: {}, then: vm",
        "then: vm",
        "vm is not an outcome",
    ),
    "figure of no name": ("usage/month.yaml", "monthly_requests *", "visits *", "visits *", "the formula names visits"),
    "indicator of no value": ("usage/month.yaml", "parts.api", "parts.apis", "parts.apis", "names parts.apis"),
    "formula that cannot be read": (
        "usage/month.yaml",
        "export_gb * month",
        "export_gb ** 2",
        "** 2",
        "is not allowed",
    ),
    "function of no name": ("usage/month.yaml", "between(0.5, 1, 1)", "round(1)", "round(1)", "round() is not known"),
    "quantity of no name": (ALL, "quantity: kept_gb", "quantity: kept_tb", "kept_tb", "names kept_tb, which no figure"),
    "load of no kind": (ALL, "quantity: load.gb", "quantity: load.tons", "load.tons", "names load.tons"),
    "constant of no fact": (ALL, "fact.requests_a_task", "fact.requests", "fact.requests)", "names fact.requests"),
    "line item without a source": (
        ALL,
        'item: gb}, source: "aws:doc"',
        'item: gb}, source: "x"',
        '"x"',
        "source x stands",
    ),
    "price by an unknown setting": (ALL, "{size} {deployment}", "{size} {mode}", "{mode}", "mode is not"),
    "lane missing": (
        ALL,
        "regional\n  lane: data\n",
        '"regional"\n',
        '"regional"',
        "a regional component names its lane",
    ),
    "place of no list": (ALL, "place: public", "place: moon", "place: moon", "place: Input should be"),
    "status of no fact": (
        ALL,
        "resource: AWS::S3::Bucket",
        "resource: AWS::S3::Bucket\n  status: gone",
        "gone",
        "gone is",
    ),
    "fact without a document": (
        "facts.yaml",
        'ko: 실행은 15분에 끝납니다.}, source: "aws:doc"',
        'ko: 실행은 15분에 끝납니다.}, source: "aws:dog"',
        "aws:dog",
        "aws:dog stands neither",
    ),
    "unknown key of a fact": ("facts.yaml", "unit: minutes", "units: minutes", "units", "units: unknown key"),
    "unknown key of a source": ("sources.yaml", "verdict: confirmed", "verdikt: no", "verdikt", "verdikt: unknown key"),
    "severity of no list": (
        "guardrails/limits.yaml",
        "severity: note",
        "severity: bad",
        "severity: bad",
        "severity: Input",
    ),
    "guardrail on no fact": (
        "guardrails/limits.yaml",
        "{api_code: container}\n",
        "{apis: container}\n",
        "apis:",
        "when.apis: no input",
    ),
    "saying neither true nor false": (
        "guardrails/limits.yaml",
        "speaks: false",
        "speaks: maybe",
        "speaks: maybe",
        "speaks: Input should be",
    ),
    "usual outside the values": (
        "inputs/01-work.yaml",
        "usual: ap-northeast-2",
        "usual: moon",
        "id: region",
        "usual: moon is not possible",
    ),
    "question about no input": (
        "inputs/02-numbers.yaml",
        "inputs: [monthly_requests,",
        "inputs: [requests,",
        "[requests,",
        "requests is not",
    ),
    "type by setting of no type": (
        "roles.yaml",
        "eks: eks_workload",
        "eks: eks_pods",
        "eks_pods",
        "eks_pods is not a component type",
    ),
    "role set of no role": ("roles.yaml", "code: [api, job]", "code: [api, jobs]", "[api, jobs]", "jobs is not"),
    "price that is none": ("prices/us-east-1.csv", "0.034", "cheap", None, "cheap"),
    "tiers with a gap": ("prices/us-east-1.csv", "0.024,51200", "0.024,51201", None, "leave a gap or overlap"),
    "story of an unknown answer": (
        "examples/export.yaml",
        "parts: [job]",
        "parts: [jobs]",
        "parts: [jobs]",
        "jobs is not",
    ),
    "story that expects no outcome": (
        "examples/export.yaml",
        "job_code: task",
        "job_code: t",
        "job_code: t",
        "is not known; known are: none",
    ),
    "story without a type": ("examples/export.yaml", "[fargate_task]", "[fargate]", "[fargate]", "fargate is not"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_every_fault_is_told_with_file_and_line(tmp_path, fault):
    file, old, new, marker, message = fault
    text = edited(file, (old, new))
    told = problems(write_rules(tmp_path, {file: text}))
    line = line_of(text, marker) if marker else 0
    assert any(problem.startswith(f"rules/{file}:{line}: ") and message in problem for problem in told), told


def test_several_problems_in_several_files_are_told_at_once_in_order(tmp_path):
    changed = {
        API: edited(API, ("lacks api", "lacks apis"), ("core: true", "core: true\nkind: shared")),
        "usage/month.yaml": edited("usage/month.yaml", ("monthly_requests", "visits"), ("month *", "moon *")),
        "facts.yaml": edited("facts.yaml", ('"aws:doc"', '"aws:dog"')),
    }
    told = problems(write_rules(tmp_path, changed))
    files = [problem.split(":")[0] for problem in told]
    assert files == sorted(files)
    assert set(files) == {f"rules/{name}" for name in changed}
    assert len(told) == 5


def test_every_file_that_cannot_be_read_is_told_at_once(tmp_path):
    changed = {
        API: edited(API, ("hit_policy", "hit_policies")),
        "facts.yaml": edited("facts.yaml", ("unit:", "units:")),
        "usage/month.yaml": edited("usage/month.yaml", ("month *", "month **")),
        "roles.yaml": "roles: [",
    }
    told = problems(write_rules(tmp_path, changed))
    assert {problem.split(":")[0] for problem in told} == {f"rules/{name}" for name in changed}


def test_decisions_that_need_each_other_are_a_circle_that_is_named(tmp_path):
    changed = {"decisions/files.yaml": edited("decisions/files.yaml", ("{parts: has job}", "{egress: nat}"))}
    assert load_rulebook(write_rules(tmp_path / "fine", changed))
    changed["decisions/blockers.yaml"] = edited(BLOCKERS, ("{skills: has kubernetes}", "{files: s3}"))
    (told,) = problems(write_rules(tmp_path / "circle", changed))
    assert told.startswith("rules/decisions/")
    assert "need each other in a circle" in told
    for name in ("blockers", "egress", "files"):
        assert name in told


def test_a_circle_through_a_trait_is_named(tmp_path):
    changed = {BLOCKERS: edited(BLOCKERS, ("{skills: has kubernetes}", '{code_in_vpc: "yes"}'))}
    (told,) = problems(write_rules(tmp_path, changed))
    assert "code_in_vpc" in told


def test_figures_that_need_each_other_are_a_circle(tmp_path):
    text = edited("usage/month.yaml", ("monthly_requests * parts.api", "kept_gb"), ("export_gb", "api_requests"))
    (told,) = problems(write_rules(tmp_path, {"usage/month.yaml": text}))
    assert "these figures need each other in a circle" in told


@pytest.mark.parametrize(
    ("file", "kind", "name"),
    [
        ("inputs/02-numbers.yaml", "input", "skills"),
        ("usage/month.yaml", "figure", "kept_gb"),
        (ALL, "component type", "s3"),
        ("guardrails/limits.yaml", "guardrail", "cluster_upkeep"),
        ("facts.yaml", "fact", "run_limit"),
        ("sources.yaml", "source", "aws:doc"),
    ],
)
def test_the_same_name_twice_is_told_with_both_places(tmp_path, file, kind, name):
    folder = write_rules(tmp_path)
    again = file.replace(".yaml", "/more.yaml") if kind in ("fact", "source") else file.replace(".yaml", "-more.yaml")
    text = text_of(file)
    (folder / again).parent.mkdir(exist_ok=True)
    (folder / again).write_text(text, "utf-8")
    marker = f"{name}:" if kind in ("fact", "source") else f"id: {name}"
    first, second = sorted((file, again)) if kind not in ("fact", "source") else (file, again)
    line = line_of(text, marker)
    told = problems(folder)
    assert f"the {kind} {name} already stands at rules/{first}:{line}" in "\n".join(told)
    assert any(problem.startswith(f"rules/{second}:{line}: ") for problem in told)


def test_a_figure_may_not_bear_the_name_of_a_number_input(tmp_path):
    text = edited("usage/month.yaml", ("id: kept_gb", "id: export_gb"), ("export_gb * month", "month"))
    told = problems(write_rules(tmp_path, {"usage/month.yaml": text, ALL: edited(ALL, ("kept_gb", "export_gb"))}))
    assert any(problem.startswith(f"rules/usage/month.yaml:{line_of(text, 'id: export_gb')}: ") for problem in told)


def test_a_decision_is_named_like_its_file(tmp_path):
    folder = write_rules(tmp_path)
    (folder / "decisions/level.yaml").rename(folder / "decisions/height.yaml")
    assert problems(folder) == ["rules/decisions/height.yaml:1: id: the id level must be the name of the file, height"]


def test_tables_stay_small(tmp_path):
    facts = ["parts: has api", "skills: empty", "records: none", "region: us-east-1"]
    wide = edited(
        "decisions/database.yaml",
        ("{when: {records: none}", "{when: {" + ", ".join(facts) + "}"),
    )
    told = problems(write_rules(tmp_path / "unique", {"decisions/database.yaml": wide}))
    assert any("unique reads at most 3 facts" in problem for problem in told)
    many = [*facts, "blockers: empty", "run_minutes: 5", "export_gb: 5"]
    wider = edited(API, ("{when: {parts: lacks api}", "{when: {" + ", ".join(many) + "}"))
    told = problems(write_rules(tmp_path / "first", {API: wider}))
    assert any("reads 7 facts" in problem for problem in told)


@pytest.mark.parametrize("name", ["nowhere", "rules"])
def test_a_folder_without_rules_is_told(tmp_path, name):
    (tmp_path / "rules").mkdir()
    assert len(problems(tmp_path / name)) == 1


def test_a_file_of_another_shape_is_told(tmp_path):
    changed = {"usage/month.yaml": "id: x\n", "facts.yaml": "- a\n", API: "- a\n"}
    told = "\n".join(problems(write_rules(tmp_path, changed)))
    assert "rules/usage/month.yaml:1: write a list of entries" in told
    assert "rules/facts.yaml:1: write entries by id" in told
    assert f"rules/{API}:1: " in told


def test_text_that_is_not_utf_8_is_told(tmp_path):
    folder = write_rules(tmp_path)
    (folder / "prices/us-east-1.csv").write_bytes("서울".encode("euc-kr"))
    (folder / API).write_bytes("서울".encode("euc-kr"))
    told = problems(folder)
    assert f"rules/{API}:1: not readable as UTF-8" in told
    assert any(problem.startswith("rules/prices/us-east-1.csv:") for problem in told)

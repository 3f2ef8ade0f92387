from decimal import Decimal

import pytest

from app.errors import RulebookInvalid
from app.rulefiles.load import load_rulebook
from tests.builders import edited, small_rulebook, text_of, write_rules
from tests.rulefiles.faults import ALL, API, BLOCKERS, FAULTS


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
    assert len(small_rulebook.decisions) == 10
    assert list(small_rulebook.comparisons) == ["run_cost"]
    assert small_rulebook.facts["run_limit"].number == 15
    assert small_rulebook.examples[0].id == "export"
    assert small_rulebook.regions == ("ap-northeast-2", "us-east-1")
    assert small_rulebook.prices["us-east-1"].find("NAT", "gb").tiers[0].usd == Decimal("0.045")
    assert small_rulebook.prices["us-east-1"].find("Lambda", "request").region == "global"


def test_each_decision_comes_after_what_it_needs(small_rulebook):
    order = list(small_rulebook.decisions)
    for before, after in [
        ("blockers", "api_code"), ("blockers", "job_code"), ("run_cost", "job_code"), ("job_code", "egress"),
        ("api_code", "egress"), ("database", "zones"), ("database", "level"),
    ]:  # fmt: skip
        assert order.index(before) < order.index(after)
    assert "egress" in small_rulebook.requirements.successors("code_in_vpc")
    assert "guardrail run_too_long" in small_rulebook.requirements.successors("run_minutes")


def test_the_fingerprint_follows_the_words_of_the_files_alone(tmp_path):
    first = load_rulebook(write_rules(tmp_path / "first"))
    same = load_rulebook(write_rules(tmp_path / "same"))
    other = small_rulebook(tmp_path / "other", {"facts.yaml": edited("facts.yaml", ("50 requests", "51 requests"))})
    price = edited("prices/us-east-1.csv", ("0.045", "0.046"))
    dearer = small_rulebook(tmp_path / "dearer", {"prices/us-east-1.csv": price})
    assert first.fingerprint == same.fingerprint
    assert len({first.fingerprint, other.fingerprint, dearer.fingerprint}) == 3


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
    load_rulebook(write_rules(tmp_path / "fine", changed))
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


def test_facts_share_one_set_of_names_and_so_do_questions_and_inputs(tmp_path):
    trait = "traits:\n  zones: {en: Zones., ko: 영역.}\n"
    changed = {
        "roles.yaml": edited("roles.yaml", ("traits:\n", trait)),
        "inputs/02-numbers.yaml": edited("inputs/02-numbers.yaml", ("id: volumes", "id: region")),
    }
    told = problems(write_rules(tmp_path, changed))
    assert "rules/decisions/zones.yaml:1: id: zones is the name of an input or a trait already" in told
    line = line_of(changed["inputs/02-numbers.yaml"], "{id: region")
    assert f"rules/inputs/02-numbers.yaml:{line}: together.0.id: region is the name of an input already" in told


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


@pytest.mark.parametrize(
    ("name", "missing"), [("nowhere", ["nowhere"]), ("rules", ["growth.yaml", "roles.yaml", "scales.yaml"])]
)
def test_a_folder_without_rules_is_told(tmp_path, name, missing):
    (tmp_path / "rules").mkdir()
    told = problems(tmp_path / name)
    assert len(told) == len(missing)
    assert all(file in problem for file, problem in zip(missing, told, strict=True))


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


FORGOTTEN = """
- id: nat
  name: {en: NAT, ko: NAT}
  unit: hour
  price: {service: NAT, item: hour}
  types: [nat_gateway]
  reasons:
    - {present: [lambda], text: {en: Functions call out by themselves., ko: 함수가 직접 호출합니다.}}
    - {text: {en: Nothing calls out., ko: 밖을 호출하지 않습니다.}}
  source: "aws:doc"
"""
ALLOWANCES = '- {id: requests, service: Lambda, items: [request], amount: 100, source: "aws:doc"}\n'


def test_what_belongs_to_the_account_is_read(tmp_path):
    rulebook = small_rulebook(tmp_path, {"forgotten.yaml": FORGOTTEN, "allowances.yaml": ALLOWANCES})
    (line,) = rulebook.forgotten
    assert line.reason({"lambda"}).en == "Functions call out by themselves."
    assert line.reason({"s3"}).en == "Nothing calls out."
    for book in rulebook.prices.values():
        assert book.find("Lambda", "request").allowance.amount == 100
        assert book.find("NAT", "hour").allowance is None


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "told"),
    [
        ("forgotten.yaml", FORGOTTEN, "[nat_gateway]", "[nat]", "types: nat is not a component type"),
        ("forgotten.yaml", FORGOTTEN, "[lambda]", "[boat]", "types: boat is not a component type"),
        ("forgotten.yaml", FORGOTTEN, '"aws:doc"', '"aws:dog"', "the source aws:dog stands neither"),
        ("forgotten.yaml", FORGOTTEN, "item: hour", "item: day", "price: no price of NAT: day in us-east-1"),
        ("forgotten.yaml", FORGOTTEN, "item: hour", "item: '{size}'", "price: size is not a setting"),
        ("allowances.yaml", ALLOWANCES, "[request]", "[call]", "items: no Region has a price of Lambda: call"),
        ("allowances.yaml", ALLOWANCES, '"aws:doc"', '"aws:dog"', "the source aws:dog stands neither"),
        ("allowances.yaml", ALLOWANCES, "amount: 100", "amount: 0", "amount: Input should be greater than 0"),
    ],
)
def test_a_fault_of_what_belongs_to_the_account_is_told(tmp_path, file, text, old, new, told):
    assert text.count(old) == 1
    found = problems(write_rules(tmp_path, {file: text.replace(old, new)}))
    assert any(problem.startswith(f"rules/{file}:") and told in problem for problem in found), found


def test_a_faulty_file_is_not_also_called_missing(tmp_path):
    found = problems(write_rules(tmp_path, {"roles.yaml": edited("roles.yaml", ("roles:", "rolls:"))}))
    assert found
    assert not any("missing" in problem and problem.startswith("rules/roles.yaml:1: the file") for problem in found)

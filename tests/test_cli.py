"""The command line: what goes in and out, and the exit codes 0 (done), 1 (input or rules wrong), 2 (called wrongly)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.domain.advice import run as run_brief
from app.domain.advisor.advise import advise
from app.domain.advisor.economy import economize
from app.domain.report.brief import read_document
from app.domain.report.upgrade import read
from app.rulefiles.load import load_rulebook
from tests.builders import NOON, edited, present, write_rules

ROOT = Path(__file__).parent.parent
BRIEF = """\
answers:
  parts: [job]
  run_minutes: 60
  export_gb: 5120
"""
COMMANDS = ["advise", "decide", "compose", "estimate", "draw", "check", "serve"]


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The small rulebook as the one that the commands read."""
    folder = write_rules(tmp_path)
    monkeypatch.setenv("ADVISOR_RULES_DIR", str(folder))
    return folder


@pytest.fixture
def brief(tmp_path):
    path = tmp_path / "brief.yaml"
    path.write_text(BRIEF, "utf-8")
    return path


def run(*arguments, given=None):
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=given)


def done(*arguments, given=None):
    result = run(*arguments, given=given)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*arguments, given=None):
    result = run(*arguments, given=given)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()


def test_a_story_or_a_report_is_advised_on_by_its_brief(rules, brief, tmp_path):
    report = tmp_path / "report.json"
    report.write_text(done("advise", brief, "--json"), "utf-8")
    again = json.loads(done("advise", report, "--json"))
    assert again["brief"] == json.loads(report.read_text("utf-8"))["brief"]
    story = tmp_path / "story.yaml"
    story.write_text("order: 1\nbrief:\n" + "".join(f"  {line}\n" for line in BRIEF.splitlines()), "utf-8")
    assert done("advise", story) == done("advise", brief)
    assert done("decide", story) == done("decide", brief)


def test_advise_prints_the_advice(rules, brief):
    out = done("advise", brief)
    assert out.startswith("Fargate in Seoul (minimal), about $1,526 a month")
    assert "Storage, first 51,200 GB" in out
    assert "0.025" in out


def test_advise_speaks_korean(rules, brief):
    out = done("advise", brief, "--lang", "ko")
    assert out.startswith("서울의 Fargate(최소), 월 약 $1,526")
    for word in ("결정", "항목", "수량", "단가"):
        assert word in out


def test_advise_prints_what_breaks_and_what_is_unpriced(rules):
    given = "answers: {run_minutes: 60, records: relational, monthly_requests: 9000000}\npins: {job_code: function}\n"
    out = done("advise", "-", given=given)
    assert "[breaks] A function stops before 60 minutes are over." in out
    assert "not in the total" in out
    assert "합계 제외" in done("advise", "-", "--lang", "ko", given=given)


def test_advise_json_is_the_whole_report(rules, brief):
    document = json.loads(done("advise", brief, "--json"))
    rulebook = load_rulebook(rules)
    given = read_document(rulebook, {"answers": document["brief"]["answers"]})
    expected = economize(run_brief(rulebook, given), advise(rulebook, given, NOON, with_alternatives=False))
    assert read({**document, "created_at": expected.created_at}) == expected


def test_advise_tells_savings_and_the_way_back_into_the_budget(rules):
    given = "answers: {parts: [job], run_minutes: 60, export_gb: 5120, budget_usd: 100}\npins: {egress: nat}\n"
    out = done("advise", "-", given=given)
    assert "An endpoint" in out
    assert "388.22" in out
    assert "The cheapest advice found that keeps every answer" in out
    assert "The answer that costs most: How many GB are exported a month?" in out
    korean = done("advise", "-", "--lang", "ko", given=given)
    assert "모든 답변을 지키는 가장 저렴한 대안" in korean
    assert "비용이 가장 많이 드는 답변: 한 달에 몇 GB를" in korean
    assert "│ 엔드포인트 │ 388.22 │ 몇 분. │" in korean


def test_advise_prints_the_line_items_as_csv(rules, brief):
    lines = done("advise", brief, "--csv").splitlines()
    document = json.loads(done("advise", brief, "--json"))
    assert lines[0].startswith("Component,Service,")
    assert len(lines) == len(document["estimate"]["line_items"]) + len(document["estimate"]["unpriced"]) + 2
    assert done("advise", brief, "--csv", "--lang", "ko").startswith("구성 요소,")


def test_advise_shows_another_currency_at_the_rate_that_is_given(rules, brief):
    assert "at your rate of 1,390 KRW per USD" in done("advise", brief, "--currency", "KRW", "--rate", "1390")
    assert "입력한 환율 1 USD = 0.92 EUR" in done(
        "advise", brief, "--currency", "EUR", "--rate", "0.92", "--lang", "ko", "--csv"
    )
    assert refused("advise", brief, "--currency", "KRW")[0].startswith("rate: ")


def test_the_stages_are_piped(rules, brief):
    decided = done("decide", brief)
    composed = done("compose", given=decided)
    estimated = done("estimate", "-", given=composed)
    report = json.loads(done("advise", brief, "--json"))
    assert json.loads(estimated)["estimate"] == report["estimate"]
    picture = ET.fromstring(done("draw", given=estimated))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    whole = done("draw", "--lang", "ko", "--scheme", "dark", given=json.dumps(report))
    assert "S3" in whole
    assert "내보낸 파일" in whole


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("svg", b"<svg "),
        ("png", b"\x89PNG\r\n"),
        ("drawio", b"<mxfile "),
        ("mmd", b"flowchart LR\n"),
        ("json", b'{\n  "title"'),
    ],
)
def test_a_picture_is_written_in_every_form_to_output_or_a_file(rules, brief, tmp_path, form, start):
    report = done("advise", brief, "--json")
    drawn = run("draw", "--format", form, given=report)
    assert (drawn.exit_code, drawn.stderr) == (0, "")
    assert drawn.stdout_bytes.startswith(start)
    assert done("draw", "--format", form, "--output", tmp_path / "picture", given=report) == ""
    assert (tmp_path / "picture").read_bytes() == drawn.stdout_bytes


def test_the_architecture_as_json_is_drawn_again(rules, brief):
    report = done("advise", brief, "--json")
    again = done("draw", "--format", "json", given=report)
    assert json.loads(again)["architecture"] == json.loads(report)["architecture"]
    assert done("draw", "--lang", "ko", given=again) == done("draw", "--lang", "ko", given=report)


def test_a_png_is_as_wide_as_asked_for(rules, brief):
    report = done("advise", brief, "--json")
    drawn = run("draw", "--format", "png", "--width", "640", "--scheme", "dark", given=report)
    assert int.from_bytes(drawn.stdout_bytes[16:20]) == 640
    assert run("draw", "--format", "png", "--width", "4001", given=report).exit_code == 2


def test_what_cannot_be_drawn_or_written_is_told(rules, brief, tmp_path):
    document = json.loads(done("advise", brief, "--json"))
    document["architecture"]["connections"][0]["target"] = "nobody"
    assert "nobody" in done("draw", given=json.dumps(document))
    document["architecture"]["components"][0]["icon"] = "no_such_icon"
    (told,) = refused("draw", given=json.dumps(document))
    assert told.startswith("architecture.components.0.icon: no_such_icon is not possible; choose one of: alb, ")
    report = done("advise", brief, "--json")
    assert "cannot be written" in refused("draw", "--output", tmp_path / "no" / "x.svg", given=report)[0]


def test_one_component_is_priced_from_yaml(rules):
    given = "components:\n  - {type: nat_gateway, load: {gb: 5120}}\nregion: us-east-1\n"
    assert json.loads(done("estimate", given=given))["estimate"]["monthly"]["typical"] == "263.25"


def test_an_empty_brief_is_advised_on(rules):
    assert done("advise", "-", given="").splitlines()[1].startswith("Lambda in Seoul")


def test_a_brief_that_cannot_be_is_refused_field_by_field_in_the_language(rules):
    given = "answers: {colour: red, run_minutes: -1}\npins: {egress: tunnel}\n"
    told = refused("advise", "-", given=given)
    assert [line.split(":")[0] for line in told] == ["answers.colour", "answers.run_minutes", "pins.egress"]
    korean = refused("advise", "-", "--lang", "ko", given=given)
    assert all("다" in line for line in korean)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("answers:\n  parts: [job\n  x: 1\n", "standard input:3: not readable as YAML"),
        ("answers:\n  parts: [job]\n  parts: [api]\n", "standard input:3: parts: written twice"),
        ("- 1\n", ": write an object with answers, pins, usage"),
        ("[]", ": write an object with answers, pins, usage"),
        ("[" * 2000 + "]" * 2000, "standard input:1: not readable as YAML: nested too deeply"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_with_its_line(rules, given, told):
    lines = refused("advise", "-", given=given)
    assert len(lines) == 1
    assert lines[0].startswith(told)


def test_a_broken_file_is_named(rules, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("answers: {", "utf-8")
    assert refused("decide", path)[0].startswith(f"{path}:")
    assert "cannot be read" in refused("decide", tmp_path / "nothing.yaml")[0]
    path.write_bytes("한글".encode("euc-kr"))
    assert "cannot be read" in refused("decide", path)[0]


@pytest.mark.parametrize(
    ("command", "field"), [("compose", "decisions"), ("estimate", "components"), ("draw", "architecture.components")]
)
def test_a_stage_that_is_given_something_else_says_what_it_takes(rules, command, field):
    assert field in [line.split(":")[0] for line in refused(command, given="{}")]


def test_check_counts_what_it_found_sound(rules):
    out = done("check")
    assert out.startswith("10 decisions (1 of them comparisons), ")
    assert "0 problems" in out
    assert "Proven over 896 answer sets:" in out
    assert "  Every required connection has both ends. (5, over all answers)" in out.splitlines()
    assert "near stories" not in out


def test_check_lists_the_values_that_await_something(rules):
    assert "await what comes later" not in done("check")
    text = edited("inputs/02-numbers.yaml", ("id: kubernetes,", "id: kubernetes, awaits: Amazon EKS,"))
    (rules / "inputs/02-numbers.yaml").write_text(text, "utf-8")
    lines = done("check").splitlines()
    assert lines[-2:] == ["1 values await what comes later and change nothing yet:", "  Amazon EKS: skills: kubernetes"]


def test_check_reports_how_often_each_outcome_comes_out(rules):
    lines = done("check", "--report").splitlines()
    usual = next(line.split() for line in lines if line.startswith("visitors: people"))
    assert usual[:2] == ["visitors:", "people"]
    assert usual[4:] == ["yes", "70.8%"]
    assert "Near stories: all 169 briefs within two answers" in lines[-2]
    assert lines[-1].startswith("Decides most (bits of all outcomes): parts 5.4, skills 1.5, ")


def test_check_lists_every_problem_with_file_and_line(rules):
    api = edited("decisions/api_code.yaml", ("lacks api", "lacks apis"), ('["aws:doc"]', '["aws:dog"]'))
    (rules / "decisions/api_code.yaml").write_text(api, "utf-8")
    told = refused("check")
    assert told[0].startswith("rules/decisions/api_code.yaml:10: ")
    assert told[1].startswith("rules/decisions/api_code.yaml:11: ")
    assert told[2:] == ["2 problems"]
    assert refused("advise", "-", given="")[:2] == told[:2]


def test_check_lists_examples_that_do_not_come_out(rules, tmp_path):
    level = edited("decisions/level.yaml", ("{given: {}, then: minimal}", "{given: {}, then: growth}"))
    (rules / "decisions/level.yaml").write_text(level, "utf-8")
    assert refused("check", "--rules", rules) == [
        "rules/decisions/level.yaml:18: examples.1: gives minimal, not growth",
        "1 problem",
    ]


def test_a_wrong_setting_and_a_missing_folder_are_told(monkeypatch, tmp_path):
    monkeypatch.setenv("ADVISOR_RULES_DIR", str(tmp_path / "nowhere"))
    assert "there is no folder with rules here" in refused("check")[0]
    monkeypatch.setenv("ADVISOR_LOG_LEVEL", "loud")
    assert refused("check")[0].startswith("ADVISOR_LOG_LEVEL: ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(command):
    out = done(command, "--help")
    assert f"Usage: root {command}" in out
    assert len(out.splitlines()) > 5


def test_the_help_names_every_command():
    out = done("--help")
    assert all(command in out for command in COMMANDS)
    assert {command.name or present(command.callback).__name__ for command in main.registered_commands} == set(COMMANDS)
    assert [group.name for group in main.registered_groups] == ["prices"]
    assert "prices" in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["advice"],
        ["advise"],
        ["advise", "a.yaml", "b.yaml"],
        ["decide", "--lang", "ko"],
        ["advise", "-", "--lang", "fr"],
        ["draw", "--scheme", "pink"],
        ["draw", "--format", "gif"],
        ["draw", "--width", "99"],
        ["serve", "--port", "0"],
        ["serve", "--port", "many"],
    ],
)
def test_a_command_called_wrongly_ends_with_2(arguments):
    assert run(*arguments).exit_code == 2


def program(rules, *arguments, given=b""):
    """The command in a process of its own, as it is called."""
    command = [sys.executable, "-m", "app", *arguments]
    environment = {**os.environ, "ADVISOR_RULES_DIR": str(rules)}
    return subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True, check=False)


def test_the_program_runs_as_a_module_in_a_pipe(rules):
    decided = program(rules, "decide", given=BRIEF.encode())
    assert (decided.returncode, decided.stderr) == (0, b"")
    wrong = program(rules, "estimate", given=decided.stdout)
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.startswith(b"components: ")


def test_faulty_rules_are_told_before_anything_is_served(rules):
    (rules / "roles.yaml").write_text("roles: [", "utf-8")
    served = program(rules, "serve", "--port", "1")
    assert (served.returncode, served.stdout) == (1, b"")
    assert served.stderr.decode().splitlines() == refused("decide", "-", given="")

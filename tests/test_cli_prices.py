"""The price commands: reports on standard output, faults in one sentence with exit code 1, nothing half-written."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from app.cli import main
from app.cli.price_commands import prices
from tests.builders import present, write_rules
from tests.pricelist.offer_server import VERSION, offer_csv, price_list, rate, serving

OFFERS = """\
prefixes: {us-east-1: ["", USE1-], ap-northeast-2: APN2-}
rows:
  - {service: NAT, item: hour, offer: AmazonEC2, usage: NatGateway-Hours}
  - {service: NAT, item: gb, offer: AmazonEC2, usage: NatGateway-Bytes}
  - {service: S3, item: standard, offer: AmazonS3, usage: TimedStorage-ByteHrs}
  - {service: RDS, item: "{size} multi-az", offer: AmazonRDS, usage: "Multi-AZUsage:{size}"}
  - {service: Lambda, item: request, offer: AWSLambda, whole: "true", usage: Request}
"""
FILES = {
    ("AmazonEC2", "us-east-1"): [
        rate("A", "NatGateway-Hours", "0.0500000000"),
        rate("B", "NatGateway-Bytes", "0.0450000000"),
    ],
    ("AmazonS3", "us-east-1"): [
        rate("C", "TimedStorage-ByteHrs", "0.0250000000", "0", "51200"),
        rate("C", "TimedStorage-ByteHrs", "0.0230000000", "51200", "512000"),
        rate("C", "TimedStorage-ByteHrs", "0.0210000000", "512000"),
    ],
    ("AmazonRDS", "us-east-1"): [
        rate("D", "Multi-AZUsage:small", "0.0340000000"),
        rate("E", "Multi-AZUsage:medium", "0.1360000000"),
        rate("F", "Multi-AZUsage:medium", "0.2000000000"),
        rate("G", "Multi-AZUsage:large", "0.5000000000"),
    ],
    ("AWSLambda", None): [],
}
EC2 = f"/offers/v1.0/aws/AmazonEC2/{VERSION}/us-east-1/index.csv"


@pytest.fixture
def rules(tmp_path, monkeypatch):
    """The small rulebook, with a mapping of its prices, as the one that the commands read."""
    folder = write_rules(tmp_path)
    (folder / "prices/offers.yaml").write_text(OFFERS, "utf-8")
    monkeypatch.setenv("ADVISOR_RULES_DIR", str(folder))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def server():
    with serving(price_list(FILES)) as found:
        yield found


def run(*arguments):
    return CliRunner().invoke(main, ["prices", *map(str, arguments)])


def done(*arguments):
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert "Traceback" not in result.stderr
    return result.stderr


def refresh(server, tmp_path, *arguments):
    return ("refresh", "--base-url", server.base, "--cache", tmp_path / "cache", *arguments)


def contents(folder):
    return {path.name: path.read_bytes() for path in (folder / "prices").iterdir()}


def test_check_reports_and_warns_but_does_not_fail(rules):
    text = (rules / "prices/us-east-1.csv").read_text("utf-8")
    text = text.replace("0.045,0,,2026-01-01", "0.005,0,,2020-01-01", 1).replace("Fargate,", "Elsewhere,")
    (rules / "prices/us-east-1.csv").write_text(text, "utf-8")
    out = done("check")
    assert "Price points: ap-northeast-2 6, global 1, us-east-1 6." in out
    assert "over 24 months       1  2020-01-01 to 2020-01-01  warning\n    NAT 1" in out
    assert "    RDS large multi-az: in no region" in out
    assert "    Fargate task-hour: in us-east-1" in out
    assert "Elsewhere task-hour: missing in ap-northeast-2" in out
    assert "NAT hour: ap-northeast-2 0.059, us-east-1 0.005 (11.8 times)" in out
    assert "Asked for by no line item: ap-northeast-2 0, global 0, us-east-1 1." in out
    assert "never refreshed: 2 (Elsewhere 1, Fargate 1)" in out


def test_check_is_given_as_json_with_another_factor(rules):
    found = json.loads(done("check", "--json", "--factor", "1.2"))
    assert [spread["item"] for spread in found["spreads"]] == ["gb", "hour"]
    assert found["points"]["us-east-1"] == 6
    assert {(gap["region"], gap["price"]["item"]) for gap in found["gaps"]} == {
        ("ap-northeast-2", "large multi-az"), ("us-east-1", "large multi-az"),
    }  # fmt: skip


def test_refresh_reports_what_became_of_every_point_and_writes_nothing(rules, server, tmp_path):
    before = contents(rules)
    out = done(*refresh(server, tmp_path, "--region", "us-east-1"))
    assert contents(rules) == before
    lines = [line for line in out.splitlines() if line]
    assert lines[0] == "us-east-1"
    assert (
        "  not refreshed Fargate task-hour: no row of prices/offers.yaml is about it; the price of 2026-01-01 stays"
        in out
    )
    assert "  changed       NAT hour: 0.045 → 0.05 (+11.1 %)" in out
    assert "  new           RDS large multi-az: 0.5" in out
    assert (
        f"  unclear       RDS medium multi-az: AWS Price List: AmazonRDS {VERSION}, us-east-1: 2 products with" in out
    )
    assert "  changed       S3 standard:\n      0 to 51,200: 0.025 → gone" in out
    assert "      over 512,000: 0.021" in out
    assert lines[-2] == "  changed 2, new 1, unclear 1, not refreshed 1, same 2"
    assert lines[-1] == "Nothing was written; --write puts the prices into the price files."


def test_a_point_that_is_gone_stays_and_global_points_are_read_from_the_file_of_all_regions(rules, server, tmp_path):
    out = done(*refresh(server, tmp_path, "--region", "global", "--write"))
    assert f"gone          Lambda request: AWS Price List: AWSLambda {VERSION}, all regions: no product" in out
    assert "the price of 2026-01-01 stays" in out
    assert "Lambda,request,request,global,0.0000002,0,,2026-01-01,list" in (rules / "prices/global.csv").read_text(
        "utf-8"
    )


def test_refresh_writes_prices_with_date_and_source(rules, server, tmp_path):
    before = contents(rules)
    out = done(*refresh(server, tmp_path, "--write"))
    assert f"Written: {rules}/prices/us-east-1.csv" in out
    after = contents(rules)
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == ["us-east-1.csv"]
    written = after["us-east-1.csv"].decode().splitlines()
    told = f'2026-11-20,"AWS Price List: AmazonEC2 {VERSION}, us-east-1, SKU A"'
    assert f"NAT,hour,hour,us-east-1,0.05,,,{told}" in written
    assert "Fargate,task-hour,hour,us-east-1,0.05,0,,2026-01-01,list" in written
    assert sum(line.startswith("S3,standard,") for line in written) == 3
    assert any(line.startswith("RDS,large multi-az,hour,us-east-1,0.5,,,2026-11-20,") for line in written)
    assert "same 5" in done(*refresh(server, tmp_path, "--region", "us-east-1"))
    out = done("diff", rules, rules / "prices")
    assert "added 0, gone 0, changed 0." in out


def test_refresh_reads_only_what_a_service_needs(rules, server, tmp_path):
    out = done(*refresh(server, tmp_path, "--service", "S3", "--region", "us-east-1"))
    assert "NAT" not in out
    assert not any("AmazonEC2" in path for path, _ in server.asked)


@pytest.mark.parametrize("option", ["--region", "--service"])
def test_a_region_or_service_that_is_not_known_is_called_wrongly(rules, option):
    result = run("refresh", option, "moon")
    assert result.exit_code == 2
    assert "moon is not known; known are:" in " ".join(result.stderr.split()).replace("│ ", "")


def test_a_failure_in_the_last_file_leaves_every_price_as_it_was(rules, server, tmp_path):
    before = contents(rules)
    broken = offer_csv("AmazonS3", [rate("C", "TimedStorage-ByteHrs", "0.1", Currency="CNY")])
    server.documents[f"/offers/v1.0/aws/AmazonS3/{VERSION}/us-east-1/index.csv"] = broken
    told = refused(*refresh(server, tmp_path, "--write"))
    assert told.startswith(server.base)
    assert told.endswith("/us-east-1/index.csv has a price in CNY, not USD, in line 7.\n")
    assert contents(rules) == before


def test_a_server_that_fails_is_told_in_one_sentence(rules, server, tmp_path):
    server.cuts[EC2] = [10, 10, 10]
    assert "was cut 3 times" in refused(*refresh(server, tmp_path, "--write"))
    server.slow.add(EC2)
    assert "did not answer in time" in refused(*refresh(server, tmp_path, "--timeout", "0.2"))
    server.slow.clear()
    server.status[EC2] = 404
    assert "does not exist (404)" in refused(*refresh(server, tmp_path))
    del server.status[EC2]
    assert "changed       NAT hour" in done(*refresh(server, tmp_path))


def test_a_fault_in_the_mapping_is_told_with_its_line(rules):
    (rules / "prices/offers.yaml").write_text(OFFERS.replace("offer:", "offers:", 1), "utf-8")
    assert refused("check").splitlines()[0] == "rules/prices/offers.yaml:3: rows.0.offer: Field required"


@pytest.fixture
def older(rules, tmp_path):
    """The price files as they were: another price, one point more and one less."""
    folder = tmp_path / "older"
    folder.mkdir()
    for path in (rules / "prices").glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / "ap-northeast-2.csv").read_text("utf-8")
    text = text.replace("S3,standard,GB,ap-northeast-2,0.025", "S3,standard,GB,ap-northeast-2,0.020")
    text = text.replace("NAT,gb", "NAT,byte")
    (folder / "ap-northeast-2.csv").write_text(text, "utf-8")
    return folder


def test_diff_lists_points_and_what_stories_become(older):
    out = done("diff", older)
    assert "  added    NAT gb: 0.059" in out
    assert "  gone     NAT byte: 0.059 → gone" in out
    assert "  changed  S3 standard:\n      0 to 51,200: 0.020 → 0.025 (+25.0 %)\n" in out
    assert "added 1, gone 1, changed 1." in out
    [story] = [line.split() for line in out.splitlines()[-1:]]
    assert story[0:2] == ["export", "ap-northeast-2"]
    assert story[-1] == "%"


def test_diff_lists_the_cells_of_comparisons_that_turn(rules, tmp_path):
    before = shutil.copytree(rules / "prices", tmp_path / "before")
    assert "Cells of comparisons that come out otherwise: 0" in done("diff", before)
    file = before / "us-east-1.csv"
    file.write_text(file.read_text("utf-8").replace("NAT,hour,hour,us-east-1,0.045", "NAT,hour,hour,us-east-1,0.059"))
    out = done("diff", before).splitlines()
    place = out.index("Cells of comparisons that come out otherwise: 1")
    assert out[place + 1] == "  run_cost us-east-1: run_minutes at least 15 minutes: close → right"
    [flip] = json.loads(done("diff", before, "--json"))["comparisons"]
    assert (flip["comparison"], flip["cell"]) == ("run_cost", {"run_minutes": ">= 15"})
    assert (flip["old"], flip["new"]) == ("close", "right")


def test_diff_is_given_as_json_and_the_other_way_round(older, rules):
    found = json.loads(done("diff", rules / "prices", older, "--json"))
    assert [(item["kind"], item["item"]) for item in found["prices"]] == [
        ("added", "byte"), ("gone", "gb"), ("changed", "standard"),
    ]  # fmt: skip
    [story] = found["stories"]
    assert (story["story"], story["region"]) == ("export", "ap-northeast-2")
    assert story["old"]["monthly"] > story["new"]["monthly"]


def test_diff_tells_a_region_without_book_and_a_place_that_is_none(older, tmp_path):
    (older / "ap-northeast-2.csv").unlink()
    assert "no price book" in done("diff", older)
    assert "is no folder, and git does not know it" in refused("diff", "nowhere")
    (tmp_path / "empty").mkdir()
    assert "there is no price file" in refused("diff", tmp_path / "empty")


@pytest.mark.parametrize("command", ["check", "refresh", "diff"])
def test_every_price_command_helps(command):
    out = done(command, "--help")
    assert f"Usage: root prices {command}" in out
    assert {found.name or present(found.callback).__name__ for found in prices.registered_commands} == {
        "check",
        "refresh",
        "diff",
    }

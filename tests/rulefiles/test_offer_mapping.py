"""prices/offers.yaml: its faults with file and line, and the real one."""

import pytest

from app.domain.model.prices import GLOBAL
from app.errors import RulebookInvalid
from app.rulefiles.offer_mapping import load_mapping
from app.rulefiles.price_files import open_points
from tests.builders import write_rules
from tests.conftest import RULES

ROW = "  - {service: NAT, item: hour, offer: AmazonEC2, usage: NatGateway-Hours}\n"


def faults(tmp_path, text):
    folder = write_rules(tmp_path)
    if text is not None:
        (folder / "prices/offers.yaml").write_text(text, "utf-8")
    with pytest.raises(RulebookInvalid) as fault:
        load_mapping(folder, [("NAT", "hour")])
    return str(fault.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "rules/prices/offers.yaml:1: the file is missing"),
        ("prefixes: {}\nrows:\n" + ROW.replace("usage", "use"), "rules/prices/offers.yaml:3: rows.0.use: unknown key"),
        ("prefixes: {}\nrows:\n" + ROW + ROW, "rules/prices/offers.yaml:4: rows.1: rows before this one take all"),
        (
            "prefixes: {}\nrows:\n" + ROW.replace("hour,", "gb,"),
            "offers.yaml:3: rows.0: no price point and no line item",
        ),
        ("prefixes: {}\nrows: [\n", "not readable as YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, text, told):
    assert told in faults(tmp_path, text)


@pytest.fixture(scope="module")
def shelf():
    return open_points(RULES / "prices")


@pytest.fixture(scope="module")
def mapping(rulebook, shelf):
    from app.domain.pricebooks.needed import needed_prices

    needed = needed_prices(rulebook)
    return load_mapping(RULES, {key for points in (*shelf.values(), *needed.values()) for key in points})


def test_the_real_mapping_has_no_dead_row_and_knows_most_points(mapping, shelf):
    keys = {key for points in shelf.values() for key in points}
    known = [key for key in keys if mapping.row_of(*key)]
    assert len(known) / len(keys) > 0.85


def test_every_region_has_its_prefixes(mapping, shelf):
    assert mapping.prefixes.keys() == shelf.keys() - {GLOBAL}


def test_no_two_points_of_a_file_are_read_from_the_same_rates(mapping, shelf):
    from app.domain.pricebooks.offers import wanted_points

    for region, points in shelf.items():
        wanted, _ = wanted_points(mapping, region, [(*key, point.unit) for key, point in points.items()])
        seen: dict[tuple, tuple] = {}
        for point in wanted:
            for usage in point.usage:
                rest = tuple(sorted((column, tuple(sorted(values))) for column, values in point.where.items()))
                other = seen.setdefault((point.file, usage, rest), point.key)
                assert other == point.key, f"{region}: {usage} is read for {other} and for {point.key}"

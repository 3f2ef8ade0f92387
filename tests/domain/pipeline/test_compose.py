from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.advice import run
from app.domain.model.architecture import Amount
from app.domain.pipeline.compose import local_scopes
from app.domain.pipeline.structure import settings_of
from app.domain.report.brief import read_brief
from tests.builders import edited, small_rulebook

EXPORT = {"parts": ["job"], "run_minutes": "60", "export_gb": "5120"}
SHOP = {"parts": ["api", "job"], "run_minutes": "60", "records": "relational", "monthly_requests": "9000000"}


def advice(rulebook, answers=None, pins=None):
    return run(rulebook, read_brief(rulebook, answers, pins))


def lines(architecture):
    return [(line.source, line.target) for line in architecture.connections]


def test_roles_are_filled_by_the_chosen_outcomes(small_rulebook):
    architecture = advice(small_rulebook, EXPORT).architecture
    assert {component.id: component.type for component in architecture.components} == {
        "files": "s3",
        "job": "fargate_task",
        "s3_endpoint": "gateway_endpoint",
    }
    assert architecture.component("job").decisions == ("job_code",)
    assert architecture.component("nat") is None


def test_a_connection_takes_the_first_way_that_is_there(small_rulebook):
    endpoint = advice(small_rulebook, EXPORT).architecture
    assert lines(endpoint) == [("job", "s3_endpoint"), ("s3_endpoint", "files")]
    nat = advice(small_rulebook, EXPORT, {"egress": "nat"}).architecture
    assert lines(nat) == [("job", "nat"), ("nat", "files")]
    direct = advice(small_rulebook, EXPORT, {"egress": "none"}).architecture
    assert lines(direct) == [("job", "files")]


def test_a_way_inside_the_vpc_serves_only_what_stands_there(small_rulebook):
    function = {"parts": ["job"], "run_minutes": "5"}
    assert lines(advice(small_rulebook, function, {"egress": "nat"}).architecture) == [("job", "files")]


def test_a_connection_can_be_for_what_stands_in_the_vpc_alone(tmp_path):
    text = edited("decisions/database.yaml", ("kind: data, load", "kind: data, inside_vpc: true, load"))
    rulebook = small_rulebook(tmp_path, {"decisions/database.yaml": text})
    architecture = advice(rulebook, SHOP).architecture
    assert [line.source for line in architecture.connections if line.target == "database"] == ["job"]
    assert architecture.component("database").load["reads"].typical == 9000000


def test_a_connection_can_lead_only_to_what_stands_in_the_vpc(tmp_path):
    text = edited("decisions/database.yaml", ("from: code, to: database", "from: database, to: code, into_vpc: true"))
    architecture = advice(small_rulebook(tmp_path, {"decisions/database.yaml": text}), SHOP).architecture
    assert [line.target for line in architecture.connections if line.source == "database"] == ["job"]


def test_load_travels_on_connections_in_every_hop(small_rulebook):
    architecture = advice(small_rulebook, EXPORT, {"egress": "nat"}).architecture
    assert architecture.component("nat").load == {"gb": Amount.of(Decimal(5120))}
    assert architecture.component("files").load == {"gb": Amount.of(Decimal(5120))}
    assert architecture.component("job").load == {}


def test_a_role_set_expands_to_its_filled_members_and_shares_the_load(small_rulebook):
    architecture = advice(small_rulebook, SHOP).architecture
    to_database = [line for line in architecture.connections if line.target == "database"]
    assert [line.source for line in to_database] == ["api", "job"]
    assert [line.load["reads"].typical for line in to_database] == [4500000, 4500000]
    assert architecture.component("database").load["reads"].typical == 9000000


@pytest.mark.parametrize(
    ("requests", "size"), [("1000000", "small"), ("1000001", "medium"), ("16000000", "large"), ("900000000", "large")]
)
def test_the_first_size_that_covers_the_need_is_taken_or_the_last(small_rulebook, requests, size):
    architecture = advice(small_rulebook, {**SHOP, "monthly_requests": requests}).architecture
    assert architecture.component("database").size == size


@pytest.mark.parametrize(("requests", "count"), [("1000", 2), ("262800000", 2), ("262800001", 3), ("1314000000", 10)])
def test_the_count_carries_the_load_and_is_never_below_the_zones(tmp_path, requests, count):
    rulebook = small_rulebook(
        tmp_path, {"decisions/api_code.yaml": edited("decisions/api_code.yaml", ("platform: eks", "platform: fargate"))}
    )
    found = advice(rulebook, {"skills": ["kubernetes"], "monthly_requests": requests}).architecture.component("api")
    assert (found.type, found.count.typical, found.zones) == ("fargate_service", count, 2)


def test_settings_of_outcomes_override_the_defaults(small_rulebook):
    quiet = advice(small_rulebook)
    assert quiet.architecture.settings == {"platform": "fargate", "zones": "1", "deployment": "single-az"}
    habit = advice(small_rulebook, {"skills": ["kubernetes"]})
    assert habit.architecture.settings == {"platform": "eks", "zones": "2", "deployment": "multi-az"}
    assert settings_of(small_rulebook.catalogue, habit.choices.values()) == habit.architecture.settings
    assert (habit.architecture.zones, habit.architecture.component("api").type) == (2, "eks_workload")


def test_zonal_components_stand_in_zones_and_others_do_not(small_rulebook):
    architecture = advice(small_rulebook, SHOP).architecture
    zones = {component.id: component.zones for component in architecture.components}
    assert (zones["database"], zones["files"], zones["job"]) == (2, 1, 1)


def test_groups_follow_place_and_lane(small_rulebook):
    groups = {component.id: component.group for component in advice(small_rulebook, SHOP).architecture.components}
    assert groups == {
        "files": "regional_data",
        "database": "data",
        "api": "regional_compute",
        "job": "private",
        "s3_endpoint": "private",
        "users": "outside",
    }


def test_advice_without_pins_has_no_fault_and_a_missing_end_is_one(small_rulebook):
    assert advice(small_rulebook, SHOP).faults == ()
    (fault,) = advice(small_rulebook, EXPORT, {"files": "none"}).faults
    assert (fault.role, fault.decision) == ("files", "job_code")
    (lonely,) = advice(small_rulebook, None, {"visitors": "none"}).faults
    assert (lonely.role, lonely.decision) == ("users", "api_code")


def test_an_optional_connection_may_miss_an_end(tmp_path):
    text = edited("decisions/api_code.yaml", ("load: {requests: api_requests}}", "load: {}, optional: true}"))
    text = text.replace("load: {requests: api_requests}}", "load: {}, optional: true}")
    rulebook = small_rulebook(tmp_path, {"decisions/api_code.yaml": text})
    assert advice(rulebook, None, {"visitors": "none"}).faults == ()


def test_a_role_claimed_by_two_types_is_a_fault_and_by_one_type_merges(tmp_path):
    add = "adds: [{role: users, type: users, for: {en: people, ko: 사람}}]"
    cache = "adds: [{role: files, type: s3, for: {en: pages, ko: 페이지}}]"
    merged = small_rulebook(
        tmp_path / "merged", {"decisions/visitors.yaml": edited("decisions/visitors.yaml", (add, cache))}
    )
    found = advice(merged, {"parts": ["site", "job"]}).architecture.component("files")
    assert (found.label.en, found.label.ko) == ("exports, pages", "내보낸 파일, 페이지")
    assert found.decisions == ("files", "visitors")
    other = cache.replace("type: s3", "type: rds")
    clash = small_rulebook(
        tmp_path / "clash", {"decisions/visitors.yaml": edited("decisions/visitors.yaml", (add, other))}
    )
    (fault,) = advice(clash, {"parts": ["site", "job"]}).faults
    assert (fault.role, fault.decision) == ("files", "visitors")


def test_two_decisions_that_add_the_same_connection_make_one_with_both_loads(tmp_path):
    line = "connect: [{from: job, to: files, label: {en: files, ko: 파일}, kind: data, load: {gb: export_gb}}]"
    text = edited(
        "decisions/files.yaml",
        ("type: s3, for: {en: exports, ko: 내보낸 파일}}]", "type: s3, for: {en: exports, ko: 내보낸 파일}}], " + line),
    )
    rulebook = small_rulebook(tmp_path, {"decisions/files.yaml": text})
    architecture = advice(rulebook, EXPORT, {"egress": "none"}).architecture
    assert lines(architecture) == [("job", "files")]
    assert architecture.connections[0].load["gb"].typical == 10240


def test_a_role_set_is_never_joined_to_itself_role_by_role(tmp_path):
    text = edited("decisions/database.yaml", ("from: code, to: database", "from: code, to: code"))
    architecture = advice(small_rulebook(tmp_path, {"decisions/database.yaml": text}), SHOP).architecture
    assert {("api", "job"), ("job", "api")} <= set(lines(architecture))
    assert all(source != target for source, target in lines(architecture))
    assert architecture.component("job").load["reads"].typical == 4500000


def test_amounts_add_and_stay_in_order():
    up, down = Amount.spread((Decimal(1), Decimal(2), Decimal(3))), Amount.spread((Decimal(3), Decimal(2), Decimal(1)))
    assert up == down
    assert up + down - up == up
    assert Amount.spread((Decimal(5), Decimal(2), Decimal(4))) == Amount(Decimal(2), Decimal(2), Decimal(5))
    assert replace(up, low=Decimal(0))[0] == 0


def test_a_load_that_nothing_carries_is_0(small_rulebook):
    made = advice(small_rulebook, SHOP)
    found, component = small_rulebook.components["lambda"], made.architecture.component("api")
    low, typical, high = local_scopes(replace(component, load={}), found)
    assert (low["load.requests"], typical["load.requests"], high["load.requests"]) == (0, 0, 0)
    assert "load.gb" not in typical

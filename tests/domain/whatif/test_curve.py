"""The curve of cost against size, compared with whole runs of the advisor and with brute force over a fine grid."""

from decimal import Decimal
from itertools import pairwise

import pytest

from app.domain.advice import run
from app.domain.model.briefs import Brief
from app.domain.pipeline.structure import structure_of
from app.domain.report.brief import read_brief
from app.domain.whatif.crossings import BEYOND, sizes
from app.domain.whatif.curve import cost_curve
from app.domain.whatif.scaling import Workload
from tests.builders import edited, small_rulebook, text_of
from tests.stories import REAL, STORIES, brief_of

STEADY_KEYS = {"parts": ["api"], "records": "key_lookup", "traffic_shape": "steady", "monthly_requests": "500000000"}
BRIEFS = {
    **{name: brief_of(story) for name, story in STORIES.items()},
    "overwritten": read_brief(
        REAL,
        {"parts": ["site", "api"], "monthly_users": "20000", "records": "key_lookup", "transactions": "no"},
        {"container_platform": "fargate"},
        {"cdn_gb": "700", "monthly_requests": "3000000"},
    ),
    "media and streams": read_brief(REAL, {"parts": ["media", "stream", "worker", "ml", "search", "analytics"]}),
    "steady and by key": read_brief(REAL, STEADY_KEYS),
    "pages on the CDN": read_brief(REAL, {"parts": ["site"], "rendering": "prebuilt"}),
    "Tokyo in containers": read_brief(
        REAL,
        {"parts": ["site", "api", "job"], "region": "ap-northeast-1", "team_runs": ["containers"],
         "rendering": "on_server", "internet_out": "some", "availability": "four_nines"},
    ),
}  # fmt: skip
FINE = 40
"""Sizes between two told ones that brute force looks at."""


@pytest.fixture(scope="module")
def curves():
    return {name: cost_curve(run(REAL, brief)) for name, brief in BRIEFS.items()}


def whole_run(rulebook, brief, line, curve, x):
    """The same decisions under a brief that is larger: every one pinned, every number that rises in proportion."""
    advice = run(rulebook, brief.with_pins({name: tuple(outcomes) for name, outcomes in line.pins.items()}))
    pins = {name: choice.outcomes for name, choice in advice.choices.items()}
    own = run(rulebook, brief)
    rising = [curve.axis.input, *curve.axis.rises]
    answers = {name: own.usage.scopes[1][name] * x / curve.own for name in rising if name not in brief.usage}
    moved = set(rising)
    for figure in rulebook.figures:
        if not moved.isdisjoint(figure.parsed.names):
            moved.add(figure.id)
    usage = {name: value * x / curve.own if name in moved else value for name, value in brief.usage.items()}
    return run(rulebook, Brief({**brief.answers, **answers}, pins, usage)).estimate.monthly.typical


@pytest.mark.some(5)
@pytest.mark.parametrize("name", BRIEFS)
def test_every_point_is_what_a_whole_run_of_a_larger_brief_costs(curves, name):
    curve = curves[name]
    for contest in curve.contests:
        for line in contest.lines:
            for point in line.points[::9]:
                expected = whole_run(REAL, BRIEFS[name], line, curve, point.x)
                assert point.typical == expected, (contest.id, line.id, point.x)


@pytest.mark.parametrize("name", BRIEFS)
def test_the_own_size_costs_what_the_report_says(curves, name):
    monthly = run(REAL, BRIEFS[name]).estimate.monthly.typical
    for contest in curves[name].contests:
        recommended = next(line for line in contest.lines if line.recommended)
        assert {point.typical for point in recommended.points if point.x == curves[name].own} == {monthly}


@pytest.mark.parametrize("name", BRIEFS)
def test_no_curve_becomes_cheaper_as_the_workload_grows(curves, name):
    for contest in curves[name].contests:
        for line in contest.lines:
            costs = [point.apart for point in line.points]
            assert costs == sorted(costs), (contest.id, line.id)


@pytest.mark.some(5)
@pytest.mark.parametrize("name", BRIEFS)
def test_crossings_agree_with_brute_force_over_a_fine_grid(name):
    assert_as_brute_force(REAL, BRIEFS[name])


def test_crossings_of_the_small_rulebook_agree_with_brute_force(tmp_path):
    rules = small_rulebook(tmp_path)
    curve = assert_as_brute_force(rules, read_brief(rules, {"parts": ["api"]}))
    # The container pays for two NAT gateways, 2 × 730 × 0.059 = 86.14 USD; a function 0.2 USD for a million requests,
    # which rounds to 86.15 USD from 86.145 USD on.
    found = [(crossing.x, crossing.after, crossing.monthly) for crossing in curve.contests[0].crossings]
    assert found == [(430_725_000, "api_code=container", Decimal("86.14"))]


class BruteForce:
    """The lines of a contest that compete, priced at any whole size."""

    def __init__(self, rulebook, brief, curve, contest):
        self.workload = Workload(rulebook, brief, run(rulebook, brief).usage, curve.axis.input)
        lines = {line.id: parts_of(rulebook, self.workload, brief, line) for line in contest.lines}
        shared = frozenset.intersection(*lines.values())
        self.lines = {
            name: parts
            for name, parts in lines.items()
            if all(self.workload.month(part, curve.own).complete for part in parts - shared)
        }

    def cost(self, name, x):
        return sum((self.workload.price(part, x) for part in self.lines[name]), Decimal(0))

    def cheapest(self, x):
        best = min(self.lines, key=lambda name: self.cost(name, x))
        return best if self.cost(best, x) != BEYOND else None


def assert_as_brute_force(rulebook, brief):
    curve = cost_curve(run(rulebook, brief))
    at = sizes(max(Decimal(1), rulebook.inputs[curve.axis.input].likely[0]), curve.own)
    for contest in curve.contests:
        force = BruteForce(rulebook, brief, curve, contest)
        told = {x: span.line for span in contest.cheapest for x in at if span.from_x <= x <= span.to_x}
        assert told == {x: force.cheapest(x) for x in at}
        for low, high in pairwise(at):
            inside = [crossing for crossing in contest.crossings if low < crossing.x <= high]
            assert_interval(force, (low, high), inside)
    return curve


def assert_interval(force, ends, inside):
    before, after = map(force.cheapest, ends)
    assert [before, *(crossing.after for crossing in inside)] == [*(crossing.before for crossing in inside), after]
    for crossing in inside:
        around = force.cheapest(int(crossing.x) - 1), force.cheapest(int(crossing.x))
        assert around == (crossing.before, crossing.after)
    if len(inside) == 1 and None not in (before, after):
        x = int(inside[0].x)
        for later in range(x, ends[1] + 1, max(1, (ends[1] - x) // FINE)):
            assert force.cost(after, later) <= force.cost(before, later), later


def parts_of(rulebook, workload, brief, line):
    pins = {name: tuple(outcomes) for name, outcomes in line.pins.items()}
    choices = run(rulebook, brief.with_pins(pins)).choices
    return workload.parts(structure_of(rulebook.catalogue, choices))


def test_what_would_not_work_does_not_compete(curves):
    found = {line.id for contest in curves["realtime_chat"].contests for line in contest.lines}
    assert "realtime_code=gateway" not in found  # connections last longer than the gateway holds them
    assert "database=dynamodb" not in found  # the data is relational
    assert "egress=nat" in found
    assert "egress=interface_endpoints" not in {
        line.id for contest in curves["Tokyo in containers"].contests for line in contest.lines if not line.recommended
    }


def test_a_change_of_host_is_an_alternative_where_the_advice_has_none(curves):
    compute = next(contest for contest in curves["single_page_app"].contests if contest.id == "compute")
    assert compute.lines[0].recommended
    assert compute.lines[0].label == REAL.decisions["api_code"].outcomes["function"].label
    assert [line.pins for line in compute.lines[2:]] == [
        {"api_code": ("container",), "container_platform": (host,)} for host in ("ec2", "ecs_ec2", "eks")
    ]


def test_a_curve_ends_where_its_largest_size_no_longer_suffices(curves):
    database = next(contest for contest in curves["single_page_app"].contests if contest.id == "database")
    ends = {line.outcome: line.points[-1].x for line in database.lines}
    assert ends["on_demand"] == ends["provisioned"] == 10**7
    assert ends["rds"] < 10**7
    chat = curves["realtime_chat"].contests[0]
    end = chat.crossings[-1]
    assert (end.after, end.monthly) == (None, None)
    assert end.outgrown
    assert all(line.points[-1].x < end.x for line in chat.lines)


def test_capacity_modes_of_dynamodb_compete_with_database_servers(curves):
    contest = next(contest for contest in curves["steady and by key"].contests if contest.id == "database")
    assert [(line.decision, line.outcome) for line in contest.lines] == [
        ("dynamodb_capacity", "provisioned"),
        ("dynamodb_capacity", "on_demand"),
        *(("database", outcome) for outcome in ("rds", "aurora", "aurora_serverless")),
    ]
    # On demand, R requests are 0.3 R writes and R read units: 0.3 R × 0.00000068 + R × 0.0000001355 USD. Provisioned,
    # one write unit (0.3 R a month do not fill it) is 730 × 0.0007049 = 0.51 USD, and reads take twice their average
    # at 70 %: R / 2,628,000 × 2 / 0.7 × 730 × 0.00014098 USD. At 2,230,393 requests the writes on demand round to
    # 0.46 USD, with reads 0.46 + 0.30 = 0.76 USD; provisioned it is 0.51 + 0.25 = 0.76 USD as well.
    assert [(crossing.before, crossing.after, crossing.x) for crossing in contest.crossings] == [
        ("dynamodb_capacity=on_demand", "recommended", 2_230_393)
    ]


def test_both_capacity_modes_are_alternatives_to_a_database_server():
    curve = cost_curve(run(REAL, read_brief(REAL, STEADY_KEYS, {"database": "rds"})))
    lines = {line.id for contest in curve.contests for line in contest.lines if contest.id == "database"}
    assert {"database=dynamodb", "database=dynamodb,dynamodb_capacity=on_demand"} < lines


def test_a_flat_rate_plan_competes_with_paying_for_the_use_of_the_cdn(curves):
    contest = next(contest for contest in curves["pages on the CDN"].contests if contest.id == "cdn")
    # A user opens 20 pages of 10 files: 200 requests. The plan Pro covers 10 million, 50,000 users; Business costs
    # 200 USD, more than 50,001 × 200 × 0.0000012 = 12.00 and 50,001 × 20 × 1,500 × 0.6 / 1,048,576 × 0.12 = 103.00 USD.
    # At 86,962 users paying by use comes to 20.87 + 179.14 = 200.01 USD.
    assert [(crossing.before, crossing.after, crossing.x) for crossing in contest.crossings] == [
        ("cdn_billing=flat_rate", "recommended", 50_001),
        ("recommended", "cdn_billing=flat_rate", 86_962),
    ]


def test_curves_of_a_contest_differ_and_what_they_share_is_left_out_of_apart(curves):
    for curve in curves.values():
        for contest in curve.contests:
            assert len(contest.lines) > 1
            by_size: dict = {}
            for line in contest.lines:
                for point in line.points:
                    by_size.setdefault(point.x, set()).add(point.typical - point.apart)
            assert all(len(shared) == 1 for shared in by_size.values())


@pytest.mark.parametrize(
    ("answers", "axis"),
    [
        ({"parts": ["site", "api"]}, "monthly_users"),
        ({"parts": ["api", "realtime"]}, "monthly_users"),
        ({"parts": ["api", "worker"]}, "monthly_requests"),
        ({"parts": ["job"], "export_gb": "5"}, "export_gb"),
        ({"parts": ["job"]}, "job_runs"),
        ({"parts": ["worker"]}, "jobs_per_month"),
        ({"parts": "none_of_these"}, "monthly_users"),
        ({"parts": ["site"], "monthly_users": "0"}, "monthly_users"),
    ],
)
def test_the_axis_is_the_number_that_tells_the_size(answers, axis):
    curve = cost_curve(run(REAL, read_brief(REAL, answers)))
    assert curve.axis.input == axis
    assert axis not in curve.axis.rises


def test_a_size_of_nothing_leaves_everything_else_as_it_is():
    brief = read_brief(REAL, {"parts": ["site"], "rendering": "on_server", "monthly_users": "0"})
    curve, numbers = cost_curve(run(REAL, brief)), run(REAL, brief).usage.scopes[1]
    scaled = Workload(REAL, brief, run(REAL, brief).usage, "monthly_users").numbers_at(Decimal(700))
    assert scaled["monthly_users"] == 700
    assert scaled["monthly_requests"] == numbers["monthly_requests"]
    assert curve.own == 0
    assert all(point.x >= 1 for contest in curve.contests for line in contest.lines for point in line.points)


def test_the_same_brief_gives_the_same_curve():
    for brief in list(BRIEFS.values())[:4]:
        assert cost_curve(run(REAL, brief)) == cost_curve(run(REAL, brief))


def test_a_curve_without_a_known_price_is_shown_but_does_not_compete(tmp_path):
    everywhere = "Lambda,request,request,global,0.0000002,0,,2026-01-01,list\n"
    changed = {
        "prices/global.csv": edited("prices/global.csv", (everywhere, "")),
        "prices/us-east-1.csv": text_of("prices/us-east-1.csv") + everywhere.replace("global", "us-east-1"),
    }
    rules = small_rulebook(tmp_path, changed)
    contest = cost_curve(run(rules, read_brief(rules, {"parts": ["api"]}))).contests[0]
    assert [(line.outcome, line.complete) for line in contest.lines] == [("function", False), ("container", True)]
    assert {span.line for span in contest.cheapest} == {"api_code=container"}

"""Costs on the page: alternatives side by side, savings, the budget, the spread, files and another currency."""

import csv
import re
from html import unescape
from io import StringIO

import pytest
from sqlmodel import Session

from app.domain.advice import run
from app.domain.report.brief import query_pairs
from app.storage import save
from app.web.views.spread import spread_view
from tests.builders import NOON, present
from tests.stories import REAL, STORIES, brief_of
from tests.web.plain_browser import get

ORDERS = [*query_pairs(brief_of(STORIES["orders"])), ("environments", "2")]


def section(text, name):
    return present(re.search(rf'<section id="{name}".*?</section>', text, re.DOTALL))[0]


def report_of(client, pairs):
    return client.get("/advice.json", params=pairs).json()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_alternative_stands_beside_the_advice_or_among_what_would_not_work(client, language):
    found = report_of(client, ORDERS)
    text = unescape(section(client.get("/advice", params=[*ORDERS, ("lang", language)]).text, "alternatives"))
    table, _, rest = text.partition("</table>")
    for other in found["alternatives"]:
        where = rest if other["stops"] else table
        assert f"<strong>{other['label'][language]}</strong>" in where
        for note in other["stops"] or other["cautions"]:
            assert note["message"][language] in where
    rows = len(found["alternatives"]) - sum(bool(other["stops"]) for other in found["alternatives"]) + 1
    assert table.count("<tr") == rows + 1
    assert table.count('class="own"') == 1


def test_an_alternative_is_taken_by_a_link_that_pins_it(client):
    (other,) = [item for item in report_of(client, ORDERS)["alternatives"] if item["outcome"] == "ec2"]
    links = [link["href"] for link in get(client, "/advice", ORDERS).links]
    taken = next(href for href in links if "pin.container_platform=ec2" in href)
    assert report_of(client, taken.partition("?")[2])["estimate"]["monthly"] == other["monthly"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_savings_are_told_with_amount_effort_and_source(client, language):
    found = report_of(client, ORDERS)["savings"]
    assert found
    text = unescape(section(client.get("/advice", params=[*ORDERS, ("lang", language)]).text, "costs"))
    for note in found:
        assert note["title"][language] in text
        assert note["text"][language] in text
        assert note["effort"][language] in text
        assert all(source["title"][language] in text for source in note["sources"])
    assert ("not verified" if language == "en" else "확인되지 않음") in text


def test_a_saving_is_taken_by_a_link_that_sets_its_figure(client):
    found = {note["id"]: note for note in report_of(client, ORDERS)["savings"]}
    links = [link["href"] for link in get(client, "/advice", ORDERS).links]
    taken = next(href for href in links if "usage.staging_hours" in href)
    before, after = (
        float(report_of(client, query)["estimate"]["monthly"]["typical"]) for query in (ORDERS, taken.partition("?")[2])
    )
    assert before - after == pytest.approx(float(found["test_environments_off"]["most"]))


@pytest.mark.parametrize(("usd", "said"), [("900", "and fits"), ("50", "The answer that costs most"), ("99999", "")])
def test_above_the_budget_the_way_back_is_told(client, usd, said):
    pairs = [*(pair for pair in ORDERS if pair[0] != "budget_usd"), ("budget_usd", usd)]
    text = client.get("/advice", params=pairs).text
    found = report_of(client, pairs)["budget"]
    assert (found is None) == (not said)
    assert said in section(text, "costs")
    assert ("budget-note" in text) == bool(said)


def test_what_drives_the_spread_is_loaded_as_a_block_and_stands_on_a_page_of_its_own(client):
    page = get(client, "/advice", ORDERS)
    loader = next(found for _, found in page.tags if "/advice/spread" in found.get("hx-get", ""))
    assert loader["hx-get"] in [link["href"] for link in page.links]
    whole, block = client.get(loader["hx-get"]), client.get(loader["hx-get"], headers={"HX-Request": "true"})
    assert block.text.strip() in whole.text
    view = spread_view(run(REAL, brief_of(STORIES["orders"])))
    assert len(view.drivers) == 5
    assert all(entry.driver.label.en in unescape(whole.text) for entry in view.drivers)
    assert client.get(loader["hx-get"], headers={"If-None-Match": whole.headers["etag"]}).status_code == 304


def test_the_line_items_are_a_file_in_the_language_of_the_page(client):
    answer = client.get("/advice.csv", params=[*ORDERS, ("lang", "ko")])
    assert answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="line-items.csv"'
    assert answer.content.decode().startswith("구성 요소,")
    again = client.get(
        "/advice.csv", params=[*ORDERS, ("lang", "ko")], headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    other = client.get(
        "/advice.csv", params=[*ORDERS, ("lang", "en")], headers={"If-None-Match": answer.headers["etag"]}
    )
    assert other.text.startswith("Component,")
    assert "/advice.csv?" in client.get("/advice", params=ORDERS).text


def test_a_report_stored_before_there_were_comparisons_is_still_shown(app, client):
    document = report_of(client, ORDERS)
    for key in ("standing", "savings", "budget"):
        del document[key]
    for other in document["alternatives"]:
        for key in ("standing", "percent", "at_most", "stops", "cautions"):
            del other[key]
    with Session(app.state.engine) as session:
        token = save(session, document, document["fingerprint"], NOON).token
    text = section(client.get("/r/" + token).text, "alternatives")
    assert all(other["label"]["en"] in text for other in document["alternatives"])
    assert client.get(f"/r/{token}.csv").status_code == 200


def test_a_stored_report_has_its_files_too(client):
    stored = client.post("/api/v1/reports", json={"answers": {"parts": ["api"], "records": "relational"}}).json()
    link = f"/r/{stored['token']}"
    document = client.get(link + ".json").json()
    assert document == client.get("/api/v1/reports/" + stored["token"]).json()
    assert document["alternatives"]
    assert document["standing"]
    table = list(csv.reader(StringIO(client.get(link + ".csv").text, newline="")))
    assert len(table) == len(document["estimate"]["line_items"]) + len(document["estimate"]["unpriced"]) + 2
    assert link + ".csv" in client.get(link).text
    assert "/advice/spread" not in client.get(link).text
    assert client.get("/r/nothing.csv").status_code == client.get("/r/nothing.json").status_code == 404


@pytest.mark.parametrize(
    ("language", "said"), [("en", "at your rate of 1,390 KRW per USD"), ("ko", "입력한 환율 1 USD = 1,390 KRW")]
)
def test_another_currency_stands_beside_the_totals_and_is_kept_by_links(client, language, said):
    pairs = [*ORDERS, ("lang", language), ("currency", "krw"), ("rate", "1390")]
    text = client.get("/advice", params=pairs).text
    total = float(report_of(client, ORDERS)["estimate"]["monthly"]["typical"])
    assert said in text
    assert f"₩{total * 1390:,.0f}" in text
    assert "$" in text.partition("<tfoot>")[2]
    links = [
        link["href"] for link in get(client, "/advice", pairs).links if link["href"].startswith(("/advice", "/ask"))
    ]
    assert links
    assert all("currency=krw" in href.lower() and "rate=1390" in href for href in links if "json" not in href)
    converted, plain = report_of(client, pairs), report_of(client, ORDERS)
    assert {**converted, "created_at": ""} == {**plain, "created_at": ""}, "what is stored stays in USD"


@pytest.mark.parametrize("query", ["currency=KRX&rate=2", "currency=KRW", "rate=5", "currency=KRW&rate=-1"])
def test_a_currency_that_cannot_be_read_is_left_out_of_a_page_with_a_notice_and_refused_for_a_file(client, query):
    page = client.get("/advice?parts=api&" + query)
    assert page.status_code == 200
    assert "Ignored:" in page.text
    assert "per USD" not in page.text
    assert client.get("/advice.csv?parts=api&" + query).status_code == 422


def test_every_figure_of_the_month_has_a_field_that_overwrites_it(client):
    path = "/advice?parts=job&run_minutes=60&export_gb=100&usage.nothing=1"
    page = get(client, path)
    figures = {item["id"] for item in client.get(path.replace("/advice", "/advice.json")).json()["usage"]}
    fields = {tag["name"] for name, tag in page.tags if name == "input" and tag.get("name", "").startswith("usage.")}
    assert fields == {f"usage.{name}" for name in figures}
    changed = client.get("/advice.json?parts=job&run_minutes=60&usage.log_gb=5000").json()
    figure = next(item for item in changed["usage"] if item["id"] == "log_gb")
    assert figure["overwritten"]
    again = get(client, "/advice?parts=job&run_minutes=60&usage.log_gb=5000")
    (shown,) = (tag for _, tag in again.tags if tag.get("name") == "usage.log_gb" and "inputmode" in tag)
    assert shown["value"] == "5000"


def test_a_stored_report_has_no_field_to_change(client):
    stored = client.post("/api/v1/reports", json={}).json()
    names = [tag.get("name", "") for _, tag in get(client, f"/r/{stored['token']}").tags]
    assert not any(name.startswith("usage.") for name in names)

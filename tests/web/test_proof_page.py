"""The proof: what holds over how many answer sets, made once, with its faults shown where there are any."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from fastapi.testclient import TestClient

from app.domain.reasoning.proofs import proof_report
from app.main import create_app
from app.memory import forget
from app.web import deps
from app.web.views.proof import share_words
from app.words.catalogue import words
from tests.builders import present
from tests.domain.reasoning.mutants import rebuilt, relinked
from tests.web.plain_browser import Page, get


@pytest.fixture(scope="module")
def report(rulebook):
    return proof_report(rulebook)


def section(text, name):
    return text.partition(f'aria-labelledby="{name}-title"')[2].partition("</section>")[0]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_property_stands_there_with_its_space_its_count_and_its_result(client, report, language):
    text = unescape(client.get(f"/proof?lang={language}").text)
    for item in report.proof.properties:
        row = text.partition(f'id="property-{item.id}"')[2].partition("</tr>")[0]
        assert item.claim.in_language(language) in row
        assert item.space.in_language(language) in row
        assert f">{item.checked}<" in row
        assert words("proof.holds", language) in row
    assert words("proof.none", language) in text


def test_the_number_of_answer_sets_stands_there_in_words_and_in_full(client, rulebook, report):
    text = client.get("/proof").text
    number = report.proof.answer_sets
    factor, exponent = present(re.search(r"([\d.]+) × 10<sup>(\d+)</sup>", text)).groups()
    assert abs(float(factor) * 10 ** int(exponent) / number - 1) < 0.06
    assert f"{number:,}" in text
    assert rulebook.fingerprint[:12] in text


def test_every_outcome_has_its_shares_and_the_usual_one_is_marked(client, rulebook, report):
    text = unescape(client.get("/proof").text)
    for decision in rulebook.decisions.values():
        table = text.partition(f'id="reached-{decision.id}"')[2].partition("</details>")[0]
        shares = [share for share in report.reachability.outcomes if share.decision == decision.id]
        assert table.count("<tr>") == len(shares) + 1
        assert table.count(">yes<") == sum(share.unsure for share in shares)
        for share in shares:
            assert decision.outcomes[share.outcome].label.en in table
            assert share_words(share.sampled) in unescape(table)
            assert share_words(share.near_stories) in unescape(table)


def test_inputs_and_otherwise_stand_there_the_largest_first(client, rulebook, report):
    text = unescape(client.get("/proof").text)
    deciding = re.findall(r"([\d.]+) bits", section(text, "deciding"))
    assert deciding == [f"{bits:.2f}" for bits in report.reachability.deciding.values() if bits > 0]
    shares = report.reachability.otherwise
    names = re.findall(r'share-name">([^<]+)<', section(text, "otherwise"))
    titles = [rulebook.decisions[name].title.en for name in sorted(shares, key=lambda name: -shares[name])]
    assert names == titles


def test_a_share_that_is_seen_is_never_written_as_nothing_or_all():
    assert [share_words(part) for part in (0, 0.0002, 0.0649, 0.9996, 1)] == ["0%", "< 0.1%", "6.5%", "> 99.9%", "100%"]


def test_it_is_proven_once_even_for_many_readers_at_once(client, report, monkeypatch):
    made = []

    def proof_report(rulebook):
        made.append(rulebook)
        return report

    monkeypatch.setattr(deps, "proof_report", proof_report)
    forget("proof")
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(lambda _: client.get("/proof").status_code, range(8)))
    assert answers == [200] * 8
    assert len(made) == 1
    forget("proof")  # it was not made of what the page usually tells


def test_what_does_not_hold_is_told_with_answers_that_show_it(settings, rulebook):
    decision = next(item for item in rulebook.decisions.values() if item.hit_policy == "first" and len(item.rules) > 1)
    rules = (decision.rules[0], *decision.rules)
    faulty = relinked(rulebook, [*{**rulebook.decisions, decision.id: rebuilt(decision, rules=rules)}.values()])
    with TestClient(create_app(settings, faulty)) as client:
        text = unescape(client.get("/proof").text)
        found = section(text, "findings")
        assert f"decision:{decision.id} rules.1" in found
        assert words("proof.fails", "en", n=1) in text
        assert words("proof.none", "en") not in text
        witness = Page(found_with_root(found)).links[0]["href"]
        assert client.get(witness).status_code == 200


def found_with_root(text):
    return f'<html class="light-0">{text}</html>'


def test_the_rules_and_every_footer_lead_to_it(client):
    for path in ("/rules", "/", "/ask"):
        assert "/proof" in [link["href"] for link in get(client, path).links]

"""The documents of the API that are not a report: the questions and the rulebook."""

from typing import Any

from app.domain.pipeline.comparisons import PricedComparison
from app.domain.pipeline.cost_tables import cell_tests
from app.domain.rulebook import Rulebook


def questions_document(rulebook: Rulebook) -> dict[str, Any]:
    """Every topic with its questions in asking order, and the inputs that each question answers."""
    return {
        "fingerprint": rulebook.fingerprint,
        "topics": [
            {
                "id": topic.topic.id,
                "title": topic.topic.title.model_dump(),
                "questions": [
                    {
                        "id": question.id,
                        "question": question.question.model_dump(),
                        "inputs": [rulebook.inputs[name].model_dump(mode="json") for name in question.inputs],
                    }
                    for question in topic.questions()
                ],
            }
            for topic in rulebook.topics
        ],
    }


def rulebook_document(rulebook: Rulebook) -> dict[str, Any]:
    """The rulebook without its prices, entry by entry as in the rule files, with the cells of its comparisons."""
    return {
        "fingerprint": rulebook.fingerprint,
        "regions": list(rulebook.regions),
        "default_region": rulebook.default_region,
        "decisions": [item.model_dump(mode="json", by_alias=True) for item in rulebook.decisions.values()],
        "comparisons": [_comparison(priced) for priced in rulebook.comparisons.values()],
        "guardrails": [item.model_dump(mode="json", by_alias=True) for item in rulebook.guardrails],
        "components": [item.model_dump(mode="json", by_alias=True) for item in rulebook.components.values()],
        "usage": [item.model_dump(mode="json", by_alias=True) for item in rulebook.figures],
        "forgotten": [item.model_dump(mode="json") for item in rulebook.forgotten],
        "allowances": [item.model_dump(mode="json") for item in rulebook.allowances],
        "facts": {name: item.model_dump(mode="json") for name, item in rulebook.facts.items()},
        "sources": {name: item.model_dump(mode="json") for name, item in rulebook.sources.items()},
        "examples": [item.model_dump(mode="json") for item in rulebook.examples],
    }


def _comparison(priced: PricedComparison) -> dict[str, Any]:
    """A comparison as its file has it, and its cells with the least and most that each side costs a month in USD."""
    cells = [
        {
            "region": cell.region,
            "cell": cell_tests(priced, cell.where),
            "left": [f"{amount:f}" for amount in cell.left],
            "right": [f"{amount:f}" for amount in cell.right],
            "cheaper": cell.cheaper,
        }
        for cell in priced.cells
    ]
    return {**priced.comparison.model_dump(mode="json"), "cells": cells}

"""Prints what the price commands found: the review, a refresh, changes and their effect on the stories."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from app.cli.terminal import OUT
from app.domain.model.prices import PricePoint, Tier
from app.domain.pricebooks.changes import PriceChange, percent
from app.domain.pricebooks.effect import ComparisonFlip, StoryChange, StoryTotal
from app.domain.pricebooks.offers import Refreshed
from app.domain.pricebooks.review import Gap, PriceReview

KINDS = ("changed", "new", "gone", "unclear", "not refreshed", "missing", "same")


def print_review(found: PriceReview, today: date) -> None:
    """Print the review of the price books, one section a subject; a line that should be looked at says `warning`."""
    _say(f"Price points: {_counts(found.points)}.")
    _say(f"\nAge on {today}, oldest first:")
    for group in found.ages:
        mark = "  warning" if group.old else ""
        _say(f"  {group.label:<16} {group.points:>5,}  {group.oldest} to {group.newest}{mark}")
        if group.old:
            _say(f"    {_counts(group.services)}")
    _print_gaps(found.gaps)
    _say(f"\nOnly in some regions: {len(found.one_sided)}")
    for item in found.one_sided:
        _say(f"  {item.service} {item.item}: missing in {', '.join(item.missing)}")
    _say(f"\nImplausible differences between regions: {len(found.spreads)}")
    for spread in found.spreads:
        (cheap, low), (dear, high) = spread.cheapest, spread.dearest
        _say(f"  {spread.service} {spread.item}: {dear} {high:f}, {cheap} {low:f} ({spread.factor:.1f} times)")
    _say(f"\nAsked for by no line item: {_counts(found.unused)}.")
    unmapped = sum(found.unmapped.values())
    _say(f"Known to no row of prices/offers.yaml, so never refreshed: {unmapped} ({_counts(found.unmapped)}).")


def _print_gaps(gaps: Sequence[Gap]) -> None:
    _say(f"\nGaps, line items without a price point: {len(gaps)}")
    by_price: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        by_price.setdefault((gap.price.service, gap.price.item), []).append(gap)
    spread = sorted(by_price.values(), key=lambda group: (group[0].price.types, group[0].price.service))
    for types, groups in groupby(spread, key=lambda group: group[0].price.types):
        _say(f"  {', '.join(types)}")
        for group in groups:
            regions = ", ".join(gap.region for gap in group)
            where = f"in {regions}" if group[0].elsewhere else "in no region"
            _say(f"    {group[0].price.service} {group[0].price.item}: {where}")


def print_refreshed(found: Iterable[Refreshed]) -> None:
    """Print what became of every price point, by region and service; those that stay the same only as a count."""
    ordered = sorted(found, key=lambda item: (item.region, item.service, item.item))
    for region, items in groupby(ordered, key=lambda item: item.region):
        _say(f"{region}")
        counts = dict.fromkeys(KINDS, 0)
        for item in items:
            counts[item.kind] += 1
            _print_outcome(item)
        _say(f"  {_counts({kind: count for kind, count in counts.items() if count})}\n")


def _print_outcome(item: Refreshed) -> None:
    name = f"  {item.kind:<13} {item.service} {item.item}"
    if item.kind in ("gone", "unclear"):
        _say(f"{name}: {item.note}; the price of {_dated(item.old)} stays")
    elif item.kind == "not refreshed":
        _say(f"{name}: no row of prices/offers.yaml is about it; the price of {_dated(item.old)} stays")
    elif item.kind in ("changed", "new"):
        _print_change(name, PriceChange(item.region, item.service, item.item, item.old, item.new))


def print_changes(
    changes: Iterable[PriceChange], flips: Sequence[ComparisonFlip], stories: Iterable[StoryChange]
) -> None:
    """Print price points added, gone and changed, the comparisons that turn, then the total of every story."""
    counts = {"added": 0, "gone": 0, "changed": 0}
    for region, of_region in groupby(changes, key=lambda change: change.region):
        _say(region)
        for change in of_region:
            counts[change.kind] += 1
            _print_change(f"  {change.kind:<8} {change.service} {change.item}", change)
    _say(f"{_counts(counts)}.\n")
    _say(f"Cells of comparisons that come out otherwise: {len(flips)}")
    for flip in flips:
        _say(f"  {flip.comparison} {flip.region}: {flip.words.en}: {flip.old} → {flip.new}")
    _say("\nStories, a typical month in USD:")
    for story in stories:
        rise = percent(story.old.monthly, story.new.monthly) if story.old and story.new else None
        told = f"{rise:+.1f} %" if rise is not None and story.old != story.new else ""
        _say(f"  {story.story:<24} {story.region:<15} {_total(story.old):>20} {_total(story.new):>20}  {told}")


def _print_change(name: str, change: PriceChange) -> None:
    tiers = change.tiers()
    if len(tiers) == 1:
        _say(f"{name}: {_usd(*tiers[0])}")
        return
    _say(f"{name}:")
    for old, new in tiers:
        if old is None or new is None or old.usd != new.usd:
            _say(f"      {_range(new or old)}: {_usd(old, new)}")


def _usd(old: Tier | None, new: Tier | None) -> str:
    if old is None or new is None:
        return f"{old.usd:f} → gone" if old else f"{new.usd:f}" if new else ""
    rise = percent(old.usd, new.usd)
    return f"{old.usd:f} → {new.usd:f}" + ("" if rise is None else f" ({rise:+} %)")


def _range(tier: Tier | None) -> str:
    if tier is None:
        return ""
    return f"over {tier.start:,f}" if tier.end is None else f"{tier.start:,f} to {tier.end:,f}"


def _total(total: StoryTotal | None) -> str:
    if total is None:
        return "no price book"
    return f"{total.monthly:,.2f}" if total.complete else f"at least {total.monthly:,.2f}"


def _dated(point: PricePoint | None) -> str:
    return point.as_of if point else "no date"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def _say(text: str) -> None:
    OUT.print(text, markup=False)

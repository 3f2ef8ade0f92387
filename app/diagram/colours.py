"""The colours of the picture, light and dark, and which class has which; static/picture.css repeats them."""

from typing import Final, Literal, TypeAlias

Scheme: TypeAlias = Literal["light", "dark", "auto"]

COLOURS: Final[dict[str, tuple[str, str]]] = {
    "canvas": ("#ffffff", "#0e1525"),
    "ink": ("#16202e", "#f1f5f9"),
    "muted": ("#4a5868", "#aab6c5"),
    "card": ("#ffffff", "#1b2638"),
    "card-edge": ("#cfd8e3", "#3a485e"),
    "icon-plate": ("#ffffff", "#e8edf4"),
    "cloud": ("#232f3e", "#c3cbd6"),
    "region": ("#00a4a6", "#2bbfc1"),
    "region-ink": ("#00706f", "#5fd6d7"),
    "vpc": ("#8c4fff", "#a57bff"),
    "vpc-ink": ("#6d2ee6", "#c3a6ff"),
    "zone": ("#147eba", "#4aa8dd"),
    "zone-ink": ("#0f6394", "#7cc4ef"),
    "public": ("#f2f6e8", "#1b2719"),
    "public-ink": ("#4c670b", "#b7d673"),
    "private": ("#e6f6f7", "#0f2832"),
    "private-ink": ("#00686a", "#6fd3d5"),
    "data": ("#e9f1fb", "#13243d"),
    "data-ink": ("#1f5289", "#9cc4f5"),
    "lane": ("#f8fafc", "#151e2f"),
    "lane-edge": ("#8b9bb2", "#5f7190"),
    "lane-ink": ("#46566c", "#b3c0d2"),
    "cost": ("#dcfce7", "#163d24"),
    "cost-ink": ("#166534", "#93efb1"),
    "zones": ("#e3eefc", "#17304f"),
    "zones-ink": ("#1c4d8d", "#a5cbf8"),
    "count": ("#eceff4", "#2c384b"),
    "count-ink": ("#3b4859", "#cbd5e1"),
    "request": ("#1d4ed8", "#76a5ff"),
    "async": ("#c2410c", "#fb9a4b"),
    "line-data": ("#475569", "#a3b1c4"),
    "auth": ("#a01a50", "#f58ab5"),
    "operations": ("#6b788a", "#8c9bb0"),
    "replication": ("#7c3aed", "#bd9cf9"),
    "badge-ink": ("#ffffff", "#0e1525"),
    "target": ("#a21caf", "#f5b8ff"),
    "new": ("#15803d", "#4ade80"),
    "gone": ("#b42318", "#ff9a8f"),
    "changed": ("#b45309", "#fbbf24"),
}

# class: (fill, stroke), by the names above
PAINT: Final[dict[str, tuple[str, str]]] = {
    "pic-canvas": ("canvas", ""),
    "pic-title": ("ink", ""),
    "pic-subtitle": ("muted", ""),
    "pic-frame-cloud": ("", "cloud"),
    "pic-frame-region": ("", "region"),
    "pic-frame-vpc": ("", "vpc"),
    "pic-frame-zone": ("", "zone"),
    "pic-frame-public": ("public", ""),
    "pic-frame-private": ("private", ""),
    "pic-frame-data": ("data", ""),
    "pic-frame-lane": ("lane", "lane-edge"),
    "pic-frame-account": ("lane", "lane-edge"),
    "pic-frame-title-cloud": ("ink", ""),
    "pic-frame-title-region": ("region-ink", ""),
    "pic-frame-title-vpc": ("vpc-ink", ""),
    "pic-frame-title-zone": ("zone-ink", ""),
    "pic-frame-title-public": ("public-ink", ""),
    "pic-frame-title-private": ("private-ink", ""),
    "pic-frame-title-data": ("data-ink", ""),
    "pic-frame-title-lane": ("lane-ink", ""),
    "pic-frame-title-account": ("lane-ink", ""),
    "pic-card": ("card", "card-edge"),
    "pic-icon-plate": ("icon-plate", ""),
    "pic-name": ("ink", ""),
    "pic-role": ("muted", ""),
    "pic-pill-cost": ("cost", ""),
    "pic-pill-text-cost": ("cost-ink", ""),
    "pic-pill-zones": ("zones", ""),
    "pic-pill-text-zones": ("zones-ink", ""),
    "pic-pill-count": ("count", ""),
    "pic-pill-text-count": ("count-ink", ""),
    "pic-halo": ("", "canvas"),
    "pic-line-request": ("", "request"),
    "pic-line-async": ("", "async"),
    "pic-line-data": ("", "line-data"),
    "pic-line-auth": ("", "auth"),
    "pic-line-operations": ("", "operations"),
    "pic-line-replication": ("", "replication"),
    "pic-fill-request": ("request", ""),
    "pic-fill-async": ("async", ""),
    "pic-fill-data": ("line-data", ""),
    "pic-fill-auth": ("auth", ""),
    "pic-fill-operations": ("operations", ""),
    "pic-fill-replication": ("replication", ""),
    "pic-badge-text": ("badge-ink", ""),
    "pic-label-plate": ("canvas", ""),
    "pic-label": ("ink", ""),
    "pic-legend": ("muted", ""),
    "pic-faded": ("muted", ""),
    "pic-ring-new": ("", "new"),
    "pic-ring-gone": ("", "gone"),
    "pic-ring-changed": ("", "changed"),
    "pic-mark-new": ("new", "canvas"),
    "pic-mark-gone": ("gone", "canvas"),
    "pic-mark-changed": ("changed", "canvas"),
    "pic-sign": ("", "badge-ink"),
}


class Paint:
    """Writes the attributes of a class: colours always, the class itself only where the page may restyle it."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        dark, named = scheme == "dark", scheme == "auto"
        self._written = {name: _attributes(name, dark=dark, named=named) for name in PAINT}

    def __call__(self, name: str) -> str:
        """The attributes as they stand in a tag."""
        return self._written[name]

    def classes(self, *names: str) -> str:
        """Classes for what a page does with a group; nothing where there is no page."""
        return f' class="{" ".join(names)}"' if self.scheme == "auto" else ""


def _attributes(name: str, *, dark: bool, named: bool) -> str:
    fill, stroke = PAINT[name]
    parts = [f'class="{name}"'] if named else []
    parts.append(f'fill="{COLOURS[fill][dark] if fill else "none"}"')
    if stroke:
        parts.append(f'stroke="{COLOURS[stroke][dark]}"')
    return " ".join(parts)

"""Price files: read with their faults, written whole or not at all, and read from git revisions."""

import subprocess
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.model.prices import Tier, price_rows
from app.errors import AdvisorError, RulebookInvalid
from app.rulefiles.price_files import open_points, price_books, refresh_files, with_points
from app.rulefiles.revisions import points_of_revision
from tests.builders import write_rules
from tests.conftest import RULES

NAT = ("NAT", "hour")


@pytest.fixture
def folder(tmp_path):
    return write_rules(tmp_path) / "prices"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def dearer(folder, region="us-east-1"):
    return replace(
        open_points(folder)[region][NAT], tiers=(Tier(Decimal(0), None, Decimal("0.0500")),), as_of="2026-11-20"
    )


@pytest.mark.parametrize("path", sorted((RULES / "prices").glob("*.csv")), ids=lambda path: path.stem)
def test_a_price_file_without_new_prices_is_written_as_it_was(path):
    text = path.read_text("utf-8")
    assert with_points(text, {}) == text


def test_only_the_rows_of_a_new_price_change(folder):
    before = (folder / "us-east-1.csv").read_text("utf-8")
    refresh_files(folder, {"us-east-1": {NAT: dearer(folder)}})
    after = (folder / "us-east-1.csv").read_text("utf-8")
    assert set(after.splitlines()) - set(before.splitlines()) == {"NAT,hour,hour,us-east-1,0.0500,,,2026-11-20,list"}
    assert len(after.splitlines()) == len(before.splitlines())
    assert open_points(folder)["us-east-1"][NAT].tiers[0].usd == Decimal("0.05")


def test_a_new_price_stands_in_its_place(folder):
    new = replace(dearer(folder), service="Athena", item="scan")
    refresh_files(folder, {"us-east-1": {("Athena", "scan"): new}})
    assert (folder / "us-east-1.csv").read_text("utf-8").splitlines()[1].startswith("Athena,scan,")


def test_nothing_is_written_when_one_file_cannot_be(folder):
    before = contents(folder)
    with pytest.raises(AdvisorError, match=r"The price files cannot be written: .*nowhere\.csv"):
        refresh_files(folder, {"us-east-1": {NAT: dearer(folder)}, "nowhere": {NAT: dearer(folder)}})
    assert contents(folder) == before


def test_a_global_price_is_in_every_book_and_must_not_stand_in_a_region_too(folder):
    books = price_books(open_points(folder))
    assert sorted(books) == ["ap-northeast-2", "us-east-1"]
    assert books["us-east-1"].find("Lambda", "request") is not None
    with (folder / "us-east-1.csv").open("a", encoding="utf-8") as file:
        file.write("Lambda,request,request,us-east-1,0.1,0,,2026-01-01,list\n")
    with pytest.raises(RulebookInvalid, match=r"us-east-1\.csv:0: Lambda request: stands in global\.csv too"):
        open_points(folder)


def test_a_folder_without_price_files_is_told(tmp_path):
    with pytest.raises(RulebookInvalid, match="there is no price file"):
        open_points(tmp_path)


def git(folder, *arguments):
    named = ["-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", folder, *named, *arguments], check=True, capture_output=True)


def rows(shelf):
    return {file: [price_rows(point) for point in points.values()] for file, points in shelf.items()}


def test_prices_are_read_from_a_git_revision(folder):
    before = rows(open_points(folder))
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "first")
    refresh_files(folder, {"us-east-1": {NAT: dearer(folder)}})
    assert rows(points_of_revision(folder, "HEAD")) == before
    assert rows(open_points(folder)) != before
    with pytest.raises(AdvisorError, match=r"HEAD~5 is no folder, and git does not know it: fatal: "):
        points_of_revision(folder, "HEAD~5")
    with pytest.raises(AdvisorError, match="--all is no folder"):
        points_of_revision(folder, "--all")


def test_a_revision_with_faulty_or_without_price_files_is_told(folder):
    (folder / "us-east-1.csv").write_text("service,item\nNAT,hour\n", "utf-8")
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "first")
    with pytest.raises(RulebookInvalid, match=r"us-east-1\.csv:1: the column tier_to is missing"):
        points_of_revision(folder, "HEAD")
    git(folder.parent, "rm", "--quiet", "-r", "prices")
    git(folder.parent, "commit", "--quiet", "-m", "none")
    folder.mkdir(exist_ok=True)
    with pytest.raises(AdvisorError, match="HEAD holds no price file of"):
        points_of_revision(folder, "HEAD")


def test_without_git_a_revision_is_told(folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(AdvisorError, match="no git is here"):
        points_of_revision(folder, "HEAD")

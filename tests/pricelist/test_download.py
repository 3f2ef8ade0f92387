"""One file over HTTP: whole or not at all, continued where it was cut, and every failure in one sentence."""

import httpx
import pytest

from app.errors import PriceListFailed
from app.pricelist.download import download, get_json
from tests.pricelist.offer_server import serving

BODY = bytes(range(256)) * 4000
PATH = "/file.csv"


@pytest.fixture
def server():
    with serving({PATH: BODY}) as found:
        yield found


@pytest.fixture
def client():
    with httpx.Client(timeout=5, trust_env=False) as found:
        yield found


def brought(client, server, folder):
    target = folder / "deep" / "file.csv"
    download(client, server.base + PATH, target)
    return target


def left_over(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_comes_whole_and_leaves_nothing_beside_it(server, client, tmp_path):
    seen = []
    target = tmp_path / "file.csv"
    download(client, server.base + PATH, target, lambda url, done, total: seen.append((url, done, total)))
    assert target.read_bytes() == BODY
    assert left_over(tmp_path) == ["file.csv"]
    assert seen[0] == (server.base + PATH, 0, len(BODY))
    assert seen[-1] == (server.base + PATH, len(BODY), len(BODY))


def test_a_cut_file_is_continued_where_it_was_cut(server, client, tmp_path):
    server.cuts[PATH] = [300_000, 200_000]
    assert brought(client, server, tmp_path).read_bytes() == BODY
    assert [asked for _, asked in server.asked] == [None, "bytes=300000-", "bytes=500000-"]
    assert left_over(tmp_path) == ["file.csv"]


def test_a_file_cut_again_and_again_is_continued_by_the_next_run(server, client, tmp_path):
    server.cuts[PATH] = [100, 100, 100]
    with pytest.raises(PriceListFailed, match=r"file\.csv was cut 3 times .* run the same command to continue"):
        brought(client, server, tmp_path)
    assert left_over(tmp_path) == ["file.csv.part", "file.csv.part.mark"]
    assert brought(client, server, tmp_path).read_bytes() == BODY
    assert server.asked[-1] == (PATH, "bytes=300-")


def test_a_file_that_changed_meanwhile_begins_anew(server, client, tmp_path):
    server.cuts[PATH] = [100, 0, 0]
    with pytest.raises(PriceListFailed):
        brought(client, server, tmp_path)
    server.documents[PATH] = BODY[::-1]
    assert brought(client, server, tmp_path).read_bytes() == BODY[::-1]


@pytest.mark.parametrize("missing", ["ranges", "tags"])
def test_a_server_that_cannot_continue_sends_it_all_again(server, client, tmp_path, missing):
    setattr(server, missing, False)
    server.cuts[PATH] = [100]
    assert brought(client, server, tmp_path).read_bytes() == BODY


def test_a_part_that_is_longer_than_the_file_begins_anew(server, client, tmp_path):
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "file.csv.part").write_bytes(BODY + b"more")
    (folder / "file.csv.part.mark").write_text(server.tag(PATH), "utf-8")
    assert brought(client, server, tmp_path).read_bytes() == BODY


def test_a_missing_file_a_broken_server_and_a_wrong_address_are_told(server, client, tmp_path):
    with pytest.raises(PriceListFailed, match=r"http://127\.0\.0\.1:\d+/other\.csv does not exist \(404\); check"):
        download(client, server.base + "/other.csv", tmp_path / "other.csv")
    server.status[PATH] = 503
    with pytest.raises(PriceListFailed, match=r"file\.csv answered 503; try again later"):
        brought(client, server, tmp_path)
    for url in ("http://127.0.0.1:9/file.csv", "nothing://x/file.csv", "http://[bad/file.csv"):
        with pytest.raises(PriceListFailed, match="cannot be reached"):
            download(client, url, tmp_path / "file.csv")
    assert left_over(tmp_path) == []


def test_a_server_that_does_not_answer_is_told(server, tmp_path):
    server.slow.add(PATH)
    with (
        httpx.Client(timeout=0.2, trust_env=False) as client,
        pytest.raises(
            PriceListFailed, match="did not answer in time; check the network, or wait longer with --timeout"
        ),
    ):
        brought(client, server, tmp_path)
    assert left_over(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_told(server, client, tmp_path):
    (tmp_path / "file.csv.part").mkdir()
    with pytest.raises(PriceListFailed, match=r"cannot be written to disk .*; check --cache"):
        download(client, server.base + PATH, tmp_path / "file.csv")


@pytest.mark.parametrize("body", [b"<html><body>Sign in</body></html>", b'{"offers": {"AmazonEC2": {"cu', b""])
def test_what_is_not_whole_json_is_told_with_its_beginning(server, client, body):
    server.documents[PATH] = body
    with pytest.raises(PriceListFailed, match=r"does not hold whole JSON \(it begins with ") as fault:
        get_json(client, server.base + PATH)
    assert repr(body.decode()[:40]) in fault.value.message

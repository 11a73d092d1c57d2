"""The same hits from a real Spark cluster: a master and two workers, started and stopped here."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ENDIGUE = str(Path(sys.executable).with_name("endigue"))
LOGS = Path(__file__).parents[2] / "data" / "logs"
WORKERS = 2
SECONDS = 90


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def alive(page: int) -> int:
    """Workers that the master knows."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{page}/json/", timeout=5) as answer:
            known = json.load(answer)["workers"]
    except OSError:
        return 0
    return sum(worker["state"] == "ALIVE" for worker in known)


@pytest.fixture(scope="module")
def master(tmp_path_factory) -> Iterator[str]:
    spec = importlib.util.find_spec("pyspark")
    if spec is None or shutil.which("java") is None:
        pytest.skip("SPARK ABSENT: no pyspark or no Java, so this test proved nothing")
    home = Path(spec.submodule_search_locations[0])
    folder = tmp_path_factory.mktemp("spark")
    environment = {
        **os.environ, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder), "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_DAEMON_MEMORY": "256m",
    }  # fmt: skip
    port, page = free_port(), free_port()
    address = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    commands = [
        [f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port),
         "--webui-port", str(page)],
        *([f"{deploy}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
           "--webui-port", str(free_port()), address] for _ in range(WORKERS)),
    ]  # fmt: skip
    started = []
    try:
        for command in commands:
            started.append(
                subprocess.Popen(
                    [str(home / "bin" / "spark-class"), *command],
                    env=environment,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            )
        until = time.monotonic() + SECONDS
        while alive(page) < WORKERS:
            assert time.monotonic() < until, "the cluster did not come up"
            assert all(each.poll() is None for each in started), "a part of the cluster died"
            time.sleep(0.5)
        yield address
    finally:
        for each in started:
            each.terminate()
        for each in started:
            try:
                each.wait(20)
            except subprocess.TimeoutExpired:
                each.kill()


def scanned(out: Path, *words: str) -> dict:
    ran = subprocess.run(
        [ENDIGUE, "evidence", "scan", "logs", str(LOGS / "json"), str(LOGS / "evtx"),
         "--rules", str(LOGS / "rules"), "--out", str(out), "--json", *words],
        capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_cluster_finds_the_hits_that_this_machine_finds(master: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    alone = scanned(here, "--workers", "1")
    together = scanned(there, "--spark", master)
    assert together == alone
    assert len(alone["hits"]) > 70
    assert here.read_bytes() == there.read_bytes()


def test_a_cluster_is_refused_with_a_sentence_where_there_is_none(endigue, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    said = endigue(
        "evidence", "scan", "logs", LOGS / "json", "--rules", LOGS / "rules",
        "--spark", "spark://127.0.0.1:1",
    )  # fmt: skip
    assert said.code == 2
    assert "extra spark" in said.err

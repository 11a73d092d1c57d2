"""A real SSH server and a real S3-compatible server, on this machine alone."""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
SERVERS = ("/usr/lib/openssh/sftp-server", "/usr/libexec/sftp-server", "/usr/lib/ssh/sftp-server")
PATIENCE = 30.0


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@dataclass(frozen=True)
class Host:
    """A host that speaks SFTP."""

    port: int
    identity: Path
    known_hosts: Path
    public: Path

    @property
    def place(self) -> str:
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{self.public}"


@contextmanager
def sshd(folder: Path, subsystem: str) -> Iterator[Host]:
    if not Path(SSHD).exists() or shutil.which("sftp") is None:
        pytest.skip("OPENSSH ABSENT: no sshd or sftp, so this test proved nothing")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd asks for it, and keeps it empty
    folder.mkdir()
    for name in ("host", "person"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name],
                       check=True)  # fmt: skip
    (folder / "authorized").write_bytes((folder / "person.pub").read_bytes())
    (folder / "authorized").chmod(0o600)
    port = free_port()
    key = (folder / "host.pub").read_text().split()[:2]
    (folder / "known").write_text(f"[127.0.0.1]:{port} {' '.join(key)}\n")
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nPidFile none\n"
        f"AuthorizedKeysFile {folder / 'authorized'}\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin prohibit-password\n"
        f"Subsystem sftp {subsystem}\n"
    )
    command = [SSHD, "-D", "-e", "-f", folder / "config"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, stderr=log) as process,
    ):
        try:
            wait_for(port, process)
            yield Host(port, folder / "person", folder / "known", folder / 'we[b] "site"')
        finally:
            process.kill()


@pytest.fixture(scope="session")
def ssh_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with sshd(tmp_path_factory.mktemp("ssh") / "with", "internal-sftp") as host:
        yield host


@pytest.fixture
def host(ssh_host: Host) -> Host:
    shutil.rmtree(ssh_host.public, ignore_errors=True)
    return ssh_host


@pytest.fixture
def plain_host(tmp_path: Path) -> Iterator[Host]:
    """A host that does not let a file take the place of another."""
    server = next((one for one in SERVERS if Path(one).exists()), None)
    if server is None:
        pytest.skip("OPENSSH ABSENT: no sftp-server, so this test proved nothing")
    with sshd(tmp_path / "plain", f"{server} -P posix-rename") as host:
        yield host


@dataclass(frozen=True)
class ObjectStore:
    """An S3-compatible server with one bucket."""

    endpoint: str
    bucket: str
    environment: dict[str, str]
    get: Callable[[str], dict[str, object]]
    """An object by another client: its bytes and headers."""


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "MOTO_PORT": str(port)}
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1",
               "-p", str(port)]  # fmt: skip
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:  # fmt: skip
        try:
            wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.fixture
def store(moto: str) -> ObjectStore:
    import boto3
    from botocore.config import Config

    environment = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret/key"}
    client = boto3.client(
        "s3", endpoint_url=moto, region_name="us-east-1",
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(proxies={}, retries={"max_attempts": 1}),
    )  # fmt: skip
    bucket = f"public-{time.monotonic_ns()}"
    client.create_bucket(Bucket=bucket)

    def get(key: str) -> dict[str, object]:
        found = client.get_object(Bucket=bucket, Key=key)
        return {**found, "Body": found["Body"].read()}

    return ObjectStore(moto, bucket, environment, get)

"""A time stamping authority of our own, by the openssl of the machine."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIG = """
[ tsa ]
default_tsa = ours
[ ours ]
dir = {folder}
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[ stamping ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ serving ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ req ]
distinguished_name = name
[ name ]
"""


def openssl(*words: object, **given: object) -> bytes:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, check=False, **given)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stderr.decode()
    return bytes(done.stdout)


@dataclass(frozen=True)
class Authority:
    """Answers requests; `root` vouches for it."""

    folder: Path

    @property
    def root(self) -> bytes:
        return (self.folder / "root.pem").read_bytes()

    def answer(self, request: bytes) -> bytes:
        (self.folder / "in.tsq").write_bytes(request)
        openssl(
            "ts", "-reply", "-config", self.folder / "config", "-queryfile", self.folder / "in.tsq",
            "-out", self.folder / "out.tsr",
        )  # fmt: skip
        return (self.folder / "out.tsr").read_bytes()


def authority(folder: Path, kind: str = "stamping") -> Authority:
    """A new root, and an authority below it whose certificate is of a kind."""
    if shutil.which("openssl") is None:
        pytest.skip("OPENSSL ABSENT: no authority, so this test proved nothing")
    folder.mkdir()
    config = folder / "config"
    config.write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    curve = ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    for name in ("root", "tsa"):
        openssl("genpkey", *curve, "-out", folder / f"{name}.key")
    openssl("req", "-x509", "-new", "-key", folder / "root.key", "-subj", "/CN=Fictional root",
            "-days", "30", "-config", config, "-extensions", "root",
            "-out", folder / "root.pem")  # fmt: skip
    openssl("req", "-new", "-key", folder / "tsa.key", "-subj", "/CN=Fictional authority",
            "-config", config, "-out", folder / "tsa.csr")  # fmt: skip
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "root.pem",
            "-CAkey", folder / "root.key", "-set_serial", "7", "-days", "30",
            "-extfile", config, "-extensions", kind, "-out", folder / "tsa.pem")  # fmt: skip
    (folder / "chain.pem").write_bytes(
        (folder / "tsa.pem").read_bytes() + (folder / "root.pem").read_bytes()
    )
    return Authority(folder)

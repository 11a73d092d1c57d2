"""The signature against the examples that its authors publish, and another implementation."""

from datetime import UTC, datetime

import pytest
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as TheirCredentials
from hypothesis import given
from hypothesis import strategies as st

from endigue.connectors.publishing import sigv4
from endigue.connectors.publishing.sigv4 import (
    Credentials,
    Request,
    encoded_path,
    signed_headers,
)

# "Examples: Signature Calculations" of the documentation of Amazon S3.
WHO = Credentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
NOW = datetime(2013, 5, 24, tzinfo=UTC)
HOST = "examplebucket.s3.amazonaws.com"


@pytest.mark.parametrize(
    ("request_", "body", "signature"),
    [
        (
            Request("GET", "/test.txt", {"Host": HOST, "Range": "bytes=0-9"}, {}),
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            Request(
                "PUT",
                encoded_path("/test$file.text"),
                {
                    "Host": HOST,
                    "Date": "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class": "REDUCED_REDUNDANCY",
                },
                {},
            ),
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            Request("GET", "/", {"Host": HOST}, {"lifecycle": ""}),
            b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            Request("GET", "/", {"Host": HOST}, {"max-keys": "2", "prefix": "J"}),
            b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_published_examples_are_signed_as_published(
    request_: Request, body: bytes, signature: str
) -> None:
    headers = signed_headers(request_, WHO, "us-east-1", NOW, body)
    assert headers["authorization"].endswith(f"Signature={signature}")


@given(
    path=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    body=st.binary(max_size=60),
    token=st.sampled_from(["", "session"]),
    region=st.sampled_from(["eu-west-3", "us-east-1"]),
)
def test_the_signature_is_that_of_another_implementation(
    path: str, body: bytes, token: str, region: str
) -> None:
    encoded = encoded_path(f"/bucket/{path.replace('//', '/').replace('./', '')}")
    ours = signed_headers(
        Request("PUT", encoded, {"host": "store.example:9000", "content-type": "text/plain"}, {}),
        Credentials("KEY", "secret", token), region, NOW, body,
    )  # fmt: skip
    theirs = AWSRequest(
        "PUT", f"https://store.example:9000{encoded}", data=body,
        headers={"content-type": "text/plain", "x-amz-date": ours["x-amz-date"]},
    )  # fmt: skip
    theirs.context["timestamp"] = ours["x-amz-date"]
    theirs.headers["X-Amz-Content-SHA256"] = ours["x-amz-content-sha256"]
    if token:
        theirs.headers["X-Amz-Security-Token"] = token
    signer = S3SigV4Auth(TheirCredentials("KEY", "secret", token or None), "s3", region)
    canonical = signer.canonical_request(theirs)
    signature = signer.signature(signer.string_to_sign(theirs, canonical), theirs)
    assert ours["authorization"].endswith(f"Signature={signature}")


def test_a_secret_is_never_shown() -> None:
    assert WHO.secret not in repr(WHO)
    assert (
        sigv4.ALGORITHM
        in signed_headers(Request("GET", "/", {"host": "h"}, {}), WHO, "r", NOW, b"")[
            "authorization"
        ]
    )

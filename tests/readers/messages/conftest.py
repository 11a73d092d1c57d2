import importlib.util
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def outlook() -> Callable[..., bytes]:
    path = Path(__file__).parent / "compound.py"
    spec = importlib.util.spec_from_file_location("compound", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.outlook


@pytest.fixture
def mail() -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = (
        "from gw.ours.example ([10.0.0.9]) by box.ours.example; Thu, 05 Feb 2026 09:12:00 +0100"
    )
    mail["Received"] = "from evil ([10.0.0.77]) by gw; Thu, 05 Feb 2026 09:11:00 +0100"
    mail["Authentication-Results"] = "gw.ours.example; spf=fail smtp.mailfrom=x; dkim=none"
    mail["From"] = '"direction@ours.example" <Boss@Evil.example>'
    mail["To"] = "Ann <Ann@ours.example>, bob@ours.example"
    mail["Delivered-To"] = "ann@ours.example"
    mail["Subject"] = "=?utf-8?q?Cong=C3=A9s?="
    mail["Date"] = "Thu, 05 Feb 2026 09:10:00 +0100"
    mail["Message-ID"] = "<1@evil.example>"
    mail.set_content("Voir https://evil.example/plain.")
    mail.add_alternative(
        '<p>Bonjour <a href="https://evil.example/a">https://ours.example</a>'
        '<img src="https://evil.example/p.png"><form action="https://evil.example/f"></form></p>',
        subtype="html",
    )
    return mail

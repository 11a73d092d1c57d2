import pytest
from hypothesis import given
from hypothesis import strategies as st

from endigue.evidence.names import Name, parse_name, truncated


@pytest.mark.parametrize(
    "written", ["", " ", "-", "N/A", '"-"', "localhost", "Inconnu", "$", "\\\\"]
)
def test_placeholders_name_no_host(written: str) -> None:
    assert parse_name(written, "host") is None


@pytest.mark.parametrize(
    "written",
    [
        "NT AUTHORITY\\SYSTEM",
        "AUTORITE NT\\Système",
        "SYSTEM",
        "LOCAL SERVICE",
        "NT AUTHORITY\\NETWORK SERVICE",
        "Window Manager\\DWM-1",
        "UMFD-0",
        "NT SERVICE\\MSSQLSERVER",
        "S-1-5-18",
        "S-1-5-80-3880718306-3832830129-1677859214-2598158968-1052248003",
        "S-1-0-0",
        "-",
        "@lys.example",
        "c.moreau@",
    ],
)
def test_accounts_that_every_machine_has_name_nobody(written: str) -> None:
    assert parse_name(written, "account") is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("SRV1", Name("srv1", "srv1")),
        (" 'SRV1' ", Name("srv1", "srv1")),
        ("SRV1$", Name("srv1", "srv1")),
        ("\\\\SRV1", Name("srv1", "srv1")),
        ("SRV1.Lys.Example.", Name("srv1.lys.example", "srv1", dns="lys.example")),
        ("LYS\\SRV1$", Name("lys\\srv1", "srv1", netbios="lys")),
        ("10.20.0.17", Name("10.20.0.17")),
        ("[2001:DB8:0::17]", Name("2001:db8::17")),
        ("fe80::1%eth0", Name("fe80::1")),
        ("::ffff:10.20.0.17", Name("10.20.0.17")),
        ("S-1-5-21-1-2-3-1104", Name("s-1-5-21-1-2-3-1104")),
        ("999.1.1.1", Name("999.1.1.1", "999", dns="1.1.1")),
    ],
)
def test_hosts_are_taken_apart(written: str, name: Name) -> None:
    assert parse_name(written, "host") == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("C.Moreau", Name("c.moreau", "c.moreau")),
        ("LYS\\c.moreau", Name("lys\\c.moreau", "c.moreau", netbios="lys")),
        ("LYS/c.moreau", Name("lys\\c.moreau", "c.moreau", netbios="lys")),
        ("lys.example\\c.moreau", Name("c.moreau@lys.example", "c.moreau", dns="lys.example")),
        ("c.moreau@LYS.example", Name("c.moreau@lys.example", "c.moreau", dns="lys.example")),
        (
            "mailto:c.moreau@lys.example",
            Name("c.moreau@lys.example", "c.moreau", dns="lys.example"),
        ),
        ("LYS\\SRV1$", Name("lys\\srv1$", "srv1$", netbios="lys")),
        ("administrator", Name("administrator", "administrator")),
    ],
)
def test_accounts_are_taken_apart(written: str, name: Name) -> None:
    assert parse_name(written, "account") == name


def test_netbios_keeps_fifteen_characters() -> None:
    assert truncated("srv-gestion-sinistres-01") == "srv-gestion-sin"


@given(st.text(max_size=300), st.sampled_from(["host", "account"]))
def test_any_text_is_taken_apart_or_names_nothing(written: str, role: str) -> None:
    name = parse_name(written, role)  # type: ignore[arg-type]  # sampled from the roles
    assert name is None or name.full

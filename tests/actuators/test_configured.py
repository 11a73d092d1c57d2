import pytest

from endigue.actuators.configured import parse_targets, read_targets, targets_of
from endigue.desk.refusal import Refusal

WHOLE = """
[safety]
ourselves = ["10.77.0.2", "adm-1"]
ports = [22, 636]
administrators = ["acc-root"]
never = ["srv-1"]

[[target]]
kind = "nftables-router"
name = "router"
over = { ssh = "root@10.77.0.1", options = ["-F", "ssh.conf"], seconds = 5 }
zones = { internet = ["wan0"] }

[[target]]
kind = "nftables-host"
name = "hosts"
over = { ssh = "root@{host}" }

[[target]]
kind = "directory"
name = "ad"
address = "ldaps://10.77.4.11"
user = "admin@mutual.example"
base = "DC=mutual,DC=example"
password_from = "env:AD_PASSWORD"
close = [{ over = { ssh = "root@10.77.4.11" }, run = ["ss", "-K", "sport", "=", ":636"] }]

[[target]]
kind = "dovecot"
name = "mail"
over = { namespace = "mx" }
config = "/etc/dovecot/dovecot.conf"
denied = "/etc/dovecot/deny"

[[target]]
kind = "nginx"
name = "portal"
over = { here = true }
flag = "/run/maintenance"
site = "srv-web"
"""


def test_every_component_is_there_in_its_order_and_the_rails_know_them():
    targets = targets_of(parse_targets(WHOLE.encode()), {"AD_PASSWORD": "x"})
    names = [one.target for one in targets.actuators]
    assert names == ["router", "hosts", "ad", "mail", "mail-login", "portal"]
    assert targets.rails.components == ("10.77.0.1", "10.77.4.11")
    assert targets.rails.ports == (22, 636)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('kind = "nginx"', 'kind = "apache"', "apache"),
        ('flag = "/run/maintenance"', "", "flag"),
        ('flag = "/run/maintenance"', 'flag = "/run/maintenance"\nflags = 1', "flags"),
        ("{ here = true }", "{}", "one of"),
        ("{ here = true }", '{ here = true, ssh = "h" }', "one of"),
        ('name = "portal"', 'name = "ad"', "two targets are named ad"),
        ('"env:AD_PASSWORD"', '"hunter2"', "env:NAME"),
        ('"env:AD_PASSWORD"', '"env:NOT_THERE"', "NOT_THERE"),
        ('"10.77.0.2", "adm-1"', '"adm-1"', "no IPv4 address"),
        ("[safety]", "[safety", "TOML"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, before, after, why):
    file = tmp_path / "targets.toml"
    file.write_text(WHOLE.replace(before, after, 1).replace("[safety\n", "[safety\n"))
    with pytest.raises(Refusal) as refusal:
        read_targets(str(file), {"AD_PASSWORD": "x"})
    assert refusal.value.code == "enforcement.targets_wrong"
    said = str(refusal.value.arguments["why"])
    assert why in said or why == "TOML"


def test_a_secret_can_stand_in_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("p w\n")
    text = WHOLE.replace("env:AD_PASSWORD", f"file:{secret}")
    (directory,) = [a for a in targets_of(parse_targets(text.encode()), {}).actuators
                    if a.target == "ad"]  # fmt: skip
    assert directory.open.password == "p w"
    assert "p w" not in text


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refusal) as refusal:
        read_targets(str(tmp_path / "none.toml"), {})
    assert refusal.value.code == "desk.file_unreadable"


ONLINE = """
[[target]]
kind = "crowdstrike"
name = "falcon"
address = "https://falcon.example"
client = "us"
password_from = "env:KEY"

[[target]]
kind = "harfanglab"
name = "hurukai"
address = "https://edr.mutual.example"
password_from = "env:KEY"

[[target]]
kind = "wazuh"
name = "wazuh"
address = "https://wazuh.mutual.example:55000"
user = "us"
password_from = "env:KEY"
isolating = "isolate"
releasing = "release"
mark = "/var/ossec/var/isolated"

[[target]]
kind = "velociraptor"
name = "vr"
over = { here = true }
config = "/etc/api.yaml"

[[target]]
kind = "entra"
name = "entra"
tenant = "t"
client = "us"
password_from = "env:KEY"
domain = "mutual.example"

[[target]]
kind = "openc2"
name = "edge"
address = "https://edge.mutual.example/.well-known/openc2"
authorization_from = "env:KEY"
look = { over = { here = true }, run = ["endigue-look", "{thing}"] }
levers = ["close_flow"]
"""


def test_products_over_https_are_there_and_the_rails_know_where():
    targets = targets_of(parse_targets(ONLINE.encode()), {"KEY": "k3y"})
    names = [one.target for one in targets.actuators]
    assert names == ["falcon", "hurukai", "wazuh", "vr", "entra", "edge"]
    assert targets.rails.components == (
        "falcon.example", "edr.mutual.example", "wazuh.mutual.example",
        "login.microsoftonline.com", "graph.microsoft.com", "edge.mutual.example",
    )  # fmt: skip


def test_a_secret_is_not_sent_in_the_open():
    text = ONLINE.replace("https://wazuh", "http://wazuh")
    with pytest.raises(ValueError, match="no https:// address"):
        targets_of(parse_targets(text.encode()), {"KEY": "k3y"})

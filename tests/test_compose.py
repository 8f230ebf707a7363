"""compose.yaml and its proxy agree with each other and with the settings; Docker itself is not needed for that."""

import ipaddress
import re
from pathlib import Path

from app.harvest.reading_json import MOST_BYTES
from app.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
CADDYFILE = (ROOT / "deploy" / "Caddyfile").read_text("utf-8")


def one(pattern: str, text: str = COMPOSE) -> str:
    found = re.findall(pattern, text)
    assert len(found) == 1, (pattern, found)
    return str(found[0])


def test_the_servers_trust_the_proxy_and_nobody_else_can_have_its_address() -> None:
    proxy = ipaddress.ip_address(one(r"ipv4_address: (\S+)"))
    assert one(r"TISCHDECKE_BEHIND_PROXY: (\S+)") == str(proxy)
    assert proxy in ipaddress.ip_network(one(r"subnet: (\S+)"))
    assert proxy not in ipaddress.ip_network(one(r"ip_range: (\S+)"))


def test_the_proxy_knows_every_server() -> None:
    servers = re.findall(r"^  (cafe-\d+): \*cafe$", COMPOSE, re.MULTILINE)
    assert len(servers) >= 2
    assert one(r"CAFE_SERVERS: (.+)").split() == [f"{server}:8000" for server in servers]
    assert one(r"CAFE_SERVERS:([^}]+)}", CADDYFILE).split() == [f"{server}:8000" for server in servers]
    assert re.findall(r"depends_on: \[(.+)\]", COMPOSE) == [", ".join(servers)]


def test_only_settings_that_exist_are_set() -> None:
    known = {f"TISCHDECKE_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"TISCHDECKE_\w+", COMPOSE)) <= known


def test_what_the_deploying_guide_calls_a_variable_is_one() -> None:
    guide = (ROOT / "docs" / "deploying.md").read_text("utf-8").partition("## Several servers")[2]
    rows = "".join(re.findall(r"^\| `.+$", guide, re.MULTILINE))
    told = set(re.findall(r"`([A-Z_]{4,})`", re.sub(r"\|[^|]*\|\s*$", "", rows)))
    assert set(re.findall(r"\$\{([A-Z_]+)", COMPOSE)) == told


def test_an_exported_cafe_gets_through_the_proxy() -> None:
    assert int(one(r"max_size (\d+)MB", CADDYFILE)) * 1_000_000 > MOST_BYTES

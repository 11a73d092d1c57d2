"""What is seen: contrast by the formula of WCAG, and axe-core in a real browser."""

import html
import json
import re
import shutil
import subprocess
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from tests.crisis_chronicle import page

from endigue.writers.status.html import status_html
from endigue.writers.status.words import SYMBOLS

AXE = Path(__file__).parents[2] / "data" / "axe" / "axe.min.js"
SHEET = (files("endigue.writers") / "templates" / "status.css").read_text("utf-8")
TUESDAY = "2026-02-10T12:00:00+01:00"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = [
    dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{[^}]+\}", SHEET)
]


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "print"])
def test_every_text_stands_out_by_four_and_a_half_to_one(theme: dict[str, str]) -> None:
    for ground in ("paper", "raised"):
        for ink in ("ink", "soft", "accent", "stopped", "partly", "reopening", "slow", "working"):
            assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)


def test_a_state_is_told_in_words_and_its_sign_is_not_read_aloud() -> None:
    text = status_html(page(TUESDAY), "fr", "en/index.html", draft=False).decode()
    for sign in set(SYMBOLS.values()) & set(text):
        assert text.count(sign) == text.count(f'<span aria-hidden="true">{sign}</span>')
    assert "arrêté" in text


def test_headings_go_down_one_step_at_a_time() -> None:
    text = status_html(page(TUESDAY), "en", "../index.html", draft=False).decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    if found is None:
        pytest.skip("CHROMIUM ABSENT: no page was looked at, so this test proved nothing")
    return found


def framed(language: str, media: str) -> str:
    """The page with axe in it, as a frame reports it to the page around."""
    other = "en/index.html" if language == "fr" else "../index.html"
    text = status_html(page(TUESDAY), language, other, draft=False).decode()
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    if media == "print":
        text = text.replace("@media print", "@media all")
    if media == "dark":
        text = text.replace("@media (prefers-color-scheme: dark)", "@media all")
    report = REPORT.replace("RULES", json.dumps(RULES))
    scripts = f"<script>{AXE.read_text('utf-8')}</script><script>{report}</script>"
    return text.replace("</body>", f"{scripts}</body>")


REPORT = """axe.run({runOnly: RULES}).then(r => parent.postMessage(JSON.stringify({
  violations: r.violations.map(v => [v.id, v.nodes.map(n => n.html)]),
  passes: r.passes.length,
  wide: document.documentElement.scrollWidth > innerWidth}), '*'))"""
LISTEN = """const found = {};
addEventListener('message', m => {
  for (const f of document.querySelectorAll('iframe'))
    if (f.contentWindow === m.source) found[f.id] = JSON.parse(m.data);
  document.getElementById('out').textContent = JSON.stringify(found);
})"""
CASES = [("fr", 320, "screen"), ("en", 320, "screen"), ("fr", 1920, "screen"),
         ("en", 1920, "dark"), ("fr", 768, "print"), ("en", 320, "print")]  # fmt: skip


def test_axe_finds_no_violation_at_any_width_in_both_languages_and_in_print(
    chromium: str, tmp_path: Path
) -> None:
    frames = ""
    for place, (language, width, media) in enumerate(CASES):
        (tmp_path / f"{place}.html").write_text(framed(language, media), encoding="utf-8")
        frames += f'<iframe id="f{place}" src="{place}.html" width="{width}" height="900">'
        frames += "</iframe>"
    whole = f"<!DOCTYPE html><pre id=out></pre><script>{LISTEN}</script>{frames}"
    (tmp_path / "whole.html").write_text(whole, encoding="utf-8")
    dumped = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=2000,1200",
         f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=60000", "--dump-dom",
         (tmp_path / "whole.html").as_uri()],
        capture_output=True, text=True, timeout=120, check=True,
    ).stdout  # fmt: skip
    said = re.search(r'<pre id="out">(.*?)</pre>', dumped, re.DOTALL)
    assert said is not None
    found = json.loads(html.unescape(said[1]))
    assert len(found) == len(CASES)
    for result in found.values():
        assert result["violations"] == []
        assert result["passes"] > 20
        assert result["wide"] is False

"""HTML: only what can be seen, closed up as on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bield.read.html import visible_text


class TestVisibleText:
    @pytest.mark.parametrize(
        "hiding",
        [
            "<span style='display:none'>xx</span>",
            "<span style='DISPLAY : NONE !important'>xx</span>",
            "<span style='font-size:0'>xx</span>",
            "<span style='font-size: 0.0px; color:red'>xx</span>",
            "<span style='font-size:1px'>xx</span>",
            "<span style='visibility:hidden'>xx</span>",
            "<span style='opacity:0'>xx</span>",
            "<span style='color:#fff'>xx</span>",
            "<span style='color: rgb(255, 255, 255)'>xx</span>",
            "<font color=white>xx</font>",
            "<span hidden>xx</span>",
            "<span class='z9'>xx</span>",
            "<!-- xx -->",
            "<script>xx</script>",
            "<template>xx</template>",
        ],
    )
    def test_closes_up_a_word_that_hidden_text_parts(self, hiding: str) -> None:
        html = f"<style>.z9 {{ display: none }}</style><p>pass{hiding}word</p>"
        assert visible_text(html)[0] == "password"

    @pytest.mark.parametrize(
        "shown",
        [
            "<span style='font-size:10px'>xx</span>",
            "<span style='font-size:0.9em'>xx</span>",
            "<span style='opacity:0.8'>xx</span>",
            "<div style='background:#000'><span style='color:#fff'>xx</span></div>",
            "<table bgcolor=black><tr><td style='color:white'>xx</table>",
            "<div style='background:url(a.png)'><font color=white>xx</font></div>",
            "<span style='max-height:0.5em'>xx</span>",
        ],
    )
    def test_keeps_what_only_looks_like_hiding(self, shown: str) -> None:
        assert "xx" in visible_text(shown)[0]

    def test_gives_a_line_for_each_block_and_folds_white_space(self) -> None:
        html = "<h1>One</h1>\n <p>two\n   three<br>four</p><ul><li>five<li>six</ul>"
        assert visible_text(html)[0] == "One\ntwo three\nfour\nfive\nsix"

    def test_says_when_the_markup_is_too_deep_to_lay_out(self) -> None:
        text, notes = visible_text("<div>" * 100_000 + "words")
        assert "words" in text
        assert "too deep" in notes[0]

    @given(st.text(alphabet="<>/abdivspn ='\"&;#0x!-", max_size=300))
    def test_any_markup_gives_text(self, html: str) -> None:
        text, _ = visible_text(html)
        assert isinstance(text, str)

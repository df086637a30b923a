"""Charts and small words of the templates."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.template import Context, Template

from congtam.web.charts import Part, legend, levels, meter, stacked

PARTS = [Part("Đã nộp", 1020, "good"), Part("Chưa nộp <b>", 0, "idle"), Part("Muộn", 4, "bad")]


def _rendered(text, **context):
    return Template("{% load congtam %}" + text).render(Context(context))


def test_a_stacked_bar_says_its_counts_and_draws_only_what_is_there():
    assert stacked(PARTS) == (
        '<svg class="bars" viewBox="0 0 1024 1" preserveAspectRatio="none" role="img" '
        'aria-label="Đã nộp: 1.020, Chưa nộp &lt;b&gt;: 0, Muộn: 4">'
        '<rect class="tone-good" x="0" y="0" width="1020" height="1"/>'
        '<rect class="tone-bad" x="1020" y="0" width="4" height="1"/></svg>'
    )


def test_an_empty_bar_is_still_a_drawing():
    assert 'viewBox="0 0 1 1"' in stacked([])


def test_levels_give_count_and_share():
    shown = levels([Part("Xuất sắc", 1, "good"), Part("Tốt", 2, "info")])

    assert '<b>1</b> <span class="muted">(33,3%)</span>' in shown
    assert '<b>2</b> <span class="muted">(66,7%)</span>' in shown


def test_levels_of_nobody_have_no_share():
    assert "%" not in levels([Part("Tốt", 0, "info")]).replace("0 0 1 1", "")


def test_the_legend_names_the_tones():
    assert legend(PARTS[:1]) == '<ul class="legend"><li class="tone-good">Đã nộp</li></ul>'


def test_a_meter_stays_within_its_track():
    over = meter(Decimal(102), Decimal(100), [Decimal(90)], "good")

    assert 'aria-label="102 / 100"' in over
    assert '<rect width="100.00%"' in over
    assert '<text x="90.00%" y="25">90</text>' in over


def test_small_words():
    late = datetime(2021, 11, 5, 17, 30, tzinfo=UTC)
    shown = _rendered(
        "{{ p|points }} {{ n|points }} {{ d|day }} {{ l|day }} {{ l|moment }} {{ n|moment }} "
        "{% percent 1 8 %} {{ c|count }}",
        p=Decimal("4.50"), n=None, d=date(2021, 11, 5), l=late, c=1634,
    )  # fmt: skip

    assert shown == "4,5 – 05/11/2021 06/11/2021 00:30, 06/11/2021 – 12,5% 1.634"


def test_an_icon_is_drawn_inline_and_silent():
    shown = _rendered('{% icon "check" %}')

    assert shown.startswith('<svg class="icon " viewBox="0 0 24 24"')
    assert 'aria-hidden="true"' in shown
    assert '<path d="M5 12l5 5l10 -10" />' in shown

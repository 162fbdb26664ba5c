"""The dashboard and the handbook ask for what a scrape holds, and leave nothing of it out."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from bot.metrics import Metrics
from db.desk.gauges import OpenTickets, Queue, Standing
from tests.test_metrics import Scrape

NOW = datetime(2026, 2, 3, 7, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[1] / "docs"
PANELS = json.loads((DOCS / "grafana.json").read_text("utf-8"))["panels"]
QUERIES = [target["expr"] for panel in PANELS for target in panel["targets"]]


def everything() -> Scrape:
    """A scrape in which every metric has a sample."""
    metrics = Metrics()
    metrics.backed_up(NOW)
    counts = metrics.counts
    for child in (counts.received("telegram"), counts.handled("telegram"), counts.failed("telegram")):
        child.inc()
    counts.calls("sendMessage", "429").inc()
    counts.switches("direct").inc()
    counts.route("direct").set(1)
    counts.route_up("direct").set(1)
    counts.refused("email", "notice").inc()
    counts.delivered("telegram", "relay").observe(1)
    found = Standing([Queue("telegram", 1, NOW)], [Queue("relay", 1, NOW)], [OpenTickets("new", 1, 1)])
    return Scrape(metrics.text(found, NOW).decode())


LABELS = {each.name: set(each.labels) for each in everything().samples if not each.name.endswith("_created")}

METRICS = LABELS.keys() - {"desk_delivery_seconds_count", "desk_delivery_seconds_sum"}


def test_every_query_names_a_metric_and_labels_that_there_are():
    for query in QUERIES:
        (name,) = re.findall(r"desk_\w+", query)
        grouped = re.findall(r"\w+", "".join(re.findall(r"by \(([^)]*)\)", query)))
        filtered = re.findall(r"(\w+)=", query)
        assert {*grouped, *filtered} <= LABELS[name], query


def test_every_metric_is_shown():
    shown = set(re.findall(r"desk_\w+", " ".join(QUERIES)))
    assert shown == METRICS


def test_operations_explains_every_metric_and_asks_for_no_other():
    named = set(re.findall(r"desk_\w+", (DOCS / "operations.md").read_text("utf-8")))
    assert named == METRICS | {"desk_delivery_seconds"}


def test_it_brings_no_data_source_of_its_own():
    assert {panel["datasource"]["uid"] for panel in PANELS} == {"${datasource}"}
    assert len({panel["id"] for panel in PANELS}) == len(PANELS)

package io.backroom.examples.replay.report;

import io.backroom.examples.replay.report.BarChart.Bar;
import io.backroom.examples.replay.report.FlowMap.Area;
import io.backroom.examples.replay.report.FlowMap.Center;
import io.backroom.examples.replay.report.FlowMap.Flow;
import io.backroom.examples.replay.report.LineChart.Series;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/** A report with one of everything. */
final class ReportSamples {
  private static final LocalDate FIRST = LocalDate.of(2010, 12, 1);

  private ReportSamples() {}

  static Report full() {
    return Report.titled("A year of a shop", "Online Retail, 2010-12-01 to 2011-12-09, seed 42")
        .headline(Row.check("Verification", true, "stock and money agree"))
        .headline(Row.of("Orders", "19,771"))
        .headline(Row.of("Fill rate", "97.3 %", "of ordered units left with the first shipment"))
        .headline(Row.of("Shipments per order", "1.18"))
        .section(timings())
        .section(orders())
        .section(shipping())
        .build();
  }

  static Section timings() {
    return Section.titled("Timings").timings().row("Throughput", "12,345 orders/s").build();
  }

  private static Section orders() {
    return Section.titled("Orders")
        .introduction("Every invoice of the data is an order at its own time on a virtual clock.")
        .row("Placed", Format.count(19_771))
        .row("Lines", Format.count(517_252), "duplicate rows of an invoice are summed")
        .check("Stock conserved", true, "3,790 products in four centers")
        .check("Money equals the provider's books", false, "GBP 0.01 differs: <order 536365>")
        .table(
            new Table(
                "Rows that could not be used",
                List.of("reason", "rows", "share"),
                List.of(
                    List.of("not a product", "2,992", "0.6 %"),
                    List.of("zero or negative price", "1,160", "0.2 %"))))
        .chart(
            new LineChart(
                "Orders and shipments over the year",
                "per day",
                List.of(
                    new Series("orders", wave(i -> 60 + 25 * Math.sin(i / 9.0) + i / 6.0)),
                    new Series("shipments", wave(i -> 70 + 30 * Math.sin(i / 9.0) + i / 5.0)))))
        .chart(
            Histogram.of(
                "Backorders against their promise",
                "days late (negative: early)",
                "orders",
                new Histogram.Scale(-6, 1, 14),
                DoubleStream.concat(
                        DoubleStream.iterate(-5, v -> v + 0.05).limit(200),
                        DoubleStream.iterate(-1.5, v -> v + 0.02).limit(150))
                    .toArray()))
        .build();
  }

  private static Section shipping() {
    return Section.titled("Shipping")
        .row("Freight against nearest-first", "-4.2 %")
        .chart(
            new BarChart(
                "Channels",
                "orders",
                List.of(new Bar("web", 13_822), new Bar("phone", 4_011), new Bar("store", 1_938))))
        .chart(map())
        .chart(steps())
        .chart(
            new IntervalChart(
                "Two ways",
                "hits",
                List.of(
                    new IntervalChart.Interval("ours", new StepChart.Value(0.3, 0.1)),
                    new IntervalChart.Interval("theirs", new StepChart.Value(-0.1, 0)))))
        .build();
  }

  static StepChart steps() {
    return new StepChart(
        "Hits by length",
        "hits",
        "items in the list",
        List.of("1", "10"),
        List.of(
            new StepChart.Series(
                "ours", List.of(new StepChart.Value(0.1, 0.2), new StepChart.Value(0.5, 0.05))),
            new StepChart.Series(
                "theirs", List.of(new StepChart.Value(0.1, 0), new StepChart.Value(0.25, 0)))));
  }

  static FlowMap map() {
    List<Center> centers =
        List.of(
            new Center("Daventry", 52.26, -1.16),
            new Center("Warrington", 53.39, -2.59),
            new Center("Livingston", 55.90, -3.52),
            new Center("Bristol", 51.45, -2.59));
    SplittableRandom random = new SplittableRandom(1);
    List<Flow> flows =
        List.of(
                new Object[][] {
                  {"London", 51.51, -0.13, 900.0}, {"Leeds", 53.80, -1.55, 200.0},
                  {"Glasgow", 55.86, -4.25, 180.0}, {"Plymouth", 50.38, -4.14, 80.0},
                  {"Belfast", 54.60, -5.93, 90.0}, {"Norwich", 52.63, 1.30, 60.0},
                  {"Newcastle upon Tyne", 54.98, -1.61, 110.0}, {"Paris", 48.86, 2.35, 40.0}
                })
            .stream()
            .flatMap(
                town ->
                    centers.stream()
                        .map(
                            center ->
                                new Flow(
                                    center.name(),
                                    (String) town[0],
                                    (double) town[1],
                                    (double) town[2],
                                    Math.rint((double) town[3] * random.nextDouble()))))
            .toList();
    return new FlowMap("Who ships where", "shipments", Area.UNITED_KINGDOM, centers, flows);
  }

  static SortedMap<LocalDate, Double> wave(IntToDoubleFunction value) {
    SortedMap<LocalDate, Double> days = new TreeMap<>();
    for (int i = 0; i < 374; i++) {
      days.put(FIRST.plusDays(i), Math.rint(value.applyAsDouble(i)));
    }
    return days;
  }
}

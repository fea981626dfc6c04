package io.backroom.examples.replay;

import io.backroom.examples.replay.StockBook.Counts;
import io.backroom.examples.replay.StockBook.Place;
import io.backroom.examples.replay.data.Cancellation.Why;
import io.backroom.examples.replay.data.Cancellations;
import io.backroom.examples.replay.report.BarChart;
import io.backroom.examples.replay.report.BarChart.Bar;
import io.backroom.examples.replay.report.FlowMap;
import io.backroom.examples.replay.report.FlowMap.Area;
import io.backroom.examples.replay.report.FlowMap.Flow;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Histogram;
import io.backroom.examples.replay.report.LineChart;
import io.backroom.examples.replay.report.LineChart.Series;
import io.backroom.examples.replay.report.Section;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.GeoPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What lay on the shelves, what was promised, what left where, and what came back. */
final class StockSections {
  private final Outcome outcome;
  private final Tally sales;

  StockSections(Outcome outcome) {
    this.outcome = outcome;
    this.sales = outcome.sales();
  }

  Section stock() {
    StockBook stock = outcome.books().stock();
    Tally purchases = outcome.purchases();
    long pence = 0;
    for (Map.Entry<Place, Counts> place : stock.places().entrySet()) {
      long price = outcome.prices().getOrDefault(place.getKey().sku().value(), 0L);
      pence += price * place.getValue().onHand();
    }
    return Section.titled("Stock")
        .row("Fill rate", Format.percent(fillRate()), "units in stock when they were asked for")
        .row(
            "Purchase orders",
            Format.count(purchases.get("ordered")),
            "%s late, %s not complete at first, %s of them called off for good"
                .formatted(
                    Format.count(purchases.get("late")),
                    Format.count(purchases.get("called off") + purchases.get("completed later")),
                    Format.count(purchases.get("called off"))))
        .row("Received", Format.count(stock.received()), "units, the opening stock included")
        .row("Restocked", Format.count(stock.restocked()), "units that came back")
        .row("Shipped", Format.count(stock.shipped()), "units")
        .row(
            "On hand at the end",
            Format.count(stock.onHand()),
            "units, worth " + Format.pounds(pence) + " at the last prices")
        .chart(
            new LineChart(
                "Units on hand", "units", List.of(new Series("all centers", stock.unitsByDay()))))
        .build();
  }

  double fillRate() {
    return (double) sales.get("asked units in stock") / sales.get("asked units, pictured");
  }

  Section promises() {
    Promises later = Promises.of(outcome, true);
    Promises now = Promises.of(outcome, false);
    PromiseMoves moves = PromiseMoves.of(outcome.orders());
    long asked =
        outcome.orders().stream()
            .flatMap(order -> order.sale().parts().stream())
            .filter(Sale.Part::backordered)
            .count();
    Histogram.Scale scale = new Histogram.Scale(-4, 1, 18);
    return Section.titled("Promised and actual dates")
        .introduction(
            "A date is kept if the parcel came on the promised day or before. Receipts that come"
                + " late or not at all and mishaps of the carrier break promises.")
        .row("From stock", Format.count(now.count()) + " shipments", kept(now))
        .row(
            "Backordered",
            Format.count(later.count()) + " shipments",
            kept(later) + "; " + Format.count(asked - later.count()) + " were cancelled or wait")
        .row(
            "Slip of backorders",
            Format.decimal(later.mean(), 2) + " days",
            "the mean; nine of ten slip at most " + Format.decimal(later.ninetieth(), 0) + " days")
        .row(
            "Promises moved",
            Format.count(moves.count()),
            "each told to its customer: " + moves.reasons())
        .row("Mishaps on the way", Format.count(outcome.carrier().mishaps()))
        .chart(
            new LineChart(
                "Shipments that wait for their goods",
                "shipments",
                List.of(new Series("backordered", Promises.openByDay(outcome)))))
        .chart(
            Histogram.of(
                "Backorders against their promise",
                "days late (negative: early)",
                "shipments",
                scale,
                later.days()))
        .build();
  }

  private static String kept(Promises promises) {
    return Format.percent(promises.onTime(), promises.count()) + " on time";
  }

  Section freight() {
    FreightTrial trial = outcome.freight();
    double saved = 1 - (double) trial.pence() / trial.nearestPence();
    return Section.titled("Freight")
        .introduction(
            "What ships from stock at order time, beside what it would have cost had the nearest"
                + " center shipped all it has, then the next: same stock, same orders, same sample"
                + " tariff.")
        .row("Least cost", Format.pounds(trial.pence()), shipments(trial.shipments()))
        .row(
            "Nearest first",
            Format.pounds(trial.nearestPence()),
            shipments(trial.nearestShipments()))
        .row("Saved", Format.percent(saved))
        .row(
            "Orders",
            Format.count(trial.orders()),
            "%s cheaper, %s dearer by at most %d p (each shipment is rounded up), the others equal"
                .formatted(
                    Format.count(trial.cheaper()),
                    Format.count(trial.dearer()),
                    trial.mostDearer()))
        .chart(
            new BarChart(
                "Freight",
                "pounds",
                List.of(
                    new Bar("least cost", trial.pence() / 100.0),
                    new Bar("nearest first", trial.nearestPence() / 100.0))))
        .chart(map("Who ships where: Great Britain", Area.UNITED_KINGDOM))
        .chart(map("Who ships where: Europe", Area.EUROPE))
        .build();
  }

  private static String shipments(long count) {
    return Format.count(count) + " shipments";
  }

  private FlowMap map(String title, Area area) {
    List<FlowMap.Center> centers = new ArrayList<>();
    List<Flow> flows = new ArrayList<>();
    for (Center center : ShopTerms.CENTERS) {
      GeoPoint point = center.address().point().orElseThrow();
      String name = center.address().city();
      centers.add(new FlowMap.Center(name, point.latitude(), point.longitude()));
      outcome
          .freight()
          .flows()
          .getOrDefault(center.id(), Map.of())
          .forEach((to, shipments) -> flows.add(flow(name, to, shipments)));
    }
    flows.sort(
        Comparator.comparing(Flow::center)
            .thenComparing(Flow::destination)
            .thenComparing(Flow::latitude));
    return new FlowMap(title, "shipments", area, centers, flows);
  }

  private static Flow flow(String center, Address to, int shipments) {
    GeoPoint point = to.point().orElseThrow();
    return new Flow(center, to.city(), point.latitude(), point.longitude(), shipments);
  }

  Section cancellations() {
    Tally returns = outcome.returns().tally();
    Section.Builder section =
        Section.titled("Cancellations and returns")
            .introduction(
                "The data's cancellations: what had not left is cancelled, the rest comes back.")
            .row("Orders cancelled whole", Format.count(returns.get("orders cancelled")))
            .row("Orders cancelled in part", Format.count(returns.get("orders cancelled in part")))
            .row("Returns", Format.count(returns.get("returns")));
    returns
        .all()
        .forEach(
            (what, count) -> {
              if (what.startsWith("units: ") && count > 0) {
                section.row("Units " + what.substring("units: ".length()), Format.count(count));
              }
            });
    section.row(
        "Units restocked",
        Format.count(returns.get("units restocked")),
        Format.count(returns.get("units scrapped")) + " scrapped");
    if (outcome.returns().neverArrived() > 0) {
      section.row("Units still on their way back", Format.count(outcome.returns().neverArrived()));
    }
    for (Map.Entry<Why, Long> why : Cancellations.unmatched(outcome.cancellations()).entrySet()) {
      section.row("Lines without a sale: " + why.getKey().text(), Format.count(why.getValue()));
    }
    return section.build();
  }
}

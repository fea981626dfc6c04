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
import io.backroom.examples.replay.report.Table;
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
    Section.Builder section =
        Section.titled("Freight")
            .introduction(
                "What ships from stock at order time, beside what it would have cost by the rules"
                    + " that shops follow: the fewest parcels and of those the nearest; the nearest"
                    + " center ships all it has, then the next; the same in an order that the shop"
                    + " has set. Same stock, same orders, same sample tariff.")
            .row("Orders", Format.count(trial.orders()))
            .row("Least cost", Format.pounds(trial.pence()), shipments(trial.shipments()));
    List<Bar> costs = new ArrayList<>();
    List<Bar> parcels = new ArrayList<>();
    costs.add(new Bar("least cost", trial.pence() / 100.0));
    parcels.add(new Bar("least cost", trial.shipments()));
    for (FreightTrial.Rival rival : trial.rivals()) {
      double more = (double) rival.pence() / trial.pence() - 1;
      section.row(
          capital(rival.name()),
          Format.pounds(rival.pence()),
          "%s, %s more; %s orders dearer, %s cheaper by at most %d p (parcels are rounded up)"
              .formatted(
                  shipments(rival.shipments()),
                  Format.percent(more),
                  Format.count(rival.beaten()),
                  Format.count(rival.better()),
                  rival.mostBetter()));
      costs.add(new Bar(rival.name() + ", +" + Format.percent(more), rival.pence() / 100.0));
      parcels.add(new Bar(rival.name(), rival.shipments()));
    }
    return section
        .table(
            new Table("What each center ships", List.of("center", "parcels", "share"), centers()))
        .chart(new BarChart("Freight by rule", "pounds", costs))
        .chart(new BarChart("Parcels by rule", "parcels", parcels))
        .chart(map("Who ships where: Great Britain", Area.UNITED_KINGDOM))
        .chart(map("Who ships where: Europe", Area.EUROPE))
        .build();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private List<List<String>> centers() {
    List<List<String>> rows = new ArrayList<>();
    for (Center center : ShopTerms.CENTERS) {
      long parcels =
          outcome.freight().flows().getOrDefault(center.id(), Map.of()).values().stream()
              .mapToLong(Integer::longValue)
              .sum();
      rows.add(
          List.of(
              center.address().city(),
              Format.count(parcels),
              Format.percent(parcels, outcome.freight().shipments())));
    }
    return rows;
  }

  private static String shipments(long count) {
    return Format.count(count) + " parcels";
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
    return new FlowMap(title, "parcels", area, centers, flows);
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

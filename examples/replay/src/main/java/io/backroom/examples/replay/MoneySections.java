package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.LineChart;
import io.backroom.examples.replay.report.LineChart.Series;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.Table;
import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was set aside, taken and paid back, and what people had to do about it. */
final class MoneySections {
  private final Outcome outcome;
  private final CreditTrial credit;

  MoneySections(Outcome outcome) {
    this.outcome = outcome;
    this.credit = new CreditTrial(outcome);
  }

  CreditTrial credit() {
    return credit;
  }

  Section payments() {
    Map<Entry.Kind, Long> sums = new EnumMap<>(Entry.Kind.class);
    for (Entry entry : outcome.shop().provider().ledger()) {
      sums.merge(entry.kind(), Pence.of(entry.amount()), Long::sum);
    }
    long refused = withMessage("payment-declined");
    long lost = withMessage("cancelled-unpaid");
    Totals totals = outcome.shop().provider().totals();
    return Section.titled("Payments")
        .introduction(
            "Of the provider's own books. Each shipment is authorized on its own: what ships now,"
                + " with the order; what is backordered, when it has come in.")
        .row("Ordered", Format.pounds(ordered()), "goods, shipping and its tax")
        .row("Authorized", pounds(sums, Entry.Kind.AUTHORIZED))
        .row("Captured", pounds(sums, Entry.Kind.CAPTURED))
        .row("Refunded", pounds(sums, Entry.Kind.REFUNDED))
        .row("Voided", pounds(sums, Entry.Kind.VOIDED))
        .row("Ran out", pounds(sums, Entry.Kind.EXPIRED))
        .row("Open at the end", Format.pounds(Pence.of(totals.open())))
        .row(
            "Orders refused by a bank",
            Format.count(refused),
            "%s recovered, %s lost, whole or in part; guests without a record not counted"
                .formatted(Format.count(refused - lost), Format.count(lost)))
        .table(faults())
        .build();
  }

  private long ordered() {
    return outcome.orders().stream().mapToLong(order -> order.sale().pence()).sum();
  }

  private static String pounds(Map<Entry.Kind, Long> sums, Entry.Kind kind) {
    return Format.pounds(sums.getOrDefault(kind, 0L));
  }

  private long withMessage(String kind) {
    return outcome.orders().stream()
        .filter(order -> outcome.shop().mailbox().count(order.sale().id(), kind) > 0)
        .count();
  }

  private Table faults() {
    List<List<String>> rows = new ArrayList<>();
    outcome
        .shop()
        .cards()
        .happened()
        .forEach(
            (fault, count) ->
                rows.add(
                    List.of(
                        fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Format.count(count))));
    return new Table("What calls to the provider met", List.of("what", "first calls"), rows);
  }

  Section held() {
    double share = credit.saved() / credit.wholeOrders().poundDays();
    return Section.titled("Credit not tied up")
        .introduction(
            "Pounds set aside on customers' cards times days, from authorization to capture. Beside"
                + " it the same orders authorized whole when they were placed, and held until each"
                + " part was captured or cancelled.")
        .row("Each shipment on its own", poundDays(credit.ours()))
        .row("Whole orders at order time", poundDays(credit.wholeOrders()))
        .row(
            "Not tied up",
            "GBP " + Format.decimal(credit.saved(), 0) + " x days",
            Format.percent(share) + " less")
        .chart(
            new LineChart(
                "Set aside on customers' cards",
                "pounds at the end of the day",
                List.of(
                    new Series("each shipment on its own", credit.ours().byDay()),
                    new Series("whole orders at order time", credit.wholeOrders().byDay()))))
        .build();
  }

  private static String poundDays(HeldCredit held) {
    return "GBP " + Format.decimal(held.poundDays(), 0) + " x days";
  }

  Section people() {
    Section.Builder section = Section.titled("People and messages");
    outcome
        .callBacks()
        .all()
        .forEach(
            (what, count) ->
                section.row(
                    what.startsWith("task: ")
                        ? "Tasks done: " + what.substring(6)
                        : "Called: " + what,
                    Format.count(count)));
    outcome
        .bank()
        .all()
        .forEach((what, count) -> section.row("Payments " + what, Format.count(count)));
    outcome
        .shop()
        .mailbox()
        .byKind()
        .forEach((kind, count) -> section.row("Messages " + kind, Format.count(count)));
    return section
        .row(
            "Messages that met a full mailbox",
            Format.count(outcome.shop().mailbox().refused()),
            "sent again later")
        .build();
  }
}

package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Report;
import io.backroom.examples.replay.report.Row;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Puts the report together. */
final class ReportWriter {
  private static final int SHOWN = 20;

  private final Outcome outcome;
  private final List<Check> checks;

  ReportWriter(Outcome outcome, List<Check> checks) {
    this.outcome = outcome;
    this.checks = checks;
  }

  Report write(Dataset whole, long seed, Timings timings) {
    SalesSections sales = new SalesSections(outcome);
    StockSections stock = new StockSections(outcome);
    MoneySections money = new MoneySections(outcome);
    LocalDate first = outcome.invoices().get(0).day();
    LocalDate last = outcome.invoices().get(outcome.invoices().size() - 1).day();
    String subtitle = "Online Retail, %s to %s, seed %d".formatted(first, last, seed);
    long differences = Verification.differences(checks);
    FreightTrial freight = outcome.freight();
    double cheaper = 1 - (double) freight.pence() / freight.nearest().pence();
    double freed = money.credit().saved() / money.credit().wholeOrders().poundDays();
    return Report.titled("A real shop, replayed", subtitle)
        .headline(
            Row.check(
                "Verification",
                differences == 0,
                differences == 0
                    ? "stock, money and orders agree"
                    : Format.count(differences) + " differences"))
        .headline(Row.of("Orders", Format.count(outcome.sales().get("placed"))))
        .headline(Row.of("Shipments per order", Format.decimal(sales.shipmentsPerOrder(), 2)))
        .headline(
            Row.of("Fill rate", Format.percent(stock.fillRate()), "units in stock when asked"))
        .headline(Row.of("Freight", "-" + Format.percent(cheaper), "against nearest first"))
        .headline(Row.of("Credit tied up", "-" + Format.percent(freed), "against whole orders"))
        .section(sales.data(whole))
        .section(sales.orders())
        .section(stock.stock())
        .section(stock.promises())
        .section(money.payments())
        .section(money.held())
        .section(stock.freight())
        .section(sales.suggestions())
        .section(stock.cancellations())
        .section(ChangeSection.of(outcome))
        .section(money.people())
        .section(verification())
        .section(timings.section(outcome))
        .build();
  }

  private Section verification() {
    Section.Builder section =
        Section.titled("Verification")
            .introduction(
                "Recomputed from the ledger of the stock, from the provider's own books, and from"
                    + " what the driver has counted apart from the library.");
    List<List<String>> differences = new ArrayList<>();
    for (Check check : checks) {
      String note =
          check.passed()
              ? check.scope()
              : Format.count(check.differences().size()) + " differences";
      section.check(check.name(), check.passed(), note);
      check.differences().stream()
          .limit(SHOWN)
          .forEach(difference -> differences.add(List.of(difference)));
    }
    return differences.isEmpty()
        ? section.build()
        : section
            .table(
                new Table(
                    "Differences, the first " + SHOWN + " of each check",
                    List.of("difference"),
                    differences))
            .build();
  }
}

package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.UnusableReason;
import io.backroom.examples.replay.report.BarChart;
import io.backroom.examples.replay.report.BarChart.Bar;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.LineChart;
import io.backroom.examples.replay.report.LineChart.Series;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.Table;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.spi.value.Channel;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was read, what was ordered and what was suggested. */
final class SalesSections {
  private static final int MOST_PARTS = 6;

  private final Outcome outcome;
  private final Tally sales;

  SalesSections(Outcome outcome) {
    this.outcome = outcome;
    this.sales = outcome.sales();
  }

  Section data(Dataset whole) {
    long rows = whole.rows().total();
    List<List<String>> reasons = new ArrayList<>();
    for (Map.Entry<UnusableReason, Long> reason : whole.rows().unusable().entrySet()) {
      reasons.add(
          List.of(
              reason.getKey().text(),
              Format.count(reason.getValue()),
              Format.percent(reason.getValue(), rows)));
    }
    long cancellations = outcome.invoices().stream().filter(Invoice::cancellation).count();
    Section.Builder section =
        Section.titled("Data")
            .introduction(
                "Invoices, products, prices and cancellations are those of the data. Towns,"
                    + " weights, channels, stock, purchase orders, cards and carriers are made up"
                    + " from the seed, because the data does not hold them.")
            .row("Rows in the file", Format.count(rows))
            .row("Rows used", Format.count(whole.rows().usable()))
            .row("Invoices replayed", Format.count(outcome.invoices().size() - cancellations))
            .row("Cancellations replayed", Format.count(cancellations))
            .row("Products", Format.count(outcome.world().products().size()));
    return reasons.isEmpty()
        ? section.build()
        : section
            .table(new Table("Rows not used", List.of("reason", "rows", "share"), reasons))
            .build();
  }

  Section orders() {
    Tally carts = outcome.carts();
    Map<OrderState, Long> states = new EnumMap<>(OrderState.class);
    outcome.orders().forEach(order -> states.merge(order.view().state(), 1L, Long::sum));
    Section.Builder section =
        Section.titled("Orders")
            .row("Asked for", Format.count(sales.get("asked orders")), asked())
            .row("Placed", Format.count(sales.get("placed")), placed())
            .row("Held for a while", Format.count(held()), "a payment was refused or waited");
    for (OrderState state : OrderState.values()) {
      if (states.containsKey(state)) {
        String label = state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
        section.row(
            label.replace('_', ' ') + " at the end", Format.count(states.getOrDefault(state, 0L)));
      }
    }
    section
        .row(
            "Out of stock",
            Format.count(sales.get("out of stock")),
            Format.count(sales.get("took the rest")) + " of them took what could be had")
        .row("Stock held first", Format.count(carts.get("held")), held(carts))
        .row("Quoted first", Format.count(sales.get("quotes")), "and ordered at that total only")
        .row("Sent twice", Format.count(sales.get("sent twice")), "each is one order");
    sales
        .all()
        .forEach(
            (what, count) -> {
              if (what.startsWith("refused") || what.startsWith("walked away")) {
                section.row(capital(what), Format.count(count));
              }
            });
    return section
        .row(
            "Lines short",
            Format.count(sales.get("lines short")),
            Format.count(sales.get("lines short, with alternatives"))
                + " with alternatives offered, "
                + Format.count(sales.get("lines short, with a return date"))
                + " with a return date")
        .chart(new LineChart("Orders placed", "orders a day", List.of(perDay())))
        .chart(new BarChart("Channels", "orders", channels()))
        .chart(new BarChart("Shipments per order", "orders", shipments()))
        .build();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private String asked() {
    return "%s lines, %s units"
        .formatted(Format.count(sales.get("asked lines")), Format.count(sales.get("asked units")));
  }

  private String placed() {
    return "%s lines, %s units"
        .formatted(
            Format.count(sales.get("placed lines")), Format.count(sales.get("placed units")));
  }

  private static String held(Tally carts) {
    return "%s ordered in time, %s when the hold had ended (%s of them in vain), %s never; %s not there"
        .formatted(
            Format.count(carts.get("ordered in time")),
            Format.count(carts.get("ordered after its end")),
            Format.count(carts.get("after its end, and gone")),
            Format.count(carts.get("never ordered")),
            Format.count(carts.get("not there")));
  }

  private long held() {
    return outcome.orders().stream()
        .filter(o -> o.history().stream().anyMatch(e -> e.kind().equals("order-on-hold")))
        .count();
  }

  private Series perDay() {
    SortedMap<LocalDate, Double> days = new TreeMap<>();
    for (Final order : outcome.orders()) {
      LocalDate day = LocalDate.ofInstant(order.sale().placedAt(), ZoneOffset.UTC);
      days.merge(day, 1.0, Double::sum);
    }
    return new Series("orders", days);
  }

  private List<Bar> channels() {
    List<Bar> bars = new ArrayList<>();
    for (Channel channel : List.of(Channel.WEB, Channel.PHONE, Channel.STORE)) {
      bars.add(new Bar(channel.name().toLowerCase(Locale.ROOT), sales.get("placed on " + channel)));
    }
    return bars;
  }

  /** Shipments that left, over orders of which any did. */
  double shipmentsPerOrder() {
    long orders =
        outcome.books().departures().values().stream()
            .map(Books.Departure::order)
            .distinct()
            .count();
    return (double) outcome.books().departures().size() / orders;
  }

  private List<Bar> shipments() {
    long[] counts = new long[MOST_PARTS + 1];
    for (Final order : outcome.orders()) {
      OrderView view = order.view();
      int left = (int) view.shipments().stream().filter(s -> s.state().hasLeft()).count();
      counts[Math.min(left, MOST_PARTS)]++;
    }
    List<Bar> bars = new ArrayList<>();
    for (int parts = 1; parts <= MOST_PARTS; parts++) {
      bars.add(new Bar(parts == MOST_PARTS ? parts + " or more" : "" + parts, counts[parts]));
    }
    return bars;
  }

  Section suggestions() {
    SuggestionTrial trial = outcome.suggestions();
    long of = trial.baskets();
    return Section.titled("Recommendations")
        .introduction(
            "Right before each order of a customer who has bought before, two lists of ten were"
                + " asked for: what is new to them, and what they buy again. Here is how many of"
                + " each were in the basket that followed. Beside them stand ten products that most"
                + " invoices of the last 30 days hold and the customer has never bought, and the"
                + " ten that the customer has bought most often. These two know nothing of the"
                + " stock; the lists hold only what can be promised, and nothing that was bought in"
                + " the last 14 days. Baskets are the customers' own: nobody saw the lists.")
        .row("Baskets", Format.count(of), "every one; no sample")
        .row("Products shown", Format.count(trial.shown()))
        .row("Shown but not to be promised", Format.count(trial.notPromised()))
        .table(
            new Table(
                "New to you, hits of ten",
                List.of("", "recommended", "most bought of what is new"),
                List.of(
                    share("baskets with a hit", trial.forYou(), trial.popular(), of),
                    hits("hits a basket", trial.forYou(), trial.popular(), of))))
        .table(
            new Table(
                "Buy again, hits of ten",
                List.of("", "recommended", "most bought by the customer"),
                List.of(
                    share("baskets with a hit", trial.buyAgain(), trial.often(), of),
                    hits("hits a basket", trial.buyAgain(), trial.often(), of))))
        .build();
  }

  private static List<String> share(
      String what, SuggestionTrial.Score own, SuggestionTrial.Score other, long of) {
    return List.of(what, Format.percent(own.baskets(), of), Format.percent(other.baskets(), of));
  }

  private static List<String> hits(
      String what, SuggestionTrial.Score own, SuggestionTrial.Score other, long of) {
    return List.of(
        what,
        Format.decimal((double) own.hits() / of, 3),
        Format.decimal((double) other.hits() / of, 3));
  }
}

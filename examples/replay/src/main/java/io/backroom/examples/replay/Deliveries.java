package io.backroom.examples.replay;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What suppliers bring: mostly as announced, sometimes late, sometimes not all; made up. */
final class Deliveries {
  private static final double LATE = 0.18;
  private static final double SAYS_SO = 0.5;
  private static final double SHORT = 0.08;
  private static final double RESTS_FOR_LATER = 0.6;
  private static final int MOST_DAYS_LATE = 6;
  private static final Duration REST_AFTER = Duration.ofDays(5);

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Agenda agenda;
  private final Tally tally;
  private final Map<String, Map<CenterId, Long>> underWay = new HashMap<>();
  private long commands;

  Deliveries(Shop shop, Books books, Chance chance, Agenda agenda, Tally tally) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
    this.agenda = agenda;
    this.tally = tally;
  }

  /** Orders goods and announces them to the shop. */
  void order(String receipt, StockLine line, Instant expectedAt) {
    tally.add("ordered");
    announce(receipt, line, line.quantity(), expectedAt);
    underWay(line, line.quantity());
    Instant arrival = expectedAt;
    if (chance.happens(LATE, "late", receipt)) {
      arrival =
          expectedAt.plus(Duration.ofDays(chance.between(1, MOST_DAYS_LATE, "days", receipt)));
      tally.add("late");
      if (chance.happens(SAYS_SO, "says so", receipt)) {
        Instant later = arrival;
        agenda.at(
            expectedAt.minus(Duration.ofDays(2)),
            () -> announce(receipt, line, line.quantity(), later));
      }
    }
    agenda.at(arrival, () -> arrive(receipt, line));
  }

  private void arrive(String receipt, StockLine line) {
    int wanted = line.quantity();
    boolean incomplete = chance.happens(SHORT, "short", receipt) && wanted > 1;
    int came = incomplete ? (int) (wanted * chance.between(0.5, 0.95, "came", receipt)) : wanted;
    if (came > 0) {
      receive(receipt, line, came);
    }
    if (came < wanted) {
      rest(receipt, line, wanted - came);
    }
  }

  private void rest(String receipt, StockLine line, int missing) {
    if (chance.happens(RESTS_FOR_LATER, "rest", receipt)) {
      Instant later = shop.clock().instant().plus(REST_AFTER);
      tally.add("completed later");
      announce(receipt, line, missing, later);
      agenda.at(later, () -> receive(receipt, line, missing));
    } else {
      tally.add("called off");
      announce(receipt, line, 0, shop.clock().instant());
      underWay(line, -missing);
    }
  }

  private void receive(String receipt, StockLine line, int units) {
    StockLine some = new StockLine(line.sku(), line.center(), units);
    shop.commerce()
        .inventory()
        .receive(Shop.WAREHOUSE, key(), some, Optional.of(new ReceiptId(receipt)))
        .orThrow();
    books.stock().received(line.sku(), line.center(), units);
    underWay(line, -units);
  }

  private void announce(String receipt, StockLine line, int units, Instant expectedAt) {
    shop.commerce()
        .inventory()
        .expect(
            Shop.BACK_OFFICE,
            new StockCommand.Expect(
                key(), new ReceiptId(receipt), line.sku(), line.center(), units, expectedAt))
        .orThrow();
  }

  private CommandId key() {
    return CommandId.of("purchase-" + commands++);
  }

  private void underWay(StockLine line, int units) {
    underWay
        .computeIfAbsent(line.sku().value(), sku -> new HashMap<>())
        .merge(line.center(), (long) units, Long::sum);
  }

  /** Units of a SKU that are on their way to any center. */
  long underWay(String sku) {
    return underWay.getOrDefault(sku, Map.of()).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Units of a SKU that are on their way to a center. */
  long underWay(String sku, CenterId center) {
    return underWay.getOrDefault(sku, Map.of()).getOrDefault(center, 0L);
  }

  /** Units on their way. */
  long underWay() {
    return underWay.values().stream()
        .flatMap(centers -> centers.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }
}

package io.backroom.examples.replay;

import java.util.List;

/** Recomputes stock, money and orders from the ledgers and from what the driver has seen. */
final class Verification {
  private final Shop shop;
  private final Books books;
  private final List<Final> orders;

  Verification(Shop shop, Books books, List<Final> orders) {
    this.shop = shop;
    this.books = books;
    this.orders = orders;
  }

  List<Check> run() {
    StockChecks stock = new StockChecks(shop, books, orders);
    MoneyChecks money = new MoneyChecks(shop, books, orders);
    OrderChecks lives = new OrderChecks(shop, books, orders);
    return List.of(
        stock.ledger(),
        stock.conservation(),
        stock.promises(),
        money.provider(),
        money.departures(),
        money.refunds(),
        money.nothingOpen(),
        lives.ends(),
        lives.units(),
        lives.once(),
        lives.changes(),
        lives.messages(),
        new PromiseChecks(shop, orders).told());
  }

  static long differences(List<Check> checks) {
    return checks.stream().mapToLong(check -> check.differences().size()).sum();
  }
}

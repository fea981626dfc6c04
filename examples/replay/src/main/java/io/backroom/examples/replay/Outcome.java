package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Cancellation;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.World;
import java.util.List;
import java.util.Map;

/** What a run leaves behind: the shop, and the counts of everybody who had to do with it. */
record Outcome(
    Shop shop,
    Books books,
    List<Final> orders,
    List<Invoice> invoices,
    List<Cancellation> cancellations,
    World world,
    Map<String, Long> prices,
    Tally purchases,
    FreightTrial freight,
    SuggestionTrial suggestions,
    Purchasing purchasing,
    Tally sales,
    Tally carts,
    CancellationDesk returns,
    Tally changes,
    Carrier carrier,
    Tally bank,
    Tally callBacks) {

  /** The same with other orders. */
  Outcome with(List<Final> others) {
    return new Outcome(
        shop,
        books,
        others,
        invoices,
        cancellations,
        world,
        prices,
        purchases,
        freight,
        suggestions,
        purchasing,
        sales,
        carts,
        returns,
        changes,
        carrier,
        bank,
        callBacks);
  }

  List<Check> verify() {
    return new Verification(shop, books, orders).run();
  }
}

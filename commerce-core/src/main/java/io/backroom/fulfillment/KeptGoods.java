package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.Lacking;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells a person which orders keep units that turned out not to be there: those first that matter
 * least, by their priority, then those that nobody has touched, then those promised last.
 */
final class KeptGoods {
  private static final int NAMED_MAX = 20;
  private static final int PAGE = 500;

  /** Where a shipment keeps units from stock. */
  private static final Set<FulfillmentState> KEEPING =
      EnumSet.of(
          FulfillmentState.BACKORDERED,
          FulfillmentState.PLANNED,
          FulfillmentState.RELEASED,
          FulfillmentState.PICKING,
          FulfillmentState.PACKED,
          FulfillmentState.MANIFESTED,
          FulfillmentState.LOADED);

  private static final Comparator<Kept> LEAST_URGENT_FIRST =
      Comparator.comparing((Kept kept) -> -kept.priority())
          .thenComparing(Kept::state)
          .thenComparing(Kept::promised, Comparator.reverseOrder())
          .thenComparing(Kept::shipment);

  private final Kernel kernel;

  private record Kept(
      String shipment, int priority, FulfillmentState state, Instant promised, int units) {
    @Override
    public String toString() {
      return shipment + " (" + units + " units, " + state + ", priority " + priority + ")";
    }
  }

  private KeptGoods(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Has lacking goods looked for and told of. */
  static void listen(Kernel kernel) {
    kernel.work().on(Lacking.KIND, new KeptGoods(kernel)::tell);
  }

  private Consumer<Transaction> tell(WorkItem item) {
    Lacking lacking = kernel.payload(item, Lacking.class);
    List<Kept> kept = new ArrayList<>();
    for (FulfillmentState state : KEEPING) {
      collect(lacking.sku(), lacking.center(), state, kept);
    }
    String text =
        lacking.there()
            + " units of "
            + lacking.sku()
            + " are there at "
            + lacking.center()
            + ", but "
            + lacking.promised()
            + " are held, committed or not for sale. Find "
            + (lacking.promised() - lacking.there())
            + " units, or cancel as many, the least urgent first: "
            + kept.stream().map(Kept::toString).collect(Collectors.joining(", "));
    return tx ->
        tx.doNow(
            WorkQueue.TELL_A_PERSON,
            new WorkQueue.Attention(
                Incoming.subject(lacking.sku()), "count-breaks-promises", text));
  }

  /** Keeps the least urgent only: a center may have many thousands of open shipments. */
  private void collect(Sku sku, CenterId center, FulfillmentState state, List<Kept> kept) {
    String value = FulfillmentOrder.byCenter(center, state);
    DocumentQuery query =
        DocumentQuery.range(
            FulfillmentOrder.TYPE.name(),
            FulfillmentOrder.BY_CENTER,
            value + "|",
            value + "}",
            PAGE);
    List<FulfillmentOrder> page = kernel.query(FulfillmentOrder.TYPE, query);
    while (!page.isEmpty()) {
      page.forEach(shipment -> kept(shipment, sku).ifPresent(kept::add));
      kept.sort(LEAST_URGENT_FIRST);
      kept.subList(Math.min(NAMED_MAX, kept.size()), kept.size()).clear();
      query = query.after(page.get(page.size() - 1).positionByCenter());
      page = kernel.query(FulfillmentOrder.TYPE, query);
    }
  }

  private static Optional<Kept> kept(FulfillmentOrder shipment, Sku sku) {
    int units =
        shipment.lines().stream()
            .filter(line -> line.sku().equals(sku))
            .mapToInt(line -> line.quantity() - line.waiting())
            .sum();
    return units == 0
        ? Optional.empty()
        : Optional.of(
            new Kept(
                shipment.id(),
                shipment.priority(),
                shipment.state(),
                shipment.promise().first().orElse(Instant.MAX),
                units));
  }
}

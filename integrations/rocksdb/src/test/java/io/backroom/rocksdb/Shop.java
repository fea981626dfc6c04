package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Position;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Work whose traces can be checked. Each buyer counts its orders in a document of its own and
 * reserves one unit for each; every third order is committed, every fourth released.
 */
final class Shop {
  static final int BUYERS = 4;
  private static final Sku SKU = Sku.of("lamp");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STOCK = 10_000_000;

  private final DocumentStore documents;
  private final InventoryStore inventory;

  Shop(RocksDbStores stores) {
    documents = stores.documents();
    inventory = stores.inventory();
  }

  void stockUp() {
    CommandId id = CommandId.of("stock-up");
    StockLine line = StockLine.of("lamp", "north", STOCK);
    inventory.apply(List.of(new StockCommand.Receive(id, line, Optional.empty())), NOW);
  }

  private static DocumentId counter(int buyer) {
    return new DocumentId("counter", "buyer" + buyer);
  }

  private static String order(int buyer, long number) {
    return "b%d-%08d".formatted(buyer, number);
  }

  /** Returns how many orders a buyer has. */
  long orders(int buyer) {
    return documents.find(counter(buyer)).map(Document::version).orElse(0L);
  }

  /** Reserves the unit of a buyer's order. */
  void reserve(int buyer, long number) {
    String name = order(buyer, number);
    ReservationId reservation = ReservationId.of(name);
    List<StockCommand> commands = new ArrayList<>();
    commands.add(
        new StockCommand.Reserve(
            CommandId.of("reserve-" + name),
            reservation,
            "buyer" + buyer,
            List.of(StockLine.of("lamp", "north", 1)),
            List.of(),
            NOW.plusSeconds(900 + number % 7)));
    if (number % 3 == 0) {
      commands.add(new StockCommand.Commit(CommandId.of("commit-" + name), reservation));
    }
    if (number % 4 == 0) {
      commands.add(
          new StockCommand.Release(
              CommandId.of("release-" + name), reservation, List.of(), List.of()));
    }
    for (StockResult result : inventory.apply(commands, NOW)) {
      assertThat(result).isInstanceOf(StockResult.Applied.class);
    }
  }

  /** Writes a buyer's order and counts it in the same commit. */
  void order(int buyer, long number, String body) {
    String name = order(buyer, number);
    CommitResult result =
        documents.commit(
            WriteId.of("write-" + name),
            List.of(
                new DocumentWrite.Put(counter(buyer), number - 1, "" + number, List.of()),
                new DocumentWrite.Put(
                    new DocumentId("order", name),
                    0,
                    body,
                    List.of(new IndexEntry("buyer", "" + buyer)))));
    assertThat(result).isInstanceOf(CommitResult.Committed.class);
  }

  /** Checks that a buyer's orders are the first so many, each there once. */
  void checkOrders(int buyer) {
    long count = orders(buyer);
    List<String> keys = new ArrayList<>();
    DocumentQuery query = DocumentQuery.equal("order", "buyer", "" + buyer, 1_000);
    for (List<Document> page = documents.query(query); !page.isEmpty(); ) {
      page.forEach(order -> keys.add(order.id().key()));
      page = documents.query(query.after(new Position("" + buyer, keys.get(keys.size() - 1))));
    }
    assertThat(keys).hasSize((int) count);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(keys.get(i)).isEqualTo(order(buyer, i + 1));
    }
    documents
        .find(counter(buyer))
        .ifPresent(found -> assertThat(found.body()).isEqualTo("" + count));
  }

  /** Checks that a buyer's reservations are the first so many, and returns how many. */
  long checkReservations(int buyer) {
    long number = 0;
    for (Optional<Reservation> found = reservation(buyer, 1); found.isPresent(); ) {
      number++;
      Reservation.State state =
          number % 4 == 0
              ? Reservation.State.RELEASED
              : number % 3 == 0 ? Reservation.State.COMMITTED : Reservation.State.HELD;
      assertThat(found.get().state()).as("state of %d", number).isEqualTo(state);
      found = reservation(buyer, number + 1);
    }
    return number;
  }

  private Optional<Reservation> reservation(int buyer, long number) {
    return inventory.find(ReservationId.of(order(buyer, number)));
  }

  /** Checks counters, movements and reservations against each other. */
  void checkStock() {
    long units = 0;
    for (int buyer = 0; buyer < BUYERS; buyer++) {
      long count = checkReservations(buyer);
      for (long number = 1; number <= count; number++) {
        units += number % 4 == 0 ? 0 : 1;
      }
    }
    List<StockLevel> levels = inventory.levels(List.of(SKU));
    int onHand = 0;
    int reserved = 0;
    int allocated = 0;
    Set<String> causes = new HashSet<>();
    long last = 0;
    for (List<StockMovement> page = page(last); !page.isEmpty(); page = page(last)) {
      for (StockMovement movement : page) {
        assertThat(movement.sequence()).isEqualTo(++last);
        assertThat(causes.add(movement.cause().value())).as("%s is new", movement).isTrue();
        onHand += movement.onHand();
        reserved += movement.reserved();
        allocated += movement.allocated();
        String kind = movement.kind().toLowerCase(Locale.ROOT);
        assertThat(movement.cause().value()).matches("(" + kind + "-.*|stock-up)");
      }
    }
    if (levels.isEmpty()) {
      assertThat(last).isZero();
      return;
    }
    assertThat(levels).hasSize(1);
    assertThat(levels.get(0).onHand()).isEqualTo(onHand).isEqualTo(STOCK);
    assertThat(levels.get(0).reserved()).isEqualTo(reserved);
    assertThat(levels.get(0).allocated()).isEqualTo(allocated);
    assertThat((long) reserved + allocated).isEqualTo(units);
    long held =
        inventory.expiring(NOW.plusSeconds(10_000), 1_000).stream()
            .peek(hold -> assertThat(hold.state()).isEqualTo(Reservation.State.HELD))
            .count();
    assertThat(held).isEqualTo(Math.min(1_000, reserved));
  }

  private List<StockMovement> page(long after) {
    return ((StockLedger) inventory).movements(after, 10_000);
  }
}

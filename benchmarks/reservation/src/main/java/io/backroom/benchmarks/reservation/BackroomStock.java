package io.backroom.benchmarks.reservation;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;

/** One of Backroom's stores. */
class BackroomStock implements Stock {
  private static final CenterId CENTER = CenterId.of("main");
  private static final int PAGE = 8_192;

  private final InventoryStore store;
  private final AutoCloseable whenClosed;
  private final List<StockLine> lines = new ArrayList<>();

  /** Fills an empty store, which must keep a ledger. */
  BackroomStock(Workload workload, InventoryStore store, AutoCloseable whenClosed) {
    this.store = store;
    this.whenClosed = whenClosed;
    List<StockCommand> fill = new ArrayList<>();
    for (String name : workload.skuNames()) {
      Sku sku = Sku.of(name);
      lines.add(new StockLine(sku, CENTER, 1));
      StockLine all = new StockLine(sku, CENTER, workload.units());
      fill.add(new StockCommand.Receive(CommandId.of("fill-" + name), all, Optional.empty()));
    }
    for (int i = 0; i < fill.size(); i += PAGE) {
      store.apply(fill.subList(i, Math.min(fill.size(), i + PAGE)), Workload.NOW);
    }
  }

  @Override
  public boolean reserve(Request request) {
    return isApplied(store.apply(List.of(command(request)), Workload.NOW).get(0));
  }

  final StockLine line(int sku) {
    return lines.get(sku);
  }

  final StockCommand command(Request request) {
    List<StockLine> wanted = new ArrayList<>(request.skus().length);
    for (int sku : request.skus()) {
      wanted.add(lines.get(sku));
    }
    return new StockCommand.Reserve(
        CommandId.of(request.id()),
        ReservationId.of(request.id()),
        request.owner(),
        wanted,
        List.of(),
        request.endsAt());
  }

  static boolean isApplied(StockResult result) {
    if (result instanceof StockResult.Applied) {
      return true;
    }
    if (result instanceof StockResult.Short) {
      return false;
    }
    throw new IllegalStateException(result.toString());
  }

  @Override
  public Books books() {
    LongSummaryStatistics left = new LongSummaryStatistics();
    List<Sku> skus = lines.stream().map(StockLine::sku).toList();
    for (int i = 0; i < skus.size(); i += PAGE) {
      Collection<Sku> page = skus.subList(i, Math.min(skus.size(), i + PAGE));
      store.levels(page).stream().mapToLong(StockLevel::availableToPromise).forEach(left);
    }
    Set<CommandId> reservations = new HashSet<>();
    long units = 0;
    List<StockMovement> page = ledger().movements(0, PAGE);
    while (!page.isEmpty()) {
      for (StockMovement movement : page) {
        if (movement.reserved() > 0) {
          reservations.add(movement.cause());
          units += movement.reserved();
        }
      }
      page = ledger().movements(page.get(page.size() - 1).sequence(), PAGE);
    }
    long found =
        reservations.stream()
            .filter(id -> store.find(ReservationId.of(id.value())).isPresent())
            .count();
    return new Books(left.getSum(), left.getMin(), found, units);
  }

  private StockLedger ledger() {
    if (store instanceof StockLedger ledger) {
      return ledger;
    }
    throw new IllegalStateException(store.getClass() + " keeps no ledger");
  }

  @Override
  public void close() {
    try {
      whenClosed.close();
    } catch (Exception e) {
      throw new IllegalStateException("The stock was not closed", e);
    }
  }
}

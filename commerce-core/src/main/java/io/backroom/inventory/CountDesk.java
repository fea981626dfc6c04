package io.backroom.inventory;

import io.backroom.inventory.CountSheet.Line;
import io.backroom.inventory.CountSheet.Outcome;
import io.backroom.inventory.CountSheet.State;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Blind counts. The difference of a line is found when it is entered, against what is on hand at
 * that moment, and is what the stock is corrected by at the end: units that come and go in between
 * are in both numbers.
 */
final class CountDesk {
  private static final String CLOSE = "count-close";
  private static final int SKUS_MAX = 500;

  private final Kernel kernel;
  private final Reservations reservations;
  private final StockDesk desk;

  record Close(String sheet, Caller caller, String reason) {}

  record Opening(CenterId center, List<Sku> skus) {}

  CountDesk(Kernel kernel, Reservations reservations, StockDesk desk) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.desk = desk;
    kernel.work().on(CLOSE, this::carryOut);
  }

  Result<CountSheet> open(Caller caller, CommandId key, CenterId center, List<Sku> skus) {
    Require.some("skus", skus, SKUS_MAX);
    Require.when(new HashSet<>(skus).size() == skus.size(), "skus", skus, "must be different");
    Optional<Refusal> refusal = desk.mayKeep(caller).or(() -> desk.unknown(List.of(center)));
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    Once once = Once.of("count-sheet", key.value(), new Opening(center, List.copyOf(skus)));
    return kernel
        .transact(tx -> once.earlier(tx).orElseGet(() -> open(tx, caller, once, center, skus)))
        .fold(this::seen, Result::refused);
  }

  private static Result<String> open(
      Transaction tx, Caller caller, Once once, CenterId center, List<Sku> skus) {
    for (Sku sku : skus) {
      if (Tracking.of(tx, sku).isTracked()) {
        return Result.refused(
            new Refusal(
                Refusal.Code.INVALID,
                "sku",
                "'" + sku + "' has lots or serial numbers: count those"));
      }
    }
    List<Line> lines =
        skus.stream()
            .map(sku -> new Line(sku, Optional.empty(), Optional.empty(), Outcome.NONE))
            .toList();
    CountSheet sheet = new CountSheet(tx.newId(), center, State.OPEN, tx.now(), lines);
    tx.create(CountSheet.TYPE, sheet);
    once.remember(tx, sheet.id());
    tx.emit(subject(sheet.id()), "count-opened", caller, "", Map.of("center", center.value()));
    return Result.done(sheet.id());
  }

  private static String subject(String sheet) {
    return "count:" + sheet;
  }

  private Result<CountSheet> seen(String id) {
    return Result.done(kernel.find(CountSheet.TYPE, id).orElseThrow().seen());
  }

  Result<CountSheet> find(Caller caller, String id) {
    Require.id("sheet", id);
    return desk.mayKeep(caller)
        .<Result<CountSheet>>map(Result::refused)
        .orElseGet(
            () ->
                kernel
                    .find(CountSheet.TYPE, id)
                    .map(sheet -> Result.done(sheet.seen()))
                    .orElseGet(() -> Result.refused(unknown(id))));
  }

  private static Refusal unknown(String id) {
    return new Refusal(Refusal.Code.NOT_FOUND, "sheet", "there is no '" + id + "'");
  }

  Result<CountSheet> enter(Caller caller, String id, Sku sku, int counted) {
    Require.range("counted", counted, 0, StockLine.QUANTITY_MAX);
    return change(caller, id, (tx, sheet) -> enter(tx, caller, sheet, sku, counted));
  }

  private Optional<Refusal> enter(
      Transaction tx, Caller caller, CountSheet sheet, Sku sku, int counted) {
    if (sheet.state() != State.OPEN) {
      return Optional.of(
          new Refusal(Refusal.Code.WRONG_STATE, "sheet", sheet.id() + " is " + sheet.state()));
    } else if (sheet.lines().stream().noneMatch(line -> line.sku().equals(sku))) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_FOUND, "sku", "'" + sku + "' is not on " + sheet.id()));
    }
    int onHand = reservations.level(sku, sheet.center()).onHand();
    tx.put(
        CountSheet.TYPE,
        sheet.with(
            State.OPEN, line -> line.sku().equals(sku) ? line.counting(counted, onHand) : line));
    tx.emit(
        subject(sheet.id()),
        "count-entered",
        caller,
        "",
        Map.of("sku", sku.value(), "counted", Integer.toString(counted)));
    return Optional.empty();
  }

  Result<CountSheet> close(Caller caller, String id, String reason) {
    Require.someText("reason", reason, 200);
    return change(
        caller,
        id,
        (tx, sheet) -> {
          if (sheet.state() == State.OPEN) {
            tx.put(CountSheet.TYPE, sheet.with(State.CLOSING, line -> line));
            tx.emit(subject(id), "count-closed", caller, reason, Map.of());
            tx.doNow(CLOSE, new Close(id, caller, reason));
          }
          return Optional.empty();
        });
  }

  private interface Decision {
    Optional<Refusal> decide(Transaction tx, CountSheet sheet);
  }

  private Result<CountSheet> change(Caller caller, String id, Decision decision) {
    Require.id("sheet", id);
    Optional<Refusal> refusal =
        desk.mayKeep(caller)
            .or(
                () ->
                    kernel.transact(
                        tx ->
                            tx.find(CountSheet.TYPE, id)
                                .map(sheet -> decision.decide(tx, sheet))
                                .orElseGet(() -> Optional.of(unknown(id)))));
    return refusal.<Result<CountSheet>>map(Result::refused).orElseGet(() -> seen(id));
  }

  private Consumer<Transaction> carryOut(WorkItem item) {
    Close close = kernel.payload(item, Close.class);
    CountSheet sheet = kernel.find(CountSheet.TYPE, close.sheet()).orElseThrow();
    Map<Sku, Outcome> outcomes = new HashMap<>();
    List<Consumer<Transaction>> follow = new ArrayList<>();
    for (int i = 0; i < sheet.lines().size(); i++) {
      Line line = sheet.lines().get(i);
      if (line.differs()) {
        // The same id whenever this is begun anew.
        CommandId id = CommandId.of(sheet.id() + "-" + i);
        int difference = line.difference().orElseThrow();
        StockCommand.Adjust command =
            new StockCommand.Adjust(id, line.sku(), sheet.center(), difference, 0, close.reason());
        StockResult result = reservations.apply(command);
        if (result instanceof StockResult.Short lacking) {
          follow.add(tx -> StockDesk.lacking(tx, lacking));
        } else {
          follow.add(desk.told(StockDesk.Order.of(close.caller(), close.reason(), command)));
        }
        outcomes.put(
            line.sku(),
            result instanceof StockResult.Applied ? Outcome.CORRECTED : Outcome.REFUSED);
      }
    }
    return tx -> {
      follow.forEach(next -> next.accept(tx));
      CountSheet closing = tx.get(CountSheet.TYPE, close.sheet());
      Function<Line, Outcome> end =
          line ->
              line.counted().isEmpty()
                  ? Outcome.NONE
                  : outcomes.getOrDefault(line.sku(), Outcome.AS_EXPECTED);
      tx.put(CountSheet.TYPE, closing.with(State.CLOSED, line -> line.ending(end.apply(line))));
    };
  }
}

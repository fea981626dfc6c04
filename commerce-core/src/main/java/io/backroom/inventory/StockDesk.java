package io.backroom.inventory;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Carries out what people do to the stock. The command is stored before it is sent, as work of the
 * queue: whatever happens in between, it is carried out, its event is told once, and who waits for
 * the goods is looked at. A refused command leaves nothing behind.
 */
final class StockDesk {
  private static final String KIND = "stock-command";

  private final Kernel kernel;
  private final Access access;
  private final Reservations reservations;
  private final Set<CenterId> centers;
  private final OverdueReceipts overdue;

  /** A command as it is stored; exactly one of the last five is there. */
  record Order(
      Caller caller,
      String reason,
      Optional<Incoming.Setback> setback,
      Optional<StockCommand.Receive> receive,
      Optional<StockCommand.Expect> expect,
      Optional<StockCommand.Adjust> adjust,
      Optional<StockCommand.Count> count,
      Optional<StockCommand.Transfer> transfer) {
    static Order of(
        Caller caller, String reason, Optional<Incoming.Setback> setback, StockCommand command) {
      return new Order(
          caller,
          reason,
          setback,
          as(StockCommand.Receive.class, command),
          as(StockCommand.Expect.class, command),
          as(StockCommand.Adjust.class, command),
          as(StockCommand.Count.class, command),
          as(StockCommand.Transfer.class, command));
    }

    private static <T> Optional<T> as(Class<T> type, StockCommand command) {
      return type.isInstance(command) ? Optional.of(type.cast(command)) : Optional.empty();
    }

    StockCommand command() {
      return receive
          .<StockCommand>map(c -> c)
          .or(() -> expect)
          .or(() -> adjust)
          .or(() -> count)
          .or(() -> transfer)
          .orElseThrow();
    }
  }

  StockDesk(Kernel kernel, Access access, Reservations reservations, Collection<CenterId> centers) {
    this.kernel = kernel;
    this.access = access;
    this.reservations = reservations;
    this.centers = Set.copyOf(centers);
    this.overdue = new OverdueReceipts(kernel, reservations);
    kernel.work().on(KIND, this::carryOut);
  }

  /**
   * Carries a command out, once for its key.
   *
   * @return the level at the command's center afterwards, or why it was refused
   */
  Result<StockLevel> carryOut(Caller caller, StockCommand command, String reason) {
    CommandNote note = CommandNote.of(command);
    Optional<Refusal> refusal =
        access
            .refusal(caller, Action.KEEP_STOCK)
            .or(() -> unknown(note.centers()))
            .or(() -> begin(Order.of(caller, reason, setback(command), command)))
            // Who asks again has the first answer of the store again.
            .or(() -> refusal(command, reservations.apply(command)));
    return refusal
        .<Result<StockLevel>>map(Result::refused)
        .orElseGet(() -> Result.done(reservations.level(note.sku(), note.center())));
  }

  /** Refuses a center that the shop does not have. */
  Optional<Refusal> unknown(List<CenterId> wanted) {
    return wanted.stream()
        .filter(center -> !centers.contains(center))
        .findFirst()
        .map(
            center ->
                new Refusal(
                    Refusal.Code.NOT_FOUND,
                    "center",
                    "'" + center + "' is not among " + new TreeSet<>(centers)));
  }

  private Optional<Refusal> begin(Order order) {
    return kernel.transact(
        tx -> {
          Optional<Result<String>> earlier = once(order.command()).earlier(tx);
          if (earlier.isEmpty()) {
            tx.doNow(KIND, order);
          }
          return earlier.flatMap(answer -> answer.fold(done -> Optional.empty(), Optional::of));
        });
  }

  private static Once once(StockCommand command) {
    return Once.of("stock", command.id().value(), command);
  }

  private Consumer<Transaction> carryOut(WorkItem item) {
    Order order = kernel.payload(item, Order.class);
    StockCommand command = order.command();
    if (!(reservations.apply(command) instanceof StockResult.Applied)) {
      return tx -> {};
    }
    CommandNote note = CommandNote.of(command);
    List<Incoming.Moved> moved =
        note.centers().stream()
            .filter(center -> reservations.level(note.sku(), center).backordered() > 0)
            .map(center -> new Incoming.Moved(note.sku(), center, order.setback()))
            .toList();
    return tx -> {
      Once once = once(command);
      if (once.earlier(tx).isEmpty()) {
        tx.emit(
            Incoming.subject(note.sku()),
            note.kind(),
            order.caller(),
            order.reason(),
            note.facts());
        overdue.watch(tx, command);
        once.remember(tx, "");
      }
      moved.forEach(m -> tx.doNow(Incoming.MOVED, m));
    };
  }

  /** Why dates may be later once the command is carried out; told apart before it is. */
  private Optional<Incoming.Setback> setback(StockCommand command) {
    if (command instanceof StockCommand.Expect expect) {
      return reservations.level(expect.sku(), expect.center()).expected().stream()
          .filter(receipt -> receipt.id().equals(expect.receipt()))
          .findFirst()
          .flatMap(before -> reason(before, expect))
          .map(reason -> new Incoming.Setback(reason, Optional.of(expect.receipt())));
    }
    boolean mayTakeAway =
        command instanceof StockCommand.Adjust adjust
            ? adjust.onHand() < adjust.unavailable()
            : !(command instanceof StockCommand.Receive);
    return mayTakeAway
        ? Optional.of(new Incoming.Setback(PromiseReason.STOCK_LOST, Optional.empty()))
        : Optional.empty();
  }

  private static Optional<PromiseReason> reason(ExpectedReceipt before, StockCommand.Expect after) {
    if (after.quantity() == 0) {
      return Optional.of(PromiseReason.RECEIPT_CALLED_OFF);
    } else if (after.expectedAt().isAfter(before.expectedAt())) {
      return Optional.of(PromiseReason.RECEIPT_LATE);
    }
    return after.quantity() < before.line().quantity()
        ? Optional.of(PromiseReason.RECEIPT_SHORT)
        : Optional.empty();
  }

  private static Optional<Refusal> refusal(StockCommand command, StockResult result) {
    if (result instanceof StockResult.KeyReused) {
      return Optional.of(
          new Refusal(
              Refusal.Code.KEY_REUSED,
              "key",
              "'" + command.id() + "' was used before with another content"));
    } else if (result instanceof StockResult.NotFound) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_FOUND, "receipt", "there is none for this SKU and center"));
    } else if (result instanceof StockResult.Short lacking) {
      return Optional.of(
          new Refusal(
              Refusal.Code.INVALID,
              "quantity",
              "units that are held, committed or not there cannot be taken away: "
                  + lacking.shortages()));
    }
    return Optional.empty();
  }
}

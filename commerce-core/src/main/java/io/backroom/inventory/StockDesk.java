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
import io.backroom.spi.value.Sku;
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
  private final List<StockBook> books;
  private final OverdueReceipts overdue;

  /**
   * A command as it is stored; exactly one of the last five is there.
   *
   * @param kind the kind of its event; empty for the usual one
   * @param lot what it means for a lot, if it names one
   * @param serials the numbers of its units, if they have any
   */
  record Order(
      Caller caller,
      String reason,
      Optional<String> kind,
      Optional<LotChange> lot,
      List<String> serials,
      Optional<Incoming.Setback> setback,
      Optional<StockCommand.Receive> receive,
      Optional<StockCommand.Expect> expect,
      Optional<StockCommand.Adjust> adjust,
      Optional<StockCommand.Count> count,
      Optional<StockCommand.Transfer> transfer) {
    static Order of(Caller caller, String reason, StockCommand command) {
      return new Order(
          caller,
          reason,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          as(StockCommand.Receive.class, command),
          as(StockCommand.Expect.class, command),
          as(StockCommand.Adjust.class, command),
          as(StockCommand.Count.class, command),
          as(StockCommand.Transfer.class, command));
    }

    private static <T> Optional<T> as(Class<T> type, StockCommand command) {
      return type.isInstance(command) ? Optional.of(type.cast(command)) : Optional.empty();
    }

    Order told(String other) {
      return new Order(
          caller,
          reason,
          Optional.of(other),
          lot,
          serials,
          setback,
          receive,
          expect,
          adjust,
          count,
          transfer);
    }

    Order into(LotChange change) {
      return new Order(
          caller,
          reason,
          kind,
          Optional.of(change),
          serials,
          setback,
          receive,
          expect,
          adjust,
          count,
          transfer);
    }

    Order numbered(List<String> numbers) {
      return new Order(
          caller,
          reason,
          kind,
          lot,
          List.copyOf(numbers),
          setback,
          receive,
          expect,
          adjust,
          count,
          transfer);
    }

    Order delaying(Optional<Incoming.Setback> why) {
      return new Order(
          caller, reason, kind, lot, serials, why, receive, expect, adjust, count, transfer);
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

  StockDesk(
      Kernel kernel,
      Access access,
      Reservations reservations,
      Collection<CenterId> centers,
      List<StockBook> books) {
    this.kernel = kernel;
    this.access = access;
    this.reservations = reservations;
    this.centers = Set.copyOf(centers);
    this.books = List.copyOf(books);
    this.overdue = new OverdueReceipts(kernel, reservations);
    kernel.work().on(KIND, this::carryOut);
  }

  /** Carries a command out, once for its key. */
  Result<StockLevel> carryOut(Caller caller, StockCommand command, String reason) {
    return carryOut(Order.of(caller, reason, command));
  }

  /**
   * Carries a command out, once for its key.
   *
   * @return the level at the command's center afterwards, or why it was refused
   * @throws IllegalStateException inside a transaction of the host, which could be rolled back when
   *     the counters cannot
   */
  Result<StockLevel> carryOut(Order order) {
    StockCommand command = order.command();
    CommandNote note = CommandNote.of(command);
    Optional<Refusal> refusal =
        mayKeep(order.caller())
            .or(() -> unknown(note.centers()))
            .or(() -> begin(order))
            .or(() -> refusal(command));
    return refusal
        .<Result<StockLevel>>map(Result::refused)
        .orElseGet(() -> Result.done(reservations.level(note.sku(), note.center())));
  }

  /** Refuses who may not keep stock. */
  Optional<Refusal> mayKeep(Caller caller) {
    return access.refusal(caller, Action.KEEP_STOCK);
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
    return kernel.transact(tx -> begin(tx, order));
  }

  /** Has a command carried out after the transaction, or tells why it cannot be. */
  Optional<Refusal> begin(Transaction tx, Order order) {
    if (kernel.isJoined()) {
      throw new IllegalStateException("Stock is not changed inside a transaction of the host");
    }
    Once once = once(order.command());
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    }
    Optional<Refusal> refusal =
        books.stream().flatMap(book -> book.refusal(tx, order).stream()).findFirst();
    if (refusal.isEmpty()) {
      books.forEach(book -> book.begin(tx, order));
      once.remember(tx, "");
      tx.doNow(KIND, order.delaying(setback(order.command())));
    }
    return refusal;
  }

  /** Returns why the store refused a command: who asks again has its first answer again. */
  Optional<Refusal> refusal(StockCommand command) {
    return refusal(command, reservations.apply(command));
  }

  /** Returns how many units of a SKU are on hand over all centers. */
  int onHand(Sku sku) {
    return reservations.levels(List.of(sku)).stream().mapToInt(StockLevel::onHand).sum();
  }

  private static Once once(StockCommand command) {
    return Once.of("stock", command.id().value(), command);
  }

  private Consumer<Transaction> carryOut(WorkItem item) {
    Order order = kernel.payload(item, Order.class);
    StockCommand command = order.command();
    StockResult result = reservations.apply(command);
    if (result instanceof StockResult.Busy) {
      throw new IllegalStateException("Too many stock commands wait; the work is tried again");
    } else if (result instanceof StockResult.Applied) {
      Consumer<Transaction> told = told(order);
      return tx -> {
        books.forEach(book -> book.done(tx, order));
        told.accept(tx);
      };
    }
    return tx -> {
      books.forEach(book -> book.undone(tx, order));
      boolean counted = order.count().isPresent() || order.lot().isPresent();
      if (result instanceof StockResult.Short lacking && counted) {
        lacking(tx, lacking);
      } else {
        once(command).forget(tx);
      }
    };
  }

  /**
   * Returns what follows from a command that was carried out: its event, and a look at the queue.
   */
  Consumer<Transaction> told(Order order) {
    StockCommand command = order.command();
    CommandNote note = CommandNote.of(command);
    List<Incoming.Moved> moved =
        note.centers().stream()
            .filter(center -> reservations.level(note.sku(), center).backordered() > 0)
            .map(center -> new Incoming.Moved(note.sku(), center, order.setback()))
            .toList();
    return tx -> {
      tx.emit(
          Incoming.subject(note.sku()),
          order.kind().orElse(note.kind()),
          order.caller(),
          order.reason(),
          note.facts());
      overdue.watch(tx, command);
      moved.forEach(m -> tx.doNow(Incoming.MOVED, m));
    };
  }

  /** Has a person told which promises stand against what was counted. */
  static void lacking(Transaction tx, StockResult.Short lacking) {
    lacking
        .shortages()
        .forEach(
            shortage ->
                tx.doNow(
                    Lacking.KIND,
                    new Lacking(
                        shortage.sku(),
                        shortage.center(),
                        shortage.wanted(),
                        shortage.available())));
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
    } else if (result instanceof StockResult.Busy) {
      return Optional.of(Reservations.busy("stock"));
    }
    return Optional.empty();
  }
}

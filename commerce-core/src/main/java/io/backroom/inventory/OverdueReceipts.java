package io.backroom.inventory;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches announced receipts. One that is not there at its time is told of before the promises that
 * rest on it break: once, and to a person if somebody waits for it. Then those promises are moved.
 */
final class OverdueReceipts {
  private static final String KIND = "receipt-due";
  private static final Caller SYSTEM = Caller.system("inventory");

  private final Kernel kernel;
  private final Reservations reservations;

  /** A receipt as it was announced; announced anew for another time it is another watch. */
  record Watch(ReceiptId receipt, Sku sku, CenterId center, Instant expectedAt, boolean told) {}

  OverdueReceipts(Kernel kernel, Reservations reservations) {
    this.kernel = kernel;
    this.reservations = reservations;
    kernel.work().on(KIND, this::look);
  }

  /** Has the receipt that a command announces looked at when it is overdue. */
  void watch(Transaction tx, StockCommand command) {
    if (command instanceof StockCommand.Expect c && c.quantity() > 0) {
      watch(tx, new Watch(c.receipt(), c.sku(), c.center(), c.expectedAt(), false));
    } else if (command instanceof StockCommand.Transfer c) {
      watch(tx, new Watch(c.receipt(), c.line().sku(), c.to(), c.expectedAt(), false));
    }
  }

  private static void watch(Transaction tx, Watch watch) {
    tx.doAt(KIND, watch, watch.expectedAt().plus(Incoming.GRACE));
  }

  private Consumer<Transaction> look(WorkItem item) {
    Watch watch = kernel.payload(item, Watch.class);
    StockLevel level = reservations.level(watch.sku(), watch.center());
    Optional<ExpectedReceipt> missing =
        level.expected().stream()
            .filter(receipt -> receipt.id().equals(watch.receipt()))
            .filter(receipt -> receipt.expectedAt().equals(watch.expectedAt()))
            .findFirst();
    return tx -> missing.ifPresent(receipt -> overdue(tx, watch, receipt, level));
  }

  private static void overdue(
      Transaction tx, Watch watch, ExpectedReceipt receipt, StockLevel level) {
    boolean awaited = level.backordered() > 0;
    if (!watch.told()) {
      tell(tx, receipt, awaited);
    }
    if (awaited) {
      Incoming.Setback late =
          new Incoming.Setback(PromiseReason.RECEIPT_LATE, Optional.of(watch.receipt()));
      tx.doNow(Incoming.MOVED, new Incoming.Moved(watch.sku(), watch.center(), Optional.of(late)));
    }
    Watch next = new Watch(watch.receipt(), watch.sku(), watch.center(), watch.expectedAt(), true);
    tx.doAt(KIND, next, Incoming.at(receipt, tx.now()));
  }

  private static void tell(Transaction tx, ExpectedReceipt receipt, boolean awaited) {
    String subject = Incoming.subject(receipt.line().sku());
    tx.emit(
        subject,
        "receipt-overdue",
        SYSTEM,
        "",
        Map.of(
            "receipt", receipt.id().value(),
            "center", receipt.line().center().value(),
            "units", Integer.toString(receipt.line().quantity()),
            "expected", receipt.expectedAt().toString()));
    if (awaited) {
      String text =
          receipt.id()
              + " with "
              + receipt.line().quantity()
              + " units of "
              + receipt.line().sku()
              + " was expected at "
              + receipt.line().center()
              + " on "
              + receipt.expectedAt()
              + " and is not there, and customers wait for it. Ask the supplier and announce it"
              + " anew.";
      tx.doNow(WorkQueue.TELL_A_PERSON, new WorkQueue.Attention(subject, "receipt-overdue", text));
    }
  }
}

package io.backroom.inventory;

import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.Refusal;
import java.util.Optional;

/** Which expected receipts are goods of the shop's own, on their way between its centers. */
final class TransferBook implements StockBook {
  /** The kind of the event that gives up what has not arrived. */
  static final String WRITTEN_OFF = "transfer-written-off";

  @Override
  public Optional<Refusal> refusal(Transaction tx, StockDesk.Order order) {
    return order
        .expect()
        .filter(expect -> order.kind().equals(Optional.of(WRITTEN_OFF)))
        .filter(expect -> open(tx, expect.receipt()).isEmpty())
        .map(expect -> none(expect.receipt()));
  }

  static Refusal none(ReceiptId receipt) {
    return new Refusal(
        Refusal.Code.NOT_FOUND, "receipt", "nothing is on its way under '" + receipt + "'");
  }

  @Override
  public void done(Transaction tx, StockDesk.Order order) {
    order.transfer().ifPresent(transfer -> sent(tx, transfer));
    order
        .receive()
        .flatMap(receive -> receive.expected().flatMap(id -> open(tx, id)))
        .ifPresent(
            transfer -> {
              int came = order.receive().orElseThrow().line().quantity();
              int left = Math.max(0, transfer.left() - came);
              tx.put(InTransit.TYPE, transfer.with(left, transfer.expectedAt()));
            });
    order
        .expect()
        .flatMap(expect -> open(tx, expect.receipt()))
        .ifPresent(
            transfer -> {
              StockCommand.Expect expect = order.expect().orElseThrow();
              tx.put(InTransit.TYPE, transfer.with(expect.quantity(), expect.expectedAt()));
            });
  }

  private static void sent(Transaction tx, StockCommand.Transfer transfer) {
    tx.put(
        InTransit.TYPE,
        new InTransit(
            transfer.receipt(),
            transfer.line().sku(),
            transfer.line().center(),
            transfer.to(),
            transfer.line().quantity(),
            transfer.line().quantity(),
            transfer.expectedAt()));
  }

  private static Optional<InTransit> open(Transaction tx, ReceiptId receipt) {
    return tx.find(InTransit.TYPE, receipt.value()).filter(transfer -> transfer.left() > 0);
  }
}

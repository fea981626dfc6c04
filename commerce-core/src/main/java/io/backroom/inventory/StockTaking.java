package io.backroom.inventory;

import io.backroom.kernel.Kernel;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/**
 * Counting what is there, and sending it from one center to another. Every command carries a key:
 * the same key with the same content has its effect once and the same answer again. Thread-safe.
 *
 * <p>All of it is for those who may keep stock; others are refused with FORBIDDEN.
 */
public final class StockTaking {
  private final Kernel kernel;
  private final StockDesk desk;
  private final CountDesk counts;

  StockTaking(Kernel kernel, StockDesk desk, CountDesk counts) {
    this.kernel = kernel;
    this.desk = desk;
    this.counts = counts;
  }

  /**
   * Sets on hand to what was counted. Units that are found serve who waits for them. A count that
   * leaves fewer units than are held, committed or not for sale is refused, and becomes a task that
   * names the orders in question: a person decides which of them is cancelled, and the count is
   * given again under another key.
   *
   * @param caller who does it
   * @param command the count with its key of idempotency and its reason
   * @return the level afterwards; refused with INVALID if it would break promises, with NOT_FOUND
   *     for a center that the shop does not have
   */
  public Result<StockLevel> count(Caller caller, StockCommand.Count command) {
    return desk.carryOut(caller, command, command.reason());
  }

  /**
   * Opens a sheet for a blind count.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param center which center is counted
   * @param skus 1 to 500 different SKUs
   * @return the sheet; refused with NOT_FOUND for a center that the shop does not have, with
   *     KEY_REUSED
   */
  public Result<CountSheet> openSheet(
      Caller caller, CommandId key, CenterId center, List<Sku> skus) {
    return counts.open(caller, key, center, skus);
  }

  /**
   * Enters what was counted of a SKU. Entered again, the last number counts: it was counted anew.
   * What is sold and shipped between the entry and the end of the count makes no difference.
   *
   * @param caller who counted
   * @param sheet the sheet's id
   * @param sku which SKU of the sheet
   * @param counted units that are physically there, 0 to 10,000,000
   * @return the sheet, without what should be there; refused with NOT_FOUND if there is no such
   *     sheet or it does not ask for this SKU, with WRONG_STATE if it is closed
   */
  public Result<CountSheet> enter(Caller caller, String sheet, Sku sku, int counted) {
    return counts.enter(caller, sheet, sku, counted);
  }

  /**
   * Closes a sheet: the differences become corrections of the stock, each by itself. One that would
   * break promises is refused and becomes a task; what nobody counted stays as it is. Closing it
   * again has the same answer.
   *
   * @param caller who does it
   * @param sheet the sheet's id
   * @param reason why the differences are believed, 1 to 200 characters
   * @return the sheet with its differences and what became of them; refused with NOT_FOUND if there
   *     is no such sheet
   */
  public Result<CountSheet> closeSheet(Caller caller, String sheet, String reason) {
    return counts.close(caller, sheet, reason);
  }

  /**
   * Returns a sheet.
   *
   * @param caller who asks
   * @param sheet the sheet's id
   * @return the sheet, while it is open without what should be there; refused with NOT_FOUND if
   *     there is none
   */
  public Result<CountSheet> sheet(Caller caller, String sheet) {
    return counts.find(caller, sheet);
  }

  /**
   * Sends goods to another center, the first of two steps: they leave what is available to promise
   * here and are expected there. The second step is to receive them there under their receipt.
   *
   * @param caller who does it
   * @param command the transfer with its key of idempotency
   * @param reason why; may be empty, at most 200 characters
   * @return the goods on their way; refused with INVALID if fewer units are available to promise,
   *     with NOT_FOUND for an unknown center or a receipt that is expected already
   */
  public Result<InTransit> send(Caller caller, StockCommand.Transfer command, String reason) {
    Require.text("reason", reason, 200);
    return desk.carryOut(caller, command, reason)
        .fold(level -> found(command.receipt()), Result::refused);
  }

  /**
   * Gives up what has not arrived of a transfer. Until then it stays expected.
   *
   * @param caller who does it
   * @param key the key of idempotency
   * @param receipt the receipt of the transfer
   * @param reason why, 1 to 200 characters
   * @return the transfer, of which nothing is left to come; refused with NOT_FOUND if nothing is on
   *     its way under this receipt
   */
  public Result<InTransit> writeOff(
      Caller caller, CommandId key, ReceiptId receipt, String reason) {
    Require.someText("reason", reason, 200);
    Optional<Refusal> refusal = desk.mayKeep(caller);
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    Optional<InTransit> transfer = kernel.find(InTransit.TYPE, receipt.value());
    if (transfer.isEmpty()) {
      return Result.refused(TransferBook.none(receipt));
    }
    StockCommand.Expect nothing =
        new StockCommand.Expect(
            key,
            receipt,
            transfer.get().sku(),
            transfer.get().to(),
            0,
            transfer.get().expectedAt());
    return desk.carryOut(StockDesk.Order.of(caller, reason, nothing).told(TransferBook.WRITTEN_OFF))
        .fold(level -> found(receipt), Result::refused);
  }

  private Result<InTransit> found(ReceiptId receipt) {
    return kernel
        .find(InTransit.TYPE, receipt.value())
        .map(Result::done)
        .orElseGet(() -> Result.refused(TransferBook.none(receipt)));
  }

  /**
   * Returns the transfers of which units are on their way, the one expected first first.
   *
   * @param caller who asks
   * @param limit the most wanted, 1 to 1,000
   * @return the transfers
   */
  public Result<List<InTransit>> inTransit(Caller caller, int limit) {
    return desk.mayKeep(caller)
        .<Result<List<InTransit>>>map(Result::refused)
        .orElseGet(
            () ->
                Result.done(
                    kernel.query(
                        InTransit.TYPE,
                        DocumentQuery.range(
                            InTransit.TYPE.name(), InTransit.OPEN, "", "~", limit))));
  }
}

package io.backroom.stock.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StockRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Sku LAMP = Sku.of("lamp");
  private static final CenterId NORTH = CenterId.of("north");
  private static final Fingerprint PRINT = new Fingerprint(-1, 42);

  private static StockAnswer answer(String id, StockResult result) {
    return new StockAnswer(CommandId.of(id), NOW, PRINT, result);
  }

  private static Reservation held(Instant end) {
    Reservation.Line line = new Reservation.Line(LAMP, NORTH, 3, 2, 0);
    return new Reservation(ReservationId.of("cart-1"), "ann", State.HELD, List.of(line), end);
  }

  private static StockEntry written(
      StockResult result,
      List<Reservation> reservations,
      List<LevelChange> changes,
      Optional<ReceiptChange> receipt) {
    Output out = new Output(8);
    StockRecord.write(out, 1, 7, answer("r-1", result), reservations, changes, receipt);
    List<StockEntry> entries = StockRecord.of(1, out.toBytes()).entries();
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  @Test
  void whatACommandDidIsReadAsItWasWritten() {
    Reservation held = held(NOW.plusSeconds(900));
    LevelChange change = new LevelChange(LAMP, NORTH, 0, 0, 3, 0, 2);
    StockEntry entry =
        written(
            new StockResult.Applied(Optional.of(held)),
            List.of(held),
            List.of(change),
            Optional.empty());

    assertThat(entry.answer()).contains(answer("r-1", new StockResult.Applied(Optional.of(held))));
    assertThat(entry.reservations()).containsExactly(held);
    assertThat(entry.changes()).containsExactly(change);
    assertThat(entry.movements())
        .containsExactly(
            new StockMovement(7, NOW, CommandId.of("r-1"), "Reserve", LAMP, NORTH, 0, 0, 3, 0, 2));
  }

  @Test
  void everyCounterAndAnyTimeIsReadAsItWasWritten() {
    LevelChange change = new LevelChange(LAMP, NORTH, 1, -2, Integer.MAX_VALUE, -4, 5);
    LevelChange none = new LevelChange(LAMP, CenterId.of("south"), 0, 0, 0, 0, 0);
    StockLine line = new StockLine(LAMP, NORTH, 9);
    ReceiptId id = ReceiptId.of("po-1");
    ReceiptChange receipt =
        new ReceiptChange(id, Optional.of(new ExpectedReceipt(id, line, Instant.MIN)));
    StockEntry entry =
        written(
            new StockResult.Applied(Optional.empty()),
            List.of(held(Instant.MAX), held(NOW.plusNanos(1))),
            List.of(change, none),
            Optional.of(receipt));

    assertThat(entry.reservations()).containsExactly(held(Instant.MAX), held(NOW.plusNanos(1)));
    assertThat(entry.changes()).containsExactly(change, none);
    assertThat(entry.receipt()).contains(receipt);
    assertThat(entry.movements()).hasSize(1);
  }

  @Test
  void refusalsAreReadAsTheyWereWritten() {
    for (StockResult result :
        List.of(
            new StockResult.NotFound(),
            new StockResult.KeyReused(),
            new StockResult.Ended(State.CONSUMED),
            new StockResult.Short(List.of(new Shortage(LAMP, NORTH, Integer.MAX_VALUE, 0))))) {
      StockEntry entry = written(result, List.of(), List.of(), Optional.empty());
      assertThat(entry.answer()).contains(answer("r-1", result));
    }
  }

  @Test
  void aRepairIsNoCommandAndNoMovement() {
    LevelChange change = new LevelChange(LAMP, NORTH, 1, 0, 0, 0, 0);
    Output out = new Output(8);
    StockRecord.write(out, change);
    StockEntry entry = StockRecord.of(1, out.toBytes()).entries().get(0);

    assertThat(entry.answer()).isEmpty();
    assertThat(entry.changes()).containsExactly(change);
    assertThat(entry.movements()).isEmpty();
  }

  @Test
  void anyByteThatIsAlteredIsNoticed() {
    Output out = new Output(8);
    for (String id : List.of("r-1", "r-2")) {
      StockAnswer answer = answer(id, new StockResult.NotFound());
      StockRecord.write(out, 1, 1, answer, List.of(), List.of(), Optional.empty());
    }
    byte[] whole = out.toBytes();
    assertThat(StockRecord.of(1, whole).entries()).hasSize(2);
    for (int at = 0; at < whole.length; at++) {
      byte[] altered = whole.clone();
      altered[at] ^= (byte) (1 << at % 8);
      StockRecord record = StockRecord.of(1, altered);
      assertThatThrownBy(record::entries)
          .as("byte %s", at)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void fingerprintsTellCommandsApartByAllButTheirIds() {
    StockCommand commit = new StockCommand.Commit(CommandId.of("c-1"), ReservationId.of("cart-1"));
    StockCommand again = new StockCommand.Commit(CommandId.of("c-2"), ReservationId.of("cart-1"));
    StockCommand other = new StockCommand.Commit(CommandId.of("c-1"), ReservationId.of("cart-2"));
    StockCommand expire = new StockCommand.Expire(CommandId.of("c-1"), ReservationId.of("cart-1"));

    assertThat(Fingerprint.of(commit))
        .isEqualTo(Fingerprint.of(again))
        .isNotEqualTo(Fingerprint.of(other))
        .isNotEqualTo(Fingerprint.of(expire))
        // It is on disks: no release may compute another one.
        .isEqualTo(new Fingerprint(-5369004485770649156L, -5146306445773712273L));
  }
}

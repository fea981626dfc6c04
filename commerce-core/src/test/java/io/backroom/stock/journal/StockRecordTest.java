package io.backroom.stock.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.backroom.spi.inventory.BackorderLine;
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
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import io.backroom.stock.ReceiptChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StockRecordTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Sku LAMP = Sku.of("lamp");
  private static final CenterId NORTH = CenterId.of("north");

  private final MemoryJournal journal = new MemoryJournal();
  private final JournaledStock stock =
      JournaledStock.open(journal, JournaledStock.Limits.standard());

  @AfterEach
  void close() {
    stock.close();
  }

  private static CommandId id(String id) {
    return CommandId.of(id);
  }

  private static StockCommand receive(String id, int units) {
    StockLine line = StockLine.of("lamp", "north", units);
    return new StockCommand.Receive(id(id), line, Optional.empty());
  }

  private static StockCommand reserve(String id, int units, Instant expiresAt) {
    return new StockCommand.Reserve(
        id(id),
        ReservationId.of("cart-" + id),
        "ann",
        List.of(StockLine.of("lamp", "north", units)),
        List.of(new BackorderLine(StockLine.of("lamp", "south", 2), 2)),
        expiresAt);
  }

  /** Returns what the last command did, as it was written and read again. */
  private StockEntry entryOf(StockCommand... commands) {
    for (StockCommand command : commands) {
      stock.apply(List.of(command), NOW);
    }
    List<StockRecord> records = journal.records();
    StockRecord last = records.get(records.size() - 1);
    List<StockEntry> entries = StockRecord.of(last.number(), last.bytes().clone()).entries();
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private static StockResult result(StockEntry entry) {
    return entry.answer().orElseThrow().result();
  }

  @Test
  void whatACommandDidIsReadAsItWasWritten() {
    StockCommand reserve = reserve("r-1", 3, NOW.plusSeconds(900));
    StockEntry entry = entryOf(receive("in", 5), reserve);

    Reservation held =
        new Reservation(
            ReservationId.of("cart-r-1"),
            "ann",
            State.HELD,
            List.of(
                new Reservation.Line(LAMP, NORTH, 3, 0, 0),
                new Reservation.Line(LAMP, CenterId.of("south"), 0, 2, 0)),
            NOW.plusSeconds(900));
    StockResult applied = new StockResult.Applied(Optional.of(held));
    assertThat(entry.answer())
        .contains(new StockAnswer(id("r-1"), NOW, Fingerprint.of(reserve), applied));
    assertThat(entry.reservations()).containsExactly(held);
    assertThat(entry.changes())
        .containsExactly(
            new LevelChange(LAMP, NORTH, 0, 0, 3, 0, 0, Optional.empty()),
            new LevelChange(LAMP, CenterId.of("south"), 0, 0, 0, 0, 2, Optional.empty()));
    assertThat(entry.movements())
        .containsExactly(
            new StockMovement(2, NOW, id("r-1"), "Reserve", LAMP, NORTH, 0, 0, 3, 0, 0),
            new StockMovement(
                3, NOW, id("r-1"), "Reserve", LAMP, CenterId.of("south"), 0, 0, 0, 0, 2));
  }

  @Test
  void anyTimeIsReadAsItWasWritten() {
    entryOf(receive("in", 5));
    for (Instant end : List.of(Require.TIME_MAX, Require.TIME_MIN, NOW.plusNanos(1), NOW)) {
      String id = "at" + end.getEpochSecond() + "-" + end.getNano();
      StockCommand reserve =
          new StockCommand.Reserve(
              id(id),
              ReservationId.of(id),
              "ann",
              List.of(StockLine.of("lamp", "north", 1)),
              List.of(),
              end);
      assertThat(entryOf(reserve).reservations())
          .extracting(Reservation::id, Reservation::expiresAt)
          .contains(tuple(ReservationId.of(id), end));
    }
  }

  @Test
  void refusalsAreReadAsTheyWereWritten() {
    StockCommand hold = reserve("r-1", 1, NOW.plusSeconds(1));
    StockCommand.Commit commit = new StockCommand.Commit(id("c-1"), ReservationId.of("cart-r-1"));
    StockCommand.Commit again = new StockCommand.Commit(id("c-2"), ReservationId.of("cart-r-1"));

    assertThat(result(entryOf(commit))).isEqualTo(new StockResult.NotFound());
    assertThat(result(entryOf(reserve("r-0", Integer.MAX_VALUE / 1000, NOW))))
        .isEqualTo(
            new StockResult.Short(List.of(new Shortage(LAMP, NORTH, Integer.MAX_VALUE / 1000, 0))));
    StockCommand.Commit late = new StockCommand.Commit(id("c-3"), ReservationId.of("cart-r-1"));
    entryOf(receive("in", 5), hold, again);
    assertThat(result(entryOf(late))).isEqualTo(new StockResult.Ended(State.COMMITTED));
  }

  @Test
  void receiptsAreReadAsTheyWereWritten() {
    ReceiptId po = ReceiptId.of("po");
    Instant soon = NOW.plusSeconds(60);
    StockEntry announced = entryOf(new StockCommand.Expect(id("1"), po, LAMP, NORTH, 9, soon));
    StockEntry calledOff = entryOf(new StockCommand.Expect(id("2"), po, LAMP, NORTH, 0, soon));

    ExpectedReceipt receipt = new ExpectedReceipt(po, new StockLine(LAMP, NORTH, 9), soon);
    ReceiptChange some = new ReceiptChange(po, Optional.of(receipt));
    ReceiptChange none = new ReceiptChange(po, Optional.empty());
    assertThat(announced.changes())
        .containsExactly(new LevelChange(LAMP, NORTH, 0, 0, 0, 0, 0, Optional.of(some)));
    assertThat(calledOff.changes())
        .containsExactly(new LevelChange(LAMP, NORTH, 0, 0, 0, 0, 0, Optional.of(none)));
    assertThat(announced.movements()).isEmpty();
  }

  @Test
  void aRepairIsNoCommandAndNoMovement() {
    LevelChange change = new LevelChange(LAMP, NORTH, 1, 0, 0, 0, 0, Optional.empty());
    Output out = new Output(8);
    EntryCodec.write(out, change);
    StockEntry entry = StockRecord.of(1, out.toBytes()).entries().get(0);

    assertThat(entry.answer()).isEmpty();
    assertThat(entry.changes()).containsExactly(change);
    assertThat(entry.movements()).isEmpty();
  }

  @Test
  void theKeysOfAnEntryAreToldAsTheyAreInIt() {
    entryOf(receive("in", 5));
    StockCommand more = receive("more", 1);
    StockCommand reserve = reserve("r-1", 3, NOW);
    ReceiptId po = ReceiptId.of("po");
    StockCommand expect = new StockCommand.Expect(id("e"), po, LAMP, NORTH, 9, NOW);
    stock.apply(List.of(expect, reserve, more), NOW);
    StockRecord record = journal.records().get(1);
    List<Object> told = new ArrayList<>();
    record.tellKeys(
        new StockRecord.Keys() {
          @Override
          public void answer(int offset, long key) {
            told.add(List.of("answer", offset, key));
          }

          @Override
          public void reservation(int offset, long key) {
            told.add(List.of("reservation", offset, key));
          }

          @Override
          public void movement(int offset, long key, long sequence) {
            told.add(List.of("movement", offset, key, sequence));
          }
        });

    int second = EntryCodec.end(record.bytes(), 0);
    int third = EntryCodec.end(record.bytes(), second);
    assertThat(told)
        .containsExactly(
            List.of("answer", 0, StockKey.of(id("e"))),
            List.of("answer", second, StockKey.of(id("r-1"))),
            List.of("reservation", second, StockKey.of(ReservationId.of("cart-r-1"))),
            List.of("movement", second, StockKey.of(LAMP), 2L),
            List.of("movement", second, StockKey.of(LAMP), 3L),
            List.of("answer", third, StockKey.of(id("more"))),
            List.of("movement", third, StockKey.of(LAMP), 4L));
    assertThat(StockRecord.of(1, cutOut(record.bytes(), second, third)).entries())
        .containsExactly(record.entries().get(1));
  }

  private static byte[] cutOut(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  @Test
  void anyByteThatIsAlteredIsNoticed() {
    stock.apply(List.of(receive("in", 5), reserve("r-1", 3, NOW)), NOW);
    byte[] whole = journal.records().get(0).bytes();
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
    ReservationId cart = ReservationId.of("cart-1");
    StockCommand commit = new StockCommand.Commit(id("c-1"), cart);
    StockCommand again = new StockCommand.Commit(id("c-2"), cart);
    StockCommand other = new StockCommand.Commit(id("c-1"), ReservationId.of("cart-2"));
    StockCommand expire = new StockCommand.Expire(id("c-1"), cart);

    assertThat(Fingerprint.of(commit))
        .isEqualTo(Fingerprint.of(again))
        .isNotEqualTo(Fingerprint.of(other))
        .isNotEqualTo(Fingerprint.of(expire))
        // It is on disks: no release may compute another one.
        .isEqualTo(new Fingerprint(-5369004485770649156L, -5146306445773712273L));
  }

  @Test
  void keysAreTheSameInEveryRelease() {
    assertThat(StockKey.of(id("c-1"))).isEqualTo(3784816830121085180L);
    assertThat(StockKey.of(ReservationId.of("c-1"))).isEqualTo(-9050208565211974827L);
  }
}

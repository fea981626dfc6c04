package io.backroom.stock.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournaledStockTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Sku LAMP = Sku.of("lamp");
  private static final CenterId NORTH = CenterId.of("north");

  /** Folds after every call. */
  private static final JournaledStock.Limits SMALL = new JournaledStock.Limits(1, 1 << 20);

  private static final JournaledStock.Limits LARGE = JournaledStock.Limits.standard();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void endThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private static StockCommand receive(String id, int units) {
    StockLine line = StockLine.of("lamp", "north", units);
    return new StockCommand.Receive(CommandId.of(id), line, Optional.empty());
  }

  private static StockCommand reserve(String id, int units, Instant expiresAt) {
    List<StockLine> lines = List.of(StockLine.of("lamp", "north", units));
    return new StockCommand.Reserve(
        CommandId.of(id), ReservationId.of(id), "ann", lines, List.of(), expiresAt);
  }

  private static StockResult apply(JournaledStock stock, StockCommand command) {
    return stock.apply(List.of(command), NOW).get(0);
  }

  private static StockLevel level(JournaledStock stock) {
    return stock.levels(List.of(LAMP)).get(0);
  }

  /** Waits until a thread does nothing but wait. */
  private static void untilItWaits(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nobodyIsToldWhatDidNotBecomeDurable() throws InterruptedException {
    MemoryJournal journal = new MemoryJournal();
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      List<Throwable> failures = new ArrayList<>();
      Thread reader =
          new Thread(
              () -> {
                try {
                  level(stock);
                } catch (IllegalStateException e) {
                  failures.add(e);
                }
              });
      journal.beforeAppend =
          () -> {
            reader.start();
            untilItWaits(reader);
            throw new UnsupportedOperationException("disk full");
          };

      assertThatThrownBy(() -> apply(stock, receive("in", 5))).hasRootCauseMessage("disk full");
      reader.join();
      assertThat(failures).hasSize(1);
    }
  }

  @Test
  void afterAFailedAppendEveryCallFailsAndTheNextStartHasWhatIsThere() {
    MemoryJournal journal = new MemoryJournal();
    JournaledStock stock = JournaledStock.open(journal, LARGE);
    apply(stock, receive("in", 5));
    journal.beforeAppend =
        () -> {
          throw new UnsupportedOperationException("disk full");
        };
    assertThatThrownBy(() -> apply(stock, receive("more", 5))).hasRootCauseMessage("disk full");
    journal.beforeAppend = () -> {};

    assertThatThrownBy(() -> apply(stock, receive("even-more", 5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open it again");
    assertThatThrownBy(() -> stock.levels(List.of(LAMP))).hasMessageContaining("open it again");
    assertThatThrownBy(() -> stock.find(ReservationId.of("r"))).hasMessageContaining("again");
    assertThatThrownBy(() -> stock.movements(0, 1)).hasMessageContaining("open it again");
    stock.close();

    try (JournaledStock again = JournaledStock.open(journal, LARGE)) {
      assertThat(level(again).onHand()).isEqualTo(5);
    }
  }

  @Test
  void afterAFailedFoldEveryCallFailsAndNothingIsLost() {
    MemoryJournal journal = new MemoryJournal();
    JournaledStock stock = JournaledStock.open(journal, LARGE);
    apply(stock, receive("in", 5));
    journal.beforeFold =
        () -> {
          throw new UnsupportedOperationException("no archive");
        };
    assertThatThrownBy(() -> stock.movements(0, 1)).hasRootCauseMessage("no archive");
    assertThatThrownBy(() -> level(stock)).hasRootCauseMessage("no archive");
    stock.close();
    journal.beforeFold = () -> {};

    try (JournaledStock again = JournaledStock.open(journal, LARGE)) {
      assertThat(again.movements(0, 10)).hasSize(1);
      assertThat(apply(again, receive("in", 5))).isInstanceOf(StockResult.Applied.class);
      assertThat(level(again).onHand()).isEqualTo(5);
    }
  }

  @Test
  void whatComesWhileARecordIsWrittenIsWrittenTogether() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      CountDownLatch others = new CountDownLatch(1);
      CountDownLatch writing = new CountDownLatch(1);
      journal.beforeAppend =
          () -> {
            writing.countDown();
            await(others);
          };
      List<Thread> callers = new ArrayList<>();
      callers.add(new Thread(() -> apply(stock, receive("in-0", 1))));
      callers.get(0).start();
      await(writing);
      for (int i = 1; i <= 3; i++) {
        String id = "in-" + i;
        Thread caller = new Thread(() -> apply(stock, receive(id, 1)));
        callers.add(caller);
        caller.start();
        untilItWaits(caller);
      }
      others.countDown();
      for (Thread caller : callers) {
        caller.join();
      }

      assertThat(journal.appended).containsExactly(1, 3);
      assertThat(level(stock).onHand()).isEqualTo(4);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInterruptDoesNotBreakTheWriteAndIsKept() throws Exception {
    try (JournaledStock stock = JournaledStock.open(new MemoryJournal(), LARGE)) {
      Future<Boolean> interrupted =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                apply(stock, receive("in", 5));
                return Thread.interrupted();
              });

      assertThat(interrupted.get()).isTrue();
      assertThat(level(stock).onHand()).isEqualTo(5);
    }
  }

  @Test
  void readsSeeWhatAFoldUnderWayTakesOver() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch folding = new CountDownLatch(1);
    try (JournaledStock stock = JournaledStock.open(journal, SMALL)) {
      journal.beforeFold =
          () -> {
            folding.countDown();
            await(read);
          };
      stock.apply(List.of(receive("in", 5), reserve("r", 2, NOW.plusSeconds(9))), NOW);
      await(folding);

      assertThat(stock.find(ReservationId.of("r")).orElseThrow().state()).isEqualTo(State.HELD);
      assertThat(apply(stock, receive("in", 4))).isInstanceOf(StockResult.KeyReused.class);
      apply(stock, new StockCommand.Commit(CommandId.of("c"), ReservationId.of("r")));
      assertThat(stock.find(ReservationId.of("r")).orElseThrow().state())
          .isEqualTo(State.COMMITTED);
      assertThat(stock.expiring(NOW.plusSeconds(9), 10)).isEmpty();
      read.countDown();
      assertThat(stock.movements(0, 10)).hasSize(3);
      assertThat(stock.find(ReservationId.of("r")).orElseThrow().state())
          .isEqualTo(State.COMMITTED);
    }
  }

  @Test
  void commandsWaitWhileTooMuchIsNotFolded() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    CountDownLatch go = new CountDownLatch(1);
    try (JournaledStock stock = JournaledStock.open(journal, new JournaledStock.Limits(1, 1))) {
      journal.beforeFold = () -> await(go);
      apply(stock, receive("first", 1));
      Thread second = new Thread(() -> apply(stock, receive("second", 1)));
      second.start();
      untilItWaits(second);

      assertThat(level(stock).onHand()).isEqualTo(1);
      go.countDown();
      second.join();
      assertThat(level(stock).onHand()).isEqualTo(2);
    }
  }

  @Test
  void aMistakeOfACallerLeavesWhatWasDecidedBefore() {
    MemoryJournal journal = new MemoryJournal();
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      List<StockCommand> commands = new ArrayList<>();
      IntStream.range(0, 300).forEach(i -> commands.add(receive("in-" + i, 10_000_000)));

      assertThatThrownBy(() -> stock.apply(commands, NOW)).isInstanceOf(ArithmeticException.class);
      assertThat(level(stock).onHand()).isEqualTo(2_140_000_000);
    }
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      assertThat(level(stock).onHand()).isEqualTo(2_140_000_000);
    }
  }

  @Test
  void aCallOfManyCommandsBecomesSeveralRecords() {
    MemoryJournal journal = new MemoryJournal();
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      List<StockCommand> commands = new ArrayList<>();
      List<StockLine> lines = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        lines.add(StockLine.of("sku-" + i, "north", 1));
        commands.add(
            new StockCommand.Receive(CommandId.of("in-" + i), lines.get(i), Optional.empty()));
      }
      for (int i = 0; i < 12; i++) {
        String id = "r-" + i;
        commands.add(
            new StockCommand.Reserve(
                CommandId.of(id), ReservationId.of(id), "ann", lines, List.of(), NOW));
      }
      List<StockResult> results = stock.apply(commands, NOW);

      // Each takes over what the hold before had, which has run out.
      assertThat(results).allMatch(result -> result instanceof StockResult.Applied);
      assertThat(journal.records()).hasSizeGreaterThan(1);
      assertThat(journal.appended).containsExactly(journal.records().size());
    }
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      assertThat(stock.expiring(NOW, 10))
          .extracting(Reservation::id)
          .containsExactly(ReservationId.of("r-11"));
    }
  }

  @Test
  void anOpenHoldIsFoundAfterARestartAndOneThatEndedIsNot() {
    MemoryJournal journal = new MemoryJournal();
    JournaledStock first = JournaledStock.open(journal, LARGE);
    apply(first, receive("in", 5));
    apply(first, reserve("early", 1, NOW.plusSeconds(1)));
    apply(first, reserve("late", 1, NOW.plusSeconds(2)));
    first.close();
    // It is killed: the snapshot is that of the start before.
    JournaledStock killed = JournaledStock.open(journal, LARGE);
    apply(killed, reserve("later", 1, NOW.plusSeconds(3)));
    apply(killed, new StockCommand.Commit(CommandId.of("c"), ReservationId.of("early")));

    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      assertThat(stock.expiring(NOW.plusSeconds(3), 10))
          .extracting(Reservation::id)
          .containsExactly(ReservationId.of("late"), ReservationId.of("later"));
      stock.apply(List.of(reserve("all", 4, NOW.plusSeconds(9))), NOW.plusSeconds(5));
      assertThat(level(stock).reserved()).isEqualTo(4);
    }
    killed.close();
  }

  @Test
  void aRecordThatIsMissingIsRefused() {
    MemoryJournal journal = new MemoryJournal();
    JournaledStock stock = JournaledStock.open(journal, LARGE);
    apply(stock, receive("1", 5));
    apply(stock, receive("2", 5));
    apply(stock, receive("3", 5));
    journal.remove(1);

    assertThatThrownBy(() -> JournaledStock.open(journal, LARGE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Record 2 of the journal of stock is missing");
  }

  @Test
  void countersThatSomebodyHasAlteredAreRecomputedFromTheMovements() {
    MemoryJournal journal = new MemoryJournal();
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      apply(stock, receive("in", 5));
      apply(stock, reserve("r", 2, NOW.plusSeconds(9)));
    }
    journal.alter(new StockLevel(LAMP, NORTH, 7, 1, 0, 0, 0, List.of()));
    StockLevel right = new StockLevel(LAMP, NORTH, 6, 0, 2, 0, 0, List.of());
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      apply(stock, receive("more", 1));
      assertThat(level(stock).onHand()).isEqualTo(8);

      assertThat(stock.recompute(LAMP, NORTH)).isEqualTo(right);
      assertThat(level(stock)).isEqualTo(right);
      assertThat(stock.recompute(LAMP, NORTH)).isEqualTo(right);
    }
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      assertThat(level(stock)).isEqualTo(right);
      assertThat(stock.movements(LAMP, 0, 10)).extracting(StockMovement::onHand).hasSize(3);
    }
  }

  @Test
  void aClosedStockAnswersWithAnException() {
    JournaledStock stock = JournaledStock.open(new MemoryJournal(), LARGE);
    stock.close();
    stock.close();

    assertThatThrownBy(() -> apply(stock, receive("in", 1))).hasMessageContaining("was closed");
    assertThatThrownBy(() -> stock.skus(Optional.empty(), 1)).hasMessageContaining("was closed");
    assertThatThrownBy(() -> stock.movements(0, 1)).hasMessageContaining("was closed");
  }

  @Test
  void manyCallersAtOnceAreAnsweredAsIfTheyCameOneAfterTheOther() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    int callers = 16;
    int each = 200;
    try (JournaledStock stock =
        JournaledStock.open(journal, new JournaledStock.Limits(2000, 4000))) {
      apply(stock, receive("in", callers * each / 2));
      List<Future<Integer>> won = new ArrayList<>();
      AtomicBoolean reading = new AtomicBoolean(true);
      for (int caller = 0; caller < callers; caller++) {
        String name = "r-" + caller + "-";
        won.add(threads.submit(() -> reserve(stock, name, each)));
      }
      Future<Integer> reader =
          threads.submit(
              () -> {
                int last = 0;
                while (reading.get()) {
                  int reserved = level(stock).reserved();
                  assertThat(reserved).isGreaterThanOrEqualTo(last);
                  last = reserved;
                }
                return last;
              });
      int sum = sum(won);
      reading.set(false);
      reader.get();

      assertThat(sum).isEqualTo(callers * each / 2);
      assertThat(level(stock).availableToPromise()).isZero();
      assertThat(stock.movements(0, 10_000)).hasSize(sum + 1);
    }
    try (JournaledStock stock = JournaledStock.open(journal, LARGE)) {
      assertThat(level(stock).availableToPromise()).isZero();
      assertThat(stock.expiring(NOW.plusSeconds(9), 1000)).hasSize(1000);
    }
  }

  private static int reserve(JournaledStock stock, String name, int times) {
    int won = 0;
    for (int i = 0; i < times; i++) {
      StockResult result = apply(stock, reserve(name + i, 1, NOW.plusSeconds(9)));
      won += result instanceof StockResult.Applied ? 1 : 0;
    }
    return won;
  }

  private static int sum(List<Future<Integer>> numbers)
      throws InterruptedException, ExecutionException {
    int sum = 0;
    for (Future<Integer> number : numbers) {
      sum += number.get();
    }
    return sum;
  }
}

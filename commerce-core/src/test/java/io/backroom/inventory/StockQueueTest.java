package io.backroom.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.SettableClock;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StockQueueTest {
  private static final Instant NOW = Instant.parse("2030-03-04T10:00:00Z");
  private static final Instant NEVER = Instant.MAX;
  private static final Sku MUG = Sku.of("mug");
  private static final CenterId EAST = CenterId.of("east");
  private static final StockResult DONE = new StockResult.Applied(Optional.empty());
  private static final StockResult BUSY = new StockResult.Busy();

  private final AtomicInteger ids = new AtomicInteger();
  private final SettableClock clock = new SettableClock(NOW);
  private final List<Thread> threads = new ArrayList<>();

  /** Whatever a test leaves in the queue is let through. */
  @AfterEach
  void endThreads() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private StockCommand receive(String sku) {
    CommandId id = CommandId.of("c" + ids.incrementAndGet());
    return new StockCommand.Receive(id, StockLine.of(sku, "east", 1), Optional.empty());
  }

  /** Has a thread of its own apply a command; returns when it calls the store or waits. */
  private FutureTask<StockResult> start(StockQueue queue, StockCommand command) {
    return start(new FutureTask<>(() -> queue.apply(List.of(command), NOW).get(0)));
  }

  private <T> FutureTask<T> start(FutureTask<T> task) {
    Thread thread = new Thread(task);
    threads.add(thread);
    thread.start();
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return task;
  }

  private List<FutureTask<StockResult>> start(StockQueue queue, int calls) {
    return IntStream.range(0, calls).mapToObj(i -> start(queue, receive("mug"))).toList();
  }

  private static int onHand(InventoryStore store, String sku) {
    return store.levels(List.of(Sku.of(sku))).stream().mapToInt(l -> l.onHand()).sum();
  }

  @Test
  void anIdleQueueCallsTheStoreInTheCallersOwnThread() {
    GatedStock store = GatedStock.open();
    StockQueue queue = StockQueue.before(store, clock);

    assertThat(queue.apply(List.of(receive("mug"), receive("mug")), NOW)).containsOnly(DONE);

    assertThat(store.batches)
        .extracting(GatedStock.Batch::thread)
        .containsOnly(Thread.currentThread());
    assertThat(store.sizes()).containsExactly(2);
    assertThat(onHand(queue, "mug")).isEqualTo(2);
  }

  @Test
  void whoComesDuringABatchIsInTheNextOne() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    List<FutureTask<StockResult>> calls = start(queue, 6);
    store.pass(2);

    for (FutureTask<StockResult> call : calls) {
      assertThat(call.get()).isEqualTo(DONE);
    }
    assertThat(store.sizes()).containsExactly(1, 5);
    assertThat(onHand(store, "mug")).isEqualTo(6);
  }

  @Test
  void theFirstWhoWaitsCallsForAll() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    List<FutureTask<StockResult>> calls = start(queue, 4);
    store.pass(2);
    endThreads();

    assertThat(calls).allMatch(FutureTask::isDone);
    assertThat(store.batches)
        .extracting(GatedStock.Batch::thread)
        .containsExactly(threads.get(0), threads.get(1));
  }

  @Test
  void asManyBatchesAsTheStoreTakesAreUnderWayAtOnce() throws Exception {
    GatedStock store = GatedStock.shut(2);
    StockQueue queue = StockQueue.before(store, clock);
    List<FutureTask<StockResult>> calls = start(queue, 5);

    assertThat(store.sizes()).containsExactly(1, 1);
    store.pass(9);
    endThreads();
    assertThat(calls).allMatch(FutureTask::isDone);
    assertThat(store.batches.stream().mapToInt(batch -> batch.commands().size()).sum())
        .isEqualTo(5);
  }

  /** Has three callers answered together by a batch that took four minutes. */
  private void answerThree(GatedStock store, StockQueue queue) throws InterruptedException {
    start(queue, 4);
    store.pass(1);
    store.awaitCall();
    store.awaitCall();
    clock.set(clock.instant().plus(Duration.ofMinutes(4)));
    store.pass(1);
    endThreads();
    assertThat(store.sizes()).containsExactly(1, 3);
  }

  @Test
  void whoWasAnsweredTogetherIsWaitedFor() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock, 100, Duration.ofMinutes(1));
    answerThree(store, queue);

    List<Thread> again = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> queue.apply(List.of(receive("mug")), NOW));
      again.add(thread);
      thread.start();
      while (thread.getState() != (i == 0 ? Thread.State.TIMED_WAITING : Thread.State.WAITING)) {
        Thread.onSpinWait();
      }
    }
    assertThat(store.sizes()).hasSize(2);
    store.pass(1);
    start(queue, receive("mug")).get();
    for (Thread thread : again) {
      thread.join();
    }
    assertThat(store.sizes()).containsExactly(1, 3, 3);
  }

  @Test
  void nobodyIsWaitedForLongerThanAllowed() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock, 100, Duration.ofMillis(1));
    answerThree(store, queue);

    store.pass(1);
    assertThat(queue.apply(List.of(receive("mug")), NOW)).containsExactly(DONE);
  }

  @Test
  void whoIsAloneWaitsForNobody() {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock, 100, Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      FutureTask<StockResult> call = start(queue, receive("mug"));
      store.awaitCall();
      clock.set(clock.instant().plus(Duration.ofDays(4)));
      store.pass(1);
      assertThat(call).succeedsWithin(Duration.ofSeconds(30));
    }
    assertThat(store.sizes()).containsExactly(1, 1, 1);
  }

  @Test
  void aFewDoNotGoAheadWhileManyAreAboutToComeAgain() throws Exception {
    GatedStock store = GatedStock.shut(2);
    StockQueue queue = StockQueue.before(store, clock, 100, Duration.ZERO);
    start(queue, 7);
    store.pass(2);
    threads.get(0).join();
    threads.get(1).join();
    store.pass(1);
    endThreads();
    assertThat(store.sizes()).containsExactly(1, 1, 5);

    start(queue, 4);
    assertThat(store.sizes()).containsExactly(1, 1, 5, 1, 3);
    store.pass(2);
    endThreads();
  }

  @Test
  void answersBelongToTheirCommands() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    FutureTask<StockResult> unknown =
        start(queue, new StockCommand.Commit(CommandId.of("x"), ReservationId.of("nobody")));
    FutureTask<StockResult> known = start(queue, receive("mug"));
    CompletableFuture<StockResult> later =
        queue.submit(new StockCommand.Expire(CommandId.of("y"), ReservationId.of("nobody")), NEVER);
    store.pass(2);

    assertThat(first.get()).isEqualTo(DONE);
    assertThat(unknown.get()).isEqualTo(new StockResult.NotFound());
    assertThat(known.get()).isEqualTo(DONE);
    assertThat(later.get()).isEqualTo(new StockResult.NotFound());
  }

  @Test
  void aSubmittedCommandIsAppliedByAThreadOfTheQueue() throws Exception {
    GatedStock store = GatedStock.open();
    StockQueue queue = StockQueue.before(store, clock);

    assertThat(queue.submit(receive("mug"), NEVER).get()).isEqualTo(DONE);

    assertThat(store.batches.get(0).thread().isDaemon()).isTrue();
    assertThat(store.batches.get(0).now()).isEqualTo(NOW);
    queue.close();
  }

  @Test
  void submittedCommandsGatherToo() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    List<CompletableFuture<StockResult>> all = new ArrayList<>();
    all.add(queue.submit(receive("mug"), NEVER));
    store.awaitCall();
    IntStream.range(0, 20_000).forEach(i -> all.add(queue.submit(receive("mug"), NEVER)));
    store.pass(9);

    for (CompletableFuture<StockResult> one : all) {
      assertThat(one.get()).isEqualTo(DONE);
    }
    assertThat(store.sizes()).containsExactly(1, 8_192, 8_192, 3_616);
    queue.close();
  }

  @Test
  void aCommandWhoseDeadlineHasPassedIsNotApplied() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    StockCommand tooLate = receive("mug");
    CompletableFuture<StockResult> late = queue.submit(tooLate, NOW.plusSeconds(1));
    CompletableFuture<StockResult> inTime = queue.submit(receive("mug"), NOW.plusSeconds(2));
    clock.forward(Duration.ofSeconds(1));
    store.pass(2);

    assertThat(late.get()).isEqualTo(BUSY);
    assertThat(inTime.get()).isEqualTo(DONE);
    assertThat(first.get()).isEqualTo(DONE);
    assertThat(onHand(store, "mug")).isEqualTo(2);
    store.pass(1);
    assertThat(queue.submit(tooLate, NEVER).get()).as("its id is unused").isEqualTo(DONE);
    queue.close();
  }

  @Test
  void aFullQueueIsBusyAndForgetsWhatItRefused() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock, 2);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    FutureTask<StockResult> second = start(queue, receive("cup"));
    FutureTask<StockResult> third = start(queue, receive("hat"));
    StockCommand refused = receive("mug");

    assertThat(queue.apply(List.of(refused, receive("mug")), NOW)).containsExactly(BUSY, BUSY);
    assertThat(queue.submit(refused, NEVER)).isCompletedWithValue(BUSY);

    store.pass(3);
    assertThat(List.of(first.get(), second.get(), third.get())).containsOnly(DONE);
    assertThat(queue.apply(List.of(refused), NOW)).containsExactly(DONE);
    assertThat(onHand(store, "mug")).isEqualTo(2);
  }

  @Test
  void aHotSkuStarvesNoOther() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    List<CompletableFuture<StockResult>> hot = new ArrayList<>();
    IntStream.range(0, StockQueue.WAITING_MAX)
        .forEach(i -> hot.add(queue.submit(receive("mug"), NEVER)));
    CompletableFuture<StockResult> other = queue.submit(receive("hat"), NEVER);

    assertThat(hot.stream().filter(CompletableFuture::isDone))
        .as("half of the line is for others")
        .hasSize(StockQueue.WAITING_MAX / 2)
        .allMatch(busy -> busy.join().equals(BUSY));
    store.pass(2);
    assertThat(other.get()).as("in the very next batch").isEqualTo(DONE);
    store.pass(9);
    assertThat(first.get()).isEqualTo(DONE);
    queue.close();
    assertThat(onHand(store, "mug")).isEqualTo(1 + StockQueue.WAITING_MAX / 2);
    assertThat(store.sizes()).startsWith(1, 8_192);
  }

  @Test
  void aBatchHasTheLatestTimeOfItsCalls() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    FutureTask<StockResult> early = start(queue, receive("mug"));
    clock.forward(Duration.ofSeconds(5));
    CompletableFuture<StockResult> submitted = queue.submit(receive("mug"), NEVER);
    clock.forward(Duration.ofSeconds(5));
    store.pass(2);

    assertThat(List.of(first.get(), early.get(), submitted.get())).containsOnly(DONE);
    assertThat(store.batches)
        .extracting(GatedStock.Batch::now)
        .containsExactly(NOW, NOW.plusSeconds(10));
    queue.close();
  }

  @Test
  void aFailedBatchFailsAllOfItsCallsAndNoOther() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    StockLine much = new StockLine(MUG, EAST, StockLine.QUANTITY_MAX);
    List<StockCommand> tooMuch =
        IntStream.range(0, 300)
            .<StockCommand>mapToObj(
                i -> new StockCommand.Receive(CommandId.of("m" + i), much, Optional.empty()))
            .toList();
    CompletableFuture<StockResult> innocent = queue.submit(receive("hat"), NEVER);
    FutureTask<List<StockResult>> guilty = start(new FutureTask<>(() -> queue.apply(tooMuch, NOW)));
    store.pass(2);

    assertThat(first.get()).isEqualTo(DONE);
    assertThatThrownBy(guilty::get)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(ArithmeticException.class);
    assertThatThrownBy(innocent::get).hasRootCauseInstanceOf(ArithmeticException.class);
    store.pass(2);
    assertThat(queue.apply(List.of(receive("hat")), NOW)).containsExactly(DONE);
    assertThatThrownBy(() -> queue.apply(List.of(tooMuch.get(299)), NOW))
        .as("alone in its batch")
        .isInstanceOf(ArithmeticException.class);
    queue.close();
  }

  @Test
  void anInterruptIsKeptForLater() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    FutureTask<Boolean> second =
        start(
            new FutureTask<>(
                () -> {
                  queue.apply(List.of(receive("mug")), NOW);
                  return Thread.currentThread().isInterrupted();
                }));
    threads.get(1).interrupt();
    store.pass(2);

    assertThat(second.get()).isTrue();
    assertThat(first.get()).isEqualTo(DONE);
    assertThat(onHand(store, "mug")).isEqualTo(2);
  }

  @Test
  void whatIsNoCallIsRefusedAtOnce() {
    StockQueue queue = StockQueue.before(GatedStock.open(), clock);

    assertThatThrownBy(() -> queue.apply(List.of(), NOW)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> StockQueue.before(GatedStock.open(), clock, 0))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aClosedQueueHasAnsweredAllAndTakesNoMore() throws Exception {
    GatedStock store = GatedStock.shut(1);
    StockQueue queue = StockQueue.before(store, clock);
    FutureTask<StockResult> first = start(queue, receive("mug"));
    CompletableFuture<StockResult> second = queue.submit(receive("mug"), NEVER);
    FutureTask<Boolean> closing = start(new FutureTask<>(queue::close, true));
    store.pass(2);

    assertThat(closing.get()).isTrue();

    assertThat(onHand(store, "mug")).isEqualTo(2);
    assertThat(first.get()).isEqualTo(DONE);
    assertThat(second.get()).isEqualTo(DONE);
    assertThatThrownBy(() -> queue.apply(List.of(receive("mug")), NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> queue.submit(receive("mug"), NEVER))
        .isInstanceOf(IllegalStateException.class);
    queue.close();
    store.batches.get(1).thread().join();
  }

  @Test
  void theQueueBeforeALedgerIsALedger() {
    GatedStock store = GatedStock.open();
    StockQueue queue = StockQueue.before(store, clock);
    queue.apply(List.of(receive("mug"), receive("hat")), NOW);

    assertThat(queue).isInstanceOf(StockLedger.class);
    StockLedger ledger = (StockLedger) queue;
    assertThat(ledger.movements(0, 9)).extracting(StockMovement::sequence).containsExactly(1L, 2L);
    assertThat(ledger.movements(MUG, 0, 9)).hasSize(1);
    assertThat(ledger.skus(Optional.empty(), 9)).containsExactly(Sku.of("hat"), MUG);
    assertThat(ledger.recompute(MUG, EAST).onHand()).isEqualTo(1);
    assertThat(queue.expiring(NOW, 1)).isEmpty();
    assertThat(queue.find(ReservationId.of("r"))).isEmpty();
  }

  @Test
  void ofThousandsOfCallsOfBothKindsNoneIsLost() throws Exception {
    GatedStock store = GatedStock.open();
    StockQueue queue = StockQueue.before(store, clock);
    int each = 2_000;
    StockLine all = new StockLine(MUG, EAST, 8 * each);
    queue.apply(List.of(new StockCommand.Receive(CommandId.of("all"), all, Optional.empty())), NOW);
    List<FutureTask<Integer>> buyers = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int number = thread;
      FutureTask<Integer> buyer =
          new FutureTask<>(
              () -> {
                List<CompletableFuture<StockResult>> answers = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  StockCommand one = reserve("t" + number + "-" + i);
                  answers.add(
                      number % 2 == 0
                          ? queue.submit(one, NEVER)
                          : CompletableFuture.completedFuture(
                              queue.apply(List.of(one), NOW).get(0)));
                }
                int bought = 0;
                for (CompletableFuture<StockResult> answer : answers) {
                  bought += answer.get() instanceof StockResult.Applied ? 1 : 0;
                }
                return bought;
              });
      buyers.add(buyer);
      Thread start = new Thread(buyer);
      threads.add(start);
      start.start();
    }

    for (FutureTask<Integer> buyer : buyers) {
      assertThat(buyer.get()).isEqualTo(each);
    }
    queue.close();
    assertThat(store.levels(List.of(MUG)).get(0).reserved()).isEqualTo(8 * each);
    assertThat(store.find(ReservationId.of("t0-0")).orElseThrow().state())
        .isEqualTo(Reservation.State.HELD);
  }

  private static StockCommand reserve(String id) {
    return new StockCommand.Reserve(
        CommandId.of(id),
        ReservationId.of(id),
        "buyer",
        List.of(new StockLine(MUG, EAST, 1)),
        List.of(),
        NOW.plusSeconds(900));
  }
}

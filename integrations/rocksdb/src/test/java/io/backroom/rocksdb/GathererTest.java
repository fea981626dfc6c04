package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GathererTest {
  private static final class Call extends Gatherer.Call {}

  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final List<Integer> sizes = new ArrayList<>();

  private void write(List<Call> batch) {
    sizes.add(batch.size());
    writing.countDown();
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a call and returns when it is written or waits. */
  private static Thread start(Gatherer<Call> gatherer) {
    Thread thread = new Thread(() -> gatherer.call(new Call()));
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void callsThatComeDuringAWriteBecomeOneBatch() throws InterruptedException {
    Gatherer<Call> gatherer = new Gatherer<>(this::write, call -> 1, 100);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      callers.add(start(gatherer));
      writing.await();
    }
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(sizes).containsExactly(1, 5);
  }

  @Test
  void aBatchIsNoHeavierThanItMayBeUnlessItIsOneCall() throws InterruptedException {
    Gatherer<Call> gatherer = new Gatherer<>(this::write, call -> 5, 12);
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      callers.add(start(gatherer));
      writing.await();
    }
    go.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    Gatherer<Call> narrow = new Gatherer<>(this::write, call -> 5, 1);
    narrow.call(new Call());

    assertThat(sizes).containsExactly(1, 2, 2, 1, 1);
  }

  @Test
  void aFailedWriteFailsItsCallsAndNoOther() {
    List<Integer> tries = new ArrayList<>();
    Gatherer<Call> gatherer =
        new Gatherer<>(
            batch -> {
              tries.add(1);
              if (tries.size() == 1) {
                throw new IllegalStateException("disk full");
              }
            },
            call -> 1,
            100);

    assertThatThrownBy(() -> gatherer.call(new Call())).hasMessage("disk full");
    gatherer.call(new Call());
    assertThat(tries).hasSize(2);
  }

  @Test
  void anInterruptIsKeptForLater() throws InterruptedException {
    Gatherer<Call> gatherer = new Gatherer<>(this::write, call -> 1, 100);
    Thread first = start(gatherer);
    writing.await();
    List<Boolean> interrupted = new ArrayList<>();
    Thread second =
        new Thread(
            () -> {
              gatherer.call(new Call());
              interrupted.add(Thread.currentThread().isInterrupted());
            });
    second.start();
    while (second.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    second.interrupt();
    go.countDown();
    first.join();
    second.join();

    assertThat(sizes).hasSize(2);
    assertThat(interrupted).containsExactly(true);
  }
}

package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.State;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * H2 loses commits of transactions that wait for the same row, so ours never do. D-05 would find
 * that without these turns, but only once in some twenty runs.
 */
class H2TurnsTest {
  @Test
  void aTransactionBeginsWhenTheOneBeforeItIsOver() throws Exception {
    // Two stores on one file, as two nodes of one process have them.
    Database first = new Database(TestDatabase.H2.dataSource());
    Database second = new Database(TestDatabase.H2.dataSource());
    AtomicBoolean begun = new AtomicBoolean();
    CompletableFuture<Boolean> outcome = new CompletableFuture<>();
    Thread other =
        new Thread(() -> outcome.complete(second.attempt(connection -> begun.getAndSet(true))));
    boolean committed =
        first.attempt(
            connection -> {
              other.start();
              while (other.getState() != State.WAITING) {
                assertThat(other.getState()).isNotEqualTo(State.TERMINATED);
                LockSupport.parkNanos(1);
              }
              assertThat(begun).isFalse();
              return true;
            });
    assertThat(committed).isTrue();
    assertThat(outcome.get(1, TimeUnit.MINUTES)).isFalse();
    assertThat(begun).isTrue();
  }
}

package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.SettableClock;
import io.backroom.Trouble;
import io.backroom.TroubledDocuments;
import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KernelTest {
  private static final Caller TESTER = Caller.system("tester");
  private static final DocumentType<Counter> COUNTER =
      new DocumentType<>(
          "counter", Counter.class, Counter::id, c -> List.of(new IndexEntry("all", "same")));

  private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
  private final InMemoryDocumentStore store = new InMemoryDocumentStore();
  private final Trouble trouble = new Trouble();
  private final AtomicLong ids = new AtomicLong();
  private final List<CommerceEvent> heard = new ArrayList<>();
  private final Kernel kernel = kernel();

  record Counter(String id, int value) {}

  record Payload(String text) {}

  private Kernel kernel() {
    return new Kernel(
        new TroubledDocuments(store, trouble, new ConcurrentHashMap<>()),
        clock,
        () -> "i" + ids.incrementAndGet(),
        List.of(heard::add));
  }

  private int increment(Kernel node) {
    return node.transact(
        tx -> {
          int next = tx.find(COUNTER, "c").map(Counter::value).orElse(0) + 1;
          tx.put(COUNTER, new Counter("c", next));
          return next;
        });
  }

  private int value() {
    return kernel.find(COUNTER, "c").orElseThrow().value();
  }

  @Nested
  class ATransaction {
    @Test
    @Timeout(60)
    void isMadeAnewWhenAnotherWriterWasFaster() throws Exception {
      int threads = 8;
      int each = 250;
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  for (int n = 0; n < each; n++) {
                    increment(kernel);
                  }
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
      pool.shutdownNow();

      assertThat(value()).isEqualTo(threads * each);
    }

    @Test
    void whoseAnswerIsLostIsSettledByReading() {
      increment(kernel);
      trouble.strikeOnce(2, Trouble.When.AFTER);

      assertThat(increment(kernel)).isEqualTo(2);

      assertThat(trouble.hasStruck()).isTrue();
      assertThat(value()).isEqualTo(2);
    }

    @Test
    void thatDidNotHappenIsAFault() {
      increment(kernel);
      trouble.strikeOnce(2, Trouble.When.BEFORE);

      assertThatThrownBy(() -> increment(kernel)).isInstanceOf(Trouble.Unreachable.class);

      assertThat(value()).isEqualTo(1);
    }

    @Test
    void seesItsOwnWritesAndNobodyElseDoesBeforeTheCommit() {
      kernel.transact(
          tx -> {
            tx.put(COUNTER, new Counter("c", 7));
            assertThat(tx.find(COUNTER, "c")).contains(new Counter("c", 7));
            assertThat(kernel.find(COUNTER, "c")).isEmpty();
            return 0;
          });
      assertThat(value()).isEqualTo(7);
    }

    @Test
    void thatChangesNothingCommitsNothing() {
      increment(kernel);
      trouble.strikeOnce(2, Trouble.When.BEFORE);

      kernel.transact(
          tx -> {
            tx.put(COUNTER, tx.get(COUNTER, "c"));
            return 0;
          });

      assertThat(trouble.hasStruck()).isFalse();
    }

    @Test
    void thatRefusesOnWhatDoesNotBelongTogetherDecidesAnew() {
      increment(kernel);
      AtomicInteger tries = new AtomicInteger();

      String answer =
          kernel.transact(
              tx -> {
                boolean other = tx.find(COUNTER, "other").isPresent();
                if (tries.incrementAndGet() == 1) {
                  kernel.transact(
                      inner -> {
                        inner.put(COUNTER, new Counter("other", 1));
                        inner.put(COUNTER, new Counter("c", 2));
                        return 0;
                      });
                }
                int count = tx.get(COUNTER, "c").value();
                if (count == 2 && !other) {
                  throw new IllegalStateException("torn");
                }
                return other + " " + count;
              });

      assertThat(answer).isEqualTo("true 2");
    }

    @Test
    void thatWritesNothingIsDecidedAnewToo() {
      increment(kernel);
      AtomicInteger tries = new AtomicInteger();

      String answer =
          kernel.transact(
              tx -> {
                boolean other = tx.find(COUNTER, "other").isPresent();
                if (tries.incrementAndGet() == 1) {
                  kernel.transact(
                      inner -> {
                        inner.put(COUNTER, new Counter("other", 1));
                        inner.put(COUNTER, new Counter("c", 2));
                        return 0;
                      });
                }
                return other + " " + tx.get(COUNTER, "c").value();
              });

      assertThat(answer).isEqualTo("true 2");
    }

    @Test
    void thatRestsOnWhatItDoesNotWriteIsDecidedAnewWhenThatChanges() {
      kernel.transact(
          tx -> {
            tx.put(COUNTER, new Counter("left", 1));
            tx.put(COUNTER, new Counter("right", 1));
            return 0;
          });
      AtomicInteger tries = new AtomicInteger();

      kernel.transact(
          tx -> {
            int right = tx.get(COUNTER, "right").value();
            tx.put(COUNTER, new Counter("left", 1 - right));
            if (tries.incrementAndGet() == 1) {
              kernel.transact(
                  other -> {
                    int left = other.get(COUNTER, "left").value();
                    other.put(COUNTER, new Counter("right", 1 - left));
                    return 0;
                  });
            }
            return 0;
          });

      assertThat(kernel.find(COUNTER, "right")).contains(new Counter("right", 0));
      assertThat(kernel.find(COUNTER, "left"))
          .as("one of two is left")
          .contains(new Counter("left", 1));
      assertThat(tries).hasValue(2);
    }

    @Test
    void leavesWhatItOnlyReadsAsItIs() {
      increment(kernel);
      Document before = store.find(COUNTER.id("c")).orElseThrow();

      kernel.transact(
          tx -> {
            tx.put(COUNTER, new Counter("other", tx.get(COUNTER, "c").value()));
            return 0;
          });

      assertThat(store.find(COUNTER.id("c"))).contains(before);
    }

    @Test
    void thatNamesAMissingDocumentIsAFault() {
      assertThatThrownBy(() -> kernel.transact(tx -> tx.get(COUNTER, "none")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("counter/none");
    }
  }

  @Test
  void everyDocumentIsPassedOnceOverManyPages() {
    for (int i = 0; i < 2_345; i++) {
      int number = i;
      kernel.transact(
          tx -> {
            tx.create(COUNTER, new Counter("d" + number, number));
            return 0;
          });
    }
    List<Integer> seen = new ArrayList<>();

    kernel.forEach(COUNTER, "all", counter -> seen.add(counter.value()));

    assertThat(seen).hasSize(2_345).doesNotHaveDuplicates();
  }

  @Test
  void aDocumentWithSeveralEntriesIsPassedOnceForEach() {
    DocumentType<Counter> halved =
        new DocumentType<>(
            "halved",
            Counter.class,
            Counter::id,
            c ->
                List.of(
                    new IndexEntry("half", "b" + c.value() % 7),
                    new IndexEntry("other", "a"),
                    new IndexEntry("half", "a" + c.value() % 5)));
    for (int i = 0; i < 1_100; i++) {
      Counter counter = new Counter("c" + i, i);
      kernel.transact(
          tx -> {
            tx.create(halved, counter);
            return 0;
          });
    }
    Map<Integer, Integer> seen = new TreeMap<>();

    kernel.forEach(halved, "half", "", counter -> seen.merge(counter.value(), 1, Integer::sum));

    assertThat(seen).hasSize(1_100);
    assertThat(seen.values()).containsOnly(2);
  }

  @Test
  void eventsOfOneMomentKeepTheirOrderAndTheirSubject() {
    for (int i = 0; i < 20; i++) {
      int number = i;
      kernel.transact(
          tx -> {
            tx.emit("a", "first-" + number, TESTER, "", Map.of());
            tx.emit("a2", "other", TESTER, "", Map.of());
            tx.emit("a", "second-" + number, TESTER, "", Map.of());
            return 0;
          });
    }

    List<String> kinds = kernel.events("a").stream().map(CommerceEvent::kind).toList();
    assertThat(kinds).hasSize(40).startsWith("first-0", "second-0", "first-1");
    assertThat(heard.stream().filter(e -> e.subject().equals("a")).map(CommerceEvent::kind))
        .containsExactlyElementsOf(kinds);
  }

  @Nested
  class Work {
    private final List<String> done = new ArrayList<>();

    private void store(Kernel node, String kind, String text, Duration in, Optional<String> lane) {
      node.transact(
          tx -> {
            Payload payload = new Payload(text);
            if (lane.isPresent()) {
              tx.doNowInOrder(kind, payload, lane.get());
            } else {
              tx.doAt(kind, payload, tx.now().plus(in));
            }
            return 0;
          });
    }

    private WorkQueue.Handler noting(Kernel node) {
      return item -> {
        done.add(node.payload(item, Payload.class).text());
        return tx -> {};
      };
    }

    @Test
    void isDoneWhenItIsDueAndOnce() {
      kernel.work().on("note", noting(kernel));
      store(kernel, "note", "later", Duration.ofHours(1), Optional.empty());

      assertThat(kernel.work().runDue()).isZero();
      assertThat(kernel.work().nextDue()).contains(clock.instant().plus(Duration.ofHours(1)));
      clock.forward(Duration.ofHours(1));
      assertThat(kernel.work().runDue()).isEqualTo(1);
      assertThat(kernel.work().runDue()).isZero();

      assertThat(done).containsExactly("later");
      assertThat(kernel.work().nextDue()).isEmpty();
    }

    @Test
    void thatEndsInAnErrorIsTriedAgainAndStopsNoOther() {
      AtomicInteger tries = new AtomicInteger();
      kernel.work().on("note", noting(kernel));
      kernel
          .work()
          .on(
              "broken",
              item -> {
                if (tries.incrementAndGet() == 1) {
                  throw new NoClassDefFoundError("com/example/Lost");
                }
                return tx -> {};
              });
      store(kernel, "broken", "x", Duration.ZERO, Optional.empty());
      store(kernel, "note", "behind it", Duration.ZERO, Optional.empty());

      kernel.work().runDue();
      assertThat(done).containsExactly("behind it");
      clock.forward(Duration.ofMinutes(1));
      kernel.work().runDue();

      assertThat(tries).hasValue(2);
      assertThat(kernel.work().nextDue()).isEmpty();
    }

    @Test
    void thatTakesLongerThanItsLeaseIsNotBegunOnceMoreByTheSameNode() {
      kernel
          .work()
          .on(
              "slow",
              item -> {
                done.add("begun");
                clock.forward(Duration.ofSeconds(61));
                kernel.work().runDue();
                return tx -> done.add("ended");
              });
      store(kernel, "slow", "x", Duration.ZERO, Optional.empty());

      kernel.work().runDue();

      assertThat(done).containsExactly("begun", "ended");
      assertThat(kernel.work().nextDue()).isEmpty();
    }

    @Test
    void putOffToTheVeryEndOfItsLeaseIsNotForgotten() {
      kernel
          .work()
          .on(
              "twice",
              item -> {
                done.add("once more");
                return tx -> {
                  if (done.size() == 1) {
                    tx.again(item, item.due());
                  }
                };
              });
      store(kernel, "twice", "x", Duration.ZERO, Optional.empty());

      kernel.work().runDue();
      assertThat(kernel.work().nextDue()).isPresent();
      clock.forward(Duration.ofHours(1));
      kernel.work().runDue();

      assertThat(done).hasSize(2);
      assertThat(kernel.work().nextDue()).isEmpty();
    }

    @Test
    @Timeout(60)
    void isDoneByOneOfTwoNodes() throws Exception {
      AtomicInteger calls = new AtomicInteger();
      Kernel other = kernel();
      for (Kernel node : List.of(kernel, other)) {
        node.work()
            .on(
                "count",
                item -> {
                  calls.incrementAndGet();
                  return tx -> {};
                });
      }
      for (int i = 0; i < 500; i++) {
        store(kernel, "count", "x", Duration.ZERO, Optional.empty());
      }
      ExecutorService pool = Executors.newFixedThreadPool(2);
      List<Future<Integer>> running =
          pool.invokeAll(List.of(() -> kernel.work().runDue(), () -> other.work().runDue()));
      int sum = running.get(0).get() + running.get(1).get();
      pool.shutdownNow();

      assertThat(calls).hasValue(500);
      assertThat(sum).isEqualTo(500);
    }

    @Test
    void ofANodeThatSleptTooLongIsNotFinishedByIt() {
      Kernel other = kernel();
      other.work().on("slow", noting(other));
      kernel
          .work()
          .on(
              "slow",
              item -> {
                clock.forward(Duration.ofMinutes(2));
                assertThat(other.work().runDue()).isEqualTo(1);
                return tx -> tx.put(COUNTER, new Counter("zombie", 1));
              });
      store(kernel, "slow", "by the other node", Duration.ZERO, Optional.empty());

      kernel.work().runDue();

      assertThat(done).containsExactly("by the other node");
      assertThat(kernel.find(COUNTER, "zombie")).isEmpty();
    }

    @Test
    void thatFailsComesBackAfterGrowingPausesAndBecomesATaskAfterTenFailures() {
      List<Instant> attempts = new ArrayList<>();
      List<String> told = new ArrayList<>();
      kernel
          .work()
          .on(
              "broken",
              item -> {
                attempts.add(clock.instant());
                throw new IllegalStateException("no luck");
              });
      kernel
          .work()
          .on(
              WorkQueue.TELL_A_PERSON,
              item -> {
                told.add(kernel.payload(item, WorkQueue.Attention.class).text());
                return tx -> {};
              });
      store(kernel, "broken", "x", Duration.ZERO, Optional.empty());
      for (int i = 0; i < 4_000; i++) {
        kernel.work().runDue();
        if (attempts.size() < 10) {
          assertThat(told).isEmpty();
        }
        clock.forward(Duration.ofSeconds(5));
      }

      assertThat(told).containsExactly("broken: no luck");
      assertThat(attempts).hasSizeGreaterThan(10);
      for (int i = 2; i < attempts.size(); i++) {
        assertThat(Duration.between(attempts.get(i - 1), attempts.get(i)))
            .isGreaterThan(Duration.between(attempts.get(i - 2), attempts.get(i - 1)));
      }
    }

    @Test
    void ofALaneIsDoneInOrderThoughTheFirstFails() {
      AtomicInteger failures = new AtomicInteger(3);
      kernel
          .work()
          .on(
              "mail",
              item -> {
                if (failures.getAndDecrement() > 0) {
                  throw new IllegalStateException("the mail server is away");
                }
                return noting(kernel).handle(item);
              });
      for (int i = 0; i < 5; i++) {
        store(kernel, "mail", "a" + i, Duration.ZERO, Optional.of("a"));
      }
      for (int i = 0; i < 30; i++) {
        clock.forward(Duration.ofMinutes(1));
        kernel.work().runDue();
      }

      assertThat(done).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    @Test
    void ofALaneKeepsItsOrderOverARestart() {
      kernel
          .work()
          .on(
              "mail",
              item -> {
                throw new IllegalStateException("the mail server is away");
              });
      for (int i = 0; i < 3; i++) {
        store(kernel, "mail", "a" + i, Duration.ZERO, Optional.of("a"));
      }
      clock.forward(Duration.ofSeconds(1));
      Kernel reborn = kernel();
      reborn.work().on("mail", noting(reborn));
      store(reborn, "mail", "a3", Duration.ZERO, Optional.of("a"));
      for (int i = 0; i < 10; i++) {
        clock.forward(Duration.ofMinutes(1));
        reborn.work().runDue();
      }

      assertThat(done).containsExactly("a0", "a1", "a2", "a3");
    }

    @Test
    void thatWaitsInBrokenLanesDoesNotStopOtherWork() {
      kernel
          .work()
          .on(
              "mail",
              item -> {
                throw new IllegalStateException("the mail server is away");
              });
      kernel.work().on("note", noting(kernel));
      for (int i = 0; i < 300; i++) {
        store(kernel, "mail", "first", Duration.ZERO, Optional.of("lane" + i));
        store(kernel, "mail", "second", Duration.ZERO, Optional.of("lane" + i));
      }
      clock.forward(Duration.ofHours(2));
      store(kernel, "note", "urgent", Duration.ZERO, Optional.empty());
      for (int i = 0; i < 5; i++) {
        kernel.work().runDue();
        clock.forward(Duration.ofSeconds(1));
      }

      assertThat(done).containsExactly("urgent");
    }

    @Test
    void thatIsStoredByWorkIsDoneAfterIt() {
      kernel
          .work()
          .on(
              "chain",
              item -> {
                String text = kernel.payload(item, Payload.class).text();
                done.add(text);
                return tx -> {
                  if (text.length() < 500) {
                    tx.doNowInOrder("chain", new Payload(text + "x"), "l");
                  }
                };
              });

      store(kernel, "chain", "x", Duration.ZERO, Optional.of("l"));

      assertThat(done).hasSize(500);
    }

    @Test
    void thatNobodyHandlesIsKept() {
      store(kernel, "unknown", "x", Duration.ZERO, Optional.empty());
      kernel.work().runDue();

      Kernel newer = kernel();
      newer.work().on("unknown", noting(newer));
      clock.forward(Duration.ofMinutes(1));
      newer.work().runDue();

      assertThat(done).containsExactly("x");
    }

    @Test
    void hasOneHandlerPerKind() {
      kernel.work().on("note", noting(kernel));

      assertThatThrownBy(() -> kernel.work().on("note", noting(kernel)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("note");
    }

    @Test
    void thatCannotBeBegunDoesNotUndoWhatWasCommitted() {
      kernel.work().on("mail", noting(kernel));
      trouble.strikeOnce(2, Trouble.When.BEFORE);

      store(kernel, "mail", "x", Duration.ZERO, Optional.of("a"));

      assertThat(trouble.hasStruck()).isTrue();
      assertThat(done).isEmpty();
      clock.forward(Duration.ofMinutes(2));
      kernel.work().runDue();
      assertThat(done).containsExactly("x");
    }
  }
}

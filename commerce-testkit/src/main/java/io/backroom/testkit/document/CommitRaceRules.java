package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.WriteId;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many commits at once do. */
abstract class CommitRaceRules extends DocumentRules {
  private static final int ROUNDS = 20;

  @ParameterizedTest(name = "{0} writers")
  @ValueSource(ints = {2, 8, 32})
  @Rule("D-05")
  void writersLoseNoUpdate(int writers) throws Exception {
    committed(put("counter", 0, "0"));
    Race.run(
        writers,
        writer ->
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                increment();
              }
              return true;
            });
    assertThat(body("counter")).isEqualTo(String.valueOf(writers * ROUNDS));
  }

  private void increment() {
    CommitResult result;
    do {
      Document before = document("counter");
      String next = String.valueOf(Integer.parseInt(before.body()) + 1);
      result = commit(put("counter", before.version(), next));
    } while (!(result instanceof CommitResult.Committed));
  }

  @Test
  @Rule("D-05")
  void ofManyWhoCreateOneDocumentExactlyOneDoes() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "once-" + round;
      List<CommitResult> results =
          Race.run(16, thread -> () -> commit(put(key, 0, String.valueOf(thread))));
      assertThat(Collections.frequency(results, new CommitResult.Committed())).isEqualTo(1);
      int winner = results.indexOf(new CommitResult.Committed());
      assertThat(body(key)).isEqualTo(String.valueOf(winner));
    }
  }

  @Test
  @Rule("D-05")
  void ofManyWhoReplaceOneVersionExactlyOneDoes() throws Exception {
    committed(put("a", 0, "start"));
    for (int round = 0; round < ROUNDS; round++) {
      long version = version("a");
      List<CommitResult> results =
          Race.run(16, thread -> () -> commit(put("a", version, "by " + thread)));
      assertThat(Collections.frequency(results, new CommitResult.Committed())).isEqualTo(1);
    }
  }

  @Test
  @Rule("D-05")
  void whoWritesWhatItHasReadCannotBeSkewed() throws Exception {
    // Each takes the last unit of one place if the other has one: both together must not.
    for (int round = 0; round < ROUNDS; round++) {
      String left = "left-" + round;
      String right = "right-" + round;
      committed(put(left, 0, "1"), put(right, 0, "1"));
      List<CommitResult> results =
          Race.run(
              2,
              thread ->
                  () -> {
                    Document mine = document(thread == 0 ? left : right);
                    Document others = document(thread == 0 ? right : left);
                    return others.body().equals("1") && mine.body().equals("1")
                        ? commit(
                            put(mine.id().key(), mine.version(), "0"),
                            put(others.id().key(), others.version(), "1"))
                        : conflict(left);
                  });
      assertThat(Collections.frequency(results, new CommitResult.Committed())).isEqualTo(1);
      assertThat(body(left)).isNotEqualTo(body(right));
    }
  }

  @Test
  @Rule("D-17")
  void ofTwoWhoCheckWhatTheOtherChangesOnlyOneIsCommitted() throws Exception {
    eachChecksWhatTheOtherChanges(store);
  }

  @Test
  @Rule("D-17")
  void ofTwoAtTwoInstancesWhoCheckWhatTheOtherChangesOnlyOneIsCommitted() throws Exception {
    eachChecksWhatTheOtherChanges(contract().secondInstance(store));
  }

  private void eachChecksWhatTheOtherChanges(DocumentStore other) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      List<String> keys = List.of("left-" + round, "right-" + round);
      committed(put(keys.get(0), 0, "open"), put(keys.get(1), 0, "open"));
      List<CommitResult> results =
          Race.run(
              2,
              thread ->
                  () -> {
                    String mine = keys.get(thread);
                    String others = keys.get(1 - thread);
                    return (thread == 0 ? store : other)
                        .commit(newWrite(), List.of(put(mine, 1, "done"), check(others, 1)));
                  });
      assertThat(Collections.frequency(results, new CommitResult.Committed())).isEqualTo(1);
    }
  }

  @Test
  @Rule("D-05")
  void ofManyAtTwoInstancesWhoReplaceOneVersionExactlyOneDoes() throws Exception {
    DocumentStore other = contract().secondInstance(store);
    committed(put("a", 0, "start"));
    for (int round = 0; round < ROUNDS; round++) {
      long version = version("a");
      List<CommitResult> results =
          Race.run(
              8,
              thread ->
                  () ->
                      (thread % 2 == 0 ? store : other)
                          .commit(newWrite(), List.of(put("a", version, "by " + thread))));
      assertThat(Collections.frequency(results, new CommitResult.Committed())).isEqualTo(1);
    }
  }

  @Test
  @Rule("D-01")
  void lostAnswersAreSettledTruthfullyByReading() throws Exception {
    committed(put("counter", 0, "0"));
    List<Integer> found =
        Race.run(
            8,
            thread ->
                () -> {
                  int mine = 0;
                  for (int i = 0; i < ROUNDS; i++) {
                    mine += incrementedWithoutAnAnswer(thread + "-" + i) ? 1 : 0;
                  }
                  return mine;
                });
    assertThat(body("counter"))
        .isEqualTo(String.valueOf(found.stream().mapToInt(Integer::intValue).sum()));
  }

  /** Adds one, does not look at the answer, and tells by a document of its own whether it did. */
  private boolean incrementedWithoutAnAnswer(String name) {
    Document before = document("counter");
    String next = String.valueOf(Integer.parseInt(before.body()) + 1);
    WriteId write = newWrite();
    store.commit(write, List.of(put("counter", before.version(), next), put(name, 0, "{}")));
    return store.find(id(name)).filter(made -> made.writtenBy().equals(write)).isPresent();
  }

  @Test
  @Rule("D-01")
  void transfersInOppositeOrderConserveTheSum() throws Exception {
    committed(put("a", 0, "1000"), put("b", 0, "1000"));
    Race.run(
        8,
        thread ->
            () -> {
              boolean forward = thread % 2 == 0;
              for (int i = 0; i < ROUNDS; i++) {
                transfer(forward ? "a" : "b", forward ? "b" : "a");
              }
              return true;
            });
    assertThat(Integer.parseInt(body("a")) + Integer.parseInt(body("b"))).isEqualTo(2000);
    assertThat(body("a")).isEqualTo("1000");
  }

  private void transfer(String from, String to) {
    CommitResult result;
    do {
      Document giver = document(from);
      Document taker = document(to);
      String less = String.valueOf(Integer.parseInt(giver.body()) - 1);
      String more = String.valueOf(Integer.parseInt(taker.body()) + 1);
      result = commit(put(from, giver.version(), less), put(to, taker.version(), more));
    } while (!(result instanceof CommitResult.Committed));
  }

  @Test
  @Rule("D-01")
  void aQueryNeverSeesHalfACommit() throws Exception {
    committed(put("a", 0, "0", "v"), put("b", 0, "0", "v"));
    AtomicInteger reading = new AtomicInteger(3);
    List<Boolean> whole =
        Race.run(
            4,
            thread ->
                () -> {
                  if (thread > 0) {
                    boolean equal = readsAreWhole();
                    reading.decrementAndGet();
                    return equal;
                  }
                  for (int i = 1; reading.get() > 0; i++) {
                    String body = String.valueOf(i);
                    committed(put("a", version("a"), body, "v"), put("b", version("b"), body, "v"));
                  }
                  return true;
                });
    assertThat(whole).as("both documents had the same body in each page").containsOnly(true);
  }

  private boolean readsAreWhole() {
    for (int i = 0; i < 200; i++) {
      List<Document> page = store.query(equal("v"));
      if (page.size() != 2 || !page.get(0).body().equals(page.get(1).body())) {
        return false;
      }
    }
    return true;
  }
}

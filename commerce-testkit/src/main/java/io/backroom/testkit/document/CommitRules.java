package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.testkit.Rule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one commit does. */
abstract class CommitRules extends DocumentRules {
  private static final int WRITES_MAX = 5_000;

  @Test
  @Rule("D-01")
  void aCommitCarriesOutEveryWrite() {
    committed(put("old", 0, "{}"), put("gone", 0, "{}"));
    committed(put("new", 0, "1"), put("old", 1, "2"), delete("gone", 1));
    assertThat(body("new")).isEqualTo("1");
    assertThat(body("old")).isEqualTo("2");
    assertThat(store.find(id("gone"))).isEmpty();
  }

  @Test
  @Rule("D-01")
  void aConflictInTheLastWriteUndoesThoseBeforeIt() {
    committed(put("a", 0, "first"), put("b", 0, "first"));
    assertThat(commit(put("a", 1, "second"), put("c", 0, "new"), put("b", 9, "second")))
        .isInstanceOf(CommitResult.Conflict.class);
    assertThat(body("a")).isEqualTo("first");
    assertThat(store.find(id("c"))).isEmpty();
  }

  @Test
  @Rule("D-01")
  void aConflictInTheFirstWriteStopsThoseAfterIt() {
    committed(put("b", 0, "first", "v"));
    assertThat(commit(put("b", 9, "second", "w"), put("a", 0, "new", "v")))
        .isInstanceOf(CommitResult.Conflict.class);
    assertThat(store.find(id("a"))).isEmpty();
    assertThat(keys(equal("v"))).containsExactly("b");
  }

  @Test
  @Rule("D-02")
  void aWriteWithAnOldVersionIsRefused() {
    committed(put("a", 0, "first"));
    committed(put("a", 1, "second"));
    assertThat(commit(put("a", 1, "third"))).isEqualTo(conflict("a"));
    assertThat(body("a")).isEqualTo("second");
  }

  @Test
  @Rule("D-02")
  void aWriteWithAVersionThatNeverWasIsRefused() {
    committed(put("a", 0, "first"));
    assertThat(commit(put("a", 99, "second"))).isEqualTo(conflict("a"));
    assertThat(commit(put("b", 99, "second"))).isEqualTo(conflict("b"));
    assertThat(body("a")).isEqualTo("first");
    assertThat(store.find(id("b"))).isEmpty();
  }

  @Test
  @Rule("D-02")
  void aDocumentIsCreatedOnlyOnce() {
    committed(put("a", 0, "first"));
    assertThat(commit(put("a", 0, "second"))).isEqualTo(conflict("a"));
    assertThat(body("a")).isEqualTo("first");
  }

  @Test
  @Rule("D-02")
  void aDeleteWithAnOldVersionIsRefused() {
    committed(put("a", 0, "first"));
    committed(put("a", 1, "second"));
    assertThat(commit(delete("a", 1))).isEqualTo(conflict("a"));
    assertThat(body("a")).isEqualTo("second");
  }

  @Test
  @Rule("D-02")
  void aDeleteOfWhatIsNotThereIsRefused() {
    assertThat(commit(delete("a", 1))).isEqualTo(conflict("a"));
  }

  @Test
  @Rule("D-03")
  void aConflictNamesEveryDocumentInTheOrderOfTheWrites() {
    committed(put("a", 0, "{}"), put("b", 0, "{}"), put("c", 0, "{}"));
    assertThat(commit(put("c", 9, "x"), put("b", 1, "x"), put("a", 0, "x"), delete("z", 9)))
        .isEqualTo(conflict("c", "a", "z"));
  }

  @Test
  @Rule("D-04")
  void versionsCountFromOne() {
    committed(put("a", 0, "first"));
    assertThat(version("a")).isEqualTo(1);
    for (long version = 1; version < 5; version++) {
      committed(put("a", version("a"), "next"));
      assertThat(version("a")).isEqualTo(version + 1);
    }
  }

  @Test
  @Rule("D-04")
  void aDocumentCreatedAgainStartsAtOne() {
    committed(put("a", 0, "first"));
    committed(delete("a", 1));
    committed(put("a", 0, "again"));
    assertThat(version("a")).isEqualTo(1);
  }

  @Test
  @Rule("D-04")
  void aRefusedWriteDoesNotCount() {
    committed(put("a", 0, "first"));
    commit(put("a", 0, "refused"));
    assertThat(version("a")).isEqualTo(1);
  }

  @Test
  @Rule("D-06")
  void everyDocumentOfACommitCarriesItsName() {
    WriteId write = newWrite();
    store.commit(write, List.of(put("a", 0, "{}"), put("b", 0, "{}")));
    assertThat(document("a").writtenBy()).isEqualTo(write);
    assertThat(document("b").writtenBy()).isEqualTo(write);
  }

  @Test
  @Rule("D-06")
  void theNameIsThatOfTheLastCommit() {
    committed(put("a", 0, "first"));
    WriteId second = newWrite();
    store.commit(second, List.of(put("a", 1, "second")));
    store.commit(newWrite(), List.of(put("a", 1, "refused")));
    assertThat(document("a").writtenBy()).isEqualTo(second);
  }

  @Test
  @Rule("D-06")
  void aLostAnswerIsSettledByReading() {
    committed(put("a", 0, "first"));
    WriteId mine = newWrite();
    List<DocumentWrite> writes = List.of(put("a", 1, "mine"));
    store.commit(mine, writes);
    assertThat(store.commit(mine, writes)).isEqualTo(conflict("a"));
    assertThat(document("a").writtenBy()).isEqualTo(mine);
  }

  @Test
  @Rule("D-07")
  void aCommitWithoutWritesIsRefused() {
    assertThatThrownBy(() -> store.commit(newWrite(), List.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  @Rule("D-07")
  void aCommitOfOneDocumentTwiceIsRefused() {
    assertThatThrownBy(() -> commit(put("a", 0, "1"), put("b", 0, "1"), put("a", 1, "2")))
        .isInstanceOf(InvalidInputException.class);
    assertThat(store.find(id("a"))).isEmpty();
    assertThat(store.find(id("b"))).isEmpty();
  }

  @Test
  @Rule("D-07")
  void aCommitOfTooManyWritesIsRefused() {
    assertThatThrownBy(() -> store.commit(newWrite(), many(WRITES_MAX + 1)))
        .isInstanceOf(InvalidInputException.class);
    assertThat(store.find(id("n0"))).isEmpty();
  }

  @Test
  @Rule("D-07")
  void aCommitOfAsManyWritesAsAllowedIsCarriedOut() {
    assertThat(store.commit(newWrite(), many(WRITES_MAX))).isEqualTo(new CommitResult.Committed());
    assertThat(body("n" + (WRITES_MAX - 1))).isEqualTo("{}");
  }

  @Test
  @Rule("D-17")
  void aCommitHappensIfWhatItChecksIsAsItWas() {
    committed(put("a", 0, "first", "v"), put("b", 0, "{}"));
    Document before = document("a");
    committed(check("a", 1), put("b", 1, "decided"));
    assertThat(body("b")).isEqualTo("decided");
    assertThat(document("a")).as("what was checked").isEqualTo(before);
    assertThat(keys(equal("v"))).containsExactly("a");
  }

  @Test
  @Rule("D-17")
  void aCommitIsRefusedIfWhatItChecksHasChanged() {
    committed(put("a", 0, "first"), put("b", 0, "{}"));
    committed(put("a", 1, "second"));
    assertThat(commit(put("b", 1, "decided"), check("a", 1))).isEqualTo(conflict("a"));
    assertThat(body("b")).isEqualTo("{}");
  }

  @Test
  @Rule("D-17")
  void aCommitIsRefusedIfWhatItChecksIsGone() {
    committed(put("a", 0, "first"));
    committed(delete("a", 1));
    assertThat(commit(check("a", 1), put("b", 0, "new"))).isEqualTo(conflict("a"));
    assertThat(store.find(id("b"))).isEmpty();
  }

  private List<DocumentWrite> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> put("n" + i, 0, "{}")).toList();
  }
}

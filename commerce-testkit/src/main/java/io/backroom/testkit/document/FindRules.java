package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what was written. */
abstract class FindRules extends DocumentRules {
  private static final int MEBI = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        " { \"b\" : 1.50,\t\"a\" : 1e2 }\r\n",
        "{\"text\":\"naïve 東京 🚚🧾 \uD840\uDC00 e\u0301 \u202E\"}",
        "{\"escaped\":\"\\u0000 \\ud83d\"}",
        "[9223372036854775807,-9223372036854775808,0.10,-0,1e400,999999999999999999.99]"
      })
  @Rule("D-13")
  void aBodyComesBackAsItWas(String body) {
    committed(put("a", 0, body));
    assertThat(body("a")).isEqualTo(body);
  }

  @ParameterizedTest
  @MethodSource("io.backroom.testkit.HostileTexts#all")
  @Rule("D-13")
  void hostileTextIsTextAsAnyOther(String text) {
    committed(put("decoy", 0, "{}", text + "x"), put("a", 0, text, text));
    assertThat(body("a")).isEqualTo(text);
    assertThat(document("a").indexes()).containsExactly(new IndexEntry(INDEX, text));
    assertThat(keys(equal(text))).containsExactly("a");
  }

  @Test
  @Rule("D-13")
  void wordsAndNumbersAreKeysAsAnyOther() {
    List<String> keys = List.of("select", "NULL", "null", "0", "00", "1e3", "1000", "-", "--", "_");
    keys.forEach(key -> committed(put(key, 0, "body of " + key, "v")));
    keys.forEach(key -> assertThat(body(key)).isEqualTo("body of " + key));
    assertThat(keys(equal("v"))).isEqualTo(keys.stream().sorted().toList());
  }

  @Test
  @Rule("D-13")
  void aBodyOfOneMebibyteComesBackAsItWas() {
    String body = "{\"text\":\"" + "ü".repeat(MEBI / 2) + "\"}";
    committed(put("a", 0, body));
    assertThat(body("a").equals(body)).isTrue();
  }

  @Test
  @Rule("D-13")
  void theLargestBodyComesBackAsItWas() {
    String body = "x".repeat(DocumentWrite.BODY_LENGTH_MAX);
    committed(put("a", 0, body));
    assertThat(body("a").equals(body)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Straße", "🚚", "e\u0301", "%", "_", "A", "a", "1", "1.0"})
  @Rule("D-13")
  void anIndexValueComesBackAsItWasAndFindsTheDocument(String value) {
    committed(put("decoy", 0, "{}", value + "x"), put("a", 0, "{}", value));
    assertThat(document("a").indexes()).containsExactly(new IndexEntry(INDEX, value));
    assertThat(keys(equal(value))).containsExactly("a");
  }

  @Test
  @Rule("D-13")
  void theLongestIdsAndIndexValuesComeBackAsTheyWere() {
    String key = "k".repeat(64);
    String value = "v".repeat(200);
    committed(put(key, 0, "{}", value));
    assertThat(document(key).indexes()).containsExactly(new IndexEntry(INDEX, value));
    assertThat(keys(equal(value))).containsExactly(key);
  }

  @Test
  @Rule("D-13")
  void theNullCharacterIsKeptOrRefusedButNeverLost() {
    String body = "a\0b";
    boolean kept;
    try {
      kept = commit(put("a", 0, body)) instanceof CommitResult.Committed;
    } catch (IllegalArgumentException refused) {
      kept = false;
    }
    assertThat(store.find(id("a")).map(Document::body))
        .isEqualTo(kept ? Optional.of(body) : Optional.empty());
  }

  @Test
  @Rule("D-13")
  void idsThatDifferOnlyInCaseAreTwoDocuments() {
    committed(put("Key", 0, "upper"), put("key", 0, "lower"));
    assertThat(body("Key")).isEqualTo("upper");
    assertThat(body("key")).isEqualTo("lower");
  }

  @Test
  @Rule("D-14")
  void whatWasNeverWrittenIsNotFound() {
    committed(put("a", 0, "{}"));
    assertThat(store.find(id("b"))).isEmpty();
    assertThat(store.find(new DocumentId("other-" + type.substring(5), "a"))).isEmpty();
  }

  @Test
  @Rule("D-14")
  void whatWasDeletedIsNotFound() {
    committed(put("a", 0, "{}", "v"));
    committed(delete("a", 1));
    assertThat(store.find(id("a"))).isEmpty();
  }

  @Test
  @Rule("D-14")
  void aQuerySeesEveryCommitThatReturned() {
    for (int i = 1; i <= 5; i++) {
      committed(put("k" + i, 0, "{}", "v"));
      assertThat(keys(equal("v"))).hasSize(i);
    }
  }

  @Test
  @Rule("D-14")
  void everyThreadSeesEveryCommitThatReturned() throws Exception {
    committed(put("a", 0, "first"));
    for (int i = 0; i < 20; i++) {
      String body = "round " + i;
      committed(put("a", version("a"), body));
      assertThat(Race.run(4, thread -> () -> body("a"))).containsOnly(body);
    }
  }

  @Test
  @Rule("D-14")
  void everyInstanceSeesEveryCommitThatReturned() {
    DocumentStore other = contract().secondInstance(store);
    committed(put("a", 0, "first", "v"));
    for (int i = 1; i <= 20; i++) {
      DocumentStore writer = i % 2 == 0 ? store : other;
      DocumentStore reader = i % 2 == 0 ? other : store;
      writer.commit(newWrite(), List.of(put("a", version("a"), "round " + i, "v" + i)));
      assertThat(reader.find(id("a")).map(Document::body)).contains("round " + i);
      assertThat(reader.query(equal("v" + i))).hasSize(1);
    }
  }

  @Test
  @Rule("D-15")
  void nothingIsLeftOfWhatWasDeletedOrReplaced() {
    String name = "Erasmus-" + newWrite().value();
    committed(put("a", 0, "{\"name\":\"" + name + "\"}", "mail-" + name));
    committed(put("b", 0, "{\"name\":\"" + name + "\"}", "mail-" + name));
    committed(delete("a", 1), put("b", 1, "{}", "nobody"));
    assertThat(contract().keeps(store, name)).as("something is left of %s", name).isFalse();
  }

  @Test
  @Rule("D-16")
  void dataOfANewerReleaseIsRefused() {
    Runnable opening = contract().openingOfNewerData();
    assertThatThrownBy(opening::run).isInstanceOf(RuntimeException.class).message().isNotBlank();
  }

  @Test
  @Rule("D-14")
  void whatWasCommittedIsThereAfterARestart() {
    committed(put("a", 0, "first", "v"), put("b", 0, "first", "v"), put("c", 0, "first", "v"));
    committed(put("a", 1, "second", "w"), delete("c", 1));
    Document before = document("a");
    store = contract().reopen(store);
    assertThat(document("a")).isEqualTo(before);
    assertThat(keys(from("", 10))).isEqualTo(List.of("b", "a"));
    assertThat(commit(put("a", 1, "third"))).isEqualTo(conflict("a"));
  }
}

package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.testkit.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which documents a query returns and in which order. */
abstract class QueryRules extends DocumentRules {
  @Test
  @Rule("D-08")
  void aRangeHasItsLowerEndAndNotItsUpperEnd() {
    committed(
        put("a", 0, "{}", "10"),
        put("b", 0, "{}", "20"),
        put("c", 0, "{}", "25"),
        put("d", 0, "{}", "30"),
        put("e", 0, "{}", "40"));
    assertThat(keys(range("20", "30"))).containsExactly("b", "c");
  }

  @Test
  @Rule("D-08")
  void aRangeWithoutUpperEndGoesToTheLastValue() {
    committed(put("a", 0, "{}", "1"), put("b", 0, "{}", "2"), put("c", 0, "{}", "\uFFFF"));
    assertThat(keys(from("2", 10))).containsExactly("b", "c");
  }

  @Test
  @Rule("D-08")
  void anEqualQueryDoesNotMatchLongerOrShorterValues() {
    committed(put("a", 0, "{}", "v"), put("b", 0, "{}", "vv"), put("c", 0, "{}", ""));
    assertThat(keys(equal("v"))).containsExactly("a");
    assertThat(keys(equal(""))).containsExactly("c");
  }

  @Test
  @Rule("D-08")
  void aRangeWhoseEndsAreSwappedIsEmpty() {
    committed(put("a", 0, "{}", "5"));
    assertThat(keys(range("9", "1"))).isEmpty();
    assertThat(keys(range("5", "5"))).isEmpty();
  }

  @Test
  @Rule("D-08")
  void otherTypesAndOtherIndexesAreNotSeen() {
    committed(
        put("a", 0, "{}", "v"),
        new DocumentWrite.Put(id("b"), 0, "{}", List.of(new IndexEntry("other", "v"))),
        put("none", 0, "{}"));
    assertThat(keys(equal("v"))).containsExactly("a");
    assertThat(store.query(DocumentQuery.equal("x" + type, INDEX, "v", 10))).isEmpty();
    assertThat(store.query(DocumentQuery.equal(type, "other", "v", 10))).hasSize(1);
  }

  @Test
  @Rule("D-09")
  void rowsAreSortedByValueThenByKey() {
    committed(
        put("c", 0, "{}", "2"),
        put("a", 0, "{}", "2"),
        put("z", 0, "{}", "1"),
        put("b", 0, "{}", "10"),
        put("B", 0, "{}", "2"));
    assertThat(keys(from("", 10))).containsExactly("z", "b", "B", "a", "c");
  }

  @Test
  @Rule("D-09")
  void descendingIsTheExactReverse() {
    committed(
        put("c", 0, "{}", "2"),
        put("a", 0, "{}", "2"),
        put("z", 0, "{}", "1"),
        put("y", 0, "{}", "3"));
    assertThat(keys(descending(from("", 10)))).containsExactly("y", "c", "a", "z");
    assertThat(keys(descending(range("1", "25")))).containsExactly("c", "a", "z");
  }

  @Test
  @Rule("D-09")
  void valuesAreComparedByTheirCharactersNotByALanguage() {
    committed(
        put("1", 0, "{}", "a"),
        put("2", 0, "{}", "B"),
        put("3", 0, "{}", "ä"),
        put("4", 0, "{}", "-"),
        put("5", 0, "{}", ""));
    assertThat(keys(from("", 10))).containsExactly("5", "4", "2", "1", "3");
  }

  @Test
  @Rule("D-09")
  void charactersBeyondTheBasicPlaneSortByTheirUtf16Units() {
    committed(put("last", 0, "{}", "\uFF5E"), put("first", 0, "{}", "🚚"));
    assertThat(keys(from("", 10))).containsExactly("first", "last");
    assertThat(keys(range("\uE000", "\uFFFF"))).containsExactly("last");
  }

  @Test
  @Rule("D-10")
  void aPageHasAtMostItsLimit() {
    for (int i = 0; i < 5; i++) {
      committed(put("k" + i, 0, "{}", "v"));
    }
    assertThat(keys(DocumentQuery.equal(type, INDEX, "v", 3))).containsExactly("k0", "k1", "k2");
    assertThat(keys(descending(DocumentQuery.equal(type, INDEX, "v", 2))))
        .containsExactly("k4", "k3");
    assertThat(keys(from("", 1))).containsExactly("k0");
  }

  @Test
  @Rule("D-10")
  void aPageIsFullWhileThereAreRows() {
    for (int i = 0; i < 3; i++) {
      int first = i * 500;
      DocumentWrite[] writes = new DocumentWrite[500];
      for (int j = 0; j < writes.length; j++) {
        writes[j] = put("k" + (first + j), 0, "{}", "v");
      }
      committed(writes);
    }
    assertThat(keys(from("", DocumentQuery.LIMIT_MAX))).hasSize(DocumentQuery.LIMIT_MAX);
  }

  @Test
  @Rule("D-12")
  void anUpdateTakesTheOldEntriesAway() {
    committed(put("a", 0, "{}", "old", "kept"));
    committed(put("a", 1, "{}", "kept", "new"));
    assertThat(keys(equal("old"))).isEmpty();
    assertThat(keys(equal("kept"))).containsExactly("a");
    assertThat(keys(equal("new"))).containsExactly("a");
  }

  @Test
  @Rule("D-12")
  void aDeleteTakesTheEntriesAway() {
    committed(put("a", 0, "{}", "v"), put("b", 0, "{}", "v"));
    committed(delete("a", 1));
    assertThat(keys(equal("v"))).containsExactly("b");
  }

  @Test
  @Rule("D-12")
  void aDocumentAppearsOnceForEachOfItsValuesInTheRange() {
    committed(put("a", 0, "{}", "1", "3", "9"), put("b", 0, "{}", "2"));
    assertThat(keys(range("1", "5"))).containsExactly("a", "b", "a");
  }

  @Test
  @Rule("D-12")
  void oneEntryGivenTwiceIsOneRow() {
    committed(put("a", 0, "{}", "v", "v"));
    assertThat(keys(equal("v"))).containsExactly("a");
  }

  @Test
  @Rule("D-12")
  void aRowShowsTheDocumentAsItIsNow() {
    committed(put("a", 0, "first", "v"));
    committed(put("a", 1, "second", "v"));
    assertThat(store.query(equal("v"))).containsExactly(document("a"));
  }
}

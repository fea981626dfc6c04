package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Text is data: whatever it says it is stored as it is, and sorted as the contract says. */
class JdbcTextTest {
  /** What breaks statements, patterns, quotes, encodings and templates. */
  private static final List<String> HOSTILE =
      List.of(
          "'",
          "''",
          "\"",
          "\\",
          "\\'",
          "'; DROP TABLE backroom_document; --",
          "' OR '1'='1",
          "') UNION SELECT NULL, NULL --",
          "$$ $1 ${prefix} {document} {rows a text} ? ?? :a %s %n",
          "/* */ -- # ;",
          "%_[a-z]*",
          "{}[](),:",
          "{\"a\":[1,2,{}]}",
          "\t\r\n\u0001\u001F\u007F\u0085\u2028",
          "\uFEFF\uFFFE\uFFFF\uD83D\uDE00\u202E",
          "İıßẞſK",
          "NULL",
          "true",
          "1e309",
          "   ");

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void hostileTextIsStoredAsItIs(TestDatabase database) {
    try (JdbcStores stores = database.open()) {
      DocumentStore store = stores.documents();
      List<DocumentWrite> writes = new ArrayList<>();
      for (int i = 0; i < HOSTILE.size(); i++) {
        String text = HOSTILE.get(i);
        List<IndexEntry> entries = List.of(new IndexEntry("i", text));
        writes.add(new DocumentWrite.Put(new DocumentId("hostile", "k" + i), 0, text, entries));
      }
      clear(store, "hostile");
      store.commit(WriteId.of("w"), writes);
      for (DocumentWrite write : writes) {
        DocumentWrite.Put put = (DocumentWrite.Put) write;
        Document found = store.find(put.id()).orElseThrow();
        assertThat(found.body()).isEqualTo(put.body());
        assertThat(found.indexes()).isEqualTo(put.indexes());
        assertThat(store.query(DocumentQuery.equal("hostile", "i", put.body(), 10)))
            .containsExactly(found);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anyTextIsSortedByItsUtf16Units(TestDatabase database) {
    SplittableRandom random = new SplittableRandom(7);
    TreeSet<String> values = new TreeSet<>(List.of("", "\0", "a\0", "a", "\uD800", "\uDFFF"));
    while (values.size() < 400) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(4); length >= 0; length--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(0x90) : random.nextInt(0x10000)));
      }
      values.add(text.toString());
    }
    try (JdbcStores stores = database.open()) {
      DocumentStore store = stores.documents();
      clear(store, "sorted");
      List<DocumentWrite> writes = new ArrayList<>();
      for (String value : values) {
        DocumentId id = new DocumentId("sorted", "k" + writes.size());
        writes.add(new DocumentWrite.Put(id, 0, "{}", List.of(new IndexEntry("i", value))));
      }
      store.commit(WriteId.of("w"), writes);
      assertThat(all(store, "sorted"))
          .extracting(document -> document.indexes().get(0).value())
          .containsExactlyElementsOf(values);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aBodyThatPostgresCannotKeepIsRefusedEverywhere(TestDatabase database) {
    try (JdbcStores stores = database.open()) {
      for (String body : List.of("a\0", "\uD83D", "\uDE00\uD83D")) {
        DocumentId id = new DocumentId("refused", "k");
        DocumentWrite write = new DocumentWrite.Put(id, 0, body, List.of());
        assertThatThrownBy(() -> stores.documents().commit(WriteId.of("w"), List.of(write)))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("body is 'refused/k'");
        assertThat(stores.documents().find(id)).isEmpty();
      }
    }
  }

  private static void clear(DocumentStore store, String type) {
    List<DocumentWrite> deletes = new ArrayList<>();
    all(store, type)
        .forEach(
            document -> deletes.add(new DocumentWrite.Delete(document.id(), document.version())));
    if (!deletes.isEmpty()) {
      store.commit(WriteId.of("w"), deletes);
    }
  }

  private static List<Document> all(DocumentStore store, String type) {
    return store.query(
        new DocumentQuery(
            type,
            "i",
            "",
            Optional.empty(),
            DocumentQuery.Direction.ASCENDING,
            Optional.empty(),
            DocumentQuery.LIMIT_MAX));
  }
}

package io.backroom.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Direction;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.document.WriteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of an index in which a document may stand several times. */
class IndexPagesTest {
  private static InMemoryDocumentStore filled(Random random) {
    InMemoryDocumentStore store = new InMemoryDocumentStore();
    for (int i = 0; i < 8; i++) {
      List<IndexEntry> entries = new ArrayList<>();
      for (int entry = random.nextInt(6); entry > 0; entry--) {
        String index = random.nextInt(4) == 0 ? "other" : "tag";
        entries.add(new IndexEntry(index, "abcde".substring(random.nextInt(5)).substring(0, 1)));
      }
      store.commit(
          WriteId.of("w" + i),
          List.of(new DocumentWrite.Put(new DocumentId("thing", "k" + i), 0, "{}", entries)));
    }
    return store;
  }

  @ParameterizedTest
  @EnumSource
  void inARowAreTheWholeIndex(Direction direction) {
    for (int seed = 0; seed < 300; seed++) {
      InMemoryDocumentStore store = filled(new Random(seed));
      for (Optional<String> to : List.of(Optional.<String>empty(), Optional.of("d"))) {
        DocumentQuery all =
            new DocumentQuery("thing", "tag", "b", to, direction, Optional.empty(), 1_000);
        for (int limit = 1; limit <= 4; limit++) {
          DocumentQuery query =
              new DocumentQuery("thing", "tag", "b", to, direction, Optional.empty(), limit);
          List<Document> rows = new ArrayList<>();
          for (List<Document> page = store.query(query); !page.isEmpty(); ) {
            rows.addAll(page);
            query = query.next(page);
            page = store.query(query);
          }
          assertThat(rows).as("seed %s, %s of %s", seed, limit, to).isEqualTo(store.query(all));
        }
      }
    }
  }

  @Test
  void ofAnotherQueryAreRefused() {
    InMemoryDocumentStore store = filled(new Random(1));
    List<Document> page = store.query(DocumentQuery.range("thing", "tag", "a", "z", 1));

    assertThatThrownBy(() -> DocumentQuery.range("thing", "tag", "x", "z", 1).next(page))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no page of");
  }
}

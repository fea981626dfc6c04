package io.backroom.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.document.Document;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.DocumentQuery.Position;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a range is read page by page. */
abstract class PageRules extends DocumentRules {
  private static final int ROWS = 40;
  private static final int PAGES_MAX = 1_000;

  @Test
  @Rule("D-11")
  void pagesVisitEveryRowOnce() {
    fill();
    assertThat(walk(from("", 7), page -> {})).isEqualTo(original());
  }

  @Test
  @Rule("D-11")
  void pagesVisitEveryRowOnceInDescendingOrder() {
    fill();
    List<String> reversed = new ArrayList<>(original());
    Collections.reverse(reversed);
    assertThat(walk(descending(from("", 7)), page -> {})).isEqualTo(reversed);
  }

  @Test
  @Rule("D-11")
  void pagesGoOnWithinOneValue() {
    committed(put("a", 0, "{}", "v"), put("b", 0, "{}", "v"), put("c", 0, "{}", "v"));
    assertThat(keys(equal("v").after(new Position("v", "a")))).containsExactly("b", "c");
    assertThat(keys(descending(equal("v")).after(new Position("v", "c"))))
        .containsExactly("b", "a");
  }

  @Test
  @Rule("D-11")
  void aPositionNeedNotBeThereAnyMore() {
    committed(put("a", 0, "{}", "1"), put("b", 0, "{}", "2"), put("c", 0, "{}", "3"));
    committed(delete("b", 1));
    assertThat(keys(from("", 10).after(new Position("2", "b")))).containsExactly("c");
  }

  @Test
  @Rule("D-11")
  void aPositionOutsideTheRangeDoesNotWidenIt() {
    committed(put("a", 0, "{}", "1"), put("b", 0, "{}", "5"), put("c", 0, "{}", "9"));
    assertThat(keys(range("4", "6").after(new Position("0", "a")))).containsExactly("b");
    assertThat(keys(range("4", "6").after(new Position("9", "c")))).isEmpty();
  }

  @Test
  @Rule("D-11")
  void documentsThatComeAndGoBetweenPagesNeitherRepeatNorHideOthers() {
    fill();
    List<String> seen =
        walk(
            from("", 7),
            page -> {
              if (page >= 4) {
                return;
              }
              committed(put("a-before-" + page, 0, "{}", "000"));
              committed(put("z-behind-" + page, 0, "{}", "999"));
            });
    assertThat(originalOnly(seen)).isEqualTo(original());
    assertThat(seen).doesNotHaveDuplicates();
  }

  @Test
  @Rule("D-11")
  void documentsThatComeDuringAWalkNeitherRepeatNorHideOthers() throws Exception {
    fill();
    AtomicBoolean walking = new AtomicBoolean(true);
    List<List<String>> seen =
        Race.run(
            4,
            thread ->
                () -> {
                  if (thread == 0) {
                    List<String> walked = walk(from("", 3), page -> {});
                    walking.set(false);
                    return walked;
                  }
                  for (int i = 0; walking.get() && i < 200; i++) {
                    committed(put("new-" + thread + "-" + i, 0, "{}", value(i % ROWS)));
                  }
                  return List.<String>of();
                });
    assertThat(originalOnly(seen.get(0))).isEqualTo(original());
    assertThat(seen.get(0)).doesNotHaveDuplicates();
  }

  /** Walks over all pages; a store that repeats rows for ever is stopped. */
  private List<String> walk(DocumentQuery first, IntConsumer betweenPages) {
    List<String> seen = new ArrayList<>();
    List<Document> page = store.query(first);
    for (int i = 0; !page.isEmpty() && i < PAGES_MAX; i++) {
      page.forEach(document -> seen.add(document.id().key()));
      betweenPages.accept(i);
      Document last = page.get(page.size() - 1);
      Position position = new Position(last.indexes().get(0).value(), last.id().key());
      page = store.query(first.after(position));
    }
    return seen;
  }

  private void fill() {
    for (int i = 0; i < ROWS; i++) {
      committed(put("row-" + value(i), 0, "{}", value(i / 4)));
    }
  }

  private static List<String> original() {
    return IntStream.range(0, ROWS).mapToObj(i -> "row-" + value(i)).toList();
  }

  private static List<String> originalOnly(List<String> keys) {
    return keys.stream().filter(key -> key.startsWith("row-")).toList();
  }

  private static String value(int i) {
    return String.valueOf(100 + i);
  }
}

package io.backroom.spi.document;

import io.backroom.spi.value.Require;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks for documents of one type by a range of one index, sorted by (index value, key). A document
 * with several entries in the range appears once for each; {@link #next} finds the page behind one.
 *
 * @param type the type of document
 * @param index the index
 * @param from the least value, inclusive
 * @param to the upper end, exclusive; empty for no end
 * @param direction ascending or descending
 * @param after where the last page ended; empty for the first page
 * @param limit the most rows wanted, 1 to 1,000
 */
public record DocumentQuery(
    String type,
    String index,
    String from,
    Optional<String> to,
    Direction direction,
    Optional<Position> after,
    int limit) {
  /** The most rows a page can have. */
  public static final int LIMIT_MAX = 1_000;

  /** The sort order. */
  public enum Direction {
    /** Least value first. */
    ASCENDING,
    /** Greatest value first. */
    DESCENDING
  }

  /**
   * A place in the order of an index. A page starts strictly after it in the query's direction, so
   * documents that come and go between two pages neither repeat nor hide others.
   *
   * @param value the index value of the last row seen
   * @param key the key of the last row seen
   */
  public record Position(String value, String key) {}

  /** Refuses a limit outside 1 to 1,000. */
  public DocumentQuery {
    Require.id("type", type);
    Require.id("index", index);
    Require.range("limit", limit, 1, LIMIT_MAX);
  }

  /**
   * Asks for the documents with exactly this value, in ascending order.
   *
   * @param type the type of document
   * @param index the index
   * @param value the value
   * @param limit the most rows wanted, 1 to 1,000
   * @return the query
   */
  public static DocumentQuery equal(String type, String index, String value, int limit) {
    // The least string greater than a value is the value and the least character.
    return range(type, index, value, value + '\0', limit);
  }

  /**
   * Asks for the documents in a range of values, in ascending order.
   *
   * @param type the type of document
   * @param index the index
   * @param from the least value, inclusive
   * @param to the upper end, exclusive
   * @param limit the most rows wanted, 1 to 1,000
   * @return the query
   */
  public static DocumentQuery range(String type, String index, String from, String to, int limit) {
    return new DocumentQuery(
        type, index, from, Optional.of(to), Direction.ASCENDING, Optional.empty(), limit);
  }

  /**
   * Returns the query for the page that follows one, also where documents have several entries in
   * the index: the row that a page ends with is found by how often its last document is on it.
   *
   * @param page what this query has returned, whole and not empty
   * @return the query of the next page
   * @throws IllegalArgumentException if that is no page of this query
   */
  public DocumentQuery next(List<Document> page) {
    Document last = page.get(page.size() - 1);
    long times = page.stream().filter(document -> document.id().equals(last.id())).count();
    Comparator<Position> ascending =
        Comparator.comparing(Position::value).thenComparing(Position::key);
    Comparator<Position> order =
        direction == Direction.ASCENDING ? ascending : ascending.reversed();
    return last.indexes().stream()
        .filter(entry -> entry.index().equals(index) && isInRange(entry.value()))
        .map(entry -> new Position(entry.value(), last.id().key()))
        .distinct()
        .filter(row -> after.isEmpty() || order.compare(row, after.get()) > 0)
        .sorted(order)
        .skip(times - 1)
        .findFirst()
        .map(this::after)
        .orElseThrow(() -> new IllegalArgumentException("This is no page of " + this));
  }

  private boolean isInRange(String value) {
    return value.compareTo(from) >= 0 && (to.isEmpty() || value.compareTo(to.get()) < 0);
  }

  /**
   * Returns the query for the page after a position.
   *
   * @param position the last row of the page before
   * @return the query of the next page
   */
  public DocumentQuery after(Position position) {
    return new DocumentQuery(type, index, from, to, direction, Optional.of(position), limit);
  }
}

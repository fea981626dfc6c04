package io.backroom.examples.replay.data;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many rows of a file were used, and why the others were not.
 *
 * @param total rows after the header; empty lines do not count
 * @param unusable rows per reason in the order of {@link UnusableReason}; only reasons that
 *     occurred
 */
public record RowCounts(long total, Map<UnusableReason, Long> unusable) {
  /** Takes its own copy of the counts. */
  public RowCounts {
    Map<UnusableReason, Long> copy = new EnumMap<>(UnusableReason.class);
    copy.putAll(unusable);
    unusable = Collections.unmodifiableMap(copy);
  }

  /** Rows that became a line of an invoice, or a part of one. */
  public long usable() {
    return total - unusable.values().stream().mapToLong(Long::longValue).sum();
  }
}

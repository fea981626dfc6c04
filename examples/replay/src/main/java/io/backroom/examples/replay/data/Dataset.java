package io.backroom.examples.replay.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a data file holds once its unusable rows are gone.
 *
 * @param invoices sorted by time, then by number
 * @param names the most frequent description per SKU among the usable rows of sales, by SKU
 * @param rows how many rows were used, and why the others were not
 */
public record Dataset(List<Invoice> invoices, Map<String, String> names, RowCounts rows) {
  /** Takes its own copies. */
  public Dataset {
    invoices = List.copyOf(invoices);
    names = Collections.unmodifiableMap(new TreeMap<>(names));
  }

  /** The same data with the invoices of the slice only. */
  public Dataset only(Slice slice) {
    return new Dataset(slice.of(invoices), names, rows);
  }
}

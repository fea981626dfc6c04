package io.backroom.order;

import io.backroom.spi.value.Refusal;
import java.util.List;
import java.util.Set;

/** The answer to a confirmed change. */
public sealed interface ChangeResult {
  /**
   * The change was begun, by this call or an earlier one with the same key. Its state tells whether
   * it is applied, waits, or has come to nothing; the order is whole in each case.
   *
   * @param change the change
   * @param order the order as it stands
   */
  record Begun(ChangeView change, OrderView order) implements ChangeResult {}

  /**
   * Something is not as it was shown; nothing was changed.
   *
   * @param what what moved
   * @param now what the change would be now
   */
  record Moved(Set<Aspect> what, ChangePreview now) implements ChangeResult {
    /** Copies the set. */
    public Moved {
      what = Set.copyOf(what);
    }
  }

  /**
   * What is to be added is not there; nothing was changed.
   *
   * @param lines the items that lack, each with when it returns and what is in stock instead
   */
  record OutOfStock(List<Quote.Line> lines) implements ChangeResult {
    /** Copies the lines. */
    public OutOfStock {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The change was refused; nothing was changed.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements ChangeResult {}

  /** What can have moved since a change was shown. */
  enum Aspect {
    /** What it costs. */
    PRICE,
    /** What is in stock, and where. */
    STOCK,
    /** A parcel would arrive a day later than shown, or nobody knows when. */
    DATE,
    /** What the order's shipments are doing. */
    STATE
  }
}

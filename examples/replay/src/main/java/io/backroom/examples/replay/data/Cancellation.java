package io.backroom.examples.replay.data;

/** One line of a cancellation, and the sale it takes back where that can be told. */
public sealed interface Cancellation {
  /** The invoice that cancels. */
  Invoice invoice();

  /** Its line; the quantity is what comes back. */
  Line line();

  /**
   * The sale was found.
   *
   * @param invoice the invoice that cancels
   * @param line its line
   * @param sale the invoice that sold the units
   */
  record Matched(Invoice invoice, Line line, Invoice sale) implements Cancellation {}

  /**
   * The sale was not found.
   *
   * @param invoice the invoice that cancels
   * @param line its line
   * @param why the reason
   */
  record Unmatched(Invoice invoice, Line line, Why why) implements Cancellation {}

  /** Why a cancellation has no sale. */
  enum Why {
    /** An anonymous buyer: nothing says whose sale it was. */
    NO_CUSTOMER("no customer"),
    /** The customer bought none of it before, or bought it before the data begins. */
    NO_EARLIER_SALE("no earlier sale in the data"),
    /** There are earlier sales, but none with as many units that are not cancelled yet. */
    LARGER_THAN_SALE("more units than any earlier sale has left");

    private final String text;

    Why(String text) {
      this.text = text;
    }

    /** What a report calls this reason. */
    public String text() {
      return text;
    }
  }
}

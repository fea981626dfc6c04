package io.backroom.examples.replay.data;

/**
 * Why a row of the data file cannot be replayed.
 *
 * <p>The order is the order of the checks: a row counts once, under the first reason that applies.
 */
public enum UnusableReason {
  /** Too few or too many columns, a quote that is not closed on its line, or an overlong line. */
  MALFORMED_ROW("wrong number of columns or broken quotes"),
  /** The invoice number is empty. */
  NO_INVOICE_NUMBER("no invoice number"),
  /** Neither six digits nor C and six digits; A marks the shop's bad-debt bookings. */
  UNKNOWN_INVOICE_NUMBER("unknown kind of invoice number"),
  /** Not a date and time of a known form, or outside the years 2000 to 2099. */
  BAD_DATE("bad date"),
  /** Postage, manual corrections, fees, samples, gift vouchers and the like. */
  NOT_A_PRODUCT("not a product"),
  /** Not a whole number, or zero. */
  BAD_QUANTITY("quantity not a whole number, or zero"),
  /** Beyond the library's limit, alone or with earlier rows of the same invoice and SKU. */
  ABSURD_QUANTITY("quantity above " + RowParser.MOST_UNITS),
  /** The shop writes damaged and lost stock off this way. */
  NEGATIVE_QUANTITY_IN_SALE("negative quantity in a sale (stock write-off)"),
  /** A cancellation gives units back, so its quantity has to be negative. */
  POSITIVE_QUANTITY_IN_CANCELLATION("positive quantity in a cancellation"),
  /** Not a decimal number. */
  BAD_PRICE("bad price"),
  /** Rounds to no penny at all, or is negative. */
  ZERO_OR_NEGATIVE_PRICE("zero or negative price"),
  /** Neither empty nor a number. */
  BAD_CUSTOMER("bad customer number");

  private final String text;

  UnusableReason(String text) {
    this.text = text;
  }

  /** What a report calls this reason. */
  public String text() {
    return text;
  }
}

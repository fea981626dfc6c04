package io.backroom.spi.value;

/**
 * The number on a parcel that tells it from every other one in the world: GS1's serial shipping
 * container code. 18 digits: an extension digit, the GS1 company prefix of whoever packed it, a
 * serial number and a check digit.
 *
 * @param value 18 digits, the last of which is {@link #checkDigit} of the others
 */
public record Sscc(String value) implements Comparable<Sscc> {
  /** The digits of every number. */
  public static final int LENGTH = 18;

  private static final int PREFIX_MIN = 4;
  private static final int PREFIX_MAX = 12;

  /** Refuses a value that is not 18 digits, or whose check digit is wrong. */
  public Sscc {
    Require.when(value.length() == LENGTH && isDigits(value), "sscc", value, "must be 18 digits");
    Require.when(
        value.charAt(LENGTH - 1) == '0' + checkDigit(value.substring(0, LENGTH - 1)),
        "sscc",
        value,
        "must end with its check digit");
  }

  /**
   * Returns the number with this value.
   *
   * @param value 18 digits, as they are read off a label
   * @return the number
   */
  public static Sscc of(String value) {
    return new Sscc(value);
  }

  /**
   * Returns the number of a company's parcel.
   *
   * @param companyPrefix the company's GS1 prefix, 4 to 12 digits
   * @param serial which of its parcels, 0 to {@link #serials} − 1: the extension digit, followed by
   *     the serial reference
   * @return the number
   */
  public static Sscc of(String companyPrefix, long serial) {
    Require.range("serial", serial, 0, serials(companyPrefix) - 1);
    int length = LENGTH - 1 - companyPrefix.length();
    String own = "0".repeat(length - Long.toString(serial).length()) + serial;
    String digits = own.charAt(0) + companyPrefix + own.substring(1);
    return new Sscc(digits + checkDigit(digits));
  }

  /**
   * Returns how many numbers a company has.
   *
   * @param companyPrefix the company's GS1 prefix, 4 to 12 digits
   * @return 10^5 to 10^13
   */
  public static long serials(String companyPrefix) {
    Require.when(
        companyPrefix.length() >= PREFIX_MIN
            && companyPrefix.length() <= PREFIX_MAX
            && isDigits(companyPrefix),
        "companyPrefix",
        companyPrefix,
        "must be 4 to 12 digits");
    long serials = 1;
    for (int i = companyPrefix.length(); i < LENGTH - 1; i++) {
      serials *= 10;
    }
    return serials;
  }

  /**
   * Returns the check digit of all GS1 numbers: what is missing to a multiple of ten, if the digits
   * are counted three times and once in turn, the last of them three times. It shows every single
   * wrong digit, and most that have changed places with their neighbor.
   *
   * @param digits the digits before it
   * @return 0 to 9
   */
  public static int checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int weight = i % 2 == 0 ? 3 : 1;
      sum += weight * (digits.charAt(digits.length() - 1 - i) - '0');
    }
    return (10 - sum % 10) % 10;
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public int compareTo(Sscc other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package io.backroom.spi.payment;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;

/**
 * The provider's token for a card or another means of payment. Card numbers are refused: the
 * library never sees one.
 *
 * @param value 1 to 255 characters; not 12 to 19 digits with a right check digit (ISO/IEC 7812-1)
 *     however they are grouped, unless there is a letter among them
 */
public record InstrumentRef(String value) {
  /** Refuses a blank or overlong value and anything that looks like a card number. */
  public InstrumentRef {
    Require.someText("instrument", value, 255);
    if (looksLikeCardNumber(value)) {
      throw new InvalidInputException("instrument", "(hidden)", "must be a token, no card number");
    }
  }

  /**
   * Returns the token with this value.
   *
   * @param value the token
   * @return the instrument
   */
  public static InstrumentRef of(String value) {
    return new InstrumentRef(value);
  }

  private static boolean looksLikeCardNumber(String value) {
    int digits = 0;
    int sum = 0;
    for (int i = value.length() - 1; i >= 0; i--) {
      char c = value.charAt(i);
      int digit = Character.digit(c, 10);
      if (Character.isLetter(c)) {
        return false;
      } else if (digit < 0) {
        // Whatever stands between the digits is a way to write the same number.
        continue;
      }
      int weighted = digits % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
      digits++;
    }
    return digits >= 12 && digits <= 19 && sum % 10 == 0;
  }

  @Override
  public String toString() {
    return value;
  }
}

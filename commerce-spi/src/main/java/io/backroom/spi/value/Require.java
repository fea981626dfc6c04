package io.backroom.spi.value;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The rules for input, each in one place. Every method throws {@link InvalidInputException}. */
public final class Require {
  /** The longest id, in characters. */
  public static final int ID_LENGTH_MAX = 64;

  /** The largest quantity of one line, in units. */
  public static final int QUANTITY_MAX = 10_000;

  /** The largest amount, in minor units of its currency. */
  public static final long AMOUNT_MINOR_MAX = 1_000_000_000_000L;

  /** The earliest time that is stored. */
  public static final Instant TIME_MIN = Instant.EPOCH;

  /** The latest time that is stored: the last of the year 9999. */
  public static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Require() {}

  /**
   * Requires 1 to 64 characters of {@code [A-Za-z0-9_-]}.
   *
   * @param field the field's name
   * @param value the text
   * @return the text
   */
  public static String id(String field, String value) {
    boolean legal = !value.isEmpty() && value.length() <= ID_LENGTH_MAX;
    for (int i = 0; legal && i < value.length(); i++) {
      legal = isIdCharacter(value.charAt(i));
    }
    return when(legal, field, value, "must be 1 to 64 characters of A-Z a-z 0-9 _ -");
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }

  /**
   * Requires at most so many characters, whatever they are.
   *
   * @param field the field's name
   * @param value the text
   * @param max the most characters allowed
   * @return the text
   */
  public static String length(String field, String value, int max) {
    return when(value.length() <= max, field, value, "must have at most " + max + " characters");
  }

  /**
   * Requires at most so many characters, and none that is half of a surrogate pair: no database
   * keeps such a half, which is what is left of an emoji that was cut through.
   *
   * @param field the field's name
   * @param value the text
   * @param max the most characters allowed
   * @return the text
   */
  public static String text(String field, String value, int max) {
    length(field, value, max);
    return when(isWhole(value), field, value, "must have no half of a surrogate pair");
  }

  private static boolean isWhole(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.isSurrogate(value.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(value.codePointAt(i))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * Requires {@link #text} of what people write, and takes card numbers out of it.
   *
   * @param field the field's name
   * @param value the text
   * @param max the most characters allowed
   * @return the text as {@link CardNumbers#mask} leaves it
   */
  public static String freeText(String field, String value, int max) {
    return CardNumbers.mask(text(field, value, max));
  }

  /**
   * Requires {@link #text} that is not blank.
   *
   * @param field the field's name
   * @param value the text
   * @param max the most characters allowed
   * @return the text
   */
  public static String someText(String field, String value, int max) {
    when(!value.isBlank(), field, value, "must not be blank");
    return text(field, value, max);
  }

  /**
   * Requires a quantity of 1 to 10,000 units.
   *
   * @param field the field's name
   * @param value the units
   * @return the units
   */
  public static int quantity(String field, int value) {
    return (int) range(field, value, 1, QUANTITY_MAX);
  }

  /**
   * Requires a number in a range.
   *
   * @param field the field's name
   * @param value the number
   * @param min the least value allowed
   * @param max the greatest value allowed
   * @return the number
   */
  public static long range(String field, long value, long min, long max) {
    if (value < min || value > max) { // no text is made for what is right
      throw new InvalidInputException(field, value, "must be " + min + " to " + max);
    }
    return value;
  }

  /**
   * Returns as much of a text as a field takes, for what others say at any length.
   *
   * @param text the text
   * @param lengthMax the most characters to keep, at least 1
   * @return its beginning, cut between two characters and never through one
   */
  public static String beginning(String text, int lengthMax) {
    if (text.length() <= lengthMax) {
      return text;
    }
    boolean cutsThrough = Character.isHighSurrogate(text.charAt(lengthMax - 1));
    return text.substring(0, cutsThrough ? lengthMax - 1 : lengthMax);
  }

  /**
   * Requires a time from {@link #TIME_MIN} to {@link #TIME_MAX}: every store keeps these, and they
   * can be counted on from without overflow.
   *
   * @param field the field's name
   * @param value the time
   * @return the time
   */
  public static Instant time(String field, Instant value) {
    return when(
        !value.isBefore(TIME_MIN) && !value.isAfter(TIME_MAX),
        field,
        value,
        "must be of the years 1970 to 9999");
  }

  /**
   * Requires an amount that is not negative and at most 10^12 minor units.
   *
   * @param field the field's name
   * @param value the amount
   * @return the amount
   */
  public static Money amount(String field, Money value) {
    boolean legal =
        !value.isNegative()
            && value
                    .getAmount()
                    .movePointRight(value.getCurrencyUnit().getDecimalPlaces())
                    .compareTo(BigDecimal.valueOf(AMOUNT_MINOR_MAX))
                <= 0;
    return when(legal, field, value, "must be 0 to 10^12 minor units");
  }

  /**
   * Requires an amount in a currency.
   *
   * @param field the field's name
   * @param value the amount
   * @param currency the only currency allowed
   * @return the amount
   */
  public static Money in(String field, Money value, CurrencyUnit currency) {
    return when(
        value.getCurrencyUnit().equals(currency), field, value, "must be in " + currency.getCode());
  }

  /**
   * Requires a list of some, but not too many, elements.
   *
   * @param <T> the type of the elements
   * @param field the field's name
   * @param values the elements
   * @param max the most elements allowed
   * @return an unmodifiable copy in the same order
   */
  public static <T> List<T> some(String field, Collection<T> values, int max) {
    int size = values.size();
    if (size < 1 || size > max) {
      throw new InvalidInputException(field, size + " elements", "must have 1 to " + max);
    }
    return List.copyOf(values);
  }

  /**
   * Requires that a rule holds.
   *
   * @param <T> the type of the value
   * @param legal whether the rule holds
   * @param field the field's name
   * @param value the value
   * @param rule the rule in words
   * @return the value
   */
  public static <T> T when(boolean legal, String field, T value, String rule) {
    if (!legal) {
      throw new InvalidInputException(field, value, rule);
    }
    return value;
  }
}

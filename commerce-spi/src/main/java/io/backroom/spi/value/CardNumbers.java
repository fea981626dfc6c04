package io.backroom.spi.value;

import java.util.ArrayList;
import java.util.List;

/**
 * Card numbers in what people write. The library never keeps one: every free text that it takes is
 * masked on the way in, and so is what it says of refused input. A host that rather refuses such a
 * text asks {@link #occurIn} before.
 *
 * <p>A card number is a number of a known issuer: its first digits and its length are those of
 * American Express, Diners Club, Discover, JCB, Maestro (16 digits or more), Mastercard, UnionPay
 * or Visa (16 or 19 digits), and its check digit is right (ISO/IEC 7812-1). The digits may be those
 * of any script (of Unicode's first plane) and stand in groups, with up to three characters that
 * are neither letter nor digit between them. A number after a plus sign is taken for that of a
 * phone. Of random numbers of 16 digits some 3 in 100 look like a card's; shorter ones than 14
 * digits never do.
 *
 * <p>One pass over the text; the time grows with its length only.
 */
public final class CardNumbers {
  private static final int DIGITS_MIN = 14;
  private static final int DIGITS_MAX = 19;
  private static final int SEPARATORS_MAX = 3;

  /** The digits of a card number that may be shown. */
  private static final int SHOWN = 4;

  private CardNumbers() {}

  /** Digits without anything between them. */
  private record Group(int begin, int end) {
    int length() {
      return end - begin;
    }
  }

  /**
   * Tells whether there is a card number in a text.
   *
   * @param text any text
   * @return whether {@link #mask} would change it
   */
  public static boolean occurIn(String text) {
    return !mask(text).equals(text);
  }

  /**
   * Returns a text with the digits of card numbers replaced by asterisks, but for the last four of
   * each.
   *
   * @param text any text
   * @return the text itself if there is no card number in it
   */
  public static String mask(String text) {
    if (text.length() < DIGITS_MIN) {
      return text;
    }
    int[] digits = text.chars().map(c -> Character.digit(c, 10)).toArray();
    List<Group> groups = groups(digits);
    StringBuilder masked = new StringBuilder(text);
    boolean found = false;
    for (int first = 0; first < groups.size(); first++) {
      int last = lastOfCard(text, digits, groups, first);
      if (last >= 0) {
        hide(masked, digits, groups.get(first).begin(), groups.get(last).end());
        found = true;
        first = last;
      }
    }
    return found ? masked.toString() : text;
  }

  private static List<Group> groups(int[] digits) {
    List<Group> groups = new ArrayList<>();
    int at = 0;
    while (at < digits.length) {
      int begin = at;
      while (at < digits.length && digits[at] >= 0) {
        at++;
      }
      if (at > begin) {
        groups.add(new Group(begin, at));
      } else {
        at++;
      }
    }
    return groups;
  }

  /** Returns the last of the groups that make a card number from one on, or -1. */
  private static int lastOfCard(String text, int[] digits, List<Group> groups, int first) {
    int begin = groups.get(first).begin();
    if (begin > 0 && text.charAt(begin - 1) == '+') {
      return -1;
    }
    StringBuilder number = new StringBuilder();
    int found = -1;
    for (int i = first; i < groups.size(); i++) {
      Group group = groups.get(i);
      boolean apart = i > first && !belongTogether(text, groups.get(i - 1), group);
      if (apart || number.length() + group.length() > DIGITS_MAX) {
        break;
      }
      for (int at = group.begin(); at < group.end(); at++) {
        number.append((char) ('0' + digits[at]));
      }
      if (isCard(number)) {
        found = i;
      }
    }
    return found;
  }

  private static boolean belongTogether(String text, Group one, Group next) {
    String between = text.substring(one.end(), next.begin());
    return between.length() <= SEPARATORS_MAX
        && between.chars().noneMatch(Character::isLetterOrDigit);
  }

  private static void hide(StringBuilder text, int[] digits, int begin, int end) {
    int seen = 0;
    for (int at = end - 1; at >= begin; at--) {
      if (digits[at] >= 0 && seen++ >= SHOWN) {
        text.setCharAt(at, '*');
      }
    }
  }

  private static boolean isCard(CharSequence number) {
    int length = number.length();
    return length >= DIGITS_MIN && isIssued(number, length) && hasCheckDigit(number);
  }

  /** Ranges of the first four digits. */
  private static boolean isIssued(CharSequence number, int length) {
    int first = Integer.parseInt(number, 0, 4, 10);
    if (isIn(first, 3400, 3499) || isIn(first, 3700, 3799)) { // American Express
      return length == 15;
    } else if (isIn(first, 4000, 4999)) { // Visa
      return length == 16 || length == 19;
    } else if (isIn(first, 5100, 5599) || isIn(first, 2221, 2720)) { // Mastercard
      return length == 16;
    } else if (isIn(first, 3000, 3059)
        || first == 3095
        || isIn(first, 3600, 3699)
        || isIn(first, 3800, 3999)) { // Diners Club
      return true;
    }
    boolean others =
        first == 6011
            || isIn(first, 6440, 6599) // Discover
            || isIn(first, 3528, 3589) // JCB
            || isIn(first, 6200, 6299) // UnionPay
            || isIn(first, 5000, 5099) // Maestro, and those below
            || isIn(first, 5600, 5899)
            || isIn(first, 6300, 6399)
            || isIn(first, 6700, 6799);
    return others && length >= 16;
  }

  private static boolean isIn(int value, int from, int to) {
    return value >= from && value <= to;
  }

  private static boolean hasCheckDigit(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}

package io.backroom.testkit.payment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what looks like a card number in a text. */
final class CardNumbers {
  private static final Pattern CANDIDATE =
      Pattern.compile("(?<![A-Za-z0-9])[2-6](?:[ -]?[0-9]){11,18}(?![A-Za-z0-9])");

  private CardNumbers() {}

  /** Tells whether 12 to 19 digits with a right check digit (ISO/IEC 7812-1) occur in a text. */
  static boolean occurIn(String text) {
    Matcher candidates = CANDIDATE.matcher(text);
    while (candidates.find()) {
      if (hasCheckDigit(candidates.group().replaceAll("[ -]", ""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : digit * 2;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }
}

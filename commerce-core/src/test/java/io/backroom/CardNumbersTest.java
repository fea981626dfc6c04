package io.backroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.value.CardNumbers;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {
  private record Issuer(int from, int to, int length) {}

  private static final List<Issuer> ISSUERS =
      List.of(
          new Issuer(34, 34, 15),
          new Issuer(37, 37, 15),
          new Issuer(4, 4, 16),
          new Issuer(4, 4, 19),
          new Issuer(51, 55, 16),
          new Issuer(2221, 2720, 16),
          new Issuer(300, 305, 14),
          new Issuer(3095, 3095, 14),
          new Issuer(36, 36, 14),
          new Issuer(38, 39, 16),
          new Issuer(6011, 6011, 16),
          new Issuer(644, 659, 19),
          new Issuer(3528, 3589, 16),
          new Issuer(62, 62, 18),
          new Issuer(50, 50, 16),
          new Issuer(56, 58, 19),
          new Issuer(63, 63, 16),
          new Issuer(67, 67, 17));

  private static final List<String> SEPARATORS = List.of("", " ", "-", ".", "\n", "\u00a0", " - ");
  private static final List<Integer> ZEROS = List.of((int) '0', 0x660, 0x966, 0xff10);

  private final SplittableRandom random = new SplittableRandom(1);

  private String number(Issuer issuer) {
    StringBuilder digits =
        new StringBuilder().append(random.nextInt(issuer.from(), issuer.to() + 1));
    while (digits.length() < issuer.length() - 1) {
      digits.append(random.nextInt(10));
    }
    for (int check = 0; check < 10; check++) {
      if (hasCheckDigit(digits.toString() + check)) {
        return digits.toString() + check;
      }
    }
    throw new AssertionError(digits);
  }

  /** Written another way than the code under test: doubled digits by a table. */
  private static boolean hasCheckDigit(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : "0246813579".charAt(digit) - '0';
    }
    return sum % 10 == 0;
  }

  private String written(String number) {
    String separator = SEPARATORS.get(random.nextInt(SEPARATORS.size()));
    int zero = ZEROS.get(random.nextInt(ZEROS.size()));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      if (i > 0 && i % 4 == 0) {
        text.append(separator);
      }
      text.append((char) (zero + number.charAt(i) - '0'));
    }
    return text.toString();
  }

  private static String digits(String text) {
    StringBuilder digits = new StringBuilder();
    text.chars().map(c -> Character.digit(c, 10)).filter(d -> d >= 0).forEach(digits::append);
    return digits.toString();
  }

  @Test
  void noneOfTenThousandIsLeftHoweverItIsWritten() {
    for (int i = 0; i < 10_000; i++) {
      String number = number(ISSUERS.get(i % ISSUERS.size()));
      String text = "please use" + (i % 3 == 0 ? "" : ": ") + written(number) + ", thanks, ok?";

      String masked = CardNumbers.mask(text);

      assertThat(digits(masked)).as(text).isEqualTo(number.substring(number.length() - 4));
      assertThat(masked).hasSameSizeAs(text).startsWith("please use").endsWith(", thanks, ok?");
      assertThat(CardNumbers.occurIn(text)).isTrue();
      assertThat(CardNumbers.occurIn(masked)).isFalse();
    }
  }

  @Test
  void theLastFourDigitsAndEverythingAroundThemStay() {
    assertThat(CardNumbers.mask("card 4111 1111-1111 1111!"))
        .isEqualTo("card **** ****-**** 1111!");
    assertThat(CardNumbers.mask("4242424242424242 and 378282246310005"))
        .isEqualTo("************4242 and ***********0005");
    assertThat(CardNumbers.mask("4242 4242 4242 4242 12/27 123"))
        .isEqualTo("**** **** **** 4242 12/27 123");
  }

  @Test
  void oneInAThousandOfOtherNumbersAtMostIsTakenForACard() {
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      String ten = Long.toString(random.nextLong(1_000_000_000L, 10_000_000_000L));
      String text =
          switch (i % 5) {
            case 0 -> "order 2026" + ten.substring(0, 8);
            case 1 -> "+" + random.nextInt(1, 99) + " " + ten.substring(0, 3) + " " + ten;
            case 2 -> "00" + random.nextInt(20, 99) + "/" + ten;
            case 3 -> "R-" + ten + "-" + i % 100;
            default -> ten.substring(0, 3) + "-" + ten.substring(3, 6) + "-" + ten.substring(6);
          };
      wrong += CardNumbers.occurIn(text) ? 1 : 0;
    }
    System.out.println("of 100,000 order and phone numbers " + wrong + " look like a card's");
    assertThat(wrong).isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4111111111111112",
        "41111111111111111111111111",
        "1111111111111111",
        "+4111111111111111",
        "4111 1111 .... 1111 1111",
        "4111 a 1111 b 1111 c 1111"
      })
  void whatIsNoCardNumberStays(String text) {
    assertThat(CardNumbers.mask(text)).isSameAs(text);
  }

  @Test
  void aLongHostileTextIsReadOnce() {
    String groups = "4 1 1 1 ".repeat(12_500);

    assertThat(CardNumbers.mask(groups)).hasSize(100_000);
  }
}

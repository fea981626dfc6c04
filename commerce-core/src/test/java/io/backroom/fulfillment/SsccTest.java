package io.backroom.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sscc;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers on parcels, and what boxes count as. */
class SsccTest {
  @ParameterizedTest
  @CsvSource({
    // An example of GS1's tag data standard, and one of its general specifications.
    "0614141, 1234567890, 106141412345678908",
    "0614141, 0, 006141410000000005",
    "0614141, 9999999999, 906141419999999997",
    "1234, 9999999999999, 912349999999999995",
    "123456789012, 12345, 112345678901223455"
  })
  void aNumberIsExtensionPrefixSerialAndCheckDigit(String prefix, long serial, String number) {
    assertThat(Sscc.of(prefix, serial)).hasToString(number);
    assertThat(Sscc.of(number)).isEqualTo(Sscc.of(prefix, serial));
  }

  @Test
  void everySingleWrongDigitIsSeen() {
    String right = "106141412345678908";
    for (int at = 0; at < right.length(); at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String read = right.substring(0, at) + digit + right.substring(at + 1);
        if (digit != right.charAt(at)) {
          assertThatThrownBy(() -> Sscc.of(read)).isInstanceOf(InvalidInputException.class);
        }
      }
    }
  }

  @Test
  void noTwoSerialsHaveOneNumber() {
    Random random = new Random(5);
    for (String prefix : new String[] {"1234", "061414", "0614141", "123456789012"}) {
      Set<Long> serials = new HashSet<>();
      Set<Sscc> numbers = new HashSet<>();
      for (int i = 0; i < 10_000; i++) {
        long serial = (long) (random.nextDouble() * Sscc.serials(prefix));
        serials.add(serial);
        numbers.add(Sscc.of(prefix, serial));
      }
      assertThat(numbers).hasSameSizeAs(serials);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123", "1234567890123", "12a4", "١٢٣٤", "-123"})
  void aPrefixIsFourToTwelveDigits(String prefix) {
    assertThatThrownBy(() -> Sscc.of(prefix, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("companyPrefix")
        .hasMessageContaining("4 to 12 digits");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10_000_000_000L, Long.MAX_VALUE})
  void aSerialHasToFit(long serial) {
    assertThatThrownBy(() -> Sscc.of("0614141", serial))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("serial");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10614141234567890",
        "1061414123456789088",
        "(00)10614141234567",
        "1٠6141412345678908"
      })
  void aNumberIsEighteenDigits(String text) {
    assertThatThrownBy(() -> Sscc.of(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be 18 digits");
  }

  @ParameterizedTest
  @CsvSource({
    "400, 300, 200, 5000, 4800",
    "1, 1, 1, 5000, 1",
    "10, 10, 50, 5000, 1",
    "10, 10, 51, 5000, 2"
  })
  void aLightBoxCountsByItsSize(int length, int width, int height, int divisor, long grams) {
    assertThat(new Size(length, width, height).dimensionalGrams(divisor)).isEqualTo(grams);
  }

  @Test
  void theLargestBoxHasAVolume() {
    assertThat(new Size(10_000, 10_000, 10_000).volume()).isEqualTo(1_000_000_000_000L);
    assertThatThrownBy(() -> new Size(0, 1, 1)).hasMessageContaining("length");
    assertThatThrownBy(() -> new Size(1, 10_001, 1)).hasMessageContaining("width");
    assertThatThrownBy(() -> new Size(1, 1, -1)).hasMessageContaining("height");
  }
}

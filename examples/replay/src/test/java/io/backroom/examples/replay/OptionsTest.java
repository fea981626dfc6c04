package io.backroom.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.examples.replay.data.Slice;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final LocalDate FIRST = LocalDate.of(2010, 12, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --seed x              | --seed is 'x': must be a whole number from -9223372036854775808 to 9223372036854775807
          --seed                | --seed has no value: must be a whole number from -9223372036854775808 to 9223372036854775807
          --invoices 0          | --invoices is '0': must be a whole number from 1 to 2147483647
          --from 1.3.2011       | --from is '1.3.2011': must be a day such as 2011-03-01
          --to 2011-02-30       | --to is '2011-02-30': must be a day such as 2011-03-01
          --data                | --data has no value: must name a file
          --fast                | there is no option '--fast'; see --help
          --full --to 2011-01-01 | --full replays all days: leave out --from and --to
          """)
  void namesOptionValueAndRule(String arguments, String message) {
    assertThatThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void refusesDaysInTheWrongOrder() {
    Options options = Options.parse(List.of("--from", "2011-03-01", "--to", "2011-02-01"));
    assertThatThrownBy(() -> options.slice(FIRST))
        .hasMessage("--to is '2011-02-01': must not be before the first day 2011-03-01");
  }

  @Test
  void takesSomeWeeksUnlessToldOtherwise() {
    Options options = Options.parse(List.of());
    assertThat(options.slice(FIRST)).isEqualTo(Slice.days(FIRST, LocalDate.of(2011, 1, 15)));
    assertThat(options.seed()).isEqualTo(1);
    assertThat(options.timings()).isTrue();
  }

  @Test
  void takesAllDaysWhenAsked() {
    assertThat(Options.parse(List.of("--full")).slice(FIRST)).isEqualTo(Slice.all());
  }

  @Test
  void understandsEveryOption() {
    Options options =
        Options.parse(
            List.of(
                "--data",
                "a.csv",
                "--report",
                "r.html",
                "--seed",
                "-7",
                "--invoices",
                "5",
                "--from",
                "2011-03-01",
                "--to",
                "2011-03-02",
                "--no-timings"));
    LocalDate from = LocalDate.of(2011, 3, 1);
    assertThat(options.slice(FIRST)).isEqualTo(new Slice(from, from.plusDays(1), 5));
    assertThat(options.data()).contains(Path.of("a.csv"));
    assertThat(options.report()).contains(Path.of("r.html"));
    assertThat(options.seed()).isEqualTo(-7);
    assertThat(options.timings()).isFalse();
    assertThat(Options.parse(List.of("--help")).help()).isTrue();
  }
}

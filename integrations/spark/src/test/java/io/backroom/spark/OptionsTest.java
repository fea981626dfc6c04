package io.backroom.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options options(String line) {
    return Options.of(List.of(line.split(" ")));
  }

  @Test
  void whatIsLeftOutIsAsUsual() {
    Options options = options("--parquet in --model out");

    assertThat(options.ridge()).isEqualTo(RidgeSettings.PURCHASES);
    assertThat(options.text("customer", "otherwise")).isEqualTo("otherwise");
    assertThat(options.find("names")).isEmpty();
  }

  @Test
  void everySettingOfTheModelCanBeGiven() {
    Options options =
        options(
            "--jdbc jdbc:h2:mem: --table t --model out --neighbors 7 --drop 0.5 --ridge 2"
                + " --customer-exponent 0.25 --closeness-exponent 0.75 --popularity-exponent -0.5"
                + " --items-max 9");

    assertThat(options.ridge()).isEqualTo(new RidgeSettings(7, 0.5, 2, 0.25, 0.75, -0.5, 9));
  }

  @Test
  void aWrongArgumentIsNamedWithItsValueAndItsRule() {
    Map<String, List<String>> wrong =
        Map.of(
            "--model out", List.of("parquet", "must be given, or --jdbc"),
            "--parquet in --jdbc url --table t --model out", List.of("parquet", "in", "not both"),
            "--jdbc url --model out", List.of("table", "must be given"),
            "--parquet in --table t --model out", List.of("table", "t", "must come with --jdbc"),
            "--parquet in", List.of("model", "must be given"),
            "--parquet in --since 3 --model out", List.of("since", "3", "must come with --time"),
            "--parquet in --model out --neighbors many", List.of("neighbors", "many", "whole"),
            "--parquet in --model out --neighbors 0", List.of("neighbors", "0", "1 to 1000"),
            "--parquet in --model out --drop x", List.of("drop", "x", "must be a number"),
            "--parquet in --model out --colour red", List.of("option", "--colour", "--help"));

    wrong.forEach(
        (line, words) ->
            assertThatThrownBy(() -> options(line))
                .as(line)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(words.toArray(String[]::new)));
    assertThatThrownBy(() -> options("--parquet in --model out --names"))
        .hasMessageContainingAll("names", "must have a value");
    assertThatThrownBy(() -> options("--parquet in --model out --model out"))
        .hasMessageContainingAll("model", "must be given once");
  }

  @Test
  void theUsageNamesEveryOption() {
    Matcher names = Pattern.compile("--([a-z-]+)").matcher(Options.USAGE);

    assertThat(names.results().map(name -> name.group(1)).distinct())
        .containsExactlyInAnyOrderElementsOf(Options.KNOWN);
  }
}

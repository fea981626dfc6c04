package io.backroom.benchmarks.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void namesAreSeparatedByCommas() {
    assertThat(Options.of(List.of("--only", "pg-hot,pg-slow", "--quick")))
        .contains(new Options(true, List.of("pg-hot", "pg-slow")));
  }

  @Test
  void whatMakesNoSenseIsNothing() {
    assertThat(Options.of(List.of("--only"))).isEmpty();
    assertThat(Options.of(List.of("--fast"))).isEmpty();
  }
}

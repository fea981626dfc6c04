package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What makes a command the same command: nodes of two releases must agree on it. */
class OnceTest {
  private static final Instant TIME = Instant.parse("2030-01-01T00:00:00Z");

  private static final class Before {
    record Command(String text, Instant at) {}
  }

  private static final class After {
    record Command(String text, Instant at, Optional<String> gift) {}
  }

  private static final class Other {
    record Commands(String text, Instant at) {}
  }

  private record Counted(Map<String, Integer> units) {}

  private static String named(Object content) {
    return Once.of("scope", "key", content).id(0);
  }

  @Test
  void aComponentThatANewerReleaseHasAddedChangesNothingWhileItIsEmpty() {
    assertThat(named(new After.Command("x", TIME, Optional.empty())))
        .isEqualTo(named(new Before.Command("x", TIME)))
        .isNotEqualTo(named(new After.Command("x", TIME, Optional.of("wrapped"))))
        .isNotEqualTo(named(new Other.Commands("x", TIME)))
        .isNotEqualTo(named(new Before.Command("y", TIME)));
  }

  @Test
  void theNameIsTheSameInEveryRelease() {
    assertThat(named(new Before.Command("x", TIME)))
        .isEqualTo("cce6f3ce01e7d49b2946955e71e5e30f3343250e464d6ad9-0");
  }

  @Test
  void theOrderOfAMapIsNoContent() {
    Map<String, Integer> one = new LinkedHashMap<>();
    one.put("tea", 1);
    one.put("mug", 2);
    Map<String, Integer> other = new LinkedHashMap<>();
    other.put("mug", 2);
    other.put("tea", 1);

    assertThat(named(new Counted(one))).isEqualTo(named(new Counted(other)));
    assertThat(named(List.of(one, "tea"))).isNotEqualTo(named(List.of(one, "pot")));
  }
}

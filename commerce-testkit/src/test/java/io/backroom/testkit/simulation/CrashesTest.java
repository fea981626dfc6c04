package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.testkit.simulation.PlannedCrash.At;
import io.backroom.testkit.simulation.Rehearsal.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process dies before and after each call that changes something, and again while that is
 * recovered from. In the end everything is as if nothing had happened.
 *
 * <p>{@code -Dcrash.pairs=all} plays all pairs of crashes instead of one for each first crash.
 */
class CrashesTest {
  private static final boolean ALL = System.getProperty("crash.pairs", "").equals("all");
  private static final List<Trouble> AROUND = List.of(Trouble.CRASH_BEFORE, Trouble.CRASH_AFTER);
  private static final AtomicInteger SINGLE = new AtomicInteger();
  private static final AtomicInteger DOUBLE = new AtomicInteger();
  private static final AtomicInteger TRACES = new AtomicInteger();

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @Test
  void thereAreAtLeastTwelveScenarios() {
    assertThat(Scenario.all()).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void endsAsIfNothingHadHappened(Scenario scenario) {
    Ending calm = Rehearsal.play(scenario, FreshStores::inMemory, List.of());
    assertThat(calm.summary().toString()).contains(scenario.shows());
    Dice dice = Dice.of(calm.calls(), scenario.name());
    for (int call = 1; call <= calm.calls(); call++) {
      for (Trouble when : AROUND) {
        At first = new At(call, when);
        int left = check(scenario, calm, List.of(first)).calls();
        SINGLE.incrementAndGet();
        for (At second : seconds(left, dice)) {
          check(scenario, calm, List.of(first, second));
          DOUBLE.incrementAndGet();
        }
      }
    }
  }

  private static List<At> seconds(int calls, Dice dice) {
    List<At> all = new ArrayList<>();
    for (int call = 1; call <= calls; call++) {
      all.add(new At(call, Trouble.CRASH_BEFORE));
      all.add(new At(call, Trouble.CRASH_AFTER));
    }
    return ALL || all.isEmpty() ? all : List.of(dice.of(all));
  }

  private static Ending check(Scenario scenario, Ending calm, List<At> crashes) {
    try {
      Ending ending = Rehearsal.play(scenario, FreshStores::inMemory, crashes);
      assertThat(ending.happened()).isEqualTo(crashes.size());
      assertThat(ending.summary()).isEqualTo(calm.summary());
      return ending;
    } catch (RuntimeException | AssertionError wrong) {
      TRACES.incrementAndGet();
      throw new AssertionError(scenario.name() + ", dying " + crashes, wrong);
    }
  }

  @AfterAll
  static void tell() {
    System.out.printf(
        "INV-R1: %d scenarios, %,d single crashes, %,d double crashes, %d that left a trace%n",
        Scenario.all().size(), SINGLE.get(), DOUBLE.get(), TRACES.get());
  }
}

package io.backroom.testkit.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backroom.fulfillment.packing.PackingCheck;
import io.backroom.fulfillment.packing.SingleCartons;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.testkit.RulesThatFail;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract is not blind: each mistake fails the tests of its rule and no other. */
class BrokenCartonizersTest {
  private static volatile Cartonizer proven = new SingleCartons();

  static class Suite extends PackingContract {
    @Override
    protected Cartonizer createCartonizer() {
      return proven;
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("C-01", new BrokenCartonizers.LosesAUnit()),
        arguments("C-01", new BrokenCartonizers.PacksAUnitTwice()),
        arguments("C-02", new BrokenCartonizers.LetsThingsStickOut()),
        arguments("C-02", new BrokenCartonizers.BeginsBeforeTheWall()),
        arguments("C-03", new BrokenCartonizers.OverlapsUnits()),
        arguments("C-04", new BrokenCartonizers.IgnoresWeights()),
        arguments("C-05", new BrokenCartonizers.TipsBottlesOver()),
        arguments("C-06", new BrokenCartonizers.MixesGroups()),
        arguments("C-07", new BrokenCartonizers.GivesUp()));
  }

  @ParameterizedTest(name = "{1} fails {0}")
  @MethodSource("broken")
  void aBrokenCartonizerFailsExactlyItsRule(String rule, Cartonizer cartonizer) {
    proven = cartonizer;
    var failed = RulesThatFail.of(Suite.class);
    assertThat(failed.keySet()).containsExactly(rule);
    assertThat(failed.get(rule)).contains("Rule " + rule + " is broken. Usual cause: ");
  }

  @ParameterizedTest(name = "{1} is caught")
  @MethodSource("broken")
  void theCheckOfTheLibraryItselfSeesEachMistake(String rule, Cartonizer cartonizer) {
    int seen = 0;
    for (PackingRequest request : PackingRequests.all()) {
      seen += PackingCheck.mistake(request, cartonizer.pack(request)).isPresent() ? 1 : 0;
      assertThat(PackingCheck.mistake(request, new SingleCartons().pack(request))).isEmpty();
    }
    assertThat(seen).as(rule).isPositive();
  }

  @Test
  void thePlainestWayFailsNoRule() {
    proven = new SingleCartons();
    assertThat(RulesThatFail.of(Suite.class)).isEmpty();
  }
}

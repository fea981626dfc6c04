package io.backroom.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.fulfillment.WeightAudit.Outcome;
import io.backroom.fulfillment.WeightAudit.Units;
import io.backroom.fulfillment.WeightTerms.Spread;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Sku;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a weight says of a parcel: by hand, and in simulated warehouses. */
class WeightAuditTest {
  private static final int PARCELS = 200_000;
  private static final Sku MUG = Sku.of("mug");
  private static final Sku PIN = Sku.of("pin");

  /** One gram of everything: σ of 3 + 1 + 1 + 1 + 0.25²… is easy to follow by hand. */
  private static WeightTerms terms(double scale, double resolution) {
    return WeightTerms.of(scale, resolution, new Spread(100, 3), new Spread(20, 4));
  }

  @Test
  void meansAndVariancesAddUp() {
    // 3² + 4² + 0² + 12²/12 + 4·12² = 9 + 16 + 0 + 12 + 576 = 613
    WeightAudit audit =
        WeightAudit.of(
            terms(0, 12),
            Map.of(MUG, new Units(4, new Spread(600, 12))),
            new Spread(100, 3),
            2_520);

    assertThat(audit.expected()).isEqualTo(2_520);
    assertThat(audit.deviation()).isEqualTo(Math.sqrt(613), within(1e-9));
    assertThat(audit.passed()).isEqualTo(3 * Math.sqrt(613), within(1e-9));
    assertThat(audit.blocked()).isEqualTo(6 * Math.sqrt(613), within(1e-9));
    assertThat(audit.outcome()).isEqualTo(Outcome.PASS);
    assertThat(audit.unseen()).isEmpty();
  }

  @Test
  void limitsBelongToTheBetterSide() {
    Map<Sku, Units> mug = Map.of(MUG, new Units(1, new Spread(500, 0)));
    WeightTerms exact =
        new WeightTerms(
            Spread.NONE, 0, Spread.NONE, Map.of(), Spread.NONE, p -> Spread.NONE, 10, 3, 6, 3);
    WeightTerms spread =
        new WeightTerms(
            new Spread(0, 5), 0, Spread.NONE, Map.of(), Spread.NONE, p -> Spread.NONE, 0, 3, 6, 3);

    assertThat(outcome(exact, mug, 510)).isEqualTo(Outcome.PASS);
    assertThat(outcome(exact, mug, 490)).isEqualTo(Outcome.PASS);
    assertThat(outcome(exact, mug, 511)).isEqualTo(Outcome.BLOCK);
    assertThat(outcome(spread, mug, 515)).isEqualTo(Outcome.PASS);
    assertThat(outcome(spread, mug, 516)).isEqualTo(Outcome.REVIEW);
    assertThat(outcome(spread, mug, 470)).isEqualTo(Outcome.REVIEW);
    assertThat(outcome(spread, mug, 469)).isEqualTo(Outcome.BLOCK);
  }

  private static Outcome outcome(WeightTerms terms, Map<Sku, Units> contents, double grams) {
    return WeightAudit.of(terms, contents, Spread.NONE, grams).outcome();
  }

  @Test
  void aUnitLighterThanTheLimitOfDetectionIsUnseen() {
    // T = 3·5 = 15; a missing pin must weigh at least 15 + 3·5 = 30 grams.
    WeightTerms terms =
        new WeightTerms(
            new Spread(0, 5), 0, Spread.NONE, Map.of(), Spread.NONE, p -> Spread.NONE, 0, 3, 6, 3);
    for (double grams : new double[] {1, 14, 16, 29.9, 30, 31}) {
      WeightAudit audit =
          WeightAudit.of(
              terms,
              Map.of(
                  PIN, new Units(2, new Spread(grams, 0)), MUG, new Units(1, new Spread(500, 0))),
              Spread.NONE,
              500 + 2 * grams);
      assertThat(audit.unseen().contains(PIN)).as("%s g", grams).isEqualTo(grams < 30);
      assertThat(audit.unseen()).doesNotContain(MUG);
    }
  }

  @Test
  void whatNobodyKnowsMayWeighAnythingAndHasToBeScanned() {
    Map<Sku, Units> contents =
        Map.of(PIN, new Units(1, Spread.NONE), MUG, new Units(1, new Spread(500, 5)));
    WeightTerms terms = terms(1, 1);

    WeightAudit heavy = WeightAudit.of(terms, contents, new Spread(100, 3), 5_000);
    WeightAudit light = WeightAudit.of(terms, contents, new Spread(100, 3), 300);

    assertThat(heavy.outcome()).isEqualTo(Outcome.PASS);
    assertThat(light.outcome()).isEqualTo(Outcome.BLOCK);
    assertThat(heavy.unseen()).containsExactly(MUG, PIN);
  }

  @Test
  void badInputNamesItsField() {
    assertThatThrownBy(() -> new Spread(-1, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("grams");
    assertThatThrownBy(() -> new Spread(1, Double.NaN)).hasMessageContaining("deviation");
    assertThatThrownBy(() -> new Spread(Double.POSITIVE_INFINITY, 0)).hasMessageContaining("grams");
    assertThatThrownBy(() -> terms(0, -1)).hasMessageContaining("resolution");
    assertThatThrownBy(() -> terms(0, 1).limits(-1, 3, 6, 3)).hasMessageContaining("floor");
    assertThatThrownBy(() -> terms(0, 1).limits(0, 0, 6, 3)).hasMessageContaining("passLimit");
    assertThatThrownBy(() -> terms(0, 1).limits(0, 3, 2, 3)).hasMessageContaining("blockLimit");
    assertThatThrownBy(() -> terms(0, 1).limits(0, 3, 6, -1)).hasMessageContaining("missLimit");
    assertThatThrownBy(() -> terms(0, 1).carton("a b", Spread.NONE)).hasMessageContaining("carton");
  }

  /** A warehouse whose weights are normal, as the formula says. */
  private record World(WeightTerms terms, Map<Sku, Units> contents, Spread carton) {
    WeightAudit audit(double grams) {
      return WeightAudit.of(terms, contents, carton, grams);
    }

    double measured(Random random, Map<Sku, Integer> missing) {
      double grams = drawn(random, carton) + drawn(random, terms.dunnage());
      for (Map.Entry<Sku, Units> some : contents.entrySet()) {
        int there = some.getValue().quantity() - missing.getOrDefault(some.getKey(), 0);
        for (int i = 0; i < there; i++) {
          grams += drawn(random, some.getValue().unit());
        }
      }
      grams += random.nextGaussian() * terms.scale().deviation();
      double step = terms.resolution();
      return step == 0 ? grams : Math.rint(grams / step) * step;
    }

    private static double drawn(Random random, Spread spread) {
      return spread.grams() + random.nextGaussian() * spread.deviation();
    }
  }

  private static World world(long seed) {
    Random random = new Random(seed);
    Map<Sku, Units> contents = new TreeMap<>();
    int skus = 1 + random.nextInt(4);
    for (int i = 0; i < skus; i++) {
      double grams = 5 + random.nextInt(800);
      double deviation = grams * (0.005 + random.nextDouble() * 0.03);
      contents.put(Sku.of("s" + i), new Units(1 + random.nextInt(4), new Spread(grams, deviation)));
    }
    double scale = 0.5 + random.nextDouble() * 4;
    WeightTerms terms =
        WeightTerms.of(scale, scale / 2, new Spread(0, 0), new Spread(30, random.nextDouble() * 5))
            .limits(0, 1 + random.nextDouble() * 1.5, 3, random.nextDouble() * 2);
    return new World(terms, contents, new Spread(150, random.nextDouble() * 5));
  }

  @TestFactory
  Stream<DynamicTest> falseAlarmsAreAsFrequentAsTheFormulaSays() {
    return seeds(
        (world, random) -> {
          double expected = 2 * (1 - normal(world.terms().passLimit()));
          int alarms = 0;
          for (int i = 0; i < PARCELS; i++) {
            double grams = world.measured(random, Map.of());
            alarms += world.audit(grams).outcome() == Outcome.PASS ? 0 : 1;
          }
          assertThat((double) alarms / PARCELS).isEqualTo(expected, within(tolerance(expected)));
        });
  }

  @TestFactory
  Stream<DynamicTest> missingUnitsPassAsOftenAsTheFormulaSays() {
    return seeds(
        (world, random) -> {
          for (Map.Entry<Sku, Units> some : world.contents().entrySet()) {
            WeightAudit audit = world.audit(0);
            Spread unit = some.getValue().unit();
            double others = Math.sqrt(audit.deviation() * audit.deviation() - unit.variance());
            double expected =
                normal((audit.passed() - unit.grams()) / others)
                    - normal((-audit.passed() - unit.grams()) / others);
            int passed = 0;
            int parcels = PARCELS / world.contents().size();
            for (int i = 0; i < parcels; i++) {
              double grams = world.measured(random, Map.of(some.getKey(), 1));
              passed += world.audit(grams).outcome() == Outcome.PASS ? 1 : 0;
            }
            double rate = (double) passed / parcels;
            assertThat(rate).as("%s", some).isEqualTo(expected, within(2 * tolerance(expected)));
            boolean seen = !audit.unseen().contains(some.getKey());
            double most = 1 - normal(world.terms().missLimit());
            assertThat(expected <= most + 1e-9).as("%s is seen", some).isEqualTo(seen);
          }
        });
  }

  private interface Check {
    void of(World world, Random random);
  }

  private static Stream<DynamicTest> seeds(Check check) {
    return Stream.iterate(1L, seed -> seed + 1)
        .limit(12)
        .map(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed, () -> check.of(world(seed), new Random(seed * 31))));
  }

  /** Four standard errors, and what the rounding of the display may make of a tail. */
  private static double tolerance(double rate) {
    return 4 * Math.sqrt(Math.max(rate * (1 - rate), 1e-6) / PARCELS) + 0.001;
  }

  /** The normal distribution, summed up in steps (Simpson's rule). */
  private static double normal(double z) {
    double end = Math.min(Math.abs(z), 12);
    int steps = 2_000;
    double width = end / steps;
    double sum = density(0) + density(end);
    for (int i = 1; i < steps; i++) {
      sum += (i % 2 == 0 ? 2 : 4) * density(i * width);
    }
    double half = sum * width / 3;
    return z < 0 ? 0.5 - half : 0.5 + half;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}

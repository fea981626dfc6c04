package io.backroom.testkit.packing;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingPlan.Placement;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import io.backroom.testkit.ExplainRules;
import io.backroom.testkit.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves a {@link Cartonizer}: extend it, say how one is made, and run it with JUnit 5. The rules
 * it proves are in {@code docs/contracts/packing.md}; each failure names its rule. Everything is
 * compared by brute force, on requests drawn from seeds and on some that were thought up.
 */
@ExtendWith(ExplainRules.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackingContract {
  private Map<PackingRequest, PackingPlan> plans = new HashMap<>();

  /** Creates the contract. */
  protected PackingContract() {}

  /**
   * Returns the cartonizer to prove.
   *
   * @return the cartonizer
   */
  protected abstract Cartonizer createCartonizer();

  @BeforeEach
  void packAll() {
    if (plans.isEmpty()) {
      Cartonizer cartonizer = createCartonizer();
      Map<PackingRequest, PackingPlan> all = new HashMap<>();
      requests().forEach(request -> all.put(request, cartonizer.pack(request)));
      plans = all;
    }
  }

  static List<PackingRequest> requests() {
    return PackingRequests.all();
  }

  private PackingPlan plan(PackingRequest request) {
    return Objects.requireNonNull(plans.get(request));
  }

  private static Map<Sku, Goods> goods(PackingRequest request) {
    Map<Sku, Goods> goods = new TreeMap<>();
    request.goods().forEach(own -> goods.put(own.sku(), own));
    return goods;
  }

  private static Map<String, Carton> cartons(PackingRequest request) {
    Map<String, Carton> cartons = new TreeMap<>();
    request.cartons().forEach(own -> cartons.put(own.id(), own));
    return cartons;
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-01")
  void everyUnitIsInOneCartonOrFitsIntoNone(PackingRequest request) {
    Map<Sku, Integer> wanted = new TreeMap<>();
    request.goods().forEach(own -> wanted.put(own.sku(), own.quantity()));
    Map<Sku, Integer> there = new TreeMap<>(plan(request).unfit());
    for (Packed packed : plan(request).cartons()) {
      packed.placements().forEach(unit -> there.merge(unit.sku(), 1, Integer::sum));
    }
    assertThat(there).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-02")
  void everyUnitIsInsideACartonThatWasOffered(PackingRequest request) {
    Map<String, Carton> cartons = cartons(request);
    for (Packed packed : plan(request).cartons()) {
      assertThat(cartons).containsKey(packed.carton());
      Size inner = Objects.requireNonNull(cartons.get(packed.carton())).inner();
      for (Placement unit : packed.placements()) {
        assertThat(unit.x()).isNotNegative();
        assertThat(unit.y()).isNotNegative();
        assertThat(unit.z()).isNotNegative();
        assertThat((long) unit.x() + unit.length()).isLessThanOrEqualTo(inner.length());
        assertThat((long) unit.y() + unit.width()).isLessThanOrEqualTo(inner.width());
        assertThat((long) unit.z() + unit.height()).isLessThanOrEqualTo(inner.height());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-03")
  void noTwoUnitsAreInOnePlace(PackingRequest request) {
    for (Packed packed : plan(request).cartons()) {
      List<Placement> units = packed.placements();
      for (int i = 0; i < units.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(shared(units.get(i), units.get(j)))
              .as("%s and %s", units.get(i), units.get(j))
              .isZero();
        }
      }
    }
  }

  /** The room that two units share, in mm³. */
  private static long shared(Placement a, Placement b) {
    return common(a.x(), a.length(), b.x(), b.length())
        * common(a.y(), a.width(), b.y(), b.width())
        * common(a.z(), a.height(), b.z(), b.height());
  }

  private static long common(long a, long lengthOfA, long b, long lengthOfB) {
    return Math.max(0, Math.min(a + lengthOfA, b + lengthOfB) - Math.max(a, b));
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-04")
  void noCartonIsTooHeavy(PackingRequest request) {
    Map<Sku, Goods> goods = goods(request);
    Map<String, Carton> cartons = cartons(request);
    for (Packed packed : plan(request).cartons()) {
      Carton carton = cartons.get(packed.carton());
      if (carton != null) {
        long grams = carton.ownGrams();
        for (Placement unit : packed.placements()) {
          Goods own = goods.get(unit.sku());
          grams += own == null ? 0 : own.weightGrams();
        }
        assertThat(grams).isLessThanOrEqualTo(carton.maxGrams());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-05")
  void everyUnitLiesAsItMay(PackingRequest request) {
    Map<Sku, Goods> goods = goods(request);
    for (Packed packed : plan(request).cartons()) {
      for (Placement unit : packed.placements()) {
        Goods own = goods.get(unit.sku());
        if (own != null) {
          assertThat(sorted(unit.length(), unit.width(), unit.height()))
              .as("%s", unit)
              .isEqualTo(sorted(own.size().length(), own.size().width(), own.size().height()));
          assertThat(!own.upright() || unit.height() == own.size().height())
              .as("%s stands upright", unit)
              .isTrue();
        }
      }
    }
  }

  private static List<Integer> sorted(int... sides) {
    return Arrays.stream(sides).sorted().boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-06")
  void groupsDoNotShareACarton(PackingRequest request) {
    Map<Sku, Goods> goods = goods(request);
    for (Packed packed : plan(request).cartons()) {
      assertThat(
              packed.placements().stream()
                  .flatMap(unit -> Optional.ofNullable(goods.get(unit.sku())).stream())
                  .map(Goods::group)
                  .distinct())
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  @Rule("C-07")
  void onlyWhatFitsIntoNoCartonAloneIsLeft(PackingRequest request) {
    Map<Sku, Goods> goods = goods(request);
    for (Sku sku : plan(request).unfit().keySet()) {
      Goods own = goods.get(sku);
      List<String> takes = new ArrayList<>();
      for (Carton carton : request.cartons()) {
        if (own != null && fits(carton, own)) {
          takes.add(carton.id());
        }
      }
      assertThat(takes).as("cartons that take %s", own).isEmpty();
    }
    assertThat(plan(request).cartons()).noneMatch(packed -> packed.placements().isEmpty());
  }

  private static boolean fits(Carton carton, Goods goods) {
    int[] sides = {goods.size().length(), goods.size().width(), goods.size().height()};
    int[][] ways =
        goods.upright()
            ? new int[][] {{0, 1, 2}, {1, 0, 2}}
            : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    boolean fits = false;
    for (int[] way : ways) {
      fits |=
          sides[way[0]] <= carton.inner().length()
              && sides[way[1]] <= carton.inner().width()
              && sides[way[2]] <= carton.inner().height();
    }
    return fits && (long) carton.ownGrams() + goods.weightGrams() <= carton.maxGrams();
  }
}

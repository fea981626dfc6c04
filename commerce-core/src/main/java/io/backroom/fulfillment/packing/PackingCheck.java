package io.backroom.fulfillment.packing;

import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingPlan.Placement;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a packing can be done: inside, apart, upright, not too heavy, complete. Compares every
 * two units of a carton, so that nobody has to be believed.
 */
public final class PackingCheck {
  private PackingCheck() {}

  /**
   * Looks for the first mistake of a plan.
   *
   * @param request what was asked for
   * @param plan the answer
   * @return what is wrong with it; empty if it can be done
   */
  public static Optional<String> mistake(PackingRequest request, PackingPlan plan) {
    Map<Sku, Goods> goods = new HashMap<>();
    request.goods().forEach(own -> goods.put(own.sku(), own));
    Map<String, Carton> cartons = new HashMap<>();
    request.cartons().forEach(own -> cartons.put(own.id(), own));
    Map<Sku, Integer> units = new TreeMap<>(plan.unfit());
    for (Packed packed : plan.cartons()) {
      Carton carton = cartons.get(packed.carton());
      if (carton == null) {
        return Optional.of("there is no carton " + packed.carton());
      }
      Optional<String> mistake = mistake(carton, packed.placements(), goods);
      if (mistake.isPresent()) {
        return mistake;
      }
      packed.contents().forEach((sku, some) -> units.merge(sku, some, Integer::sum));
    }
    for (Goods own : request.goods()) {
      if (units.getOrDefault(own.sku(), 0) != own.quantity()) {
        return Optional.of(units.getOrDefault(own.sku(), 0) + " units of " + own.sku());
      }
    }
    return plan.unfit().keySet().stream()
        .filter(sku -> !goods.containsKey(sku) || fits(goods.get(sku), request.cartons()))
        .findFirst()
        .map(sku -> sku + " is said to fit into no carton");
  }

  private static boolean fits(Goods goods, List<Carton> cartons) {
    return cartons.stream().anyMatch(carton -> carton.holds(goods));
  }

  /**
   * Looks for the first mistake in one carton.
   *
   * @param carton the carton
   * @param placements what lies in it
   * @param goods what there is to pack
   * @return what is wrong with it; empty if it can be done
   */
  public static Optional<String> mistake(
      Carton carton, List<Placement> placements, Map<Sku, Goods> goods) {
    if (placements.isEmpty()) {
      return Optional.of("a carton " + carton.id() + " is empty");
    }
    long grams = carton.ownGrams();
    Optional<Goods> first = Optional.ofNullable(goods.get(placements.get(0).sku()));
    for (int i = 0; i < placements.size(); i++) {
      Placement unit = placements.get(i);
      Goods own = goods.get(unit.sku());
      if (own == null) {
        return Optional.of("nobody asked for " + unit.sku());
      } else if (!own.mayLie(unit.length(), unit.width(), unit.height())) {
        return Optional.of(unit + " is turned as it must not be");
      } else if (!isInside(carton, unit)) {
        return Optional.of(unit + " sticks out of " + carton.id());
      } else if (first.filter(it -> it.group().equals(own.group())).isEmpty()) {
        return Optional.of(unit.sku() + " is with another group");
      }
      for (Placement other : placements.subList(0, i)) {
        if (unit.overlaps(other)) {
          return Optional.of(unit + " overlaps " + other);
        }
      }
      grams += own.weightGrams();
    }
    return grams > carton.maxGrams()
        ? Optional.of(carton.id() + " would weigh " + grams + " g")
        : Optional.empty();
  }

  private static boolean isInside(Carton carton, Placement unit) {
    return unit.x() >= 0
        && unit.y() >= 0
        && unit.z() >= 0
        && unit.x() <= carton.inner().length() - unit.length()
        && unit.y() <= carton.inner().width() - unit.width()
        && unit.z() <= carton.inner().height() - unit.height();
  }
}

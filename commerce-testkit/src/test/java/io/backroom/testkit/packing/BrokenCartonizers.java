package io.backroom.testkit.packing;

import io.backroom.fulfillment.packing.SingleCartons;
import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingPlan.Placement;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mistakes of cartonizers, as a person might make them. */
final class BrokenCartonizers {
  private BrokenCartonizers() {}

  private static PackingPlan right(PackingRequest request) {
    return new SingleCartons().pack(request);
  }

  static final class LosesAUnit implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      PackingPlan plan = right(request);
      return plan.cartons().isEmpty()
          ? plan
          : new PackingPlan(plan.cartons().subList(1, plan.cartons().size()), plan.unfit());
    }
  }

  static final class PacksAUnitTwice implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      PackingPlan plan = right(request);
      List<Packed> cartons = new ArrayList<>(plan.cartons());
      cartons.addAll(plan.cartons().stream().limit(1).toList());
      return new PackingPlan(cartons, plan.unfit());
    }
  }

  static final class LetsThingsStickOut implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      return each(request, unit -> at(unit, unit.x() + 10_000));
    }
  }

  static final class BeginsBeforeTheWall implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      return each(request, unit -> at(unit, -1));
    }
  }

  private interface Way {
    Placement of(Placement unit);
  }

  private static PackingPlan each(PackingRequest request, Way way) {
    PackingPlan plan = right(request);
    return new PackingPlan(
        plan.cartons().stream()
            .map(
                packed ->
                    new Packed(packed.carton(), packed.placements().stream().map(way::of).toList()))
            .toList(),
        plan.unfit());
  }

  private static Placement at(Placement unit, int x) {
    return new Placement(
        unit.sku(), x, unit.y(), unit.z(), unit.length(), unit.width(), unit.height());
  }

  /** Puts light units of one SKU on top of each other, in the same place. */
  static final class OverlapsUnits implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      PackingPlan plan = right(request);
      Map<Sku, Packed> together = new TreeMap<>();
      List<Packed> cartons = new ArrayList<>();
      for (Packed packed : plan.cartons()) {
        Sku sku = packed.placements().get(0).sku();
        if (goods(request, sku).weightGrams() <= 1) {
          together.merge(sku, packed, BrokenCartonizers::both);
        } else {
          cartons.add(packed);
        }
      }
      cartons.addAll(together.values());
      return new PackingPlan(cartons, plan.unfit());
    }
  }

  private static Packed both(Packed one, Packed other) {
    List<Placement> all = new ArrayList<>(one.placements());
    all.addAll(other.placements());
    return new Packed(one.carton(), all);
  }

  private static Goods goods(PackingRequest request, Sku sku) {
    return request.goods().stream().filter(own -> own.sku().equals(sku)).findFirst().orElseThrow();
  }

  static final class IgnoresWeights implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      return right(
          new PackingRequest(
              request.goods().stream()
                  .map(
                      own ->
                          new Goods(
                              own.sku(), own.quantity(), own.size(), 0, own.upright(), own.group()))
                  .toList(),
              request.cartons(),
              request.within()));
    }
  }

  static final class TipsBottlesOver implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      return right(
          new PackingRequest(
              request.goods().stream()
                  .map(
                      own ->
                          new Goods(
                              own.sku(),
                              own.quantity(),
                              own.size(),
                              own.weightGrams(),
                              false,
                              own.group()))
                  .toList(),
              request.cartons(),
              request.within()));
    }
  }

  /** Adds what has room beside the first unit, whatever it is. */
  static final class MixesGroups implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      PackingPlan plan = right(request);
      List<Packed> cartons = new ArrayList<>(plan.cartons());
      Map<String, Carton> kinds = new HashMap<>();
      request.cartons().forEach(own -> kinds.put(own.id(), own));
      for (int i = 0; i < cartons.size(); i++) {
        for (int j = cartons.size() - 1; j > i; j--) {
          Packed first = cartons.get(i);
          Placement beside =
              at(
                  cartons.get(j).placements().get(0),
                  first.placements().stream().mapToInt(u -> u.x() + u.length()).max().orElse(0));
          Carton carton = kinds.get(first.carton());
          long grams =
              carton.ownGrams()
                  + goods(request, beside.sku()).weightGrams()
                  + first.placements().stream()
                      .mapToLong(unit -> goods(request, unit.sku()).weightGrams())
                      .sum();
          if (beside.x() + beside.length() <= carton.inner().length()
              && beside.width() <= carton.inner().width()
              && beside.height() <= carton.inner().height()
              && grams <= carton.maxGrams()) {
            cartons.set(i, both(first, new Packed(first.carton(), List.of(beside))));
            cartons.remove(j);
          }
        }
      }
      return new PackingPlan(cartons, plan.unfit());
    }
  }

  /** Says of what it has no time for that it fits nowhere. */
  static final class GivesUp implements Cartonizer {
    @Override
    public PackingPlan pack(PackingRequest request) {
      Map<Sku, Integer> unfit = new TreeMap<>();
      request.goods().forEach(own -> unfit.put(own.sku(), own.quantity()));
      return unfit.size() > 3 ? new PackingPlan(List.of(), unfit) : right(request);
    }
  }
}

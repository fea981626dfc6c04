package io.backroom.fulfillment.packing;

import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingPlan.Placement;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Packs each unit into the cheapest carton that holds it: always right, and hardly ever good. What
 * is left when nothing better is at hand or its time is over.
 */
public final class SingleCartons implements Cartonizer {
  /** The cheapest first, and of those the smallest. */
  public static final Comparator<Carton> CHEAPEST =
      Comparator.comparing(Carton::cost)
          .thenComparing(carton -> carton.inner().volume())
          .thenComparing(Carton::id);

  /** Creates the packer. */
  public SingleCartons() {}

  @Override
  public PackingPlan pack(PackingRequest request) {
    List<Carton> cartons = request.cartons().stream().sorted(CHEAPEST).toList();
    List<Packed> packed = new ArrayList<>();
    Map<Sku, Integer> unfit = new TreeMap<>();
    for (Goods goods : request.goods()) {
      cartons.stream()
          .filter(carton -> carton.holds(goods))
          .findFirst()
          .ifPresentOrElse(
              carton -> packed.addAll(Collections.nCopies(goods.quantity(), alone(carton, goods))),
              () -> unfit.put(goods.sku(), goods.quantity()));
    }
    return new PackingPlan(packed, unfit);
  }

  private static Packed alone(Carton carton, Goods goods) {
    Size way = goods.ways().stream().filter(carton::holds).findFirst().orElseThrow();
    return new Packed(
        carton.id(),
        List.of(new Placement(goods.sku(), 0, 0, 0, way.length(), way.width(), way.height())));
  }
}

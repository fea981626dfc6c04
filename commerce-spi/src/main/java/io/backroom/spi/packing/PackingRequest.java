package io.backroom.spi.packing;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.List;

/**
 * Goods that need cartons.
 *
 * @param goods 1 to 1,000 SKUs, each once, of at most 10,000 units together
 * @param cartons 1 to 100 kinds of cartons, each id once
 * @param within how long it may take, more than nothing and at most a minute; then it is answered
 *     as well as is known
 */
public record PackingRequest(List<Goods> goods, List<Carton> cartons, Duration within) {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int UNITS_MAX = 10_000;

  /** Refuses fields that break their rule; copies the lists. */
  public PackingRequest {
    goods = Require.some("goods", goods, 1_000);
    cartons = Require.some("cartons", cartons, 100);
    Require.when(
        goods.stream().map(Goods::sku).distinct().count() == goods.size(),
        "goods",
        goods.size(),
        "must name each SKU once");
    Require.range("units", goods.stream().mapToLong(Goods::quantity).sum(), 1, UNITS_MAX);
    Require.when(
        cartons.stream().map(Carton::id).distinct().count() == cartons.size(),
        "cartons",
        cartons.size(),
        "must name each once");
    Require.when(
        within.compareTo(Duration.ZERO) > 0 && within.compareTo(LONGEST) <= 0,
        "within",
        within,
        "must be more than nothing and at most a minute");
  }
}

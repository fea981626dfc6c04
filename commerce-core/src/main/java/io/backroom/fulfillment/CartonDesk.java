package io.backroom.fulfillment;

import io.backroom.fulfillment.packing.PackingCheck;
import io.backroom.kernel.Failures;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which cartons a shipment goes into, by whoever chooses them; checked. */
final class CartonDesk {
  private static final Logger LOG = LoggerFactory.getLogger(CartonDesk.class);

  private final Optional<PackingTerms> terms;
  private final Function<Collection<Sku>, Map<Sku, Product>> catalog;

  CartonDesk(Optional<PackingTerms> terms, Function<Collection<Sku>, Map<Sku, Product>> catalog) {
    this.terms = terms;
    this.catalog = catalog;
  }

  Result<PackingPlan> cartons(FulfillmentOrder shipment) {
    if (terms.isEmpty() || shipment.lines().isEmpty()) {
      return refused("cartons", "the shop chooses none, or nothing is to be sent");
    }
    Map<Sku, Integer> units = shipment.parcel().units();
    Map<Sku, Product> products = catalog.apply(units.keySet());
    List<Goods> goods = new ArrayList<>();
    for (Map.Entry<Sku, Integer> some : units.entrySet()) {
      Optional<Goods> known =
          Optional.ofNullable(products.get(some.getKey()))
              .flatMap(product -> goods(product, some.getValue()));
      if (known.isEmpty()) {
        return refused("size", "nobody knows how large a unit of " + some.getKey() + " is");
      }
      goods.add(known.get());
    }
    return chosen(terms.get(), goods);
  }

  private Optional<Goods> goods(Product product, int units) {
    PackingTerms own = terms.orElseThrow();
    return product
        .size()
        .map(
            size ->
                new Goods(
                    product.sku(),
                    units,
                    size,
                    product.weightGrams(),
                    own.upright().test(product),
                    own.group().apply(product)));
  }

  private static Result<PackingPlan> chosen(PackingTerms terms, List<Goods> goods) {
    try {
      PackingRequest request = new PackingRequest(goods, terms.cartons(), terms.within());
      PackingPlan plan = terms.cartonizer().pack(request);
      return PackingCheck.mistake(request, plan)
          .<Result<PackingPlan>>map(
              wrong -> refused("cartons", "what was chosen is wrong: " + wrong))
          .orElseGet(() -> Result.done(plan));
    } catch (RuntimeException failure) {
      LOG.warn("No cartons could be chosen", Failures.forLog(failure));
      return refused("cartons", "none could be chosen");
    }
  }

  private static Result<PackingPlan> refused(String field, String message) {
    return Result.refused(new Refusal(Refusal.Code.WRONG_STATE, field, message));
  }
}

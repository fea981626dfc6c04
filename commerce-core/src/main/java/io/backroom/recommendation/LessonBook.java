package io.backroom.recommendation;

import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes down what there is to learn from, in an order that depends on names only: customers by id,
 * their orders by time, SKUs by name. What came back whole is left out.
 */
final class LessonBook {
  private LessonBook() {}

  static Fitted.Lessons lessons(Numbering<Sku> skus, Profiles profiles) {
    Comparator<Integer> byName = Comparator.comparing(skus::name);
    int[] skuOf =
        IntStream.range(0, skus.bound())
            .boxed()
            .sorted(byName)
            .mapToInt(Integer::intValue)
            .toArray();
    int[] itemOf = new int[skuOf.length];
    for (int item = 0; item < skuOf.length; item++) {
      itemOf[skuOf[item]] = item;
    }
    Numbering<CustomerId> customers = profiles.names();
    List<Integer> inOrder =
        IntStream.range(0, customers.bound())
            .boxed()
            .filter(customer -> !profiles.history(customer).isEmpty())
            .sorted(Comparator.comparing(customers::name))
            .toList();
    PurchaseLog.Builder log = PurchaseLog.builder(inOrder.size(), skuOf.length);
    for (int place = 0; place < inOrder.size(); place++) {
      for (Basket basket : profiles.history(inOrder.get(place))) {
        for (int line = 0; line < basket.skus().length; line++) {
          if (basket.keeps(line)) {
            log.add(place, itemOf[basket.skus()[line]], basket.day());
          }
        }
      }
    }
    return new Fitted.Lessons(skuOf, skuOf.length, log.build());
  }
}

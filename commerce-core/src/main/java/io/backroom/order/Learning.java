package io.backroom.order;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.recommendation.Recommendations;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.Map;
import java.util.TreeMap;

/** Teaches the recommendations what was bought, and what was not kept. */
final class Learning {
  private static final String LEARN = "learn-order";

  private final Kernel kernel;
  private final Recommendations recommendations;

  /** The work of learning an order. */
  record Learn(OrderId order) {}

  Learning(Kernel kernel, Recommendations recommendations) {
    this.kernel = kernel;
    this.recommendations = recommendations;
  }

  void register() {
    kernel
        .work()
        .on(
            LEARN,
            item -> {
              learn(kernel.payload(item, Learn.class).order());
              return tx -> {};
            });
  }

  /** Has an order learned after the transaction. */
  static void later(Transaction tx, OrderId id) {
    tx.doNow(LEARN, new Learn(id));
  }

  void all() {
    kernel.forEach(OrderRecord.TYPE, OrderRecord.BY_TIME, this::learn);
  }

  void learn(OrderId id) {
    if (kernel.isJoined()) {
      // The host may still roll back; the queue learns what it has committed.
      kernel.transact(
          tx -> {
            later(tx, id);
            return id;
          });
    } else {
      learn(kernel.find(OrderRecord.TYPE, id.value()).orElseThrow());
    }
  }

  private void learn(OrderRecord order) {
    Map<Sku, Integer> bought = new TreeMap<>();
    Map<Sku, Integer> back = new TreeMap<>();
    for (OrderView.Line line : order.lines()) {
      bought.put(line.sku(), line.quantity());
      if (line.cancelled() + line.returned() > 0) {
        back.put(line.sku(), line.cancelled() + line.returned());
      }
    }
    recommendations.purchased(order.id(), order.customer(), bought, order.placedAt());
    if (!back.isEmpty()) {
      recommendations.returned(order.id(), order.customer(), back);
    }
  }
}

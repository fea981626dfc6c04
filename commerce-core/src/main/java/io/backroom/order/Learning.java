package io.backroom.order;

import io.backroom.customer.Customers.ConsentChanged;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.recommendation.FeedbackBook;
import io.backroom.recommendation.Recommendations;
import io.backroom.recommendation.Refits;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Teaches the recommendations what was bought, and what was not kept. */
final class Learning {
  private static final String LEARN = "learn-order";
  private static final String LEARN_CUSTOMER = "learn-customer";

  private final Kernel kernel;
  private final Shipments shipments;
  private final Recommendations recommendations;
  private final Refits refits;

  /** The work of learning an order. */
  record Learn(OrderId order) {}

  /** The work of learning, or forgetting, all that a customer bought. */
  record LearnCustomer(CustomerId customer) {}

  Learning(OrderRooms rooms) {
    this.kernel = rooms.kernel();
    this.shipments = rooms.shipments();
    this.recommendations = rooms.recommendations();
    this.refits = rooms.refits();
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
    kernel
        .work()
        .on(
            LEARN_CUSTOMER,
            item -> {
              learn(kernel.payload(item, LearnCustomer.class).customer());
              return tx -> {};
            });
    kernel.hear(ConsentChanged.class, Learning::hear);
  }

  private static void hear(Transaction tx, ConsentChanged news) {
    if (news.profiling() == Customer.Consent.WITHHELD) {
      FeedbackBook.forget(tx, news.customer());
    }
    tx.doNow(LEARN_CUSTOMER, new LearnCustomer(news.customer()));
  }

  /** Consent given covers what was bought before; taken back, it leaves nothing. */
  private void learn(CustomerId customer) {
    recommendations.forgetUnlessAgreed(customer);
    String from = customer + "|";
    Optional<String> to = Optional.of(customer + "}");
    AtomicBoolean bought = new AtomicBoolean();
    kernel.forEach(
        OrderRecord.TYPE,
        OrderRecord.BY_CUSTOMER,
        from,
        to,
        order -> {
          learn(order);
          bought.set(true);
        });
    if (bought.get()) {
      refits.wanted();
    }
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
      refits.wanted();
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
    recommendations.purchased(
        order.id(), order.customer(), bought, order.placedAt(), country(order));
    if (!back.isEmpty()) {
      recommendations.returned(order.id(), order.customer(), back);
    }
  }

  /** The customer's segment, as far as the shop knows it by itself. */
  private String country(OrderRecord order) {
    return shipments.find(order.shipments().stream().limit(1).toList()).stream()
        .findFirst()
        .map(shipment -> shipment.destination().country())
        .orElse("");
  }
}

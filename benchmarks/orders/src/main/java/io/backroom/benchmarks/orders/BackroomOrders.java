package io.backroom.benchmarks.orders;

import io.backroom.Commerce;
import io.backroom.benchmarks.harness.Contender;
import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.Fulfillment.Scan;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Orders through the public API, with the in-memory stores. */
final class BackroomOrders implements Contender {
  private static final Caller SHOP = Caller.system("shop");
  private static final Caller WAREHOUSE = Caller.warehouse("w1");

  private final Workload workload;
  private final SimulatedPaymentProvider payments =
      new SimulatedPaymentProvider(InstantSource.system());
  private final Commerce commerce = Commerce.builder().payments(payments).build();
  private final Queue<OrderId> placed = new ConcurrentLinkedQueue<>();

  BackroomOrders(Workload workload) {
    this.workload = workload;
    for (Product product : Workload.products()) {
      commerce.catalog().put(SHOP, product).orThrow();
      StockLine stock = new StockLine(product.sku(), CenterId.of("main"), Workload.UNITS);
      commerce
          .inventory()
          .receive(SHOP, CommandId.of("first-" + product.sku()), stock, Optional.empty())
          .orThrow();
    }
  }

  @Override
  public void work(SplittableRandom random) {
    OrderRequest request = workload.next(random);
    OrderView order = place(request);
    placed.add(order.id());
    Fulfillment fulfillment = commerce.fulfillment();
    String shipment = order.shipments().get(0).id();
    fulfillment.pick(WAREHOUSE, shipment).orThrow();
    fulfillment.pack(WAREHOUSE, shipment, 500).orThrow();
    fulfillment.manifest(WAREHOUSE, shipment, "T" + shipment).orThrow();
    fulfillment.load(WAREHOUSE, shipment).orThrow();
    fulfillment.track(WAREHOUSE, shipment, Scan.OUT_FOR_DELIVERY).orThrow();
    fulfillment.track(WAREHOUSE, shipment, Scan.DELIVERED).orThrow();
  }

  private OrderView place(OrderRequest request) {
    CustomerId customer = request.customer();
    PlaceResult result = commerce.orders().place(Caller.customer(customer, Channel.WEB), request);
    if (result instanceof PlaceResult.Placed done) {
      return done.order();
    }
    throw new IllegalStateException(result.toString());
  }

  @Override
  public void verify(long done) {
    Tally tally = new Tally();
    for (OrderId id : placed) {
      OrderView order = commerce.orders().find(SHOP, id).orThrow();
      boolean delivered =
          order.state() == OrderState.COMPLETED
              && order.shipments().stream().allMatch(s -> s.state() == FulfillmentState.DELIVERED);
      tally.order(
          delivered, order.total(), order.lines().stream().mapToInt(l -> l.quantity()).sum());
    }
    long left =
        Workload.products().stream()
            .mapToLong(product -> commerce.inventory().availability(product.sku()).now())
            .sum();
    tally.check(done, left, payments);
    Tally.require(commerce.inventory().verify().differences().isEmpty(), "the ledger differs");
    commerce.close();
  }
}

package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.ParcelTrack;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Kernel;
import io.backroom.order.OrderStatus.Move;
import io.backroom.order.OrderStatus.Next;
import io.backroom.order.OrderStatus.Offer;
import io.backroom.order.OrderStatus.Stage;
import io.backroom.payment.PaymentStatus;
import io.backroom.payment.Payments;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells where an order stands in a customer's words, from its records and its history. */
final class StatusWriter {
  private final Kernel kernel;
  private final Payments payments;
  private final Shipments shipments;
  private final Delays delays;

  StatusWriter(OrderRooms rooms, Delays delays) {
    this.delays = delays;
    this.kernel = rooms.kernel();
    this.payments = rooms.payments();
    this.shipments = rooms.shipments();
  }

  OrderStatus status(OrderId id, List<Offer> offers) {
    OrderRecord order = kernel.find(OrderRecord.TYPE, id.value()).orElseThrow();
    List<CommerceEvent> history = kernel.events(id.value());
    PaymentStatus money = payments.status(id);
    List<FulfillmentOrder> all = shipments.find(order.shipments());
    List<OrderStatus.Shipment> parcels =
        all.stream().map(shipment -> parcel(order, shipment, money, history)).toList();
    List<FulfillmentOrder> coming =
        all.stream().filter(shipment -> !shipment.state().next().isEmpty()).toList();
    boolean known = coming.stream().allMatch(own -> own.promise().current().isPresent());
    Optional<Instant> complete =
        known
            ? coming.stream()
                .flatMap(own -> own.promise().current().stream())
                .max(Comparator.naturalOrder())
            : Optional.empty();
    Optional<OrderStatus.Shipment> last =
        parcels.stream().min(Comparator.comparing(OrderStatus.Shipment::stage));
    return new OrderStatus(
        id,
        order.state(),
        since(order, history),
        last.map(OrderStatus.Shipment::stage).orElse(Stage.CANCELLED),
        count(parcels, stage -> stage == Stage.DELIVERED),
        count(parcels, stage -> stage != Stage.CANCELLED),
        complete,
        last.map(OrderStatus.Shipment::next).orElse(Next.NOTHING),
        parcels,
        offers);
  }

  private static int count(List<OrderStatus.Shipment> parcels, Predicate<Stage> which) {
    return (int) parcels.stream().map(OrderStatus.Shipment::stage).filter(which).count();
  }

  private static Instant since(OrderRecord order, List<CommerceEvent> history) {
    String kind = "order-" + order.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return history.stream()
        .filter(event -> event.kind().equals(kind))
        .map(CommerceEvent::at)
        .reduce((earlier, later) -> later)
        .orElse(order.placedAt());
  }

  private OrderStatus.Shipment parcel(
      OrderRecord order,
      FulfillmentOrder shipment,
      PaymentStatus money,
      List<CommerceEvent> history) {
    Optional<Instant> question =
        delays
            .question(shipment.id())
            .filter(open -> shipment.state() == FulfillmentState.BACKORDERED)
            .map(DelayRecord.Question::until);
    ParcelTrack track = shipments.track(shipment.id());
    Optional<Stage> told = told(shipment.state(), track.status());
    Next next = question.isPresent() ? Next.CUSTOMER_AGREES : next(shipment, money, track.status());
    return new OrderStatus.Shipment(
        shipment.id(),
        shipment.center(),
        told.orElseGet(() -> stage(shipment.state())),
        told.flatMap(stage -> track.since()).orElse(shipment.since()),
        track.place(),
        shipment.promise(),
        moves(shipment, history),
        next,
        question.or(() -> by(order, shipment, next)),
        shipment.tracking());
  }

  private static Optional<Instant> by(OrderRecord order, FulfillmentOrder shipment, Next next) {
    return switch (next) {
      case SOMEBODY_PAYS ->
          order.unpaid().stream()
              .filter(unpaid -> unpaid.shipment().equals(shipment.id()))
              .map(OrderRecord.Unpaid::until)
              .findFirst();
      case GOODS_COME_IN ->
          shipment.waits().stream().allMatch(wait -> wait.source().isPresent())
              ? shipment.waits().stream()
                  .flatMap(wait -> wait.source().stream())
                  .map(source -> source.at())
                  .max(Comparator.naturalOrder())
              : Optional.empty();
      case CARRIER_BRINGS -> shipment.promise().current();
      default -> Optional.empty();
    };
  }

  private static Stage stage(FulfillmentState state) {
    return switch (state) {
      case BACKORDERED -> Stage.WAITS_FOR_GOODS;
      case PLANNED -> Stage.WAITS_FOR_PAYMENT;
      case RELEASED -> Stage.READY;
      case PICKING -> Stage.IN_WORK;
      case PACKED, MANIFESTED -> Stage.WAITS_FOR_TRUCK;
      case LOADED -> Stage.LOADED;
      case IN_TRANSIT -> Stage.HANDED_OVER;
      case OUT_FOR_DELIVERY -> Stage.OUT_FOR_DELIVERY;
      case EXCEPTION -> Stage.IN_TROUBLE;
      case DELIVERED -> Stage.DELIVERED;
      case CANCELLED -> Stage.CANCELLED;
    };
  }

  /** What a carrier says is finer than the state, and counts as far as it agrees with it. */
  private static Optional<Stage> told(FulfillmentState state, TrackingStatus carrier) {
    return switch (state) {
      case IN_TRANSIT ->
          switch (carrier) {
            case UNKNOWN, STALE, LABEL_CREATED, READY_TO_SHIP, TENDERED -> Optional.empty();
            case CUSTOMS -> Optional.of(Stage.AT_CUSTOMS);
            case DELAYED -> Optional.of(Stage.DELAYED);
            case DELIVERY_ATTEMPTED -> Optional.of(Stage.ATTEMPTED);
            default -> Optional.of(Stage.ON_ITS_WAY);
          };
      case OUT_FOR_DELIVERY ->
          carrier == TrackingStatus.AVAILABLE_FOR_PICKUP
              ? Optional.of(Stage.READY_FOR_PICKUP)
              : Optional.empty();
      case EXCEPTION ->
          switch (carrier) {
            case CUSTOMS_HOLD -> Optional.of(Stage.HELD);
            case RETURNING -> Optional.of(Stage.RETURNING);
            case RETURNED -> Optional.of(Stage.RETURNED);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Next next(FulfillmentOrder shipment, PaymentStatus money, TrackingStatus carrier) {
    return switch (shipment.state()) {
      case BACKORDERED -> Next.GOODS_COME_IN;
      case PLANNED -> paying(shipment, money);
      case RELEASED, PICKING, PACKED, MANIFESTED ->
          shipment.recall() == Recall.ASKED ? Next.WAREHOUSE_ANSWERS : Next.WAREHOUSE_GOES_ON;
      case LOADED ->
          paying(shipment, money) == Next.SOMEBODY_PAYS ? Next.SOMEBODY_PAYS : Next.TRUCK_LEAVES;
      case IN_TRANSIT -> Next.CARRIER_BRINGS;
      case OUT_FOR_DELIVERY ->
          carrier == TrackingStatus.AVAILABLE_FOR_PICKUP
              ? Next.CUSTOMER_FETCHES
              : Next.CARRIER_BRINGS;
      case EXCEPTION ->
          switch (carrier) {
            case RETURNING -> Next.PARCEL_COMES_BACK;
            case RETURNED, LOST, CANCELLED -> Next.SHOP_DECIDES;
            default -> Next.CARRIER_EXPLAINS;
          };
      case DELIVERED, CANCELLED -> Next.NOTHING;
    };
  }

  private static Next paying(FulfillmentOrder shipment, PaymentStatus money) {
    boolean people =
        money.parts().stream()
            .filter(part -> part.shipment().equals(shipment.id()))
            .anyMatch(
                part ->
                    part.next() == PaymentStatus.Next.CUSTOMER_CONFIRMS
                        || part.next() == PaymentStatus.Next.PAID_OTHERWISE);
    return people ? Next.SOMEBODY_PAYS : Next.PAYMENT_GOES_ON;
  }

  private static List<Move> moves(FulfillmentOrder shipment, List<CommerceEvent> history) {
    return history.stream()
        .filter(event -> event.kind().equals("promise-moved"))
        .filter(event -> shipment.id().equals(event.facts().get("shipment")))
        .map(event -> new Move(event.at(), date(event, "from"), date(event, "to"), event.reason()))
        .toList();
  }

  private static Optional<Instant> date(CommerceEvent event, String fact) {
    String text = event.facts().getOrDefault(fact, "");
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}

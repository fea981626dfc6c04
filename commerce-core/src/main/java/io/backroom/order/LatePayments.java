package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.Money;

/**
 * Payments that are approved after their shipment was given up. The amount is given back whatever
 * happens, and the closed order stays closed. If the goods are there at the price of then they are
 * ordered once more for the customer; if they would have to be waited for the customer is asked;
 * otherwise the customer hears that the money is on its way back.
 */
final class LatePayments {
  private static final String KIND = "late-payment";

  /** After that nobody remembers what they had ordered. */
  private static final Duration TOO_LATE = Duration.ofDays(14);

  private static final DocumentType<GivenUp> GIVEN_UP =
      new DocumentType<>("given-up", GivenUp.class, GivenUp::shipment, givenUp -> List.of());

  private final Kernel kernel;
  private final Messages messages;
  private final Function<OrderRequest, PlaceResult> place;

  /** What a shipment was when it was given up. */
  record GivenUp(
      String shipment,
      OrderId order,
      CustomerId customer,
      Address destination,
      List<OrderRequest.Item> items,
      Money amount,
      Instant at,
      Optional<String> option) {
    GivenUp {
      items = List.copyOf(items);
    }
  }

  record Late(String shipment, InstrumentRef instrument) {}

  LatePayments(Kernel kernel, Messages messages, Function<OrderRequest, PlaceResult> place) {
    this.kernel = kernel;
    this.messages = messages;
    this.place = place;
  }

  void register() {
    kernel.work().on(KIND, this::orderAgain);
  }

  /** Remembers what is being given up for want of payment. */
  static void note(Transaction tx, CustomerId customer, FulfillmentOrder shipment) {
    boolean whole = shipment.lines().stream().allMatch(line -> line.item().equals(line.sku()));
    // A part of a bundle cannot be ordered at the bundle's price.
    List<OrderRequest.Item> items =
        whole
            ? shipment.lines().stream()
                .map(line -> new OrderRequest.Item(line.sku(), line.quantity()))
                .toList()
            : List.of();
    tx.put(
        GIVEN_UP,
        new GivenUp(
            shipment.id(),
            shipment.order(),
            customer,
            shipment.destination(),
            items,
            OrderDesk.amount(shipment),
            tx.now(),
            shipment.option()));
  }

  /** Hears that a closed shipment's payment was approved after all. */
  static void heard(Transaction tx, String shipment, String instrument) {
    boolean recently =
        tx.find(GIVEN_UP, shipment)
            .filter(givenUp -> givenUp.at().plus(TOO_LATE).isAfter(tx.now()))
            .isPresent();
    if (recently) {
      tx.doNow(KIND, new Late(shipment, InstrumentRef.of(instrument)));
    }
  }

  private Consumer<Transaction> orderAgain(WorkItem item) {
    Late late = kernel.payload(item, Late.class);
    GivenUp givenUp = kernel.find(GIVEN_UP, late.shipment()).orElseThrow();
    Optional<PlaceResult> result =
        givenUp.items().isEmpty()
            ? Optional.empty()
            : Optional.of(place.apply(again(givenUp, late.instrument())));
    return tx ->
        messages.send(
            tx, givenUp.customer(), givenUp.order(), kind(result), facts(givenUp, result));
  }

  /** Under a key of its own, so that it is one order however often this is done. */
  private static OrderRequest again(GivenUp givenUp, InstrumentRef instrument) {
    return new OrderRequest(
        givenUp.customer(),
        givenUp.destination(),
        givenUp.items(),
        instrument,
        OrderRequest.WhenShort.REFUSE,
        Optional.of("late-" + givenUp.shipment()),
        Optional.of(givenUp.amount()),
        OrderRequest.PRIORITY,
        Optional.empty(),
        Optional.empty(),
        givenUp.option());
  }

  private static String kind(Optional<PlaceResult> result) {
    if (result.filter(PlaceResult.Placed.class::isInstance).isPresent()) {
      return "late-payment-ordered-again";
    }
    boolean promisable =
        result
            .filter(PlaceResult.OutOfStock.class::isInstance)
            .map(PlaceResult.OutOfStock.class::cast)
            .filter(out -> out.lines().stream().noneMatch(Quote.Line::isShort))
            .isPresent();
    return promisable ? "late-payment-would-have-to-wait" : "late-payment-given-back";
  }

  private static Map<String, String> facts(GivenUp givenUp, Optional<PlaceResult> result) {
    String amount = givenUp.amount().toString();
    return result
        .filter(PlaceResult.Placed.class::isInstance)
        .map(PlaceResult.Placed.class::cast)
        .map(placed -> Map.of("amount", amount, "order", placed.order().id().value()))
        .orElseGet(() -> Map.of("amount", amount));
  }
}

package io.backroom.fulfillment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.OrderState;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What carriers say, and what becomes of shipments and orders by it. */
class CarrierNewsTest {
  private final TestShop shop =
      TestShop.open(b -> b.carrier(new Echo())).sell("mug", "USD 10.00").stock("mug", EAST, 9);

  /** Believes what is signed with "yes". */
  private static final class Echo implements TrackingSource {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public TrackingNotice receive(RawNotification notification, Instant now) {
      String[] said = new String(notification.body(), StandardCharsets.UTF_8).split(" ", -1);
      return notification.header("Sign").filter("yes"::equals).isPresent()
          ? new TrackingNotice.Genuine(
              List.of(event(said[0], TrackingStatus.valueOf(said[1]), now)))
          : new TrackingNotice.Invalid("the signature is wrong");
    }
  }

  private static TrackingEvent event(String number, TrackingStatus status, Instant at) {
    return new TrackingEvent(
        "echo", number, status, status.name(), "", "words", "Boston", at, at, false);
  }

  private CarrierNews news() {
    return shop.commerce().carrierNews();
  }

  private String loaded(OrderId id) {
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.LOADED);
    return shipment;
  }

  private int says(String shipment, TrackingStatus status, int hour) {
    Instant at = shop.clock().instant().plus(Duration.ofHours(hour));
    return news().report(WAREHOUSE, List.of(event("T-" + shipment, status, at))).orThrow();
  }

  @Test
  void aParcelThatIsDeliveredCompletesItsOrder() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = loaded(id);
    assertThat(says(shipment, TrackingStatus.OUT_FOR_DELIVERY, 1)).isOne();
    assertThat(shop.states(id)).containsExactly(FulfillmentState.OUT_FOR_DELIVERY);
    assertThat(says(shipment, TrackingStatus.DELIVERED, 2)).isOne();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.events(id)).contains("parcel-tracked", "shipment-delivered");
  }

  @Test
  void newsThatComeTwiceOrLateChangeNothing() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = loaded(id);
    says(shipment, TrackingStatus.DELIVERED, 3);
    List<String> before = shop.events(id);
    assertThat(says(shipment, TrackingStatus.DELIVERED, 3)).isZero();
    assertThat(says(shipment, TrackingStatus.IN_TRANSIT, 1)).isOne();
    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
    assertThat(shop.events(id)).isEqualTo(before);
    assertThat(news().track(WAREHOUSE, shipment).orThrow().events()).hasSize(2);
  }

  @Test
  void aCarriersWordDoesNotMoveWhatTheWarehouseStillHas() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.MANIFESTED);
    says(shipment, TrackingStatus.LABEL_CREATED, 0);
    says(shipment, TrackingStatus.IN_TRANSIT, 1);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.MANIFESTED);
  }

  @Test
  void aLostParcelIsInTrouble() {
    OrderId id = shop.place(order().add("mug", 1));
    says(loaded(id), TrackingStatus.LOST, 1);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.EXCEPTION);
  }

  @Test
  void aNotificationIsBelievedForItsSignatureAlone() {
    OrderId id = shop.place(order().add("mug", 1));
    byte[] body = ("T-" + loaded(id) + " DELIVERED").getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(news().receive("echo", Map.of("Sign", "no"), body)).code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal(news().receive("other", Map.of(), body)).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    byte[] large = new byte[RawNotification.BODY_MAX + 1];
    assertThat(refusal(news().receive("echo", Map.of("Sign", "yes"), large)).code())
        .isEqualTo(Refusal.Code.INVALID);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.IN_TRANSIT);

    assertThat(news().receive("echo", Map.of("sign", "yes"), body).orThrow()).isOne();
    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
  }

  @Test
  void newsOfParcelsThatAreNotTheShopsCountNothing() {
    Instant now = shop.clock().instant();
    List<TrackingEvent> strange = List.of(event("Z-9", TrackingStatus.DELIVERED, now));
    assertThat(news().report(WAREHOUSE, strange).orThrow()).isZero();
    assertThat(refusal(news().report(as(ALICE), strange)).code()).isEqualTo(Refusal.Code.FORBIDDEN);
  }
}

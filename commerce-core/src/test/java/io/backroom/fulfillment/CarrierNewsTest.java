package io.backroom.fulfillment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.inventory.PromiseReason;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderState;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.joda.money.Money;
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

  private String loadedUnpaid(OrderId id) {
    shop.provider().onNext(Operation.CAPTURE, Fault.DECLINED_GENERIC);
    String shipment = loaded(id);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.LOADED);
    return shipment;
  }

  private void pay(OrderId id) {
    shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_other")).orThrow();
  }

  @Test
  void aParcelThatIsDeliveredBeforeItIsPaidForIsDeliveredOnceItIs() {
    OrderId id = shop.place(order().add("mug", 1));
    says(loadedUnpaid(id), TrackingStatus.DELIVERED, 1);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.LOADED);
    shop.pass(Duration.ofDays(1));

    pay(id);

    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.messages(id)).containsSubsequence("shipped", "delivered");
    assertThat(shop.events(id)).containsSubsequence("shipment-in-transit", "shipment-delivered");
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aParcelThatIsLostBeforeItIsPaidForIsInTroubleOnceItIs() {
    OrderId id = shop.place(order().add("mug", 1));
    says(loadedUnpaid(id), TrackingStatus.LOST, 1);

    pay(id);

    assertThat(shop.states(id)).containsExactly(FulfillmentState.EXCEPTION);
  }

  private void says(String number, TrackingStatus status, Instant at) {
    news().report(WAREHOUSE, List.of(event(number, status, at))).orThrow();
  }

  @Test
  void whatWasSaidOfALabelThatIsNotUsedDoesNotCountForTheNextOne() {
    TestShop listing =
        TestShop.open(b -> b.carrier(new Echo()).manifests(ManifestTerms.of("0614141")))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 9);
    OrderId id = listing.place(order().add("mug", 1));
    String shipment = listing.shipment(id).id();
    listing.bring(shipment, FulfillmentState.PACKED);
    Instant now = listing.clock().instant();
    Manifests manifests = listing.commerce().manifests();
    CarrierNews carriers = listing.commerce().carrierNews();
    ManifestParcel first =
        manifests
            .add(WAREHOUSE, shipment, Manifests.Listing.of("ups", "ground", now, "T0"))
            .orThrow();
    carriers.report(WAREHOUSE, List.of(event("T0", TrackingStatus.CANCELLED, now))).orThrow();
    manifests.takeOff(WAREHOUSE, first.sscc(), "").orThrow();
    ManifestParcel second =
        manifests
            .add(WAREHOUSE, shipment, Manifests.Listing.of("ups", "ground", now, "T1"))
            .orThrow();
    manifests.close(WAREHOUSE, second.manifest()).orThrow();
    manifests.load(WAREHOUSE, second.manifest(), second.sscc());
    assertThat(listing.states(id)).containsExactly(FulfillmentState.IN_TRANSIT);

    carriers
        .report(WAREHOUSE, List.of(event("T0", TrackingStatus.LOST, now.plusSeconds(5))))
        .orThrow();
    carriers
        .report(WAREHOUSE, List.of(event("T1", TrackingStatus.DELIVERED, now.plusSeconds(9))))
        .orThrow();

    assertThat(listing.states(id)).containsExactly(FulfillmentState.DELIVERED);
    ParcelTrack track = carriers.track(WAREHOUSE, shipment).orThrow();
    assertThat(track.status()).isEqualTo(TrackingStatus.DELIVERED);
    assertThat(track.events()).hasSize(2);
  }

  @Test
  void aDeliveryIsHeardWhateverWasSaidBefore() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = loaded(id);
    Instant now = shop.clock().instant();
    List<TrackingEvent> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> event("T-" + shipment, TrackingStatus.IN_TRANSIT, now.plusSeconds(i)))
            .toList();
    assertThat(news().report(WAREHOUSE, many).orThrow()).isEqualTo(1_000);

    says("T-" + shipment, TrackingStatus.DELIVERED, now.plusSeconds(9_999));

    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
    ParcelTrack track = news().track(WAREHOUSE, shipment).orThrow();
    assertThat(track.events()).hasSize(1_000).contains(many.get(0)).doesNotContain(many.get(1));
    assertThat(news().report(WAREHOUSE, many.subList(1, 2)).orThrow()).isZero();
  }

  @Test
  void aNumberThatBeginsAsAnotherOneIsNotThatOne() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.PACKED);
    for (String number : List.of("A|B", "A\u0000", "A\n")) {
      assertThatThrownBy(() -> shop.commerce().fulfillment().manifest(WAREHOUSE, shipment, number))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("tracking");
    }
    assertThat(shop.states(id)).containsExactly(FulfillmentState.PACKED);
  }

  @Test
  void anEventWithControlCharactersStopsNoneOfThoseBehindIt() {
    OrderId id = shop.place(order().add("mug", 1));
    String number = "T-" + loaded(id);
    Instant at = shop.clock().instant();
    TrackingEvent odd =
        new TrackingEvent(
            "echo",
            number,
            TrackingStatus.IN_TRANSIT,
            "I\u0000",
            "",
            "a\u0000b\n",
            "",
            at,
            at,
            false);

    assertThat(
            news()
                .report(
                    WAREHOUSE,
                    List.of(
                        event("A\u0000", TrackingStatus.DELIVERED, at),
                        event("A|", TrackingStatus.DELIVERED, at),
                        odd,
                        event(number, TrackingStatus.DELIVERED, at.plusSeconds(1))))
                .orThrow())
        .isEqualTo(2);

    assertThat(shop.states(id)).containsExactly(FulfillmentState.DELIVERED);
    assertThat(odd.code()).isEqualTo("I ");
    assertThat(odd.text()).isEqualTo("a b ");
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

  private void estimates(OrderId id, TrackingStatus status, int hour, Instant arrives) {
    Instant at = shop.clock().instant().plus(Duration.ofHours(hour));
    DeliveryEstimate estimate = new DeliveryEstimate(arrives, at);
    TrackingEvent event =
        event("T-" + shop.shipment(id).id(), status, at).with(Optional.of(estimate));
    news().report(WAREHOUSE, List.of(event)).orThrow();
  }

  private Promise promise(OrderId id) {
    return shop.shipment(id).promise();
  }

  private List<CommerceEvent> risks(OrderId id) {
    return shop.history(id).stream().filter(e -> e.kind().equals("promise-at-risk")).toList();
  }

  @Test
  void aCarrierThatExpectsToBeLateIsToldBeforeTheDateHasPassed() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = loaded(id);
    Instant promised = promise(id).first().orElseThrow();
    Instant late = promised.plus(Duration.ofDays(2));

    estimates(id, TrackingStatus.IN_TRANSIT, 1, late);

    assertThat(risks(id)).hasSize(1);
    assertThat(risks(id).get(0).at()).isBefore(promised);
    assertThat(risks(id).get(0).facts())
        .containsEntry("shipment", shipment)
        .containsEntry("center", "east")
        .containsEntry("promised", promised.toString())
        .containsEntry("expected", late.toString())
        .containsEntry("cause", "carrier late");
    assertThat(promise(id))
        .isEqualTo(
            new Promise(Optional.of(promised), Optional.of(late), PromiseReason.CARRIER_LATE));
    assertThat(shop.messages(id)).contains("promise-moved");

    // The same once more is no news, and a later one is.
    estimates(id, TrackingStatus.CUSTOMS, 2, late);
    assertThat(risks(id)).hasSize(1);
    estimates(id, TrackingStatus.DELAYED, 3, late.plus(Duration.ofDays(2)));
    assertThat(risks(id)).hasSize(2);
  }

  @Test
  void anEstimateThatIsTakenBackMovesTheDateBack() {
    OrderId id = shop.place(order().add("mug", 1));
    loaded(id);
    Instant told = promise(id).current().orElseThrow();
    estimates(id, TrackingStatus.DELAYED, 1, told.plus(Duration.ofDays(2)));

    estimates(id, TrackingStatus.IN_TRANSIT, 2, told);

    assertThat(promise(id).current()).contains(told);
    assertThat(promise(id).reason()).isEqualTo(PromiseReason.EARLIER);
    // An older estimate that is heard of later does not count.
    estimates(id, TrackingStatus.CUSTOMS, 1, told.plus(Duration.ofDays(5)));
    assertThat(promise(id).current()).contains(told);
    assertThat(risks(id)).hasSize(1);
  }

  @Test
  void anEstimateInTimeOrOnTheSameDayOrOfWhatComesBackIsNoRisk() {
    OrderId id = shop.place(order().add("mug", 1));
    loaded(id);
    Promise before = promise(id);
    Instant told = before.current().orElseThrow();
    estimates(id, TrackingStatus.IN_TRANSIT, 1, told.minus(Duration.ofDays(1)));
    estimates(id, TrackingStatus.CUSTOMS, 2, told.plus(Duration.ofHours(6)));
    estimates(id, TrackingStatus.RETURNING, 3, told.plus(Duration.ofDays(3)));
    estimates(id, TrackingStatus.DELIVERED, 4, told.plus(Duration.ofDays(3)));
    assertThat(risks(id)).isEmpty();
    assertThat(promise(id)).isEqualTo(before);
  }

  @Test
  void anEstimateBeforeTheParcelHasLeftWaitsForTheNextWord() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.MANIFESTED);
    Instant late = promise(id).current().orElseThrow().plus(Duration.ofDays(2));
    estimates(id, TrackingStatus.LABEL_CREATED, 1, late);
    assertThat(risks(id)).isEmpty();
    shop.commerce().fulfillment().load(WAREHOUSE, shipment).orThrow();

    says(shipment, TrackingStatus.IN_TRANSIT, 2);

    assertThat(risks(id)).hasSize(1);
  }
}

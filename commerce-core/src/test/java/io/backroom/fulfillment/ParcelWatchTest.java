package io.backroom.fulfillment;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingPoller;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parcels of which nobody says anything. */
class ParcelWatchTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final Carrier carrier = new Carrier();
  private final TestShop shop =
      TestShop.open(b -> b.carrier(carrier)).sell("mug", "USD 10.00").stock("mug", EAST, 9);

  /** A carrier that answers what the test has it say. */
  private static final class Carrier implements TrackingPoller {
    private final List<Instant> asked = new ArrayList<>();
    private Optional<TrackingStatus> says = Optional.empty();
    private boolean away;

    @Override
    public String name() {
      return "carrier";
    }

    @Override
    public TrackingNotice receive(RawNotification notification, Instant now) {
      return new TrackingNotice.Invalid("sends none");
    }

    @Override
    public List<TrackingEvent> ask(String number, Instant now) {
      asked.add(now);
      if (away) {
        throw new IllegalStateException("away");
      }
      return says.map(status -> List.of(event(number, status, now))).orElse(List.of());
    }

    private static TrackingEvent event(String number, TrackingStatus status, Instant now) {
      return new TrackingEvent(
          "carrier", number, status, status.name(), "", "", "", now, now, false);
    }
  }

  private OrderId loaded() {
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    return id;
  }

  private List<CommerceEvent> silences(OrderId id) {
    return shop.history(id).stream().filter(e -> e.kind().equals("parcel-silent")).toList();
  }

  @Test
  void aCarrierThatIsAskedMayTellOfTheDelivery() {
    OrderId id = loaded();
    carrier.says = Optional.of(TrackingStatus.DELIVERED);
    shop.after(Duration.ofHours(1));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    shop.pass(DAY.multipliedBy(3));
    assertThat(carrier.asked).hasSize(1);
  }

  @Test
  void oneThatIsAwayIsAskedAgainAndNoPersonIsCalled() {
    OrderId id = loaded();
    carrier.away = true;
    shop.pass(DAY.multipliedBy(2));
    int asked = carrier.asked.size();
    assertThat(asked).isGreaterThan(2);
    assertThat(shop.tasks(id)).isEmpty();
    carrier.away = false;
    carrier.says = Optional.of(TrackingStatus.DELIVERED);
    shop.pass(DAY);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void aWeekOfSilenceIsToldOnceAndAfterNewsOnceMore() {
    OrderId id = loaded();
    shop.pass(DAY.multipliedBy(6));
    assertThat(silences(id)).isEmpty();
    shop.pass(DAY.multipliedBy(5));
    assertThat(silences(id)).hasSize(1);
    assertThat(silences(id).get(0).facts()).containsEntry("status", "STALE");

    String number = shop.shipment(id).tracking().orElseThrow();
    Instant now = shop.clock().instant();
    List<TrackingEvent> news = List.of(Carrier.event(number, TrackingStatus.IN_TRANSIT, now));
    shop.commerce().carrierNews().report(WAREHOUSE, news).orThrow();
    shop.pass(DAY.multipliedBy(6));
    assertThat(silences(id)).hasSize(1);
    shop.pass(DAY.multipliedBy(5));
    assertThat(silences(id)).hasSize(2);
  }

  @Test
  void aParcelThatIsListedAnewIsWatchedOnce() {
    TestShop listing =
        TestShop.open(b -> b.carrier(carrier).manifests(ManifestTerms.of("0614141")))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 9);
    OrderId id = listing.place(order().add("mug", 1));
    String shipment = listing.shipment(id).id();
    listing.bring(shipment, FulfillmentState.PACKED);
    Manifests manifests = listing.commerce().manifests();
    Instant pickup = listing.clock().instant();
    for (String number : List.of("T0", "T1", "T1")) {
      Manifests.Listing how = Manifests.Listing.of("ups", "ground", pickup, number);
      ManifestParcel parcel = manifests.add(WAREHOUSE, shipment, how).orThrow();
      manifests.takeOff(WAREHOUSE, parcel.sscc(), "").orThrow();
    }
    listing.commerce().fulfillment().manifest(WAREHOUSE, shipment, "T1").orThrow();
    listing.commerce().fulfillment().load(WAREHOUSE, shipment).orThrow();

    listing.pass(DAY.multipliedBy(10));

    assertThat(listing.events(id).stream().filter("parcel-silent"::equals)).hasSize(1);
    assertThat(carrier.asked).doesNotHaveDuplicates();
  }

  @Test
  void afterEightWeeksOfSilenceAPersonIsToldAndNobodyIsAskedAnyMore() {
    OrderId id = loaded();
    shop.pass(DAY.multipliedBy(55));
    assertThat(shop.tasks(id)).isEmpty();

    shop.pass(DAY.multipliedBy(3));

    assertThat(shop.tasks(id)).containsExactly("trace-parcel");
    int asked = carrier.asked.size();
    shop.pass(DAY.multipliedBy(20));
    assertThat(carrier.asked).hasSize(asked);
  }

  @Test
  void nobodyIsAskedForAParcelThatWillNotLeave() {
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.MANIFESTED);
    shop.commerce().orders().cancel(TestShop.as(TestShop.ALICE), id, "").orThrow();
    shop.pass(DAY.multipliedBy(2));
    assertThat(carrier.asked).isEmpty();
  }

  private List<CommerceEvent> risks(OrderId id) {
    return shop.history(id).stream().filter(e -> e.kind().equals("promise-at-risk")).toList();
  }

  @Test
  void aParcelOfWhichNobodyHasSpokenForTwoDaysIsAtRiskOnTheDayBeforeItsDate() {
    // From the east it takes three days to the middle of the country.
    OrderId id =
        shop.place(
            OrderRequest.of("alice", Address.of("Denver", "US", 39.74, -104.98), "tok_ok")
                .add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    Instant left = shop.clock().instant();
    Instant date = shop.shipment(id).promise().current().orElseThrow();
    assertThat(Duration.between(left, date)).isGreaterThanOrEqualTo(DAY.multipliedBy(3));

    shop.pass(Duration.between(left, date).minus(DAY));
    assertThat(risks(id)).isEmpty();
    shop.pass(DAY);

    assertThat(risks(id)).hasSize(1);
    assertThat(risks(id).get(0).at()).isBefore(date);
    assertThat(risks(id).get(0).facts())
        .containsEntry("cause", "silence")
        .containsEntry("since", left.toString())
        .containsEntry("promised", shop.shipment(id).promise().first().orElseThrow().toString());
    shop.pass(DAY.multipliedBy(4));
    assertThat(risks(id)).hasSize(1);
    assertThat(shop.shipment(id).promise().current()).contains(date);
  }

  @Test
  void aParcelThatSomebodySpeaksOfIsNotAtRisk() {
    OrderId id = loaded();
    carrier.says = Optional.of(TrackingStatus.IN_TRANSIT);
    shop.pass(DAY.multipliedBy(3));
    assertThat(risks(id)).isEmpty();
  }

  @Test
  void theSilenceOfAParcelThatWaitedBeginsWhenItLeaves() {
    OrderId id = shop.place(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    shop.bring(shipment, FulfillmentState.MANIFESTED);
    shop.pass(DAY.multipliedBy(4));
    shop.commerce().fulfillment().load(WAREHOUSE, shipment).orThrow();

    shop.pass(Duration.ofHours(47));
    assertThat(risks(id)).isEmpty();
    shop.pass(Duration.ofHours(25));
    assertThat(risks(id)).hasSize(1);
  }

  @Test
  void oneThatWaitsInTheCenterOrComesBackIsNotAtRiskByTheCarriersSilence() {
    OrderId waits = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(waits).id(), FulfillmentState.MANIFESTED);
    OrderId returns = loaded();
    carrier.says = Optional.of(TrackingStatus.RETURNING);
    shop.after(Duration.ofHours(1));
    carrier.says = Optional.empty();
    shop.pass(DAY.multipliedBy(6));
    assertThat(risks(waits)).isEmpty();
    assertThat(risks(returns)).isEmpty();
  }
}

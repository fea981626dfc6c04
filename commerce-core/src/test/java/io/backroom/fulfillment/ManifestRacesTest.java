package io.backroom.fulfillment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.manifest.ManifestTransmitter;
import io.backroom.spi.manifest.TransmitAnswer;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sscc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sixteen threads at one parcel, and at one manifest. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManifestRacesTest {
  private static final int THREADS = 16;
  private static final Instant PICKUP = TestShop.OPENING.plus(Duration.ofHours(6));

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<CarrierManifest> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private TestShop shop() {
    ManifestTransmitter carrier =
        new ManifestTransmitter() {
          @Override
          public String carrier() {
            return "ups";
          }

          @Override
          public TransmitAnswer transmit(CarrierManifest manifest) {
            told.add(manifest);
            return new TransmitAnswer.Received("");
          }
        };
    return TestShop.open(
            builder ->
                builder
                    .manifests(ManifestTerms.of("0614141").transmittedBy(carrier))
                    .warehouse(request -> RecallAnswer.PENDING))
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 1_000);
  }

  private static String packed(TestShop shop) {
    OrderId id = shop.place(order().add("mug", 3));
    return shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED).id();
  }

  private static Manifests.Listing listing(String shipment) {
    return Manifests.Listing.of("ups", "ground", PICKUP, "T-" + shipment);
  }

  private List<Object> atOnce(List<Callable<Object>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<Object>> answers = new ArrayList<>();
    for (Callable<Object> call : calls) {
      answers.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    List<Object> all = new ArrayList<>();
    for (Future<Object> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  @Test
  void eightScansAndEightRecallsOfAParcelHaveOneWinner() throws Exception {
    int loadedFirst = 0;
    for (int round = 0; round < 100; round++) {
      TestShop shop = shop();
      Manifests manifests = shop.commerce().manifests();
      OrderId id = shop.place(order().add("mug", 3));
      String shipment = shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED).id();
      ManifestParcel parcel = manifests.add(WAREHOUSE, shipment, listing(shipment)).orThrow();
      manifests.close(WAREHOUSE, parcel.manifest()).orThrow();
      shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
      List<Callable<Object>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            i % 2 == 0
                ? () -> manifests.load(WAREHOUSE, parcel.manifest(), parcel.sscc())
                : () -> shop.commerce().fulfillment().recalled(WAREHOUSE, shipment, true));
      }

      List<Object> answers = atOnce(calls);

      long loaded = answers.stream().filter(LoadScan.Loaded.class::isInstance).count();
      long stopped = answers.stream().filter(Result.Done.class::isInstance).count();
      assertThat(Math.min(loaded, stopped)).as("losers").isZero();
      boolean won = loaded > 0;
      if (won) {
        assertThat(loaded).isEqualTo(THREADS / 2);
      } else {
        assertThat(stopped).isPositive();
        assertThat(answers)
            .filteredOn(LoadScan.Refused.class::isInstance)
            .hasSize(THREADS / 2)
            .allMatch(scan -> ((LoadScan.Refused) scan).why() == LoadScan.Why.CANCELLED);
      }
      assertThat(shop.states(id))
          .containsExactly(won ? FulfillmentState.IN_TRANSIT : FulfillmentState.CANCELLED);
      assertThat(manifests.parcel(WAREHOUSE, parcel.sscc()).orThrow().state())
          .isEqualTo(won ? ManifestParcel.State.LOADED : ManifestParcel.State.STOPPED);
      assertThat(shop.captured(id)).isEqualTo(Money.parse(won ? "USD 30.00" : "USD 0.00"));
      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
      shop.assertStockIsWhole();
      loadedFirst += won ? 1 : 0;
    }
    System.out.println("the scan was first in " + loadedFirst + " of 100 rounds");
  }

  @Test
  void sixteenParcelsGetSixteenNumbers() throws Exception {
    TestShop shop = shop();
    Manifests manifests = shop.commerce().manifests();
    List<String> shipments = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      shipments.add(packed(shop));
    }

    List<Object> answers =
        atOnce(
            shipments.stream()
                .<Callable<Object>>map(
                    own -> () -> manifests.add(WAREHOUSE, own, listing(own)).orThrow())
                .toList());

    Set<Sscc> numbers = new HashSet<>();
    answers.forEach(parcel -> numbers.add(((ManifestParcel) parcel).sscc()));
    Set<Sscc> first = new HashSet<>();
    for (int serial = 1; serial <= THREADS; serial++) {
      first.add(Sscc.of("0614141", serial));
    }
    assertThat(numbers).isEqualTo(first);
    String manifest = ((ManifestParcel) answers.get(0)).manifest();
    assertThat(manifests.find(WAREHOUSE, manifest).orThrow().parcels()).isEqualTo(THREADS);
  }

  @Test
  void whatIsListedWhileSixteenHandsCloseIsToldOrRefused() throws Exception {
    for (int round = 0; round < 50; round++) {
      told.clear();
      TestShop shop = shop();
      Manifests manifests = shop.commerce().manifests();
      ManifestParcel first = add(shop, packed(shop));
      ManifestParcel second = add(shop, packed(shop));
      List<Callable<Object>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        String late = packed(shop);
        calls.add(
            switch (i % 4) {
              case 0, 1 -> () -> manifests.add(WAREHOUSE, late, listing(late));
              case 2 -> () -> manifests.takeOff(WAREHOUSE, second.sscc(), "");
              default -> () -> manifests.close(WAREHOUSE, first.manifest());
            });
      }

      List<Object> answers = atOnce(calls);

      Set<Sscc> expected = new HashSet<>(Set.of(first.sscc(), second.sscc()));
      for (int i = 0; i < THREADS; i++) {
        boolean done = answers.get(i) instanceof Result.Done;
        if (i % 4 < 2 && done) {
          expected.add(((ManifestParcel) ((Result<?>) answers.get(i)).orThrow()).sscc());
        } else if (i % 4 == 2 && done) {
          expected.remove(second.sscc());
        } else if (i % 4 == 3) {
          assertThat(done).isTrue();
        }
      }
      assertThat(told).hasSize(1);
      assertThat(told.get(0).parcels())
          .extracting(CarrierManifest.Parcel::sscc)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(manifests.find(WAREHOUSE, first.manifest()).orThrow().parcels())
          .isEqualTo(expected.size());
    }
  }

  private static ManifestParcel add(TestShop shop, String shipment) {
    return shop.commerce().manifests().add(WAREHOUSE, shipment, listing(shipment)).orThrow();
  }
}

package io.backroom.fulfillment;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.WeightTerms.Spread;
import io.backroom.order.OrderRequest;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** A shipment that is packed in several parcels. */
class SeveralParcelsTest {
  private static final Instant PICKUP = TestShop.OPENING.plus(Duration.ofHours(6));
  private static final Sku MUG = Sku.of("mug");
  private static final Sku POT = Sku.of("pot");

  /** A mug and a pot weigh 400 ± 8 g, a carton 100 ± 5 g. */
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder
                      .manifests(ManifestTerms.of("0614141"))
                      .weights(WeightTerms.of(1, 1, new Spread(100, 5), new Spread(0, 0))))
          .sell("mug", "USD 10.01")
          .sell("pot", "USD 15.00")
          .stock("mug", EAST, 100)
          .stock("pot", EAST, 100);

  private final OrderId id = shop.place(order().add("mug", 3).add("pot", 1));
  private final String shipment = shop.shipment(id).id();

  SeveralParcelsTest() {
    shop.bring(shipment, FulfillmentState.PICKING);
  }

  private static PackedCarton carton(long grams, Map<Sku, Integer> contents) {
    return new PackedCarton(PackedParcel.weighing(grams), contents);
  }

  private PackResult pack(PackedCarton... cartons) {
    return shop.commerce().fulfillment().pack(WAREHOUSE, shipment, List.of(cartons));
  }

  /** Two mugs, a mug and a pot. */
  private PackResult packed() {
    return pack(carton(905, Map.of(MUG, 2)), carton(895, Map.of(MUG, 1, POT, 1)));
  }

  private Manifests manifests() {
    return shop.commerce().manifests();
  }

  private static Manifests.Listing listing(String tracking) {
    return Manifests.Listing.of("ups", "ground", PICKUP, tracking);
  }

  private List<ManifestParcel> listed() {
    packed();
    return manifests().addAll(WAREHOUSE, shipment, List.of(listing("T1"), listing("T2"))).orThrow();
  }

  private ManifestParcel now(ManifestParcel parcel) {
    return manifests().parcel(WAREHOUSE, parcel.sscc()).orThrow();
  }

  private Manifest manifest(ManifestParcel parcel) {
    return manifests().find(WAREHOUSE, parcel.manifest()).orThrow();
  }

  private LoadScan scan(ManifestParcel parcel) {
    return manifests().load(WAREHOUSE, parcel.manifest(), parcel.sscc());
  }

  private static List<Sscc> missing(LoadScan scan) {
    assertThat(scan).isInstanceOf(LoadScan.Loaded.class);
    return ((LoadScan.Loaded) scan).missing();
  }

  @Test
  void eachParcelHasItsNumberItsWeightItsContentsAndItsValue() {
    PackResult result = packed();
    assertThat(result).isInstanceOf(PackResult.Packed.class);
    assertThat(shop.shipment(id).weightGrams()).isEqualTo(1_800);

    List<ManifestParcel> parcels =
        manifests().addAll(WAREHOUSE, shipment, List.of(listing("T1"), listing("T2"))).orThrow();

    assertThat(parcels).extracting(ManifestParcel::sscc).doesNotHaveDuplicates().hasSize(2);
    assertThat(parcels)
        .extracting(parcel -> parcel.told().tracking() + " " + parcel.told().actualGrams())
        .containsExactly("T1 905", "T2 895");
    assertThat(parcels.get(0).told().contents())
        .containsExactly(new CarrierManifest.Content(MUG, 2));
    assertThat(parcels.get(1).told().contents())
        .containsExactly(new CarrierManifest.Content(MUG, 1), new CarrierManifest.Content(POT, 1));
    assertThat(Money.total(parcels.stream().map(own -> own.told().declaredValue()).toList()))
        .isEqualTo(shop.view(id).total());
    assertThat(manifest(parcels.get(0)).parcels()).isEqualTo(2);
    assertThat(manifest(parcels.get(0)).actualGrams()).isEqualTo(1_800);
    assertThat(
            manifests()
                .addAll(WAREHOUSE, shipment, List.of(listing("T1"), listing("T2")))
                .orThrow())
        .isEqualTo(parcels);
  }

  @Test
  void itIsLoadedWithTheLastParcelAndUntilThenTheMissingOnesAreNamed() {
    List<ManifestParcel> parcels = listed();
    manifests().close(WAREHOUSE, parcels.get(0).manifest()).orThrow();

    assertThat(missing(scan(parcels.get(1)))).containsExactly(parcels.get(0).sscc());
    assertThat(missing(scan(parcels.get(1)))).containsExactly(parcels.get(0).sscc());
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.MANIFESTED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
    assertThat(manifests().parcels(WAREHOUSE, parcels.get(0).manifest()).orThrow())
        .filteredOn(parcel -> parcel.state() == ManifestParcel.State.LISTED)
        .extracting(ManifestParcel::sscc)
        .containsExactly(parcels.get(0).sscc());

    assertThat(missing(scan(parcels.get(0)))).isEmpty();
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.captured(id)).isEqualTo(shop.view(id).total());
  }

  @Test
  void oneThatIsCancelledBetweenTwoScansComesOffTheTruck() {
    List<ManifestParcel> parcels = listed();
    manifests().close(WAREHOUSE, parcels.get(0).manifest()).orThrow();
    scan(parcels.get(0));

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(parcels)
        .extracting(parcel -> now(parcel).state())
        .containsOnly(ManifestParcel.State.STOPPED);
    assertThat(shop.tasks(shipment)).containsExactly("unload-parcel");
    assertThat(scan(parcels.get(1))).isInstanceOf(LoadScan.Refused.class);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  void allOfThemAreTakenOffTogether() {
    List<ManifestParcel> parcels = listed();
    manifests().takeOff(WAREHOUSE, parcels.get(1).sscc(), "").orThrow();
    assertThat(parcels)
        .extracting(parcel -> now(parcel).state())
        .containsOnly(ManifestParcel.State.TAKEN_OFF);
    assertThat(manifest(parcels.get(0)).parcels()).isZero();
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PACKED);
  }

  @Test
  void whatIsCutLeavesTheLastParcelsWhileTheirManifestIsOpen() {
    List<ManifestParcel> parcels = listed();
    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(MUG, 1)), "")
        .orThrow();
    assertThat(now(parcels.get(0)).told().contents())
        .containsExactly(new CarrierManifest.Content(MUG, 2));
    assertThat(now(parcels.get(1)).told().contents())
        .containsExactly(new CarrierManifest.Content(POT, 1));
    assertThat(Money.total(parcels.stream().map(own -> now(own).told().declaredValue()).toList()))
        .isEqualTo(shop.view(id).payment().payable());
  }

  @Test
  void theWeightOfEachIsAuditedAndTheWorstDecides() {
    TestShop.Snapshot before = shop.snapshot();
    PackResult blocked = pack(carton(1_300, Map.of(MUG, 2)), carton(500, Map.of(MUG, 1, POT, 1)));
    assertThat(blocked).isInstanceOf(PackResult.Blocked.class);
    assertThat(shop.snapshot()).isEqualTo(before);

    PackResult review = pack(carton(900, Map.of(MUG, 2)), carton(945, Map.of(MUG, 1, POT, 1)));
    assertThat(review).isInstanceOf(PackResult.Review.class);
    assertThat(((PackResult.Review) review).audit().measured()).isEqualTo(945);
    shop.commerce().fulfillment().confirmWeight(AGENT, shipment, 1_845, "").orThrow();
    assertThat(
            manifests()
                .addAll(WAREHOUSE, shipment, List.of(listing("T1"), listing("T2")))
                .orThrow())
        .extracting(parcel -> parcel.told().actualGrams())
        .containsExactly(900L, 945L);
  }

  @Test
  void whatTheParcelsHaveIsWhatBelongsIntoTheShipment() {
    PackResult few = pack(carton(900, Map.of(MUG, 2)), carton(500, Map.of(POT, 1)));
    assertThat(few).isInstanceOf(PackResult.Refused.class);
    assertThat(((PackResult.Refused) few).refusal().message())
        .contains("2 units of mug, and 3 belong");
    packed();
    assertThat(refusal(manifests().add(WAREHOUSE, shipment, listing("T1"))).code())
        .isEqualTo(Refusal.Code.INVALID);
    Manifests.Listing other = Manifests.Listing.of("dhl", "ground", PICKUP, "T2");
    assertThatThrownBy(() -> manifests().addAll(WAREHOUSE, shipment, List.of(listing("T1"), other)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("listings");
  }
}

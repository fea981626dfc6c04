package io.backroom.fulfillment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SEATTLE;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.ChangePreview;
import io.backroom.order.OrderEdit;
import io.backroom.order.OrderRequest;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.manifest.ManifestTransmitter;
import io.backroom.spi.manifest.TransmitAnswer;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The lists of what carriers fetch, and the scan at the truck. */
class ManifestsTest {
  private static final Instant PICKUP = TestShop.OPENING.plus(Duration.ofHours(6));
  private static final String PREFIX = "0614141";

  private final Carrier carrier = new Carrier();
  private final TestShop shop = shop(ManifestTerms.of(PREFIX).transmittedBy(carrier));

  /** A carrier that answers what a test wants, and keeps what it was told. */
  private static final class Carrier implements ManifestTransmitter {
    private final AtomicReference<Supplier<TransmitAnswer>> answer =
        new AtomicReference<>(() -> new TransmitAnswer.Received("C-1"));
    private final List<CarrierManifest> told = new ArrayList<>();

    @Override
    public String carrier() {
      return "ups";
    }

    @Override
    public TransmitAnswer transmit(CarrierManifest manifest) {
      told.add(manifest);
      return answer.get().get();
    }
  }

  private static TestShop shop(ManifestTerms terms) {
    return TestShop.open(builder -> builder.manifests(terms))
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 100);
  }

  private static Manifests.Listing listing(String tracking) {
    return Manifests.Listing.of("ups", "ground", PICKUP, tracking);
  }

  private Manifests manifests() {
    return shop.commerce().manifests();
  }

  private OrderId packed(int mugs) {
    OrderId id = shop.place(order().add("mug", mugs));
    shop.bring(shop.shipment(id).id(), FulfillmentState.PACKED);
    return id;
  }

  private ManifestParcel listed(OrderId id) {
    String shipment = shop.shipment(id).id();
    return manifests().add(WAREHOUSE, shipment, listing("T-" + shipment)).orThrow();
  }

  private Manifest manifest(ManifestParcel parcel) {
    return manifests().find(WAREHOUSE, parcel.manifest()).orThrow();
  }

  private ManifestParcel parcel(Sscc sscc) {
    return manifests().parcel(WAREHOUSE, sscc).orThrow();
  }

  private LoadScan scan(ManifestParcel parcel) {
    return manifests().load(WAREHOUSE, parcel.manifest(), parcel.sscc());
  }

  private static LoadScan.Why why(LoadScan scan) {
    assertThat(scan).isInstanceOf(LoadScan.Refused.class);
    return ((LoadScan.Refused) scan).why();
  }

  @Test
  void aParcelThatBreaksAtTheDockLeavesItsManifestAndAnotherCenterShips() {
    shop.stock("mug", WEST, 9);
    OrderId id = packed(2);
    ManifestParcel broken = listed(id);
    ManifestParcel other = listed(packed(1));

    FulfillmentOrder elsewhere =
        shop.commerce()
            .fulfillment()
            .reject(WAREHOUSE, shop.shipment(id).id(), Rejection.DAMAGED, "fell off")
            .orThrow();

    assertThat(elsewhere.center()).isEqualTo(WEST);
    assertThat(elsewhere.state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(elsewhere.sscc()).isEmpty();
    assertThat(elsewhere.tracking()).isEmpty();
    assertThat(parcel(broken.sscc()).state()).isEqualTo(ManifestParcel.State.TAKEN_OFF);
    assertThat(manifest(broken).parcels()).isOne();
    manifests().close(WAREHOUSE, other.manifest()).orThrow();
    assertThat(why(scan(broken))).isEqualTo(LoadScan.Why.TAKEN_OFF);
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(98);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
  }

  @Test
  void oneThatBreaksAfterTheCloseStaysBehind() {
    shop.stock("mug", WEST, 9);
    OrderId id = packed(2);
    ManifestParcel broken = listed(id);
    manifests().close(WAREHOUSE, broken.manifest()).orThrow();
    shop.commerce()
        .fulfillment()
        .reject(WAREHOUSE, shop.shipment(id).id(), Rejection.DAMAGED, "")
        .orThrow();
    assertThat(shop.shipment(id).center()).isEqualTo(WEST);
    assertThat(why(scan(broken))).isEqualTo(LoadScan.Why.CANCELLED);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void aPackedParcelIsListedUnderANumberOfItsOwn() {
    OrderId id = packed(2);

    ManifestParcel parcel = listed(id);

    assertThat(parcel.sscc()).isEqualTo(Sscc.of(PREFIX, 1));
    assertThat(parcel.state()).isEqualTo(ManifestParcel.State.LISTED);
    assertThat(parcel.told().contents())
        .containsExactly(new CarrierManifest.Content(Sku.of("mug"), 2));
    assertThat(parcel.told().declaredValue()).isEqualTo(Money.parse("USD 20.00"));
    assertThat(parcel.told().destination()).isEqualTo(TestShop.BOSTON);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.MANIFESTED);
    assertThat(shop.shipment(id).sscc()).contains(parcel.sscc());
    assertThat(shop.shipment(id).tracking()).contains("T-" + shop.shipment(id).id());
    Manifest manifest = manifest(parcel);
    assertThat(manifest.state()).isEqualTo(Manifest.State.OPEN);
    assertThat(manifest.parcels()).isEqualTo(1);
    assertThat(manifest.actualGrams()).isEqualTo(500);
    assertThat(shop.events(id)).contains("parcel-listed");
  }

  @Test
  void theCarrierChargesForTheSizeOfALightParcel() {
    OrderId light = packed(1);
    OrderId small = packed(1);

    ManifestParcel large =
        manifests()
            .add(
                WAREHOUSE,
                shop.shipment(light).id(),
                listing("T1").measuring(new Size(400, 300, 200)))
            .orThrow();
    ManifestParcel tight =
        manifests()
            .add(
                WAREHOUSE,
                shop.shipment(small).id(),
                listing("T2").measuring(new Size(100, 100, 100)).worth(Money.parse("USD 7.00")))
            .orThrow();

    assertThat(large.told().billableGrams()).isEqualTo(4_800);
    assertThat(tight.told().billableGrams()).isEqualTo(500);
    assertThat(tight.told().declaredValue()).isEqualTo(Money.parse("USD 7.00"));
    assertThat(manifest(large).billableGrams()).isEqualTo(5_300);
  }

  @Test
  void eachCarrierHasItsDivisor() {
    TestShop other = shop(ManifestTerms.of(PREFIX).divisor("ups", 6_000));
    OrderId id = other.place(order().add("mug", 1));
    String shipment = other.bring(other.shipment(id).id(), FulfillmentState.PACKED).id();

    ManifestParcel parcel =
        other
            .commerce()
            .manifests()
            .add(WAREHOUSE, shipment, listing("T").measuring(new Size(400, 300, 200)))
            .orThrow();

    assertThat(parcel.told().billableGrams()).isEqualTo(4_000);
  }

  @Test
  void thereIsOneManifestForCenterCarrierServiceAndPickup() {
    ManifestParcel first = listed(packed(1));
    ManifestParcel second = listed(packed(1));
    String third = shop.shipment(packed(1)).id();
    ManifestParcel later =
        manifests()
            .add(
                WAREHOUSE, third, Manifests.Listing.of("ups", "ground", PICKUP.plusSeconds(1), "T"))
            .orThrow();

    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(later.manifest()).isNotEqualTo(first.manifest());
    assertThat(manifests().list(WAREHOUSE, EAST, Manifest.State.OPEN, 10).orThrow())
        .extracting(Manifest::id)
        .containsExactly(first.manifest(), later.manifest());
    assertThat(manifests().parcels(WAREHOUSE, first.manifest()).orThrow())
        .containsExactly(first, second);
  }

  @Test
  void aParcelThatIsListedAgainAnswersAsTheFirstTime() {
    OrderId id = packed(1);
    ManifestParcel parcel = listed(id);
    TestShop.Snapshot before = shop.snapshot();

    assertThat(listed(id)).isEqualTo(parcel);
    Refusal other =
        refusal(
            manifests()
                .add(
                    WAREHOUSE,
                    shop.shipment(id).id(),
                    Manifests.Listing.of("ups", "air", PICKUP, "T")));

    assertThat(other.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aParcelIsTakenOffBeforeTheManifestIsClosedAndItsNumberIsGoneForGood() {
    OrderId id = packed(1);
    ManifestParcel first = listed(id);

    ManifestParcel off = manifests().takeOff(WAREHOUSE, first.sscc(), "label torn").orThrow();
    TestShop.Snapshot once = shop.snapshot();
    assertThat(manifests().takeOff(WAREHOUSE, first.sscc(), "label torn").orThrow()).isEqualTo(off);

    assertThat(shop.snapshot()).isEqualTo(once);
    assertThat(off.state()).isEqualTo(ManifestParcel.State.TAKEN_OFF);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PACKED);
    assertThat(shop.shipment(id).sscc()).isEmpty();
    assertThat(shop.shipment(id).tracking()).isEmpty();
    assertThat(manifest(first).parcels()).isZero();
    assertThat(manifest(first).actualGrams()).isZero();
    assertThat(shop.history(id))
        .anyMatch(
            event ->
                event.kind().equals("parcel-taken-off") && event.reason().equals("label torn"));

    ManifestParcel second = listed(id);

    assertThat(second.sscc()).isEqualTo(Sscc.of(PREFIX, 2));
    assertThat(why(scan(first))).isEqualTo(LoadScan.Why.TAKEN_OFF);
    manifests().close(WAREHOUSE, second.manifest()).orThrow();
    assertThat(scan(second)).isInstanceOf(LoadScan.Loaded.class);
    assertThat(why(scan(first))).isEqualTo(LoadScan.Why.TAKEN_OFF);
  }

  @Test
  void nothingIsPutOnOrTakenOffAClosedManifest() {
    ManifestParcel parcel = listed(packed(1));
    String late = shop.shipment(packed(1)).id();
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();
    TestShop.Snapshot before = shop.snapshot();

    Refusal add = refusal(manifests().add(WAREHOUSE, late, listing("T")));
    Refusal off = refusal(manifests().takeOff(WAREHOUSE, parcel.sscc(), ""));

    assertThat(add.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(add.field()).isEqualTo("manifest");
    assertThat(off.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(off.field()).isEqualTo("manifest");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aManifestIsClosedOnceAndItsCarrierIsToldOnce() {
    ManifestParcel first = listed(packed(1));
    ManifestParcel second = listed(packed(2));
    ManifestParcel off = listed(packed(3));
    manifests().takeOff(WAREHOUSE, off.sscc(), "").orThrow();

    Manifest closed = manifests().close(WAREHOUSE, first.manifest()).orThrow();
    TestShop.Snapshot before = shop.snapshot();
    Manifest again = manifests().close(WAREHOUSE, first.manifest()).orThrow();

    assertThat(closed.state()).isEqualTo(Manifest.State.TRANSMITTED);
    assertThat(closed.reference()).isEqualTo("C-1");
    assertThat(again).isEqualTo(closed);
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(carrier.told).hasSize(1);
    CarrierManifest told = carrier.told.get(0);
    assertThat(told.parcels()).containsExactly(first.told(), second.told());
    assertThat(told.closedAt()).isEqualTo(TestShop.OPENING);
    assertThat(kinds(first.manifest()))
        .containsExactly("manifest-opened", "manifest-closed", "manifest-transmitted");
  }

  private List<String> kinds(String manifest) {
    return shop.heard().stream()
        .filter(event -> event.subject().equals(manifest))
        .map(CommerceEvent::kind)
        .toList();
  }

  @Test
  void aCarrierThatCannotBeReachedIsToldTheSameLater() {
    carrier.answer.set(
        () -> {
          throw new IllegalStateException("connection reset");
        });
    ManifestParcel parcel = listed(packed(1));
    OrderId cancelled = packed(2);
    listed(cancelled);
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();
    assertThat(manifest(parcel).state()).isEqualTo(Manifest.State.CLOSED);
    shop.commerce().orders().cancel(as(ALICE), cancelled, "").orThrow();
    shop.after(Duration.ofMinutes(1));
    shop.restart();
    carrier.answer.set(() -> new TransmitAnswer.Acknowledged("C-2"));

    shop.after(Duration.ofMinutes(10));

    assertThat(manifest(parcel).state()).isEqualTo(Manifest.State.ACKNOWLEDGED);
    assertThat(manifest(parcel).reference()).isEqualTo("C-2");
    assertThat(carrier.told).hasSizeGreaterThan(2);
    assertThat(carrier.told).containsOnly(carrier.told.get(0));
    assertThat(carrier.told.get(0).parcels()).hasSize(2);
  }

  @Test
  void aManifestThatIsRejectedIsATaskUntilTheCarrierTakesIt() {
    carrier.answer.set(() -> new TransmitAnswer.Rejected("unknown account"));
    ManifestParcel parcel = listed(packed(1));

    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();
    shop.after(Duration.ofDays(1));

    assertThat(manifest(parcel).state()).isEqualTo(Manifest.State.CLOSED);
    assertThat(manifest(parcel).problem()).isEqualTo("unknown account");
    assertThat(carrier.told).hasSize(1);
    assertThat(shop.tasks(parcel.manifest())).containsExactly("manifest-rejected");

    carrier.answer.set(() -> new TransmitAnswer.Received("C-3"));
    Manifest sent = manifests().transmit(WAREHOUSE, parcel.manifest()).orThrow();
    shop.after(Duration.ofMinutes(1));

    assertThat(sent.state()).isEqualTo(Manifest.State.TRANSMITTED);
    assertThat(sent.problem()).isEmpty();
    assertThat(shop.tasks(parcel.manifest())).isEmpty();
    assertThat(refusal(manifests().transmit(WAREHOUSE, parcel.manifest())).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aHostThatTransmitsItselfTellsHowFarItIs() {
    TestShop own = shop(ManifestTerms.of(PREFIX));
    OrderId id = own.place(order().add("mug", 1));
    String shipment = own.bring(own.shipment(id).id(), FulfillmentState.PACKED).id();
    Manifests manifests = own.commerce().manifests();
    String manifest = manifests.add(WAREHOUSE, shipment, listing("T")).orThrow().manifest();
    assertThat(refusal(manifests.transmitted(WAREHOUSE, manifest, "R")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal(manifests.acknowledged(WAREHOUSE, manifest, "R")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);

    assertThat(manifests.close(WAREHOUSE, manifest).orThrow().state())
        .isEqualTo(Manifest.State.CLOSED);
    Manifest transmitted = manifests.transmitted(WAREHOUSE, manifest, "R-1").orThrow();
    Manifest acknowledged = manifests.acknowledged(WAREHOUSE, manifest, "").orThrow();
    TestShop.Snapshot before = own.snapshot();

    assertThat(transmitted.state()).isEqualTo(Manifest.State.TRANSMITTED);
    assertThat(acknowledged.state()).isEqualTo(Manifest.State.ACKNOWLEDGED);
    assertThat(acknowledged.reference()).isEqualTo("R-1");
    // What is told late changes nothing.
    assertThat(manifests.transmitted(WAREHOUSE, manifest, "R-2").orThrow()).isEqualTo(acknowledged);
    assertThat(own.snapshot()).isEqualTo(before);
  }

  @Test
  void aConfirmationMayOvertakeTheTransmission() {
    carrier.answer.set(
        () -> {
          throw new IllegalStateException("the answer was lost");
        });
    ManifestParcel parcel = listed(packed(1));
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();

    manifests().acknowledged(SYSTEM, parcel.manifest(), "C-9").orThrow();
    carrier.answer.set(() -> new TransmitAnswer.Received("late"));
    shop.after(Duration.ofMinutes(10));

    assertThat(manifest(parcel).state()).isEqualTo(Manifest.State.ACKNOWLEDGED);
    assertThat(manifest(parcel).reference()).isEqualTo("C-9");
    assertThat(carrier.told).hasSize(1);
  }

  @Test
  void anEmptyManifestIsNotClosed() {
    ManifestParcel parcel = listed(packed(1));
    manifests().takeOff(WAREHOUSE, parcel.sscc(), "").orThrow();

    assertThat(refusal(manifests().close(WAREHOUSE, parcel.manifest())).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal(manifests().close(WAREHOUSE, "none")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(carrier.told).isEmpty();
  }

  @Test
  void whatIsNotOnAClosedManifestHasNotLeft() {
    OrderId id = packed(1);
    ManifestParcel parcel = listed(id);
    String shipment = shop.shipment(id).id();
    TestShop.Snapshot before = shop.snapshot();

    LoadScan scan = scan(parcel);
    Refusal byItsShipment = refusal(shop.commerce().fulfillment().load(WAREHOUSE, shipment));

    assertThat(why(scan)).isEqualTo(LoadScan.Why.NOT_CLOSED);
    assertThat(byItsShipment.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(byItsShipment.field()).isEqualTo("manifest");
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  void theScanAtTheTruckEndsAllChangesAndCaptures() {
    OrderId id = packed(2);
    ManifestParcel parcel = listed(id);
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();

    LoadScan loaded = scan(parcel);
    TestShop.Snapshot before = shop.snapshot();
    LoadScan again = scan(parcel);

    assertThat(loaded).isInstanceOf(LoadScan.Loaded.class);
    assertThat(again).isEqualTo(new LoadScan.Loaded(parcel(parcel.sscc()), List.of()));
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(parcel(parcel.sscc()).state()).isEqualTo(ManifestParcel.State.LOADED);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
    assertThat(refusal(shop.commerce().orders().cancel(as(ALICE), id, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aParcelGoesOnNoOtherTruck() {
    ManifestParcel first = listed(packed(1));
    String shipment = shop.shipment(packed(1)).id();
    ManifestParcel other =
        manifests()
            .add(WAREHOUSE, shipment, Manifests.Listing.of("ups", "air", PICKUP, "T"))
            .orThrow();
    manifests().close(WAREHOUSE, first.manifest()).orThrow();
    manifests().close(WAREHOUSE, other.manifest()).orThrow();

    LoadScan wrong = manifests().load(WAREHOUSE, first.manifest(), other.sscc());
    assertThat(why(wrong)).isEqualTo(LoadScan.Why.OTHER_MANIFEST);
    assertThat(scan(other)).isInstanceOf(LoadScan.Loaded.class);
    TestShop.Snapshot before = shop.snapshot();

    assertThat(why(manifests().load(WAREHOUSE, first.manifest(), other.sscc())))
        .isEqualTo(LoadScan.Why.ALREADY_LOADED);
    assertThat(why(manifests().load(WAREHOUSE, first.manifest(), Sscc.of(PREFIX, 99))))
        .isEqualTo(LoadScan.Why.UNKNOWN);
    assertThat(why(manifests().load(as(ALICE), first.manifest(), first.sscc())))
        .isEqualTo(LoadScan.Why.OTHERWISE);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aCancelledParcelComesOffAnOpenManifest() {
    OrderId id = packed(1);
    ManifestParcel parcel = listed(id);

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(parcel(parcel.sscc()).state()).isEqualTo(ManifestParcel.State.TAKEN_OFF);
    assertThat(manifest(parcel).parcels()).isZero();
  }

  @Test
  void aCancelledParcelOfAClosedManifestStaysBehind() {
    OrderId id = packed(1);
    ManifestParcel parcel = listed(id);
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();
    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    TestShop.Snapshot before = shop.snapshot();

    LoadScan scan = scan(parcel);

    assertThat(why(scan)).isEqualTo(LoadScan.Why.CANCELLED);
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(parcel(parcel.sscc()).state()).isEqualTo(ManifestParcel.State.STOPPED);
    assertThat(manifest(parcel).parcels()).isEqualTo(1);
    assertThat(shop.events(id)).contains("parcel-stopped");
  }

  @Test
  void anOpenManifestTellsWhatAParcelHasBecome() {
    OrderId id = packed(3);
    ManifestParcel parcel = listed(id);

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "")
        .orThrow();
    ChangePreview shown =
        shop.commerce()
            .orders()
            .previewChange(as(ALICE), id, OrderEdit.none().to(SEATTLE))
            .orThrow();
    shop.commerce().orders().confirmChange(as(ALICE), id, shown, "k", "");

    CarrierManifest.Parcel told = parcel(parcel.sscc()).told();
    assertThat(told.contents()).containsExactly(new CarrierManifest.Content(Sku.of("mug"), 2));
    assertThat(told.declaredValue()).isEqualTo(Money.parse("USD 20.00"));
    assertThat(told.destination()).isEqualTo(SEATTLE);
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();
    assertThat(carrier.told.get(0).parcels()).containsExactly(told);

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "")
        .orThrow();

    // The carrier was told: what it was told is kept.
    assertThat(parcel(parcel.sscc()).told()).isEqualTo(told);
  }

  private void change(TestShop own, OrderId id, OrderEdit edit) {
    ChangePreview shown = own.commerce().orders().previewChange(as(ALICE), id, edit).orThrow();
    own.commerce().orders().confirmChange(as(ALICE), id, shown, "k", "");
  }

  @Test
  void aParcelThatGoesElsewhereAfterItsManifestIsClosedIsListedAnew() {
    OrderId id = packed(3);
    ManifestParcel parcel = listed(id);
    manifests().close(WAREHOUSE, parcel.manifest()).orThrow();

    change(shop, id, OrderEdit.none().to(SEATTLE));

    assertThat(why(scan(parcel))).isEqualTo(LoadScan.Why.TAKEN_OFF);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PACKED);
    assertThat(shop.shipment(id).tracking()).isEmpty();
    // The carrier was told: what it was told is kept.
    assertThat(manifest(parcel).parcels()).isEqualTo(1);
    ManifestParcel anew =
        manifests()
            .add(
                WAREHOUSE,
                shop.shipment(id).id(),
                Manifests.Listing.of("ups", "ground", PICKUP.plus(Duration.ofDays(1)), "T-2"))
            .orThrow();
    assertThat(anew.sscc()).isNotEqualTo(parcel.sscc());
    assertThat(anew.told().destination()).isEqualTo(SEATTLE);
    manifests().close(WAREHOUSE, anew.manifest()).orThrow();
    assertThat(scan(anew)).isInstanceOf(LoadScan.Loaded.class);
  }

  @Test
  void aParcelThatGoesByAnotherServiceLeavesAnOpenManifest() {
    TestShop own =
        TestShop.open(
                builder ->
                    builder
                        .manifests(ManifestTerms.of(PREFIX))
                        .shippingOptions(
                            ShippingOptions.of("standard", "Standard", (to, goods) -> usd("5.00"))
                                .and("express", "Express", (to, goods) -> usd("5.00"))))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 100);
    OrderId id = own.place(order().add("mug", 1));
    String shipment = own.shipment(id).id();
    own.bring(shipment, FulfillmentState.PACKED);
    Manifests desk = own.commerce().manifests();
    ManifestParcel parcel = desk.add(WAREHOUSE, shipment, listing("T-1")).orThrow();

    change(own, id, OrderEdit.none().withOption("express"));

    assertThat(desk.parcel(WAREHOUSE, parcel.sscc()).orThrow().state())
        .isEqualTo(ManifestParcel.State.TAKEN_OFF);
    assertThat(desk.find(WAREHOUSE, parcel.manifest()).orThrow().parcels()).isZero();
    assertThat(own.shipment(id).state()).isEqualTo(FulfillmentState.PACKED);
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  @Test
  void aDeclaredValueStaysDeclared() {
    OrderId id = packed(3);
    ManifestParcel parcel =
        manifests()
            .add(WAREHOUSE, shop.shipment(id).id(), listing("T").worth(Money.parse("USD 99.00")))
            .orThrow();

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "")
        .orThrow();

    assertThat(parcel(parcel.sscc()).told().declaredValue()).isEqualTo(Money.parse("USD 99.00"));
  }

  @Test
  void numbersGoOnAfterARestartAndBehindThoseOfOtherPrograms() {
    AtomicReference<ManifestTerms> terms = new AtomicReference<>(ManifestTerms.of(PREFIX));
    TestShop own =
        TestShop.open(builder -> builder.manifests(terms.get()))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 9);
    List<Sscc> numbers = new ArrayList<>();
    for (ManifestTerms next :
        List.of(terms.get(), terms.get(), terms.get().from(70), terms.get().from(3))) {
      terms.set(next);
      own.restart();
      OrderId id = own.place(order().add("mug", 1));
      String shipment = own.bring(own.shipment(id).id(), FulfillmentState.PACKED).id();
      numbers.add(
          own.commerce()
              .manifests()
              .add(WAREHOUSE, shipment, listing("T" + shipment))
              .orThrow()
              .sscc());
    }

    assertThat(numbers)
        .containsExactlyElementsOf(
            Stream.of(1, 2, 70, 71).map(serial -> Sscc.of(PREFIX, serial)).toList());
  }

  @Test
  void aCompanyWithoutNumbersListsNothing() {
    for (ManifestTerms terms :
        List.of(ManifestTerms.NONE, ManifestTerms.of("123456789012").from(99_999))) {
      TestShop own = shop(terms);
      List<String> shipments = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        OrderId id = own.place(order().add("mug", 1));
        shipments.add(own.bring(own.shipment(id).id(), FulfillmentState.PACKED).id());
      }
      Manifests manifests = own.commerce().manifests();
      if (terms.companyPrefix().isPresent()) {
        manifests.add(WAREHOUSE, shipments.get(0), listing("T")).orThrow();
      }
      TestShop.Snapshot before = own.snapshot();

      Refusal refusal = refusal(manifests.add(WAREHOUSE, shipments.get(1), listing("T")));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
      assertThat(refusal.field()).isEqualTo("companyPrefix");
      assertThat(own.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void whatIsNotPackedIsNotListed() {
    OrderId id = shop.place(order().add("mug", 1));
    TestShop.Snapshot before = shop.snapshot();

    Result<ManifestParcel> released =
        manifests().add(WAREHOUSE, shop.shipment(id).id(), listing("T"));
    Result<ManifestParcel> none = manifests().add(WAREHOUSE, "none", listing("T"));

    assertThat(refusal(released).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal(none).code()).isEqualTo(Refusal.Code.NOT_FOUND);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aParcelOnAListElsewhereIsOnNoManifest() {
    OrderId id = packed(1);
    shop.commerce().fulfillment().manifest(WAREHOUSE, shop.shipment(id).id(), "T").orThrow();

    assertThat(refusal(manifests().add(WAREHOUSE, shop.shipment(id).id(), listing("T"))).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.commerce().fulfillment().load(WAREHOUSE, shop.shipment(id).id()))
        .isInstanceOf(Result.Done.class);
  }

  @Test
  void badInputNamesItsField() {
    assertThatThrownBy(() -> Manifests.Listing.of("u p s", "ground", PICKUP, "T"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("carrier");
    assertThatThrownBy(() -> Manifests.Listing.of("ups", "", PICKUP, "T"))
        .hasMessageContaining("service");
    assertThatThrownBy(() -> listing(" ")).hasMessageContaining("tracking");
    assertThatThrownBy(() -> listing("T").worth(Money.parse("USD -1")))
        .hasMessageContaining("declaredValue");
    assertThatThrownBy(() -> manifests().close(WAREHOUSE, "a b")).hasMessageContaining("manifest");
    assertThatThrownBy(() -> ManifestTerms.of("12")).hasMessageContaining("companyPrefix");
    assertThatThrownBy(() -> ManifestTerms.of(PREFIX).divisor("ups", 0))
        .hasMessageContaining("divisor");
    assertThatThrownBy(() -> ManifestTerms.of(PREFIX).transmittedBy(carrier).transmittedBy(carrier))
        .hasMessageContaining("transmitters");
  }

  @Test
  void aParcelThatIsTakenDownUnpaidIsOffItsManifestAndListedAnewUnderAnotherNumber() {
    OrderId id = packed(2);
    ManifestParcel first = listed(id);
    manifests().close(WAREHOUSE, first.manifest()).orThrow();
    shop.provider().onNext(Operation.CAPTURE, Fault.DECLINED_GENERIC);
    assertThat(scan(first)).isInstanceOf(LoadScan.Loaded.class);

    shop.commerce().fulfillment().unloaded(WAREHOUSE, shop.shipment(id).id(), "").orThrow();

    assertThat(parcel(first.sscc()).state()).isEqualTo(ManifestParcel.State.TAKEN_OFF);
    assertThat(why(scan(first))).isEqualTo(LoadScan.Why.TAKEN_OFF);
    assertThat(shop.events(id)).contains("parcel-taken-off", "shipment-packed");
    Manifests.Listing next = Manifests.Listing.of("ups", "ground", PICKUP.plusSeconds(1), "T2");
    ManifestParcel second = manifests().add(WAREHOUSE, shop.shipment(id).id(), next).orThrow();
    assertThat(second.sscc()).isNotEqualTo(first.sscc());
    assertThat(second.state()).isEqualTo(ManifestParcel.State.LISTED);
  }

  @Test
  void aPickupIsInTheYearsThatADateHasFourDigitsIn() {
    for (Instant never : List.of(Instant.MAX, Instant.MIN, Instant.EPOCH.minusNanos(1))) {
      assertThatThrownBy(() -> Manifests.Listing.of("ups", "ground", never, "T"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("pickup");
    }
    assertThatThrownBy(() -> Manifests.Listing.of("ups", "ground", PICKUP, "A|B"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("tracking");
  }

  @Test
  void aManifestGoesOneWay() {
    for (Manifest.State state : Manifest.State.values()) {
      assertThat(state.next()).allMatch(next -> next.compareTo(state) > 0);
    }
    assertThat(Manifest.State.OPEN.next()).containsExactly(Manifest.State.CLOSED);
    assertThat(Manifest.State.ACKNOWLEDGED.next()).isEmpty();
  }
}

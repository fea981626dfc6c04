package io.backroom.fulfillment;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.WeightTerms.Spread;
import io.backroom.order.OrderRequest;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Parcels of a shop that weighs them. */
class WeighedParcelsTest {
  private static final Sku PIN = Sku.of("pin");
  private static final Sku CAMERA = Sku.of("camera");

  /** A mug of 400 ± 8 g in 100 ± 5 g: of one mug σ is 9.5 g, passed are 28 g, reviewed 56 g. */
  private static final WeightTerms TERMS =
      WeightTerms.of(1, 1, new Spread(100, 5), new Spread(0, 0))
          .carton("large", new Spread(300, 5));

  private final TestShop shop =
      TestShop.open(builder -> builder.weights(TERMS))
          .sell("mug", "USD 10.00")
          .sell(Product.of("pin", "A pin", Money.parse("USD 1.00"), 5))
          .stock("mug", EAST, 100)
          .stock("pin", EAST, 100);

  private OrderId picking(OrderRequest.Draft draft) {
    OrderId id = shop.place(draft);
    shop.bring(shop.shipment(id).id(), FulfillmentState.PICKING);
    return id;
  }

  private Fulfillment warehouse() {
    return shop.commerce().fulfillment();
  }

  private PackResult pack(OrderId id, PackedParcel packed) {
    return warehouse().pack(WAREHOUSE, shop.shipment(id).id(), packed);
  }

  private PackResult pack(OrderId id, long grams) {
    return pack(id, PackedParcel.weighing(grams));
  }

  private static Refusal no(PackResult result) {
    assertThat(result).isInstanceOf(PackResult.Refused.class);
    return ((PackResult.Refused) result).refusal();
  }

  @Test
  void aParcelThatWeighsWhatItShouldIsPacked() {
    OrderId id = picking(order().add("mug", 1));

    PackResult result = pack(id, 510);

    assertThat(result).isInstanceOf(PackResult.Packed.class);
    PackResult.Packed packed = (PackResult.Packed) result;
    assertThat(packed.shipment().state()).isEqualTo(FulfillmentState.PACKED);
    assertThat(packed.shipment().weightGrams()).isEqualTo(510);
    assertThat(packed.audit().orElseThrow().expected()).isEqualTo(500);
    assertThat(warehouse().weighing(AGENT, packed.shipment().id()).orThrow())
        .isEqualTo(packed.audit());
    TestShop.Snapshot before = shop.snapshot();
    assertThat(pack(id, 510)).isEqualTo(packed);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aParcelThatWeighsSomethingElseIsNotPacked() {
    OrderId id = picking(order().add("mug", 2));
    TestShop.Snapshot before = shop.snapshot();

    PackResult result = pack(id, 500);
    Refusal old = refusal(warehouse().pack(WAREHOUSE, shop.shipment(id).id(), 500));

    assertThat(result).isInstanceOf(PackResult.Blocked.class);
    assertThat(((PackResult.Blocked) result).audit().expected()).isEqualTo(900);
    assertThat(old.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(old.field()).isEqualTo("weightGrams");
    assertThat(old.message()).contains("weighs 500 g", "900 g are expected");
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(pack(id, 900)).isInstanceOf(PackResult.Packed.class);
  }

  @Test
  void aParcelThatMayBeRightIsPackedWhenAnAgentHasLookedIntoIt() {
    OrderId id = picking(order().add("mug", 1));
    String shipment = shop.shipment(id).id();

    PackResult result = pack(id, 540);
    TestShop.Snapshot once = shop.snapshot();
    Refusal again = refusal(warehouse().pack(WAREHOUSE, shipment, 540));

    assertThat(result).isInstanceOf(PackResult.Review.class);
    assertThat(again.code()).isEqualTo(Refusal.Code.NEEDS_APPROVAL);
    assertThat(shop.snapshot()).isEqualTo(once);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PICKING);
    assertThat(shop.tasks(shipment)).containsExactly("confirm-weight");
    assertThat(refusal(warehouse().confirmWeight(WAREHOUSE, shipment, 540, "")).code())
        .isEqualTo(Refusal.Code.FORBIDDEN);
    assertThat(refusal(warehouse().confirmWeight(AGENT, shipment, 541, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);

    FulfillmentOrder packed =
        warehouse().confirmWeight(AGENT, shipment, 540, "two leaflets").orThrow();
    TestShop.Snapshot before = shop.snapshot();
    FulfillmentOrder twice =
        warehouse().confirmWeight(AGENT, shipment, 540, "two leaflets").orThrow();

    assertThat(packed.state()).isEqualTo(FulfillmentState.PACKED);
    assertThat(packed.weightGrams()).isEqualTo(540);
    assertThat(twice).isEqualTo(packed);
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(shop.tasks(shipment)).isEmpty();
    assertThat(shop.history(id))
        .anyMatch(
            event ->
                event.kind().equals("weight-confirmed")
                    && event.reason().equals("two leaflets")
                    && event.caller().equals(AGENT));
  }

  @Test
  void aParcelThatIsWeighedAgainNeedsNobody() {
    OrderId id = picking(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    pack(id, 540);

    PackResult result = pack(id, 505);

    assertThat(result).isInstanceOf(PackResult.Packed.class);
    assertThat(shop.tasks(shipment)).isEmpty();
    assertThat(refusal(warehouse().confirmWeight(AGENT, shipment, 540, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void whatWasChangedMeanwhileIsWeighedAgain() {
    OrderId id = picking(order().add("mug", 2));
    String shipment = shop.shipment(id).id();
    assertThat(pack(id, 950)).isInstanceOf(PackResult.Review.class);
    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "")
        .orThrow();

    assertThat(refusal(warehouse().confirmWeight(AGENT, shipment, 950, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(pack(id, 950)).isInstanceOf(PackResult.Blocked.class);
    assertThat(pack(id, 500)).isInstanceOf(PackResult.Packed.class);
  }

  @Test
  void aCancelledParcelNeedsNobody() {
    OrderId id = picking(order().add("mug", 1));
    String shipment = shop.shipment(id).id();
    pack(id, 540);

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(shop.tasks(shipment)).isEmpty();
    assertThat(refusal(warehouse().confirmWeight(AGENT, shipment, 540, "")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void whatTheScaleCannotMissIsScanned() {
    OrderId id = picking(order().add("mug", 1).add("pin", 3));
    TestShop.Snapshot before = shop.snapshot();

    Refusal unscanned = no(pack(id, 515));
    Refusal short1 = no(pack(id, PackedParcel.weighing(515).scanning(Map.of(PIN, 2))));
    Refusal stranger =
        no(pack(id, PackedParcel.weighing(515).scanning(Map.of(PIN, 3, Sku.of("pot"), 1))));

    assertThat(unscanned.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(unscanned.field()).isEqualTo("scanned");
    assertThat(unscanned.message()).contains("pin");
    assertThat(short1.message()).contains("2 units of pin", "3 belong");
    assertThat(stranger.message()).contains("1 units of pot", "0 belong");
    assertThat(shop.snapshot()).isEqualTo(before);

    PackResult scanned = pack(id, PackedParcel.weighing(515).scanning(Map.of(PIN, 3)));

    assertThat(scanned).isInstanceOf(PackResult.Packed.class);
    assertThat(((PackResult.Packed) scanned).audit().orElseThrow().unseen()).containsExactly(PIN);
  }

  @Test
  void theCartonCounts() {
    OrderId id = picking(order().add("mug", 1));
    TestShop.Snapshot before = shop.snapshot();
    Refusal unknown = no(pack(id, PackedParcel.weighing(700).in("huge")));
    assertThat(unknown.field()).isEqualTo("carton");
    assertThat(shop.snapshot()).isEqualTo(before);

    assertThat(pack(id, 700)).isInstanceOf(PackResult.Blocked.class);
    assertThat(pack(id, PackedParcel.weighing(700).in("large")))
        .isInstanceOf(PackResult.Packed.class);
  }

  @Test
  void numbersThatThePackerToldAreKeptUntilTheAgentHasLooked() {
    shop.sell(Product.of("camera", "A camera", Money.parse("USD 99.00"), 400));
    shop.commerce().serials().keep(SYSTEM, shop.command(), CAMERA, "numbered").orThrow();
    shop.commerce()
        .serials()
        .receive(
            SYSTEM, shop.command(), new StockLine(CAMERA, EAST, 1), Optional.empty(), List.of("A1"))
        .orThrow();
    OrderId id = picking(order().add("camera", 1));
    PackedParcel packed = PackedParcel.weighing(540).numbered(Map.of(CAMERA, List.of("A1")));
    assertThat(pack(id, packed)).isInstanceOf(PackResult.Review.class);

    warehouse().confirmWeight(AGENT, shop.shipment(id).id(), 540, "").orThrow();

    assertThat(shop.commerce().serials().find(SYSTEM, CAMERA, "A1").orThrow().shipment())
        .contains(shop.shipment(id).id());
  }

  @Test
  void aReviewIsKeptWhenTheProcessEnds() {
    OrderId id = picking(order().add("mug", 1));
    pack(id, 540);

    shop.restart();

    assertThat(warehouse().confirmWeight(AGENT, shop.shipment(id).id(), 540, "").orThrow().state())
        .isEqualTo(FulfillmentState.PACKED);
  }

  @Test
  void aShopThatWeighsNothingPacksAsBefore() {
    TestShop other = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 9);
    OrderId id = other.place(order().add("mug", 1));
    String shipment = other.bring(other.shipment(id).id(), FulfillmentState.PICKING).id();

    PackResult result =
        other.commerce().fulfillment().pack(WAREHOUSE, shipment, PackedParcel.weighing(0));

    assertThat(result).isEqualTo(new PackResult.Packed(other.shipment(id), Optional.empty()));
    assertThat(other.commerce().fulfillment().weighing(WAREHOUSE, shipment).orThrow()).isEmpty();
  }
}

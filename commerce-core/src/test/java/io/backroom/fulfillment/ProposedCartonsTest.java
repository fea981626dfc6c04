package io.backroom.fulfillment;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.packing.SingleCartons;
import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Cartons that are proposed for shipments. */
class ProposedCartonsTest {
  private static final Carton SMALL =
      Carton.of("small", new Size(200, 200, 100), 50, 1_000, Money.parse("USD 0.50"));
  private static final Carton TALL =
      Carton.of("tall", new Size(100, 100, 300), 90, 5_000, Money.parse("USD 0.80"));

  private final AtomicReference<Cartonizer> cartonizer = new AtomicReference<>(new SingleCartons());
  private final AtomicReference<PackingRequest> asked = new AtomicReference<>();
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder.packing(
                      PackingTerms.of(this::pack, List.of(TALL, SMALL))
                          .standing(product -> product.sku().equals(Sku.of("bottle")))
                          .apart(product -> product.attributes().getOrDefault("group", ""))))
          .sell(product("mug", new Size(120, 90, 95), 400).with("group", "china"))
          .sell(product("bottle", new Size(80, 80, 250), 1_200))
          .sell(product("sofa", new Size(2_000, 900, 800), 40_000))
          .sell("thing", "USD 1.00")
          .stock("mug", EAST, 9)
          .stock("bottle", EAST, 9)
          .stock("sofa", EAST, 9)
          .stock("thing", EAST, 9);

  private static Product product(String sku, Size size, int grams) {
    return Product.of(sku, "A " + sku, Money.parse("USD 10.00"), grams).sized(size);
  }

  private PackingPlan pack(PackingRequest request) {
    asked.set(request);
    return cartonizer.get().pack(request);
  }

  private String shipment(String... skus) {
    var draft = order();
    for (String sku : skus) {
      draft = draft.add(sku, 2);
    }
    OrderId id = shop.place(draft);
    return shop.shipment(id).id();
  }

  @Test
  void cartonsAreProposedForWhatTheCatalogKnows() {
    String id = shipment("mug", "bottle", "sofa");

    PackingPlan plan = shop.commerce().fulfillment().proposeCartons(WAREHOUSE, id).orThrow();

    assertThat(plan.cartons().stream().map(PackingPlan.Packed::carton))
        .containsExactlyInAnyOrder("small", "small", "tall", "tall");
    assertThat(plan.unfit()).isEqualTo(Map.of(Sku.of("sofa"), 2));
    assertThat(asked.get().goods())
        .filteredOn(goods -> goods.sku().equals(Sku.of("bottle")))
        .allMatch(goods -> goods.upright() && goods.group().isEmpty());
    assertThat(asked.get().goods())
        .filteredOn(goods -> goods.sku().equals(Sku.of("mug")))
        .allMatch(goods -> !goods.upright() && goods.group().equals("china"));
  }

  @Test
  void whatNobodyHasMeasuredIsNamed() {
    Refusal refusal =
        refusal(shop.commerce().fulfillment().proposeCartons(WAREHOUSE, shipment("mug", "thing")));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.field()).isEqualTo("size");
    assertThat(refusal.message()).contains("thing");
  }

  @Test
  void whatCannotBePackedIsNotPassedOn() {
    String id = shipment("mug");
    TestShop.Snapshot before = shop.snapshot();

    cartonizer.set(request -> new PackingPlan(List.of(), Map.of()));
    Refusal lost = refusal(shop.commerce().fulfillment().proposeCartons(WAREHOUSE, id));
    cartonizer.set(
        request -> {
          throw new IllegalStateException("no memory");
        });
    Refusal thrown = refusal(shop.commerce().fulfillment().proposeCartons(WAREHOUSE, id));

    assertThat(lost.field()).isEqualTo("cartons");
    assertThat(lost.message()).contains("0 units of mug");
    assertThat(thrown.field()).isEqualTo("cartons");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aShopWithoutCartonsSaysSo() {
    TestShop other = TestShop.open().sell("mug", "USD 1.00").stock("mug", EAST, 1);
    String id = other.shipment(other.place(order().add("mug", 1))).id();

    assertThat(refusal(other.commerce().fulfillment().proposeCartons(WAREHOUSE, id)).field())
        .isEqualTo("cartons");
    assertThat(refusal(other.commerce().fulfillment().proposeCartons(WAREHOUSE, "none")).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
  }

  @Test
  void theSizeOfAProductIsKept() {
    shop.restart();

    assertThat(shop.commerce().catalog().find(Sku.of("mug")).orElseThrow().size())
        .contains(new Size(120, 90, 95));
    assertThat(shop.commerce().catalog().find(Sku.of("thing")).orElseThrow().size()).isEmpty();
  }
}

package io.backroom.order;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import java.math.RoundingMode;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an order is split into, the parts add up to the total to the minor unit. */
class MoneyOfOrdersTest {
  @ParameterizedTest
  @CsvSource({
    "EUR 1.00, USD 0.00, price",
    "USD -0.01, USD 0.00, price",
    "USD 0.00, EUR 1.00, tax",
    "USD 0.00, USD -0.01, tax"
  })
  void aPolicyOfTheHostThatIsWrongIsToldBeforeAnythingIsStored(
      String shipping, String tax, String field) {
    TestShop shop =
        TestShop.open(
            builder ->
                builder
                    .shippingPrice((to, goods) -> Money.parse(shipping))
                    .tax((to, lines, parcel) -> Money.parse(tax)));
    shop.sell("a", "USD 1.00").stock("a", EAST, 1);

    assertThatThrownBy(() -> shop.answer(order().add("a", 1)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo(field));

    assertThat(shop.level("a", EAST).availableToPromise()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "USD 0.99, USD 3.33, USD 4.95, 0.0825",
    "USD 0.01, USD 0.01, USD 0.05, 0.19",
    "JPY 333, JPY 1, JPY 501, 0.10",
    "BHD 0.333, BHD 7.001, BHD 1.999, 0.05"
  })
  void shipmentsAddUpToTheTotalWithShippingAndTax(
      String small, String large, String shipping, double taxRate) {
    CurrencyUnit currency = Money.parse(small).getCurrencyUnit();
    TestShop shop =
        TestShop.open(
            builder ->
                builder
                    .currency(currency)
                    .shippingPrice((to, goods) -> Money.parse(shipping))
                    .tax(
                        (to, lines, parcel) ->
                            Money.total(lines.stream().map(line -> line.amount()).toList())
                                .plus(parcel)
                                .multipliedBy(taxRate, RoundingMode.HALF_EVEN)));
    shop.sell("a", small).sell("b", large).sell("c", small);
    shop.stock("a", EAST, 3).stock("a", WEST, 4).stock("b", WEST, 2).stock("c", EAST, 5);
    shop.expect("po", "b", EAST, 10, java.time.Duration.ofDays(2));

    OrderId id = shop.place(order().add("a", 7).add("b", 5).add("c", 1).orBackorder());

    OrderView view = shop.view(id);
    assertThat(view.shipments()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(Money.total(amounts(view))).isEqualTo(view.total());
    assertThat(
            Money.total(view.payment().parts().stream().map(PaymentStatus.Part::payable).toList()))
        .isEqualTo(view.total());
    assertThat(view.payment().payable()).isEqualTo(view.total());
    Money goods = Money.parse(small).multipliedBy(8).plus(Money.parse(large).multipliedBy(5));
    Money parcel = Money.parse(shipping);
    assertThat(view.total())
        .isEqualTo(
            goods
                .plus(parcel)
                .plus(goods.plus(parcel).multipliedBy(taxRate, RoundingMode.HALF_EVEN)));

    shop.receive("b", EAST, 10, "po");
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(view.total());
    assertThat(shop.view(id).payment().captured()).isEqualTo(view.total());
    assertThat(shop.open(id).isZero()).isTrue();
  }

  private static List<Money> amounts(OrderView view) {
    return view.shipments().stream()
        .flatMap(shipment -> shipment.lines().stream())
        .map(FulfillmentOrder.Line::amount)
        .toList();
  }

  @Test
  void shippingIsSharedByThePriceOfTheGoods() {
    TestShop shop =
        TestShop.open(builder -> builder.shippingPrice((to, goods) -> Money.parse("USD 10.00")));
    shop.sell("cheap", "USD 10.00").sell("dear", "USD 30.00");
    shop.stock("cheap", EAST, 1).stock("dear", WEST, 1);

    OrderId id = shop.place(order().add("cheap", 1).add("dear", 1));

    assertThat(shop.shipmentFrom(id, EAST).lines().get(0).amount())
        .isEqualTo(Money.parse("USD 12.50"));
    assertThat(shop.shipmentFrom(id, WEST).lines().get(0).amount())
        .isEqualTo(Money.parse("USD 37.50"));
  }

  @Test
  void anOrderOf500DifferentItemsAddsUp() {
    TestShop shop =
        TestShop.open(builder -> builder.shippingPrice((to, goods) -> Money.parse("USD 9.99")));
    OrderRequest.Draft draft = order();
    for (int i = 0; i < OrderRequest.ITEMS_MAX; i++) {
      String sku = "s" + i;
      shop.sell(sku, "USD " + Money.ofMinor(CurrencyUnit.USD, 1 + i % 7).getAmount());
      shop.stock(sku, i % 2 == 0 ? EAST : WEST, 3);
      draft = draft.add(sku, 1 + i % 3);
    }

    OrderId id = shop.place(draft);
    shop.deliver(id);

    assertThat(Money.total(amounts(shop.view(id)))).isEqualTo(shop.view(id).total());
    assertThat(shop.captured(id)).isEqualTo(shop.view(id).total());
    shop.assertStockIsWhole();
  }
}

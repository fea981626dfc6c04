package io.backroom.catalog;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 5);

  @Test
  void aPriceHoldsFromTheMomentOfItsChangeAndNotForEarlierOrders() {
    OrderId before = shop.place(order().add("mug", 1));
    shop.sell("mug", "USD 12.00");
    OrderId after = shop.place(order().add("mug", 1));

    assertThat(shop.view(before).total()).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.view(before).lines().get(0).unitPrice()).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.view(after).total()).isEqualTo(Money.parse("USD 12.00"));
    shop.deliver(before);
    assertThat(shop.captured(before)).isEqualTo(Money.parse("USD 10.00"));
  }

  @Test
  void aChangeIsAnEventWithBothPricesAndARepetitionIsNone() {
    shop.sell("mug", "USD 12.00");
    TestShop.Snapshot before = shop.snapshot();
    shop.sell("mug", "USD 12.00");

    assertThat(shop.snapshot()).isEqualTo(before);
    CommerceEvent last = shop.heard().get(shop.heard().size() - 1);
    assertThat(last.kind()).isEqualTo("product-changed");
    assertThat(last.caller()).isEqualTo(SYSTEM);
    assertThat(last.facts())
        .containsEntry("priceBefore", "USD 10.00")
        .containsEntry("price", "USD 12.00");
  }

  @Test
  void everyProductIsPassedOverManyPages() {
    for (int i = 0; i < 1_001; i++) {
      shop.sell("s" + i, "USD 1.00");
    }
    List<Sku> skus = new ArrayList<>();

    shop.commerce().catalog().forEach(product -> skus.add(product.sku()));

    assertThat(skus).hasSize(1_002).isSorted();
  }

  @Test
  void anUnknownProductIsNotFound() {
    assertThat(shop.commerce().catalog().find(Sku.of("none"))).isEmpty();
    assertThat(shop.commerce().catalog().products(List.of(Sku.of("none"), Sku.of("mug"))))
        .containsOnlyKeys(Sku.of("mug"));
  }

  @Test
  void aHostsOwnProductsAreSoldAsTheyAreAtThatMoment() {
    List<Product> theirs = new ArrayList<>();
    theirs.add(Product.of("pen", "A pen", Money.parse("USD 1.00"), 1));
    TestShop host =
        TestShop.open(
            builder ->
                builder.products(
                    skus ->
                        skus.contains(Sku.of("pen"))
                            ? java.util.Map.of(Sku.of("pen"), theirs.get(0))
                            : java.util.Map.of()));
    host.stock("pen", EAST, 5);
    OrderId before = host.place(order().add("pen", 1));
    theirs.set(0, theirs.get(0).withPrice(Money.parse("USD 2.00")));

    assertThat(host.view(host.place(order().add("pen", 1))).total())
        .isEqualTo(Money.parse("USD 2.00"));
    assertThat(host.view(before).total()).isEqualTo(Money.parse("USD 1.00"));
  }
}

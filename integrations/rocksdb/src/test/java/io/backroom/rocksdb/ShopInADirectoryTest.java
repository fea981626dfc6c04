package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.CommerceBuilder;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import java.nio.file.Path;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that names a directory has both stores in it and nothing else to do. */
class ShopInADirectoryTest {
  private static final Caller SHOP = Caller.system("shop");

  @TempDir Path parent;

  private CommerceBuilder inDirectory() {
    return Commerce.builder().directory(parent.resolve("shop"));
  }

  private static OrderId orderAShirt(Commerce shop) {
    Product shirt = Product.of("shirt", "Shirt", Money.parse("USD 29.90"), 250);
    shop.catalog().put(SHOP, shirt).orThrow();
    StockLine two = StockLine.of("shirt", "main", 2);
    shop.inventory().receive(SHOP, CommandId.of("first"), two, Optional.empty()).orThrow();
    Address home = Address.of("Springfield", "US", 39.80, -89.64);
    OrderRequest request = OrderRequest.of("alice", home, "tok_ok").add("shirt", 1).build();
    Caller alice = Caller.customer(request.customer(), Channel.WEB);
    PlaceResult result = shop.orders().place(alice, request);
    return ((PlaceResult.Placed) result).order().id();
  }

  @Test
  void findsItsOrdersAndItsStockAgain() {
    OrderId order;
    try (Commerce shop = inDirectory().build()) {
      shop.start();
      order = orderAShirt(shop);
    }

    try (Commerce shop = inDirectory().build()) {
      assertThat(shop.orders().find(SHOP, order).orThrow().id()).isEqualTo(order);
      assertThat(shop.inventory().verify().differences()).isEmpty();
      assertThat(shop.inventory().verify().levels()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheDirectoryForItselfUntilItIsClosed() {
    try (Commerce shop = inDirectory().build()) {
      assertThat(shop.nextDue()).isEmpty();
      assertThatThrownBy(() -> inDirectory().build())
          .isInstanceOf(RocksDbStoreException.class)
          .hasMessageContaining("open already");
    }

    inDirectory().build().close();
  }

  @Test
  void freesTheDirectoryWhenItCannotBeBuilt() {
    Center twice = Center.of("east", Address.of("Boston", "US", 42.36, -71.06));

    assertThatThrownBy(() -> inDirectory().center(twice).center(twice).build())
        .isInstanceOf(InvalidInputException.class);

    inDirectory().build().close();
    assertThat(parent.resolve("shop").resolve("format")).exists();
  }
}

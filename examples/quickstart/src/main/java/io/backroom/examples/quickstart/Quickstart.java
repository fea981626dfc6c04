package io.backroom.examples.quickstart;

import io.backroom.Commerce;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Product;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** Two shirts, one of each, and two buyers who want the same one. */
public final class Quickstart {
  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Caller shop = Caller.system("shop");
    Address home = Address.of("Springfield", "US", 39.80, -89.64);
    try (Commerce commerce = Commerce.builder().build()) {
      for (String color : List.of("Blue", "Green")) {
        Product shirt = Product.of(color, color + " shirt", Money.parse("USD 29.90"), 250);
        commerce.catalog().put(shop, shirt);
        StockLine one = StockLine.of(color, "main", 1);
        commerce.inventory().receive(shop, CommandId.of("first-" + color), one, Optional.empty());
      }
      for (String name : List.of("alice", "bob")) {
        OrderRequest request = OrderRequest.of(name, home, "tok_ok").add("Blue", 1).build();
        Caller caller = Caller.customer(request.customer(), Channel.WEB);
        PlaceResult result = commerce.orders().place(caller, request);
        if (result instanceof PlaceResult.Placed placed) {
          System.out.println(name + ": authorized " + placed.order().payment().authorized());
        } else if (result instanceof PlaceResult.OutOfStock gone) {
          String instead = gone.lines().get(0).alternatives().get(0).title();
          System.out.println(name + ": gone, in stock instead: " + instead);
        }
      }
    }
  }
}

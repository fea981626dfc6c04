package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One order, entered on the web, seen and changed on the phone, in the store and in a chat. */
class ChannelsTest {
  private static final Caller PHONE = Caller.agent("anna", Channel.PHONE);
  private static final Caller STORE = Caller.agent("sam", Channel.STORE);
  private static final Caller CHAT = Caller.customer(ALICE, Channel.CHAT);

  private final TestShop shop =
      TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 15.00").stock("mug", EAST, 9);

  private void change(Caller caller, OrderId id, OrderEdit edit, String reason) {
    Orders orders = shop.commerce().orders();
    ChangePreview shown = orders.previewChange(caller, id, edit).orThrow();
    assertThat(orders.confirmChange(caller, id, shown, reason.replace(' ', '-'), reason))
        .isInstanceOf(ChangeResult.Begun.class);
  }

  @Test
  void everyChannelWorksOnTheSameOrderAndEveryEventSaysWhoHowAndWhy() {
    shop.stock("pot", EAST, 9);
    Orders orders = shop.commerce().orders();
    OrderId id = shop.place(order().add("mug", 4));
    change(PHONE, id, OrderEdit.none().set("pot", 2), "called in");
    change(CHAT, id, OrderEdit.none().set("mug", 3), "one too many");
    orders
        .cancelItems(STORE, id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "bought here")
        .orThrow();
    orders.prioritize(PHONE, id, 1, "birthday").orThrow();
    orders.keepData(STORE, id, Map.of("desk", "3"), "note").orThrow();
    shop.deliver(id);
    shop.commerce()
        .returns()
        .accept(
            STORE,
            new ReturnRequest(
                id,
                List.of(new OrderRequest.Item(Sku.of("pot"), 1)),
                ReturnRequest.Disposition.RESTOCK,
                "r",
                "chipped"))
        .orThrow();

    for (Caller caller : List.of(as(ALICE), PHONE, STORE, CHAT)) {
      OrderView view = orders.find(caller, id).orThrow();
      assertThat(view).isEqualTo(shop.view(id));
      assertThat(view.channel()).isEqualTo(Channel.WEB);
      assertThat(orders.history(caller, id).orThrow()).isEqualTo(shop.history(id));
    }
    Map<String, String> first = new LinkedHashMap<>();
    for (CommerceEvent event : shop.history(id)) {
      assertThat(event.caller().actor().id()).as(event.kind()).isNotEmpty();
      first.putIfAbsent(
          event.kind() + " " + event.caller().channel(),
          event.caller().actor().id() + ": " + event.reason());
    }
    assertThat(first)
        .containsEntry("order-placed WEB", "alice: ")
        .containsEntry("change-begun PHONE", "anna: called in")
        .containsEntry("order-changed PHONE", "anna: called in")
        .containsEntry("order-changed CHAT", "alice: one too many")
        .containsEntry("items-cancelled STORE", "sam: bought here")
        .containsEntry("order-prioritized PHONE", "anna: birthday")
        .containsEntry("order-data STORE", "sam: note")
        .containsEntry("shipment-picking WAREHOUSE", "walter: ")
        .containsEntry("shipment-released SYSTEM", "fulfillment: ")
        .containsEntry("items-returned STORE", "sam: chipped");
  }
}

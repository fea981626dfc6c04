package io.backroom.customer;

import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.OrderState;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private final AtomicInteger failures = new AtomicInteger();
  private final List<Notification> sent = new ArrayList<>();
  private final TestShop shop =
      TestShop.open(
              builder ->
                  builder.notifier(
                      notification -> {
                        if (failures.getAndDecrement() > 0) {
                          throw new IllegalStateException("the mail server is away");
                        }
                        sent.add(notification);
                      }))
          .sell("mug", "USD 10.00")
          .stock("mug", EAST, 5);

  @Test
  void aMailServerThatIsAwayNeitherStopsTheOrderNorLosesAMessageNorTheirOrder() {
    failures.set(4);

    OrderId id = shop.place(order().add("mug", 1));
    shop.deliver(id);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(sent).isEmpty();
    shop.pass(Duration.ofHours(6));

    assertThat(sent)
        .extracting(Notification::kind)
        .containsExactly("order-placed", "shipped", "delivered");
    assertThat(sent).extracting(Notification::id).doesNotHaveDuplicates();
  }

  @Test
  void aMessageThatIsSentAgainHasTheSameId() {
    List<String> ids = new ArrayList<>();
    TestShop twice =
        TestShop.open(
            builder ->
                builder.notifier(
                    notification -> {
                      ids.add(notification.id());
                      if (ids.size() == 1) {
                        throw new IllegalStateException("sent, but the answer was lost");
                      }
                    }));
    twice.sell("mug", "USD 10.00").stock("mug", EAST, 1);

    twice.place(order().add("mug", 1));
    twice.pass(Duration.ofHours(1));

    assertThat(ids).hasSize(2);
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void aMessageThatCannotBeSentForLongIsATask() {
    failures.set(1_000);

    OrderId id = shop.place(order().add("mug", 1));
    shop.pass(Duration.ofDays(2));

    assertThat(shop.commerce().tasks().open(TestShop.SYSTEM, 10).orThrow())
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task.kind()).isEqualTo("work-fails");
              assertThat(task.text()).contains("the mail server is away");
            });
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
  }
}

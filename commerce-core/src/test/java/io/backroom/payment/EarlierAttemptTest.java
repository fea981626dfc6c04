package io.backroom.payment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderState;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A first attempt has its effect and its answer is lost; the next one is refused, for example since
 * a deployment has changed what the adapter sends beside the command.
 */
class EarlierAttemptTest {
  private static TestShop shop(Class<? extends PaymentCommand> disturbed, Reason later) {
    return Answering.shop(
            (books, command, context) -> {
              if (!disturbed.isInstance(command)) {
                return command.sendTo(books, context);
              } else if (context.attempt() == 1) {
                command.sendTo(books, context);
                return new Outcome.Unknown("the answer is lost");
              }
              return new Outcome.NotPerformed(later);
            })
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 3);
  }

  @Test
  void isLookedUpAtOnceWhenItsIdIsTaken() {
    TestShop shop = shop(AuthorizeCommand.class, Reason.KEY_REUSED);
    OrderId id = shop.place(order().add("mug", 1));

    shop.after(Duration.ofSeconds(5));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.view(id).payment().authorized()).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.messages(id)).containsExactly("order-placed");
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void ofACaptureIsLookedUpToo() {
    TestShop shop = shop(CaptureCommand.class, Reason.KEY_REUSED);
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);

    shop.after(Duration.ofSeconds(5));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
  }

  @Test
  void staysUnknownUntilALookupFindsIt() {
    TestShop shop = shop(AuthorizeCommand.class, Reason.KEY_REUSED);
    for (int i = 0; i < 3; i++) {
      shop.provider().onNext(Operation.LOOKUP, Fault.LOST_RESPONSE);
    }
    OrderId id = shop.place(order().add("mug", 1));

    shop.after(Duration.ofSeconds(5));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.messages(id)).containsExactly("order-placed");
    shop.pass(Duration.ofHours(5));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.mostLiveAuthorizations()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"KEY_REUSED", "CONFIGURATION", "NOT_SENT", "RATE_LIMITED", "BUSY"})
  void tiesUpNoCreditWhenTheOrderIsCancelled(Reason later) {
    TestShop shop = shop(AuthorizeCommand.class, later);
    shop.provider().onNext(Operation.LOOKUP, Fault.LOST_RESPONSE);
    OrderId id = shop.place(order().add("mug", 1));
    shop.after(Duration.ofSeconds(5));

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(2));

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
  }
}

package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.testkit.ExplainRules;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Books;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.util.SplittableRandom;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that a {@link io.backroom.spi.payment.PaymentProvider} keeps the rules P-01 to P-34 of
 * {@code docs/contracts/payments.md}. The author of an adapter extends it and gives it a harness:
 *
 * <pre>{@code
 * class AcmePaymentProviderTest extends PaymentProviderContract {
 *   @Override
 *   protected PaymentHarness harness() {
 *     return PaymentHarness.of(provider, time, instruments, books).withConnection(proxy);
 *   }
 * }
 * }</pre>
 *
 * <p>Each test has an order of its own and looks at nothing else, so the provider may be shared and
 * may remember earlier runs.
 */
@ExtendWith(ExplainRules.class)
public abstract class PaymentProviderContract extends PaymentAbilityRules {
  private static final CurrencyUnit POUNDS = CurrencyUnit.of("GBP");
  private static final int ATTEMPTS_MAX = 10;

  /** For subclasses. */
  protected PaymentProviderContract() {}

  /**
   * Returns the provider under test and what is around it. Called once before each test.
   *
   * @return the harness
   */
  @Override
  protected abstract PaymentHarness harness();

  /**
   * Returns how many random flows P-34 goes through; 500 unless overridden.
   *
   * @return the number, at least 1
   */
  protected int flows() {
    return 500;
  }

  @Test
  @Rule("P-34")
  void booksAgreeAfterAnyFlowUnderDisturbance() {
    needsOperationIds("P-34");
    SplittableRandom random = new SplittableRandom(34);
    Books expected = new Books(zero(), zero(), zero());
    for (int flow = 0; flow < flows(); flow++) {
      expected = flow(random, expected);
      assertThat(scene.books()).as("after flow %s", flow).isEqualTo(expected);
    }
  }

  /** Authorizes; then captures a part and refunds a part of it, or voids, or leaves it open. */
  private Books flow(SplittableRandom random, Books before) {
    Money amount = pence(1 + random.nextInt(100_000));
    ProviderRef authorization = through(random, scene.authorize(amount)).ref();
    int next = random.nextInt(4);
    if (next == 0) {
      return new Books(before.open().plus(amount), before.captured(), before.refunded());
    } else if (next == 1) {
      through(random, new VoidCommand(authorization));
      return before;
    }
    Money taken = some(random, amount);
    ProviderRef capture = through(random, new CaptureCommand(authorization, taken)).ref();
    if (next == 2) {
      return new Books(before.open(), before.captured().plus(taken), before.refunded());
    }
    Money back = some(random, taken);
    through(random, new RefundCommand(capture, back));
    return new Books(before.open(), before.captured().plus(taken), before.refunded().plus(back));
  }

  /** Sends a command until it is answered, each time through a connection that may be disturbed. */
  private Outcome.Approved through(SplittableRandom random, PaymentCommand command) {
    OperationId operation = scene.newOperation();
    Outcome outcome = new Outcome.Unknown("not sent yet");
    for (int attempt = 1; isOpen(outcome) && attempt <= ATTEMPTS_MAX; attempt++) {
      Disturbance[] all = Disturbance.values();
      Disturbance drawn = all[random.nextInt(all.length)];
      boolean disturbed = random.nextInt(2) == 0 && drawn != Disturbance.STALL_RESPONSE;
      if (disturbed && attempt < ATTEMPTS_MAX) {
        harness.powers().connection().ifPresent(power -> power.disturbNext(drawn));
      }
      outcome = scene.send(command, operation, attempt);
    }
    return approved(outcome);
  }

  private static boolean isOpen(Outcome outcome) {
    return outcome instanceof Outcome.Unknown || outcome instanceof Outcome.NotPerformed;
  }

  private static Money some(SplittableRandom random, Money most) {
    return pence(1 + random.nextLong(most.getAmountMinorLong()));
  }

  private static Money pence(long minor) {
    return Money.ofMinor(POUNDS, minor);
  }

  private static Money zero() {
    return Money.zero(POUNDS);
  }
}

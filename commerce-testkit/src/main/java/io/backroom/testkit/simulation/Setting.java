package io.backroom.testkit.simulation;

import io.backroom.payment.Renewal;
import io.backroom.spi.policy.ApprovalPolicy;
import java.time.Duration;
import org.joda.money.Money;

/**
 * What a shop is like: how many processes run it, and what its bank can do.
 *
 * @param processes how many nodes share the stores
 * @param ableBank whether the bank changes and reverses authorizations, and tells of them
 * @param renewal when authorizations are renewed
 * @param lag how long the bank may not find what it has done
 * @param validity how long an authorization lasts
 * @param approval what an agent may not do alone
 * @param sendsInTheEnd whether the warehouse goes on working once nothing fails any more
 * @param units how many units of each SKU each center has at first
 * @param improvised whether people do what comes into their heads; otherwise the warehouse stops
 *     when it is asked to, and nobody labels what is in no lot
 */
record Setting(
    int processes,
    boolean ableBank,
    Renewal renewal,
    Duration lag,
    Duration validity,
    ApprovalPolicy approval,
    boolean sendsInTheEnd,
    int units,
    boolean improvised) {
  private static final int FEW = 5;

  static final ApprovalPolicy AGENTS_ALONE = (caller, action, amount) -> false;
  private static final ApprovalPolicy AGENTS_ASK = ApprovalPolicy.above(Money.parse("USD 15.00"));

  static Setting of(long seed) {
    Renewal renewal = Dice.of(seed, "renewal").permille(500) ? Renewal.AHEAD : Renewal.AT_CAPTURE;
    boolean isShort = Dice.of(seed, "validity").permille(150);
    // Renewed twice a day for a month would be more of the same.
    boolean mustSend = isShort && renewal == Renewal.AHEAD;
    return new Setting(
        Dice.of(seed, "nodes").between(1, 3),
        Dice.of(seed, "abilities").permille(600),
        renewal,
        Dice.of(seed, "lag").permille(300) ? Duration.ofMinutes(5) : Duration.ZERO,
        Duration.ofDays(isShort ? 1 : 7),
        Dice.of(seed, "approval").permille(500) ? AGENTS_ALONE : AGENTS_ASK,
        mustSend || Dice.of(seed, "sends").permille(950),
        FEW,
        true);
  }
}

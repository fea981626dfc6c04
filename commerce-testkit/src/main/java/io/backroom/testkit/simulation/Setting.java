package io.backroom.testkit.simulation;

import io.backroom.payment.Renewal;
import io.backroom.routing.promise.CapacityTerms;
import io.backroom.routing.promise.CenterCapacity;
import io.backroom.routing.promise.DayPlan;
import io.backroom.spi.policy.ApprovalPolicy;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.CenterId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
 * @param recall what the warehouse answers when it is asked to stop; empty if people do what comes
 *     into their heads, in which case somebody labels what is in no lot
 * @param capacity how much centers get done on a day
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
    Optional<RecallAnswer> recall,
    CapacityTerms capacity) {
  private static final int FEW = 5;

  static final ApprovalPolicy AGENTS_ALONE = (caller, action, amount) -> false;
  static final ApprovalPolicy AGENTS_ASK = ApprovalPolicy.above(Money.parse("USD 15.00"));

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
        Optional.empty(),
        CapacityTerms.NONE);
  }

  /** Returns the shop of the scenarios, in which everybody does as they are told. */
  static Setting rehearsed(int units) {
    return new Setting(
        1,
        true,
        Renewal.AT_CAPTURE,
        Duration.ZERO,
        Duration.ofDays(7),
        AGENTS_ALONE,
        false,
        units,
        Optional.of(RecallAnswer.ACCEPTED),
        CapacityTerms.NONE);
  }

  boolean improvised() {
    return recall.isEmpty();
  }

  Setting renewing(Renewal when) {
    return new Setting(
        processes, ableBank, when, lag, validity, approval, sendsInTheEnd, units, recall, capacity);
  }

  Setting approving(ApprovalPolicy policy) {
    return new Setting(
        processes,
        ableBank,
        renewal,
        lag,
        validity,
        policy,
        sendsInTheEnd,
        units,
        recall,
        capacity);
  }

  Setting recalling(RecallAnswer answer) {
    return new Setting(
        processes,
        ableBank,
        renewal,
        lag,
        validity,
        approval,
        sendsInTheEnd,
        units,
        Optional.of(answer),
        capacity);
  }

  /** Returns the shop whose centers get so many units done on a day. */
  Setting doing(int unitsPerDay) {
    Map<CenterId, CenterCapacity> limits = new HashMap<>();
    for (CenterId center : Stage.CENTERS) {
      limits.put(center, new CenterCapacity(ZoneOffset.UTC, DayPlan.everyDay(unitsPerDay)));
    }
    return new Setting(
        processes,
        ableBank,
        renewal,
        lag,
        validity,
        approval,
        sendsInTheEnd,
        units,
        recall,
        new CapacityTerms(CapacityTerms.Measure.UNITS, limits));
  }
}

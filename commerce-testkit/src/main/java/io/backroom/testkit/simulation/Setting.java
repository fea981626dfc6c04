package io.backroom.testkit.simulation;

import io.backroom.payment.Renewal;
import java.time.Duration;

/**
 * What a shop is like: how many processes run it, and what its bank can do.
 *
 * @param processes how many nodes share the stores
 * @param ableBank whether the bank changes and reverses authorizations, and tells of them
 * @param renewal when authorizations are renewed
 * @param lag how long the bank may not find what it has done
 * @param validity how long an authorization lasts
 */
record Setting(int processes, boolean ableBank, Renewal renewal, Duration lag, Duration validity) {
  static Setting of(long seed) {
    return new Setting(
        Dice.of(seed, "nodes").between(1, 3),
        Dice.of(seed, "abilities").permille(600),
        Dice.of(seed, "renewal").permille(500) ? Renewal.AHEAD : Renewal.AT_CAPTURE,
        Dice.of(seed, "lag").permille(300) ? Duration.ofMinutes(5) : Duration.ZERO,
        Duration.ofDays(Dice.of(seed, "validity").permille(150) ? 1 : 7));
  }
}

package io.backroom.testkit.simulation;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which troubles strike in one play, and how often: a random few at random rates, so that every
 * combination turns up in some seed and none hides behind the others.
 */
class Weather {
  private final Map<Trouble, Integer> permille = new EnumMap<>(Trouble.class);
  private boolean clear;

  Weather(long seed, Set<Trouble> without) {
    Dice dice = Dice.of(seed, "weather");
    for (Trouble trouble : Trouble.ALL) {
      boolean chosen = dice.below(100) < 45;
      int rate = trouble.isOfSeldomCalls() ? dice.between(20, 300) : dice.between(1, 10);
      if (chosen && !without.contains(trouble)) {
        permille.put(trouble, rate);
      }
    }
  }

  /** From now on nothing goes wrong any more. */
  void clearUp() {
    clear = true;
  }

  boolean isClear() {
    return clear;
  }

  boolean strikes(Trouble trouble, Dice dice) {
    return !clear && dice.permille(permille.getOrDefault(trouble, 0));
  }

  /** Tells whether stores may fail, or processes die or stand still. */
  boolean isUnsettled() {
    return troubles().stream()
        .anyMatch(trouble -> trouble.compareTo(Trouble.FREEZE) <= 0 && trouble != Trouble.SLOW);
  }

  /**
   * Tells whether the process dies around a call.
   *
   * @param when CRASH_BEFORE or CRASH_AFTER
   * @param changes whether the call may change anything outside of the process
   */
  boolean crashes(Trouble when, boolean changes, Dice dice) {
    return strikes(when, dice);
  }

  Set<Trouble> troubles() {
    return permille.isEmpty() ? EnumSet.noneOf(Trouble.class) : EnumSet.copyOf(permille.keySet());
  }
}

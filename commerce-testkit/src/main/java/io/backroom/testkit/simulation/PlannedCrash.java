package io.backroom.testkit.simulation;

import java.util.List;
import java.util.Set;

/**
 * Fine weather, but for one crash or two: before or after a call that changes something, counted
 * from the start or from the crash before.
 */
final class PlannedCrash extends Weather {
  /**
   * One crash.
   *
   * @param call around which call, from 1
   * @param when before or after it
   */
  record At(int call, Trouble when) {
    @Override
    public String toString() {
      return (when == Trouble.CRASH_BEFORE ? "before" : "after") + " call " + call;
    }
  }

  private final List<At> crashes;
  private int next;
  private int calls;
  private boolean armed;

  PlannedCrash(List<At> crashes) {
    super(0, Set.copyOf(Trouble.ALL));
    this.crashes = List.copyOf(crashes);
  }

  /** From now on calls count. */
  void begin() {
    armed = true;
  }

  /** Returns how many calls there were since the start, or since the last crash. */
  int calls() {
    return calls;
  }

  /** Returns how many of the crashes have happened. */
  int happened() {
    return next;
  }

  @Override
  boolean crashes(Trouble when, boolean changes, Dice dice) {
    if (!armed || !changes || isClear()) {
      return false;
    }
    calls += when == Trouble.CRASH_BEFORE ? 1 : 0;
    boolean strikes = next < crashes.size() && crashes.get(next).equals(new At(calls, when));
    if (strikes) {
      next++;
      calls = 0;
    }
    return strikes;
  }
}

package io.backroom.testkit.simulation;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Looks for the first seed in which a promise breaks. A class loader with a mutant in it creates
 * its own one and talks to it by types of the JDK only.
 */
public final class KillingSeed implements BiFunction<Long, Long, String> {
  private static final int STEPS = 200;

  /** Creates it; found by its name. */
  public KillingSeed() {}

  /**
   * Returns the seed and the promise, apart by a space; empty if none of so many seeds shows it.
   */
  @Override
  public String apply(Long from, Long count) {
    for (long seed = from; seed < from + count; seed++) {
      Play play = new Play(seed, Step.script(seed, STEPS), Set.of());
      Optional<Invariant.Broken> broken = play.perform(FreshStores::inMemory).broken();
      if (broken.isPresent()) {
        return seed + " " + broken.get().invariant() + " " + broken.get().words();
      }
    }
    return "";
  }
}

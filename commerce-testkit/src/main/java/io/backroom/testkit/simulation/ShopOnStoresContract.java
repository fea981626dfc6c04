package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.store.Stores;
import io.backroom.testkit.simulation.PlannedCrash.At;
import io.backroom.testkit.simulation.Rehearsal.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Proves that a shop on your stores keeps its promises: extend it and say how empty stores are
 * made. It plays the {@link Simulation} on them, and lets processes die in the middle of scenarios
 * of an order's life; the contracts of the two stores say what they must do for that.
 *
 * <p>{@code -Dtck.seeds} sets how many seeds are played, {@code -Dtck.seed} plays one, {@code
 * -Dtck.crashes} sets how many crashes there are.
 */
public abstract class ShopOnStoresContract {
  private static final int STEPS = 100;

  /** Creates the contract. */
  protected ShopOnStoresContract() {}

  /**
   * Makes stores that hold nothing; called once for each play.
   *
   * @return the stores, closed by the contract
   */
  protected abstract Stores newStores();

  /**
   * Returns how many seeds are played if nothing else is said: fewer for stores that are slow to
   * make.
   *
   * @return how many
   */
  protected long seeds() {
    return 300;
  }

  /**
   * Returns how many crashes there are if nothing else is said.
   *
   * @return how many
   */
  protected long crashes() {
    return 100;
  }

  @Test
  void everySeedKeepsEveryPromise() {
    Simulation simulation = Simulation.on(this::newStores).steps(STEPS);
    Long one = Long.getLong("tck.seed");
    if (one == null) {
      simulation.run(1, Long.getLong("tck.seeds", seeds())).requireSound();
    } else {
      simulation.run(one, 1).requireSound();
    }
  }

  @Test
  void afterACrashEverythingIsAsIfNothingHadHappened() {
    Dice dice = Dice.of(1, "crashes");
    List<Scenario> scenarios = Scenario.all();
    long crashes = Long.getLong("tck.crashes", crashes());
    for (int i = 0; i < crashes; i++) {
      Scenario scenario = scenarios.get(i % scenarios.size());
      // What a scenario comes to does not depend on the stores.
      Ending calm = Rehearsal.play(scenario, FreshStores::inMemory, List.of());
      At crash =
          new At(
              dice.between(1, calm.calls()),
              dice.of(List.of(Trouble.CRASH_BEFORE, Trouble.CRASH_AFTER)));
      Ending ending = Rehearsal.play(scenario, this::newStores, List.of(crash));
      assertThat(ending.summary())
          .as("%s, dying %s", scenario.name(), crash)
          .isEqualTo(calm.summary());
    }
  }
}

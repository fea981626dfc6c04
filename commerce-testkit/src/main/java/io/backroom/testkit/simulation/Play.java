package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.spi.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One seed, played: first with everything going wrong, then on a clear day until all has come to
 * rest. The same seed, steps and troubles give the same trace.
 */
final class Play {
  private static final int STEPS_BETWEEN_LONG_LOOKS = 20;
  private static final int INTERLUDE_STEPS_MAX = 3;
  private static final Duration MUCH_LATER = Duration.ofDays(30);
  private final long seed;
  private final List<Step> script;
  private final Set<Trouble> without;
  private final Coverage coverage = new Coverage();
  private final List<String> trace = new ArrayList<>();
  private final Dice interludes;

  Play(long seed, List<Step> script, Set<Trouble> without) {
    this.seed = seed;
    this.script = script;
    this.without = without;
    this.interludes = Dice.of(seed, "interludes");
  }

  /**
   * What came of a play.
   *
   * @param broken the promise that was broken, if one was
   * @param trace what happened, step by step
   */
  record Ending(Optional<Invariant.Broken> broken, List<String> trace, Coverage coverage) {
    long hash() {
      long hash = 7;
      for (String line : trace) {
        hash = hash * 1_000_003 + line.hashCode();
      }
      return hash;
    }
  }

  Ending perform(Supplier<Stores> fresh) {
    Stores stores = fresh.get();
    try {
      Scene scene = new Scene(stores);
      scene.play();
      return new Ending(Optional.empty(), trace, coverage);
    } catch (Invariant.Broken broken) {
      trace.add("BROKEN " + broken.words());
      return new Ending(Optional.of(broken), trace, coverage);
    } finally {
      stores.close();
    }
  }

  /** The stage with everybody on it. */
  private final class Scene {
    private final Weather weather = new Weather(seed, without);
    private final Stage stage;
    private final Cast cast;
    private final Inspector inspector;

    /** Set while nobody may come in between: before it begins, and in an interlude. */
    private boolean alone = true;

    Scene(Stores stores) {
      stage = new Stage(seed, Setting.of(seed), stores, weather, coverage, this::others);
      cast = new Cast(stage, coverage);
      inspector = new Inspector(stage, cast);
    }

    void play() {
      alone = false;
      for (int i = 0; i < script.size(); i++) {
        perform(script.get(i), "");
        inspector.afterStep();
        if (i % STEPS_BETWEEN_LONG_LOOKS == STEPS_BETWEEN_LONG_LOOKS - 1) {
          inspector.now();
        }
      }
      inTheEnd();
    }

    private void inTheEnd() {
      try {
        comeToRest();
        inspector.inTheEnd();
      } catch (Invariant.Broken broken) {
        throw broken;
      } catch (RuntimeException failure) {
        throw new Invariant.Broken(Invariant.X1, "on the clear day: " + failure);
      }
    }

    private void perform(Step step, String indent) {
      String outcome;
      try {
        outcome = cast.act(step);
      } catch (Invariant.Broken broken) {
        throw broken;
      } catch (RuntimeException failure) {
        Invariant.X1.require(
            !weather.isClear() && isOfPort(failure), () -> step.act() + " failed: " + failure);
        outcome = "failed: " + failure.getMessage();
      }
      trace.add(indent + stage.clock().instant() + " " + step.act() + ": " + outcome);
    }

    private static boolean isOfPort(Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        if (cause instanceof Ports.Unreachable) {
          return true;
        }
      }
      return false;
    }

    /** What the others do while a node stands still in the middle of a call. */
    private void others() {
      if (alone || !stage.isAnyoneAwake()) {
        return;
      }
      alone = true;
      int steps = interludes.between(1, INTERLUDE_STEPS_MAX);
      for (int i = 0; i < steps; i++) {
        perform(new Step(whileOneSleeps(), interludes.next()), "  meanwhile ");
      }
      alone = false;
    }

    /** Mostly what gets in the way of one who wakes up and goes on. */
    private Act whileOneSleeps() {
      int choice = interludes.below(100);
      return choice < 35 ? Act.RUN_DUE : choice < 60 ? Act.PLACE : Act.draw(interludes);
    }

    private void comeToRest() {
      weather.clearUp();
      stage.clock().pass(Duration.ofHours(1));
      Commerce node = stage.node(Dice.of(seed, "rest"));
      new Rest(stage, node, inspector).come(stage.setting().sendsInTheEnd());
      stage.clock().pass(MUCH_LATER);
      cast.hearLateNews(Dice.of(seed, "late"), node);
      trace.add("at rest " + stage.clock().instant());
    }
  }
}

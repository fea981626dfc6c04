package io.backroom.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a play: what is done, and the seed of every choice in it. Steps do not depend on each
 * other's choices, so a play can be shortened by leaving steps out.
 *
 * @param act what is done
 * @param seed the seed of its choices
 */
record Step(Act act, long seed) {
  static List<Step> script(long seed, int steps) {
    Dice dice = Dice.of(seed, "script");
    List<Step> script = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      script.add(new Step(Act.draw(dice), dice.next()));
    }
    return script;
  }
}

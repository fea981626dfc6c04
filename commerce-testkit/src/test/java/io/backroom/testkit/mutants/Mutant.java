package io.backroom.testkit.mutants;

import java.util.ArrayList;
import java.util.List;

/**
 * The library with one mistake in it, as a person might make it.
 *
 * @param name its name in the kill matrix
 * @param mistake what is wrong with it
 * @param patches the lines that are wrong
 */
record Mutant(String name, String mistake, List<Patch> patches) {
  /**
   * One place in a source file of core.
   *
   * @param file the file, under {@code io/backroom}
   * @param right what stands there, exactly once
   * @param wrong what stands there instead
   */
  record Patch(String file, String right, String wrong) {}

  static Mutant of(String name, String mistake) {
    return new Mutant(name, mistake, List.of());
  }

  /** The same with one more place; the texts are lines that are joined and compared as written. */
  Mutant in(String file, String right, String wrong) {
    List<Patch> more = new ArrayList<>(patches);
    more.add(new Patch(file, right, wrong));
    return new Mutant(name, mistake, List.copyOf(more));
  }

  @Override
  public String toString() {
    return name;
  }
}

package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.testkit.simulation.Rehearsal.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * INV-P6: the provider's news of an order's payments come in every order, each once or twice, or
 * not at all. The order, the books and the stock end the same.
 */
class PermutedNewsTest {
  private static final int LETTERS = 4;

  private static List<List<Integer>> permutations(List<Integer> left) {
    if (left.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : left) {
      List<Integer> rest = new ArrayList<>(left);
      rest.remove(first);
      for (List<Integer> others : permutations(rest)) {
        List<Integer> one = new ArrayList<>(List.of(first));
        one.addAll(others);
        all.add(one);
      }
    }
    return all;
  }

  private static List<List<Integer>> orders() {
    List<List<Integer>> all = new ArrayList<>();
    all.add(List.of());
    for (List<Integer> permutation : permutations(List.of(0, 1, 2, 3))) {
      all.add(permutation);
      List<Integer> twice = new ArrayList<>(permutation);
      twice.addAll(permutation);
      all.add(twice);
    }
    return all;
  }

  @Test
  void newsInAnyOrderLeadToTheSameEnd() {
    for (Scenario scenario : Scenario.told(List.of())) {
      Set<List<String>> ends = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
      int plays = 0;
      for (List<Integer> order : orders()) {
        Scenario told =
            Scenario.told(order).stream()
                .filter(other -> other.name().equals(scenario.name()))
                .findFirst()
                .orElseThrow();
        Ending ending = Rehearsal.play(told, FreshStores::inMemory, List.of());
        assertThat(ending.letters()).as(scenario.name()).isGreaterThanOrEqualTo(LETTERS);
        ends.add(ending.summary());
        plays++;
      }
      System.out.printf(
          "INV-P6: %s, 24 permutations, each once and twice, and none: %d plays, %d ends%n",
          scenario.name(), plays, ends.size());
      assertThat(ends).as(scenario.name()).hasSize(1);
    }
  }
}

package io.backroom.examples.replay;

import java.util.List;

/**
 * What one check of the verification found.
 *
 * @param name what was checked
 * @param scope how much was checked, for people
 * @param differences each difference in words; empty if all is right
 */
record Check(String name, String scope, List<String> differences) {
  /** Takes its own copy. */
  Check {
    differences = List.copyOf(differences);
  }

  boolean passed() {
    return differences.isEmpty();
  }
}

package io.backroom.recommendation.evaluation;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.backroom.spi.value.Require;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who sees what in an experiment: each customer gets one arm, for good, from nothing but the names.
 *
 * <pre>
 *   u(a) = SHA-256 of (experiment, arm, customer) as a number between 0 and 1
 *   arm  = argmax over arms a of weight(a) ÷ −ln u(a)
 * </pre>
 *
 * <p>An arm gets its share of the customers: weighted rendezvous hashing (Thaler and Ravishankar
 * 1998, "Using name-based mappings to increase hit rates", IEEE/ACM Transactions on Networking
 * 6(1); the weights by Schindelhauer and Schomaker 2005, "Weighted distributed hash tables", SPAA).
 * A new arm takes customers from the others and moves nobody between them; an arm that is taken
 * away moves only its own. The name of the experiment is hashed too, so that two experiments divide
 * the customers independently of each other. Immutable; the same on every machine and in every
 * version.
 *
 * @param id the experiment's name, 1 to 100 characters
 * @param arms at least two, with different names; their order does not matter
 */
public record Experiment(String id, List<Arm> arms) {
  private static final int TEXT_MAX = 100;
  private static final int WEIGHT_MAX = 1_000_000;
  private static final int BITS = 53;

  /** Checks the names and takes its own copy. */
  public Experiment {
    text("id", id);
    arms = List.copyOf(arms);
    Require.range("arms", arms.size(), 2, 100);
    Set<String> names = new HashSet<>();
    for (Arm arm : arms) {
      Require.when(names.add(arm.name()), "arms", arm.name(), "must have different names");
    }
  }

  /**
   * One of the things that are compared.
   *
   * @param name 1 to 100 characters
   * @param weight how many customers get it, beside the weights of the others, 1 to 1,000,000
   */
  public record Arm(String name, int weight) {
    /** Checks the ranges. */
    public Arm {
      text("name", name);
      Require.range("weight", weight, 1, WEIGHT_MAX);
    }
  }

  private static void text(String field, String value) {
    Require.when(!value.isEmpty(), field, value, "must not be empty");
    Require.text(field, value, TEXT_MAX);
  }

  /**
   * Returns what a customer gets.
   *
   * @param customer the customer's id, the same at every visit
   * @return the arm; always the same one for the same experiment
   */
  public Arm armOf(String customer) {
    Arm best = arms.get(0);
    double most = -1;
    for (Arm arm : arms) {
      double value = arm.weight() / -StrictMath.log(uniform(arm.name(), customer));
      // Equal values are next to impossible, but the order of the arms must not decide even then.
      if (value > most || (value == most && arm.name().compareTo(best.name()) < 0)) {
        most = value;
        best = arm;
      }
    }
    return best;
  }

  /** A number between 0 and 1, both excluded. */
  private double uniform(String arm, String customer) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (String text : List.of(id, arm, customer)) {
      // With their lengths, so that no two triples of texts are the same bytes.
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      hasher.putInt(bytes.length).putBytes(bytes);
    }
    long bits = hasher.hash().asLong() >>> (Long.SIZE - BITS);
    return (bits + 0.5) / (1L << BITS);
  }

  /**
   * Checks whether the customers were divided as the weights say.
   *
   * @param customers how many customers got each arm, in the order of the arms, not negative
   * @return the check
   */
  public SampleRatio sampleRatio(long... customers) {
    return SampleRatio.of(arms.stream().mapToDouble(Arm::weight).toArray(), customers);
  }
}

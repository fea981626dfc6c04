package io.backroom.fulfillment;

import io.backroom.fulfillment.WeightTerms.Spread;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a parcel weighs what it should, and what the scale can say of it at all.
 *
 * <p>Expected is the sum of all means: units, carton, dunnage. All of them vary by themselves, so
 * their variances add up (propagation of variance for a sum, JCGM 100:2008, 5.1.2): <i>σ² = Σ q·σᵤ²
 * + σ² of the carton + σ² of the dunnage + σ² of the scale + r²/12</i>, where the last one is the
 * rounding of a display with steps of <i>r</i>. With <i>d</i> the difference to what was measured
 * and the limits of the terms,
 *
 * <ul>
 *   <li>PASS if <i>d ≤ T = max(floor, passLimit·σ)</i>. A good parcel does not pass with
 *       probability <i>2·(1 − Φ(passLimit))</i>, if all is normal and <i>T</i> is not the floor;
 *   <li>REVIEW if <i>d ≤ max(T, blockLimit·σ)</i>, and BLOCK beyond.
 * </ul>
 *
 * <p>A parcel that lacks a unit of mean <i>m</i> and variance <i>s²</i> passes with probability
 * <i>Φ((T − m)/σ') − Φ((−T − m)/σ')</i> with <i>σ'² = σ² − s²</i>. That is little enough if <i>m ≥
 * T + missLimit·σ'</i>: the limit of detection behind the limit of decision (Currie 1968, ISO
 * 11843). Units for which this does not hold the scale cannot miss: they are {@link #unseen}, and
 * have to be scanned.
 *
 * <p>What varies together is not in the formula: a delivery whose units are all a little heavier,
 * or a scale that is off. The floor is for that. If nobody knows what some unit weighs, the parcel
 * may weigh more without limit, and every unit is unseen.
 *
 * @param outcome what comes of it
 * @param measured what was measured, in grams
 * @param expected what was expected, in grams; without those units that nobody knows
 * @param deviation the standard deviation of that, in grams
 * @param passed up to which difference it is passed, in grams
 * @param blocked beyond which difference it is blocked, in grams
 * @param unseen the SKUs of which a missing unit need not show, in their order
 */
public record WeightAudit(
    Outcome outcome,
    double measured,
    double expected,
    double deviation,
    double passed,
    double blocked,
    List<Sku> unseen) {
  /** What comes of an audit. */
  public enum Outcome {
    /** It weighs what it should. */
    PASS,
    /** It may be right: somebody has to look into it. */
    REVIEW,
    /** It is something else. */
    BLOCK
  }

  /**
   * Units of one SKU in a parcel.
   *
   * @param quantity how many
   * @param unit what one of them weighs; no weight if nobody knows
   */
  public record Units(int quantity, Spread unit) {}

  /** Copies the SKUs. */
  public WeightAudit {
    unseen = List.copyOf(unseen);
  }

  /**
   * Audits a parcel.
   *
   * @param terms what is known of the weights
   * @param contents what is in it
   * @param carton what it is packed in
   * @param measuredGrams what was measured
   * @return the audit
   */
  public static WeightAudit of(
      WeightTerms terms, Map<Sku, Units> contents, Spread carton, double measuredGrams) {
    double expected = carton.grams() + terms.dunnage().grams();
    double variance =
        carton.variance()
            + terms.dunnage().variance()
            + terms.scale().variance()
            + terms.resolution() * terms.resolution() / 12;
    boolean known = true;
    Map<Sku, Units> sorted = new TreeMap<>(contents);
    for (Units units : sorted.values()) {
      expected += units.quantity() * units.unit().grams();
      variance += units.quantity() * units.unit().variance();
      known &= units.unit().grams() > 0;
    }
    double deviation = Math.sqrt(variance);
    double passed = Math.max(terms.floor(), terms.passLimit() * deviation);
    double blocked = Math.max(passed, terms.blockLimit() * deviation);
    double more = measuredGrams - expected;
    double difference = known ? Math.abs(more) : Math.max(0, -more);
    List<Sku> unseen = new ArrayList<>();
    for (Map.Entry<Sku, Units> some : sorted.entrySet()) {
      Spread unit = some.getValue().unit();
      double others = Math.sqrt(Math.max(0, variance - unit.variance()));
      if (!known || unit.grams() < passed + terms.missLimit() * others) {
        unseen.add(some.getKey());
      }
    }
    Outcome outcome =
        difference <= passed
            ? Outcome.PASS
            : difference <= blocked ? Outcome.REVIEW : Outcome.BLOCK;
    return new WeightAudit(outcome, measuredGrams, expected, deviation, passed, blocked, unseen);
  }

  /** For people. */
  String text() {
    return String.format(
        Locale.ROOT,
        "weighs %.0f g, and %.0f g are expected: up to %.0f g more or less are passed, up to %.0f g"
            + " looked into",
        measured,
        expected,
        passed,
        blocked);
  }
}

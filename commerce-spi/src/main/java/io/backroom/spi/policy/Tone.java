package io.backroom.spi.policy;

import io.backroom.spi.value.Require;
import java.util.List;

/**
 * How a customer's words sound.
 *
 * @param label what it amounts to
 * @param score how sure, 0 to 1
 * @param reasons the words or signs that led to it, for people
 */
public record Tone(Label label, double score, List<String> reasons) {
  /** What a tone amounts to. */
  public enum Label {
    /** Content or thankful. */
    CALM,
    /** Neither. */
    NEUTRAL,
    /** Disappointed or impatient. */
    UPSET,
    /** Angry or about to leave. */
    ANGRY
  }

  /** Refuses a score out of range; copies the reasons. */
  public Tone {
    Require.when(score >= 0 && score <= 1, "score", score, "must be 0 to 1");
    reasons = List.copyOf(reasons);
  }
}

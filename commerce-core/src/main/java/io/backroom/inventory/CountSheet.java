package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A blind count: who counts does not see what should be there. The differences show when the sheet
 * is closed.
 *
 * @param id its id
 * @param center which center is counted
 * @param state whether numbers may be entered
 * @param openedAt since when
 * @param lines what is counted, in the order in which it was asked for
 */
public record CountSheet(
    String id, CenterId center, State state, Instant openedAt, List<Line> lines) {
  static final DocumentType<CountSheet> TYPE =
      new DocumentType<>("count-sheet", CountSheet.class, CountSheet::id, sheet -> List.of());

  /** Whether numbers may be entered. */
  public enum State {
    /** Somebody is counting. */
    OPEN,
    /** The differences are being carried out. */
    CLOSING,
    /** The differences are in the stock, as far as they were not refused. */
    CLOSED
  }

  /** What became of a line. */
  public enum Outcome {
    /** The sheet is open, or nobody counted this. */
    NONE,
    /** There was what should be there. */
    AS_EXPECTED,
    /** The difference is in the stock. */
    CORRECTED,
    /** The difference would have broken promises; a person was told. */
    REFUSED
  }

  /**
   * One SKU.
   *
   * @param sku which SKU
   * @param counted how many units were counted; empty if nobody did
   * @param difference counted less what was on hand when they were counted; empty until the sheet
   *     is closed
   * @param outcome what became of it
   */
  public record Line(
      Sku sku, Optional<Integer> counted, Optional<Integer> difference, Outcome outcome) {
    Line counting(int units, int onHand) {
      return new Line(sku, Optional.of(units), Optional.of(units - onHand), Outcome.NONE);
    }

    Line ending(Outcome end) {
      return new Line(sku, counted, difference, end);
    }

    boolean differs() {
      return difference.filter(units -> units != 0).isPresent();
    }

    private Line blind() {
      return new Line(sku, counted, Optional.empty(), outcome);
    }
  }

  /** Copies the lines. */
  public CountSheet {
    lines = List.copyOf(lines);
  }

  CountSheet with(State next, UnaryOperator<Line> change) {
    return new CountSheet(id, center, next, openedAt, lines.stream().map(change).toList());
  }

  /** Returns the sheet as the one who counts may see it. */
  CountSheet seen() {
    return state == State.OPEN ? with(state, Line::blind) : this;
  }
}

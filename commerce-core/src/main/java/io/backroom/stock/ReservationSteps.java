package io.backroom.stock;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import java.time.Instant;
import java.util.List;

/** What becomes of a reservation and its lines, as pure functions. */
final class ReservationSteps {
  /** What becomes of a line by some units. */
  interface Step {
    Line apply(Line line, int units);
  }

  private ReservationSteps() {}

  /** Returns where the line of a row's place is, or {@code -(where it would be) - 1}. */
  static int indexOf(List<Line> lines, StockChange row) {
    int low = 0;
    int high = lines.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Line line = lines.get(middle);
      int order = row.shelf().compareTo(line.sku(), line.center());
      if (order == 0) {
        return middle;
      } else if (order > 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  static Reservation extended(Reservation r, Instant expiresAt) {
    return new Reservation(r.id(), r.owner(), r.state(), r.lines(), expiresAt);
  }

  static Reservation committed(Reservation r) {
    return in(State.COMMITTED, r, r.lines());
  }

  /** Returns the reservation in another state, without any unit but those shipped. */
  static Reservation emptied(State state, Reservation r) {
    return in(state, r, r.lines().stream().map(line -> line(line, 0, 0, line.shipped())).toList());
  }

  /** Returns the reservation with other lines; when nothing is left, that is its end. */
  static Reservation settled(Reservation r, List<Line> lines) {
    if (lines.stream().anyMatch(line -> line.kept() > 0 || line.backordered() > 0)) {
      return in(r.state(), r, lines);
    }
    boolean shipped = lines.stream().anyMatch(line -> line.shipped() > 0);
    return in(shipped ? State.CONSUMED : State.RELEASED, r, lines);
  }

  private static Reservation in(State state, Reservation r, List<Line> lines) {
    return new Reservation(r.id(), r.owner(), state, lines, r.expiresAt());
  }

  /** Returns how many units of a line there are to give back; two counters can overflow an int. */
  static long left(Line line) {
    return (long) line.kept() + line.backordered();
  }

  /** Returns the line without some units: those come first that are not there yet. */
  static Line givenBack(Line line, int units) {
    int later = Math.min(units, line.backordered());
    return line(line, line.kept() - (units - later), line.backordered() - later, line.shipped());
  }

  /** Returns the line without some of the units that are there. */
  static Line letGo(Line line, int units) {
    return line(line, line.kept() - units, line.backordered(), line.shipped());
  }

  static Line taken(Line line, int units, int later) {
    return line(line, line.kept() + units, line.backordered() + later, line.shipped());
  }

  static Line shipped(Line line, int units) {
    return line(line, line.kept() - units, line.backordered(), line.shipped() + units);
  }

  static Line filled(Line line, int units) {
    return line(line, line.kept() + units, line.backordered() - units, line.shipped());
  }

  private static Line line(Line line, int kept, int backordered, int shipped) {
    return new Line(line.sku(), line.center(), kept, backordered, shipped);
  }
}

package io.backroom.jdbc;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers to commands as text, for people and for later: words with a space between them. No id has
 * a space or a slash.
 *
 * <pre>
 * NOT_FOUND
 * ENDED RELEASED
 * SHORT tea/north/3/1                                  SKU, center, wanted, available
 * APPLIED
 * APPLIED r1 alice HELD 1893456000000000 tea/north/2/0/0   kept, backordered, shipped
 * </pre>
 */
final class AnswerText {
  private static final String NOT_FOUND = "NOT_FOUND";
  private static final String ENDED = "ENDED";
  private static final String SHORT = "SHORT";
  private static final String APPLIED = "APPLIED";

  private AnswerText() {}

  static String of(StockResult result) {
    if (result instanceof StockResult.Applied applied) {
      return applied.reservation().map(AnswerText::of).orElse(APPLIED);
    } else if (result instanceof StockResult.Short lack) {
      StringBuilder text = new StringBuilder(SHORT);
      for (Shortage s : lack.shortages()) {
        place(text, s.sku(), s.center()).append('/').append(s.wanted());
        text.append('/').append(s.available());
      }
      return text.toString();
    } else if (result instanceof StockResult.Ended ended) {
      return ENDED + ' ' + ended.state();
    } else if (result instanceof StockResult.NotFound) {
      return NOT_FOUND;
    }
    throw new IllegalArgumentException("Not an answer to remember: " + result);
  }

  private static String of(Reservation r) {
    StringBuilder text = new StringBuilder(APPLIED.length() + 64 * (r.lines().size() + 1));
    text.append(APPLIED).append(' ').append(r.id()).append(' ').append(r.owner()).append(' ');
    text.append(r.state()).append(' ').append(Micros.of(r.expiresAt()));
    for (Line line : r.lines()) {
      place(text, line.sku(), line.center()).append('/').append(line.kept());
      text.append('/').append(line.backordered()).append('/').append(line.shipped());
    }
    return text.toString();
  }

  private static StringBuilder place(StringBuilder text, Sku sku, CenterId center) {
    return text.append(' ').append(sku).append('/').append(center);
  }

  static StockResult result(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case NOT_FOUND -> new StockResult.NotFound();
      case ENDED -> new StockResult.Ended(State.valueOf(words[1]));
      case SHORT -> {
        List<Shortage> shortages = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
          String[] p = words[i].split("/", -1);
          shortages.add(new Shortage(Sku.of(p[0]), CenterId.of(p[1]), number(p[2]), number(p[3])));
        }
        yield new StockResult.Short(shortages);
      }
      case APPLIED ->
          new StockResult.Applied(
              words.length == 1 ? Optional.empty() : Optional.of(reservation(words)));
      default -> throw new JdbcStoreException("Not an answer of this release: " + text);
    };
  }

  private static Reservation reservation(String[] words) {
    List<Line> lines = new ArrayList<>();
    for (int i = 5; i < words.length; i++) {
      String[] p = words[i].split("/", -1);
      lines.add(
          new Line(Sku.of(p[0]), CenterId.of(p[1]), number(p[2]), number(p[3]), number(p[4])));
    }
    return new Reservation(
        ReservationId.of(words[1]),
        words[2],
        State.valueOf(words[3]),
        lines,
        Micros.instant(Long.parseLong(words[4])));
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }
}

package io.backroom.routing.promise;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Days of lanes, learned from deliveries. A lane is a center and an area: the country and the
 * beginning of the postal code. A lane of which too little is known goes by all deliveries of its
 * center to that country, then by all of its center, then by all. Immutable and thread-safe.
 *
 * <p>Of n deliveries in order of their days the latest is number ⌈share · (n + 1)⌉: of as many new
 * ones of the same kind at least that share is expected to be there. There is no other buffer.
 */
public final class LaneTable implements Lanes {
  private static final int AREA_LENGTH = 2;
  private static final String ALL = "";

  private final Map<String, int[]> counts;
  private final int share;
  private final int least;

  /**
   * A delivery of the past.
   *
   * @param from the center
   * @param to where it went
   * @param days days of the carrier from pickup to delivery, 0 to 365
   */
  public record Delivery(CenterId from, Address to, int days) {
    /** Refuses days out of range. */
    public Delivery {
      Require.range("days", days, 0, DAYS_MAX);
    }
  }

  private LaneTable(Map<String, int[]> counts, int share, int least) {
    this.counts = counts;
    this.share = share;
    this.least = least;
  }

  /**
   * Learns from deliveries.
   *
   * @param deliveries the deliveries, at least one
   * @param percent how many of a hundred promises are to be kept, 50 to 99
   * @param least how many deliveries of a lane must be known to go by them, at least 1
   * @return the table
   */
  public static LaneTable of(Collection<Delivery> deliveries, int percent, int least) {
    Require.range("percent", percent, 50, 99);
    Require.range("least", least, 1, Integer.MAX_VALUE);
    if (deliveries.isEmpty()) {
      throw new InvalidInputException("deliveries", 0, "must be at least one");
    }
    Map<String, int[]> counts = new HashMap<>();
    for (Delivery delivery : deliveries) {
      for (String lane : lanes(delivery.from(), delivery.to())) {
        counts.computeIfAbsent(lane, key -> new int[DAYS_MAX + 1])[delivery.days()]++;
      }
    }
    return new LaneTable(counts, percent, least);
  }

  private static List<String> lanes(CenterId from, Address to) {
    String postal = to.postalCode();
    String area = postal.substring(0, Math.min(AREA_LENGTH, postal.length()));
    String country = from + "|" + to.country();
    return List.of(country + "|" + area, country, from.value(), ALL);
  }

  @Override
  public Days days(CenterId from, Address to) {
    int[] known =
        lanes(from, to).stream()
            .filter(lane -> known(lane) >= least)
            .findFirst()
            .map(counts::get)
            .orElseGet(() -> counts.get(ALL));
    int latest = number(known, share);
    return new Days(Math.min(latest, number(known, 100 - share)), latest);
  }

  private long known(String lane) {
    int[] own = counts.get(lane);
    return own == null ? 0 : sum(own);
  }

  private static long sum(int[] own) {
    long sum = 0;
    for (int count : own) {
      sum += count;
    }
    return sum;
  }

  private static int number(int[] own, int percent) {
    long all = sum(own);
    long wanted = Math.min(all, (percent * (all + 1) + 99) / 100);
    long seen = 0;
    int days = -1;
    while (seen < wanted) {
      days++;
      seen += own[days];
    }
    return days;
  }
}

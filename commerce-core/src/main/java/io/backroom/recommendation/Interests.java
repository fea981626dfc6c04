package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.List;

/** What a customer made of SKUs short of buying them. Immutable. */
final class Interests {
  static final Interests NONE = new Interests(List.of());

  /** The most that are kept of one customer; the oldest go first. */
  static final int MAX = 200;

  /** How long what a customer did not want is kept from them. */
  private static final int REJECTED_DAYS = 180;

  private final List<Interest> all;

  /**
   * One of them.
   *
   * @param kind what
   * @param sku the number of the SKU
   * @param day the last day of it
   */
  record Interest(Feedback.Kind kind, int sku, int day) {
    double weight(int today) {
      return kind.weight(Math.max(0, today - day));
    }
  }

  private Interests(List<Interest> all) {
    this.all = all;
  }

  /** Returns these with one more, in place of an earlier time of the same. */
  Interests with(Feedback.Kind kind, int sku, int day) {
    List<Interest> more = new ArrayList<>(all);
    more.removeIf(each -> each.kind() == kind && each.sku() == sku);
    more.add(new Interest(kind, sku, day));
    return new Interests(List.copyOf(more.subList(Math.max(0, more.size() - MAX), more.size())));
  }

  List<Interest> all() {
    return all;
  }

  /** Returns what the customer did not want lately. */
  int[] rejected(int today) {
    return all.stream()
        .filter(each -> each.kind() == Feedback.Kind.REJECTION)
        .filter(each -> today - each.day() < REJECTED_DAYS)
        .mapToInt(Interest::sku)
        .toArray();
  }
}

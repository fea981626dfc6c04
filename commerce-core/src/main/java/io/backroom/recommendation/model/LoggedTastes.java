package io.backroom.recommendation.model;

/** Tastes that were counted from a log, on one day. Immutable. */
final class LoggedTastes implements Tastes {
  private final PackedRows byCustomer;
  private final PackedRows byItem;
  private final double[] weights;
  private final double[] weightsByItem;
  private final double[] norms;

  LoggedTastes(PurchaseLog log, int today, int halfLifeDays) {
    Purchases purchases = Purchases.of(log);
    byCustomer = purchases.byCustomer();
    byItem = purchases.byItem();
    weights = new double[purchases.pairs()];
    weightsByItem = new double[weights.length];
    norms = new double[byCustomer.count()];
    Fading fading = new Fading(halfLifeDays);
    for (int row = 0; row < log.size(); row++) {
      weights[byCustomer.place(log.customer(row), log.item(row))] +=
          fading.weight(today - log.day(row));
    }
    int[] next = byItem.start().clone();
    for (int customer = 0; customer < norms.length; customer++) {
      double squares = 0;
      for (int at = byCustomer.from(customer); at < byCustomer.to(customer); at++) {
        squares += weights[at] * weights[at];
        weightsByItem[next[byCustomer.index()[at]]++] = weights[at];
      }
      norms[customer] = Math.sqrt(squares);
    }
  }

  @Override
  public int customers() {
    return byCustomer.count();
  }

  @Override
  public int items() {
    return byItem.count();
  }

  @Override
  public Row ofCustomer(int customer) {
    return new Row(byCustomer.index(), weights, byCustomer.from(customer), byCustomer.to(customer));
  }

  @Override
  public Row ofItem(int item) {
    return new Row(byItem.index(), weightsByItem, byItem.from(item), byItem.to(item));
  }

  @Override
  public double norm(int customer) {
    return norms[customer];
  }

  @Override
  public int compare(int one, int other) {
    return Integer.compare(one, other);
  }
}

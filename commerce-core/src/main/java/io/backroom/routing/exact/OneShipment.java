package io.backroom.routing.exact;

/**
 * The first look at an order: which single center ships it all for the least, and can several
 * centers be cheaper? Two or more cost at least the two smallest fixed costs and each line at its
 * cheapest center. Most orders end here, in one pass over the tables.
 */
final class OneShipment {
  static final long NONE = Long.MAX_VALUE;

  private long[] total = {};

  /** Negative where a center lacks units of some line. */
  private int[] lacks = {};

  /** Positive where a center has any of the lines. */
  private int[] any = {};

  /** Units of each line that all centers together can ship, at most those wanted. */
  private int[] want = {};

  private long wanted;
  private long floor;
  private int best;
  private long bestCost;
  private long first;
  private int firstAt;
  private long second;

  /** Looks at an order; true if one shipment, or none, is optimal. */
  boolean settles(Affine order) {
    int m = order.centers;
    if (total.length < m) {
      total = new long[m];
      lacks = new int[m];
      any = new int[m];
    }
    if (want.length < order.lines) {
      want = new int[order.lines];
    }
    for (int j = 0; j < m; j++) {
      total[j] = order.fixed[j];
      lacks[j] = 0;
      any[j] = 0;
    }
    floor = 0;
    wanted = 0;
    for (int i = 0; i < order.lines; i++) {
      floor += look(order, i, i * m);
      wanted += want[i];
    }
    choose(order);
    return wanted == 0 || bestCost <= several();
  }

  private long look(Affine order, int line, int row) {
    int[] available = order.available;
    int m = order.centers;
    long stock = 0;
    for (int j = 0; j < m; j++) {
      stock += available[row + j];
    }
    int some = (int) Math.min(order.quantity[line], stock);
    want[line] = some;
    if (some == 0) {
      return 0;
    }
    long[] unit = order.unit;
    long least = NONE;
    for (int j = 0; j < m; j++) {
      int has = available[row + j];
      long each = unit[row + j];
      total[j] += some * each;
      lacks[j] |= has - some;
      any[j] |= has;
      if (has > 0 && each < least) {
        least = each;
      }
    }
    return some * least;
  }

  private void choose(Affine order) {
    best = -1;
    bestCost = NONE;
    first = NONE;
    second = NONE;
    firstAt = -1;
    for (int j = 0; j < order.centers; j++) {
      if (any[j] == 0) {
        continue;
      }
      if (lacks[j] >= 0 && total[j] < bestCost) {
        bestCost = total[j];
        best = j;
      }
      long base = order.fixed[j];
      if (base < first) {
        second = first;
        first = base;
        firstAt = j;
      } else if (base < second) {
        second = base;
      }
    }
  }

  private long several() {
    return second == NONE ? NONE : first + second + floor;
  }

  /** Whether a plan of several shipments with a center may be cheaper than one shipment. */
  boolean mayHelp(Affine order, int center) {
    if (any[center] == 0) {
      return false;
    }
    long other = center == firstAt ? second : first;
    return other != NONE && order.fixed[center] + other + floor < bestCost;
  }

  /** The center that ships all for the least; −1 if none has all. */
  int best() {
    return best;
  }

  /** What it costs; {@link #NONE} if none has all. */
  long bestCost() {
    return bestCost;
  }

  int want(int line) {
    return want[line];
  }

  /** Units that can be shipped in all. */
  long wanted() {
    return wanted;
  }
}

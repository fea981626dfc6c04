package io.backroom.kernel;

import io.backroom.spi.value.Require;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.joda.money.Money;

/** Splits money into parts that add up to the whole, to the minor unit. */
public final class Shares {
  private Shares() {}

  /**
   * Splits an amount by weight: each part is rounded down, and the minor units that are left go one
   * each to the parts with the largest remainders, earlier parts first (Hamilton's method).
   *
   * @param total what is split, not negative
   * @param weights the weights, not negative; if all are zero the parts are as equal as can be
   * @return the parts, in the order of the weights
   */
  public static List<Money> byLargestRemainder(Money total, List<Long> weights) {
    long minor = total.getAmountMinorLong();
    BigInteger sum = BigInteger.ZERO;
    for (long weight : weights) {
      sum = sum.add(BigInteger.valueOf(weight));
    }
    if (sum.signum() == 0) {
      return byLargestRemainder(total, weights.stream().map(weight -> 1L).toList());
    }
    long[] parts = new long[weights.size()];
    BigInteger[] remainders = new BigInteger[weights.size()];
    long left = minor;
    for (int i = 0; i < parts.length; i++) {
      BigInteger[] share =
          BigInteger.valueOf(minor)
              .multiply(BigInteger.valueOf(weights.get(i)))
              .divideAndRemainder(sum);
      parts[i] = share[0].longValueExact();
      remainders[i] = share[1];
      left = Math.subtractExact(left, parts[i]);
    }
    IntStream.range(0, parts.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
        .limit(left)
        .forEach(i -> parts[i]++);
    return IntStream.range(0, parts.length)
        .mapToObj(i -> Money.ofMinor(total.getCurrencyUnit(), parts[i]))
        .toList();
  }

  /**
   * Splits the total of an order over its lines: each pays its goods less its share of the
   * discount, and its shares of shipping and tax, all by the price of its goods. The lines add up
   * to goods less discount plus shipping plus tax, and none of them is negative.
   *
   * @param goods the price of the goods of each line, not negative; at least one line
   * @param discount what the goods are cheaper by, at most what they cost together
   * @param shipping what shipping costs
   * @param tax the tax
   * @return what each line pays, in the same order
   */
  public static List<Money> overLines(
      List<Money> goods, Money discount, Money shipping, Money tax) {
    List<Long> weights = goods.stream().map(Money::getAmountMinorLong).toList();
    List<Money> less = byLargestRemainder(discount, weights);
    List<Money> parcel = byLargestRemainder(shipping, weights);
    List<Money> state = byLargestRemainder(tax, weights);
    return IntStream.range(0, goods.size())
        .mapToObj(i -> goods.get(i).minus(less.get(i)).plus(parcel.get(i)).plus(state.get(i)))
        .toList();
  }

  /**
   * Returns the part of an amount that belongs to some of its units, so that however the units are
   * taken the parts add up to the amount: the amount of the first {@code before + taken} units less
   * that of the first {@code before}, each rounded down.
   *
   * @param whole the amount of all units
   * @param units how many units the amount is for, at least 1
   * @param before how many units were taken before, 0 to all
   * @param taken how many units are taken now, 0 to all that are left
   * @return the part
   */
  public static Money ofUnits(Money whole, int units, int before, int taken) {
    Require.range("before", before, 0, units);
    Require.range("taken", taken, 0, units - before);
    BigInteger minor = BigInteger.valueOf(whole.getAmountMinorLong());
    long part =
        firstUnits(minor, units, Math.addExact(before, taken)) - firstUnits(minor, units, before);
    return Money.ofMinor(whole.getCurrencyUnit(), part);
  }

  private static long firstUnits(BigInteger minor, int units, int first) {
    return minor
        .multiply(BigInteger.valueOf(first))
        .divide(BigInteger.valueOf(units))
        .longValueExact();
  }
}

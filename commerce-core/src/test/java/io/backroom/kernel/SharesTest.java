package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

class SharesTest {
  private static final long MAX = 1_000_000_000_000L;

  @Provide
  Arbitrary<CurrencyUnit> currencies() {
    return Arbitraries.of("USD", "JPY", "BHD", "CLF").map(CurrencyUnit::of);
  }

  @Property(tries = 20_000)
  void sharesAddUpToTheTotalAndAreWithinOneMinorUnitOfTheExactOnes(
      @ForAll("currencies") CurrencyUnit currency,
      @ForAll @LongRange(max = MAX) long total,
      @ForAll @Size(min = 1, max = 500) List<@LongRange(max = MAX * 10_000) Long> weights) {
    List<Money> shares = Shares.byLargestRemainder(Money.ofMinor(currency, total), weights);

    assertThat(Money.total(shares)).isEqualTo(Money.ofMinor(currency, total));
    BigInteger sum =
        weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    for (int i = 0; i < shares.size(); i++) {
      BigInteger weight = BigInteger.valueOf(sum.signum() == 0 ? 1 : weights.get(i));
      BigInteger whole = sum.signum() == 0 ? BigInteger.valueOf(weights.size()) : sum;
      // |share - total * weight / sum| < 1, without leaving the whole numbers
      BigInteger distance =
          BigInteger.valueOf(shares.get(i).getAmountMinorLong())
              .multiply(whole)
              .subtract(BigInteger.valueOf(total).multiply(weight))
              .abs();
      assertThat(distance).isLessThan(whole);
      assertThat(shares.get(i).isNegative()).isFalse();
    }
  }

  @Property(tries = 2_000)
  void theOrderOfTheWeightsChangesNoShareByMoreThanOneMinorUnit(
      @ForAll @LongRange(max = MAX) long total,
      @ForAll @Size(min = 1, max = 30) List<@LongRange(max = 1_000_000) Long> weights,
      @ForAll Random random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    Money money = Money.ofMinor(CurrencyUnit.USD, total);

    List<Money> plain = Shares.byLargestRemainder(money, weights);
    List<Money> shuffled =
        Shares.byLargestRemainder(money, order.stream().map(weights::get).toList());

    for (int i = 0; i < order.size(); i++) {
      long difference =
          shuffled.get(i).getAmountMinorLong() - plain.get(order.get(i)).getAmountMinorLong();
      assertThat(Math.abs(difference)).isLessThanOrEqualTo(1);
    }
  }

  @Property(tries = 20_000)
  void theAmountsOfUnitsAddUpHoweverTheyAreTaken(
      @ForAll("currencies") CurrencyUnit currency,
      @ForAll @LongRange(max = MAX) long whole,
      @ForAll @IntRange(min = 1, max = 10_000) int units,
      @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 1_000) Integer> steps) {
    Money amount = Money.ofMinor(currency, whole);
    Money sum = Money.zero(currency);
    int before = 0;
    for (int step : steps) {
      int taken = Math.min(step, units - before);
      Money part = Shares.ofUnits(amount, units, before, taken);
      assertThat(part.isNegative()).isFalse();
      sum = sum.plus(part);
      before += taken;
    }
    sum = sum.plus(Shares.ofUnits(amount, units, before, units - before));

    assertThat(sum).isEqualTo(amount);
  }

  @Example
  void largerRemaindersGetThePennyAndEarlierPartsBreakTies() {
    Money dollar = Money.parse("USD 1.00");

    assertThat(Shares.byLargestRemainder(dollar, List.of(1L, 1L, 1L)))
        .containsExactly(Money.parse("USD 0.34"), Money.parse("USD 0.33"), Money.parse("USD 0.33"));
    assertThat(Shares.byLargestRemainder(dollar, List.of(1L, 5L)))
        .containsExactly(Money.parse("USD 0.17"), Money.parse("USD 0.83"));
    assertThat(Shares.byLargestRemainder(Money.parse("JPY 1"), List.of(1L, 0L, 2L)))
        .containsExactly(Money.parse("JPY 0"), Money.parse("JPY 0"), Money.parse("JPY 1"));
  }

  @Example
  void nothingButZeroWeightsMakeEqualParts() {
    assertThat(Shares.byLargestRemainder(Money.parse("USD 0.03"), List.of(0L, 0L)))
        .containsExactly(Money.parse("USD 0.02"), Money.parse("USD 0.01"));
  }

  /**
   * One million orders: in currencies of 0, 2, 3 and 4 decimals, from one line to 500, from a total
   * of one minor unit to the largest. The lines add up to the total, always.
   */
  @Example
  void aMillionOrdersAddUpToTheMinorUnit() {
    SplittableRandom random = new SplittableRandom(1_000_000);
    List<CurrencyUnit> currencies =
        Stream.of("JPY", "USD", "BHD", "CLF").map(CurrencyUnit::of).toList();
    int orders = 1_000_000;
    long lines = 0;
    int off = 0;
    for (int order = 0; order < orders; order++) {
      CurrencyUnit currency = currencies.get(order % currencies.size());
      int count = order % 5_000 == 0 ? 500 : 1 + random.nextInt(order % 50 == 0 ? 30 : 4);
      List<Money> goods = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        goods.add(Money.ofMinor(currency, amount(random, MAX / 1_000)));
      }
      Money all = Money.total(goods);
      Money discount = Money.ofMinor(currency, amount(random, all.getAmountMinorLong()));
      Money shipping = Money.ofMinor(currency, amount(random, MAX / 1_000));
      Money tax = Money.ofMinor(currency, amount(random, MAX / 1_000));

      List<Money> split = Shares.overLines(goods, discount, shipping, tax);

      lines += count;
      boolean exact =
          Money.total(split).equals(all.minus(discount).plus(shipping).plus(tax))
              && split.stream().noneMatch(Money::isNegative);
      off += exact ? 0 : 1;
    }
    System.out.println(orders + " orders of " + lines + " lines, " + off + " off by anything");
    assertThat(off).isZero();
  }

  /** Often nothing or one minor unit, sometimes anything up to the most. */
  private static long amount(SplittableRandom random, long most) {
    return switch (random.nextInt(4)) {
      case 0 -> Math.min(most, random.nextLong(2));
      case 1 -> Math.min(most, random.nextLong(100));
      case 2 -> Math.min(most, random.nextLong(100_000));
      default -> random.nextLong(most + 1);
    };
  }
}

package io.backroom.order;

import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.policy.ShippingOptions.Line;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** Which shipping options goods have, and what customers pay for shipping and in tax. */
final class ShippingRules {
  private static final int OPTIONS_MAX = 20;

  private final OrderTerms terms;

  ShippingRules(OrderTerms terms) {
    this.terms = terms;
  }

  /**
   * What the shop offers for some goods.
   *
   * @param option the option that was chosen
   * @param all every option that there is
   */
  record Offered(ShippingOption option, List<ShippingOption> all) {
    Offered {
      all = List.copyOf(all);
    }

    /** Nobody pays for shipping what is only held. */
    static Offered nothing(Money nothing) {
      ShippingOption none = new ShippingOption(ShippingOption.STANDARD, "Standard", nothing);
      return new Offered(none, List.of(none));
    }
  }

  /** Returns what is offered, or that the option that is wanted is not among it. */
  Result<Offered> offered(Way way, List<Line> cart) {
    List<ShippingOption> all = all(way.to(), cart);
    if (all.isEmpty()) {
      return refused("destination", "these goods are not sent there");
    }
    return find(all, way.option())
        .<Result<Offered>>map(option -> Result.done(new Offered(option, all)))
        .orElseGet(
            () ->
                refused(
                    "option",
                    "'"
                        + way.option().orElse("")
                        + "' is not offered for these goods there; offered are "
                        + all.stream().map(ShippingOption::id).collect(Collectors.joining(", "))));
  }

  private static Optional<ShippingOption> find(List<ShippingOption> all, Optional<String> id) {
    return all.stream().filter(each -> id.isEmpty() || each.id().equals(id.get())).findFirst();
  }

  /** Returns the option of who names none, if goods are sent there. */
  Optional<String> usual(Address to, List<Line> cart) {
    return all(to, cart).stream().map(ShippingOption::id).findFirst();
  }

  /** A host's policy may be wrong; what it would break is told before it is stored. */
  List<ShippingOption> all(Address to, List<Line> cart) {
    List<ShippingOption> all = List.copyOf(terms.shipping().options(to, cart));
    Require.range("options", all.size(), 0, OPTIONS_MAX);
    long distinct = all.stream().map(ShippingOption::id).distinct().count();
    Require.when(distinct == all.size(), "options", all.size() - distinct, "must not repeat any");
    all.forEach(each -> sound("price", each.price()));
    return all;
  }

  /**
   * Returns what is paid for shipping what is added to an order. What was paid before is not paid
   * back because there is more to ship, and what has no price any more costs no more.
   */
  Money more(Address to, ShippingOption option, List<Line> before) {
    Money nothing = Money.zero(terms.currency());
    if (before.isEmpty()) {
      return option.price();
    }
    Money paid =
        find(all(to, before), Optional.of(option.id()))
            .map(ShippingOption::price)
            .orElse(option.price());
    return option.price().isGreaterThan(paid) ? option.price().minus(paid) : nothing;
  }

  /**
   * Returns what shipping and tax of some goods cost more on another way; negative if they cost
   * less. An option that is not offered any more has no price, so what was paid for it stays.
   */
  Result<Money> moved(Way from, Way to, List<Line> goods) {
    return offered(to, goods)
        .fold(
            after -> {
              Money price = after.option().price();
              Money before = offered(from, goods).fold(o -> o.option().price(), none -> price);
              return Result.done(
                  added(to.to(), goods, price).minus(added(from.to(), goods, before)));
            },
            Result::refused);
  }

  private Money added(Address to, List<Line> goods, Money shipping) {
    return shipping.plus(tax(to, goods, shipping));
  }

  Money tax(Address to, List<Line> goods, Money shipping) {
    List<TaxPolicy.Line> lines =
        goods.stream().map(line -> new TaxPolicy.Line(line.sku(), line.amount())).toList();
    return sound("tax", terms.tax().tax(to, lines, shipping));
  }

  private Money sound(String policy, Money amount) {
    return Require.amount(policy, Require.in(policy, amount, terms.currency()));
  }

  private static <T> Result<T> refused(String field, String why) {
    return Result.refused(new Refusal(Refusal.Code.INVALID, field, why));
  }
}

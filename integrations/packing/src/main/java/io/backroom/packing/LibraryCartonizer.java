package io.backroom.packing;

import io.backroom.fulfillment.packing.PackingCheck;
import io.backroom.fulfillment.packing.SingleCartons;
import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Cartonizer;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingRequest;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Chooses cartons by the library 3d-bin-container-packing: brute force for few units, plain and
 * largest area first for more. The library is asked for one carton at a time and never believed:
 * what it returns is compared unit by unit, and what is wrong, late or thrown counts as no answer.
 * All units go into the cheapest single carton that the library fills with them; where there is
 * none, the carton that takes most is filled with the largest first, and the rest is packed in the
 * same way. What is left when the time is over gets a carton for each unit. Thread-safe.
 */
public final class LibraryCartonizer implements Cartonizer {
  /** The most units that are laid into one carton; the library needs their cube in time. */
  private static final int UNITS_MAX = 100;

  private final SingleCartons alone = new SingleCartons();
  private final LongSupplier clock;

  /** Creates the packer. */
  public LibraryCartonizer() {
    this(System::nanoTime);
  }

  /** Creates one with another clock, in nanoseconds. */
  LibraryCartonizer(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public PackingPlan pack(PackingRequest request) {
    PackingPlan simple = alone.pack(request);
    Deadline deadline = Deadline.in(clock, request.within());
    List<Packed> packed = new ArrayList<>();
    for (String group : new TreeSet<>(request.goods().stream().map(Goods::group).toList())) {
      List<Goods> goods =
          request.goods().stream()
              .filter(own -> own.group().equals(group))
              .filter(own -> !simple.unfit().containsKey(own.sku()))
              .toList();
      packed.addAll(new Filler(goods, request.cartons(), deadline).fill());
    }
    PackingPlan plan = new PackingPlan(completed(packed, simple), simple.unfit());
    return PackingCheck.mistake(request, plan).isEmpty() ? plan : simple;
  }

  /** Adds a carton of its own for each unit that was not packed in time. */
  private static List<Packed> completed(List<Packed> packed, PackingPlan simple) {
    Map<Sku, Integer> there = new HashMap<>();
    packed.forEach(
        carton -> carton.contents().forEach((sku, units) -> there.merge(sku, units, Integer::sum)));
    List<Packed> all = new ArrayList<>(packed);
    for (Packed single : simple.cartons()) {
      Sku sku = single.placements().get(0).sku();
      if (there.merge(sku, -1, Integer::sum) < 0) {
        all.add(single);
      }
    }
    return all;
  }

  /** Fills cartons with the goods of one group. */
  private static final class Filler {
    private static final Comparator<Goods> LARGEST =
        Comparator.comparing((Goods own) -> -own.size().volume())
            .thenComparing(own -> -own.weightGrams())
            .thenComparing(Goods::sku);

    private final Map<Sku, Goods> goods = new HashMap<>();
    private final List<Goods> left = new ArrayList<>();
    private final List<Carton> cartons;
    private final Deadline deadline;

    Filler(List<Goods> goods, List<Carton> cartons, Deadline deadline) {
      goods.stream()
          .sorted(LARGEST)
          .forEach(
              own -> {
                this.goods.put(own.sku(), own);
                left.addAll(Collections.nCopies(own.quantity(), own));
              });
      this.cartons = cartons.stream().sorted(SingleCartons.CHEAPEST).toList();
      this.deadline = deadline;
    }

    List<Packed> fill() {
      List<Packed> filled = new ArrayList<>();
      while (!left.isEmpty() && !deadline.isOver()) {
        Optional<Packed> next = cheapest(left);
        if (next.isEmpty()) {
          next = most();
        }
        if (next.isEmpty()) {
          return filled; // the library cannot even do one: what is left is packed alone
        }
        filled.add(next.get());
        take(next.get());
      }
      return filled;
    }

    private void take(Packed packed) {
      for (PackingPlan.Placement unit : packed.placements()) {
        left.remove(goods.get(unit.sku()));
      }
    }

    /** The cheapest carton that takes all of some units. */
    private Optional<Packed> cheapest(List<Goods> units) {
      if (units.size() > UNITS_MAX) {
        return Optional.empty();
      }
      for (Carton carton : cartons) {
        Optional<Packed> packed = Library.pack(carton, units, goods, deadline);
        if (packed.isPresent()) {
          return packed;
        }
      }
      return Optional.empty();
    }

    /**
     * As many of the largest units as go into one carton, by halves; then the cheapest for them.
     */
    private Optional<Packed> most() {
      int fits = 0;
      int many = Math.min(left.size(), UNITS_MAX + 1);
      Optional<Packed> best = Optional.empty();
      while (many - fits > 1 && !deadline.isOver()) {
        int tried = (fits + many) >>> 1;
        Optional<Packed> packed = cheapest(left.subList(0, tried));
        if (packed.isPresent()) {
          fits = tried;
          best = packed;
        } else {
          many = tried;
        }
      }
      return best;
    }
  }
}

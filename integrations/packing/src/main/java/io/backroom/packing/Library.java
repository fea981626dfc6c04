package io.backroom.packing;

import com.github.skjolber.packing.api.Box;
import com.github.skjolber.packing.api.Container;
import com.github.skjolber.packing.api.ContainerItem;
import com.github.skjolber.packing.api.PackagerResult;
import com.github.skjolber.packing.api.PackagerResultBuilder;
import com.github.skjolber.packing.api.StackPlacement;
import com.github.skjolber.packing.api.StackableItem;
import com.github.skjolber.packing.packer.bruteforce.FastBruteForcePackager;
import com.github.skjolber.packing.packer.laff.LargestAreaFitFirstPackager;
import com.github.skjolber.packing.packer.plain.PlainPackager;
import io.backroom.fulfillment.packing.PackingCheck;
import io.backroom.spi.packing.Carton;
import io.backroom.spi.packing.Goods;
import io.backroom.spi.packing.PackingPlan.Packed;
import io.backroom.spi.packing.PackingPlan.Placement;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library, asked for one carton. */
final class Library {
  private static final Logger LOG = LoggerFactory.getLogger(Library.class);

  /** Beyond so many units brute force takes too long. */
  private static final int FEW = 5;

  /** The longest for one carton, so that one that is hard does not take the time of all. */
  private static final Duration ONE_CARTON = Duration.ofMillis(200);

  private Library() {}

  /**
   * Lays all of some units into a carton.
   *
   * @return the carton, filled; empty if the library does not, or wrongly
   */
  static Optional<Packed> pack(
      Carton carton, List<Goods> units, Map<Sku, Goods> goods, Deadline deadline) {
    if (!mayFit(carton, units)) {
      return Optional.empty();
    }
    List<Supplier<PackagerResultBuilder<?>>> ways = new ArrayList<>();
    if (units.size() <= FEW) {
      ways.add(() -> FastBruteForcePackager.newBuilder().build().newResultBuilder());
    }
    ways.add(() -> PlainPackager.newBuilder().build().newResultBuilder());
    ways.add(() -> LargestAreaFitFirstPackager.newBuilder().build().newResultBuilder());
    return ways.stream()
        .flatMap(way -> ask(way, carton, units, goods, deadline).stream())
        .findFirst();
  }

  /** What weighs or measures more than the carton holds need not be tried. */
  private static boolean mayFit(Carton carton, List<Goods> units) {
    long volume = 0;
    long grams = carton.ownGrams();
    for (Goods unit : units) {
      volume += unit.size().volume();
      grams += unit.weightGrams();
      if (!carton.holds(unit)) {
        return false;
      }
    }
    return volume <= carton.inner().volume() && grams <= carton.maxGrams();
  }

  private static Optional<Packed> ask(
      Supplier<PackagerResultBuilder<?>> way,
      Carton carton,
      List<Goods> units,
      Map<Sku, Goods> goods,
      Deadline deadline) {
    Deadline end = deadline.atMost(ONE_CARTON);
    if (deadline.isOver()) {
      return Optional.empty();
    }
    try {
      PackagerResult result =
          way.get()
              .withContainers(container(carton))
              .withStackables(boxes(units))
              .withMaxContainerCount(1)
              .withInterrupt(end::isOver)
              .build();
      return Optional.of(result)
          .filter(PackagerResult::isSuccess)
          .filter(packed -> packed.size() == 1)
          .map(packed -> read(carton, packed.get(0)))
          .filter(packed -> isRight(carton, packed, units, goods));
    } catch (RuntimeException broken) {
      LOG.warn("The library failed at {} units for {}", units.size(), carton.id(), broken);
      return Optional.empty();
    }
  }

  private static List<ContainerItem> container(Carton carton) {
    Container container =
        Container.newBuilder()
            .withId(carton.id())
            .withSize(carton.outer().length(), carton.outer().width(), carton.outer().height())
            .withLoadSize(carton.inner().length(), carton.inner().width(), carton.inner().height())
            .withEmptyWeight(carton.ownGrams())
            .withMaxLoadWeight(carton.maxGrams() - carton.ownGrams())
            .build();
    return ContainerItem.newListBuilder().withContainer(container, 1).build();
  }

  private static List<StackableItem> boxes(List<Goods> units) {
    Map<Goods, Integer> counted = new LinkedHashMap<>();
    units.forEach(unit -> counted.merge(unit, 1, Integer::sum));
    List<StackableItem> boxes = new ArrayList<>();
    counted.forEach((unit, count) -> boxes.add(new StackableItem(box(unit), count)));
    return boxes;
  }

  private static Box box(Goods unit) {
    Box.Builder box =
        Box.newBuilder()
            .withId(unit.sku().value())
            .withSize(unit.size().length(), unit.size().width(), unit.size().height())
            .withWeight(unit.weightGrams());
    return (unit.upright() ? box.withRotate2D() : box.withRotate3D()).build();
  }

  private static Packed read(Carton carton, Container filled) {
    List<Placement> placements = new ArrayList<>();
    for (StackPlacement unit : filled.getStack().getPlacements()) {
      placements.add(
          new Placement(
              Sku.of(unit.getStackable().getId()),
              unit.getAbsoluteX(),
              unit.getAbsoluteY(),
              unit.getAbsoluteZ(),
              unit.getStackValue().getDx(),
              unit.getStackValue().getDy(),
              unit.getStackValue().getDz()));
    }
    return new Packed(carton.id(), placements);
  }

  private static boolean isRight(
      Carton carton, Packed packed, List<Goods> units, Map<Sku, Goods> goods) {
    Map<Sku, Integer> wanted = new TreeMap<>();
    units.forEach(unit -> wanted.merge(unit.sku(), 1, Integer::sum));
    Optional<String> mistake =
        packed.contents().equals(wanted)
            ? PackingCheck.mistake(carton, packed.placements(), goods)
            : Optional.of("packed is " + packed.contents() + ", not " + wanted);
    mistake.ifPresent(wrong -> LOG.warn("The library was wrong: {}", wrong));
    return mistake.isEmpty();
  }
}

package io.backroom.routing.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How many days a lane takes, as deliveries have shown. */
class LaneTableTest {
  private static final CenterId EAST = CenterId.of("east");
  private static final CenterId WEST = CenterId.of("west");

  private static Address to(String country, String postalCode) {
    return new Address("", "City", postalCode, country, Optional.empty());
  }

  private static Stream<LaneTable.Delivery> some(CenterId from, Address to, int count, int days) {
    return Collections.nCopies(count, new LaneTable.Delivery(from, to, days)).stream();
  }

  @Test
  void aLaneGoesByItsOwnDeliveries() {
    LaneTable table =
        LaneTable.of(
            Stream.concat(some(EAST, to("US", "021"), 50, 1), some(EAST, to("US", "941"), 50, 5))
                .toList(),
            95,
            20);
    assertThat(table.days(EAST, to("US", "02999"))).isEqualTo(new Lanes.Days(1, 1));
    assertThat(table.days(EAST, to("US", "94999"))).isEqualTo(new Lanes.Days(5, 5));
  }

  @Test
  void oneOfWhichTooLittleIsKnownGoesByTheNextLargerArea() {
    List<LaneTable.Delivery> past =
        Stream.of(
                some(EAST, to("US", "021"), 19, 1),
                some(EAST, to("US", "941"), 81, 5),
                some(EAST, to("CA", "H2X"), 1, 9),
                some(WEST, to("US", "021"), 3, 7))
            .flatMap(own -> own)
            .toList();
    LaneTable table = LaneTable.of(past, 90, 20);
    assertThat(table.days(EAST, to("US", "021"))).isEqualTo(new Lanes.Days(1, 5));
    assertThat(table.days(EAST, to("CA", "H2X")).latest()).isEqualTo(5);
    assertThat(table.days(WEST, to("US", "021")).latest()).isEqualTo(5);
  }

  @Test
  void aFewLateOnesBeyondTheShareDoNotMoveThePromise() {
    List<LaneTable.Delivery> past =
        Stream.concat(some(EAST, to("US", "021"), 95, 2), some(EAST, to("US", "021"), 5, 30))
            .toList();
    assertThat(LaneTable.of(past, 90, 20).days(EAST, to("US", "021")).latest()).isEqualTo(2);
    assertThat(LaneTable.of(past, 99, 20).days(EAST, to("US", "021")).latest()).isEqualTo(30);
  }

  @Test
  void asManyOfNewDeliveriesAreInTimeAsWasAskedForAndNotManyMore() {
    Random chance = new Random(7);
    List<Integer> way = IntStream.range(0, 40_000).mapToObj(i -> days(chance)).toList();
    Address door = to("US", "021");
    List<LaneTable.Delivery> past = new ArrayList<>();
    way.subList(0, 20_000).forEach(days -> past.add(new LaneTable.Delivery(EAST, door, days)));
    for (int percent : new int[] {80, 90, 95}) {
      int latest = LaneTable.of(past, percent, 20).days(EAST, door).latest();
      double kept =
          way.subList(20_000, 40_000).stream().filter(days -> days <= latest).count() / 200.0;
      assertThat(kept).isBetween(percent - 2.0, percent + 2.0);
    }
  }

  /** Spread over many days, so that one day holds few deliveries. */
  private static int days(Random chance) {
    return (int)
        Math.max(0, Math.min(Lanes.DAYS_MAX, Math.round(120 + 30 * chance.nextGaussian())));
  }

  @Test
  void nothingIsLearnedFromNothing() {
    assertThatThrownBy(() -> LaneTable.of(List.of(), 95, 20))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("deliveries");
  }
}

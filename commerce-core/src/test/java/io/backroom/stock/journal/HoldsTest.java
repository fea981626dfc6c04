package io.backroom.stock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final Holds holds = new Holds(id -> Optional.ofNullable(reservations.get(id)), ids -> {});

  private void hold(String id, Instant end, String sku) {
    Reservation.Line line = new Reservation.Line(Sku.of(sku), CenterId.of("north"), 1, 0, 0);
    Reservation r = new Reservation(ReservationId.of(id), "ann", State.HELD, List.of(line), end);
    reservations.put(r.id(), r);
    holds.add(r.id(), end);
  }

  private void end(ReservationId id) {
    holds.remove(reservations.remove(id));
  }

  private List<Reservation> expected(Instant now) {
    return reservations.values().stream()
        .filter(r -> !r.expiresAt().isAfter(now))
        .sorted(Comparator.comparing(Reservation::expiresAt).thenComparing(r -> r.id().value()))
        .toList();
  }

  @Test
  void whatIsTrueOfAListIsTrueOfThem() {
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      int kind = random.nextInt(10);
      if (kind < 5) {
        String id = "r" + step;
        hold(id, NOW.plusNanos(random.nextInt(5_000) * 10_000_000L), "s" + random.nextInt(3));
      } else if (kind < 9 && !reservations.isEmpty()) {
        int skip = random.nextInt(Math.min(100, reservations.size()));
        end(reservations.keySet().stream().skip(skip).findFirst().orElseThrow());
      } else if (step % 50 == 0) {
        Instant now = NOW.plusNanos(random.nextInt(step / 4 + 1) * 10_000_000L);
        List<Reservation> expected = expected(now);
        assertThat(holds.runOut(now, 1_000_000)).isEqualTo(expected);
        assertThat(holds.runOut(now, 3)).isEqualTo(expected.stream().limit(3).toList());
        Sku sku = Sku.of("s1");
        assertThat(holds.runOut(sku, CenterId.of("north"), now))
            .containsExactlyInAnyOrderElementsOf(
                expected.stream().filter(r -> r.lines().get(0).sku().equals(sku)).toList());
      }
    }
    Map<ReservationId, Instant> copied = new HashMap<>();
    Holds copy = holds.copy();
    holds.add(ReservationId.of("another"), NOW);
    copy.forEach(copied::put);
    Map<ReservationId, Instant> all = new HashMap<>();
    reservations.forEach((id, r) -> all.put(id, r.expiresAt()));
    assertThat(copied).isEqualTo(all);
  }

  @Test
  void aHoldIsOnlyBelievedTogetherWithItsReservation() {
    hold("gone", NOW, "s1");
    hold("moved", NOW, "s1");
    hold("there", NOW, "s1");
    reservations.remove(ReservationId.of("gone"));
    hold("moved", NOW.plusSeconds(5), "s1");

    assertThat(holds.runOut(NOW, 10)).extracting(r -> r.id().value()).containsExactly("there");
    assertThat(holds.runOut(Sku.of("s1"), CenterId.of("north"), NOW))
        .extracting(r -> r.id().value())
        .containsExactly("there");
    assertThat(holds.runOut(NOW.plusSeconds(5), 10))
        .extracting(r -> r.id().value())
        .containsExactly("there", "moved");
  }
}

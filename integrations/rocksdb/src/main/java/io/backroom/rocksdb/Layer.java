package io.backroom.rocksdb;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effects of some commands, as what is afterwards: of one batch, or of all batches since a
 * snapshot. To put a layer over stock twice is to put it once, which makes recovery simple.
 */
final class Layer {
  /** What has counters of its own. */
  record Place(Sku sku, CenterId center) {
    static Place of(StockLevel level) {
      return new Place(level.sku(), level.center());
    }
  }

  /**
   * The first use of a command id.
   *
   * @param at the time of the command
   * @param command its content, by {@link StockCodec#command}
   * @param result its answer
   */
  record Answer(Instant at, byte[] command, StockResult result) {}

  final Map<Place, StockLevel> levels = new LinkedHashMap<>();
  final Map<ReservationId, Reservation> reservations = new LinkedHashMap<>();
  final Map<CommandId, Answer> answers = new LinkedHashMap<>();
  final List<StockMovement> movements = new ArrayList<>();

  /** Ends of holds as they were before this layer: what a snapshot has to delete. */
  final Map<ReservationId, Instant> holdsBefore = new HashMap<>();

  /** The last record of the journal that is in this layer; 0 if none is. */
  long record;

  void put(Layer later) {
    levels.putAll(later.levels);
    reservations.putAll(later.reservations);
    answers.putAll(later.answers);
    movements.addAll(later.movements);
    record = later.record;
  }

  /** Returns the layer as one record of the journal. */
  byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    StockCodec.list(out, List.copyOf(reservations.values()), StockCodec::reservation);
    Map<ReservationId, Integer> written = new HashMap<>();
    reservations.keySet().forEach(id -> written.put(id, written.size()));
    Map<CommandId, Integer> causes = new HashMap<>();
    out.number(answers.size());
    answers.forEach(
        (id, answer) -> {
          causes.put(id, causes.size());
          out.id(id.value()).instant(answer.at()).block(answer.command());
          // Most answers hold a reservation as it is at the end of the batch: once is enough.
          Optional<Reservation> own = reservation(answer.result());
          if (own.isPresent() && own.get().equals(reservations.get(own.get().id()))) {
            out.put(0).number(written.getOrDefault(own.get().id(), -1));
          } else {
            StockCodec.result(out, answer.result());
          }
        });
    out.number(movements.isEmpty() ? 0 : movements.get(0).sequence());
    StockCodec.list(
        out,
        movements,
        (o, m) -> StockCodec.change(o.number(causes.getOrDefault(m.cause(), -1)), m));
    StockCodec.list(out, List.copyOf(levels.values()), StockCodec::level);
    return out.toBytes();
  }

  private static Optional<Reservation> reservation(StockResult result) {
    return result instanceof StockResult.Applied applied ? applied.reservation() : Optional.empty();
  }

  static Layer of(long record, byte[] bytes) {
    Layer layer = new Layer();
    layer.record = record;
    ByteReader in = new ByteReader(bytes);
    List<Reservation> reservations = StockCodec.list(in, StockCodec::reservation);
    reservations.forEach(r -> layer.reservations.put(r.id(), r));
    List<CommandId> causes = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    int count = in.size();
    for (int i = 0; i < count; i++) {
      CommandId id = CommandId.of(in.id());
      causes.add(id);
      Instant at = in.instant();
      times.add(at);
      byte[] command = in.block();
      layer.answers.put(id, new Answer(at, command, StockCodec.result(in, reservations)));
    }
    long first = in.number();
    int changes = in.size();
    for (int i = 0; i < changes; i++) {
      int cause = in.size();
      layer.movements.add(StockCodec.change(first + i, times.get(cause), causes.get(cause), in));
    }
    StockCodec.list(in, StockCodec::level)
        .forEach(level -> layer.levels.put(Place.of(level), level));
    return layer;
  }
}

package io.backroom.rocksdb;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How stock looks in the database. Every kind of value has a number, which is never given again; an
 * unknown one is refused. A command is only compared, so it is written and never read.
 */
final class StockCodec {
  /** The place of a state here is what is written: only ever add at the end. */
  private static final List<Reservation.State> STATES =
      List.of(State.HELD, State.COMMITTED, State.CONSUMED, State.RELEASED, State.EXPIRED);

  private StockCodec() {}

  /** Returns the content of a command without its id: equal commands have equal bytes. */
  static byte[] command(StockCommand command) {
    ByteWriter out = new ByteWriter();
    if (command instanceof StockCommand.Reserve c) {
      out.put(1).id(c.reservation().value()).id(c.owner()).instant(c.expiresAt());
      list(out, c.lines(), StockCodec::line);
      list(out, c.backorders(), (o, b) -> line(o, b.line()).number(b.limit()));
      out.number(c.heldMax());
      list(out, c.replaces(), (o, id) -> o.id(id.value()));
    } else if (command instanceof StockCommand.Extend c) {
      out.put(2).id(c.reservation().value()).instant(c.expiresAt());
    } else if (command instanceof StockCommand.Commit c) {
      out.put(3).id(c.reservation().value());
    } else if (command instanceof StockCommand.Release c) {
      out.put(4).id(c.reservation().value());
      list(out, c.lines(), StockCodec::line);
      list(out, c.backorders(), StockCodec::line);
    } else if (command instanceof StockCommand.Expire c) {
      out.put(5).id(c.reservation().value());
    } else if (command instanceof StockCommand.Ship c) {
      out.put(6).id(c.reservation().value());
      list(out, c.lines(), StockCodec::line);
    } else if (command instanceof StockCommand.Fill c) {
      out.put(7).id(c.reservation().value());
      list(out, c.lines(), StockCodec::line);
    } else if (command instanceof StockCommand.Receive c) {
      line(out.put(8), c.line());
      list(out, c.expected().stream().toList(), (o, receipt) -> o.id(receipt.value()));
    } else if (command instanceof StockCommand.Expect c) {
      out.put(9).id(c.receipt().value()).id(c.sku().value()).id(c.center().value());
      out.number(c.quantity()).instant(c.expectedAt());
    } else if (command instanceof StockCommand.Count c) {
      out.put(11).id(c.sku().value()).id(c.center().value()).number(c.counted()).text(c.reason());
    } else if (command instanceof StockCommand.Transfer c) {
      line(out.put(12), c.line()).id(c.to().value()).id(c.receipt().value());
      out.instant(c.expectedAt());
    } else if (command instanceof StockCommand.Move c) {
      out.put(13).id(c.reservation().value());
      list(out, c.lines(), StockCodec::line);
      list(out, c.backorders(), StockCodec::line);
      list(out, c.to(), StockCodec::line);
    } else {
      StockCommand.Adjust c = (StockCommand.Adjust) command;
      out.put(10).id(c.sku().value()).id(c.center().value());
      out.number(c.onHand()).number(c.unavailable()).text(c.reason());
    }
    return out.toBytes();
  }

  static void result(ByteWriter out, StockResult result) {
    if (result instanceof StockResult.KeyReused) {
      out.put(1);
    } else if (result instanceof StockResult.NotFound) {
      out.put(2);
    } else if (result instanceof StockResult.Ended ended) {
      out.put(3).put(STATES.indexOf(ended.state()));
    } else if (result instanceof StockResult.Short lack) {
      list(
          out.put(4),
          lack.shortages(),
          (o, s) ->
              o.id(s.sku().value())
                  .id(s.center().value())
                  .number(s.wanted())
                  .number(s.available()));
    } else if (result instanceof StockResult.Busy) {
      throw new IllegalStateException("No store answers Busy");
    } else {
      StockResult.Applied applied = (StockResult.Applied) result;
      list(out.put(5), applied.reservation().stream().toList(), StockCodec::reservation);
    }
  }

  /** Reads an answer; number 0 is one that holds a reservation from the list. */
  static StockResult result(ByteReader in, List<Reservation> known) {
    int kind = in.get();
    return switch (kind) {
      case 0 -> new StockResult.Applied(Optional.of(known.get(in.size())));
      case 1 -> new StockResult.KeyReused();
      case 2 -> new StockResult.NotFound();
      case 3 -> new StockResult.Ended(STATES.get(in.get()));
      case 4 ->
          new StockResult.Short(
              list(
                  in,
                  i ->
                      new StockResult.Shortage(
                          Sku.of(i.id()), CenterId.of(i.id()), i.size(), i.size())));
      case 5 -> new StockResult.Applied(list(in, StockCodec::reservation).stream().findFirst());
      default -> throw new RocksDbStoreException("Unknown kind of answer: " + kind);
    };
  }

  static void reservation(ByteWriter out, Reservation r) {
    out.id(r.id().value()).id(r.owner()).put(STATES.indexOf(r.state())).instant(r.expiresAt());
    list(
        out,
        r.lines(),
        (o, line) ->
            o.id(line.sku().value())
                .id(line.center().value())
                .number(line.kept())
                .number(line.backordered())
                .number(line.shipped()));
  }

  static Reservation reservation(ByteReader in) {
    ReservationId id = ReservationId.of(in.id());
    String owner = in.id();
    Reservation.State state = STATES.get(in.get());
    Instant expiresAt = in.instant();
    return new Reservation(
        id,
        owner,
        state,
        list(
            in,
            i ->
                new Reservation.Line(
                    Sku.of(i.id()), CenterId.of(i.id()), i.size(), i.size(), i.size())),
        expiresAt);
  }

  static void level(ByteWriter out, StockLevel level) {
    out.id(level.sku().value()).id(level.center().value());
    out.number(level.onHand()).number(level.unavailable()).number(level.reserved());
    out.number(level.allocated()).number(level.backordered());
    list(
        out,
        level.expected(),
        (o, e) -> o.id(e.id().value()).number(e.line().quantity()).instant(e.expectedAt()));
  }

  static StockLevel level(ByteReader in) {
    Sku sku = Sku.of(in.id());
    CenterId center = CenterId.of(in.id());
    return new StockLevel(
        sku,
        center,
        in.size(),
        in.size(),
        in.size(),
        in.size(),
        in.size(),
        list(
            in,
            i ->
                new ExpectedReceipt(
                    ReceiptId.of(i.id()), new StockLine(sku, center, i.size()), i.instant())));
  }

  static void movement(ByteWriter out, StockMovement m) {
    change(out.instant(m.at()).id(m.cause().value()), m);
  }

  static StockMovement movement(long sequence, ByteReader in) {
    Instant at = in.instant();
    return change(sequence, at, CommandId.of(in.id()), in);
  }

  /** Writes a movement without its time and cause. */
  static void change(ByteWriter out, StockMovement m) {
    out.id(m.kind()).id(m.sku().value()).id(m.center().value());
    out.number(m.onHand()).number(m.unavailable()).number(m.reserved());
    out.number(m.allocated()).number(m.backordered());
  }

  static StockMovement change(long sequence, Instant at, CommandId cause, ByteReader in) {
    return new StockMovement(
        sequence,
        at,
        cause,
        in.id(),
        Sku.of(in.id()),
        CenterId.of(in.id()),
        in.size(),
        in.size(),
        in.size(),
        in.size(),
        in.size());
  }

  private static ByteWriter line(ByteWriter out, StockLine line) {
    return out.id(line.sku().value()).id(line.center().value()).number(line.quantity());
  }

  static <T> void list(
      ByteWriter out, Iterable<T> values, int size, BiConsumer<ByteWriter, T> one) {
    out.number(size);
    values.forEach(value -> one.accept(out, value));
  }

  static <T> void list(ByteWriter out, List<T> values, BiConsumer<ByteWriter, T> one) {
    list(out, values, values.size(), one);
  }

  static <T> List<T> list(ByteReader in, Function<ByteReader, T> one) {
    int size = in.size();
    List<T> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      values.add(one.apply(in));
    }
    return values;
  }
}

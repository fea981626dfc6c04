package io.backroom.stock.journal;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.ReceiptChange;
import io.backroom.stock.StockChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * How stock looks in bytes. Every kind of value has a number, which is never given again; an
 * unknown one is refused. A command's content is only compared, so it is written and never read.
 */
final class StockCodec {
  /** The place of a state here is what is written: only ever add at the end. */
  private static final List<Reservation.State> STATES =
      List.of(State.HELD, State.COMMITTED, State.CONSUMED, State.RELEASED, State.EXPIRED);

  /** The place of a command's name here is what is written: only ever add at the end. */
  private static final List<String> KINDS =
      List.of(
          "Recompute",
          "Reserve",
          "Extend",
          "Commit",
          "Release",
          "Expire",
          "Ship",
          "Fill",
          "Receive",
          "Expect",
          "Adjust",
          "Count",
          "Transfer",
          "Move");

  /** The number of the repair of a level, which is no command. */
  static final int RECOMPUTE = 0;

  private static final int KEY_REUSED = 1;
  private static final int NOT_FOUND = 2;
  private static final int ENDED = 3;
  private static final int SHORT = 4;
  private static final int APPLIED = 5;
  private static final int APPLIED_WITH_RESERVATION = 6;

  /** What a change has besides its place, one bit each. */
  private static final int ON_HAND = 1;

  private static final int UNAVAILABLE = 2;
  private static final int RESERVED = 4;
  private static final int ALLOCATED = 8;
  private static final int BACKORDERED = 16;
  private static final int RECEIPT = 32;

  private StockCodec() {}

  /** Returns the number of a kind of command. */
  static int kind(StockCommand command) {
    if (command instanceof StockCommand.Reserve) {
      return 1;
    } else if (command instanceof StockCommand.Extend) {
      return 2;
    } else if (command instanceof StockCommand.Commit) {
      return 3;
    } else if (command instanceof StockCommand.Release) {
      return 4;
    } else if (command instanceof StockCommand.Expire) {
      return 5;
    } else if (command instanceof StockCommand.Ship) {
      return 6;
    } else if (command instanceof StockCommand.Fill) {
      return 7;
    } else if (command instanceof StockCommand.Receive) {
      return 8;
    } else if (command instanceof StockCommand.Expect) {
      return 9;
    } else if (command instanceof StockCommand.Adjust) {
      return 10;
    } else if (command instanceof StockCommand.Count) {
      return 11;
    } else if (command instanceof StockCommand.Transfer) {
      return 12;
    } else {
      return 13;
    }
  }

  /** Returns the name of a kind of command, as movements have it. */
  static String name(int kind) {
    return KINDS.get(kind);
  }

  /** Writes the content of a command without its id: equal commands have equal bytes. */
  static void content(Output out, StockCommand command) {
    out.put(kind(command));
    if (command instanceof StockCommand.Reserve c) {
      out.id(c.reservation().value()).id(c.owner()).instant(micros(c.expiresAt()), Instant.EPOCH);
      out.list(c.lines(), StockCodec::line);
      out.list(c.backorders(), (o, b) -> line(o, b.line()).number(b.limit()));
      out.size(c.heldMax()).list(c.replaces(), (o, id) -> o.id(id.value()));
    } else if (command instanceof StockCommand.Extend c) {
      out.id(c.reservation().value()).instant(micros(c.expiresAt()), Instant.EPOCH);
    } else if (command instanceof StockCommand.Commit c) {
      out.id(c.reservation().value());
    } else if (command instanceof StockCommand.Release c) {
      out.id(c.reservation().value());
      out.list(c.lines(), StockCodec::line).list(c.backorders(), StockCodec::line);
    } else if (command instanceof StockCommand.Expire c) {
      out.id(c.reservation().value());
    } else if (command instanceof StockCommand.Ship c) {
      out.id(c.reservation().value()).list(c.lines(), StockCodec::line);
    } else if (command instanceof StockCommand.Fill c) {
      out.id(c.reservation().value()).list(c.lines(), StockCodec::line);
    } else if (command instanceof StockCommand.Receive c) {
      line(out, c.line()).list(c.expected().stream().toList(), (o, id) -> o.id(id.value()));
    } else if (command instanceof StockCommand.Expect c) {
      out.id(c.receipt().value()).id(c.sku().value()).id(c.center().value());
      out.size(c.quantity()).instant(micros(c.expectedAt()), Instant.EPOCH);
    } else if (command instanceof StockCommand.Adjust c) {
      out.id(c.sku().value()).id(c.center().value());
      out.number(c.onHand()).number(c.unavailable()).text(c.reason());
    } else if (command instanceof StockCommand.Count c) {
      out.id(c.sku().value()).id(c.center().value()).size(c.counted()).text(c.reason());
    } else if (command instanceof StockCommand.Transfer c) {
      line(out, c.line()).id(c.to().value()).id(c.receipt().value());
      out.instant(micros(c.expectedAt()), Instant.EPOCH);
    } else {
      StockCommand.Move c = (StockCommand.Move) command;
      out.id(c.reservation().value());
      out.list(c.lines(), StockCodec::line).list(c.backorders(), StockCodec::line);
      out.list(c.to(), StockCodec::line);
      if (!c.lost().isEmpty() || !c.later().isEmpty()) {
        // A move without these is written as it was before there were any.
        out.list(c.lost(), StockCodec::line);
        out.list(c.later(), (o, b) -> line(o, b.line()).number(b.limit()));
      }
    }
  }

  /** Databases keep no more, so that no more may tell two commands apart. */
  private static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  private static Output line(Output out, StockLine line) {
    return out.id(line.sku().value()).id(line.center().value()).size(line.quantity());
  }

  /** Writes an answer; a reservation in it is one of those that the command changed. */
  static void result(Output out, StockResult result, List<Reservation> changed) {
    if (result instanceof StockResult.Applied applied) {
      if (applied.reservation().isEmpty()) {
        out.put(APPLIED);
      } else {
        out.put(APPLIED_WITH_RESERVATION).size(changed.indexOf(applied.reservation().get()));
      }
    } else if (result instanceof StockResult.Ended ended) {
      out.put(ENDED).put(STATES.indexOf(ended.state()));
    } else if (result instanceof StockResult.Short lack) {
      out.put(SHORT).list(lack.shortages(), StockCodec::shortage);
    } else if (result instanceof StockResult.NotFound) {
      out.put(NOT_FOUND);
    } else if (result instanceof StockResult.KeyReused) {
      out.put(KEY_REUSED);
    } else {
      throw new IllegalArgumentException("No store answers " + result);
    }
  }

  private static void shortage(Output out, StockResult.Shortage s) {
    out.id(s.sku().value()).id(s.center().value()).size(s.wanted()).size(s.available());
  }

  static StockResult result(Input in, List<Reservation> changed) {
    int kind = in.get();
    return switch (kind) {
      case KEY_REUSED -> new StockResult.KeyReused();
      case NOT_FOUND -> new StockResult.NotFound();
      case ENDED -> new StockResult.Ended(STATES.get(in.get()));
      case SHORT -> new StockResult.Short(in.list(StockCodec::shortage));
      case APPLIED -> new StockResult.Applied(Optional.empty());
      case APPLIED_WITH_RESERVATION ->
          new StockResult.Applied(Optional.of(changed.get(in.smallSize())));
      default -> throw new IllegalArgumentException("Unknown kind of answer: " + kind);
    };
  }

  private static StockResult.Shortage shortage(Input in) {
    return new StockResult.Shortage(
        Sku.of(in.id()), CenterId.of(in.id()), in.smallSize(), in.smallSize());
  }

  static void reservation(Output out, Reservation r, Instant at) {
    out.id(r.id().value()).id(r.owner()).put(STATES.indexOf(r.state()));
    out.instant(r.expiresAt(), at).list(r.lines(), StockCodec::line);
  }

  static Reservation reservation(Input in, Instant at) {
    ReservationId id = ReservationId.of(in.id());
    String owner = in.id();
    Reservation.State state = STATES.get(in.get());
    Instant expiresAt = in.instant(at);
    return new Reservation(id, owner, state, in.list(StockCodec::line), expiresAt);
  }

  private static void line(Output out, Reservation.Line line) {
    out.id(line.sku().value()).id(line.center().value());
    out.size(line.kept()).size(line.backordered()).size(line.shipped());
  }

  private static Reservation.Line line(Input in) {
    return new Reservation.Line(
        Sku.of(in.id()), CenterId.of(in.id()), in.smallSize(), in.smallSize(), in.smallSize());
  }

  static void change(Output out, StockChange c, Instant at) {
    int place = out.size();
    out.put(0).id(c.shelf().sku().value()).id(c.shelf().center().value());
    int has =
        counters(out, c.onHand(), c.unavailable(), c.reserved(), c.allocated(), c.backordered());
    out.array()[place] = (byte) (has | receipt(out, c.receipt(), at));
  }

  static void change(Output out, LevelChange c, Instant at) {
    int place = out.size();
    out.put(0).id(c.sku().value()).id(c.center().value());
    int has =
        counters(out, c.onHand(), c.unavailable(), c.reserved(), c.allocated(), c.backordered());
    out.array()[place] = (byte) (has | receipt(out, c.receipt(), at));
  }

  private static int counters(
      Output out, int onHand, int unavailable, int reserved, int allocated, int backordered) {
    return counter(out, ON_HAND, onHand)
        | counter(out, UNAVAILABLE, unavailable)
        | counter(out, RESERVED, reserved)
        | counter(out, ALLOCATED, allocated)
        | counter(out, BACKORDERED, backordered);
  }

  private static int counter(Output out, int bit, int change) {
    if (change == 0) {
      return 0;
    }
    out.number(change);
    return bit;
  }

  private static int receipt(Output out, Optional<ReceiptChange> change, Instant at) {
    if (change.isEmpty()) {
      return 0;
    }
    out.id(change.get().id().value());
    out.list(
        change.get().after().stream().toList(),
        (o, e) -> line(o, e.line()).instant(e.expectedAt(), at));
    return RECEIPT;
  }

  static boolean isMovement(int has) {
    return (has & ~RECEIPT) != 0;
  }

  /** Passes over what a change has behind its SKU. */
  static void skipChange(Input in, int has) {
    in.skipId();
    in.skipSizes(Integer.bitCount(has & ~RECEIPT));
    if ((has & RECEIPT) != 0) {
      in.skipId();
      for (int left = in.smallSize(); left > 0; left--) {
        in.skipId();
        in.skipId();
        in.skipSizes(1);
        in.skipInstant();
      }
    }
  }

  /** Passes over what a reservation has behind its id. */
  static void skipReservation(Input in) {
    in.skipId();
    in.skip(1);
    in.skipInstant();
    for (int left = in.smallSize(); left > 0; left--) {
      in.skipId();
      in.skipId();
      in.skipSizes(3);
    }
  }

  static LevelChange change(Input in, Instant at) {
    int has = in.get();
    return new LevelChange(
        Sku.of(in.id()),
        CenterId.of(in.id()),
        (has & ON_HAND) == 0 ? 0 : in.smallNumber(),
        (has & UNAVAILABLE) == 0 ? 0 : in.smallNumber(),
        (has & RESERVED) == 0 ? 0 : in.smallNumber(),
        (has & ALLOCATED) == 0 ? 0 : in.smallNumber(),
        (has & BACKORDERED) == 0 ? 0 : in.smallNumber(),
        (has & RECEIPT) == 0 ? Optional.empty() : Optional.of(receipt(in, at)));
  }

  private static ReceiptChange receipt(Input in, Instant at) {
    ReceiptId id = ReceiptId.of(in.id());
    List<ExpectedReceipt> after =
        in.list(
            i -> {
              StockLine line = new StockLine(Sku.of(i.id()), CenterId.of(i.id()), i.smallSize());
              return new ExpectedReceipt(id, line, i.instant(at));
            });
    return new ReceiptChange(id, after.stream().findFirst());
  }
}

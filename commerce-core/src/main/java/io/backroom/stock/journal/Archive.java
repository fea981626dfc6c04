package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.StockScope;
import io.backroom.stock.journal.FarArchive.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the folded records say: asked for one by one, or ahead and all at once if it is far. */
final class Archive {
  private final StockJournal journal;
  private final Optional<FarArchive> far;

  /** What was asked for ahead about the commands under way. */
  private Found found = Found.NOTHING;

  Archive(StockJournal journal) {
    this.journal = journal;
    this.far = journal instanceof FarArchive own ? Optional.of(own) : Optional.empty();
  }

  boolean isFar() {
    return far.isPresent();
  }

  /** Asks for all that commands name; thread-safe, changes nothing here. */
  Found ask(List<StockCommand> commands) {
    if (far.isEmpty()) {
      return Found.NOTHING;
    }
    List<CommandId> ids = new ArrayList<>(commands.size());
    List<ReservationId> reservations = new ArrayList<>(commands.size());
    StockScope scope = reservationsTo(reservations);
    for (StockCommand command : commands) {
      ids.add(command.id());
      StockScope.tell(command, scope);
    }
    return far.get().ask(ids, reservations);
  }

  private static StockScope reservationsTo(List<ReservationId> reservations) {
    return new StockScope() {
      @Override
      public void place(Sku sku, CenterId center) {}

      @Override
      public void reservation(ReservationId id) {
        reservations.add(id);
      }

      @Override
      public void receipt(ReceiptId id) {}
    };
  }

  /** Takes what {@link #ask} found about the commands that come now; nothing was folded since. */
  void know(Found about) {
    found = about;
  }

  /** Returns the answer to one of the commands that come now. */
  Optional<StockAnswer> answer(CommandId id) {
    return isFar() ? Optional.ofNullable(found.answers().get(id)) : journal.answer(id);
  }

  /** Returns a reservation that one of these commands names. */
  Optional<Reservation> named(ReservationId id) {
    return isFar() ? Optional.ofNullable(found.reservations().get(id)) : journal.reservation(id);
  }

  /** Returns any reservation. */
  Optional<Reservation> reservation(ReservationId id) {
    return journal.reservation(id);
  }

  /** Returns some reservations if that is worth it: if each by itself would take long. */
  Map<ReservationId, Reservation> ahead(Collection<ReservationId> ids) {
    return far.isEmpty() || ids.isEmpty() ? Map.of() : far.get().ask(List.of(), ids).reservations();
  }
}

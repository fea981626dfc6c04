package io.backroom.inventory;

import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a command that a person gives is about, and what its event says.
 *
 * @param centers the centers whose counters it changes, the one it is given for first
 * @param kind the kind of its event
 */
record CommandNote(Sku sku, List<CenterId> centers, String kind, Map<String, String> facts) {
  static CommandNote of(StockCommand command) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("command", command.id().value());
    if (command instanceof StockCommand.Receive c) {
      facts.put("units", number(c.line().quantity()));
      c.expected().map(ReceiptId::value).ifPresent(receipt -> facts.put("receipt", receipt));
      return note(c.line().sku(), c.line().center(), "stock-received", facts);
    } else if (command instanceof StockCommand.Expect c) {
      facts.put("units", number(c.quantity()));
      facts.put("receipt", c.receipt().value());
      facts.put("expected", c.expectedAt().toString());
      String kind = c.quantity() == 0 ? "receipt-called-off" : "receipt-announced";
      return note(c.sku(), c.center(), kind, facts);
    } else if (command instanceof StockCommand.Count c) {
      facts.put("counted", number(c.counted()));
      return note(c.sku(), c.center(), "stock-counted", facts);
    } else if (command instanceof StockCommand.Transfer c) {
      facts.put("units", number(c.line().quantity()));
      facts.put("receipt", c.receipt().value());
      facts.put("expected", c.expectedAt().toString());
      facts.put("to", c.to().value());
      facts.put("center", c.line().center().value());
      List<CenterId> both = List.of(c.line().center(), c.to());
      return new CommandNote(c.line().sku(), both, "stock-transferred", facts);
    }
    StockCommand.Adjust adjust = (StockCommand.Adjust) command;
    facts.put("onHand", number(adjust.onHand()));
    facts.put("unavailable", number(adjust.unavailable()));
    return note(adjust.sku(), adjust.center(), "stock-adjusted", facts);
  }

  private static CommandNote note(
      Sku sku, CenterId center, String kind, Map<String, String> facts) {
    facts.put("center", center.value());
    return new CommandNote(sku, List.of(center), kind, facts);
  }

  private static String number(int units) {
    return Integer.toString(units);
  }

  CenterId center() {
    return centers.get(0);
  }
}

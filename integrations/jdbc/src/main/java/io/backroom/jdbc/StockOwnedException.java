package io.backroom.jdbc;

import java.time.Instant;

/**
 * Another node decides on the stock alone, so this one cannot. Whoever gets this for a command that
 * it had sent before does not know what became of it, as with every exception; the same command
 * again, to any node that owns the stock by then, finds out.
 */
public final class StockOwnedException extends JdbcStoreException {
  private static final long serialVersionUID = 1;

  private final String owner;
  private final Instant until;

  StockOwnedException(String owner, Instant until) {
    super("The stock is owned by the node " + owner + " until " + until);
    this.owner = owner;
    this.until = until;
  }

  /**
   * Returns who owns the stock.
   *
   * @return the name of the node
   */
  public String owner() {
    return owner;
  }

  /**
   * Returns until when it does, unless it goes on.
   *
   * @return the end of its lease by the database's clock; the past if it has ended since
   */
  public Instant until() {
    return until;
  }
}

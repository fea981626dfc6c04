package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Sku;

/**
 * What entries of records are found by: 64 bits made from an id. Two ids may have the same key, so
 * who finds an entry compares the id in it. The same id has the same key in every release.
 *
 * <p>FNV-1a over the characters (Fowler, Noll, Vo; RFC 9923) with the finalizer of MurmurHash3
 * behind it, which spreads short ids over all bits.
 */
public final class StockKey {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StockKey() {}

  /**
   * Returns the key of a command.
   *
   * @param id the command
   * @return its key
   */
  public static long of(CommandId id) {
    return key('c', id.value());
  }

  /**
   * Returns the key of a reservation.
   *
   * @param id the reservation
   * @return its key
   */
  public static long of(ReservationId id) {
    return key('r', id.value());
  }

  /**
   * Returns the key of the movements of a SKU.
   *
   * @param sku the SKU
   * @return its key
   */
  public static long of(Sku sku) {
    return key('s', sku.value());
  }

  private static long key(char kind, String id) {
    long hash = (OFFSET_BASIS ^ kind) * PRIME;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * PRIME;
    }
    return spread(hash);
  }

  /** Returns the key of an id of a kind that is there as ASCII. */
  static long of(char kind, byte[] bytes, int offset, int length) {
    long hash = (OFFSET_BASIS ^ kind) * PRIME;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ bytes[offset + i]) * PRIME;
    }
    return spread(hash);
  }

  private static long spread(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}

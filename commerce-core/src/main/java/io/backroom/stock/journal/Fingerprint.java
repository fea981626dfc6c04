package io.backroom.stock.journal;

import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.backroom.spi.inventory.StockCommand;

/**
 * 128 bits that tell the content of a command, all but its id, from that of another. Equal commands
 * have equal fingerprints, in every release. Two different ones that meet by accident under the
 * same id are not to be expected ever: the odds are 1 to 2^128. Times count to the microsecond.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 */
public record Fingerprint(long high, long low) {
  private static final HashFunction HASH = Hashing.murmur3_128();

  /**
   * Returns the fingerprint of a command.
   *
   * @param command the command
   * @return its fingerprint
   */
  public static Fingerprint of(StockCommand command) {
    Output content = new Output(256);
    StockCodec.content(content, command);
    HashCode hash = HASH.hashBytes(content.array(), 0, content.size());
    Input in = new Input(hash.asBytes(), 0);
    return new Fingerprint(in.fixed(), in.fixed());
  }
}

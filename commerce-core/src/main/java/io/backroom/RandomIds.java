package io.backroom;

import com.google.common.io.BaseEncoding;
import io.backroom.spi.policy.IdSource;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Ids of 100 random bits: nobody guesses one, and no two nodes ever choose the same. */
final class RandomIds implements IdSource {
  private static final BaseEncoding LETTERS = BaseEncoding.base32().omitPadding().lowerCase();
  private static final int LENGTH = 20;
  private static final int BYTES = 13;

  /** Asking the system for random bytes costs the same for one id as for a hundred. */
  private static final int IDS_AT_ONCE = 100;

  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<ByteBuffer> drawn =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(BYTES * IDS_AT_ONCE).position(0).limit(0));

  @Override
  public String next() {
    ByteBuffer bytes = drawn.get();
    if (!bytes.hasRemaining()) {
      random.nextBytes(bytes.array());
      bytes.clear();
    }
    byte[] id = new byte[BYTES];
    bytes.get(id);
    return LETTERS.encode(id).substring(0, LENGTH);
  }
}

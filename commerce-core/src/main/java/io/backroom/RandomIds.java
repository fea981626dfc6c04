package io.backroom;

import com.google.common.io.BaseEncoding;
import io.backroom.spi.policy.IdSource;
import java.io.ByteArrayInputStream;
import java.security.SecureRandom;

/** Ids of 100 random bits: nobody guesses one, and no two nodes ever choose the same. */
final class RandomIds implements IdSource {
  private static final BaseEncoding LETTERS = BaseEncoding.base32().omitPadding().lowerCase();
  private static final int LENGTH = 20;
  private static final int BYTES = 13;

  /** Asking the system for random bytes costs the same for one id as for a hundred. */
  private static final int IDS_AT_ONCE = 100;

  private final SecureRandom random = new SecureRandom();
  private final ThreadLocal<ByteArrayInputStream> drawn =
      ThreadLocal.withInitial(() -> new ByteArrayInputStream(new byte[0]));

  @Override
  public String next() {
    byte[] id = new byte[BYTES];
    if (drawn.get().readNBytes(id, 0, BYTES) < BYTES) {
      byte[] more = new byte[BYTES * IDS_AT_ONCE];
      random.nextBytes(more);
      drawn.set(new ByteArrayInputStream(more));
      return next();
    }
    return LETTERS.encode(id).substring(0, LENGTH);
  }
}

package io.backroom;

import com.google.common.io.BaseEncoding;
import io.backroom.spi.policy.IdSource;
import java.security.SecureRandom;

/** Ids of 100 random bits: nobody guesses one, and no two nodes ever choose the same. */
final class RandomIds implements IdSource {
  private static final BaseEncoding LETTERS = BaseEncoding.base32().omitPadding().lowerCase();
  private static final int LENGTH = 20;
  private static final int BYTES = 13;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String next() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return LETTERS.encode(bytes).substring(0, LENGTH);
  }
}

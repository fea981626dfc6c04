package io.backroom.kernel;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Keys of documents that stand for several things together. */
public final class Keys {
  private Keys() {}

  /**
   * Returns one key for several ids, of the length and characters that a key may have.
   *
   * @param parts ids, none of which contains {@code |}
   * @return 64 characters; the same for the same ids in the same order
   */
  public static String of(Object... parts) {
    return hash(Arrays.stream(parts).map(Object::toString).collect(Collectors.joining("|")));
  }

  static String hash(String text) {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }
}

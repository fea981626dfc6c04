package io.backroom.spi.value;

import java.util.function.Function;

/**
 * The answer to a command: its value, or the reason why nothing was done.
 *
 * @param <T> the type of the value
 */
public sealed interface Result<T> {
  /**
   * The command was carried out, now or by an earlier call with the same key.
   *
   * @param <T> the type of the value
   * @param value what came of it
   */
  record Done<T>(T value) implements Result<T> {}

  /**
   * The command was refused and changed nothing.
   *
   * @param <T> the type the value would have had
   * @param refusal why
   */
  record Refused<T>(Refusal refusal) implements Result<T> {}

  /**
   * Returns a carried out command's answer.
   *
   * @param <T> the type of the value
   * @param value what came of it
   * @return the answer
   */
  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  /**
   * Returns a refused command's answer.
   *
   * @param <T> the type the value would have had
   * @param refusal why
   * @return the answer
   */
  static <T> Result<T> refused(Refusal refusal) {
    return new Refused<>(refusal);
  }

  /**
   * Returns what one of two functions makes of the answer.
   *
   * @param <R> the type of what is made
   * @param done applied to the value
   * @param refused applied to the refusal
   * @return what was made
   */
  default <R> R fold(
      Function<? super T, ? extends R> done, Function<? super Refusal, ? extends R> refused) {
    return this instanceof Done<T> d
        ? done.apply(d.value())
        : refused.apply(((Refused<T>) this).refusal());
  }

  /**
   * Returns the value, for callers to whom a refusal is a fault.
   *
   * @return the value
   * @throws IllegalStateException if the command was refused; the message says why
   */
  default T orThrow() {
    return fold(
        value -> value,
        refusal -> {
          throw new IllegalStateException(refusal.toString());
        });
  }
}

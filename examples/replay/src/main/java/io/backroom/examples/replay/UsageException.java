package io.backroom.examples.replay;

/** Says in one line which option cannot be used, which value it had and what the rule is. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String option, String value, String rule) {
    super("%s is '%s': %s".formatted(option, value, rule));
  }

  UsageException(String message) {
    super(message);
  }
}

package io.backroom.examples.replay.data;

/** Says in one line which file cannot be used, what was found in it and what was expected. */
public final class UnusableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableFileException(Object file, String found, String expected) {
    this("%s: %s; expected %s".formatted(file, found, expected));
  }

  UnusableFileException(String message) {
    super(message);
  }
}

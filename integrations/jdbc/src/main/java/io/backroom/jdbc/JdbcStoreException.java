package io.backroom.jdbc;

/**
 * The database could not be reached or refused a statement. Thrown by a write, it means that the
 * outcome is unknown: read again, or send the same commands again.
 */
public class JdbcStoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  JdbcStoreException(String message) {
    super(message);
  }

  JdbcStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

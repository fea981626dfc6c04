package io.backroom.rocksdb;

/**
 * The directory cannot be used, or a write to it failed. Thrown by a write, it means that the
 * outcome is unknown: the stores then refuse every call until the directory is opened again.
 */
public final class RocksDbStoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RocksDbStoreException(String message) {
    super(message);
  }

  RocksDbStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.backroom.kernel;

import java.time.Instant;
import java.util.Date;
import java.util.Random;
import java.util.UUID;

/** Does what no room may do, so that a test sees the rules against it bite. */
public final class WrongRoom {
  private WrongRoom() {}

  static String wrong(java.sql.Connection database) {
    return database
        + UUID.randomUUID().toString()
        + Math.random()
        + System.currentTimeMillis()
        + new Random().nextInt()
        + Date.from(Instant.now());
  }
}

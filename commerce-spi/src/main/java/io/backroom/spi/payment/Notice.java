package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.util.List;

/** What a notification amounts to. */
public sealed interface Notice {
  /**
   * The notification is genuine.
   *
   * @param facts what it tells, each about one operation; empty if it is about nothing of the
   *     library's
   */
  record Genuine(List<OperationFact> facts) implements Notice {
    /** Copies the facts. */
    public Genuine {
      facts = List.copyOf(facts);
    }
  }

  /**
   * The notification is not believed.
   *
   * @param why the reason for people, at most 200 characters, nothing of the notification in it
   */
  record Invalid(String why) implements Notice {
    /** Refuses an overlong reason. */
    public Invalid {
      Require.text("why", why, 200);
    }
  }

  /**
   * What is told of one operation.
   *
   * @param operation which operation
   * @param outcome what had become of it when the notification was written
   */
  record OperationFact(OperationId operation, Outcome outcome) {}
}
